//! What the owner reads. Like the report, in English and in French; the questions and labels are in the survey's language.

/// Words in English and French.
pub(crate) type Both = [&'static str; 2];

pub(crate) const CODE: Both = ["Code", "Code"];
pub(crate) const OPEN: Both = ["Open", "Ouvrir"];
pub(crate) const BACK: Both = ["Back to the survey", "Revenir au questionnaire"];
pub(crate) const TITLE: Both = ["Answers on this device", "Réponses sur cet appareil"];
pub(crate) const TODAY: Both = ["Today", "Aujourd’hui"];
pub(crate) const ALL: Both = ["All", "Total"];
pub(crate) const ANSWER: Both = ["Answer", "Réponse"];
pub(crate) const RESPONSES: Both = ["Responses", "Questionnaires"];
pub(crate) const WORDS: Both = ["Words written", "Textes écrits"];
pub(crate) const SKIPPED: Both = ["Passed over", "Question passée"];
pub(crate) const EXPORT: Both = ["Export (NDJSON)", "Exporter (NDJSON)"];
pub(crate) const ERASE: Both = ["Erase", "Effacer"];
pub(crate) const ERASE_ALL: Both = ["Tap again to erase all", "Touchez encore pour tout effacer"];
pub(crate) const FULL: Both = [
    "This device's storage is full: new responses are sent, but no longer counted here. Export, then erase.",
    "La mémoire de cet appareil est pleine : les nouvelles réponses sont envoyées, mais plus comptées ici. Exportez, puis effacez.",
];

/// The words for a language: French for French, else English.
pub(crate) fn of(locale: &str, both: Both) -> &'static str {
    both[usize::from(locale.starts_with("fr"))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_is_french_and_all_else_is_english() {
        assert_eq!(of("fr-CA", ERASE), "Effacer");
        assert_eq!(of("ar", ERASE), "Erase");
    }
}
