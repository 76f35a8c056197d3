//! Clients that take their time: they are cut off, and nobody waits for them.

use crate::house::{House, snapshot};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

fn connect(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address).expect("connects");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("set");
    stream
}

/// What came until the connection was closed, and how long that took.
fn rest(mut stream: TcpStream, since: Instant) -> (String, Duration) {
    let mut bytes = Vec::new();
    // A connection may also be reset: it is closed all the same.
    let end = stream.read_to_end(&mut bytes);
    assert!(!end.is_err_and(|error| matches!(error.kind(), std::io::ErrorKind::WouldBlock)), "still open");
    (String::from_utf8(bytes).expect("UTF-8"), since.elapsed())
}

#[test]
fn heads_and_bodies_that_do_not_come_are_given_up() {
    let house = House::new();
    let server = house.serve(&["--patience", "1"]);
    let since = Instant::now();
    let half = |request: &str| {
        let mut stream = connect(&server.address);
        stream.write_all(request.as_bytes()).expect("writes");
        stream
    };
    let silent = half("");
    let head = half("POST /feedback HTTP/1.1\r\nHost: a\r\nX-Slow: ");
    let body = half("POST /feedback HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{\"v\":1,");
    let elsewhere = half("POST /index.html HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{\"v\":1,");
    let soon = Duration::from_millis(2_500);
    for stream in [silent, head] {
        let (said, took) = rest(stream, since);
        assert!(said.is_empty() && took < soon, "{took:?} {said}");
    }
    let (said, took) = rest(body, since);
    assert!(
        said.starts_with("HTTP/1.1 408 ") && said.contains("\"code\":\"timeout\"") && took < soon,
        "{took:?} {said}"
    );
    let (said, took) = rest(elsewhere, since);
    assert!(said.starts_with("HTTP/1.1 405 ") && took < soon, "{took:?} {said}");
    assert!(house.lines().is_empty());
}

#[test]
fn who_drips_is_cut_off_and_holds_up_nobody() {
    let house = House::new();
    let server = house.serve(&["--patience", "1"]);
    let since = Instant::now();
    let drips: Vec<TcpStream> = (0..200).map(|_| connect(&server.address)).collect();
    let mut worst = Duration::ZERO;
    // A byte of a header that never ends, four times a second; between them somebody answers a survey.
    for round in 0..8 {
        for mut stream in &drips {
            let _ = stream.write_all(if round == 0 { b"POST /feedback HTTP/1.1\r\nX-Slow: " } else { b"x" });
        }
        let asked = Instant::now();
        assert_eq!(server.post(&snapshot(&format!("r{round}"), 1, 5)).status, 204);
        worst = worst.max(asked.elapsed());
        std::thread::sleep(Duration::from_millis(250));
    }
    assert!(worst < Duration::from_secs(1), "{worst:?}");
    for stream in drips {
        let (said, took) = rest(stream, since);
        assert!(said.is_empty() && took < Duration::from_secs(5), "{took:?} {said}");
    }
}

#[test]
fn who_does_not_take_what_it_asked_for_is_cut_off() {
    let house = House::new();
    std::fs::write(house.site.join("large.bin"), vec![0; 32 << 20]).expect("writes");
    let server = house.serve(&["--patience", "1"]);
    let mut stream = connect(&server.address);
    stream.write_all(b"GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n").expect("writes");
    std::thread::sleep(Duration::from_millis(2_500));
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    assert!(bytes.len() < 32 << 20, "all of it came");
    // Who takes it slowly, but takes it, gets all of it.
    let mut stream = connect(&server.address);
    stream.write_all(b"GET /large.bin HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").expect("writes");
    let mut length = 0;
    let mut piece = vec![0; 4 << 20];
    loop {
        let read = stream.read(&mut piece).expect("reads");
        if read == 0 {
            break;
        }
        length += read;
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(length > 32 << 20, "{length}");
}

#[test]
fn a_connection_that_is_used_stays() {
    let house = House::new();
    let server = house.serve(&["--patience", "1"]);
    let mut line = crate::house::Line::connect(&server.address);
    for n in 0..4 {
        assert_eq!(line.post(&snapshot(&format!("r{n}"), 1, 5)), Some(204));
        std::thread::sleep(Duration::from_millis(400));
    }
    std::thread::sleep(Duration::from_millis(1_600));
    assert_eq!(line.post(&snapshot("late", 1, 5)), None);
}
