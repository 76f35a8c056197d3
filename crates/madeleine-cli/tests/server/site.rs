//! The files that `madeleine serve` serves, and the headers of its answers.

use crate::house::House;
use std::fs;

#[test]
fn files_have_their_types_and_are_asked_for_again() {
    let house = House::new();
    for (name, kind) in [
        ("a.html", "text/html; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.mjs", "text/javascript; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.wasm", "application/wasm"),
        ("a.json", "application/json"),
        ("a.ndjson", "application/x-ndjson"),
        ("a.csv", "text/csv; charset=utf-8"),
        ("a.svg", "image/svg+xml"),
    ] {
        fs::write(house.site.join(name), "something").expect("writes");
        let server = house.serve(&[]);
        let answer = server.get(&format!("/{name}"));
        assert_eq!((answer.status, answer.header("content-type"), answer.text()), (200, kind, "something"));
        assert_eq!(answer.header("cache-control"), "no-cache");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        let again = server.ask("GET", &format!("/{name}"), &[("If-None-Match", answer.header("etag"))], b"");
        assert_eq!((again.status, again.body.len()), (304, 0));
        let since =
            server.ask("GET", &format!("/{name}"), &[("If-Modified-Since", answer.header("last-modified"))], b"");
        assert_eq!(since.status, 304);
    }
}

#[test]
fn what_lies_in_a_folder_named_after_its_content_is_kept() {
    let house = House::new();
    let folder = house.site.join("madeleine/0.1.0-66725060");
    fs::create_dir_all(&folder).expect("folder");
    fs::write(folder.join("madeleine.js"), "something").expect("writes");
    let server = house.serve(&[]);
    let answer = server.get("/madeleine/0.1.0-66725060/madeleine.js");
    assert_eq!((answer.status, answer.header("cache-control")), (200, "public, max-age=31536000, immutable"));
    // What isn't there yet may come.
    let missing = server.get("/madeleine/0.1.0-66725060/madeleine.css");
    assert_eq!((missing.status, missing.header("cache-control")), (404, "no-cache"));
}

#[test]
fn what_can_be_packed_is_packed() {
    let house = House::new();
    fs::write(house.site.join("big.js"), "let madeleine = 1;\n".repeat(1_000)).expect("writes");
    let server = house.serve(&[]);
    let plain = server.get("/big.js");
    for coding in ["br", "gzip"] {
        let packed = server.ask("GET", "/big.js", &[("Accept-Encoding", coding)], b"");
        assert_eq!((packed.status, packed.header("content-encoding")), (200, coding));
        assert!(packed.body.len() * 10 < plain.body.len());
        assert!(packed.header("vary").contains("accept-encoding"));
        let again =
            server.ask("GET", "/big.js", &[("Accept-Encoding", coding), ("If-None-Match", packed.header("etag"))], b"");
        assert_eq!(again.status, 304);
    }
}

#[test]
fn the_strict_policy_stands_word_for_word() {
    let house = House::new();
    fs::write(house.site.join("report.html"), "<!doctype html>").expect("writes");
    let server = house.serve(&["--strict-csp"]);
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
                  img-src 'self' data:; worker-src 'self'; form-action 'self'; base-uri 'none'; \
                  require-trusted-types-for 'script'; trusted-types ";
    assert_eq!(server.get("/").header("content-security-policy"), format!("{policy}'none'"));
    assert_eq!(server.get("/report.html").header("content-security-policy"), format!("{policy}madeleine"));
    assert_eq!(house.serve_without_answers().get("/").header("content-security-policy"), "");
}

#[test]
fn only_what_lies_in_the_folder_is_served() {
    let house = House::new();
    fs::write(house.data.with_file_name("secret.txt"), "secret").expect("writes");
    fs::create_dir(house.site.join(".git")).expect("folder");
    fs::write(house.site.join(".git/config"), "secret").expect("writes");
    fs::create_dir(house.site.join(".well-known")).expect("folder");
    fs::write(house.site.join(".well-known/security.txt"), "here").expect("writes");
    let server = house.serve(&[]);
    for path in
        ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/.git/config", "/%2egit/config", "/nothing"]
    {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}: {}", answer.text());
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    assert_eq!(server.get("/.well-known/security.txt").text(), "here");
    assert_eq!(server.get("/").text(), "<!doctype html><title>Shop</title>");
    assert_eq!(server.get("/healthz").status, 200);
    assert_eq!(server.ask("POST", "/index.html", &[], b"x").status, 405);
}
