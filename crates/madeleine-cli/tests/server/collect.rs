//! The collecting endpoint of `madeleine serve`, as it is run.

use crate::house::{House, snapshot, text};
use std::process::Command;

#[test]
fn a_response_is_on_disk_when_it_is_acknowledged() {
    let house = House::new();
    let mut server = house.serve(&[]);
    assert_eq!(server.post(&snapshot("a", 1, 5)).status, 204);
    server.kill();
    let lines = house.lines();
    assert_eq!(lines.len(), 1);
    assert!(lines[0].contains("\"response_id\":\"a\"") && lines[0].contains("\"csat\":5"), "{}", lines[0]);
}

#[test]
fn a_repeat_is_acknowledged_and_not_written_again_even_after_a_restart() {
    let house = House::new();
    let mut server = house.serve(&[]);
    for _ in 0..3 {
        assert_eq!(server.post(&snapshot("a", 1, 5)).status, 204);
    }
    server.kill();
    let server = house.serve(&[]);
    assert_eq!(server.post(&snapshot("a", 1, 5)).status, 204);
    let conflict = server.post(&snapshot("a", 1, 4));
    assert_eq!((conflict.status, conflict.code().as_str()), (409, "conflict"));
    assert_eq!(server.post(&snapshot("a", 2, 4)).status, 204);
    assert_eq!(house.lines().len(), 2);
}

#[test]
fn what_is_no_response_is_refused_with_its_reason() {
    let house = House::new();
    let server = house.serve(&[]);
    for (body, status, code) in [
        ("", 400, "not_json"),
        ("{\"v\":1", 400, "not_json"),
        ("[1]", 422, "wrong_kind"),
        ("{\"v\":1,\"seq\":1,\"survey\":\"s\"}", 422, "missing"),
        ("{\"v\":9,\"response_id\":\"a\",\"seq\":1,\"survey\":\"s\"}", 422, "out_of_range"),
        (&snapshot("a", 1, 9), 422, "invalid_code"),
        (&format!("{}{}", snapshot("a", 1, 5), " ".repeat(16 * 1024)), 413, "too_long"),
        (&format!("{}{}", snapshot("a", 1, 5), " ".repeat(500_000)), 413, "too_long"),
    ] {
        let answer = server.post(body);
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{}", answer.text());
        assert_eq!(answer.header("content-type"), "application/json");
    }
    let list: serde_json::Value = serde_json::from_slice(&server.post(&snapshot("a", 1, 9)).body).expect("JSON");
    assert!(list[0]["message"].as_str().is_some_and(|message| message.contains("csat")), "{list}");
    assert!(house.lines().is_empty());
}

#[test]
fn methods_and_types_that_mean_nothing_here() {
    let house = House::new();
    let server = house.serve(&[]);
    for method in ["GET", "PUT", "DELETE"] {
        let answer = server.ask(method, "/feedback", &[], b"");
        assert_eq!((answer.status, answer.header("allow")), (405, "POST, OPTIONS"), "{method}");
    }
    let form = server.ask("POST", "/feedback", &[("Content-Type", "application/x-www-form-urlencoded")], b"csat=5");
    assert_eq!((form.status, form.code().as_str()), (415, "wrong_type"));
    let json = server.ask("POST", "/feedback", &[("Content-Type", "application/json")], snapshot("a", 1, 5).as_bytes());
    assert_eq!(json.status, 204);
}

#[test]
fn many_at_once_are_each_written_once() {
    let house = House::new();
    let server = house.serve(&[]);
    std::thread::scope(|scope| {
        for worker in 0..8 {
            let server = &server;
            scope.spawn(move || {
                for n in 0..25 {
                    // Half of them are sent by another worker too.
                    let id = if n % 2 == 0 { format!("shared-{n}") } else { format!("own-{worker}-{n}") };
                    assert_eq!(server.post(&snapshot(&id, 1, 5)).status, 204);
                }
            });
        }
    });
    let mut lines = house.lines();
    assert_eq!(lines.len(), 13 + 8 * 12);
    lines.sort();
    lines.dedup();
    assert_eq!(lines.len(), 13 + 8 * 12);
}

#[test]
fn answers_are_shared_only_when_asked_for() {
    let house = House::new();
    let server = house.serve(&[]);
    assert_eq!(server.post(&snapshot("a", 1, 5)).status, 204);
    assert_eq!(server.get("/responses.ndjson").status, 404);
    drop(server);
    let server = house.serve(&["--share"]);
    assert_eq!(server.post(&snapshot("b", 1, 4)).status, 204);
    let shared = server.get("/responses.ndjson");
    assert_eq!((shared.status, shared.header("content-type")), (200, "application/x-ndjson"));
    assert_eq!(shared.header("cache-control"), "no-store");
    assert_eq!(shared.text().lines().map(String::from).collect::<Vec<_>>(), house.lines());
    // Browsers ask for it packed: it must come to its end, where gzip writes how long it was.
    let packed = server.ask("GET", "/responses.ndjson", &[("accept-encoding", "gzip")], b"");
    let length = packed.body.last_chunk::<4>().map(|bytes| u32::from_le_bytes(*bytes) as usize);
    assert_eq!((packed.header("content-encoding"), length), ("gzip", Some(shared.body.len())));
    drop(server);
    let server = house.serve(&["--share", "/live/all.ndjson", "--collect", "/answers"]);
    assert_eq!(server.get("/live/all.ndjson").text().lines().count(), 2);
    assert_eq!(server.post(&snapshot("c", 1, 4)).status, 405);
    assert_eq!(server.ask("POST", "/answers", &[], snapshot("c", 1, 4).as_bytes()).status, 204);
}

#[test]
fn folders_that_would_lose_or_show_answers_are_refused() {
    let house = House::new();
    let _first = house.serve(&[]);
    let serve = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_madeleine"))
            .arg("serve")
            .args(args)
            .args(["--port", "0"])
            .output()
            .expect("runs");
        (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    let (code, said) = serve(&[text(&house.site), "--data", text(&house.data)]);
    assert!(code == Some(1) && said.contains("another madeleine"), "{said}");
    let (code, said) = serve(&[text(&house.site), "--data", text(&house.site.join("answers"))]);
    assert!(code == Some(1) && said.contains("anybody could read the answers"), "{said}");
    assert!(!house.site.join("answers").exists());
    let (code, said) = serve(&["no/such/folder"]);
    assert!(code == Some(1) && said.contains("no/such/folder"), "{said}");
    for wrong in [
        &["--share"][..],
        &["--collect", "/x"],
        &["--data", "d", "--collect", "x"],
        &["--data", "d", "--allow-origin", "shop.example"],
    ] {
        assert_eq!(serve(&[&[text(&house.site)], wrong].concat()).0, Some(2), "{wrong:?}");
    }
}
