//! The report below its title: headlines, each score in detail, and what a reader should mind.

use super::element::{all, el, said};
use super::verbatims::verbatims;
use crate::model::{
    Care, Cell, Change, ClosedLoop, Difference, Extent, Named, Operations, Picture, Problem, Rated, Reasons, Report,
    Section, Status, Wait,
};
use crate::picture::{escape, without_description};
use crate::table::Table;
use crate::wording::{Words, lower};
use madeleine_stats::publish::{COMPARED_FROM, HIDDEN_BELOW};

/// All of a report below its title, part by part: what a page shows at once, and what it may show later.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// Headlines, and links to the panels.
    pub head: String,
    /// Each score in detail.
    pub panels: Vec<String>,
    /// What isn't of one score.
    pub foot: String,
}

impl Body {
    /// All of it as one element.
    pub fn whole(&self) -> String {
        wrapped(&[self.head.as_str(), &self.panels.concat(), &self.foot].concat())
    }
}

/// A report, as much of it as is wanted; where there are no responses, only what was wrong with the files.
pub(crate) fn body(report: &Report, extent: Extent, words: Words) -> Body {
    let care = care(&report.care, words);
    let mut head = only(report, words);
    if report.responses == 0 {
        return Body { head: head + &care, ..Body::default() };
    }
    if report.sections.is_empty() {
        let none = words.pick(
            "These files hold no answer that an instrument scores.",
            "Ces fichiers ne contiennent aucune réponse qu’un instrument sache noter.",
            "لا تحتوي هذه الملفات على إجابة يمكن لأداة قياس احتسابها.",
        );
        head.push_str(&said("p", "sentence", none));
    } else {
        head.push_str(&said("h2", "unseen", words.pick("Headlines", "L’essentiel", "أهم النتائج")));
        head.push_str(&el("ul", &[("class", "headlines")], &all(&report.sections, |section| headline(section, words))));
        head.push_str(&periods(report, words));
        head.push_str(&tabs(report, words));
    }
    let panels = match extent {
        Extent::Head => Vec::new(),
        Extent::Panels | Extent::Whole => report.sections.iter().map(|section| panel(section, words)).collect(),
    };
    Body { head, panels, foot: if extent == Extent::Whole { foot(report, &care, words) } else { String::new() } }
}

/// What responses had to say to be in the report, and how many those are; a page that can look at others makes buttons of it.
fn only(report: &Report, words: Words) -> String {
    if report.only.is_empty() {
        return String::new();
    }
    let each = report.only.iter().map(|one| el("span", &[("data-only", &one.only)], &escape(&one.name)));
    let each = each.collect::<Vec<_>>().join(" · ");
    let lead = el("strong", &[], &escape(words.named(words.only_those(), "").trim_end()));
    let of = said("span", "of", &format!("({})", report.only_text));
    let against = match report.against.as_str() {
        "" => String::new(),
        others => {
            let lead = said("strong", "", words.named(words.against_those(), "").trim_end());
            format!(" {lead} {}", el("span", &[("data-against", &report.against_only)], &escape(others)))
        }
    };
    el("p", &[("class", "only")], &format!("{lead} {each} {of}{against}"))
}

pub(crate) fn wrapped(inner: &str) -> String {
    el("div", &[("xmlns", "http://www.w3.org/1999/xhtml"), ("class", "report")], inner)
}

fn card(class: &str, id: &str, title: &str, inner: &str) -> String {
    card_of(class, id, id, title, inner)
}

/// A card whose title says too little without another: `labels` are the ids of both.
fn card_of(class: &str, id: &str, labels: &str, title: &str, inner: &str) -> String {
    let head = el("h3", &[("id", id)], &escape(title));
    el("section", &[("class", &format!("card {class}")), ("aria-labelledby", labels)], &(head + inner))
}

/// A headline: the number, its interval on the whole scale, its base, and what has changed.
fn headline(section: &Section, words: Words) -> String {
    let Section { instrument, name, headline: cell, gauge, changes, .. } = section;
    let link = el("a", &[("href", &format!("#panel-{instrument}"))], &escape(name));
    let number = match &cell.figure {
        Some(figure) => {
            let inner = escape(&figure.text) + &said("span", "unit", &figure.unit);
            // A sign stands behind its number in every language; words of a unit go on as words do.
            let is_sign = !figure.unit.contains(char::is_alphabetic);
            let inner = if words.rtl() && is_sign { el("span", &[("dir", "ltr")], &inner) } else { inner };
            el("p", &[("class", "number")], &inner)
        }
        None => said("p", "number none", "–"),
    };
    let few = cell.base.filter(|base| cell.figure.is_none() && *base < HIDDEN_BELOW);
    let drawn = match (gauge, few) {
        (Some(gauge), _) => gauge.svg.clone(),
        (None, Some(base)) => {
            let attributes =
                [("max", HIDDEN_BELOW.to_string()), ("value", base.to_string()), ("aria-label", cell.note.clone())];
            el("progress", &attributes.each_ref().map(|(key, value)| (*key, value.as_str())), "")
        }
        (None, None) => String::new(),
    };
    let interval = match &cell.figure {
        Some(figure) => {
            let what = words.pick("95\u{a0}% interval", "Intervalle à 95\u{202f}%", "فاصل الثقة 95\u{200e}%\u{200e}");
            el("p", &[], &format!("{} {}", escape(what), said("span", "whole", &figure.range)))
        }
        None => said("p", "", &cell.note),
    };
    let badge = match cell.status {
        Status::Indicative => said("span", "badge", words.indicative_short()),
        _ => String::new(),
    };
    let base = el("p", &[("class", "base")], &(said("strong", "", &cell.base_text) + &badge));
    let small = el("div", &[("class", "small")], &(interval + &base));
    let is_brief = |change: &&Change| change.id == "previous" || change.is_against();
    let changed = all(changes.iter().filter(is_brief), |change| brief(change, words));
    let inner = [el("h3", &[], &link), number, drawn, small, changed].concat();
    el("li", &[("class", "card headline"), ("id", &format!("headline-{instrument}"))], &inner)
}

/// A change in a line: the number of the latest weeks and by how much it differs.
fn brief(change: &Change, words: Words) -> String {
    let Some(difference) = &change.difference else {
        let is_few = |cell: &Cell| cell.status == Status::TooFew || cell.base.is_some_and(|base| base < COMPARED_FROM);
        let few = match [&change.now, &change.then].iter().any(|cell| is_few(cell)) {
            false => words.pick("not compared", "pas de comparaison", "لا مقارنة"),
            _ => words.pick(
                "too few answers to compare",
                "trop peu de réponses pour comparer",
                "عدد الإجابات غير كافٍ للمقارنة",
            ),
        };
        let text = words.named(&change.name, few);
        return said("p", "change", &text);
    };
    // Of others their number: that of the report stands above.
    let number = if change.is_against() { &change.then } else { &change.now };
    let name = words.named(&change.name, &[&number.text(words), words.comma().trim_end()].concat());
    let (class, text) = told(difference);
    let moved = said("strong", class, &text);
    let verdict = lower(&difference.verdict);
    el(
        "p",
        &[("class", "change")],
        &format!("{} {moved} {}", said("span", "", &name), said("span", "verdict", &verdict)),
    )
}

/// A difference with a mark in front where it is clear.
fn told(difference: &Difference) -> (&'static str, String) {
    let mark = match difference.clear {
        true if difference.value > 0.0 => "▲\u{a0}",
        true => "▼\u{a0}",
        false => "",
    };
    (if difference.clear { "moved clear" } else { "moved" }, format!("{mark}{}", difference.text))
}

/// Which weeks all the headlines' changes are about.
fn periods(report: &Report, words: Words) -> String {
    let change = report.sections.iter().flat_map(|section| &section.changes).find(|change| change.id == "previous");
    change.map_or_else(String::new, |change| {
        said("p", "small periods", &words.periods(&change.name, &change.period, &change.before))
    })
}

fn tabs(report: &Report, words: Words) -> String {
    let links = all(&report.sections, |Section { instrument, short_name, .. }| {
        el("a", &[("href", &format!("#panel-{instrument}")), ("id", &format!("tab-{instrument}"))], &escape(short_name))
    });
    el("nav", &[("class", "tabs"), ("aria-label", words.pick("Scores", "Scores", "المؤشرات"))], &links)
}

fn panel(section: &Section, words: Words) -> String {
    let Section {
        instrument,
        name,
        sentence,
        changes,
        against,
        trend,
        plot,
        distribution,
        journey,
        drivers,
        undriven,
        segments,
        more,
        missing,
        method,
        ..
    } = section;
    let id = format!("name-{instrument}");
    let mut out = el("h2", &[("class", "name"), ("id", &id)], &escape(name));
    let named = said("strong", "known", &format!("{name}. "));
    out.push_str(&el("p", &[("class", "sentence")], &(named + &escape(sentence))));
    // What has a picture, the last of them, stands below that.
    let told = &changes[..changes.len() - usize::from(against.is_some())];
    if !told.is_empty() {
        let each = all(told, |change| said("li", "", &change.sentence));
        out.push_str(&el("ul", &[("class", "changes")], &each));
    }
    let titled = |kind: &str, picture: Option<&Picture>| {
        picture.map_or_else(String::new, |picture| {
            let id = format!("{kind}-{instrument}");
            card(kind, &id, &picture.title, &figure(&id, picture, words))
        })
    };
    // One group alone says what the headline says.
    let plot = plot.as_ref().filter(|_| segments.len() > 1);
    let has_numbers = !more.is_empty() || !missing.is_empty() || !method.is_empty();
    let grid = [
        titled("trend", trend.as_ref()),
        if has_numbers { numbers(section, words) } else { String::new() },
        titled("against", against.as_ref()),
        titled("plot", plot),
        titled("answers", distribution.as_ref()),
        titled("journey", journey.as_ref()),
        titled("drivers", drivers.as_ref().map(|drivers| &drivers.picture)),
    ];
    out.push_str(&el("div", &[("class", if trend.is_some() { "grid" } else { "grid untrended" })], &grid.concat()));
    if distribution.is_some() && trend.is_none() {
        let few = words.pick(
            "A trend needs two weeks that may be shown.",
            "Une tendance demande deux semaines affichables.",
            "يحتاج الاتجاه إلى أسبوعين يمكن عرضهما.",
        );
        out.push_str(&said("p", "small after", few));
    }
    if !undriven.is_empty() {
        out.push_str(&said("p", "small after", undriven));
    }
    el("section", &[("class", "panel"), ("id", &format!("panel-{instrument}")), ("aria-labelledby", &id)], &out)
}

/// A picture with what there is to see in it and its table.
fn figure(id: &str, picture: &Picture, words: Words) -> String {
    // In a file the caption describes both pictures; what a page saves has to describe itself.
    let twins = picture.narrow.as_ref().and_then(|narrow| Some((narrow, without_description(&picture.svg)?)));
    let (drawn, attributes) = match &twins {
        Some((narrow, (wide, id))) => {
            (said_markup("wide", wide) + &said_markup("narrow", narrow), vec![("class", "small"), ("id", *id)])
        }
        None => (picture.svg.clone(), vec![("class", "small")]),
    };
    let caption = el("figcaption", &attributes, &escape(&picture.description));
    let shown = table(&picture.table, &picture.title, words);
    let folded = unfolding(&format!("{id}-table"), words.pick("Show table", "Voir le tableau", "عرض الجدول"), &shown);
    el("figure", &[], &(drawn + &caption + &folded))
}

fn said_markup(class: &str, markup: &str) -> String {
    el("div", &[("class", class)], markup)
}

pub(super) fn unfolding(id: &str, summary: &str, inner: &str) -> String {
    el("details", &[("id", id)], &(said("summary", "", summary) + inner))
}

pub(super) fn table(table: &Table, caption: &str, words: Words) -> String {
    let head = el("tr", &[], &all(&table.columns, |column| el("th", &[("scope", "col")], &escape(column))));
    let row = |row: &Vec<String>| {
        let cells = row.iter().enumerate().map(|(at, cell)| match at {
            0 => el("th", &[("scope", "row")], &escape(cell)),
            _ => el("td", &[], &escape(cell)),
        });
        el("tr", &[], &cells.collect::<String>())
    };
    let rows = [said("caption", "unseen", caption), el("thead", &[], &head), el("tbody", &[], &all(&table.rows, row))];
    let label = words.named(words.pick("Table, can be scrolled", "Tableau défilant", "جدول قابل للتمرير"), caption);
    let attributes = [("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", label.as_str())];
    el("div", &attributes, &el("table", &[], &rows.concat()))
}

fn row(name: &str, value: &str) -> String {
    el("div", &[], &(said("dt", "", name) + &el("dd", &[], value)))
}

fn numbers(section: &Section, words: Words) -> String {
    let Section { instrument, more, missing, method, source, .. } = section;
    let number = |Named { name, figure, .. }: &Named| {
        row(name, &(said("strong", "", &figure.with_unit(words)) + &said("span", "range", &figure.range)))
    };
    let mut out = el("dl", &[], &all(more, number));
    if !missing.is_empty() {
        out.push_str(&said("h4", "", words.pick("Not in the base", "Hors de la base", "خارج عدد الإجابات")));
        out.push_str(&el("dl", &[], &all(missing, |missed| row(&missed.name, &escape(&missed.count_text)))));
    }
    let how = match method.as_str() {
        "" => String::new(),
        method => words.named(words.pick("Interval", "Intervalle", "فاصل الثقة"), &format!("{method}. ")),
    };
    let from = words.named(words.pick("Wording and scoring", "Formulation et calcul", "الصياغة وطريقة الحساب"), "");
    let source =
        el("span", &[("lang", "en"), ("dir", if words.rtl() { "ltr" } else { "" })], &format!("{}.", escape(source)));
    out.push_str(&el("p", &[("class", "small")], &(escape(&(how + &from)) + &source)));
    let (id, title) = (format!("numbers-{instrument}"), words.pick("More numbers", "Autres chiffres", "أرقام أخرى"));
    card_of("numbers", &id, &format!("name-{instrument} {id}"), title, &out)
}

fn foot(report: &Report, care: &str, words: Words) -> String {
    let mut cards = report.operations.as_ref().map_or_else(String::new, |happened| operations(happened, words));
    if let Some(found) = &report.verbatims {
        let inner = verbatims(found, &report.comments, words);
        cards.push_str(&card("verbatims", "verbatims", &found.title, &inner));
    }
    cards.push_str(&all(&report.reasons, |each| reasons(each, words)));
    let closed = report.closed_loop.as_ref().map_or_else(String::new, |ClosedLoop { picture, note, .. }| {
        let drawn = picture.as_ref().map_or_else(String::new, |picture| figure("loop", picture, words));
        card("loop", "loop", words.closed_loop(), &(drawn + &said("p", "small", note)))
    });
    let who = all(&report.dispositions, |slice| {
        row(&slice.name, &(said("strong", "", &slice.count_text) + &said("span", "range", &slice.share_text)))
    });
    let who = card(
        "who",
        "who",
        words.pick("How far people got", "Jusqu’où sont allées les personnes", "إلى أين وصل الأشخاص"),
        &(el("dl", &[], &who) + &said("p", "small", &report.participation)),
    );
    cards.push_str(&el("div", &[("class", "stack")], &[closed.as_str(), care, &who].concat()));
    el("div", &[("class", "grid foot")], &cards)
}

/// What happened beside the answers: over all weeks, then by week.
fn operations(Operations { rates, wait, picture, .. }: &Operations, words: Words) -> String {
    let value = |value: &str, behind: &str| said("strong", "", value) + &said("span", "range", behind);
    let rated = |Rated { name, cell, .. }: &Rated| {
        let range = cell.figure.as_ref().map(|figure| [&figure.range, words.comma(), &cell.base_text].concat());
        row(name, &value(&cell.text(words), &range.unwrap_or_default()))
    };
    let waited = |wait: &Wait| row(words.waits()[0], &value(&wait.text, &wait.base_text));
    let sums = el("dl", &[], &(all(rates, rated) + &wait.as_ref().map_or_else(String::new, waited)));
    card("operations", "operations", words.operations(), &(sums + &figure("operations", picture, words)))
}

fn reasons(reasons: &Reasons, words: Words) -> String {
    let id = format!("reasons-{}", reasons.instrument);
    let drawn = reasons.picture.as_ref().map_or_else(String::new, |picture| figure(&id, picture, words));
    card("reasons", &id, &reasons.name, &(drawn + &said("p", "small", &reasons.note)))
}

/// What a reader should mind.
fn care(care: &Care, words: Words) -> String {
    let mut out = el("ul", &[], &(said("li", "", &care.lines) + &all(&care.notes, |note| said("li", "", note))));
    let listed = |problems: &[Problem], what: &str, name: &str| {
        let mut rows = Table::new([words.pick("Line", "Ligne", "السطر"), words.pick("File", "Fichier", "الملف"), what]);
        let line = |line: u32| if line == 0 { "–".into() } else { words.count(line.into()) };
        rows.rows =
            problems.iter().map(|each| vec![line(each.line), each.file.clone(), each.message.clone()]).collect();
        table(&rows, name, words)
    };
    let rest = |more: u64, what: &str| {
        if more == 0 { String::new() } else { said("p", "", &format!("+ {} {what}", words.count(more))) }
    };
    if !care.problems.is_empty() {
        let what = words.pick(
            "What is wrong, and how to mend it",
            "Ce qui ne va pas, et comment y remédier",
            "ما الخطأ وكيف يُصحَّح",
        );
        let more = rest(care.more_problems, words.pick("more problems", "autres problèmes", "مشكلات أخرى"));
        out.push_str(&unfolding(
            "problems",
            &care.problems_text,
            &(listed(&care.problems, what, &care.problems_text) + &more),
        ));
    }
    if !care.reading.is_empty() {
        let what = words.pick("What was taken for what", "Ce qui a été pris pour quoi", "كيف فُهم كل عمود");
        let more = rest(care.more_reading, words.pick("more notes", "autres remarques", "ملاحظات أخرى"));
        out.push_str(&unfolding(
            "reading",
            &care.reading_text,
            &(listed(&care.reading, what, &care.reading_text) + &more),
        ));
    }
    card("care", "care", words.pick("Read with care", "À lire avec prudence", "اقرأها بحذر"), &out)
}
