//! The collecting endpoint: one snapshot a request, on disk before it is acknowledged.

use super::rate::Rate;
use super::refusal::Refusal;
use super::store::{Kept, Store};
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use madeleine_core::wire::{MAX_RESPONSE_BYTES, read_response};
use madeleine_ingest::Json;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

/// So much of a body that is too long is still read, that its sender hears why it was refused.
const MAX_DRAINED_BYTES: usize = 1024 * 1024;

/// Whom answers are taken from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origins {
    /// Origins as browsers write them: `https://shop.example`.
    pub(crate) named: Vec<String>,
    /// Any origin.
    pub(crate) any: bool,
}

impl Origins {
    /// What to answer a foreign origin that may read and send here.
    pub(crate) fn allowance(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        let origin = headers.get(header::ORIGIN)?;
        if self.any {
            return Some(HeaderValue::from_static("*"));
        }
        let named = origin.to_str().is_ok_and(|origin| self.named.iter().any(|named| named == origin));
        named.then(|| origin.clone())
    }

    fn may_send(&self, headers: &HeaderMap) -> bool {
        // Who sends no origin is no page of a browser.
        let Some(origin) = headers.get(header::ORIGIN) else { return true };
        self.allowance(headers).is_some() || is_own(origin, headers)
    }
}

/// Whether a page of this very server sends. Pages can't write either of the two headers themselves; behind a proxy
/// the host may have changed.
fn is_own(origin: &HeaderValue, headers: &HeaderMap) -> bool {
    if headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin") {
        return true;
    }
    let authority = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, authority)| authority);
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    matches!((authority, host), (Some(authority), Some(host)) if authority.eq_ignore_ascii_case(host))
}

/// What the endpoint works with.
#[derive(Clone)]
pub(crate) struct Collector {
    pub(crate) store: Store,
    pub(crate) origins: Arc<Origins>,
    pub(crate) rate: Arc<Rate>,
    /// How long a body may take to come, and the disk to take it.
    pub(crate) patience: Duration,
}

/// `POST`: keeps one snapshot.
pub(crate) async fn post(State(collector): State<Collector>, request: Request) -> Response {
    match receive(&collector, request).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

/// `OPTIONS`: what a browser asks before it sends across origins.
pub(crate) async fn options(State(collector): State<Collector>, headers: HeaderMap) -> Response {
    if !collector.origins.may_send(&headers) {
        return foreign().into_response();
    }
    let allowed = [
        (header::ALLOW, "POST, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type, idempotency-key"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, allowed).into_response()
}

/// Any other method.
pub(crate) async fn other(method: Method) -> Response {
    let message = format!("{method} has no meaning here: send a response by POST.");
    let refusal = Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "wrong_method", "method", message);
    ([(header::ALLOW, "POST, OPTIONS")], refusal).into_response()
}

async fn receive(collector: &Collector, request: Request) -> Result<(), Refusal> {
    let headers = request.headers();
    collector.rate.admit(request.extensions().get().copied(), headers)?;
    if !collector.origins.may_send(headers) {
        return Err(foreign());
    }
    if !is_json(headers) {
        let message = "send the response as text/plain or application/json.";
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong_type", "header content-type", message));
    }
    if headers.get(header::CONTENT_ENCODING).is_some_and(|coding| coding != "identity") {
        let message = "send the response as it is, not packed.";
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "packed", "header content-encoding", message));
    }
    let Ok(body) = tokio::time::timeout(collector.patience, read(request.into_body())).await else {
        let message = format!("the body didn't come within {} s: send it again.", collector.patience.as_secs());
        return Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, "timeout", "body", message));
    };
    let value: Value = serde_json::from_slice(&body?).map_err(|error| {
        let message = format!("this isn't JSON: {error}. Send one response as one JSON object.");
        Refusal::new(StatusCode::BAD_REQUEST, "not_json", "body", message)
    })?;
    let response = match read_response(Json(&value)) {
        Ok((response, left_out)) if left_out.is_empty() => response,
        Ok((_, problems)) | Err(problems) => return Err(Refusal::of(StatusCode::UNPROCESSABLE_ENTITY, problems)),
    };
    match tokio::time::timeout(collector.patience, collector.store.keep(response)).await {
        Ok(Kept::Stored | Kept::Repeat) => Ok(()),
        Ok(Kept::Conflict) => {
            let message = "this response_id and seq are here already with other content: raise seq for what is new.";
            Err(Refusal::new(StatusCode::CONFLICT, "conflict", "$.seq", message))
        }
        Ok(Kept::Full) => Err(full()),
        Ok(Kept::Failed) => Err(unwritten()),
        // It may well be kept in the end: who sends it again hears that it is there.
        Err(_) => {
            let message = format!("the disk took more than {} s: send it again later.", collector.patience.as_secs());
            Err(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "slow_disk", "disk", message).retry_after(5))
        }
    }
}

/// A page of an origin that isn't allowed.
fn foreign() -> Refusal {
    let message = "answers from pages of this origin aren't taken: start the server with --allow-origin ORIGIN.";
    Refusal::new(StatusCode::FORBIDDEN, "foreign_origin", "header origin", message)
}

/// There is no room on the disk.
fn full() -> Refusal {
    let message = "there is no room on the server's disk, and nothing of this response was kept: send it again later. Whoever \
                   runs the server makes room; no restart is needed.";
    Refusal::new(StatusCode::INSUFFICIENT_STORAGE, "disk_full", "disk", message).retry_after(60)
}

/// The disk fails.
fn unwritten() -> Refusal {
    let message = "the response couldn't be written to disk, and nothing of it was kept: send it again later. The server's log \
                   says why.";
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "not_stored", "disk", message).retry_after(5)
}

/// Whether the server lives and can keep answers.
pub(crate) async fn healthz(State(collector): State<Collector>) -> Response {
    match tokio::time::timeout(collector.patience, collector.store.check()).await {
        Ok(Kept::Full) => full().into_response(),
        Ok(Kept::Failed) | Err(_) => unwritten().into_response(),
        Ok(_) => "ok\n".into_response(),
    }
}

/// Whether the type of the body is one that is taken. Plain text needs no preflight across origins, which is why
/// widgets send it; who names no type is trusted to have sent JSON.
fn is_json(headers: &HeaderMap) -> bool {
    let Some(kind) = headers.get(header::CONTENT_TYPE) else { return true };
    let kind = kind.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("text/plain") || kind.eq_ignore_ascii_case("application/json")
}

async fn read(mut body: Body) -> Result<Bytes, Refusal> {
    let mut bytes = Vec::new();
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| {
            Refusal::new(StatusCode::BAD_REQUEST, "cut_off", "body", "the body was cut off: send it again.")
        })?;
        let Ok(data) = frame.into_data() else { continue };
        length += data.len();
        if length <= MAX_RESPONSE_BYTES {
            bytes.extend_from_slice(&data);
        } else if length > MAX_DRAINED_BYTES {
            break;
        }
    }
    if length > MAX_RESPONSE_BYTES {
        let message = format!("a response has {MAX_RESPONSE_BYTES} bytes at most. Send it without its open answers.");
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "too_long", "body", message));
    }
    Ok(bytes.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| ((*name).parse().expect("name"), value.parse().expect("value"))).collect()
    }

    #[test]
    fn who_may_send() {
        let none = Origins::default();
        let named = Origins { named: vec!["https://a.example".into()], any: false };
        let any = Origins { named: Vec::new(), any: true };
        let own = headers(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]);
        let proxied =
            headers(&[("origin", "https://shop.example"), ("host", "inner:1"), ("sec-fetch-site", "same-origin")]);
        let a = headers(&[("origin", "https://a.example"), ("host", "127.0.0.1:8080")]);
        let b =
            headers(&[("origin", "https://b.example"), ("host", "127.0.0.1:8080"), ("sec-fetch-site", "cross-site")]);
        let sandbox = headers(&[("origin", "null"), ("host", "127.0.0.1:8080")]);
        for (headers, may) in [
            (&HeaderMap::new(), [true, true, true]),
            (&own, [true, true, true]),
            (&proxied, [true, true, true]),
            (&a, [false, true, true]),
            (&b, [false, false, true]),
            (&sandbox, [false, false, true]),
        ] {
            assert_eq!([&none, &named, &any].map(|origins| origins.may_send(headers)), may, "{headers:?}");
        }
        assert_eq!(named.allowance(&a).as_ref().map(HeaderValue::as_bytes), Some(&b"https://a.example"[..]));
        assert_eq!(named.allowance(&own), None);
        assert_eq!(any.allowance(&b).as_ref().map(HeaderValue::as_bytes), Some(&b"*"[..]));
    }

    #[test]
    fn types_that_are_taken() {
        for (kind, taken) in [
            ("text/plain;charset=UTF-8", true),
            ("application/json", true),
            ("application/x-www-form-urlencoded", false),
            ("multipart/form-data; boundary=x", false),
        ] {
            assert_eq!(is_json(&headers(&[("content-type", kind)])), taken, "{kind}");
        }
        assert!(is_json(&HeaderMap::new()));
    }
}
