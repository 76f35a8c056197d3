//! What is said around the words of others.

use super::{Words, apart};
use crate::verbatims::MOST_KEPT;
use madeleine_stats::Language;

impl Words {
    fn people(self, value: u64) -> String {
        self.counted(
            value,
            ["person", "people"],
            ["personne", "personnes"],
            ["شخص واحد", "شخصان", "أشخاص", "شخصًا", "شخص"],
        )
    }

    /// The name of a language.
    pub(crate) fn language_name(self, tag: &str) -> String {
        let name = match tag {
            "en" => self.pick("English", "anglais", "الإنجليزية"),
            "fr" => self.pick("French", "français", "الفرنسية"),
            "de" => self.pick("German", "allemand", "الألمانية"),
            "es" => self.pick("Spanish", "espagnol", "الإسبانية"),
            "it" => self.pick("Italian", "italien", "الإيطالية"),
            "pt" => self.pick("Portuguese", "portugais", "البرتغالية"),
            "nl" => self.pick("Dutch", "néerlandais", "الهولندية"),
            "pl" => self.pick("Polish", "polonais", "البولندية"),
            "ar" => self.pick("Arabic", "arabe", "العربية"),
            "ja" => self.pick("Japanese", "japonais", "اليابانية"),
            "" => self.unnamed(),
            other => other,
        };
        name.into()
    }

    /// "French, 214 people".
    pub(crate) fn spoken_by(self, tag: &str, people: u64) -> String {
        let people = self.people(people);
        match (self.language(), tag) {
            (Language::English, "") => format!("Language not said, {people}"),
            (Language::French, "") => format!("Langue non précisée, {people}"),
            (Language::Arabic, "") => format!("اللغة غير محددة، {people}"),
            (Language::English, _) => format!("{}, {people}", self.language_name(tag)),
            (Language::French, _) => format!("En {}, {people}", self.language_name(tag)),
            (Language::Arabic, _) => format!("{}، {people}", self.language_name(tag)),
        }
    }

    /// The columns of a table of themes: with the score of those who name them, where there is one, else with their share.
    pub(crate) fn theme_columns(self, score: Option<&'static str>) -> Vec<&'static str> {
        let others = score.map(|_| self.pick("Against the others", "Face aux autres", "مقارنةً بالآخرين"));
        [
            self.pick("Theme", "Thème", "الموضوع"),
            self.pick("Language", "Langue", "اللغة"),
            self.pick("People", "Personnes", "الأشخاص"),
            score.unwrap_or_else(|| self.pick("Share", "Part", "النسبة")),
            self.pick("95\u{a0}% interval", "Intervalle à 95\u{202f}%", "فاصل الثقة 95\u{200e}%\u{200e}"),
            self.pick("Base", "Base", "عدد الإجابات"),
        ]
        .into_iter()
        .chain(others)
        .collect()
    }

    /// How themes are counted: in the latest texts only, where there are more, and not of those whose language isn't counted.
    pub(crate) fn themes_counted(self, least: u64, latest: Option<u64>, others: u64) -> String {
        let mut said = match self.language() {
            Language::English => format!(
                "Words and phrases that at least {least} people wrote, each person counted once; names of people may be among them."
            ),
            Language::French => format!(
                "Mots et expressions écrits par au moins {least} personnes, chacune comptée une fois\u{202f}; des noms de personnes peuvent s’y trouver."
            ),
            Language::Arabic => format!(
                "كلمات وعبارات كتبها ما لا يقل عن {}، ويُحسب كل شخص مرة واحدة؛ وقد تكون بينها أسماء أشخاص.",
                self.people(least)
            ),
        };
        if let Some(latest) = latest.map(|latest| self.count(latest)) {
            said.push_str(&match self.language() {
                Language::English => format!(" Counted in the latest {latest} responses with words."),
                Language::French => format!(" Comptés dans les {latest} dernières réponses écrites."),
                Language::Arabic => format!(" محسوبة من أحدث الاستجابات المكتوبة وعددها {latest}."),
            });
        }
        if others > 0 {
            let people = self.people(others);
            said.push_str(&match self.language() {
                Language::English => {
                    format!(" Left out: {people} writing in languages that aren’t counted, or that too few wrote in.")
                }
                Language::French => {
                    format!(" Hors compte\u{202f}: {people} écrivant dans des langues non comptées, ou trop rares.")
                }
                Language::Arabic => format!(" لم يُحسب {people} كتبوا بلغات لا تُحسب أو قلّ من كتب بها."),
            });
        }
        said
    }

    /// What the marks beside themes say.
    pub(crate) fn theme_marks(self, score: &str) -> String {
        match self.language() {
            Language::English => {
                format!(" ▲ and ▼: {score} is clearly higher or lower among them than among all others who wrote.")
            }
            Language::French => format!(
                " ▲ et ▼\u{202f}: {score} est nettement plus élevé ou plus bas chez elles que chez les autres personnes qui ont écrit."
            ),
            Language::Arabic => format!(" ▲ و▼: {} لديهم أعلى أو أدنى بوضوح منه لدى بقية من كتبوا.", apart(score)),
        }
    }

    /// Why nothing of what people wrote is shown.
    pub(crate) fn nothing_quoted(self, least: u64, is_passed: bool) -> String {
        let most = self.count(MOST_KEPT as u64);
        match (self.language(), is_passed) {
            (Language::English, false) => format!("What people wrote is shown from {least} people on."),
            (Language::French, false) => {
                format!("Ce que les personnes ont écrit s’affiche à partir de {least} personnes.")
            }
            (Language::Arabic, false) => format!("لا يُعرض ما كتبه الأشخاص إلا إذا بلغ عددهم {least} أو أكثر."),
            (Language::English, true) => format!(
                "These files are too large to be kept here, so what people wrote wasn’t read. “madeleine report” reads the latest {most}."
            ),
            (Language::French, true) => format!(
                "Ces fichiers sont trop volumineux pour être gardés ici\u{202f}: les textes n’ont pas été lus. «\u{a0}madeleine report\u{a0}» lit les {most} derniers."
            ),
            (Language::Arabic, true) => format!(
                "هذه الملفات أكبر من أن تُحفظ هنا، فلم يُقرأ ما كُتب فيها. يقرأ «{}» أحدث {most} منها.",
                apart("madeleine report")
            ),
        }
    }

    /// How many quotes are shown of how many.
    pub(crate) fn quoted(self, shown: u64, found: u64) -> String {
        let (shown, all) = (self.count(shown), self.count(found));
        match (self.language(), found) {
            (Language::English, 0) => "Nobody wrote that.".into(),
            (Language::French, 0) => "Personne n’a écrit cela.".into(),
            (Language::Arabic, 0) => "لم يكتب أحد ذلك.".into(),
            (Language::English, _) => format!("{shown} of {all}, the latest first"),
            (Language::French, _) => format!("{shown} sur {all}, les plus récentes d’abord"),
            (Language::Arabic, _) => format!("{shown} من {all}، الأحدث أولًا"),
        }
    }

    /// That quotes are to be treated as what they are.
    pub(crate) fn handle_with_care(self) -> &'static str {
        self.pick(
            "In people’s own words: show them only to those who may see the answers.",
            "Dans leurs propres mots\u{202f}: à ne montrer qu’à qui peut voir les réponses.",
            "بكلمات أصحابها: لا تعرضها إلا على من يحق له الاطلاع على الإجابات.",
        )
    }
}
