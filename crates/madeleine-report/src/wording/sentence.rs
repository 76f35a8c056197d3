//! The sentence that says a score in words.

use super::{Words, apart, arabic};
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

/// People of whom some are told, in Arabic.
const PEOPLE: [&str; 5] = ["شخص واحد", "شخصين", "أشخاص", "شخصًا", "شخص"];

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
            "csat" | "csat7" | "csat10" => self.pick("were satisfied", "sont satisfaites", "راضون"),
            "contacts" => self.pick(
                "had to ask only once",
                "n’ont eu à demander qu’une fois",
                "لم يحتاجوا إلى التواصل إلا مرة واحدة",
            ),
            "fcr_strict" => self.pick(
                "had their request resolved at the first contact",
                "ont eu leur demande résolue au premier contact",
                "حُلّت طلباتهم من أول تواصل",
            ),
            "loyalty" => self.pick("intend to buy again", "ont l’intention de racheter", "ينوون الشراء مجددًا"),
            "willingness" => self.pick(
                "say they would pay more",
                "disent qu’elles paieraient plus",
                "يقولون إنهم مستعدون لدفع المزيد",
            ),
            "orientation" => self.pick("agree", "sont d’accord", "يوافقون"),
            "found" => {
                self.pick("found what they looked for", "ont trouvé ce qu’elles cherchaient", "وجدوا ما يبحثون عنه")
            }
            "ces2" | "ease5" | "ease7" => self.pick("found it easy", "ont trouvé cela facile", "وجدوا الأمر سهلًا"),
            "fcr" => self.pick(
                "say that their request is resolved",
                "disent que leur demande est résolue",
                "يقولون إن طلباتهم حُلّت",
            ),
            "expectation" => self.pick(
                "got what they expected or better",
                "ont eu ce qu’elles attendaient, ou mieux",
                "حصلوا على ما توقعوه أو أفضل منه",
            ),
            _ => self.pick("answered favourably", "ont répondu favorablement", "أجابوا إجابة إيجابية"),
        };
        let percent = number::percent_sign(self.language());
        let (Said { value, low, high, .. }, people) = (said, self.count(said.base));
        match self.language() {
            Language::English => format!(
                "{value}{percent} of {people} people {did}; the 95{percent} interval runs from {low} to {high}{percent}."
            ),
            Language::French => format!(
                "{value}{percent} des {people} personnes {did}\u{202f}; l’intervalle à 95{percent} va de {low} à {high}{percent}."
            ),
            Language::Arabic => format!(
                "{value}{percent} من {} {did}؛ فاصل الثقة 95\u{200e}%\u{200e} من {low} إلى {high}{percent}.",
                arabic(said.base, PEOPLE)
            ),
        }
    }

    /// A net score in words.
    pub(crate) fn net_sentence(self, instrument: &str, said: &Said<'_>) -> String {
        let percent = number::percent_sign(self.language());
        let (Said { value, low, high, sides: [good, bad], .. }, people) = (said, self.count(said.base));
        let (yes, no) = match instrument {
            "ltr11" => (
                self.pick("are promoters", "sont promotrices", "من المروّجين"),
                self.pick("detractors", "détractrices", "من المنتقدين"),
            ),
            "nms" | "nms3" => (
                self.pick("keep a good memory only", "gardent seulement un bon souvenir", "يحتفظون بذكرى إيجابية فقط"),
                self.pick("a bad one only", "seulement un mauvais", "بذكرى سلبية فقط"),
            ),
            "hassle" => (
                self.pick("had no real hassle", "n’ont pas vraiment eu de tracas", "لم يواجهوا عناءً يُذكر"),
                self.pick("a lot", "beaucoup", "واجهوا عناءً كبيرًا"),
            ),
            "orientation_level" => (
                self.pick(
                    "are highly customer-oriented",
                    "ont une forte orientation client",
                    "توجّههم نحو العميل مرتفع",
                ),
                self.pick("little", "une faible", "توجّههم منخفض"),
            ),
            _ => (
                self.pick("answered favourably", "ont répondu favorablement", "أجابوا إجابة إيجابية"),
                self.pick("unfavourably", "défavorablement", "أجابوا إجابة سلبية"),
            ),
        };
        match self.language() {
            Language::English => format!(
                "Of {people} people {good} {yes} and {bad} {no}: {value} points; the 95{percent} interval runs from {low} to {high}."
            ),
            Language::French => format!(
                "Sur {people} personnes, {good} {yes} et {bad} {no}\u{202f}: {value} points\u{202f}; l’intervalle à 95{percent} va de {low} à {high}."
            ),
            Language::Arabic => format!(
                "من بين {}، {good} {yes} و{bad} {no}: {value} نقطة؛ فاصل الثقة 95\u{200e}%\u{200e} من {low} إلى {high}.",
                arabic(said.base, PEOPLE)
            ),
        }
    }

    /// A mean in words.
    pub(crate) fn mean_sentence(self, key: &Key, figure: &Figure) -> String {
        let percent = number::percent_sign(self.language());
        let (Figure { text, low_text, high_text, .. }, base) = (figure, self.base(figure.base));
        let ends = match key.instrument.form {
            Form::Scale(scale) => [scale.first, scale.last()],
            _ => [0, 0],
        };
        let [first, last] = ends;
        let lower = match key.direction {
            Direction::LowerIsBetter => {
                self.pick("; lower is better", "\u{202f}; plus bas, c’est mieux", "؛ الأدنى أفضل")
            }
            Direction::HigherIsBetter | Direction::Neutral => "",
        };
        match self.language() {
            Language::English => format!(
                "The mean is {text} on a scale from {first} to {last} ({base}){lower}; the 95{percent} interval runs from {low_text} to {high_text}."
            ),
            Language::French => format!(
                "La moyenne est de {text} sur une échelle de {first} à {last} ({base}){lower}\u{202f}; l’intervalle à 95{percent} va de {low_text} à {high_text}."
            ),
            Language::Arabic => format!(
                "المتوسط {text} على مقياس من {first} إلى {last} ({base}){lower}؛ فاصل الثقة 95\u{200e}%\u{200e} من {low_text} إلى {high_text}."
            ),
        }
    }

    /// Behind the peak-end index: where the largest change came, and how many journeys couldn't be told.
    pub(crate) fn journeys(self, change: Option<(String, u64)>, incomplete: u64) -> String {
        let change = change.map_or_else(String::new, |(name, count)| match self.language() {
            Language::English => format!(" The largest change came most often at {name}, in {}.", self.count(count)),
            Language::French => {
                format!(" Le plus grand changement est venu le plus souvent à {name}, dans {}.", self.count(count))
            }
            Language::Arabic => {
                format!(" أكثر ما جاء أكبر تغيّر عند {}؛ عدد الرحلات: {}.", apart(&name), self.count(count))
            }
        });
        let rest = match (incomplete, self.language()) {
            (0, _) => String::new(),
            (_, Language::English) => {
                format!(" Left out: {} without an end or with fewer than three moments.", self.count(incomplete))
            }
            (_, Language::French) => {
                format!(" Laissés de côté\u{202f}: {} sans fin ou avec moins de trois moments.", self.count(incomplete))
            }
            (_, Language::Arabic) => {
                format!(" رحلات لم تُحسب (بلا نهاية أو بأقل من ثلاث لحظات): {}.", self.count(incomplete))
            }
        };
        [change, rest].concat()
    }

    /// Behind the sentence of a score that rests on few answers.
    pub(crate) fn indicative(self, base: u64, needed: u64) -> String {
        let (answers, needed) = (self.answers(base), self.count(needed));
        match self.language() {
            Language::English => format!("Indicative: it rests on {answers}, a firm number needs {needed}."),
            Language::French => {
                format!("À titre indicatif\u{202f}: fondé sur {answers}, il en faut {needed} pour un chiffre ferme.")
            }
            Language::Arabic => format!("نتيجة استرشادية: تستند إلى {answers}، والرقم الثابت يتطلب {needed}."),
        }
    }

    /// A cell that is hidden so that a smaller one can't be worked out from the total.
    pub(crate) fn withheld(self) -> &'static str {
        self.pick(
            "Hidden so that a smaller group can’t be worked out from the total.",
            "Masqué pour qu’un groupe plus petit ne puisse être déduit du total.",
            "مخفي حتى لا تُستنتج من المجموع نتيجة مجموعة أصغر.",
        )
    }

    /// A cell with too few answers to show, whose number isn't told.
    pub(crate) fn too_few(self, least: u64) -> String {
        match self.language() {
            Language::English => format!("Too few answers: fewer than {least}."),
            Language::French => format!("Trop peu de réponses\u{202f}: moins de {least}."),
            Language::Arabic => format!("عدد الإجابات غير كافٍ: أقل من {least}."),
        }
    }

    /// The same in a table cell.
    pub(crate) fn too_few_short(self) -> &'static str {
        self.pick("too few answers", "trop peu de réponses", "عدد الإجابات غير كافٍ")
    }

    /// "hidden", in a table cell.
    pub(crate) fn hidden_short(self) -> &'static str {
        self.pick("hidden", "masqué", "مخفي")
    }

    /// "no answers", in a table cell.
    pub(crate) fn none_short(self) -> &'static str {
        self.pick("no answers", "aucune réponse", "لا إجابات")
    }

    /// "indicative", in a table cell.
    pub(crate) fn indicative_short(self) -> &'static str {
        self.pick("indicative", "indicatif", "نتيجة استرشادية")
    }

    /// What a trend says in words.
    pub(crate) fn trend_summary(self, weeks: Weeks, ends: [&str; 2], last: &str, last_week: &str) -> String {
        let [lowest, highest] = ends;
        let Weeks { all, hidden, indicative } = weeks;
        let few = |count: usize, english: [&str; 2], french: [&str; 2], arabic: [&str; 5]| match count {
            0 => String::new(),
            count => format!(" {}", self.counted(count as u64, english, french, arabic)),
        };
        let hidden = few(
            hidden,
            ["week isn’t shown.", "weeks aren’t shown."],
            ["semaine n’est pas affichée.", "semaines ne sont pas affichées."],
            [
                "أسبوع واحد غير معروض.",
                "أسبوعان غير معروضين.",
                "أسابيع غير معروضة.",
                "أسبوعًا غير معروض.",
                "أسبوع غير معروض.",
            ],
        );
        let indicative = few(
            indicative,
            ["week is only indicative.", "weeks are only indicative."],
            ["semaine n’est qu’indicative.", "semaines ne sont qu’indicatives."],
            [
                "أسبوع واحد استرشادي فقط.",
                "أسبوعان استرشاديان فقط.",
                "أسابيع استرشادية فقط.",
                "أسبوعًا استرشاديًا فقط.",
                "أسبوع استرشادي فقط.",
            ],
        );
        match self.language() {
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
            Language::Arabic => format!(
                "{}، من {lowest} إلى {highest}؛ وآخرها، {last_week}، عند {last}.{hidden}{indicative}",
                arabic(all as u64, ["أسبوع واحد", "أسبوعان", "أسابيع", "أسبوعًا", "أسبوع"])
            ),
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
        let ends = match (shown, self.language()) {
            (1, Language::English) => format!("{} stands at {}.", best.0, best.1),
            (1, Language::French) => format!("{} est à {}.", best.0, best.1),
            (1, Language::Arabic) => format!("{} عند {}.", apart(best.0), best.1),
            (_, Language::English) => format!("From {} with {} down to {} with {}.", best.0, best.1, last.0, last.1),
            (_, Language::French) => format!("De {} avec {} à {} avec {}.", best.0, best.1, last.0, last.1),
            (_, Language::Arabic) => {
                format!("من {} ({}) نزولًا إلى {} ({}).", apart(best.0), best.1, apart(last.0), last.1)
            }
        };
        let differ = match (clear, tested, self.language()) {
            (_, 0, _) => String::new(),
            (0, _, Language::English) => " None differs clearly from the rest.".into(),
            (0, _, Language::French) => " Aucun écart net avec le reste.".into(),
            (0, _, Language::Arabic) => " لا يوجد فرق واضح بين أي منها والبقية.".into(),
            (_, _, Language::English) => format!(" Of {tested}, {clear} clearly above (▲) or below (▼) the rest."),
            (_, _, Language::French) => {
                format!(" Sur {tested}, {clear} nettement au-dessus (▲) ou au-dessous (▼) du reste.")
            }
            (_, _, Language::Arabic) => {
                format!(" من بين {tested}: عدد ما هو أعلى بوضوح (▲) أو أدنى بوضوح (▼) من البقية {clear}.")
            }
        };
        ends + &differ
    }
}
