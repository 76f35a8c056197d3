//! Numbers as they are printed: rounded once, from exact integers where there are any, and never "−0".

use madeleine_stats::Language;

/// What stands before a negative number.
pub(crate) const MINUS: char = '\u{2212}';

/// Between two groups of three digits in French.
const NARROW: char = '\u{202f}';

/// `part / whole · scale`, rounded half away from zero; 0 for an empty whole.
pub(crate) fn ratio(part: i128, whole: u64, scale: i128) -> i64 {
    let whole = i128::from(whole);
    let sign = part.signum();
    let rounded = (2 * scale * part.abs() + whole).checked_div(2 * whole).unwrap_or(0);
    i64::try_from(sign * rounded).unwrap_or(0)
}

/// `value · scale`, rounded half away from zero, for numbers that are no ratio of counts: the ends of intervals.
pub(crate) fn scaled(value: f64, scale: f64) -> i64 {
    // Saturates, and a NaN is 0: neither comes out of an estimate.
    (value * scale).round() as i64
}

/// A count: `2,431`, in French `2 431`.
pub(crate) fn count(value: u64, language: Language) -> String {
    grouped(&value.to_string(), language)
}

fn grouped(digits: &str, language: Language) -> String {
    let separator = match language {
        Language::English | Language::Arabic => ',',
        Language::French => NARROW,
    };
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// An integer in units of a tenth, a hundredth …: 824 with one decimal is `82.4`, in French `82,4`.
pub(crate) fn decimal(value: i64, decimals: u32, language: Language) -> String {
    let unit = 10_u64.pow(decimals);
    let size = value.unsigned_abs();
    let mut out = String::new();
    if value < 0 {
        out.push_str(before_sign(language));
        out.push(MINUS);
    }
    out.push_str(&count(size / unit, language));
    if decimals > 0 {
        out.push(match language {
            Language::English | Language::Arabic => '.',
            Language::French => ',',
        });
        let rest = (size % unit).to_string();
        out.extend(core::iter::repeat_n('0', (decimals as usize).saturating_sub(rest.len())));
        out.push_str(&rest);
    }
    out
}

/// A mark that keeps a sign before its number among Arabic words, as CLDR has it.
const fn before_sign(language: Language) -> &'static str {
    match language {
        Language::English | Language::French => "",
        Language::Arabic => "\u{200e}",
    }
}

/// The same with a plus before what is above zero: `+31`, `−9`, `0`.
pub(crate) fn signed(value: i64, decimals: u32, language: Language) -> String {
    let plus = if value > 0 { [before_sign(language), "+"].concat() } else { String::new() };
    plus + &decimal(value, decimals, language)
}

/// The per cent sign behind a number, with what stands between. Marks keep it behind the number among Arabic words, as CLDR has them.
pub(crate) const fn percent_sign(language: Language) -> &'static str {
    match language {
        Language::English => "\u{a0}%",
        Language::French => "\u{202f}%",
        Language::Arabic => "\u{200e}%\u{200e}\u{200f}",
    }
}

/// Tenths of a percent: 824 is `82.4 %`.
pub(crate) fn percent(tenths: i64, language: Language) -> String {
    format!("{}{}", decimal(tenths, 1, language), percent_sign(language))
}

/// A share of a base in percent, from the counts themselves.
pub(crate) fn share(part: u64, whole: u64, language: Language) -> String {
    percent(ratio(i128::from(part), whole, 1_000), language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn written_as_people_of_the_language_write_them() {
        let (en, fr, ar) = (Language::English, Language::French, Language::Arabic);
        assert_eq!(
            [count(0, en), count(999, en), count(2431, en), count(1_234_567, en)],
            ["0", "999", "2,431", "1,234,567"]
        );
        assert_eq!(count(1_234_567, fr), "1\u{202f}234\u{202f}567");
        assert_eq!([decimal(824, 1, en), decimal(824, 1, fr), decimal(-5, 2, en)], ["82.4", "82,4", "\u{2212}0.05"]);
        assert_eq!([signed(31, 0, en), signed(-9, 0, fr), signed(0, 0, en)], ["+31", "\u{2212}9", "0"]);
        assert_eq!(
            [count(1_234_567, ar), signed(-9, 0, ar), signed(31, 0, ar), percent(824, ar)],
            ["1,234,567", "\u{200e}\u{2212}9", "\u{200e}+31", "82.4\u{200e}%\u{200e}\u{200f}"]
        );
        assert_eq!([percent(1000, en), percent(0, fr)], ["100.0\u{a0}%", "0,0\u{202f}%"]);
    }

    #[test]
    fn rounded_half_away_from_zero_and_never_minus_zero() {
        // 1 of 6 is 16.67 %, −1 of 400 is −0.25 points.
        assert_eq!([ratio(1, 6, 1000), ratio(-1, 400, 100), ratio(-1, 200, 100), ratio(5, 0, 100)], [167, 0, -1, 0]);
        assert_eq!([scaled(-0.04, 10.0), scaled(0.5, 1.0), scaled(-0.5, 1.0), scaled(f64::NAN, 1.0)], [0, 1, -1, 0]);
        assert_eq!(decimal(scaled(-0.04, 10.0), 1, Language::English), "0.0");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_between_the_groups(value in any::<u64>()) {
            let text: String = count(value, Language::French).chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(text, value.to_string());
        }

        #[test]
        fn zero_has_no_sign(value in any::<i64>(), decimals in 0u32..6) {
            let text = decimal(value, decimals, Language::English);
            prop_assert!(!text.starts_with(MINUS) || text.chars().any(|c| ('1'..='9').contains(&c)));
        }
    }
}
