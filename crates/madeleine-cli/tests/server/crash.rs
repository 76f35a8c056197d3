//! `kill -9`: what was acknowledged is there exactly once, and no line is torn.

use crate::house::{House, Line, snapshot, text};
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

#[test]
fn a_line_torn_by_a_crash_is_set_aside() {
    let house = House::new();
    let mut server = house.serve(&[]);
    assert_eq!(server.post(&snapshot("a", 1, 5)).status, 204);
    server.kill();
    let file =
        fs::read_dir(&house.data).expect("folder").map(|f| f.expect("file").path()).find(|p| p.extension().is_some());
    let file = file.expect("a file");
    let torn = [fs::read(&file).expect("reads"), b"{\"v\":1,\"respo".to_vec()].concat();
    fs::write(&file, torn).expect("writes");
    let server = house.serve(&[]);
    assert_eq!(server.post(&snapshot("b", 1, 4)).status, 204);
    let (code, said) = server.stop();
    assert_eq!(code, Some(0));
    assert!(said.contains("torn by an earlier crash"), "{said}");
    assert_eq!(house.lines().len(), 2);
    assert_eq!(fs::read_to_string(file.with_extension("torn")).expect("reads"), "{\"v\":1,\"respo\n");

    let output =
        Command::new(env!("CARGO_BIN_EXE_madeleine")).args(["score", text(&file), "--json"]).output().expect("runs");
    let scored: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((scored["responses"].as_u64(), scored["broken"].as_u64()), (Some(2), Some(0)));
}

#[test]
fn each_acknowledged_post_is_there_exactly_once_after_kills_in_the_middle() {
    let house = House::new();
    let mut acknowledged = Vec::new();
    for round in 0..5 {
        let mut server = house.serve(&["--rotate", "1"]);
        // On a busy machine whoever connects late would find nobody.
        let connected: Vec<Line> = (0..8).map(|_| Line::connect(&server.address)).collect();
        let stop = AtomicBool::new(false);
        let lists: Vec<Vec<String>> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..)
                .zip(connected)
                .map(|(worker, mut line): (u32, Line)| {
                    let stop = &stop;
                    scope.spawn(move || {
                        let mut kept = Vec::new();
                        for n in 0.. {
                            let id = format!("r{round}-{worker}-{n}");
                            // A server that was killed answers no more.
                            match line.post(&snapshot(&id, 1, 5)) {
                                Some(status) => assert_eq!(status, 204),
                                None => break,
                            }
                            kept.push(id);
                            if stop.load(Ordering::Relaxed) {
                                break;
                            }
                        }
                        kept
                    })
                })
                .collect();
            std::thread::sleep(Duration::from_millis(60 + 70 * round));
            server.kill();
            stop.store(true, Ordering::Relaxed);
            workers.into_iter().map(|worker| worker.join().expect("ends")).collect()
        });
        acknowledged.extend(lists.into_iter().flatten());
    }
    assert!(acknowledged.len() > 200, "only {} posts: the test proves little", acknowledged.len());
    // As widgets do that heard nothing: the last of each round comes again.
    let server = house.serve(&[]);
    let mut line = Line::connect(&server.address);
    for id in acknowledged.iter().rev().take(50) {
        assert_eq!(line.post(&snapshot(id, 1, 5)), Some(204));
    }
    let mut found = BTreeMap::new();
    for line in house.lines() {
        let value: serde_json::Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
        *found.entry(value["response_id"].as_str().expect("an id").to_string()).or_insert(0) += 1;
    }
    for id in &acknowledged {
        assert_eq!(found.get(id), Some(&1), "{id} was acknowledged");
    }
    assert!(found.values().all(|count| *count == 1));
}

#[test]
fn replays_and_any_order_are_kept_once_and_score_the_same() {
    let house = House::new();
    let mut server = house.serve(&[]);
    let sent: Vec<String> = (0..10)
        .flat_map(|n| (1..=3).map(move |seq| snapshot(&format!("r{n}"), seq, 1 + (n + seq as i32) % 5)))
        .collect();
    // The third snapshot before the first, each of them a hundred times, and a restart in between.
    let mut line = Line::connect(&server.address);
    for round in 0..100 {
        if round == 50 {
            server.kill();
            server = house.serve(&[]);
            line = Line::connect(&server.address);
        }
        for n in 0..sent.len() {
            let turn = (n * 7 + round * 11) % sent.len();
            assert_eq!(line.post(&sent[sent.len() - 1 - turn]), Some(204));
        }
    }
    drop(server);
    assert_eq!(house.lines().len(), sent.len());
    let tidy = house.site.join("tidy.ndjson");
    fs::write(&tidy, sent.join("\n") + "\n").expect("writes");
    let score = |path: &str| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_madeleine")).args(["score", path, "--json"]).output().expect("runs");
        let mut scored: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        scored.as_object_mut().expect("an object").remove("files");
        scored
    };
    let kept = house.files();
    assert_eq!(score(text(&kept[0])), score(text(&tidy)));
}
