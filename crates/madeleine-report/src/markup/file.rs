//! A report as one file: it opens from disk, asks nobody for anything, and runs nothing.

use super::element::{el, said};
use crate::model::Report;
use crate::picture::escape;
use crate::wording::Words;

/// What a file holds beside the report.
#[derive(Debug, Clone, Copy, Default)]
pub struct File<'a> {
    /// The style sheet.
    pub style: &'a str,
    /// The hash of the style sheet as a content policy names it: `sha256-…`.
    pub style_hash: &'a str,
    /// The tallies that the report was made from: JSON, packed by gzip, as base64; empty where they stay where they are.
    pub tallies: &'a str,
    /// The hash of those, by which they can be told from others; empty where there are none.
    pub data_hash: &'a str,
}

/// The report as one file of HTML. Its content policy allows its own style sheet and nothing else; there is no script in it.
///
/// ```
/// use madeleine_report::{Account, Gathering, Report, Request, markup::{self, File}};
/// let report = Report::of(&Gathering::default(), &Account::default(), &Request { title: "A & B".into(), ..Request::default() });
/// let file = markup::file(&report, &File { style: "p{margin:0}", style_hash: "sha256-…", ..File::default() });
/// assert!(file.starts_with("<!doctype html>") && file.contains("<title>A &amp; B</title>"));
/// assert!(!file.contains("<script"));
/// ```
pub fn file(report: &Report, file: &File<'_>) -> String {
    let words = Words::of_locale(&report.language);
    let policy = format!(
        "default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        file.style_hash
    );
    let title = if report.title.is_empty() { words.pick("Report", "Rapport", "تقرير") } else { &report.title };
    let mut facts: Vec<&str> = vec![&report.responses_text, &report.dates];
    facts.retain(|fact| !fact.is_empty());
    let facts: String = facts.into_iter().map(|fact| said("span", "", fact)).collect();
    let head = el("div", &[], &(said("h1", "", title) + &el("p", &[("class", "facts")], &facts)));
    let main = el("main", &[("id", "main")], &report.body.whole());
    let quiet = words.pick(
        "This file asks no server for anything.",
        "Ce fichier ne demande rien à aucun serveur.",
        "لا يطلب هذا الملف شيئًا من أي خادم.",
    );
    let method = if report.responses > 0 { report.method.as_str() } else { "" };
    let data = match file.data_hash {
        "" => String::new(),
        hash => words.named(words.pick("Data", "Données", "البيانات"), &format!("{hash}.")),
    };
    let foot = el("footer", &[], &said("p", "", &[quiet, method, &data].join(" ")));
    // Data, not a script: browsers don't run what isn't JavaScript, and base64 can't end an element.
    let tallies = match file.tallies {
        "" => String::new(),
        tallies => {
            format!("<script type=\"application/gzip\" data-encoding=\"base64\" id=\"tallies\">{tallies}</script>\n")
        }
    };
    format!(
        "<!doctype html>\n<html lang=\"{}\"{}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{}</title>\n<style>{}</style>\n</head>\n\
         <body class=\"file\">\n<header>{head}</header>\n{main}\n{foot}\n{tallies}</body>\n</html>\n",
        report.language,
        if words.rtl() { " dir=\"rtl\"" } else { "" },
        escape(&policy).replace("&#39;", "'"),
        escape(title),
        // A style sheet holds no end of its element; if one did, it would be wrong, not dangerous.
        file.style.replace("</", "<\\/"),
    )
}
