//! What is said of the files, and what a reader should mind.

use super::{Words, apart, language};
use crate::model::Account;
use madeleine_stats::Language;
use madeleine_stats::tally::{Period, Segment};

/// What was hidden in a report, in cells.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Hidden {
    /// For having too few answers.
    pub(crate) small: u64,
    /// So that those can't be worked out.
    pub(crate) withheld: u64,
    /// Shown as indicative.
    pub(crate) indicative: u64,
}

impl Words {
    /// What became of the lines of the files.
    pub(crate) fn lines(self, account: &Account) -> String {
        let mut parts = vec![self.responses(account.responses)];
        let mut part = |count: u64, english: [&str; 2], french: [&str; 2], arabic: [&str; 5]| {
            if count > 0 {
                parts.push(self.counted(count, english, french, arabic));
            }
        };
        part(
            account.superseded,
            ["earlier snapshot of one of them", "earlier snapshots of them"],
            ["version antérieure", "versions antérieures"],
            ["نسخة سابقة واحدة", "نسختان سابقتان", "نسخ سابقة", "نسخة سابقة", "نسخة سابقة"],
        );
        part(
            account.duplicates,
            ["repeat", "repeats"],
            ["répétition", "répétitions"],
            ["تكرار واحد", "تكراران", "تكرارات", "تكرارًا", "تكرار"],
        );
        part(
            account.conflicts,
            ["contradiction", "contradictions"],
            ["contradiction", "contradictions"],
            ["تناقض واحد", "تناقضان", "تناقضات", "تناقضًا", "تناقض"],
        );
        part(
            account.broken,
            ["line that can’t be read", "lines that can’t be read"],
            ["ligne illisible", "lignes illisibles"],
            ["سطر واحد غير مقروء", "سطران غير مقروءين", "أسطر غير مقروءة", "سطرًا غير مقروء", "سطر غير مقروء"],
        );
        let lines = self.counted(
            account.lines,
            ["line read", "lines read"],
            ["ligne lue", "lignes lues"],
            ["سطر مقروء واحد", "سطران مقروءان", "أسطر مقروءة", "سطرًا مقروءًا", "سطر مقروء"],
        );
        format!("{lines}{} {}.", self.pick(":", "\u{a0}:", ":"), parts.join(self.comma()))
    }

    pub(crate) fn conflicts(self, count: u64) -> String {
        let lines = self.counted(
            count,
            ["line contradicts", "lines contradict"],
            ["ligne en contredit", "lignes en contredisent"],
            ["سطر واحد يناقض", "سطران يناقضان", "أسطر تناقض", "سطرًا يناقض", "سطر يناقض"],
        );
        let rest = self.pick(
            "another of the same response and number; one of them counts. They are listed below.",
            "une autre de même réponse et de même numéro\u{202f}; une seule compte. Elles sont listées ci-dessous.",
            "سطرًا آخر للاستجابة نفسها والرقم نفسه؛ ولا يُحتسب إلا أحدها. القائمة أدناه.",
        );
        format!("{lines} {rest}")
    }

    pub(crate) fn problems(self, count: u64) -> String {
        self.counted(
            count,
            ["problem in the files", "problems in the files"],
            ["problème dans les fichiers", "problèmes dans les fichiers"],
            [
                "مشكلة واحدة في الملفات",
                "مشكلتان في الملفات",
                "مشكلات في الملفات",
                "مشكلة في الملفات",
                "مشكلة في الملفات",
            ],
        )
    }

    pub(crate) fn reading(self, count: u64) -> String {
        self.counted(
            count,
            ["note on how the files were read", "notes on how the files were read"],
            ["remarque sur la lecture des fichiers", "remarques sur la lecture des fichiers"],
            [
                "ملاحظة واحدة على قراءة الملفات",
                "ملاحظتان على قراءة الملفات",
                "ملاحظات على قراءة الملفات",
                "ملاحظة على قراءة الملفات",
                "ملاحظة على قراءة الملفات",
            ],
        )
    }

    pub(crate) fn stranger(self, item: &str, count: u64) -> String {
        match self.language() {
            Language::English => {
                format!("“{item}” has {} that no instrument scores: it isn’t in this report.", self.answers(count))
            }
            Language::French => format!(
                "«\u{a0}{item}\u{a0}» a {} qu’aucun instrument ne note\u{202f}: absent de ce rapport.",
                self.answers(count)
            ),
            Language::Arabic => {
                format!("للسؤال «{}» {} لا تحتسبها أي أداة قياس: ليست في هذا التقرير.", apart(item), self.answers(count))
            }
        }
    }

    pub(crate) fn undated(self, count: u64) -> String {
        match self.language() {
            Language::English => format!("{} without a readable date: counted, but in no week.", self.responses(count)),
            Language::French => {
                format!(
                    "{} sans date lisible\u{202f}: dans les totaux, mais dans aucune semaine.",
                    self.responses(count)
                )
            }
            Language::Arabic => {
                format!("{} بلا تاريخ مقروء: محتسبة في المجموع، وليست في أي أسبوع.", self.responses(count))
            }
        }
    }

    pub(crate) fn hidden(self, hidden: Hidden, least: u64) -> Option<String> {
        let Hidden { small, withheld, indicative } = hidden;
        let mut said = Vec::new();
        if small > 0 {
            let cells = self.counted(
                small,
                ["number", "numbers"],
                ["chiffre", "chiffres"],
                ["رقم واحد", "رقمان", "أرقام", "رقمًا", "رقم"],
            );
            said.push(match self.language() {
                Language::English => format!("{cells} hidden for resting on fewer than {least} answers."),
                Language::French => format!("{cells} masqués car fondés sur moins de {least} réponses."),
                Language::Arabic => format!("أُخفي {cells} لأن عدد الإجابات أقل من {least}."),
            });
        }
        if withheld > 0 {
            let cells = self.counted(
                withheld,
                ["more is", "more are"],
                ["autre l’est", "autres le sont"],
                ["رقم آخر", "رقمان آخران", "أرقام أخرى", "رقمًا آخر", "رقم آخر"],
            );
            said.push(match self.language() {
                Language::English => format!("{cells} hidden so that these can’t be worked out from the totals."),
                Language::French => format!("{cells} pour qu’ils ne puissent être déduits des totaux."),
                Language::Arabic => format!("أُخفي {cells} حتى لا يُستنتج ما أُخفي من المجاميع."),
            });
        }
        if indicative > 0 {
            let cells = self.counted(
                indicative,
                ["number is", "numbers are"],
                ["chiffre est indicatif", "chiffres sont indicatifs"],
                ["رقم واحد استرشادي", "رقمان استرشاديان", "أرقام استرشادية", "رقمًا استرشاديًا", "رقم استرشادي"],
            );
            said.push(match self.language() {
                Language::English => format!("{cells} indicative only: fewer than 30 answers, net scores 50."),
                Language::French => format!("{cells}\u{202f}: moins de 30 réponses, 50 pour un score net."),
                Language::Arabic => format!("{cells}: أقل من 30 إجابة، ومن 50 للنتائج الصافية."),
            });
        }
        (!said.is_empty()).then(|| said.join(" "))
    }

    /// Which surveys were asked in other words from a week on.
    pub(crate) fn reworded(self, week: Period, surveys: &[String]) -> String {
        let (week, surveys) = (self.week(week), surveys.join(self.comma()));
        match self.language() {
            Language::English => {
                format!("Asked in other words since the {week}: {surveys}. Totals put together answers to both.")
            }
            Language::French => format!(
                "Question formulée autrement depuis la {week}\u{202f}: {surveys}. Les totaux réunissent les réponses à l’une et à l’autre."
            ),
            Language::Arabic => {
                format!("تغيّرت صياغة السؤال منذ {week}: {}. تجمع المجاميع الإجابات عن الصياغتين.", apart(&surveys))
            }
        }
    }

    /// In which languages people answered.
    pub(crate) fn languages(self, languages: &[(&Segment, u64)]) -> String {
        let all = languages.iter().map(|(_, count)| count).sum();
        let said = |(locale, count): &(&Segment, u64)| {
            let name = locale.name().map_or_else(|| self.unnamed().into(), language);
            format!("{} {}", self.apart(&name), self.share(*count, all))
        };
        self.named(
            self.pick("Answered in", "Réponses en", "لغات الإجابة"),
            &format!("{}.", languages.iter().map(said).collect::<Vec<_>>().join(self.comma())),
        )
    }

    /// What part of those who were shown a survey answered it to the end, and at least in part.
    pub(crate) fn participation(self, shown: Option<&str>, completed: &str, answered: &str) -> String {
        match (shown, self.language()) {
            (Some(shown), Language::English) => format!(
                "Of {shown} sittings in which a survey was shown, {completed} were answered to the end, {answered} at least in part."
            ),
            (Some(shown), Language::French) => format!(
                "Sur {shown} affichages d’un questionnaire, {completed} ont une réponse complète, {answered} au moins partielle."
            ),
(Some(shown), Language::Arabic) => format!("عدد مرات عرض الاستبيان: {shown}؛ أُجيب عن {completed} منها حتى النهاية، وعن {answered} منها جزئيًا على الأقل."),
            (None, Language::English) => {
                "Who was shown a survey and answered nothing isn’t in these files: what part of them answered isn’t known.".into()
            }
            (None, Language::French) => {
                "Les affichages restés sans réponse ne sont pas dans ces fichiers\u{202f}: le taux de participation n’est pas connu.".into()
            }
(None, Language::Arabic) => "لا تتضمن هذه الملفات من عُرض عليهم استبيان ولم يجيبوا: معدل الاستجابة غير معروف.".into(),
        }
    }

    pub(crate) fn self_selection(self) -> &'static str {
        self.pick("These are the answers of people who chose to answer. An interval says how far chance can move a score, not how the silent would have answered.", "Ce sont les réponses de personnes qui ont choisi de répondre. Un intervalle dit de combien le hasard peut déplacer un score, non ce qu’auraient répondu les silencieux.", "هذه إجابات أشخاص اختاروا أن يجيبوا. يبيّن فاصل الثقة مدى ما قد تغيّره المصادفة في النتيجة، لا ما كان سيجيب به من لم يجيبوا.")
    }

    pub(crate) fn no_verdict(self) -> &'static str {
        self.pick("A difference is called clear where its interval leaves out 0 and its p-value, adjusted after Benjamini and Hochberg for all comparisons of that score in this report, is at most 0.05. “No clear difference” doesn’t say that two numbers are equal.", "Une différence est dite nette quand son intervalle exclut 0 et que sa valeur p, ajustée selon Benjamini et Hochberg pour toutes les comparaisons de ce score dans ce rapport, ne dépasse pas 0,05. «\u{a0}Pas de différence nette\u{a0}» ne veut pas dire égalité.", "يُوصف الفرق بأنه واضح إذا لم يشمل فاصل ثقته الصفر ولم تتجاوز قيمة p المعدَّلة (بطريقة Benjamini وHochberg لكل مقارنات هذا المؤشر في هذا التقرير) 0.05. وعبارة «لا يوجد فرق واضح» لا تعني أن الرقمين متساويان.")
    }

    /// How everything was computed, for the foot of the page.
    pub(crate) fn how(self) -> &'static str {
        self.pick("Intervals at 95\u{a0}%: Wilson’s score interval for shares (Wilson 1927), adjusted Wald for net scores (Rocks 2016), its generalisation to any number of points for means. Differences: Newcombe’s interval for shares (1998), MOVER for the others (Zou & Donner 2008). Control limits: three standard errors (Shewhart 1931), Laney’s for large bases, Nelson’s first three rules. What goes with a score: R² shared out among the questions by Shapley’s value (Lindeman, Merenda & Gold 1980), among those who answered all of them. Rounded once, from the counts.", "Intervalles à 95\u{202f}%\u{a0}: score de Wilson pour les parts (Wilson 1927), Wald ajusté pour les scores nets (Rocks 2016), sa généralisation à tout nombre de points pour les moyennes. Différences\u{a0}: intervalle de Newcombe pour les parts (1998), MOVER pour les autres (Zou & Donner 2008). Limites de contrôle\u{a0}: trois erreurs types (Shewhart 1931), celles de Laney pour les grandes bases, trois premières règles de Nelson. Ce qui va de pair avec un score\u{a0}: R² réparti entre les questions par la valeur de Shapley (Lindeman, Merenda & Gold 1980), parmi les personnes qui ont répondu à tout. Un seul arrondi, depuis les effectifs.", "فواصل الثقة عند 95\u{200e}%\u{200e}: فاصل ويلسون للنسب (Wilson 1927)، وفاصل والد المعدَّل للصافي (Rocks 2016)، وتعميمه على أي عدد من نقاط المقياس للمتوسطات. الفروق: فاصل نيوكومب للنسب (Newcombe 1998)، وطريقة MOVER لما عداها (Zou & Donner 2008). حدود الضبط: ثلاثة أخطاء معيارية (Shewhart 1931)، وحدود Laney للأعداد الكبيرة، وقواعد Nelson الثلاث الأولى. ما يقترن بمؤشر: R² موزَّعًا على الأسئلة بقيمة شابلي (Lindeman, Merenda & Gold 1980)، بين من أجابوا عنها جميعًا. تُقرَّب الأرقام مرة واحدة، انطلاقًا من الأعداد نفسها.")
    }

    pub(crate) fn comments(self, wrote: u64, asked: u64) -> String {
        let (wrote_text, asked_text, share) = (self.count(wrote), self.count(asked), self.share(wrote, asked));
        match self.language() {
            Language::English => format!("{wrote_text} of the {asked_text} who were asked wrote something ({share})."),
            Language::French => {
                format!("Textes reçus\u{202f}: {wrote_text} pour {asked_text} personnes interrogées ({share}).")
            }
            Language::Arabic => format!("عدد من كتبوا شيئًا: {wrote_text} من أصل {asked_text} سُئلوا ({share})."),
        }
    }

    pub(crate) fn several(self, base: u64) -> String {
        match self.language() {
            Language::English => {
                format!(
                    "Of {} people who answered. Several may be named: shares add up to more than 100\u{a0}%.",
                    self.count(base)
                )
            }
            Language::French => format!(
                "Sur {} personnes ayant répondu. Plusieurs choix possibles\u{202f}: le total dépasse 100\u{202f}%.",
                self.count(base)
            ),
            Language::Arabic => format!(
                "عدد من أجابوا: {}. يمكن ذكر أكثر من خيار: مجموع النسب يتجاوز 100\u{200e}%\u{200e}.",
                self.count(base)
            ),
        }
    }
}
