//! Files of a folder with the right types, what was collected, and the headers of every answer.

use super::collect::Origins;
use super::journal::Journal;
use super::refusal::{Code, Refusal};
use super::store::{Durable, Store};
use crate::say;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{self, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use std::io;
use std::sync::Arc;
use tokio::fs::File;
use tokio::io::AsyncReadExt;
use tokio::sync::mpsc::{self, Sender};
use tokio_stream::wrappers::ReceiverStream;

/// The strictest policy under which the widget and the report work; it stands in the documentation word for word.
macro_rules! policy {
    ($trusted:literal) => {
        concat!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; ",
            "img-src 'self' data:; worker-src 'self'; form-action 'self'; base-uri 'none'; ",
            "require-trusted-types-for 'script'; trusted-types ",
            $trusted
        )
    };
}

const STRICT: HeaderValue = HeaderValue::from_static(policy!("'none'"));

/// The report and the kiosk name the one worker that each of them starts through a policy of their own.
const STRICT_WORKER: HeaderValue = HeaderValue::from_static(policy!("madeleine"));

/// What every answer is dressed in.
#[derive(Clone)]
pub(crate) struct Dress {
    pub(crate) strict: bool,
    pub(crate) origins: Arc<Origins>,
    pub(crate) journal: Arc<Journal>,
}

/// Longest path with its query.
const MAX_TARGET_BYTES: usize = 4 * 1024;

/// Longest headers, names and values together: a shop's cookies may be long.
const MAX_HEADER_BYTES: usize = 16 * 1024;

/// Most headers.
const MAX_HEADERS: usize = 64;

/// What is too much for the head of a request.
fn excess(request: &Request) -> Option<Refusal> {
    if request.uri().path_and_query().is_some_and(|target| target.as_str().len() > MAX_TARGET_BYTES) {
        let message =
            format!("a path with its query has {MAX_TARGET_BYTES} bytes at most: send what is longer as a body.");
        return Some(Refusal::new(StatusCode::URI_TOO_LONG, "path_too_long", "path", message));
    }
    let length: usize = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if length > MAX_HEADER_BYTES || request.headers().len() > MAX_HEADERS {
        let message = format!(
            "a request has {MAX_HEADERS} headers and {MAX_HEADER_BYTES} bytes of them at most: leave out what isn't needed, such as \
             cookies."
        );
        return Some(Refusal::new(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "head_too_long", "headers", message));
    }
    None
}

/// Adds the headers that every answer has.
pub(crate) async fn dress(State(dress): State<Dress>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_string();
    let allowance = dress.origins.allowance(request.headers());
    // Files whose names begin with a dot are nobody's business, but for those that are there to be asked for.
    let decoded = percent_decode_str(&path).decode_utf8_lossy();
    let is_hidden = decoded.split(['/', '\\']).any(|part| part.starts_with('.') && part != ".well-known");
    let mut response = match excess(&request) {
        Some(refusal) => refusal.into_response(),
        None if is_hidden => not_found().await,
        None => next.run(request).await,
    };
    let status = response.status();
    if let Some(Code(code)) = response.extensions().get() {
        dress.journal.refused(status.as_u16(), code);
    }
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(kept(&path, status)));
    if let Some(kind) = kind(&path, headers.get(header::CONTENT_TYPE)) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    if dress.strict {
        let policy =
            if ["report.html", "kiosk.html"].iter().any(|page| path.ends_with(page)) { STRICT_WORKER } else { STRICT };
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if !dress.origins.any && !dress.origins.named.is_empty() {
        headers.append(header::VARY, HeaderValue::from_static("origin"));
    }
    if let Some(allowance) = allowance {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, allowance);
        // A page of another origin may read it only so, and it says when to send again.
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("retry-after"));
    }
    response
}

/// How long a browser may keep a file. What lies in a folder named after its content never changes; of everything else
/// it asks each time, and is told in one round trip that nothing has changed.
fn kept(path: &str, status: StatusCode) -> &'static str {
    let there = status.is_success() || status == StatusCode::NOT_MODIFIED;
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    if there && folders.split('/').any(is_named_after_content) {
        return "public, max-age=31536000, immutable";
    }
    "no-cache"
}

/// Whether a folder is called as the build calls one: a version, a dash, and eight hexadecimal digits, as in `0.1.0-66725060`.
fn is_named_after_content(folder: &str) -> bool {
    let Some((version, hash)) = folder.rsplit_once('-') else { return false };
    let numbers = version.split('.').filter(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    numbers.count() == 3
        && version.split('.').count() == 3
        && hash.len() == 8
        && hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// A better type than the one that was guessed from the name of a file.
fn kind(path: &str, guessed: Option<&HeaderValue>) -> Option<HeaderValue> {
    let guessed = guessed?.to_str().ok()?;
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let known = match (ending, guessed) {
        ("ndjson", "application/octet-stream") => "application/x-ndjson",
        ("webmanifest", "application/octet-stream") => "application/manifest+json",
        ("mjs", "application/javascript") | (_, "text/javascript") => "text/javascript; charset=utf-8",
        (_, "text/html") => "text/html; charset=utf-8",
        (_, "text/css") => "text/css; charset=utf-8",
        (_, "text/csv") => "text/csv; charset=utf-8",
        (_, "text/plain") => "text/plain; charset=utf-8",
        _ => return None,
    };
    Some(HeaderValue::from_static(known))
}

/// What isn't there.
pub(crate) async fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "There is nothing here.\n").into_response()
}

/// Whether the server lives, where it keeps no answers.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// Everything that was collected, oldest day first: lines that are on disk, whole.
pub(crate) async fn share(State(store): State<Store>) -> Response {
    let files = store.durable().await;
    let (sender, pieces) = mpsc::channel(4);
    tokio::spawn(async move {
        if let Err(error) = send(files, &sender).await {
            say(&format!("what was collected can't be read: {error}"));
            // The connection is cut: half of it must not pass for all of it.
            let _ = sender.send(Err(error)).await;
        }
    });
    let headers = [(header::CONTENT_TYPE, "application/x-ndjson"), (header::CACHE_CONTROL, "no-store")];
    (headers, Body::from_stream(ReceiverStream::new(pieces))).into_response()
}

async fn send(files: Vec<Durable>, sender: &Sender<io::Result<Bytes>>) -> io::Result<()> {
    for (path, length) in files {
        // What is being written behind that may be half a line.
        let mut whole = match File::open(&path).await {
            Ok(file) => file.take(length),
            // Its owner has put it away.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        loop {
            let mut piece = Vec::with_capacity(1 << 16);
            if whole.read_buf(&mut piece).await? == 0 {
                break;
            }
            // Who hangs up has had enough.
            if sender.send(Ok(piece.into())).await.is_err() {
                return Ok(());
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_after_its_content_may_be_kept() {
        let long = "public, max-age=31536000, immutable";
        for path in ["/0.1.0-66725060/madeleine.js", "/madeleine/12.0.345-0a9f00bc/madeleine-widget.en.json"] {
            assert_eq!(kept(path, StatusCode::OK), long, "{path}");
            assert_eq!(kept(path, StatusCode::NOT_MODIFIED), long, "{path}");
            assert_eq!(kept(path, StatusCode::NOT_FOUND), "no-cache", "{path}");
        }
        for path in [
            "/madeleine/madeleine.js",
            "/0.1.0-66725060",
            "/0.1-66725060/a.js",
            "/0.1.0.0-66725060/a.js",
            "/0.1.x-66725060/a.js",
            "/0.1.0-6672506g/a.js",
            "/0.1.0-6672506/a.js",
            "/66725060/a.js",
            "/2024.01.02-orders/a.js",
        ] {
            assert_eq!(kept(path, StatusCode::OK), "no-cache", "{path}");
        }
    }

    #[test]
    fn types_that_a_guess_gets_wrong() {
        let kind = |path, guessed: &str| {
            kind(path, guessed.parse().ok().as_ref()).and_then(|k| k.to_str().ok().map(String::from))
        };
        assert_eq!(kind("/a/b.ndjson", "application/octet-stream").as_deref(), Some("application/x-ndjson"));
        assert_eq!(kind("/x.js", "text/javascript").as_deref(), Some("text/javascript; charset=utf-8"));
        assert_eq!(kind("/", "text/html").as_deref(), Some("text/html; charset=utf-8"));
        assert_eq!(kind("/x.wasm", "application/wasm"), None);
    }
}
