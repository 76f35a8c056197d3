//! What is said of a journey.

use super::{Words, apart};
use crate::model::Difference;
use crate::wording::lower;
use madeleine_stats::Language;
use madeleine_stats::operation::Stage;

impl Words {
    /// A stage of the 5A journey.
    pub(crate) fn stage(self, stage: Stage) -> &'static str {
        match stage {
            Stage::Aware => self.pick("Aware", "Découverte", "المعرفة"),
            Stage::Appeal => self.pick("Appeal", "Attrait", "الجاذبية"),
            Stage::Ask => self.pick("Ask", "Recherche", "الاستفسار"),
            Stage::Act => self.pick("Act", "Achat", "الشراء"),
            Stage::Advocate => self.pick("Advocate", "Recommandation", "التوصية"),
        }
    }

    /// In what a stage stands out: `best`, `weakest` or `last`.
    pub(crate) fn mark(self, mark: &str) -> &'static str {
        match mark {
            "best" => self.pick("best", "meilleure", "الأفضل"),
            "weakest" => self.pick("weakest", "plus faible", "الأضعف"),
            _ => self.pick("last", "dernière", "الأخيرة"),
        }
    }

    /// What there is to see: the best stage and the weakest, each with its number, the last one, and between which two the step is largest.
    pub(crate) fn journey(
        self,
        ends: Option<[(String, String); 2]>,
        (last, last_value): (String, String),
        largest: Option<(&str, &str, &Difference)>,
    ) -> String {
        let seen = match (ends, self.language()) {
            (Some([(best, most), (weakest, least)]), Language::English) => {
                format!("Best at {best} ({most}), weakest at {weakest} ({least}), last {last} ({last_value}).")
            }
            (Some([(best, most), (weakest, least)]), Language::French) => format!(
                "La meilleure étape\u{a0}: {best} ({most})\u{202f}; la plus faible\u{a0}: {weakest} ({least})\u{202f}; la dernière\u{a0}: {last} ({last_value})."
            ),
            (Some([(best, most), (weakest, least)]), Language::Arabic) => format!(
                "الأفضل عند {} ({most})، والأضعف عند {} ({least})، والأخيرة {} ({last_value}).",
                apart(&best),
                apart(&weakest),
                apart(&last)
            ),
            (None, Language::English) => format!("All stages are at {last_value}."),
            (None, Language::French) => format!("Toutes les étapes sont à {last_value}."),
            (None, Language::Arabic) => format!("جميع المراحل عند {last_value}."),
        };
        let Some((from, to, Difference { text, range, p_text, verdict, .. })) = largest else { return seen };
        let verdict = lower(verdict);
        match self.language() {
            Language::English => {
                format!("{seen} The largest step is from {from} to {to}: {text} ({range}, {p_text}), {verdict}.")
            }
            Language::French => {
                format!("{seen} Le plus grand écart est de {from} à {to}\u{a0}: {text} ({range}, {p_text}), {verdict}.")
            }
            Language::Arabic => {
                format!("{seen} أكبر خطوة من {} إلى {}: {text} ({range}، {p_text})، {verdict}.", apart(from), apart(to))
            }
        }
    }

    /// A stage beside the one before.
    pub(crate) fn beside_the_stage_before(self, difference: &Difference) -> String {
        let Difference { text, range, p_text, verdict, .. } = difference;
        let verdict = lower(verdict);
        match self.language() {
            Language::English => format!("{text} from the stage before ({range}, {p_text}): {verdict}"),
            Language::French => {
                format!("{text} par rapport à l’étape précédente ({range}, {p_text})\u{202f}: {verdict}")
            }
            Language::Arabic => format!("{text} مقارنةً بالمرحلة السابقة ({range}، {p_text}): {verdict}"),
        }
    }
}
