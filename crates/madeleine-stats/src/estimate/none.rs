//! Why there is no estimate.

use core::fmt;

/// Why an estimate can't be made or shown, as a reason and as a sentence.
///
/// ```
/// use madeleine_stats::{Language, NoEstimate};
/// let few = NoEstimate::InsufficientBase { needed: 10, have: 7 };
/// assert_eq!(few.code(), "insufficient_base");
/// assert_eq!(few.to_string(), "Too few answers: 7 of the 10 needed.");
/// assert_eq!(few.sentence(Language::French), "Trop peu de réponses : 7 sur les 10 nécessaires.");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoEstimate {
    /// Nobody has answered yet.
    NoData,
    /// Fewer answers than are needed.
    InsufficientBase {
        /// How many are needed.
        needed: u64,
        /// How many there are.
        have: u64,
    },
    /// All answers are the same and the method knows nothing then of how much they would vary.
    ZeroVariance,
    /// The instrument has one value per option, not one headline.
    OneForEachOption,
    /// The answers sort something into kinds: there is no number that stands for them.
    KindNotNumber,
    /// Hidden, so that a smaller number can't be worked out from it.
    Suppressed,
    /// The answers are words: they are read, not scored.
    NotScored,
    /// The tally isn't one of this instrument.
    WrongTally,
    /// A series has fewer periods with answers than it takes to tell a change from noise.
    TooFewPeriods {
        /// How many are needed.
        needed: u64,
        /// How many there are.
        have: u64,
    },
    /// Some of the questions say the same as others, so that what goes with which can't be told apart.
    Singular,
    /// The numbers given have no such estimate, because one of them is out of range.
    Undefined,
}

/// A language in which reasons are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// French.
    French,
    /// Arabic.
    Arabic,
}

impl Language {
    /// The language of a locale tag such as `fr-CA`; English for one that isn't known.
    pub fn of_locale(tag: &str) -> Self {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        match language.to_ascii_lowercase().as_str() {
            "fr" => Self::French,
            "ar" => Self::Arabic,
            _ => Self::English,
        }
    }
}

impl NoEstimate {
    /// A stable word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoData => "no_data",
            Self::InsufficientBase { .. } => "insufficient_base",
            Self::ZeroVariance => "zero_variance",
            Self::OneForEachOption => "one_for_each_option",
            Self::KindNotNumber => "kind_not_number",
            Self::Suppressed => "suppressed",
            Self::NotScored => "not_scored",
            Self::WrongTally => "wrong_tally",
            Self::TooFewPeriods { .. } => "too_few_periods",
            Self::Singular => "singular",
            Self::Undefined => "undefined",
        }
    }

    /// A sentence for people.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::English => self.english(),
            Language::French => self.french(),
            Language::Arabic => self.arabic(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::NoData => "No answers yet.".into(),
            Self::InsufficientBase { needed, have } => format!("Too few answers: {have} of the {needed} needed."),
            Self::ZeroVariance => "All answers are the same: this method can't tell how far to trust them.".into(),
            Self::OneForEachOption => "This question has one share per option, not one score.".into(),
            Self::KindNotNumber => "These answers sort into kinds: no single number stands for them.".into(),
            Self::Suppressed => "Hidden, so that a smaller group can't be worked out from it.".into(),
            Self::NotScored => "These answers are words: they are read, not scored.".into(),
            Self::WrongTally => "These counts belong to another question.".into(),
            Self::TooFewPeriods { needed, have } => {
                format!("Too few periods with answers: {have} of the {needed} needed.")
            }
            Self::Singular => "Some of these questions say the same: their parts can't be told apart.".into(),
            Self::Undefined => "These numbers have no estimate.".into(),
        }
    }

    fn french(&self) -> String {
        match self {
            Self::NoData => "Aucune réponse pour l’instant.".into(),
            Self::InsufficientBase { needed, have } => {
                format!("Trop peu de réponses : {have} sur les {needed} nécessaires.")
            }
            Self::ZeroVariance => {
                "Toutes les réponses sont identiques : cette méthode ne permet pas d’en estimer la précision.".into()
            }
            Self::OneForEachOption => "Cette question donne une part par option, pas un score unique.".into(),
            Self::KindNotNumber => {
                "Ces réponses se rangent par catégories : aucun chiffre unique ne les résume.".into()
            }
            Self::Suppressed => "Masqué, pour qu’un groupe plus petit ne puisse pas s’en déduire.".into(),
            Self::NotScored => "Ces réponses sont des textes : elles se lisent, elles ne se notent pas.".into(),
            Self::WrongTally => "Ces effectifs appartiennent à une autre question.".into(),
            Self::TooFewPeriods { needed, have } => {
                format!("Trop peu de périodes avec des réponses : {have} sur les {needed} nécessaires.")
            }
            Self::Singular => {
                "Certaines de ces questions disent la même chose : leurs parts ne se distinguent pas.".into()
            }
            Self::Undefined => "Ces nombres ne permettent aucune estimation.".into(),
        }
    }

    fn arabic(&self) -> String {
        match self {
            Self::NoData => "لا توجد إجابات بعد.".into(),
            Self::InsufficientBase { needed, have } => {
                format!("عدد الإجابات غير كافٍ: {have} من أصل {needed} لازمة.")
            }
            Self::ZeroVariance => "جميع الإجابات متطابقة: لا تتيح هذه الطريقة تقدير دقتها.".into(),
            Self::OneForEachOption => "لهذا السؤال نسبة لكل خيار، لا نتيجة واحدة.".into(),
            Self::KindNotNumber => "تتوزع هذه الإجابات على أنواع: لا يلخصها رقم واحد.".into(),
            Self::Suppressed => "مخفي حتى لا تُستنتج منه نتيجة مجموعة أصغر.".into(),
            Self::NotScored => "هذه الإجابات نصوص: تُقرأ ولا تُحتسب.".into(),
            Self::WrongTally => "هذه الأعداد تخص سؤالًا آخر.".into(),
            Self::TooFewPeriods { needed, have } => {
                format!("عدد الفترات التي فيها إجابات غير كافٍ: {have} من أصل {needed} لازمة.")
            }
            Self::Singular => "بعض هذه الأسئلة يقول الشيء نفسه: لا يمكن التمييز بين أثر كل منها.".into(),
            Self::Undefined => "لا تسمح هذه الأرقام بأي تقدير.".into(),
        }
    }
}

impl fmt::Display for NoEstimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::English))
    }
}

impl core::error::Error for NoEstimate {}
