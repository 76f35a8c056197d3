//! SIGTERM: what is under way is finished, what was acknowledged is there, nobody holds it up.

use crate::house::{House, Line, snapshot};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

#[test]
fn a_request_that_has_begun_is_finished_and_nothing_new_is_taken() {
    let house = House::new();
    let server = house.serve(&[]);
    let body = snapshot("a", 1, 5);
    let mut stream = TcpStream::connect(&server.address).expect("connects");
    let head = format!("POST /feedback HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).expect("writes");
    stream.write_all(&body.as_bytes()[..20]).expect("writes");
    // Between two requests: there is nothing to wait for.
    let mut idle = Line::connect(&server.address);
    assert_eq!(idle.post(&snapshot("b", 1, 4)), Some(204));
    std::thread::sleep(Duration::from_millis(100));
    server.terminate();
    std::thread::sleep(Duration::from_millis(200));
    assert!(TcpStream::connect(&server.address).is_err(), "a new client is taken");
    assert_eq!(idle.post(&snapshot("c", 1, 4)), None);
    stream.write_all(&body.as_bytes()[20..]).expect("writes");
    let mut said = String::new();
    stream.read_to_string(&mut said).expect("reads");
    assert!(said.starts_with("HTTP/1.1 204 "), "{said}");
    let (code, said) = server.ended();
    assert_eq!(code, Some(0));
    assert!(said.contains("stopping.") && said.contains("stopped: 2 responses kept"), "{said}");
    assert_eq!(house.lines().len(), 2);
}

#[test]
fn what_was_acknowledged_before_the_end_is_there() {
    let house = House::new();
    let server = house.serve(&[]);
    let acknowledged: usize = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..6)
            .map(|worker| {
                let address = &server.address;
                scope.spawn(move || {
                    let mut line = Line::connect(address);
                    (0..).take_while(|n| line.post(&snapshot(&format!("r{worker}-{n}"), 1, 5)) == Some(204)).count()
                })
            })
            .collect();
        std::thread::sleep(Duration::from_millis(300));
        server.terminate();
        workers.into_iter().map(|worker| worker.join().expect("ends")).sum()
    });
    let (code, said) = server.ended();
    assert_eq!(code, Some(0));
    // Asked politely, it answers whatever it has written.
    assert!(acknowledged > 50 && said.contains(&format!("stopped: {acknowledged} responses kept")), "{said}");
    assert_eq!(house.lines().len(), acknowledged);
}

#[test]
fn nobody_holds_up_the_end() {
    let house = House::new();
    let server = house.serve(&[]);
    let mut stream = TcpStream::connect(&server.address).expect("connects");
    stream.write_all(b"POST /feedback HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{").expect("writes");
    std::thread::sleep(Duration::from_millis(100));
    let since = Instant::now();
    server.terminate();
    std::thread::sleep(Duration::from_millis(200));
    // Asked again, it doesn't wait for whoever is under way.
    server.terminate();
    assert_eq!(server.ended().0, Some(0));
    assert!(since.elapsed() < Duration::from_secs(3), "{:?}", since.elapsed());
}
