//! Numbers from text and to text without the machinery of the library, which weighs more than the widget's buttons.

/// A whole number in decimal digits.
///
/// ```
/// assert_eq!(madeleine_core::decimal::text(-42), "-42");
/// assert_eq!(madeleine_core::decimal::text(i64::MIN), i64::MIN.to_string());
/// ```
pub fn text(number: i64) -> String {
    let mut digits = [0; 20];
    let mut at = digits.len();
    let mut rest = number.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    let mut text = String::with_capacity(20);
    if number < 0 {
        text.push('-');
    }
    text.extend(digits[at..].iter().map(|&digit| char::from(digit)));
    text
}

/// The number that a text is: digits, perhaps with a sign, a point among or beside them and an exponent; `None` for any other
/// text and for what is too large.
///
/// Numbers of up to 15 digits and 22 decimals are exact, others may be off by their last bits.
///
/// ```
/// use madeleine_core::decimal::number;
/// assert_eq!([number("5"), number("-0.05"), number("1e3")], [Some(5.0), Some(-0.05), Some(1000.0)]);
/// assert_eq!([number("5 stars"), number("."), number("inf")], [None; 3]);
/// ```
pub fn number(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = || whole.bytes().chain(part.bytes());
    if whole.is_empty() && part.is_empty() || !digits().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let value = digits().fold(0.0, |value, digit| value * 10.0 + f64::from(digit - b'0'));
    let exponent = match exponent {
        None => 0,
        Some(exponent) => {
            let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
                return None;
            }
            // Far beyond all that a number can have.
            let size = digits.bytes().fold(0, |size, digit| (size * 10 + i32::from(digit - b'0')).min(100_000));
            if exponent.starts_with('-') { -size } else { size }
        }
    };
    let power = exponent - i32::try_from(part.len()).ok()?;
    // Powers of ten up to 22 are exact, and one division or multiplication rounds once.
    let scale = (0..power.unsigned_abs().min(400)).fold(1.0, |scale, _| scale * 10.0);
    let value = match power {
        _ if value == 0.0 => value,
        0.. => value * scale,
        _ => value / scale,
    };
    let value = if text.starts_with('-') { -value } else { value };
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::number;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_number_to_the_library_is_none_here() {
        for text in [
            "", "+", "-", ".", "+.", "e5", "1e", "1e+", "1e5.0", "--1", "1_000", "0x1", "１", "nan", "infinity",
            "1e999",
        ] {
            let known = text.parse().ok().filter(|number: &f64| number.is_finite());
            assert_eq!(number(text), known, "{text}");
            assert_eq!(number(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_number_is_what_it_is_to_the_library(text in "[+-]?[0-9]{0,8}\\.?[0-9]{0,7}([eE][+-]?[0-9])?") {
            let known = text.parse().ok().filter(|number: &f64| number.is_finite());
            prop_assert_eq!(number(&text).map(f64::to_bits), known.map(f64::to_bits), "{}", text);
        }
    }
}
