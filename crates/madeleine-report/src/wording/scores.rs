//! How scores are called. English is the instrument's own name; the others stand here, so that only a report carries them.

use super::Words;
use madeleine_core::instrument::{KEYS, Key};
use madeleine_stats::Language;

/// A name, and a short one for a tab.
type Names = [&'static str; 2];

impl Words {
    /// The name of a score.
    pub(crate) fn score(self, key: &Key) -> &'static str {
        self.names(key)[0]
    }

    /// The short name of a score, for a tab.
    pub(crate) fn short_score(self, key: &Key) -> &'static str {
        self.names(key)[1]
    }

    fn names(self, key: &Key) -> Names {
        let known = match self.language() {
            Language::English => None,
            Language::French => french(key.id),
            Language::Arabic => arabic(key.id),
        };
        known.unwrap_or([key.name, key.short_name])
    }
}

/// The short names of all scores in a language, each with the id of its score.
pub fn score_names(locale: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let words = Words::of_locale(locale);
    KEYS.iter().map(move |key| (key.id, words.short_score(key)))
}

fn french(id: &str) -> Option<Names> {
    Some(match id {
        "barometer" => ["Critère du baromètre, moyenne", "Baromètre"],
        "barometer_composite" => ["Baromètre, indice composite", "Baromètre"],
        "csat" => ["CSAT, satisfaits", "CSAT"],
        "csat7" => ["CSAT sur sept points, satisfaits", "CSAT, 7 points"],
        "csat10" => ["CSAT sur dix points, satisfaits", "CSAT, 10 points"],
        "ces2" => ["CES 2.0, facile", "CES 2.0"],
        "ces1" => ["CES de 2010, effort moyen", "CES 2010"],
        "ease5" => ["Facilité, facile", "Facilité"],
        "ease7" => ["Facilité sur sept points, facile", "Facilité, 7 points"],
        "emotions" => ["Émotions"; 2],
        "expectation" => ["Attentes satisfaites ou dépassées", "Attentes"],
        "found" => ["Ont trouvé ce qu’ils cherchaient", "Trouvé"],
        "hassle" => ["Tracas, aucun moins beaucoup", "Tracas"],
        "influence" => ["Ce qui a influencé l’achat", "Influence"],
        "loyalty" => ["Intention de racheter", "Rachat"],
        "willingness" => ["Paieraient plus pour un meilleur service", "Payer plus"],
        "kano_with" => ["Kano, si la fonction est là"; 2],
        "kano_without" => ["Kano, si la fonction manque"; 2],
        "kano" => ["Kano"; 2],
        "nms" => ["Net Memory Score", "Souvenir"],
        "nms3" => ["Net Memory Score, choix unique", "Souvenir, choix unique"],
        "moment" => ["Moment, moyenne", "Moment"],
        "peak_end" => ["Indice pic-fin", "Pic-fin"],
        "open" => ["En leurs mots"; 2],
        "orientation" => ["Affirmation d’orientation client, d’accord", "Orientation"],
        "orientation_level" => ["Orientation client, forte moins faible", "Orientation"],
        "voice" => ["La voix des collaborateurs"; 2],
        "reasons" => ["Raisons"; 2],
        "ltr11" => ["Score de recommandation (0\u{2060}–\u{2060}10)", "Recommandation"],
        "fcr" => ["Demandes résolues", "Résolution"],
        "contacts" => ["Un seul contact", "Contacts"],
        "fcr_strict" => ["Résolues au premier contact", "Premier contact"],
        _ => return None,
    })
}

fn arabic(id: &str) -> Option<Names> {
    Some(match id {
        "barometer" => ["معيار المقياس، المتوسط", "المقياس"],
        "barometer_composite" => ["المقياس، المؤشر المركّب", "المقياس"],
        "csat" => ["رضا العملاء \u{200f}CSAT\u{200f}، الراضون", "\u{200f}CSAT\u{200f}"],
        "csat7" => ["رضا العملاء \u{200f}CSAT\u{200f} على سبع نقاط، الراضون", "\u{200f}CSAT\u{200f}، 7 نقاط"],
        "csat10" => ["رضا العملاء \u{200f}CSAT\u{200f} على عشر نقاط، الراضون", "\u{200f}CSAT\u{200f}، 10 نقاط"],
        "ces2" => ["جهد العميل \u{200f}CES 2.0\u{200f}، سهل", "\u{200f}CES 2.0\u{200f}"],
        "ces1" => ["جهد العميل \u{200f}CES 2010\u{200f}، متوسط الجهد", "\u{200f}CES 2010\u{200f}"],
        "ease5" => ["السهولة، سهل", "السهولة"],
        "ease7" => ["السهولة على سبع نقاط، سهل", "السهولة، 7 نقاط"],
        "emotions" => ["المشاعر"; 2],
        "expectation" => ["كما هو متوقع أو أفضل", "التوقعات"],
        "found" => ["وجدوا ما يبحثون عنه", "العثور"],
        "hassle" => ["العناء، لا عناء ناقص عناء كبير", "العناء"],
        "influence" => ["ما أثّر في قرار الشراء", "التأثير"],
        "loyalty" => ["نية الشراء مجددًا", "الشراء مجددًا"],
        "willingness" => ["مستعدون لدفع المزيد مقابل تجربة أفضل", "دفع المزيد"],
        "kano_with" => ["كانو، إذا كانت الميزة متاحة"; 2],
        "kano_without" => ["كانو، إذا لم تكن الميزة متاحة"; 2],
        "kano" => ["كانو"; 2],
        "nms" => ["صافي الذكريات \u{200f}NMS\u{200f}", "الذكرى"],
        "nms3" => ["صافي الذكريات \u{200f}NMS\u{200f}، اختيار واحد", "الذكرى، اختيار واحد"],
        "moment" => ["اللحظة، المتوسط", "اللحظة"],
        "peak_end" => ["مؤشر الذروة والنهاية", "الذروة والنهاية"],
        "open" => ["بكلماتهم"; 2],
        "orientation" => ["عبارة التوجّه نحو العميل، موافقون", "التوجّه"],
        "orientation_level" => ["التوجّه نحو العميل، مرتفع ناقص منخفض", "التوجّه"],
        "voice" => ["صوت الموظفين"; 2],
        "reasons" => ["الأسباب"; 2],
        "ltr11" => ["مؤشر التوصية (من 0 إلى 10)", "التوصية"],
        "fcr" => ["طلبات تم حلها", "الحل"],
        "contacts" => ["تواصل واحد", "مرات التواصل"],
        "fcr_strict" => ["حُلّت من أول تواصل", "أول تواصل"],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use madeleine_core::instrument::KEYS;

    #[test]
    fn every_score_has_a_name_in_every_language() {
        for key in KEYS {
            assert!(french(key.id).is_some() && arabic(key.id).is_some(), "{}", key.id);
        }
    }
}
