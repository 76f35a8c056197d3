//! The sentence that says a score in words.

use super::Words;
use crate::model::Figure;
use crate::number;
use madeleine_core::instrument::{Direction, Form, Key};
use madeleine_stats::Language;

/// The numbers of a headline as they are printed.
pub(crate) struct Said<'a> {
    pub(crate) value: &'a str,
    pub(crate) low: &'a str,
    pub(crate) high: &'a str,
    pub(crate) base: u64,
    /// The shares of the favourable and the unfavourable side, for a net score.
    pub(crate) sides: [String; 2],
}

/// How many weeks a trend has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weeks {
    pub(crate) all: usize,
    pub(crate) hidden: usize,
    pub(crate) indicative: usize,
}

impl Words {
    /// A share in words: "82.4 % of 2,431 people were satisfied; the 95 % interval runs from 80.8 to 83.9 %."
    pub(crate) fn share_sentence(self, instrument: &str, said: &Said<'_>) -> String {
        let did = match instrument {
            "csat" | "csat7" | "csat10" => self.pick("were satisfied", "sont satisfaites"),
            "contacts" => self.pick("had to ask only once", "n’ont eu à demander qu’une fois"),
            "fcr_strict" => self.pick(
                "had their request resolved at the first contact",
                "ont eu leur demande résolue au premier contact",
            ),
            "loyalty" => self.pick("intend to buy again", "ont l’intention de racheter"),
            "willingness" => self.pick("say they would pay more", "disent qu’elles paieraient plus"),
            "orientation" => self.pick("agree", "sont d’accord"),
            "found" => self.pick("found what they looked for", "ont trouvé ce qu’elles cherchaient"),
            "ces2" | "ease5" | "ease7" => self.pick("found it easy", "ont trouvé cela facile"),
            "fcr" => self.pick("say that their request is resolved", "disent que leur demande est résolue"),
            "expectation" => self.pick("got what they expected or better", "ont eu ce qu’elles attendaient, ou mieux"),
            _ => self.pick("answered favourably", "ont répondu favorablement"),
        };
        let percent = format!("{}%", number::before_percent(self.0));
        let (Said { value, low, high, .. }, people) = (said, self.count(said.base));
        match self.0 {
            Language::English => format!(
                "{value}{percent} of {people} people {did}; the 95{percent} interval runs from {low} to {high}{percent}."
            ),
            Language::French => format!(
                "{value}{percent} des {people} personnes {did}\u{202f}; l’intervalle à 95{percent} va de {low} à {high}{percent}."
            ),
        }
    }

    /// A net score in words.
    pub(crate) fn net_sentence(self, instrument: &str, said: &Said<'_>) -> String {
        let percent = format!("{}%", number::before_percent(self.0));
        let (Said { value, low, high, sides: [good, bad], .. }, people) = (said, self.count(said.base));
        let (yes, no) = match instrument {
            "ltr11" => (self.pick("are promoters", "sont promotrices"), self.pick("detractors", "détractrices")),
            "nms" | "nms3" => (
                self.pick("keep a good memory only", "gardent seulement un bon souvenir"),
                self.pick("a bad one only", "seulement un mauvais"),
            ),
            "hassle" => {
                (self.pick("had no real hassle", "n’ont pas vraiment eu de tracas"), self.pick("a lot", "beaucoup"))
            }
            "orientation_level" => (
                self.pick("are highly customer-oriented", "ont une forte orientation client"),
                self.pick("little", "une faible"),
            ),
            _ => (
                self.pick("answered favourably", "ont répondu favorablement"),
                self.pick("unfavourably", "défavorablement"),
            ),
        };
        match self.0 {
            Language::English => format!(
                "Of {people} people {good} {yes} and {bad} {no}: {value} points; the 95{percent} interval runs from {low} to {high}."
            ),
            Language::French => format!(
                "Sur {people} personnes, {good} {yes} et {bad} {no}\u{202f}: {value} points\u{202f}; l’intervalle à 95{percent} va de {low} à {high}."
            ),
        }
    }

    /// A mean in words.
    pub(crate) fn mean_sentence(self, key: &Key, figure: &Figure) -> String {
        let percent = format!("{}%", number::before_percent(self.0));
        let (Figure { text, low_text, high_text, .. }, base) = (figure, self.base(figure.base));
        let ends = match key.instrument.form {
            Form::Scale(scale) => [scale.first, scale.last()],
            _ => [0, 0],
        };
        let [first, last] = ends;
        let lower = match key.direction {
            Direction::LowerIsBetter => self.pick("; lower is better", "\u{202f}; plus bas, c’est mieux"),
            Direction::HigherIsBetter | Direction::Neutral => "",
        };
        match self.0 {
            Language::English => format!(
                "The mean is {text} on a scale from {first} to {last} ({base}){lower}; the 95{percent} interval runs from {low_text} to {high_text}."
            ),
            Language::French => format!(
                "La moyenne est de {text} sur une échelle de {first} à {last} ({base}){lower}\u{202f}; l’intervalle à 95{percent} va de {low_text} à {high_text}."
            ),
        }
    }

    /// Behind the peak-end index: where the largest change came, and how many journeys couldn't be told.
    pub(crate) fn journeys(self, change: Option<(String, u64)>, incomplete: u64) -> String {
        let change = change.map_or_else(String::new, |(name, count)| match self.0 {
            Language::English => format!(" The largest change came most often at {name}, in {}.", self.count(count)),
            Language::French => {
                format!(" Le plus grand changement est venu le plus souvent à {name}, dans {}.", self.count(count))
            }
        });
        let rest = match (incomplete, self.0) {
            (0, _) => String::new(),
            (_, Language::English) => {
                format!(" Left out: {} without an end or with fewer than three moments.", self.count(incomplete))
            }
            (_, Language::French) => {
                format!(" Laissés de côté\u{202f}: {} sans fin ou avec moins de trois moments.", self.count(incomplete))
            }
        };
        [change, rest].concat()
    }

    /// Behind the sentence of a score that rests on few answers.
    pub(crate) fn indicative(self, base: u64, needed: u64) -> String {
        let (answers, needed) = (self.answers(base), self.count(needed));
        match self.0 {
            Language::English => format!("Indicative: it rests on {answers}, a firm number needs {needed}."),
            Language::French => {
                format!("À titre indicatif\u{202f}: fondé sur {answers}, il en faut {needed} pour un chiffre ferme.")
            }
        }
    }

    /// A cell that is hidden so that a smaller one can't be worked out from the total.
    pub(crate) fn withheld(self) -> &'static str {
        self.pick(
            "Hidden so that a smaller group can’t be worked out from the total.",
            "Masqué pour qu’un groupe plus petit ne puisse être déduit du total.",
        )
    }

    /// A cell with too few answers to show, whose number isn't told.
    pub(crate) fn too_few(self, least: u64) -> String {
        match self.0 {
            Language::English => format!("Too few answers: fewer than {least}."),
            Language::French => format!("Trop peu de réponses\u{202f}: moins de {least}."),
        }
    }

    /// The same in a table cell.
    pub(crate) fn too_few_short(self) -> &'static str {
        self.pick("too few answers", "trop peu de réponses")
    }

    /// "hidden", in a table cell.
    pub(crate) fn hidden_short(self) -> &'static str {
        self.pick("hidden", "masqué")
    }

    /// "no answers", in a table cell.
    pub(crate) fn none_short(self) -> &'static str {
        self.pick("no answers", "aucune réponse")
    }

    /// "indicative", in a table cell.
    pub(crate) fn indicative_short(self) -> &'static str {
        self.pick("indicative", "indicatif")
    }

    /// What a trend says in words.
    pub(crate) fn trend_summary(self, weeks: Weeks, ends: [&str; 2], last: &str, last_week: &str) -> String {
        let [lowest, highest] = ends;
        let Weeks { all, hidden, indicative } = weeks;
        let few = |count: usize, english: [&str; 2], french: [&str; 2]| match count {
            0 => String::new(),
            count => format!(" {}", self.counted(count as u64, english, french)),
        };
        let hidden = few(
            hidden,
            ["week isn’t shown.", "weeks aren’t shown."],
            ["semaine n’est pas affichée.", "semaines ne sont pas affichées."],
        );
        let indicative = few(
            indicative,
            ["week is only indicative.", "weeks are only indicative."],
            ["semaine n’est qu’indicative.", "semaines ne sont qu’indicatives."],
        );
        match self.0 {
            Language::English => {
                format!(
                    "{all} weeks, from {lowest} to {highest}; the last one, the {last_week}, stands at {last}.{hidden}{indicative}"
                )
            }
            Language::French => {
                format!(
                    "{all} semaines, de {lowest} à {highest}\u{202f}; la dernière, la {last_week}, est à {last}.{hidden}{indicative}"
                )
            }
        }
    }

    /// What a plot by segment says in words; `clear` of those `tested` differ clearly from the rest.
    pub(crate) fn segments_summary(
        self,
        best: (&str, &str),
        last: (&str, &str),
        shown: usize,
        (clear, tested): (usize, usize),
    ) -> String {
        let ends = match (shown, self.0) {
            (1, Language::English) => format!("{} stands at {}.", best.0, best.1),
            (1, Language::French) => format!("{} est à {}.", best.0, best.1),
            (_, Language::English) => format!("From {} with {} down to {} with {}.", best.0, best.1, last.0, last.1),
            (_, Language::French) => format!("De {} avec {} à {} avec {}.", best.0, best.1, last.0, last.1),
        };
        let differ = match (clear, tested, self.0) {
            (_, 0, _) => String::new(),
            (0, _, Language::English) => " None differs clearly from the rest.".into(),
            (0, _, Language::French) => " Aucun écart net avec le reste.".into(),
            (_, _, Language::English) => format!(" Of {tested}, {clear} clearly above (▲) or below (▼) the rest."),
            (_, _, Language::French) => {
                format!(" Sur {tested}, {clear} nettement au-dessus (▲) ou au-dessous (▼) du reste.")
            }
        };
        ends + &differ
    }
}
