//! Whose pages may send, and what they can read.

use crate::house::{House, snapshot};

#[test]
fn pages_of_other_origins_need_to_be_named() {
    let house = House::new();
    let server = house.serve(&["--allow-origin", "https://shop.example", "--allow-origin", "http://localhost:3000"]);
    let own = format!("http://{}", server.address);
    for (n, (origin, status, allowed)) in [
        (own.as_str(), 204, ""),
        ("https://shop.example", 204, "https://shop.example"),
        ("http://localhost:3000", 204, "http://localhost:3000"),
        ("https://evil.example", 403, ""),
        ("https://shop.example.evil.example", 403, ""),
        ("null", 403, ""),
    ]
    .into_iter()
    .enumerate()
    {
        let headers = [("Origin", origin), ("Content-Type", "text/plain")];
        let body = snapshot(&format!("r{n}"), 1, 5);
        let answer = server.ask("POST", "/feedback", &headers, body.as_bytes());
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (status, allowed), "{origin}");
        assert!(answer.header("vary").contains("origin"));
        let preflight =
            server.ask("OPTIONS", "/feedback", &[("Origin", origin), ("Access-Control-Request-Method", "POST")], b"");
        assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (status, allowed), "{origin}");
        if status == 403 {
            assert_eq!([answer.code(), preflight.code()], ["foreign_origin"; 2]);
        }
    }
    assert_eq!(house.lines().len(), 3);
}

#[test]
fn a_page_of_another_origin_hears_why_it_was_refused_and_when_to_come_back() {
    let house = House::new();
    let server = house.serve(&["--allow-origin", "https://shop.example", "--rate", "1", "--behind-proxy"]);
    let ask = |origin: &str, body: &str| {
        server.ask("POST", "/feedback", &[("Origin", origin), ("X-Forwarded-For", "192.0.2.1")], body.as_bytes())
    };
    assert_eq!(ask("https://shop.example", &snapshot("a", 1, 5)).status, 204);
    let refused = ask("https://shop.example", &snapshot("b", 1, 5));
    assert_eq!((refused.status, refused.code().as_str()), (429, "too_many"));
    assert_eq!(refused.header("access-control-allow-origin"), "https://shop.example");
    // Without it a browser keeps the header from the page.
    assert_eq!(refused.header("access-control-expose-headers"), "retry-after");
    assert!(!refused.header("retry-after").is_empty());
    let foreign = ask("https://evil.example", &snapshot("c", 1, 5));
    assert_eq!(foreign.header("access-control-expose-headers"), "");
}

#[test]
fn any_origin_where_any_is_allowed_and_never_with_credentials() {
    let house = House::new();
    let server = house.serve(&["--allow-origin", "*"]);
    for origin in ["https://shop.example", "null"] {
        let preflight = server.ask(
            "OPTIONS",
            "/feedback",
            &[
                ("Origin", origin),
                ("Access-Control-Request-Method", "POST"),
                ("Access-Control-Request-Headers", "content-type"),
            ],
            b"",
        );
        assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (204, "*"));
        assert!(preflight.header("access-control-allow-headers").contains("content-type"));
        assert_eq!(preflight.header("access-control-allow-credentials"), "");
    }
}
