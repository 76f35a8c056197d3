//! How many posts a second `madeleine serve` acknowledges, each on disk before its 204, and how long one takes.
//!
//! `cargo bench -p madeleine-cli --bench collect -- --seconds 10 --connections 64 --rate 2000`
//!
//! Each arm has a server and a folder of its own on the disk of the target directory, and ends with `kill -9`: every post that was
//! acknowledged must then be in the files exactly once. At a fixed rate a post's time begins when it was due, so that a server
//! that stalls is charged for all who wait.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How posts come.
#[derive(Clone, Copy)]
struct Arm {
    name: &'static str,
    /// Each over a connection of its own, as visitors of a page come.
    fresh: bool,
    /// So many a second; none is as fast as answers come.
    rate: Option<f64>,
    connections: u64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |name: &str, otherwise: u64| {
        let given = arguments.iter().position(|argument| argument == name).map(|at| arguments[at + 1].parse());
        given.map_or(otherwise, |number| number.expect("a number"))
    };
    let (seconds, connections, rate) = (number("--seconds", 10), number("--connections", 64), number("--rate", 2_000));
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    print_disk(folder.path()).expect("a disk");
    println!(
        "\n{:34} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>10} {:>8}",
        "arm", "posts/s", "p50 ms", "p95 ms", "p99 ms", "max ms", "refused", "server CPU", "on disk"
    );
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let paced = Some(rate as f64);
    for arm in [
        Arm { name: "one connection", fresh: false, rate: None, connections: 1 },
        Arm { name: "connections kept", fresh: false, rate: None, connections },
        Arm { name: "a connection each", fresh: true, rate: None, connections },
        Arm { name: "connections kept, at the rate", fresh: false, rate: paced, connections },
        Arm { name: "a connection each, at the rate", fresh: true, rate: paced, connections },
    ] {
        run(&runtime, folder.path(), arm, Duration::from_secs(seconds));
    }
}

/// What the disk does by itself: it bounds one connection, and each post waits for at least one such time.
fn print_disk(folder: &Path) -> io::Result<()> {
    let mut file = File::create(folder.join("disk"))?;
    let mut times = Vec::new();
    for _ in 0..300 {
        file.write_all(&[b'x'; 400])?;
        let since = Instant::now();
        file.sync_data()?;
        times.push(since.elapsed());
    }
    times.sort();
    println!("one fdatasync of 400 bytes: p50 {:.2} ms, p95 {:.2} ms", at(&times, 0.50), at(&times, 0.95));
    fs::remove_file(folder.join("disk"))
}

fn run(runtime: &tokio::runtime::Runtime, folder: &Path, arm: Arm, span: Duration) {
    let (site, data) = (folder.join("site"), folder.join("data"));
    fs::create_dir_all(&site).expect("a folder");
    let mut server = Command::new(env!("CARGO_BIN_EXE_madeleine"))
        .arg("serve")
        .arg(&site)
        .arg("--data")
        .arg(&data)
        .args(["--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("runs");
    let mut line = String::new();
    BufReader::new(server.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
    let address: Arc<str> = line.trim().trim_start_matches("http://").into();

    let next = Arc::new(AtomicU64::new(0));
    let start = Instant::now();
    let before = cpu(&server);
    let workers: Vec<_> = (0..arm.connections)
        .map(|_| runtime.spawn(work(Arc::clone(&address), Arc::clone(&next), arm, start, span)))
        .collect();
    let done = runtime.block_on(async {
        let mut done = Vec::new();
        for worker in workers {
            done.extend(worker.await.expect("ends"));
        }
        done
    });
    let took = start.elapsed().as_secs_f64();
    let busy = before.zip(cpu(&server)).map(|(before, after)| (after - before) / took);
    server.kill().expect("killed");
    server.wait().expect("ended");

    let mut times: Vec<Duration> = done.iter().filter(|post| post.status == 204).map(|post| post.took).collect();
    times.sort();
    let found = found(&data);
    let lost = done.iter().filter(|post| post.status == 204 && found.get(&post.id) != Some(&1)).count();
    println!(
        "{:34} {:>8.0} {:>8.2} {:>8.2} {:>8.2} {:>8.2} {:>8} {:>10} {:>8}",
        arm.name,
        times.len() as f64 / took,
        at(&times, 0.50),
        at(&times, 0.95),
        at(&times, 0.99),
        at(&times, 1.0),
        done.len() - times.len(),
        busy.map_or("?".into(), |busy| format!("{:.0} %", busy * 100.0)),
        if lost == 0 { "all once".into() } else { format!("{lost} not") },
    );
    fs::remove_dir_all(&data).expect("removed");
    assert_eq!(lost, 0, "acknowledged posts that aren't in the files exactly once");
}

struct Post {
    id: u64,
    status: u16,
    took: Duration,
}

/// Posts one after the other until the time is over.
async fn work(address: Arc<str>, next: Arc<AtomicU64>, arm: Arm, start: Instant, span: Duration) -> Vec<Post> {
    let mut done = Vec::new();
    let mut kept: Option<TcpStream> = None;
    loop {
        let id = next.fetch_add(1, Ordering::Relaxed);
        let due = arm.rate.map_or_else(Instant::now, |rate| start + Duration::from_secs_f64(id as f64 / rate));
        if due.duration_since(start) > span {
            return done;
        }
        tokio::time::sleep_until(due.into()).await;
        let since = if arm.rate.is_some() { due } else { Instant::now() };
        let status = match post(&address, &mut kept, id, arm.fresh).await {
            Ok(status) => status,
            Err(_) => {
                kept = None;
                0
            }
        };
        done.push(Post { id, status, took: since.elapsed() });
    }
}

async fn post(address: &str, kept: &mut Option<TcpStream>, id: u64, fresh: bool) -> io::Result<u16> {
    let mut stream = match kept.take() {
        Some(stream) => stream,
        None => TcpStream::connect(address).await?,
    };
    stream.set_nodelay(true)?;
    let body = format!(
        "{{\"v\":1,\"response_id\":\"{id:022}\",\"seq\":1,\"survey\":\"checkout\",\"survey_version\":3,\"wording\":\"a1f0\",\
         \"state\":\"completed\",\"touchpoint\":\"checkout\",\"stage\":\"act\",\"channel\":\"web\",\"locale\":\"fr\",\
         \"surface\":\"popover\",\"device\":\"phone\",\"shown_at\":\"2026-11-21T10:02Z\",\"submitted_at\":\"2026-11-21T10:02Z\",\
         \"answers\":{{\"csat\":2,\"ces\":3,\"why\":[\"reason.checkout.fees\"],\"comment\":\"The fees came last.\"}},\
         \"context\":{{\"order_band\":\"50-100\"}},\"sample\":0.5,\"durability\":\"disk\"}}"
    );
    let close = if fresh { "Connection: close\r\n" } else { "" };
    let request = format!(
        "POST /feedback HTTP/1.1\r\nHost: {address}\r\nContent-Type: text/plain\r\n{close}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = [0; 2_048];
    let mut length = 0;
    // A 204 has no body, and any other answer is counted as refused and its connection given up.
    while !answer[..length].ends_with(b"\r\n\r\n") && !answer[..length].starts_with(b"HTTP/1.1 4") {
        match stream.read(&mut answer[length..]).await? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => length += read,
        }
    }
    let status = std::str::from_utf8(&answer[9..12]).ok().and_then(|word| word.parse().ok()).unwrap_or(0);
    let is_closing = answer[..length].windows(17).any(|words| words == b"connection: close");
    if status == 204 && !fresh && !is_closing {
        *kept = Some(stream);
    }
    Ok(status)
}

/// How often each post is in the files.
fn found(data: &Path) -> BTreeMap<u64, u32> {
    let mut found = BTreeMap::new();
    for file in fs::read_dir(data).expect("a folder") {
        let path = file.expect("a file").path();
        if path.extension().is_none_or(|ending| ending != "ndjson") {
            continue;
        }
        for line in BufReader::new(File::open(path).expect("opens")).lines() {
            let value: serde_json::Value = serde_json::from_str(&line.expect("a line")).expect("a whole line");
            let id = value["response_id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
            *found.entry(id).or_insert(0) += 1;
        }
    }
    found
}

/// Milliseconds at a share of sorted times.
fn at(times: &[Duration], share: f64) -> f64 {
    let place = ((times.len() as f64 * share).ceil() as usize).clamp(1, times.len().max(1));
    times.get(place - 1).map_or(f64::NAN, |time| time.as_secs_f64() * 1_000.0)
}

/// Seconds of processor time that a process has taken, where the system says so.
fn cpu(process: &Child) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", process.id())).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    Some(ticks / 100.0)
}
