//! What is too much of one request or from one client, and what its sender is told.

use crate::house::{House, Line, Server, snapshot};
use std::net::TcpStream;

fn from(server: &Server, client: &str, id: &str) -> crate::house::Answer {
    server.ask("POST", "/feedback", &[("X-Forwarded-For", client)], snapshot(id, 1, 5).as_bytes())
}

#[test]
fn each_address_has_its_own_rate() {
    let house = House::new();
    let server = house.serve(&["--rate", "60", "--behind-proxy"]);
    for n in 0..60 {
        assert_eq!(from(&server, "192.0.2.1", &format!("a{n}")).status, 204);
    }
    let refused = (0..3).map(|n| from(&server, "192.0.2.1", &format!("b{n}"))).find(|answer| answer.status != 204);
    let refused = refused.expect("one too many");
    assert_eq!((refused.status, refused.code().as_str()), (429, "too_many"));
    let wait: u64 = refused.header("retry-after").parse().expect("seconds");
    assert!((1..=2).contains(&wait), "{wait}");
    // What the client says of itself, before what the proxy adds, moves nobody to another account.
    assert_eq!(from(&server, "198.51.100.9, 192.0.2.1", "c").status, 429);
    assert_eq!(from(&server, "192.0.2.2", "d").status, 204);
    // Pages are not counted.
    assert_eq!(server.ask("GET", "/", &[("X-Forwarded-For", "192.0.2.1")], b"").status, 200);
    std::thread::sleep(std::time::Duration::from_secs(wait));
    assert_eq!(from(&server, "192.0.2.1", "e").status, 204);
}

#[test]
fn without_a_proxy_this_machine_is_not_counted() {
    let house = House::new();
    let server = house.serve(&["--rate", "1"]);
    for n in 0..5 {
        assert_eq!(from(&server, "192.0.2.1", &format!("a{n}")).status, 204);
    }
}

#[test]
fn heads_that_are_too_long_are_refused_with_their_reason() {
    let house = House::new();
    let server = house.serve(&[]);
    let body = snapshot("a", 1, 5);
    let long = "x".repeat(20_000);
    let names: Vec<String> = (0..70).map(|n| format!("X-{n}")).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1")).collect();
    for (answer, status, code) in [
        (server.ask("POST", "/feedback", &[("Cookie", &long)], body.as_bytes()), 431, "head_too_long"),
        (server.ask("POST", "/feedback", &many, body.as_bytes()), 431, "head_too_long"),
        (server.ask("POST", &format!("/feedback?{long}"), &[], body.as_bytes()), 414, "path_too_long"),
    ] {
        assert_eq!((answer.status, answer.code().as_str()), (status, code));
        assert_eq!(answer.header("content-type"), "application/json");
    }
    // Beyond that nothing is read; there is a status and no more.
    let endless = server.ask("GET", "/", &[("Cookie", &"x".repeat(70_000))], b"");
    assert_eq!((endless.status, endless.body.len()), (431, 0));
    assert!(house.lines().is_empty());
    assert_eq!(server.post(&body).status, 204);
}

#[test]
fn bodies_that_would_take_too_much_are_refused_with_their_reason() {
    let house = House::new();
    let server = house.serve(&[]);
    let deep = format!("{}{}", "[".repeat(8_000), "]".repeat(8_000));
    let packed = [("Content-Encoding", "gzip")];
    for (answer, status, code) in [
        (server.post(&deep), 400, "not_json"),
        (server.post(&" ".repeat(16 * 1024 + 1)), 413, "too_long"),
        (server.ask("POST", "/feedback", &packed, &[0x1f, 0x8b, 8, 0]), 415, "packed"),
        (chunked(&server, &snapshot("a", 1, 5), 40_000), 413, "too_long"),
    ] {
        assert_eq!((answer.status, answer.code().as_str()), (status, code));
        let list: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
        assert!(["path", "message"].iter().all(|key| list[0][key].as_str().is_some_and(|text| !text.is_empty())));
    }
    assert!(house.lines().is_empty());
    assert_eq!(chunked(&server, &snapshot("a", 1, 5), 0).status, 204);
}

#[test]
fn in_a_crowd_each_connection_ends_with_its_answer() {
    let house = House::new();
    let server = house.serve(&[]);
    let mut line = Line::connect(&server.address);
    assert_eq!(line.post(&snapshot("a", 1, 5)), Some(204));
    let crowd: Vec<TcpStream> = (0..460).map(|_| TcpStream::connect(&server.address).expect("connects")).collect();
    // Whoever came is taken before the next is.
    assert_eq!(server.get("/healthz").status, 200);
    assert_eq!((line.post(&snapshot("b", 1, 5)), line.post(&snapshot("c", 1, 5))), (Some(204), None));
    drop(crowd);
    assert_eq!(house.lines().len(), 2);
}

/// Sends a body in pieces, without saying how long it will be, and spaces behind it.
fn chunked(server: &Server, body: &str, spaces: usize) -> crate::house::Answer {
    let mut request =
        "POST /feedback HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n".to_string();
    for piece in [body, &" ".repeat(spaces)] {
        if !piece.is_empty() {
            request.push_str(&format!("{:x}\r\n{piece}\r\n", piece.len()));
        }
    }
    request.push_str("0\r\n\r\n");
    server.raw(request.as_bytes())
}
