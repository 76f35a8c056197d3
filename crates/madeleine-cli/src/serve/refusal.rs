//! A request that is refused: what is wrong, where, and how to mend it, for people and programs.

use axum::http::StatusCode;
use axum::http::header::{self, HeaderValue};
use axum::response::{IntoResponse, Response};
use madeleine_core::Problem;
use serde_json::{Value, json};

/// Why a request is refused.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    problems: Vec<Problem>,
    retry_after: Option<u64>,
}

/// The first code of a refusal, as its answer carries it to the journal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Code(pub(crate) &'static str);

impl Refusal {
    /// One problem; `place` is the part of the request it lies in: `body`, `header origin`, `$` for the response itself.
    pub(crate) fn new(status: StatusCode, code: &'static str, place: &str, message: impl Into<String>) -> Self {
        Self::of(status, vec![Problem { code, path: place.into(), message: message.into() }])
    }

    pub(crate) fn of(status: StatusCode, problems: Vec<Problem>) -> Self {
        Self { status, problems, retry_after: None }
    }

    /// The same request may succeed after so many seconds.
    pub(crate) fn retry_after(self, seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let list = self.problems.iter();
        let list = list.map(|p| json!({ "code": p.code, "path": p.path, "message": p.message }));
        let body = Value::Array(list.collect()).to_string();
        let mut response = (self.status, [(header::CONTENT_TYPE, "application/json")], body).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(problem) = self.problems.first() {
            response.extensions_mut().insert(Code(problem.code));
        }
        response
    }
}
