//! A disk without room, and one that fails: nothing is acknowledged that isn't there, no line is torn, nothing is lost.

use crate::house::{House, Line, Server, snapshot, text};
use std::fs;
use std::process::Command;

/// A server whose files may have so many KiB at most: a write beyond is cut short by the system, as on a full disk.
fn limited(house: &House, kib: u32) -> Server {
    let mut command = Command::new("bash");
    let run = format!("ulimit -f {kib}; exec \"$0\" serve \"$@\"");
    command.args(["-c", &run, env!("CARGO_BIN_EXE_madeleine")]);
    Server::start_as(command, &[text(&house.site), "--data", text(&house.data)])
}

fn with_comment(id: &str) -> String {
    snapshot(id, 1, 1).replace("\"csat\":1", &format!("\"csat\":1,\"comment\":\"{}\"", "no room ".repeat(40)))
}

#[test]
fn without_room_nothing_is_acknowledged_and_what_was_stays_whole() {
    let house = House::new();
    let server = limited(&house, 8);
    let mut acknowledged = Vec::new();
    let mut refused = None;
    for n in 0..40 {
        let id = format!("r{n}");
        let answer = server.post(&with_comment(&id));
        match answer.status {
            204 => acknowledged.push(id),
            _ => refused = refused.or(Some((id, answer))),
        }
    }
    let (id, answer) = refused.expect("one that finds no room");
    assert_eq!((answer.status, answer.code().as_str(), answer.header("retry-after")), (507, "disk_full", "60"));
    let list: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert_eq!(list[0]["path"], "disk");
    assert!(list[0]["message"].as_str().is_some_and(|message| message.contains("makes room")), "{list}");
    assert_eq!((server.get("/healthz").status, server.get("/").status), (507, 200));
    let check = |ids: &[String]| {
        let lines = house.lines();
        assert_eq!(lines.len(), ids.len());
        for (line, id) in lines.iter().zip(ids) {
            let value: serde_json::Value = serde_json::from_str(line).expect("a whole line");
            assert_eq!(value["response_id"], id.as_str());
        }
    };
    check(&acknowledged);
    // What is there already needs no room, and a shorter one may still find some.
    assert_eq!(server.post(&with_comment("r0")).status, 204);
    let (code, said) = server.stop();
    assert_eq!(code, Some(0));
    assert!(said.contains("couldn't be written to") && said.contains("507 disk_full"), "{said}");
    // With room, what was refused is taken.
    let server = house.serve(&[]);
    assert_eq!((server.get("/healthz").status, server.post(&with_comment(&id)).status), (200, 204));
    acknowledged.push(id);
    check(&acknowledged);
}

#[test]
fn many_at_once_without_room_and_a_kill_leave_whole_lines() {
    let house = House::new();
    let mut server = limited(&house, 64);
    let lists: Vec<Vec<String>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..8)
            .map(|worker| {
                let address = &server.address;
                scope.spawn(move || {
                    let mut line = Line::connect(address);
                    let ids = (0..40).map(|n| format!("r{worker}-{n}"));
                    ids.filter(|id| line.post(&with_comment(id)) == Some(204)).collect()
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().expect("ends")).collect()
    });
    server.kill();
    let mut acknowledged = lists.concat();
    let mut found: Vec<String> = house
        .lines()
        .iter()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a whole line"))
        .map(|value| value["response_id"].as_str().expect("an id").to_string())
        .collect();
    acknowledged.sort();
    found.sort();
    assert!(acknowledged.len() > 20 && acknowledged.len() < 320, "{} found room", acknowledged.len());
    assert_eq!(found, acknowledged);
}

#[test]
fn a_torn_line_on_a_full_disk_does_not_keep_the_server_from_starting() {
    let house = House::new();
    let mut server = limited(&house, 8);
    for n in 0..20 {
        server.post(&with_comment(&format!("r{n}")));
    }
    server.kill();
    let kept = house.lines().len();
    let file = &house.files()[0];
    let torn = [fs::read(file).expect("reads"), b"{\"v\":1,\"respo".to_vec()].concat();
    fs::write(file, torn).expect("writes");
    // No room for setting it aside either.
    fs::create_dir(file.with_extension("torn")).expect("folder");
    let server = limited(&house, 8);
    assert_eq!(server.post(&with_comment("r0")).status, 204);
    assert_eq!(server.post(&with_comment("r19")).status, 507);
    assert!(server.stop().1.contains("it was cut off"));
    assert_eq!(house.lines().len(), kept);
}
