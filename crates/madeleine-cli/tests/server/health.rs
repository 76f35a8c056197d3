//! `/healthz`: whether answers can be kept.

use crate::house::House;
#[cfg(unix)]
use crate::house::snapshot;

#[test]
fn a_server_that_lives_says_so() {
    let house = House::new();
    for server in [house.serve(&[]), house.serve_without_answers()] {
        let answer = server.get("/healthz");
        assert_eq!((answer.status, answer.text(), answer.header("cache-control")), (200, "ok\n", "no-cache"));
        assert_eq!(server.ask("HEAD", "/healthz", &[], b"").status, 200);
    }
}

#[cfg(unix)]
#[test]
fn a_disk_that_fails_is_said_until_it_works_again() {
    let house = House::new();
    let server = house.serve(&[]);
    // Where today's file should be there is a folder.
    assert_eq!(server.post(&snapshot("a", 1, 5)).status, 204);
    let name = house.files()[0].file_name().expect("a name").to_owned();
    drop(server);
    std::fs::remove_dir_all(&house.data).expect("removed");
    let server = house.serve(&[]);
    std::fs::create_dir(house.data.join(&name)).expect("folder");
    let refused = server.post(&snapshot("b", 1, 5));
    assert_eq!((refused.status, refused.code().as_str(), refused.header("retry-after")), (503, "not_stored", "5"));
    for _ in 0..3 {
        let answer = server.get("/healthz");
        assert_eq!((answer.status, answer.code().as_str()), (503, "not_stored"));
    }
    std::fs::remove_dir(house.data.join(&name)).expect("removed");
    assert_eq!(server.get("/healthz").status, 200);
    assert_eq!(server.post(&snapshot("b", 1, 5)).status, 204);
    assert_eq!(house.lines().len(), 1);
}
