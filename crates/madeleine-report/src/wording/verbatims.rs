//! What is said around the words of others.

use super::Words;
use crate::verbatims::MOST_KEPT;
use madeleine_stats::Language;

impl Words {
    fn people(self, value: u64) -> String {
        self.counted(value, ["person", "people"], ["personne", "personnes"])
    }

    /// The name of a language.
    pub(crate) fn language(self, tag: &str) -> String {
        let name = match tag {
            "en" => self.pick("English", "anglais"),
            "fr" => self.pick("French", "français"),
            "de" => self.pick("German", "allemand"),
            "es" => self.pick("Spanish", "espagnol"),
            "it" => self.pick("Italian", "italien"),
            "pt" => self.pick("Portuguese", "portugais"),
            "nl" => self.pick("Dutch", "néerlandais"),
            "pl" => self.pick("Polish", "polonais"),
            "ar" => self.pick("Arabic", "arabe"),
            "ja" => self.pick("Japanese", "japonais"),
            "" => self.unnamed(),
            other => other,
        };
        name.into()
    }

    /// "French, 214 people".
    pub(crate) fn spoken_by(self, tag: &str, people: u64) -> String {
        let people = self.people(people);
        match (self.0, tag) {
            (Language::English, "") => format!("Language not said, {people}"),
            (Language::French, "") => format!("Langue non précisée, {people}"),
            (Language::English, _) => format!("{}, {people}", self.language(tag)),
            (Language::French, _) => format!("En {}, {people}", self.language(tag)),
        }
    }

    /// The columns of a table of themes: with the score of those who name them, where there is one, else with their share.
    pub(crate) fn theme_columns(self, score: Option<&'static str>) -> Vec<&'static str> {
        let others = score.map(|_| self.pick("Against the others", "Face aux autres"));
        [
            self.pick("Theme", "Thème"),
            self.pick("Language", "Langue"),
            self.pick("People", "Personnes"),
            score.unwrap_or_else(|| self.pick("Share", "Part")),
            self.pick("95\u{a0}% interval", "Intervalle à 95\u{202f}%"),
            self.pick("Base", "Base"),
        ]
        .into_iter()
        .chain(others)
        .collect()
    }

    /// How themes are counted: in the latest texts only, where there are more, and not of those whose language isn't counted.
    pub(crate) fn themes_counted(self, least: u64, latest: Option<u64>, others: u64) -> String {
        let mut said = match self.0 {
            Language::English => format!(
                "Words and phrases that at least {least} people wrote, each person counted once; names of people may be among them."
            ),
            Language::French => format!(
                "Mots et expressions écrits par au moins {least} personnes, chacune comptée une fois\u{202f}; des noms de personnes peuvent s’y trouver."
            ),
        };
        if let Some(latest) = latest.map(|latest| self.count(latest)) {
            said.push_str(&match self.0 {
                Language::English => format!(" Counted in the latest {latest} responses with words."),
                Language::French => format!(" Comptés dans les {latest} dernières réponses écrites."),
            });
        }
        if others > 0 {
            let people = self.people(others);
            said.push_str(&match self.0 {
                Language::English => {
                    format!(" Left out: {people} writing in languages that aren’t counted, or that too few wrote in.")
                }
                Language::French => {
                    format!(" Hors compte\u{202f}: {people} écrivant dans des langues non comptées, ou trop rares.")
                }
            });
        }
        said
    }

    /// What the marks beside themes say.
    pub(crate) fn theme_marks(self, score: &str) -> String {
        match self.0 {
            Language::English => {
                format!(" ▲ and ▼: {score} is clearly higher or lower among them than among all others who wrote.")
            }
            Language::French => format!(
                " ▲ et ▼\u{202f}: {score} est nettement plus élevé ou plus bas chez elles que chez les autres personnes qui ont écrit."
            ),
        }
    }

    /// Why nothing of what people wrote is shown.
    pub(crate) fn nothing_quoted(self, least: u64, is_passed: bool) -> String {
        let most = self.count(MOST_KEPT as u64);
        match (self.0, is_passed) {
            (Language::English, false) => format!("What people wrote is shown from {least} people on."),
            (Language::French, false) => {
                format!("Ce que les personnes ont écrit s’affiche à partir de {least} personnes.")
            }
            (Language::English, true) => format!(
                "These files are too large to be kept here, so what people wrote wasn’t read. “madeleine report” reads the latest {most}."
            ),
            (Language::French, true) => format!(
                "Ces fichiers sont trop volumineux pour être gardés ici\u{202f}: les textes n’ont pas été lus. «\u{a0}madeleine report\u{a0}» lit les {most} derniers."
            ),
        }
    }

    /// How many quotes are shown of how many.
    pub(crate) fn quoted(self, shown: u64, found: u64) -> String {
        let (shown, all) = (self.count(shown), self.count(found));
        match (self.0, found) {
            (Language::English, 0) => "Nobody wrote that.".into(),
            (Language::French, 0) => "Personne n’a écrit cela.".into(),
            (Language::English, _) => format!("{shown} of {all}, the latest first"),
            (Language::French, _) => format!("{shown} sur {all}, les plus récentes d’abord"),
        }
    }

    /// That quotes are to be treated as what they are.
    pub(crate) fn handle_with_care(self) -> &'static str {
        self.pick(
            "In people’s own words: show them only to those who may see the answers.",
            "Dans leurs propres mots\u{202f}: à ne montrer qu’à qui peut voir les réponses.",
        )
    }
}
