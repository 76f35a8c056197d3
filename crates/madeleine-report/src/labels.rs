//! How points of scales, options and touchpoints are called.

use std::collections::BTreeMap;

/// A catalogue of words: how a wording key such as `csat5.4` or `reason.other` reads in the reader's language.
/// Where it has none, keys are made readable as well as that goes.
pub type Labels = BTreeMap<String, String>;

/// The words of a key, if the catalogue has any.
pub(crate) fn find<'a>(labels: &'a Labels, key: &str) -> Option<&'a str> {
    labels.get(key).map(String::as_str).filter(|words| !words.trim().is_empty())
}

/// The words of an option: those of the catalogue, else its key made readable (`reason.checkout.promo_code`: "Promo code").
pub(crate) fn option(labels: &Labels, key: &str) -> String {
    find(labels, key).map_or_else(|| readable(key.rsplit('.').next().unwrap_or(key)), String::from)
}

/// A name that an owner gave, such as a touchpoint: `order_confirmed` reads "Order confirmed".
pub(crate) fn readable(name: &str) -> String {
    let spaced = name.replace(['_', '-'], " ");
    let mut letters = spaced.trim().chars();
    letters.next().map_or_else(|| name.to_string(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_as_words() {
        let labels = Labels::from([("reason.other".to_string(), "Something else".to_string())]);
        assert_eq!(option(&labels, "reason.other"), "Something else");
        assert_eq!(option(&labels, "reason.checkout.promo_code"), "Promo code");
        assert_eq!(
            [readable("order_confirmed"), readable("écran"), readable("__")],
            ["Order confirmed", "Écran", "__"]
        );
    }
}
