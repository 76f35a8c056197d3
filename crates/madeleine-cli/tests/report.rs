//! `madeleine report`, as it is run.

use flate2::read::GzDecoder;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output};

fn madeleine(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_madeleine")).args(args).output().expect("runs")
}

fn out(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// A year of weeks of two touchpoints, and a third with few answers.
fn year(folder: &Path) -> String {
    let mut lines = String::from("submitted_at,touchpoint,csat,ces2,ltr11,device\n");
    for week in 0..52 {
        let (month, day) = (1 + week / 5, 1 + 6 * (week % 5));
        for each in 0..40 {
            let touchpoint = if each % 2 == 0 { "checkout" } else { "delivery" };
            lines.push_str(&format!(
                "2026-{month:02}-{day:02}T10:00Z,{touchpoint},{},{},{},phone\n",
                1 + (each * 7 + week) % 5,
                1 + (each * 5 + week) % 7,
                (each * 3 + week) % 11
            ));
        }
    }
    lines.push_str("2026-03-03T10:00Z,<b>store</b>,1,1,0,phone\n2026-03-03T10:00Z,<b>store</b>,1,1,0,phone\n");
    let path = folder.join("year.csv");
    fs::write(&path, lines).expect("writes");
    path.to_str().expect("UTF-8").into()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before)
        .and_then(|(_, rest)| rest.split_once(after))
        .map(|(found, _)| found)
        .expect("is in the file")
}

/// The counts in a file.
fn tallies(file: &str) -> Value {
    let packed = between(file, "id=\"tallies\">", "</script>");
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bits = 0_u32;
    let mut bytes = Vec::new();
    for (at, letter) in packed.trim_end_matches('=').chars().enumerate() {
        bits = bits << 6 | letters.find(letter).expect("base64") as u32;
        if at % 4 > 0 {
            bytes.push((bits >> (6 - 2 * (at % 4))) as u8);
        }
    }
    let mut text = String::new();
    GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).expect("packed by gzip");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn one_file_that_asks_nobody_and_runs_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (answers, report) = (year(folder.path()), folder.path().join("report.html"));
    let said = out(&madeleine(&["report", &answers, "-o", report.to_str().expect("UTF-8"), "--title", "R&D <i>"]));
    let file = fs::read_to_string(&report).expect("is there");
    assert!(said.is_empty() && file.len() < 400_000, "{}", file.len());
    assert!(file.contains("<title>R&amp;D &lt;i&gt;</title>") && !file.contains("<b>store"));
    assert_eq!(file.matches("<script").count(), 1);
    for word in ["src=", "@import", "url(", "javascript:", " style=", " on"] {
        let markup = file.split("</style>").nth(1).expect("a body");
        assert!(!markup.contains(&format!("<a{word}")) && (word == " on" || !markup.contains(word)), "{word}");
    }
    let links: Vec<&str> = file.split("href=\"").skip(1).collect();
    assert!(!links.is_empty() && links.iter().all(|link| link.starts_with('#')));
    // The policy names the style sheet as it stands in the file.
    let hash = between(&file, "style-src 'sha256-", "'");
    let style = between(&file, "<style>", "</style>");
    let (bytes, mut bits) = (Sha256::digest(style), String::new());
    bytes.iter().for_each(|byte| bits.push_str(&format!("{byte:08b}")));
    let letters: Vec<char> = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".chars().collect();
    let first: String =
        (0..42).map(|at| letters[usize::from_str_radix(&bits[6 * at..6 * at + 6], 2).expect("bits")]).collect();
    assert!(hash.starts_with(&first), "{hash} {first}");
    assert_eq!(tallies(&file)["by"], "touchpoint,period=week");
}

#[test]
fn what_is_public_has_only_counts_that_are_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let answers = year(folder.path());
    let file = out(&madeleine(&["report", &answers, "--public", "--lang", "fr"]));
    assert!(file.contains("<html lang=\"fr\">") && file.contains("L’essentiel"));
    let all = tallies(&file);
    assert_eq!(all["by"], "period=week");
    let cells = all["cells"].as_array().expect("cells");
    assert!(cells.len() > 100);
    for cell in cells {
        let base: u64 = cell["counts"].as_array().expect("counts").iter().filter_map(Value::as_u64).sum();
        assert!(base >= 10 && cell["missing"].is_null(), "{cell}");
    }
}

/// A comment that sixty people wrote, a few words about it by nine, and one that nobody else should see.
fn comments(folder: &Path) -> String {
    let mut lines = String::from("submitted_at,touchpoint,locale,csat,comment\n");
    for each in 0..60 {
        let text = match each {
            0 => "Hélène Dupont saved me",
            1..10 => "Promo code: the courier knew",
            _ => "The promo code was refused",
        };
        lines.push_str(&format!("2026-03-{:02}T10:00Z,checkout,en,{},{text}\n", 1 + each % 28, 1 + each % 5));
    }
    let path = folder.join("comments.csv");
    fs::write(&path, lines).expect("writes");
    path.to_str().expect("UTF-8").into()
}

#[test]
fn what_people_wrote_is_quoted_and_in_public_only_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let answers = comments(folder.path());
    let own = out(&madeleine(&["report", &answers, "--quotes", "100"]));
    assert_eq!(own.matches("<blockquote").count(), 60);
    assert!(own.contains("Hélène Dupont saved me") && own.contains(">promo code <strong>59</strong>"));
    assert!(!out(&madeleine(&["report", &answers])).contains("<blockquote"));
    let public = out(&madeleine(&["report", &answers, "--public"]));
    assert!(public.contains(">promo code <strong>59</strong>") && public.contains(">refused <strong>50</strong>"));
    for told in ["<blockquote", "Dupont", "Hélène", "courier", "saved"] {
        assert!(!public.contains(told) && !tallies(&public).to_string().contains(told), "{told}");
    }
    // No words in the counts of either.
    assert!(!tallies(&own).to_string().contains("promo"));
}

#[test]
fn one_picture_by_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let answers = year(folder.path());
    let svg = out(&madeleine(&["report", &answers, "--svg", "csat.trend"]));
    assert!(svg.starts_with("<svg ") && svg.contains("CSAT by week"));
    let wrong = madeleine(&["report", &answers, "--svg", "csat.tend"]);
    let said = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(!wrong.status.success() && said.contains("There are: csat.gauge, csat.trend"), "{said}");
}

#[test]
fn only_those_that_say_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let answers = year(folder.path());
    let file = out(&madeleine(&["report", &answers, "--where", "touchpoint=checkout", "--where", "device=phone"]));
    assert!(file.contains("Touchpoint: Checkout</span> · <span data-only=\"device=phone\">Device: Phone</span>"));
    assert!(file.contains("(1,040 of 2,082 responses)") && !file.contains("<button"));
    // The counts in it are theirs, too.
    assert_eq!(tallies(&file)["responses"], 1040);

    let nobody = madeleine(&["report", &answers, "--where", "device=watch"]);
    assert!(out(&nobody).contains("(0 of 2,082 responses)"));
    let said = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(said(&nobody), "madeleine: --where: none of 2082 responses says device=watch.\n");
    for (wrong, why) in [
        (["--where", "devise=phone"].as_slice(), "Did you mean \"device\"?"),
        (&["--where", "item=csat"], "Cut by it: --by item."),
        (&["--public", "--where", "device=phone"], "Publish one report, broken down instead: --by device."),
        (&["--public", "--where", "period=2026-W10"], "Publish one report, whose trends show every week."),
    ] {
        let output = madeleine(&[&["report", &answers], wrong].concat());
        assert!(
            !output.status.success() && output.stdout.is_empty() && said(&output).contains(why),
            "{}",
            said(&output)
        );
    }
}

#[test]
fn some_held_against_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("devices.csv");
    let row = |(device, code, times): (&str, i32, usize)| format!("{code},{device}\n").repeat(times);
    // Newcombe's own example, and enough besides: 56 of 70 on the phone, 48 of 80 on the desktop.
    let rows = [("phone", 5, 56), ("phone", 2, 14), ("desktop", 4, 48), ("desktop", 1, 32), ("tablet", 3, 20)].map(row);
    fs::write(&path, ["csat,device\n", &rows.concat()].concat()).expect("writes");
    let answers = path.to_str().expect("UTF-8");
    let said = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    let phones = ["report", answers, "--where", "device=phone"];
    let made = |against: &[&str]| out(&madeleine(&[&phones, against].concat()));
    let file = made(&["--against", "device=desktop"]);
    assert!(file.contains("<strong>Against:</strong> <span data-against=\"device=desktop\">Device: Desktop</span>"));
    let nb = "\u{a0}";
    assert!(file.contains(&format!(
        "Phone: 80.0{nb}% (69.2 to 87.7{nb}%, n{nb}={nb}70), against Desktop: 60.0{nb}% (49.0 to 70.0{nb}%, n{nb}={nb}80). \
         That is +20.0{nb}points, 95{nb}% interval +5.2 to +33.4{nb}points, p{nb}={nb}0.008. Clear difference."
    )));
    // The counts in it are those of the one side.
    assert_eq!(tallies(&file)["responses"], 70);
    assert!(made(&["--against", "rest"]).contains("against All others: 48.0"));
    assert!(!made(&[]).to_lowercase().contains("phone against"));
    let svg = made(&["--against", "device=desktop", "--svg", "csat.against"]);
    assert!(svg.starts_with("<svg ") && svg.contains("CSAT · Phone against Desktop"));

    let nobody = madeleine(&[&phones[..], &["--against", "device=watch"]].concat());
    assert!(out(&nobody).contains("Not compared: nobody else is among these."));
    assert_eq!(said(&nobody), "madeleine: --against: none of 170 responses says device=watch.\n");
    for (wrong, why) in [
        (["--against", "device=phone"].as_slice(), "Add --where, as in --where device=phone --against device=desktop."),
        (&["--where", "device=phone", "--against", "devise=watch"], "Did you mean \"device\"?"),
        (
            &["--public", "--touchpoint", "", "--against", "rest"],
            "--public with --against: who has the report of everybody",
        ),
    ] {
        let output = madeleine(&[&["report", answers], wrong].concat());
        assert!(
            !output.status.success() && output.stdout.is_empty() && said(&output).contains(why),
            "{}",
            said(&output)
        );
    }
}

#[test]
fn the_numbers_are_those_of_score() {
    let folder = tempfile::tempdir().expect("a folder");
    let answers = year(folder.path());
    for only in [[].as_slice(), &["--where", "touchpoint=delivery"]] {
        compare(&answers, only);
    }
}

fn compare(answers: &str, only: &[&str]) {
    let file = out(&madeleine(&[&["report", answers], only].concat()));
    let score = out(&madeleine(&[&["score", answers, "--json"], only].concat()));
    let score: Value = serde_json::from_str(&score).expect("JSON");
    let mut compared = 0;
    for row in score["scores"].as_array().expect("rows").iter().filter(|row| row["unit"] == "share") {
        let headline =
            between(&file, &format!("id=\"headline-{}\"", row["instrument"].as_str().expect("a name")), "</li>");
        for name in ["value", "low", "high"] {
            let printed = format!("{:.1}", 100.0 * row[name].as_f64().expect("a number"));
            assert!(headline.contains(&printed), "{printed}: {headline}");
        }
        compared += 1;
    }
    assert_eq!(compared, 2);
}
