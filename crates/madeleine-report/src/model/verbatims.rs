//! What people wrote: themes, each with the score of those who name it, and quotes beside their scores.

use super::section::Builder;
use super::{Cell, Comments, Difference, Figure, Section};
use crate::gathering::Day;
use crate::labels::{self, readable};
use crate::table::Table;
use crate::verbatims::{self, MOST_KEPT, Verbatim, is_in, small, themes};
use crate::wording::lower;
use madeleine_core::instrument::{self, Form, Key};
use madeleine_stats::compare::{self, Adjustment};
use madeleine_stats::estimate::wilson;
use madeleine_stats::publish::HIDDEN_BELOW;
use madeleine_stats::tally::{Counts, Grain, Period, Segment};
use madeleine_stats::{Confidence, NoEstimate, Tally};

/// So many themes of a language are listed.
const MOST_THEMES: usize = 10;
/// So many quotes are shown where nothing else is asked for.
const QUOTES: u32 = 5;

/// What people wrote.
#[derive(Debug, Clone, PartialEq)]
pub struct Verbatims {
    /// Its title.
    pub title: String,
    /// What many people write about, by language: that of most people first.
    pub languages: Vec<Spoken>,
    /// Of which instrument the scores beside themes are; `null` where there are none.
    pub scored: Option<String>,
    /// The same in rows.
    pub table: Option<Table>,
    /// How it was counted, or why nothing is shown.
    pub note: String,
    /// What some of them wrote; `null` where that isn't shown.
    pub quotes: Option<Quotes>,
}

/// What many people who were asked in one language write about.
#[derive(Debug, Clone, PartialEq)]
pub struct Spoken {
    /// The language: `fr`; empty where nobody says.
    pub language: String,
    /// Its name for people, and how many wrote in it: "French, 214 people".
    pub name: String,
    /// The most named first.
    pub themes: Vec<Theme>,
}

/// A word or a phrase that at least ten people wrote.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// A word for programs: `fr:frais de port`.
    pub id: String,
    /// As it is mostly written.
    pub name: String,
    /// How many people wrote it.
    pub people: u64,
    /// The same as it is printed.
    pub people_text: String,
    /// Their share of those who wrote in that language.
    pub share: Figure,
    /// The score of those who wrote it; `null` where most people weren't asked for one.
    pub score: Option<Cell>,
    /// By how much that differs from all others who wrote; `null` where that can't be said.
    pub rest: Option<Difference>,
}

/// What some people wrote, the latest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Quotes {
    /// So many as were asked for.
    pub shown: Vec<Quote>,
    /// How many there are that match.
    pub found: u64,
    /// Both in words.
    pub text: String,
}

/// What one person wrote.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// The texts, in the order of the questions.
    pub texts: Vec<String>,
    /// The language that was asked in; empty where nobody says.
    pub language: String,
    /// The same person's scores, where it was and when: "CSAT: 3 · Checkout · 19 Nov 2026".
    pub about: String,
}

/// What of a key the answers of some people come to.
fn tally<'a>(key: &Key, people: impl IntoIterator<Item = &'a Verbatim>) -> Tally {
    let mut counts = vec![0; key.categories()];
    for (_, category) in people.into_iter().flat_map(|one| &one.scores).filter(|(id, _)| *id == key.id) {
        if let Some(count) = counts.get_mut(*category) {
            *count += 1;
        }
    }
    Tally::Counts(Counts::from(counts))
}

impl Builder<'_> {
    /// What the people of the chosen touchpoint wrote, the latest first.
    fn written(&self) -> Vec<&Verbatim> {
        let all = self.gathering.verbatims().latest().iter();
        all.filter(|one| self.chosen.is_none_or(|chosen| *chosen == Segment::of(&one.touchpoint))).collect()
    }

    /// What people wrote; `None` where nobody was asked.
    pub(super) fn verbatims(&self, sections: &[Section], comments: &[Comments]) -> Option<Verbatims> {
        let asked = !comments.is_empty();
        let written = self.written();
        let words = self.words;
        let mut made = Verbatims {
            title: words.pick("What they say", "Ce qu’on nous dit", "ما يقولونه").into(),
            languages: Vec::new(),
            scored: None,
            table: None,
            note: String::new(),
            quotes: None,
        };
        if (written.len() as u64) < HIDDEN_BELOW {
            let answered = comments.iter().any(|comments| comments.answered >= HIDDEN_BELOW);
            let kept = self.gathering.verbatims().latest().len();
            made.note = words.nothing_quoted(HIDDEN_BELOW, answered && kept == 0);
            return asked.then_some(made);
        }
        let key = scored(sections, &written);
        let spoken = themes(&written, HIDDEN_BELOW as usize, MOST_THEMES);
        let named = spoken.iter().map(|one| one.people).sum::<usize>();
        made.scored = key.map(|key| key.id.into());
        made.languages = self.spoken(spoken, &written, key);
        let is_full = self.gathering.verbatims().latest().len() >= MOST_KEPT;
        made.note =
            words.themes_counted(HIDDEN_BELOW, is_full.then_some(MOST_KEPT as u64), (written.len() - named) as u64);
        let mut rests = made.languages.iter().flat_map(|one| &one.themes).filter_map(|theme| theme.rest.as_ref());
        if let Some(key) = key.filter(|_| rests.any(|rest| rest.clear)) {
            made.note.push_str(&words.theme_marks(words.short_score(key)));
        }
        made.table = self.themes_table(&made.languages, key);
        made.quotes = self.quotes_of(&written);
        Some(made)
    }

    fn spoken(&self, spoken: Vec<verbatims::Spoken>, written: &[&Verbatim], key: Option<&Key>) -> Vec<Spoken> {
        let words = self.words;
        let total = key.map(|key| tally(key, written.iter().copied()));
        let mut pairs = Vec::new();
        let mut languages: Vec<Spoken> = Vec::new();
        for one in spoken.into_iter().filter(|one| !one.themes.is_empty()) {
            let people = one.people as u64;
            let mut listed = Vec::new();
            for theme in one.themes {
                let named = theme.by.len() as u64;
                let Ok(share) = wilson::share(named, people, Confidence::NINETY_FIVE) else { continue };
                let by = || theme.by.iter().filter_map(|at| written.get(*at)).copied();
                let pair = key.zip(total.as_ref()).map(|(key, total)| {
                    let mine = tally(key, by());
                    let rest = without(total, &mine);
                    (mine, rest)
                });
                let score = key.zip(pair.as_ref()).map(|(key, (mine, rest))| match rest.base() {
                    // Who wrote all but this is few people.
                    1..HIDDEN_BELOW => Cell::hidden(mine.base().max(HIDDEN_BELOW), words),
                    _ => Cell::of(key, mine, words),
                });
                pairs.push(pair.filter(|_| score.as_ref().is_some_and(|score| score.figure.is_some())));
                listed.push(Theme {
                    id: format!("{}:{}", one.language, theme.term),
                    name: theme.name,
                    people: named,
                    people_text: words.count(named),
                    share: Figure::share(&share, named, people, words),
                    score,
                    rest: None,
                });
            }
            languages.push(Spoken {
                name: words.spoken_by(&one.language, people),
                language: one.language,
                themes: listed,
            });
        }
        if let Some(key) = key {
            let family = pairs.iter().map(|pair| {
                let (mine, rest) = pair.as_ref().ok_or(NoEstimate::NoData)?;
                compare::headline(key, mine, rest)
            });
            let found = compare::findings(family, Adjustment::BenjaminiHochberg);
            let places = languages.iter_mut().flat_map(|one| &mut one.themes);
            for (place, (finding, pair)) in places.zip(found.into_iter().zip(&pairs)) {
                let difference = finding.ok().zip(pair.as_ref());
                place.rest = difference.map(|(finding, (mine, rest))| self.difference(key, &finding, [mine, rest]));
            }
        }
        languages
    }

    fn themes_table(&self, languages: &[Spoken], key: Option<&Key>) -> Option<Table> {
        let words = self.words;
        let mut table = Table::new(words.theme_columns(key.map(|key| words.short_score(key))));
        for (spoken, theme) in languages.iter().flat_map(|one| one.themes.iter().map(move |theme| (one, theme))) {
            let mut row = vec![theme.name.clone(), words.language_name(&spoken.language), theme.people_text.clone()];
            match &theme.score {
                Some(Cell { figure: Some(figure), base_text, .. }) => {
                    row.extend([figure.with_unit(words), figure.range.clone(), base_text.clone()]);
                }
                Some(hidden) => row.extend([hidden.text(words), String::new(), String::new()]),
                None => {
                    row.extend([theme.share.with_unit(words), theme.share.range.clone(), words.base(theme.share.base)])
                }
            }
            if key.is_some() {
                let told = |rest: &Difference| [rest.text.as_str(), &lower(&rest.verdict)].join(words.comma());
                row.push(theme.rest.as_ref().map_or_else(String::new, told));
            }
            table.rows.push(row);
        }
        (!table.rows.is_empty()).then_some(table)
    }

    /// The quotes that are asked for; `None` where too few people wrote anything, or none are asked for.
    pub(super) fn quotes(&self) -> Option<Quotes> {
        let written = self.written();
        if (written.len() as u64) < HIDDEN_BELOW { None } else { self.quotes_of(&written) }
    }

    fn quotes_of(&self, written: &[&Verbatim]) -> Option<Quotes> {
        let most = self.request.quotes.unwrap_or(QUOTES) as usize;
        if most == 0 {
            return None;
        }
        let theme = self.request.theme.as_deref().and_then(|theme| theme.split_once(':'));
        let search = small(self.request.search.trim());
        let matches = |one: &&&Verbatim| {
            theme.is_none_or(|(language, term)| is_in(one, language, term))
                && (search.is_empty() || one.texts.iter().any(|text| small(text).contains(&search)))
        };
        let found: Vec<&&Verbatim> = written.iter().filter(matches).collect();
        let shown: Vec<Quote> = found.iter().take(most).map(|one| self.quote(one)).collect();
        let text = self.words.quoted(shown.len() as u64, found.len() as u64);
        Some(Quotes { shown, found: found.len() as u64, text })
    }

    fn quote(&self, verbatim: &Verbatim) -> Quote {
        let score = |(id, category): &(&str, usize)| {
            let key = instrument::key(id)?;
            let short = self.words.short_score(key);
            let answer = match key.instrument.form {
                Form::Scale(scale) => (i64::from(scale.first) + *category as i64).to_string(),
                Form::Choice { options, .. } => labels::option(&self.request.labels, options.get(*category)?),
                Form::Multi { .. } | Form::Text => return None,
            };
            Some(self.words.named(short, &answer))
        };
        let mut about: Vec<String> = verbatim.scores.iter().filter_map(score).collect();
        let touchpoint = Some(verbatim.touchpoint.as_str()).filter(|name| !name.is_empty());
        about.extend(touchpoint.map(|name| self.words.apart(&readable(name))));
        about.extend(Day::first_of(Period::of(Grain::Day, &verbatim.time)).map(|day| self.words.date(day)));
        Quote { texts: verbatim.texts.clone(), language: verbatim.language.clone(), about: about.join("\u{a0}· ") }
    }
}

/// The first scored instrument of a report that enough of those who wrote something answered.
fn scored(sections: &[Section], written: &[&Verbatim]) -> Option<&'static Key> {
    let mut keys = sections.iter().filter_map(|section| instrument::key(&section.instrument));
    keys.find(|key| tally(key, written.iter().copied()).base() >= HIDDEN_BELOW)
}

/// What is left of counts without some of them.
fn without(all: &Tally, some: &Tally) -> Tally {
    let counts = |tally: &Tally| tally.counts().map_or_else(Vec::new, |counts| counts.categories().to_vec());
    let left = counts(all).into_iter().zip(counts(some)).map(|(all, some)| all.saturating_sub(some));
    Tally::Counts(Counts::from(left.collect::<Vec<u64>>()))
}

#[cfg(test)]
mod tests {
    use crate::model::Verbatims;
    use crate::{Account, Gathering, Report, Request};
    use madeleine_core::response::{Answer, Response};
    use proptest::prelude::*;

    fn wrote(locale: &str, touchpoint: &str, day: usize, csat: i32, text: &str) -> Response {
        Response {
            submitted_at: format!("2026-11-{day:02}T10:00Z"),
            touchpoint: touchpoint.into(),
            locale: locale.into(),
            answers: vec![("csat".into(), Answer::Code(csat)), ("comment".into(), Answer::Text(text.into()))],
            ..Response::default()
        }
    }

    fn report(people: &[Response], request: &Request) -> Report {
        let mut gathering = Gathering::default();
        people.iter().for_each(|response| gathering.observe(response));
        Report::of(&gathering, &Account::default(), request)
    }

    fn said(report: &Report) -> &Verbatims {
        report.verbatims.as_ref().expect("people were asked")
    }

    /// Forty who are dissatisfied with a code, forty who are satisfied with a box, nine who mention a courier by name.
    fn people() -> Vec<Response> {
        let mut people = Vec::new();
        for at in 0..40 {
            people.push(wrote("en-GB", "checkout", 1 + at % 28, 1, "The promo code was refused"));
            people.push(wrote("en", "delivery", 1 + at % 28, 5, "A lovely box!"));
        }
        people.extend((0..9).map(|at| wrote("en", "delivery", 1 + at, 3, "Dupont <b>rang</b>")));
        people
    }

    #[test]
    fn themes_stand_with_the_score_of_those_who_name_them() {
        let report = report(&people(), &Request::default());
        let themes = &said(&report).languages[0].themes;
        let named: Vec<(&str, u64)> = themes.iter().map(|theme| (theme.id.as_str(), theme.people)).collect();
        assert_eq!(named, [("en:lovely box", 40), ("en:promo code", 40), ("en:refused", 40)]);
        let told: Vec<&str> = themes.iter().filter_map(|theme| Some(theme.rest.as_ref()?.text.as_str())).collect();
        assert_eq!(told, ["+100.0\u{a0}points", "−81.6\u{a0}points", "−81.6\u{a0}points"]);
        assert!(
            report.body.whole().contains("<li data-theme=\"en:promo code\">▼ promo code <strong>40</strong></li>"),
            "{}",
            report.body.whole()
        );
        assert!(report.body.whole().contains("▲ and ▼: CSAT is clearly higher or lower"));
        let csv = report.csv();
        assert!(csv.contains("\r\nopen,theme,en:promo code,,,0.449"), "{csv}");
        assert!(
            csv.contains("\r\ncsat,theme,en:promo code,,,0,")
                && csv.contains("csat,theme_against_the_others,en:promo code")
        );
    }

    #[test]
    fn what_fewer_than_ten_wrote_is_no_theme_and_no_quote() {
        let all = people();
        assert!(!report(&all, &Request { quotes: Some(0), ..Request::default() }).body.whole().contains("Dupont"));
        let nine = report(&all[80..], &Request::default());
        assert!(said(&nine).quotes.is_none() && !nine.body.whole().contains("Dupont"));
        assert_eq!(said(&nine).note, "What people wrote is shown from 10 people on.");
        assert_eq!(report(&[], &Request::default()).verbatims, None);
    }

    #[test]
    fn quotes_are_the_latest_that_match_beside_their_scores() {
        let all = people();
        let of = |request: Request| said(&report(&all, &request)).quotes.clone().expect("many wrote");
        let first = of(Request::default());
        assert_eq!((first.shown.len(), first.found), (5, 89));
        assert_eq!(first.shown[0].about, "CSAT: 1\u{a0}· Checkout\u{a0}· 28\u{a0}Nov\u{a0}2026");
        let searched = of(Request { search: " dupONT ".into(), locale: "fr".into(), ..Request::default() });
        assert_eq!(searched.text, "5 sur 9, les plus récentes d’abord");
        assert_eq!(
            of(Request { theme: Some("en:promo code".into()), quotes: Some(100), ..Request::default() }).shown.len(),
            40
        );
        let nobody = of(Request {
            theme: Some("en:promo code".into()),
            touchpoint: Some("delivery".into()),
            ..Request::default()
        });
        assert_eq!((nobody.found, nobody.text.as_str()), (0, "Nobody wrote that."));
        // Text is text.
        let shown = report(&all, &Request { search: "rang".into(), ..Request::default() });
        assert!(shown.body.whole().contains("<p>Dupont &lt;b&gt;rang&lt;/b&gt;</p>"), "{}", shown.body.whole());
    }

    #[test]
    fn both_languages_name_what_they_count() {
        let french = report(&people(), &Request { locale: "fr".into(), ..Request::default() });
        assert_eq!(said(&french).languages[0].name, "En anglais, 89 personnes");
        let columns = &said(&french).table.as_ref().expect("themes").columns;
        assert_eq!(columns.join(" "), "Thème Langue Personnes CSAT Intervalle à 95\u{202f}% Base Face aux autres");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_people_write_nothing_breaks_and_nothing_small_is_told(
            texts in prop::collection::vec((prop_oneof![any::<String>(), "[ a-cé’\u{202e}👍配送が\u{0}]{0,40}", Just("the and of".to_string())], 0..13_usize, 1..40_usize), 0..12),
            locale in prop_oneof![Just("en"), Just(""), Just("ja"), Just("ar-EG"), Just("fi")],
            search in any::<String>(),
        ) {
            let mut people = Vec::new();
            for (text, times, long) in &texts {
                people.extend(vec![wrote(locale, "", 1 + times, 1 + (*times as i32) % 5, &text.repeat(*long)); *times]);
            }
            let report = report(&people, &Request { search, ..Request::default() });
            prop_assert!(roxmltree::Document::parse(&report.body.whole()).is_ok(), "{}", report.body.whole());
            let Some(verbatims) = &report.verbatims else { return Ok(()) };
            prop_assert!(verbatims.languages.iter().flat_map(|one| &one.themes).all(|theme| theme.people >= 10 && !theme.name.is_empty()));
            prop_assert!(verbatims.quotes.is_none() || report.responses >= 10);
            prop_assert!(verbatims.table.iter().flat_map(|table| &table.rows).all(|row| row.len() == verbatims.table.as_ref().map_or(0, |table| table.columns.len())));
        }
    }
}
