//! Where the members of a JSON object are, of one that is written as programs write it.

use core::ops::Range;

/// A member of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Where its name begins and ends, without its quotes.
    name: (u32, u32),
    /// Where its value begins and ends, with its quotes.
    value: (u32, u32),
}

impl Member {
    /// Where its name is, without its quotes.
    pub fn name(&self) -> Range<usize> {
        self.name.0 as usize..self.name.1 as usize
    }

    /// Where its value is, as it is written.
    pub fn value(&self) -> Range<usize> {
        self.value.0 as usize..self.value.1 as usize
    }
}

/// Whether a line of JSON may be cut without looking for what is escaped: there is no backslash and no control character in it.
pub fn is_unescaped(line: &[u8]) -> bool {
    let plain = |bytes: &[u8]| bytes.iter().fold(true, |all, byte| all & (*byte >= b' ') & (*byte != b'\\'));
    let (sixteens, rest) = line.as_chunks::<16>();
    sixteens.iter().all(|sixteen| plain(sixteen)) && plain(rest)
}

/// Finds the members of an object in a line that [`is_unescaped`]; `false` where there are more blanks between them than one behind a
/// comma or a colon, or this is none.
///
/// What a value is isn't looked at: only where it ends, if it is one.
///
/// ```
/// let line = br#"{"seq":2,"ms":{"csat":3590}}"#;
/// let mut members = Vec::new();
/// assert!(madeleine_scan::members(line, 0..line.len(), &mut members));
/// assert_eq!((&line[members[1].name()], &line[members[1].value()]), (&b"ms"[..], &br#"{"csat":3590}"#[..]));
/// ```
pub fn members(line: &[u8], object: Range<usize>, out: &mut Vec<Member>) -> bool {
    out.clear();
    let (start, end) = (object.start, object.end.min(line.len()));
    if end > u32::MAX as usize || end < start + 2 || line[start] != b'{' || line[end - 1] != b'}' {
        return false;
    }
    // What stands between the brackets.
    let inner = &line[..end - 1];
    let mut at = start + 1;
    if at == inner.len() {
        return true;
    }
    loop {
        // Behind commas and colons many leave room.
        at += usize::from(inner.get(at) == Some(&b' '));
        if inner.get(at) != Some(&b'"') {
            return false;
        }
        let name = at + 1;
        let Some(closed) = quote(inner, name) else { return false };
        if inner.get(closed + 1) != Some(&b':') {
            return false;
        }
        let value = closed + 2 + usize::from(inner.get(closed + 2) == Some(&b' '));
        let Some(ended) = after(inner, value) else { return false };
        out.push(Member { name: (name as u32, closed as u32), value: (value as u32, ended as u32) });
        match inner.get(ended) {
            None => return true,
            Some(b',') => at = ended + 1,
            Some(_) => return false,
        }
    }
}

/// Where the next quote is.
#[inline(always)]
fn quote(line: &[u8], from: usize) -> Option<usize> {
    Some(from + line.get(from..)?.iter().position(|byte| *byte == b'"')?)
}

/// Where a value ends that begins here.
#[inline(always)]
fn after(line: &[u8], from: usize) -> Option<usize> {
    match *line.get(from)? {
        b'"' => Some(quote(line, from + 1)? + 1),
        b'{' | b'[' => {
            let (mut at, mut depth) = (from, 0_u32);
            loop {
                match *line.get(at)? {
                    b'"' => at = quote(line, at + 1)?,
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => depth -= 1,
                    _ => {}
                }
                at += 1;
                if depth == 0 {
                    return Some(at);
                }
            }
        }
        _ => {
            let rest = &line[from..];
            let length = rest.iter().position(|byte| *byte == b',').unwrap_or(rest.len());
            (length > 0).then_some(from + length)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Option<Vec<(&str, &str)>> {
        let mut out = Vec::new();
        members(line.as_bytes(), 0..line.len(), &mut out)
            .then(|| out.iter().map(|member| (&line[member.name()], &line[member.value()])).collect())
    }

    #[test]
    fn members_are_found_as_they_are_written() {
        assert_eq!(found("{}"), Some(vec![]));
        assert_eq!(found(r#"{"a":1}"#), Some(vec![("a", "1")]));
        assert_eq!(found(r#"{"a": 1, "b": "x"}"#), Some(vec![("a", "1"), ("b", "\"x\"")]));
        let nested = r#"{"é":"x,}","b":{"c":["]",{}]},"d":null,"e":[]}"#;
        assert_eq!(
            found(nested),
            Some(vec![("é", r#""x,}""#), ("b", r#"{"c":["]",{}]}"#), ("d", "null"), ("e", "[]")])
        );
    }

    #[test]
    fn what_isnt_written_so_isnt_cut() {
        for line in [
            "",
            "{",
            "}",
            "[]",
            "{\"a\":1,}",
            "{\"a\":[}",
            "{\"a\":{}",
            "{\"a\"}",
            "{\"a\":}",
            "{  \"a\":1}",
            "{\"a\" :1}",
            "{\"a\":\"x\" }",
            "{,}",
            "{\"a\":[1]2}",
        ] {
            assert_eq!(found(line), None, "{line}");
        }
    }

    #[test]
    fn escapes_and_control_characters_are_seen_wherever_they_are() {
        for at in 0..40 {
            for byte in [b'\\', b'\n', 0, 31] {
                let mut line = vec![b'a'; 40];
                assert!(is_unescaped(&line));
                line[at] = byte;
                assert!(!is_unescaped(&line), "{at}");
            }
        }
        assert!(is_unescaped("é\u{7f}".as_bytes()));
    }
}
