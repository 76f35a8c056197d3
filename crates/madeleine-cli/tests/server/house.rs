//! A running `madeleine serve`, and the little HTTP that its tests need.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A server on a port of its own, killed when dropped.
pub struct Server {
    child: Child,
    pub address: String,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The code of the first problem in a refusal.
    pub fn code(&self) -> String {
        let list: serde_json::Value = serde_json::from_slice(&self.body).expect("JSON");
        list[0]["code"].as_str().expect("a code").into()
    }
}

/// A connection that stays open from one post to the next.
pub struct Line {
    stream: BufReader<TcpStream>,
}

impl Line {
    pub fn connect(address: &str) -> Self {
        let stream = TcpStream::connect(address).expect("connects");
        stream.set_nodelay(true).expect("set");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("set");
        Self { stream: BufReader::new(stream) }
    }

    /// The status of the answer; none if there was none.
    pub fn post(&mut self, body: &str) -> Option<u16> {
        let head = format!("POST /feedback HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n", body.len());
        self.stream.get_mut().write_all([head.as_bytes(), body.as_bytes()].concat().as_slice()).ok()?;
        let (mut status, mut length) = (None, 0);
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let line = line.trim_end().to_ascii_lowercase();
            if let Some(rest) = line.strip_prefix("http/1.1 ") {
                status = rest.split(' ').next().and_then(|word| word.parse().ok());
            } else if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.parse().ok()?;
            } else if line.is_empty() {
                break;
            }
        }
        self.stream.read_exact(&mut vec![0; length]).ok()?;
        status
    }
}

impl Server {
    /// Starts one and waits until it says where it listens.
    pub fn start(args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_madeleine"));
        command.arg("serve");
        Self::start_as(command, args)
    }

    /// Starts one by a command of its own, which ends with `serve`.
    pub fn start_as(mut command: Command, args: &[&str]) -> Self {
        let mut child = command
            .args(args)
            .args(["--port", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("http://").unwrap_or_else(|| {
            let mut said = String::new();
            let _ = child.stderr.take().expect("piped").read_to_string(&mut said);
            panic!("no address: {said}");
        });
        Self { address: address.into(), child }
    }

    /// Sends a request as it stands and reads the answer; the connection is closed after it.
    pub fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.address).expect("connects");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("set");
        stream.write_all(request).expect("writes");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("reads");
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = std::str::from_utf8(&bytes[..end]).expect("UTF-8");
        let mut lines = head.split("\r\n");
        let status =
            lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|word| word.parse().ok()).expect("a status");
        let headers: BTreeMap<String, String> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_string()))
            .collect();
        let mut body = bytes[end + 4..].to_vec();
        if headers.get("transfer-encoding").is_some_and(|coding| coding == "chunked") {
            body = unchunked(&body);
        }
        Answer { status, headers, body }
    }

    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() || method == "POST" {
            request.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        request.push_str("\r\n");
        self.raw(&[request.as_bytes(), body].concat())
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], b"")
    }

    pub fn post(&self, body: &str) -> Answer {
        self.ask("POST", "/feedback", &[("Content-Type", "text/plain;charset=UTF-8")], body.as_bytes())
    }

    /// Ends it without a chance to do anything (`kill -9`).
    pub fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("ended");
    }

    /// Asks it to end; its exit code and what it said on standard error.
    #[cfg(unix)]
    pub fn stop(self) -> (Option<i32>, String) {
        self.terminate();
        self.ended()
    }

    /// Asks it to end.
    #[cfg(unix)]
    pub fn terminate(&self) {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status().expect("runs");
        assert!(asked.success());
    }

    /// Waits until it has ended; its exit code and what it said on standard error.
    #[cfg(unix)]
    pub fn ended(mut self) -> (Option<i32>, String) {
        let mut said = String::new();
        self.child.stderr.take().expect("piped").read_to_string(&mut said).expect("reads");
        (self.child.wait().expect("ended").code(), said)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn unchunked(mut bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    loop {
        let end = bytes.windows(2).position(|two| two == b"\r\n").expect("a length");
        let length =
            std::str::from_utf8(&bytes[..end]).ok().and_then(|hex| usize::from_str_radix(hex, 16).ok()).expect("hex");
        if length == 0 {
            return out;
        }
        out.extend(&bytes[end + 2..end + 2 + length]);
        bytes = &bytes[end + 4 + length..];
    }
}

/// A site and a place for its answers.
pub struct House {
    _folder: tempfile::TempDir,
    pub site: PathBuf,
    pub data: PathBuf,
}

impl House {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let (site, data) = (folder.path().join("site"), folder.path().join("data"));
        fs::create_dir(&site).expect("folder");
        fs::write(site.join("index.html"), "<!doctype html><title>Shop</title>").expect("writes");
        Self { _folder: folder, site, data }
    }

    pub fn serve(&self, more: &[&str]) -> Server {
        let (site, data) = (text(&self.site), text(&self.data));
        Server::start(&[&[site, "--data", data], more].concat())
    }

    pub fn serve_without_answers(&self) -> Server {
        Server::start(&[text(&self.site)])
    }

    /// The files of what was collected.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> =
            fs::read_dir(&self.data).expect("folder").map(|file| file.expect("file").path()).collect();
        files.retain(|path| path.extension().is_some_and(|ending| ending == "ndjson"));
        files.sort();
        files
    }

    /// The lines that were collected; each file ends with one that is whole.
    pub fn lines(&self) -> Vec<String> {
        let all: String = self.files().iter().map(|path| fs::read_to_string(path).expect("reads")).collect();
        assert!(all.is_empty() || all.ends_with('\n'), "a torn line: {}", &all[all.len().saturating_sub(200)..]);
        all.lines().map(String::from).collect()
    }
}

pub fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// A snapshot as a widget sends it.
pub fn snapshot(id: &str, seq: u32, csat: i32) -> String {
    format!(
        "{{\"v\":1,\"response_id\":\"{id}\",\"seq\":{seq},\"survey\":\"checkout\",\"survey_version\":3,\"state\":\"completed\",\
         \"touchpoint\":\"checkout\",\"submitted_at\":\"2026-11-21T10:02Z\",\"answers\":{{\"csat\":{csat}}},\"durability\":\"disk\"}}"
    )
}
