//! How things are called.

use super::Words;
use madeleine_core::instrument::{Form, Key};
use madeleine_core::response::State;
use madeleine_stats::estimate::Unit;
use madeleine_stats::score::{Kano, KanoKind};
use madeleine_stats::tally::Dimension;
use madeleine_stats::{Language, Method};

impl Words {
    /// The name of a score.
    pub(crate) fn score(self, key: &Key) -> &'static str {
        let [english, french] = key.name;
        self.pick(english, french)
    }

    /// The short name of a score, for a tab.
    pub(crate) fn short_score(self, key: &Key) -> &'static str {
        let [english, french] = key.short_name;
        self.pick(english, french)
    }

    /// By what a breakdown is made, as a heading ends: "by touchpoint".
    pub(crate) fn by(self, dimension: &Dimension) -> String {
        let named = match dimension {
            Dimension::Touchpoint => self.pick("by touchpoint", "par point de contact"),
            Dimension::Stage => self.pick("by stage", "par étape"),
            Dimension::Channel => self.pick("by channel", "par canal"),
            Dimension::Locale => self.pick("by language", "par langue"),
            Dimension::Device => self.pick("by device", "par appareil"),
            Dimension::Surface => self.pick("by surface", "par surface"),
            Dimension::Survey => self.pick("by survey", "par questionnaire"),
            Dimension::Wording => self.pick("by wording", "par formulation"),
            Dimension::State => self.pick("by state", "par état"),
            Dimension::Sample => self.pick("by sampling rate", "par taux d’échantillonnage"),
            Dimension::Item => self.pick("by item", "par question"),
            Dimension::Context(key) => return format!("{} {}", self.pick("by", "par"), key.replace('_', " ")),
        };
        named.into()
    }

    /// The column of a breakdown.
    pub(crate) fn dimension(self, dimension: &Dimension) -> String {
        let named = match dimension {
            Dimension::Touchpoint => self.pick("Touchpoint", "Point de contact"),
            Dimension::Stage => self.pick("Stage", "Étape"),
            Dimension::Channel => self.pick("Channel", "Canal"),
            Dimension::Locale => self.pick("Language", "Langue"),
            Dimension::Device => self.pick("Device", "Appareil"),
            Dimension::Surface => self.pick("Surface", "Surface"),
            Dimension::Survey => self.pick("Survey", "Questionnaire"),
            Dimension::Wording => self.pick("Wording", "Formulation"),
            Dimension::State => self.pick("State", "État"),
            Dimension::Sample => self.pick("Sampling rate", "Taux d’échantillonnage"),
            Dimension::Item => self.pick("Item", "Question"),
            Dimension::Context(key) => return crate::labels::readable(key),
        };
        named.into()
    }

    /// A breakdown's value that a response doesn't give.
    pub(crate) fn unnamed(self) -> &'static str {
        self.pick("Not said", "Non précisé")
    }

    /// How a method is called in a sentence.
    pub(crate) fn method(self, method: Method) -> &'static str {
        match method {
            Method::Wilson => self.pick("Wilson score interval", "intervalle de score de Wilson"),
            Method::AdjustedWald => self.pick("adjusted Wald interval", "intervalle de Wald ajusté"),
            Method::AdjustedMean => self.pick("adjusted interval of the mean", "intervalle ajusté de la moyenne"),
            Method::MeanT => self.pick("Student’s t interval of the mean", "intervalle de Student de la moyenne"),
            other => other.code(),
        }
    }

    /// What a number is measured in, as it stands behind it.
    pub(crate) fn unit(self, unit: Unit) -> &'static str {
        match unit {
            Unit::Share => "%",
            Unit::Points => self.pick("points", "points"),
            Unit::ScalePoints => "",
            Unit::Index => "/ 100",
        }
    }

    /// How far a sitting got.
    pub(crate) fn state(self, state: State) -> &'static str {
        match state {
            State::Displayed => self.pick("Shown, nothing answered", "Affiché, sans réponse"),
            State::Started => self.pick("Started", "Commencé"),
            State::Partial => self.pick("Answered in part", "Réponse partielle"),
            State::Completed => self.pick("Answered to the end", "Réponse complète"),
            State::Dismissed => self.pick("Closed before the end", "Fermé avant la fin"),
        }
    }

    /// The favourable, neutral and unfavourable side of an instrument.
    pub(crate) fn sides(self, instrument: &str) -> [&'static str; 3] {
        match instrument {
            "csat" => [
                self.pick("Satisfied", "Satisfaits"),
                self.pick("Neither", "Ni l’un ni l’autre"),
                self.pick("Dissatisfied", "Insatisfaits"),
            ],
            "ces1" | "ces2" | "ease5" | "ease7" => [
                self.pick("Easy", "Facile"),
                self.pick("Neither", "Ni l’un ni l’autre"),
                self.pick("Hard", "Difficile"),
            ],
            "ltr11" => [
                self.pick("Promoters, 9–10", "Promoteurs, 9–10"),
                self.pick("Passives, 7–8", "Passifs, 7–8"),
                self.pick("Detractors, 0–6", "Détracteurs, 0–6"),
            ],
            "nms" => [
                self.pick("Good memory only", "Bon souvenir seulement"),
                self.pick("Both or none", "Les deux ou aucun"),
                self.pick("Bad memory only", "Mauvais souvenir seulement"),
            ],
            "fcr" => [
                self.pick("Resolved", "Résolue"),
                self.pick("Not yet", "Pas encore"),
                self.pick("Not resolved", "Non résolue"),
            ],
            "expectation" => [
                self.pick("Met or exceeded", "Satisfaites ou dépassées"),
                self.pick("Neither", "Ni l’un ni l’autre"),
                self.pick("Not met", "Déçues"),
            ],
            _ => [
                self.pick("Favourable", "Favorable"),
                self.pick("Neither", "Ni l’un ni l’autre"),
                self.pick("Unfavourable", "Défavorable"),
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
                self.pick("Resolved at the first contact", "Résolue au premier contact"),
                self.pick("Resolved later", "Résolue plus tard"),
                self.pick("Not resolved", "Non résolue"),
            ],
            _ => [self.pick("High", "Forte"), self.pick("Medium", "Moyenne"), self.pick("Low", "Faible")],
        };
        categories.get(at).copied().unwrap_or_default()
    }

    /// What Kano's kinds are called.
    pub(crate) fn kano_kind(self, kind: KanoKind) -> &'static str {
        match kind {
            KanoKind::MustBe => self.pick("Must be there", "Indispensable"),
            KanoKind::OneDimensional => self.pick("The more the better", "Proportionnelle"),
            KanoKind::Attractive => self.pick("Delights", "Attractive"),
            KanoKind::Indifferent => self.pick("Indifferent", "Indifférente"),
            KanoKind::Reverse => self.pick("Better without", "Inverse"),
            KanoKind::Questionable => self.pick("Contradictory answers", "Réponses contradictoires"),
        }
    }

    /// What a Kano pair says in a sentence: what having the feature could please, and lacking it displease.
    pub(crate) fn kano(self, kano: &Kano, [better, worse]: [&str; 2]) -> String {
        let clear = match kano.is_clear {
            true => "",
            false => self.pick(
                " The two most frequent kinds don’t clearly differ.",
                " Les deux premières réponses ne diffèrent pas nettement.",
            ),
        };
        match self.0 {
            Language::English => format!("Having it could please {better}, lacking it displease {worse}.{clear}"),
            Language::French => {
                format!("L’avoir pourrait plaire à {better}, ne pas l’avoir déplaire à {worse}.{clear}")
            }
        }
    }

    /// The shares of groups of options, in one sentence; nothing where there are none.
    pub(crate) fn groups(self, groups: &[(&str, String)]) -> String {
        let name = |group: &str| match group {
            "positive" => self.pick("at least one good emotion", "au moins une émotion positive"),
            "negative" => self.pick("at least one bad emotion", "au moins une émotion négative"),
            "knowledge" => self.pick("knowing what is expected", "connaître les attentes"),
            "design" => self.pick("designing for it", "concevoir pour elles"),
            "delivery" => self.pick("delivering it", "tenir la promesse"),
            _ => "",
        };
        let named: Vec<String> = groups.iter().map(|(group, share)| format!("{} {share}", name(group))).collect();
        match (named.is_empty(), groups.len()) {
            (true, _) => String::new(),
            (_, 3) => format!("{} {}.", self.pick("Gaps in", "Écarts\u{202f}:"), named.join(", ")),
            _ => format!("{} {}.", self.pick("Of them", "Parmi elles,"), named.join(", ")),
        }
    }

    /// "Mean, 1 to 5".
    pub(crate) fn mean(self, key: &Key) -> String {
        let ends = match key.instrument.form {
            Form::Scale(scale) => [scale.first, scale.last()],
            _ => [0, 0],
        };
        match self.0 {
            Language::English => format!("Mean, {} to {}", ends[0], ends[1]),
            Language::French => format!("Moyenne, de {} à {}", ends[0], ends[1]),
        }
    }

    /// The columns of a table of scores, behind the one that names the rows.
    pub(crate) fn columns(self, first: Option<&str>) -> Vec<String> {
        let others = [
            self.pick("Value", "Valeur"),
            self.pick("95\u{a0}% interval", "Intervalle à 95\u{202f}%"),
            self.pick("Base", "Base"),
            self.pick("Remark", "Remarque"),
        ];
        first.into_iter().chain(others).map(String::from).collect()
    }

    /// The columns of a table of answers or options.
    pub(crate) fn bar_columns(self) -> [&'static str; 4] {
        [
            self.pick("Answer", "Réponse"),
            self.pick("People", "Personnes"),
            self.pick("Share", "Part"),
            self.pick("95\u{a0}% interval", "Intervalle à 95\u{202f}%"),
        ]
    }

    /// What a gauge shows.
    pub(crate) fn on_its_scale(self, range: &str, base: &str) -> String {
        match self.0 {
            Language::English => format!("95\u{a0}% interval from {range}, {base}."),
            Language::French => format!("Intervalle à 95\u{202f}% de {range}, {base}."),
        }
    }

    /// What a picture of answers says in words.
    pub(crate) fn most_frequent(self, name: &str, share: &str) -> String {
        match self.0 {
            Language::English => format!("Most frequent: {name}, {share}."),
            Language::French => format!("La plus fréquente\u{202f}: {name}, {share}."),
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
