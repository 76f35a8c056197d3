//! Words from files, made harmless for a terminal.

/// Longest word that is shown.
const MAX_CHARS: usize = 300;

/// The same words without anything that moves the cursor, colours, rings, hides or turns text around; cut where too long.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(MAX_CHARS));
    let mut marks = 0;
    for (i, c) in text.chars().enumerate() {
        if i == MAX_CHARS {
            out.push('…');
            break;
        }
        marks = if is_mark(c) { marks + 1 } else { 0 };
        match c {
            '\t' | '\n' | '\r' => out.push(' '),
            _ if c.is_control() || is_direction(c) => out.push('\u{fffd}'),
            // A letter has two or three; a tower of them covers the lines above.
            _ if marks > 4 => {}
            _ => out.push(c),
        }
    }
    out
}

/// Turns the direction of text around, or can't be seen.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{0483}'..='\u{0489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn words_stay_and_tricks_go() {
        assert_eq!(plain("très bien, 10 €"), "très bien, 10 €");
        assert_eq!(plain("\u{1b}[2Jgone\u{7}"), "\u{fffd}[2Jgone\u{fffd}");
        assert_eq!(plain("a\nb\u{202e}c"), "a b\u{fffd}c");
        assert_eq!(plain(&format!("e{}", "\u{0301}".repeat(1_000_000))).chars().count(), 6);
    }
}
