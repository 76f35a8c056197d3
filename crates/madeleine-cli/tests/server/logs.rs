//! What the server says on standard error: codes and counts, nothing of a person.

use crate::house::{House, snapshot};

#[test]
fn nothing_that_was_sent_is_logged() {
    let house = House::new();
    let server = house.serve(&[]);
    server.post(&snapshot("secret-id", 1, 5));
    server.post(&snapshot("secret-id", 1, 9).replace("checkout", "secret-place"));
    server.post("secret words");
    let (code, said) = server.stop();
    assert_eq!(code, Some(0));
    assert!(said.contains("a response was refused: 422 invalid_code\n") && said.contains("400 not_json"), "{said}");
    assert!(!said.contains("secret"), "{said}");
}

#[cfg(unix)]
#[test]
fn neither_addresses_nor_queries_nor_headers_are_logged() {
    let house = House::new();
    let server = house.serve(&["--rate", "2", "--behind-proxy", "--share"]);
    let headers = [
        ("X-Forwarded-For", "203.0.113.77"),
        ("User-Agent", "secret-agent"),
        ("Cookie", "secret=1"),
        ("Referer", "https://shop.example/secret"),
        ("Origin", "https://secret.example"),
    ];
    for path in ["/feedback?secret=1", "/feedback", "/feedback", "/nothing?secret=1", "/healthz?secret=1"] {
        server.ask("POST", path, &headers, snapshot("secret", 1, 5).as_bytes());
    }
    server.ask("GET", &format!("/?secret={}", "x".repeat(5_000)), &headers, b"");
    server.ask("DELETE", "/feedback?secret", &headers, b"");
    server.raw(b"secret\r\n\r\n");
    let (code, said) = server.stop();
    assert_eq!(code, Some(0));
    for word in ["secret", "203.0.113", "127.0.0.1:", "/nothing"] {
        assert!(!said.contains(word), "{word}: {said}");
    }
    for code in ["403 foreign_origin", "429 too_many", "414 path_too_long", "405 wrong_method", "400 no_http"] {
        assert!(said.contains(code), "{code}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn a_flood_of_bad_requests_is_a_few_lines() {
    let house = House::new();
    let server = house.serve(&[]);
    for n in 0..200 {
        assert_eq!(server.post("no JSON").status, 400);
        assert_eq!(server.post(&snapshot(&format!("r{}", n / 2), 1, 5)).status, 204);
    }
    let (_, said) = server.stop();
    assert!(said.lines().count() < 8, "{said}");
    assert!(said.contains("a response was refused: 400 not_json (and 199 more)"), "{said}");
    assert!(said.contains("stopped: 100 responses kept, 100 repeats, 200 refused."), "{said}");
}
