//! What people wrote: themes, and quotes beside their scores.

use super::body::{table, unfolding, wrapped};
use super::element::{all, el, said};
use crate::model::{Comments, Quote, Quotes, Theme, Verbatims};
use crate::picture::escape;
use crate::wording::Words;

/// What stands in the card.
pub(super) fn verbatims(verbatims: &Verbatims, comments: &[Comments], words: Words) -> String {
    let several = comments.len() > 1;
    let asked = all(comments, |Comments { name, sentence, .. }| {
        let name = if several { said("strong", "", &format!("{name}.")) + " " } else { String::new() };
        el("p", &[("class", "small")], &(name + &escape(sentence)))
    });
    let mut themes = all(&verbatims.languages, |spoken| {
        let id = format!("themes-{}", spoken.language);
        let head = el("h4", &[("id", &id)], &escape(&spoken.name));
        let list = [("class", "themes"), ("lang", spoken.language.as_str()), ("dir", "auto"), ("aria-labelledby", &id)];
        head + &el("ul", &list, &all(&spoken.themes, theme))
    });
    if let Some(rows) = &verbatims.table {
        let shown = table(rows, &verbatims.title, words);
        let folded = unfolding("verbatims-table", words.pick("Show table", "Voir le tableau", "عرض الجدول"), &shown);
        themes.push_str(&el("figure", &[], &folded));
    }
    themes.push_str(&said("p", "small", &verbatims.note));
    let mut columns = el("div", &[], &themes);
    if let Some(found) = &verbatims.quotes {
        let care = said("p", "small", words.handle_with_care());
        columns.push_str(&el("div", &[], &(listed(found) + &care)));
    }
    asked + &el("div", &[("class", "said")], &columns)
}

/// A theme: how many wrote it, and whether their score is clearly above or below that of the others.
fn theme(Theme { id, name, people_text, rest, .. }: &Theme) -> String {
    let mark = rest.as_ref().filter(|rest| rest.clear).map_or("", |rest| if rest.value > 0.0 { "▲ " } else { "▼ " });
    el("li", &[("data-theme", id)], &format!("{mark}{} {}", escape(name), said("strong", "", people_text)))
}

/// Quotes by themselves.
pub(crate) fn quotes(quotes: &Quotes) -> String {
    wrapped(&listed(quotes))
}

fn listed(quotes: &Quotes) -> String {
    let one = |Quote { texts, language, about }: &Quote| {
        let texts = all(texts, |text| said("p", "", text));
        let quote = el("blockquote", &[("lang", language), ("dir", "auto")], &texts);
        el("li", &[], &(quote + &said("p", "small", about)))
    };
    let count = said("p", "small found", &quotes.text);
    // Whether there are more is said to the page alone.
    let class = if (quotes.shown.len() as u64) < quotes.found { "quotes more" } else { "quotes" };
    el("div", &[("class", class)], &(count + &el("ul", &[], &all(&quotes.shown, one))))
}
