//! What redaction misses and what it takes away in vain, counted on sentences as customers write them.
//!
//! `cargo test -p madeleine-core --test redaction -- --nocapture` prints the table of `docs/redaction.md`, and each
//! sentence of the tuning half that went wrong. Those of the other half are printed when `SHOW_HELD_OUT` is set: look at
//! them, and it is no held-out half any more.

use madeleine_core::privacy::{Kind, found, redact};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

const SENTENCES: &str = include_str!("../../../tests/redaction/sentences.tsv");
const KINDS: [(&str, Kind); 4] =
    [("card", Kind::Card), ("email", Kind::Email), ("iban", Kind::Iban), ("phone", Kind::Phone)];
const LANGUAGES: [&str; 4] = ["en", "fr", "de", "es"];

struct Sentence {
    held_out: bool,
    language: &'static str,
    text: String,
    /// What there is to remove.
    items: Vec<(Kind, Range<usize>)>,
    expected: String,
}

fn unescaped(text: &str) -> String {
    text.replace("\\u{a0}", "\u{a0}").replace("\\u{202f}", "\u{202f}")
}

/// Where each `•••` of what is expected stands in the text.
fn places(text: &str, expected: &str) -> Vec<Range<usize>> {
    let mut kept = expected.split("•••");
    let mut at = kept.next().expect("a beginning").len();
    assert_eq!(text[..at], expected[..at], "{text}");
    let rest: Vec<&str> = kept.collect();
    let last = rest.len().saturating_sub(1);
    rest.iter()
        .enumerate()
        .map(|(index, after)| {
            let length =
                if index == last { text.len() - at - after.len() } else { text[at..].find(after).expect(text) };
            let place = at..at + length;
            at = place.end + after.len();
            assert_eq!(text[place.end..at], **after, "{text}");
            place
        })
        .collect()
}

fn sentences() -> Vec<Sentence> {
    let mut lines = SENTENCES.lines().filter(|line| !line.starts_with('#'));
    assert_eq!(lines.next(), Some("half\tlanguage\tkinds\ttext\texpected"));
    lines
        .map(|line| {
            let [half, language, kinds, text, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("five columns: {line}")
            };
            let text = unescaped(text);
            let expected = if expected == "=" { text.clone() } else { unescaped(expected) };
            let kinds = kinds.split(' ').filter(|kind| *kind != "-");
            let kinds: Vec<Kind> =
                kinds.map(|kind| KINDS.iter().find(|known| known.0 == kind).expect(line).1).collect();
            let places = places(&text, &expected);
            assert_eq!(kinds.len(), places.len(), "{line}");
            Sentence {
                held_out: match half {
                    "tuning" => false,
                    "held-out" => true,
                    _ => panic!("tuning or held-out: {line}"),
                },
                language: LANGUAGES.iter().find(|known| **known == language).expect(line),
                items: kinds.into_iter().zip(places).collect(),
                text,
                expected,
            }
        })
        .collect()
}

/// How many of how many.
#[derive(Default, Clone, Copy)]
struct Count {
    wrong: u32,
    of: u32,
}

impl Count {
    fn add(&mut self, wrong: bool) {
        self.wrong += u32::from(wrong);
        self.of += 1;
    }
}

#[derive(Default)]
struct Figures {
    /// Items of which a character was left, by half, and by kind or language.
    missed: BTreeMap<(bool, &'static str), Count>,
    /// Sentences of which something was removed that should stay, by half, and by the kind it was taken for or language:
    /// of those with nothing to remove.
    in_vain: BTreeMap<(bool, &'static str), Count>,
    /// The same of those with something to remove.
    too_much: BTreeMap<bool, Count>,
    /// How many there are of each language.
    sentences: BTreeMap<&'static str, u32>,
}

fn figures() -> Figures {
    let mut figures = Figures::default();
    for sentence in sentences() {
        let half = sentence.held_out;
        *figures.sentences.entry(sentence.language).or_default() += 1;
        let found = found(&sentence.text);
        let kept = redact(&sentence.text).unwrap_or_else(|| sentence.text.clone());
        if kept != sentence.expected && (!half || std::env::var_os("SHOW_HELD_OUT").is_some()) {
            println!("  {}  {}\n   -> {kept}", sentence.language, sentence.text);
        }
        for (kind, place) in &sentence.items {
            let missed = !found.iter().any(|(_, range)| range.start <= place.start && range.end >= place.end);
            let name = KINDS.iter().find(|known| known.1 == *kind).expect("one of four").0;
            for group in ["all", name, sentence.language] {
                figures.missed.entry((half, group)).or_default().add(missed);
            }
        }
        let lost = |range: &Range<usize>| {
            !sentence.items.iter().any(|(_, place)| place.start <= range.start && place.end >= range.end)
        };
        let in_vain: Vec<Kind> = found.iter().filter(|(_, range)| lost(range)).map(|(kind, _)| *kind).collect();
        if sentence.items.is_empty() {
            for group in ["all", sentence.language] {
                figures.in_vain.entry((half, group)).or_default().add(!in_vain.is_empty());
            }
            for (name, kind) in KINDS {
                figures.in_vain.entry((half, name)).or_default().add(in_vain.contains(&kind));
            }
        } else {
            figures.too_much.entry(half).or_default().add(!in_vain.is_empty());
        }
    }
    figures
}

/// Wilson's interval at 95 %, in percent (`docs/intervals.md`).
fn wilson(Count { wrong, of }: Count) -> (f64, f64) {
    let (n, z) = (f64::from(of), 1.959_963_984_540_054_f64);
    let share = f64::from(wrong) / n;
    let middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    (100.0 * (middle - half).max(0.0), 100.0 * (middle + half).min(1.0))
}

fn cell(count: Count) -> String {
    let (low, high) = wilson(count);
    format!("{} of {} ({low:.1} to {high:.1} %)", count.wrong, count.of)
}

/// What was measured: missed in the two halves, removed in vain in the two halves. It may only become less.
const MEASURED: [(&str, [u32; 4]); 9] = [
    ("card", [0, 0, 1, 0]),
    ("email", [0, 0, 0, 0]),
    ("iban", [0, 0, 0, 0]),
    ("phone", [0, 3, 4, 3]),
    ("en", [0, 2, 2, 1]),
    ("fr", [0, 0, 0, 1]),
    ("de", [0, 0, 2, 0]),
    ("es", [0, 1, 1, 1]),
    ("all", [0, 3, 5, 3]),
];
const TOO_MUCH: [u32; 2] = [0, 2];

#[test]
fn misses_and_false_alarms_are_as_few_as_they_were() {
    let figures = figures();
    println!("\n| | missed, tuning | missed, held-out | in vain, tuning | in vain, held-out |\n|---|---|---|---|---|");
    let mut worse = Vec::new();
    for (group, measured) in MEASURED {
        let of = |counts: &BTreeMap<(bool, &str), Count>| [false, true].map(|half| counts[&(half, group)]);
        let counts = [of(&figures.missed), of(&figures.in_vain)].concat();
        println!("| {group} | {} |", counts.iter().map(|count| cell(*count)).collect::<Vec<_>>().join(" | "));
        let wrong: Vec<u32> = counts.iter().map(|count| count.wrong).collect();
        if wrong.iter().zip(measured).any(|(wrong, measured)| *wrong > measured) {
            worse.push(format!("{group}: {wrong:?} instead of {measured:?}"));
        }
    }
    let too_much = [false, true].map(|half| figures.too_much[&half]);
    println!("too much of a sentence with something to remove: {}", too_much.map(cell).join(", held-out "));
    assert!(worse.is_empty(), "{worse:#?}");
    assert!(too_much.iter().zip(TOO_MUCH).all(|(count, measured)| count.wrong <= measured));
    let sentences = |language: &str| figures.sentences[language];
    assert!(LANGUAGES.iter().all(|language| sentences(language) >= 140));
}

#[test]
fn numbers_are_the_same_in_every_script() {
    for text in [
        "tel ٠٦٣٩٩٨١٢٣٤",
        "tel ０６-３９-９８-１２-３４",
        "tel ۰۶ ۳۹ ۹۸ ۱۲ ۳۴",
        "tel 06\u{2009}39\u{202f}98\u{a0}12\u{2007}34",
        "tel 06\u{2011}39\u{2011}98\u{2011}12\u{2011}34",
    ] {
        assert_eq!(redact(text).as_deref(), Some("tel •••"), "{text}");
    }
    assert_eq!(redact("\u{202a}+33 6 39 98 12 34\u{202c}").as_deref(), Some("\u{202a}•••\u{202c}"));
    assert_eq!(redact("电话+8613800000000，谢谢").as_deref(), Some("电话•••，谢谢"));
    assert_eq!(redact("ＡＮＮ＠ＥＸＡＭＰＬＥ．ＣＯＭ").as_deref(), Some("•••"));
    assert_eq!(redact("пишите на почта@пример.рф!").as_deref(), Some("пишите на •••!"));
}

#[test]
fn what_people_write_around_a_number_stays() {
    for (text, kept) in [
        ("(07700 900123)", "(•••)"),
        ("(020) 7946 0018", "•••"),
        ("+44 (0)20 7946 0018.", "•••."),
        ("tel:+33639981234", "tel:•••"),
        ("mailto:ann@example.com?subject=hi", "mailto:•••?subject=hi"),
        ("Ann <ann@example.com>,", "Ann <•••>,"),
        ("4111 1111 1111 1111 12/26 123", "••• 12/26 123"),
        ("06 39 98 12 34 / 06 39 98 12 35", "••• / •••"),
        ("07700900123,07700900456", "•••,•••"),
        ("06 39 98 12 34\n06 39 98 12 35", "•••\n•••"),
    ] {
        assert_eq!(redact(text).as_deref(), Some(kept), "{text}");
    }
}

/// Pieces that, put together, come close to what is looked for.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "06 39 98 12 34",
        "0639981234",
        "07700 900123",
        "(020) ",
        "+33",
        "0049",
        "555-0142",
        "612345678",
        "4111 1111 1111 1111",
        "378282246310005",
        "DE89 3704 0044 0532 0130 00",
        "gb29",
        "NWBK",
        "ann@example.com",
        "@",
        "a.b",
        ".com",
        "(at)",
        "tel ",
        "order ",
        "Nummer ",
        "12",
        "4",
        "00",
        "0",
        " ",
        "  ",
        "-",
        " - ",
        ".",
        ". ",
        "/",
        "(",
        ")",
        ",",
        ":",
        "\n",
        "!",
        "#",
        "€",
        "•",
        "•••",
        "é",
        "x",
        "я",
        "話",
        "٠٦",
        "４１",
        "\u{a0}",
        "\u{202f}",
        "😀",
        "\u{fe0f}",
    ]);
    prop_oneof![6 => known.prop_map(str::to_owned), 2 => "[0-9]{1,20}", 1 => "\\PC{0,3}", 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn redacting_never_fails_and_twice_is_once(pieces in prop::collection::vec(piece(), 0..24)) {
        let text = pieces.concat();
        let found = found(&text);
        let Some(kept) = redact(&text) else {
            prop_assert!(found.is_empty());
            return Ok(());
        };
        // What is kept is the text with three bullets for each thing found.
        let mut expected = String::new();
        let mut at = 0;
        for (_, range) in &found {
            prop_assert!(range.start >= at);
            expected.push_str(&text[at..range.start]);
            expected.push_str("•••");
            at = range.end;
        }
        expected.push_str(&text[at..]);
        prop_assert_eq!(&kept, &expected);
        prop_assert_eq!(redact(&kept), None, "{}", kept);
    }
}
