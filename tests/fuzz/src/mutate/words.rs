//! Words that mean something to a reader, and such as readers stumble over.

use crate::{Format, Rng};
use madeleine_core::instrument::{self, Form, KEYS};

const DEFINITION: &[&str] = &[
    "v", "id", "version", "locales", "brand", "touchpoint", "stage", "channel", "ask", "when", "where", "url", "sample", "quiet",
    "after_answer_days", "needs_consent", "event", "load", "click", "element", "scroll", "exit", "path", "delay_ms", "surface", "layout",
    "orientation", "order", "direction", "items", "instrument", "subject", "question", "options", "shuffle", "max", "max_chars",
    "optional", "show_if", "item", "op", "value", "answered", "any", "all", "probability", "else_any", "text", "opening", "context",
    "deliver", "to", "as", "fields", "fixed", "contact", "linked", "privacy", "time", "redact", "csat", "ces", "why", "comment", "open",
    "reasons", "reason.other", "popover", "kiosk", "page", "row", "high_first", "ltr", "==", "<=", "in", "dataLayer", "form", "json",
    "/feedback", "minute", "day", "en", "fr", "pt-BR", "csat.question", "{brand}", "{feature}", "$schema",
];

const RESPONSE: &[&str] = &[
    "v", "response_id", "seq", "survey", "survey_version", "wording", "state", "touchpoint", "stage", "channel", "journey", "locale",
    "surface", "device", "shown_at", "submitted_at", "answers", "instruments", "subjects", "shown", "ms", "layout", "orders", "context",
    "sample", "durability", "csat", "ces", "why", "comment", "nms", "fcr", "contacts", "ltr", "emo", "q1", "moment.search", "moment.end",
    "barometer.practical", "kano_with.gift", "kano_without.gift", "answers.csat", "instruments.q1", "ms.csat", "context.a", "ms.",
    "completed", "partial", "displayed", "dismissed", "disk", "mem", "2026-11-21T10:02Z", "2026-02-30", "0000-00-00T00:00Z",
    "9999-12-31T23:59Z", "reason.other", "reason.gap.i.wait", "nms.pos", "fcr.yes", "emo.joy", "emo.none", "kano5.1", "freq4.often",
    "unnamed", "row-0-2", "epsilon", "phone", "checkout",
];

const TALLY: &[&str] = &[
    "v", "kind", "tally", "by", "zone", "responses", "not_scored", "cells", "segments", "period", "measure", "counts", "weighted", "base",
    "options", "sets", "answered", "sum", "squares", "missing", "skipped", "unknown", "not_shown", "abandoned", "invalid", "peak_end",
    "index", "mean", "largest_change", "incomplete", "csat", "emotions", "open", "fcr", "contacts", "barometer.cognitive", "kano.gift",
    "touchpoint", "touchpoint,period=week", "device,period=day", "period=month", "item", "state", "context.a", "2026-W47", "2026-W53",
    "2026-11-21", "2026-11", "0000-W00", "18446744073709551615", "170141183460469231731687303715884105727",
    "340282366920938463463374607431768211455", "9007199254740993", "-1", "Europe/Paris",
];

/// What readers stumble over.
const HOSTILE: &[&str] = &[
    "", " ", "__proto__", "constructor", "toString", "NaN", "1e999", "-0", "-1", "-2", "null", "\u{feff}", "\u{0}", "\u{2028}", "\u{202e}",
    "é", "e\u{301}", "😀", "\u{10ffff}", "=cmd()", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "\"", "\\", ",", ";", "\t", "\n",
    "\r", "\r\n", "\"\"", "\\ud800", "\\ud83d\\ude00", "\\u0000", "{", "}", "[", "]", "[[[[[[[[", "{\"a\":", "18446744073709551616",
    "9007199254740993", "0.1", "1e-7", "1E400", "0e999", "2147483648", "4294967296", "10001", "00", "+5", " 5 ", "5.0", "5,0",
];

/// A word that a file of this format may hold.
pub(super) fn word(format: Format, rng: &mut Rng) -> &'static str {
    let own = match format {
        Format::Definition => DEFINITION,
        Format::Ndjson | Format::Csv => RESPONSE,
        Format::Tally => TALLY,
    };
    match rng.below(8) {
        0 => rng.pick(HOSTILE),
        1 => instrument::ALL[rng.below(instrument::ALL.len())].id,
        2 => KEYS[rng.below(KEYS.len())].id,
        3 => match &instrument::ALL[rng.below(instrument::ALL.len())].form {
            Form::Choice { options, .. } | Form::Multi { options, .. } if !options.is_empty() => rng.pick(options),
            _ => rng.pick(own),
        },
        _ => rng.pick(own),
    }
}

/// A word that readers stumble over.
pub(super) fn hostile(rng: &mut Rng) -> &'static str {
    rng.pick(HOSTILE)
}
