//! No file grows for ever; what lies in any of them is known.

use crate::house::{House, Line, snapshot};
use std::fs;

#[test]
fn a_file_that_has_grown_large_is_followed_by_another() {
    let house = House::new();
    let mut server = house.serve(&["--rotate", "1", "--share"]);
    let comment = "x".repeat(3_000);
    let body = |n: u32| {
        snapshot(&format!("r{n}"), 1, 5).replace("\"csat\":5", &format!("\"csat\":5,\"comment\":\"{comment}\""))
    };
    let mut line = Line::connect(&server.address);
    for n in 0..700 {
        assert_eq!(line.post(&body(n)), Some(204));
    }
    let sizes: Vec<u64> = house.files().iter().map(|file| fs::metadata(file).expect("file").len()).collect();
    assert_eq!(sizes.len(), 3, "{sizes:?}");
    assert!(sizes.iter().all(|size| *size < (1 << 20) + 16 * 1024), "{sizes:?}");
    assert_eq!(house.lines().len(), 700);
    assert_eq!(server.get("/responses.ndjson").text().lines().count(), 700);
    // Repeats are recognised wherever they lie, and after a restart.
    for _ in 0..2 {
        for n in (0..700).step_by(50) {
            assert_eq!(server.post(&body(n)).status, 204);
        }
        server.kill();
        server = house.serve(&["--rotate", "1"]);
    }
    assert_eq!((house.lines().len(), house.files().len()), (700, 3));
}
