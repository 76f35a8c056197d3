//! What is said of what happened beside the answers.

use super::{Words, lower};
use crate::number;
use madeleine_stats::Language;
use madeleine_stats::operation::{Rate, TOGETHER_FROM};

impl Words {
    /// What stands above the card.
    pub(crate) fn operations(self) -> &'static str {
        self.pick("Operations", "Opérations", "العمليات")
    }

    /// What stands above the picture.
    pub(crate) fn operations_beside(self, score: Option<&str>) -> String {
        match (score, self.language()) {
            (None, Language::English) => "Operations by week".into(),
            (None, Language::French) => "Opérations par semaine".into(),
            (None, Language::Arabic) => "العمليات حسب الأسبوع".into(),
            (Some(score), Language::English) => format!("Operations beside {score}, by week"),
            (Some(score), Language::French) => format!("Opérations et {score}, par semaine"),
            (Some(score), Language::Arabic) => format!("العمليات إلى جانب {score}، حسب الأسبوع"),
        }
    }

    /// What stands above the card of the closed loop.
    pub(crate) fn closed_loop(self) -> &'static str {
        self.pick("Closed loop", "Suivi des insatisfaits", "متابعة غير الراضين")
    }

    /// How a share is called.
    pub(crate) fn rate(self, rate: Rate) -> &'static str {
        match rate {
            Rate::Missed => self.pick("Missed contacts", "Contacts manqués", "الاتصالات الفائتة"),
            Rate::Repeated => self.pick("Repeated requests", "Demandes répétées", "الطلبات المتكررة"),
            Rate::InTime => {
                self.pick("Waits within the target", "Attentes dans le délai visé", "الانتظار ضمن المهلة المستهدفة")
            }
            Rate::Contacted => self.pick("Contacted, of alerts", "Rappels, sur alertes", "جرى التواصل، من التنبيهات"),
            Rate::ContactedInTime => self.pick("In time, of alerts", "À temps, sur alertes", "في الموعد، من التنبيهات"),
            Rate::Recovered => {
                self.pick("Put right, of contacted", "Rétablis, sur rappels", "تم الحل، ممن تواصلنا معهم")
            }
        }
    }

    /// How long people waited: the mean, what half of them and what nine in ten didn't exceed.
    pub(crate) fn waits(self) -> [&'static str; 3] {
        [
            self.pick("Mean wait", "Attente moyenne", "متوسط الانتظار"),
            self.pick("Half waited at most", "La moitié a attendu au plus", "انتظر النصف على الأكثر"),
            self.pick("Nine in ten waited at most", "Neuf sur dix ont attendu au plus", "انتظر تسعة من عشرة على الأكثر"),
        ]
    }

    /// A wait in seconds.
    pub(crate) fn seconds(self, seconds: f64) -> String {
        let number = number::decimal(number::scaled(seconds, 1.0), 0, self.language());
        format!("{number}\u{a0}{}", self.pick("s", "s", "ث"))
    }

    /// Where the numbers come from, of which touchpoints, and over how many weeks.
    pub(crate) fn operations_of(self, touchpoints: &[String], weeks: u64) -> String {
        let weeks = self.counted(
            weeks,
            ["week", "weeks"],
            ["semaine", "semaines"],
            ["أسبوع واحد", "أسبوعان", "أسابيع", "أسبوعًا", "أسبوع"],
        );
        let of = match touchpoints {
            [] => String::new(),
            some => format!(" ({})", some.join(self.comma())),
        };
        match self.language() {
            Language::English => format!("From your own systems{of}, over {weeks}."),
            Language::French => format!("D’après vos propres systèmes{of}, sur {weeks}."),
            Language::Arabic => format!("من أنظمتكم{of}؛ المدة: {weeks}."),
        }
    }

    /// How each goes with a score, week by week, or that there are too few weeks to tell.
    pub(crate) fn go_together(self, score: &str, each: &[(&str, String, u64)], most: u64) -> String {
        if each.is_empty() {
            let needed = TOGETHER_FROM as u64;
            return match self.language() {
                Language::English => format!(
                    "Whether they go together with {score} isn’t said: that takes {needed} weeks that show both; there are {most}."
                ),
                Language::French => format!(
                    "Rien n’est dit de leur lien avec {score}\u{202f}: il faut {needed} semaines montrant les deux, il y en a {most}."
                ),
                Language::Arabic => {
                    format!("لا يُذكر اقترانها بمؤشر {score}: يلزم {needed} أسبوعًا يظهر فيها كلاهما، والمتاح {most}.")
                }
            };
        }
        let told = |(name, r, weeks): &(&str, String, u64)| match self.language() {
            Language::English => format!("{}, r\u{a0}=\u{a0}{r} ({weeks} weeks)", lower(name)),
            Language::French => format!("{}, r\u{a0}=\u{a0}{r} ({weeks} semaines)", lower(name)),
            Language::Arabic => format!("{name}، r\u{a0}=\u{a0}{r} (عدد الأسابيع {weeks})"),
        };
        let all = each.iter().map(told).collect::<Vec<_>>().join(self.semicolon());
        match self.language() {
            Language::English => format!(
                "With {score}, week by week: {all}. Association, not cause; r has no interval, since weeks follow each other."
            ),
            Language::French => format!(
                "Avec {score}, semaine par semaine\u{a0}: {all}. Association, pas cause\u{202f}; r n’a pas d’intervalle, car les semaines se suivent."
            ),
            Language::Arabic => {
                format!("مع {score}، أسبوعًا بأسبوع: {all}. اقتران لا سببية؛ وليس لقيمة r فاصل ثقة لأن الأسابيع متتابعة.")
            }
        }
    }

    /// What an alert is, and that quantiles don't add up: what stands below the cards.
    pub(crate) fn about_alerts(self) -> &'static str {
        self.pick(
            "An alert is a low answer (satisfaction or ease of 1 or 2, a request not resolved) of somebody who agreed to be contacted.",
            "Une alerte est une réponse basse (satisfaction ou facilité de 1 ou 2, demande non résolue) d’une personne qui accepte d’être contactée.",
            "التنبيه إجابة منخفضة (رضا أو سهولة بدرجة 1 أو 2، أو طلب لم يُحل) ممن وافق على التواصل معه.",
        )
    }

    /// That there is nothing to see, since it is about a few people.
    pub(crate) fn few_alerts(self, least: u64) -> String {
        match self.language() {
            Language::English => {
                format!("Not shown: fewer than {least} alerts, or a group that small could be worked out.")
            }
            Language::French => {
                format!(
                    "Non affiché\u{202f}: moins de {least} alertes, ou un groupe aussi petit pourrait en être déduit."
                )
            }
            Language::Arabic => format!("غير معروض: أقل من {least} تنبيهات، أو قد تُستنتج منه مجموعة بهذا الصغر."),
        }
    }

    /// That what happened isn't of one part of the responses.
    pub(crate) fn operations_uncut(self) -> &'static str {
        self.pick(
            "Operations and closed loop aren’t shown: they are cut by week and touchpoint only.",
            "Les opérations et le suivi ne sont pas affichés\u{202f}: ils ne sont ventilés que par semaine et point de contact.",
            "العمليات والمتابعة غير معروضتين: لا تُقسَّمان إلا حسب الأسبوع ونقطة التواصل.",
        )
    }
}
