//! How things are called.

use super::{Words, apart};
use madeleine_core::instrument::{Form, Key};
use madeleine_core::response::State;
use madeleine_stats::estimate::Unit;
use madeleine_stats::score::{Kano, KanoKind};
use madeleine_stats::tally::Dimension;
use madeleine_stats::{Language, Method};

impl Words {
    /// By what a breakdown is made, as a heading ends: "by touchpoint".
    pub(crate) fn by(self, dimension: &Dimension) -> String {
        let named = match dimension {
            Dimension::Touchpoint => self.pick("by touchpoint", "par point de contact", "حسب نقطة التواصل"),
            Dimension::Stage => self.pick("by stage", "par étape", "حسب المرحلة"),
            Dimension::Channel => self.pick("by channel", "par canal", "حسب القناة"),
            Dimension::Locale => self.pick("by language", "par langue", "حسب اللغة"),
            Dimension::Device => self.pick("by device", "par appareil", "حسب الجهاز"),
            Dimension::Surface => self.pick("by surface", "par surface", "حسب موضع الظهور"),
            Dimension::Survey => self.pick("by survey", "par questionnaire", "حسب الاستبيان"),
            Dimension::Wording => self.pick("by wording", "par formulation", "حسب الصياغة"),
            Dimension::State => self.pick("by state", "par état", "حسب الحالة"),
            Dimension::Sample => self.pick("by sampling rate", "par taux d’échantillonnage", "حسب معدل المعاينة"),
            Dimension::Item => self.pick("by item", "par question", "حسب السؤال"),
            Dimension::Context(key) => return format!("{} {}", self.pick("by", "par", "حسب"), key.replace('_', " ")),
        };
        named.into()
    }

    /// The column of a breakdown.
    pub(crate) fn dimension(self, dimension: &Dimension) -> String {
        let named = match dimension {
            Dimension::Touchpoint => self.pick("Touchpoint", "Point de contact", "نقطة التواصل"),
            Dimension::Stage => self.pick("Stage", "Étape", "المرحلة"),
            Dimension::Channel => self.pick("Channel", "Canal", "القناة"),
            Dimension::Locale => self.pick("Language", "Langue", "اللغة"),
            Dimension::Device => self.pick("Device", "Appareil", "الجهاز"),
            Dimension::Surface => self.pick("Surface", "Surface", "موضع الظهور"),
            Dimension::Survey => self.pick("Survey", "Questionnaire", "الاستبيان"),
            Dimension::Wording => self.pick("Wording", "Formulation", "الصياغة"),
            Dimension::State => self.pick("State", "État", "الحالة"),
            Dimension::Sample => self.pick("Sampling rate", "Taux d’échantillonnage", "معدل المعاينة"),
            Dimension::Item => self.pick("Item", "Question", "السؤال"),
            Dimension::Context(key) => return crate::labels::readable(key),
        };
        named.into()
    }

    /// A breakdown's value that a response doesn't give.
    pub(crate) fn unnamed(self) -> &'static str {
        self.pick("Not said", "Non précisé", "غير محدد")
    }

    /// How a method is called in a sentence.
    pub(crate) fn method(self, method: Method) -> &'static str {
        match method {
            Method::Wilson => self.pick("Wilson score interval", "intervalle de score de Wilson", "فاصل ويلسون"),
            Method::AdjustedWald => {
                self.pick("adjusted Wald interval", "intervalle de Wald ajusté", "فاصل والد المعدَّل")
            }
            Method::AdjustedMean => {
                self.pick("adjusted interval of the mean", "intervalle ajusté de la moyenne", "فاصل المتوسط المعدَّل")
            }
            Method::MeanT => self.pick(
                "Student’s t interval of the mean",
                "intervalle de Student de la moyenne",
                "فاصل المتوسط وفق توزيع ستيودنت",
            ),
            other => other.code(),
        }
    }

    /// What a number is measured in, as it stands behind it.
    pub(crate) fn unit(self, unit: Unit) -> &'static str {
        match unit {
            Unit::Share => "%",
            Unit::Points => self.pick("points", "points", "نقطة"),
            Unit::ScalePoints => "",
            Unit::Index => "/ 100",
        }
    }

    /// How far a sitting got.
    pub(crate) fn state(self, state: State) -> &'static str {
        match state {
            State::Displayed => self.pick("Shown, nothing answered", "Affiché, sans réponse", "عُرض دون أي إجابة"),
            State::Started => self.pick("Started", "Commencé", "بدأ الإجابة"),
            State::Partial => self.pick("Answered in part", "Réponse partielle", "أجاب جزئيًا"),
            State::Completed => self.pick("Answered to the end", "Réponse complète", "أجاب حتى النهاية"),
            State::Dismissed => self.pick("Closed before the end", "Fermé avant la fin", "أُغلق قبل النهاية"),
        }
    }

    /// The favourable, neutral and unfavourable side of an instrument.
    pub(crate) fn sides(self, instrument: &str) -> [&'static str; 3] {
        match instrument {
            "csat" => [
                self.pick("Satisfied", "Satisfaits", "راضون"),
                self.pick("Neither", "Ni l’un ni l’autre", "لا هذا ولا ذاك"),
                self.pick("Dissatisfied", "Insatisfaits", "غير راضين"),
            ],
            "ces1" | "ces2" | "ease5" | "ease7" => [
                self.pick("Easy", "Facile", "سهل"),
                self.pick("Neither", "Ni l’un ni l’autre", "لا هذا ولا ذاك"),
                self.pick("Hard", "Difficile", "صعب"),
            ],
            "ltr11" => [
                self.pick("Promoters, 9–10", "Promoteurs, 9–10", "المروّجون، 9 أو 10"),
                self.pick("Passives, 7–8", "Passifs, 7–8", "المحايدون، 7 أو 8"),
                self.pick("Detractors, 0–6", "Détracteurs, 0–6", "المنتقدون، من 0 إلى 6"),
            ],
            "nms" => [
                self.pick("Good memory only", "Bon souvenir seulement", "ذكرى إيجابية فقط"),
                self.pick("Both or none", "Les deux ou aucun", "كلتاهما أو لا شيء"),
                self.pick("Bad memory only", "Mauvais souvenir seulement", "ذكرى سلبية فقط"),
            ],
            "fcr" => [
                self.pick("Resolved", "Résolue", "تم الحل"),
                self.pick("Not yet", "Pas encore", "ليس بعد"),
                self.pick("Not resolved", "Non résolue", "لم يُحل"),
            ],
            "expectation" => [
                self.pick("Met or exceeded", "Satisfaites ou dépassées", "كما هو متوقع أو أفضل"),
                self.pick("Neither", "Ni l’un ni l’autre", "لا هذا ولا ذاك"),
                self.pick("Not met", "Déçues", "أسوأ من المتوقع"),
            ],
            _ => [
                self.pick("Favourable", "Favorable", "إيجابي"),
                self.pick("Neither", "Ni l’un ni l’autre", "لا هذا ولا ذاك"),
                self.pick("Unfavourable", "Défavorable", "سلبي"),
            ],
        }
    }
}

impl Words {
    /// How a method is called, by its code.
    pub(crate) fn method_of(self, code: &str) -> &'static str {
        let known = [Method::Wilson, Method::AdjustedWald, Method::AdjustedMean, Method::MeanT];
        known.into_iter().find(|method| method.code() == code).map_or("", |method| self.method(method))
    }

    /// A category that several answers together fall into.
    pub(crate) fn joint_category(self, key: &str, at: usize) -> &'static str {
        let categories = match key {
            "fcr_strict" => [
                self.pick("Resolved at the first contact", "Résolue au premier contact", "حُل من أول تواصل"),
                self.pick("Resolved later", "Résolue plus tard", "حُل لاحقًا"),
                self.pick("Not resolved", "Non résolue", "لم يُحل"),
            ],
            _ => [
                self.pick("High", "Forte", "مرتفع"),
                self.pick("Medium", "Moyenne", "متوسط"),
                self.pick("Low", "Faible", "منخفض"),
            ],
        };
        categories.get(at).copied().unwrap_or_default()
    }

    /// What Kano's kinds are called.
    pub(crate) fn kano_kind(self, kind: KanoKind) -> &'static str {
        match kind {
            KanoKind::MustBe => self.pick("Must be there", "Indispensable", "أساسية"),
            KanoKind::OneDimensional => self.pick("The more the better", "Proportionnelle", "كلما زادت كان أفضل"),
            KanoKind::Attractive => self.pick("Delights", "Attractive", "جاذبة"),
            KanoKind::Indifferent => self.pick("Indifferent", "Indifférente", "لا تُحدث فرقًا"),
            KanoKind::Reverse => self.pick("Better without", "Inverse", "عدمها أفضل"),
            KanoKind::Questionable => self.pick("Contradictory answers", "Réponses contradictoires", "إجابات متناقضة"),
        }
    }

    /// What a Kano pair says in a sentence: what having the feature could please, and lacking it displease.
    pub(crate) fn kano(self, kano: &Kano, [better, worse]: [&str; 2]) -> String {
        let clear = match kano.is_clear {
            true => "",
            false => self.pick(
                " The two most frequent kinds don’t clearly differ.",
                " Les deux premières réponses ne diffèrent pas nettement.",
                " لا يوجد فرق واضح بين النوعين الأكثر تكرارًا.",
            ),
        };
        match self.language() {
            Language::English => format!("Having it could please {better}, lacking it displease {worse}.{clear}"),
            Language::French => {
                format!("L’avoir pourrait plaire à {better}, ne pas l’avoir déplaire à {worse}.{clear}")
            }
            Language::Arabic => format!("قد يُرضي وجودها {better}، وقد يُزعج غيابها {worse}.{clear}"),
        }
    }

    /// The shares of groups of options, in one sentence; nothing where there are none.
    pub(crate) fn groups(self, groups: &[(&str, String)]) -> String {
        let name = |group: &str| match group {
            "positive" => {
                self.pick("at least one good emotion", "au moins une émotion positive", "شعورًا إيجابيًا واحدًا على الأقل:")
            }
            "negative" => {
                self.pick("at least one bad emotion", "au moins une émotion négative", "شعورًا سلبيًا واحدًا على الأقل:")
            }
            "knowledge" => self.pick("knowing what is expected", "connaître les attentes", "معرفة التوقعات:"),
            "design" => self.pick("designing for it", "concevoir pour elles", "التصميم لها:"),
            "delivery" => self.pick("delivering it", "tenir la promesse", "الوفاء بها:"),
            _ => "",
        };
        let named: Vec<String> = groups.iter().map(|(group, share)| format!("{} {share}", name(group))).collect();
        match (named.is_empty(), groups.len()) {
            (true, _) => String::new(),
            (_, 3) => {
                format!("{} {}.", self.pick("Gaps in", "Écarts\u{202f}:", "الفجوات في"), named.join(self.comma()))
            }
            _ => format!("{} {}.", self.pick("Of them", "Parmi elles,", "نسبة من ذكروا"), named.join(self.comma())),
        }
    }

    /// "Mean, 1 to 5".
    pub(crate) fn mean(self, key: &Key) -> String {
        let ends = match key.instrument.form {
            Form::Scale(scale) => [scale.first, scale.last()],
            _ => [0, 0],
        };
        match self.language() {
            Language::English => format!("Mean, {} to {}", ends[0], ends[1]),
            Language::French => format!("Moyenne, de {} à {}", ends[0], ends[1]),
            Language::Arabic => format!("المتوسط، من {} إلى {}", ends[0], ends[1]),
        }
    }

    /// The columns of a table of scores, behind the one that names the rows.
    pub(crate) fn columns(self, first: Option<&str>) -> Vec<String> {
        let others = [
            self.pick("Value", "Valeur", "القيمة"),
            self.pick("95\u{a0}% interval", "Intervalle à 95\u{202f}%", "فاصل الثقة 95\u{200e}%\u{200e}"),
            self.pick("Base", "Base", "عدد الإجابات"),
            self.pick("Remark", "Remarque", "ملاحظة"),
        ];
        first.into_iter().chain(others).map(String::from).collect()
    }

    /// The columns of a table of answers or options.
    pub(crate) fn bar_columns(self) -> [&'static str; 4] {
        [
            self.pick("Answer", "Réponse", "الإجابة"),
            self.pick("People", "Personnes", "الأشخاص"),
            self.pick("Share", "Part", "النسبة"),
            self.pick("95\u{a0}% interval", "Intervalle à 95\u{202f}%", "فاصل الثقة 95\u{200e}%\u{200e}"),
        ]
    }

    /// What a gauge shows.
    pub(crate) fn on_its_scale(self, range: &str, base: &str) -> String {
        match self.language() {
            Language::English => format!("95\u{a0}% interval from {range}, {base}."),
            Language::French => format!("Intervalle à 95\u{202f}% de {range}, {base}."),
            Language::Arabic => format!("فاصل الثقة 95\u{200e}%\u{200e} {range}، {base}."),
        }
    }

    /// What a picture of answers says in words.
    pub(crate) fn most_frequent(self, name: &str, share: &str) -> String {
        match self.language() {
            Language::English => format!("Most frequent: {name}, {share}."),
            Language::French => format!("La plus fréquente\u{202f}: {name}, {share}."),
            Language::Arabic => format!("الأكثر تكرارًا: {}، {share}.", apart(name)),
        }
    }
}

/// A language as those call it who speak it; as its tag where we have no words in it.
pub(crate) fn language(tag: &str) -> String {
    const KNOWN: [(&str, &str); 10] = [
        ("ar", "العربية"),
        ("de", "Deutsch"),
        ("en", "English"),
        ("es", "español"),
        ("fr", "français"),
        ("it", "italiano"),
        ("ja", "日本語"),
        ("nl", "Nederlands"),
        ("pl", "polski"),
        ("pt", "português"),
    ];
    let known = KNOWN.iter().find(|(known, _)| *known == tag);
    known.map_or_else(|| tag.into(), |(_, name)| (*name).into())
}
