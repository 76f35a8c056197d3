//! Whole numbers as text without the formatting machinery, which weighs more than the widget's buttons.

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
