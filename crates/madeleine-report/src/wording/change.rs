//! What is said of differences and of weeks that are unusual.

use super::{Words, arabic};
use crate::model::{Cell, Difference, Report, Status};
use crate::number;
use madeleine_stats::Language;

/// The latest weeks and earlier ones, as they are printed.
pub(crate) struct Changed<'a> {
    /// How many weeks there are in either.
    pub(crate) weeks: usize,
    /// Whether a reader has chosen them: they aren't the latest then.
    pub(crate) is_chosen: bool,
    /// Whether the earlier ones lie a year back, else just before.
    pub(crate) is_year: bool,
    /// From when to when.
    pub(crate) period: &'a str,
    pub(crate) before: &'a str,
    /// Number and base.
    pub(crate) now: (String, String),
    pub(crate) then: (String, String),
    /// For how many comparisons p is adjusted.
    pub(crate) family: usize,
    /// How many answers each side needs.
    pub(crate) needed: u64,
    /// Whether there are weeks among them that aren't shown.
    pub(crate) left_out: bool,
    /// Whether they were asked in other words.
    pub(crate) reworded: bool,
}

/// The report's responses and others, as they are printed.
pub(crate) struct Held<'a> {
    /// How either are called.
    pub(crate) own: &'a str,
    pub(crate) others: &'a str,
    pub(crate) now: &'a Cell,
    pub(crate) then: &'a Cell,
    /// For how many comparisons p is adjusted.
    pub(crate) family: usize,
    /// How many answers each side needs.
    pub(crate) needed: u64,
    /// Whether they were asked in other words.
    pub(crate) reworded: bool,
}

/// Why a week is unusual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signal {
    Above,
    Below,
    OneSide { above: bool },
    OneDirection { up: bool },
}

impl Words {
    /// "Last 4 weeks"; "This week" where a reader has chosen it.
    pub(crate) fn span(self, weeks: usize, is_chosen: bool) -> String {
        match (weeks, self.language()) {
            _ if is_chosen => self.pick("This week", "Cette semaine", "هذا الأسبوع").into(),
            (1, Language::English) => "Last week".into(),
            (1, Language::French) => "Dernière semaine".into(),
            (1, Language::Arabic) => "الأسبوع الأخير".into(),
            (_, Language::English) => format!("Last {weeks} weeks"),
            (_, Language::French) => format!("{weeks} dernières semaines"),
            (_, Language::Arabic) => {
                format!("آخر {}", arabic(weeks as u64, ["أسبوع", "أسبوعين", "أسابيع", "أسبوعًا", "أسبوع"]))
            }
        }
    }

    /// That another wording begins.
    pub(crate) fn new_wording(self) -> &'static str {
        self.pick("new wording", "nouvelle formulation", "صياغة جديدة")
    }

    /// The earlier weeks behind "against".
    fn earlier(self, weeks: usize, is_year: bool) -> String {
        match (is_year, weeks, self.language()) {
            (false, 1, Language::English) => "the week before".into(),
            (false, 1, Language::French) => "la semaine précédente".into(),
            (false, 1, Language::Arabic) => "الأسبوع السابق".into(),
            (false, _, Language::English) => format!("the {weeks} weeks before"),
            (false, _, Language::French) => format!("les {weeks} semaines précédentes"),
            (false, _, Language::Arabic) => match weeks {
                2 => "الأسبوعين السابقين".into(),
                _ => format!("الأسابيع الـ{weeks} السابقة"),
            },
            (true, 1, Language::English) => "the same week a year before".into(),
            (true, 1, Language::French) => "la même semaine un an plus tôt".into(),
            (true, 1, Language::Arabic) => "الأسبوع نفسه من العام السابق".into(),
            (true, _, Language::English) => "the same weeks a year before".into(),
            (true, _, Language::French) => "les mêmes semaines un an plus tôt".into(),
            (true, _, Language::Arabic) => "الأسابيع نفسها من العام السابق".into(),
        }
    }

    /// The latest weeks held against earlier ones.
    pub(crate) fn change(self, changed: &Changed<'_>, difference: Option<&Difference>) -> String {
        let Changed { weeks, is_chosen, is_year, period, before, now, then, family, needed, left_out, reworded } =
            changed;
        let (span, earlier) = (self.span(*weeks, *is_chosen), self.earlier(*weeks, *is_year));
        let ((now, now_base), (then, then_base)) = (now, then);
        let held = match self.language() {
            Language::English => {
                format!("{span} ({period}): {now}, {now_base}, against {then}, {then_base}, in {earlier} ({before}).")
            }
            Language::French => format!(
                "{span} ({period})\u{202f}: {now}, {now_base}, contre {then}, {then_base}, pour {earlier} ({before})."
            ),
            Language::Arabic => {
                format!("{span} ({period}): {now}، {now_base}، مقابل {then}، {then_base}، في {earlier} ({before}).")
            }
        };
        let left_out = match left_out {
            true => self.pick(
                " Weeks that aren’t shown are left out.",
                " Les semaines qui ne sont pas affichées n’y sont pas.",
                " لا تشمل المقارنة الأسابيع غير المعروضة.",
            ),
            false => "",
        };
        let held = held + left_out;
        let Some(difference) = difference else {
            let other_words = self.pick(
                "The wording changed in between: these can’t be held against each other.",
                "La formulation a changé entre-temps\u{202f}: l’un ne se compare pas à l’autre.",
                "تغيّرت الصياغة بين الفترتين: لا تصح المقارنة بينهما.",
            );
            return format!("{held} {}", if *reworded { other_words.into() } else { self.few(*needed) });
        };
        format!("{held} {}", self.that_is(difference, *family))
    }

    /// That there are too few on one side.
    fn few(self, needed: u64) -> String {
        match self.language() {
            Language::English => format!("Too few answers to compare: each side needs {needed}."),
            Language::French => {
                format!("Trop peu de réponses pour comparer\u{202f}: il en faut {needed} de chaque côté.")
            }
            Language::Arabic => format!("عدد الإجابات غير كافٍ للمقارنة: يلزم {} في كل جانب.", self.answers(needed)),
        }
    }

    /// How much it is that two numbers differ.
    fn that_is(self, Difference { text, range, p_text, verdict, .. }: &Difference, family: usize) -> String {
        let adjusted = match (p_text.is_empty(), family, self.language()) {
            (true, ..) => String::new(),
            (_, 0 | 1, _) => format!(", {p_text}"),
            (_, _, Language::English) => format!(", {p_text} adjusted for {family} comparisons"),
            (_, _, Language::French) => format!(", {p_text} ajusté pour {family} comparaisons"),
            (_, _, Language::Arabic) => format!("، {p_text} معدَّلة لعدد {family} من المقارنات"),
        };
        match self.language() {
            Language::English => {
                format!("That is {text}, 95\u{a0}% interval {range}{adjusted}. {verdict}.")
            }
            Language::French => {
                format!("Soit {text}, intervalle à 95\u{202f}% de {range}{adjusted}. {verdict}.")
            }
            Language::Arabic => {
                format!("أي {text}، وفاصل الثقة 95\u{200e}%\u{200e} {range}{adjusted}. {verdict}.")
            }
        }
    }

    /// Others than those of the report, who may be of it, too.
    pub(crate) fn others_of(self, name: &str) -> String {
        match name {
            "" => self.pick("All others", "Tous les autres", "جميع الآخرين").into(),
            name => format!("{name} {}", self.pick("(others)", "(les autres)", "(الآخرون)")),
        }
    }

    /// What stands before those.
    pub(crate) fn against_those(self) -> &'static str {
        self.pick("Against", "Contre", "مقابل")
    }

    /// "Against Desktop".
    pub(crate) fn held_against(self, others: &str) -> String {
        format!("{} {others}", self.against_those())
    }

    /// "Phone against Desktop".
    pub(crate) fn versus(self, own: &str, others: &str) -> String {
        let against = self.pick("against", "contre", "مقابل");
        [&self.apart(own), against, &self.apart(others)].join(" ")
    }

    /// The report's responses held against others.
    pub(crate) fn against(self, held: &Held<'_>, difference: Option<&Difference>) -> String {
        let Held { own, others, now, then, family, needed, reworded } = held;
        let number = |cell: &Cell| match &cell.figure {
            Some(figure) => format!("{} ({}{}{})", cell.text(self), figure.range, self.comma(), cell.base_text),
            None => cell.text(self),
        };
        let (one, two) = (self.named(own, &number(now)), self.named(others, &number(then)));
        let both = match self.language() {
            Language::English => format!("{one}, against {two}."),
            Language::French => format!("{one}, contre {two}."),
            Language::Arabic => format!("{one}، مقابل {two}."),
        };
        let why = match (difference, then.status) {
            (Some(difference), _) => self.that_is(difference, *family),
            (_, Status::Withheld) => self
                .pick(
                    "Not compared: that could tell what a few people answered.",
                    "Pas de comparaison\u{202f}: elle pourrait dire ce que quelques personnes ont répondu.",
                    "لا مقارنة: قد تكشف ما أجاب به عدد قليل من الأشخاص.",
                )
                .into(),
            (_, Status::NoAnswers) => self
                .pick(
                    "Not compared: nobody else is among these.",
                    "Pas de comparaison\u{202f}: personne d’autre n’en fait partie.",
                    "لا مقارنة: لا أحد غيرهم بين هؤلاء.",
                )
                .into(),
            _ if *reworded => self
                .pick(
                    "Most were asked in other words: these can’t be held against each other.",
                    "La plupart ont lu une autre formulation\u{202f}: l’un ne se compare pas à l’autre.",
                    "طُرح السؤال على معظمهم بصياغة أخرى: لا تصح المقارنة بينهما.",
                )
                .into(),
            _ => self.few(*needed),
        };
        format!("{both} {why}")
    }

    /// Why the latest weeks aren't held against earlier ones.
    pub(crate) fn not_compared(self, name: &str, period: &str, before: &str) -> String {
        match self.language() {
            Language::English => format!(
                "{name} ({period}) and {before}: not compared, since no week of the one or the other has enough answers to be shown."
            ),
            Language::French => format!(
                "{name} ({period}) et {before}\u{202f}: pas de comparaison, aucune semaine de l’une ou l’autre période n’ayant assez de réponses."
            ),
            Language::Arabic => format!(
                "{name} ({period}) و{before}: لا مقارنة، إذ لا يوجد في إحدى الفترتين أو كلتيهما أسبوع فيه إجابات كافية للعرض."
            ),
        }
    }

    /// "p = 0.012", "p < 0.001".
    pub(crate) fn p(self, p: f64) -> String {
        let thousandths = number::scaled(p, 1_000.0);
        if thousandths < 1 {
            return format!("p\u{a0}<\u{a0}{}", number::decimal(1, 3, self.language()));
        }
        // Beyond a tenth nobody needs the third decimal.
        match thousandths {
            0..100 => format!("p\u{a0}=\u{a0}{}", number::decimal(thousandths, 3, self.language())),
            _ => format!("p\u{a0}=\u{a0}{}", number::decimal(number::scaled(p, 100.0), 2, self.language())),
        }
    }

    /// What makes a week unusual.
    pub(crate) fn signal(self, signal: Signal) -> &'static str {
        match signal {
            Signal::Above => {
                self.pick("above the control limits", "au-dessus des limites de contrôle", "أعلى من حدود الضبط")
            }
            Signal::Below => {
                self.pick("below the control limits", "au-dessous des limites de contrôle", "أدنى من حدود الضبط")
            }
            Signal::OneSide { above: true } => self.pick(
                "ninth week in a row above what is usual",
                "neuvième semaine de suite au-dessus de l’habituel",
                "الأسبوع التاسع على التوالي فوق المعتاد",
            ),
            Signal::OneSide { above: false } => self.pick(
                "ninth week in a row below what is usual",
                "neuvième semaine de suite au-dessous de l’habituel",
                "الأسبوع التاسع على التوالي دون المعتاد",
            ),
            Signal::OneDirection { up: true } => {
                self.pick("rising week after week", "hausse de semaine en semaine", "ارتفاع أسبوعًا بعد أسبوع")
            }
            Signal::OneDirection { up: false } => {
                self.pick("falling week after week", "baisse de semaine en semaine", "انخفاض أسبوعًا بعد أسبوع")
            }
        }
    }

    /// What is unusual in a trend, and from what that is told.
    pub(crate) fn control(self, limited: bool, needed: usize, unusual: &[(&str, &str)], breaks: &[&str]) -> String {
        let mut said = Vec::new();
        said.push(match (limited, unusual, self.language()) {
            (false, _, Language::English) => format!("Control limits need {needed} weeks that are shown."),
            (false, _, Language::French) => {
                format!("Des limites de contrôle demandent {needed} semaines affichées.")
            }
(false, _, Language::Arabic) => format!("عدد الأسابيع المعروضة اللازم لحدود الضبط: {needed}."),
            (true, [], Language::English) => {
                format!("No week is unusual: all lie within the control limits, set by the first {needed} weeks shown.")
            }
            (true, [], Language::French) => format!(
                "Aucune semaine n’est inhabituelle\u{202f}: toutes sont dans les limites de contrôle, fixées par les {needed} premières semaines affichées."
            ),
(true, [], Language::Arabic) => format!("لا يوجد أسبوع غير معتاد: كل الأسابيع داخل حدود الضبط، المحسوبة من الأسابيع الأولى المعروضة وعددها {needed}."),
            (true, [.., (week, why)], _) => {
                let weeks = self.counted(
                    unusual.len() as u64,
                    ["week is unusual", "weeks are unusual"],
                    ["semaine est inhabituelle", "semaines sont inhabituelles"], ["أسبوع واحد غير معتاد", "أسبوعان غير معتادين", "أسابيع غير معتادة", "أسبوعًا غير معتاد", "أسبوع غير معتاد"]);
                match self.language() {
                    Language::English => format!(
                        "{weeks}, the latest the {week}: {why}. What is usual is set by the first {needed} weeks shown."
                    ),
                    Language::French => format!(
                        "{weeks}, la dernière étant la {week}\u{202f}: {why}. L’habituel est fixé par les {needed} premières semaines affichées."
                    ),
Language::Arabic => format!("{weeks}، آخرها {week}: {why}. يُحسب المعتاد من الأسابيع الأولى المعروضة وعددها {needed}."),
                }
            }
        });
        if let [first, ..] = breaks {
            said.push(match self.language() {
                Language::English => format!(
                    "The wording changed in the {first}{}: before and after can’t be held against each other.",
                    if breaks.len() > 1 { " and later" } else { "" }
                ),
                Language::French => format!(
                    "La formulation a changé la {first}{}\u{202f}: l’avant et l’après ne se comparent pas.",
                    if breaks.len() > 1 { " et plus tard" } else { "" }
                ),
                Language::Arabic => format!(
                    "تغيّرت الصياغة في {first}{}: لا تصح المقارنة بين ما قبلها وما بعدها.",
                    if breaks.len() > 1 { " وبعده" } else { "" }
                ),
            });
        }
        said.join(" ")
    }

    /// Which weeks are held against which.
    pub(crate) fn periods(self, name: &str, period: &str, before: &str) -> String {
        match self.language() {
            Language::English => format!("{name}: {period}, against {before}."),
            Language::French => format!("{name}\u{a0}: {period}, contre {before}."),
            Language::Arabic => format!("{name}: {period}، مقابل {before}."),
        }
    }

    /// What is read out when a report has changed: its first headline.
    pub(crate) fn spoken(self, report: &Report) -> String {
        let only = self.only(report);
        let Some(first) = report.sections.first() else {
            return if only.is_empty() { report.responses_text.clone() } else { only };
        };
        let figure =
            first.headline.figure.as_ref().map_or_else(String::new, |figure| format!("{}, ", figure.with_unit(self)));
        let updated = self.pick("Updated", "Mis à jour", "حُدِّث");
        let updated = self.named(updated, &format!("{} {figure}{}.", first.name, first.headline.base_text));
        let against = match (report.against.as_str(), first.changes.iter().find(|change| change.is_against())) {
            ("", _) | (_, None) => String::new(),
            (_, Some(against)) => format!(" {}", against.sentence),
        };
        if only.is_empty() { updated } else { format!("{only} {updated}{against}") }
    }

    /// What responses had to say to be in a report; empty where all of them are.
    fn only(self, report: &Report) -> String {
        if report.only.is_empty() {
            return String::new();
        }
        let names: Vec<&str> = report.only.iter().map(|one| one.name.as_str()).collect();
        self.named(self.only_those(), &format!("{} ({}).", names.join(self.comma()), report.only_text))
    }

    /// What stands before that.
    pub(crate) fn only_those(self) -> &'static str {
        self.pick("Only", "Seulement", "فقط")
    }

    /// How two differ, in a table.
    pub(crate) fn differs(self, difference: &Difference) -> String {
        let Difference { text, range, p_text, verdict, .. } = difference;
        let said: Vec<&str> = [range, p_text].into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        let said = said.join(self.comma());
        self.named(&format!("{text} ({said})"), &if self.rtl() { verdict.clone() } else { lower(verdict) })
    }

    /// A segment beside all others together.
    pub(crate) fn beside_the_rest(self, difference: &Difference) -> String {
        let Difference { text, range, p_text, verdict, .. } = difference;
        match self.language() {
            Language::English => format!("{text} from the rest ({range}, {p_text}): {}", lower(verdict)),
            Language::French => format!("{text} par rapport au reste ({range}, {p_text})\u{202f}: {}", lower(verdict)),
            Language::Arabic => format!("{text} مقارنةً بالبقية ({range}، {p_text}): {verdict}"),
        }
    }
}

/// With a small letter, inside a sentence.
pub(crate) fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
