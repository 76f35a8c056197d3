//! What is said of what goes with a score.

use super::Words;
use crate::model::Driver;
use madeleine_stats::{Language, NoEstimate};

impl Words {
    /// What stands above the picture.
    pub(crate) fn drivers_of(self, name: &str) -> String {
        format!("{} {}", self.pick("What goes with", "Ce qui va de pair avec", "ما يقترن بمؤشر"), self.apart(name))
    }

    /// What there is to see: R², whom it rests on, the largest share, and what the shares don't say.
    pub(crate) fn drivers(self, name: &str, r2: &str, [base, answered]: [u64; 2], each: &[Driver]) -> String {
        let (first, share) = each.first().map_or(("", ""), |first| (&first.name, &first.share_text));
        let (questions, base, answered) = (each.len(), self.count(base), self.count(answered));
        match self.language() {
            Language::English => format!(
                "{r2} of the differences in {name} go with these {questions} answers together (R²). The bars share that out: the most, {share}, to {first}. From the {base} people, of {answered}, who answered all of them. Association, not cause. The shares have no interval; close ones may change places."
            ),
            Language::French => format!(
                "{r2} des écarts de {name} vont de pair avec ces {questions} réponses prises ensemble (R²). Les barres répartissent cette part\u{a0}: la plus grande, {share}, revient à {first}. Base\u{a0}: les {base} personnes, sur {answered}, qui ont répondu à tout. Association, pas cause. Ces parts n’ont pas d’intervalle\u{202f}; si elles sont proches, elles pourraient changer de place."
            ),
            Language::Arabic => format!(
                "{r2} من الفروق في {} تقترن بهذه الإجابات معًا، وعددها {questions} (R²). توزّع الأعمدة هذه الحصة: أكبرها، {share}، من نصيب {}. العدد: {base} شخصًا، من أصل {answered}، أجابوا عنها جميعًا. اقتران لا سببية. ليس لهذه الحصص فاصل ثقة؛ والمتقاربة منها قد تتبادل مواقعها.",
                self.apart(name),
                self.apart(first)
            ),
        }
    }

    /// The columns of the table.
    pub(crate) fn driver_columns(self) -> [&'static str; 3] {
        [
            self.pick("Question", "Question", "السؤال"),
            self.pick("Share of R²", "Part du R²", "الحصة من R²"),
            self.pick("Correlation (r)", "Corrélation (r)", "الارتباط (r)"),
        ]
    }

    /// Why there is nothing to see.
    pub(crate) fn undriven(self, name: &str, predictors: &[String], why: &NoEstimate) -> String {
        let all = predictors.join(self.comma());
        let why = match why {
            NoEstimate::NoData | NoEstimate::InsufficientBase { .. } => self.pick(
                "too few people answered all of them (100, and 10 for each question)",
                "trop peu de personnes ont répondu à tout (il en faut 100, et 10 par question)",
                "عدد من أجابوا عنها جميعًا قليل جدًا (يلزم 100، و10 لكل سؤال)",
            ),
            NoEstimate::ZeroVariance => self.pick(
                "everybody answered one of them alike",
                "tout le monde a donné la même réponse à l’une d’elles",
                "أجاب الجميع عن أحدها الإجابة نفسها",
            ),
            NoEstimate::Singular => {
                self.pick("some of them repeat each other", "certaines se répètent", "بعضها يكرر بعضًا")
            }
            _ => self.pick("nothing goes with it", "rien ne va de pair", "لا شيء يقترن به"),
        };
        match self.language() {
            Language::English => format!("What goes with {name} isn’t shown; {all}: {why}."),
            Language::French => {
                format!("Ce qui va de pair avec {name} n’est pas affiché\u{202f}; {all}\u{a0}: {why}.")
            }
            Language::Arabic => format!("ما يقترن بمؤشر {} غير معروض؛ {}: {why}.", self.apart(name), self.apart(&all)),
        }
    }
}
