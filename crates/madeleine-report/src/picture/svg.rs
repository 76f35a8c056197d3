//! SVG as text.

use core::fmt::Write;

/// A place or a length in tenths of a pixel.
pub(super) type Tenths = i32;

/// What every picture needs beside its numbers: the words that stand for it where it isn't seen.
#[derive(Debug, Clone, Copy)]
pub struct Caption<'a> {
    /// Name of the picture in the page, of letters, digits and hyphens; no two may share it.
    pub id: &'a str,
    /// What it shows.
    pub title: &'a str,
    /// What there is to see.
    pub description: &'a str,
    /// Whether its words run from right to left: then so does the picture, save time, which runs from left to right in most Arabic
    /// publications, too, as numbers and curves do in school books.
    pub rtl: bool,
}

/// How something is painted: a class for style sheets and the colour where there is none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint(pub(super) &'static str, pub(super) &'static str);

pub(super) const INK: Paint = Paint("m-ink", "#1f1a17");
pub(super) const MUTED: Paint = Paint("m-muted", "#6b6058");
pub(super) const TRACK: Paint = Paint("m-track", "#e7dfd5");
pub(super) const GRID: Paint = Paint("m-grid", "#ece5dc");
pub(super) const INTERVAL: Paint = Paint("m-interval", "#dcb48d");
pub(super) const DOT: Paint = Paint("m-dot", "#a8521b");
pub(super) const HOLLOW: Paint = Paint("m-hollow", "#ffffff");
pub(super) const BAND: Paint = Paint("m-band", "#f3e2d2");
pub(super) const LIMIT: Paint = Paint("m-limit", "#9b8d81");
pub(super) const SIGNAL: Paint = Paint("m-signal", "#1f1a17");
pub(super) const LINE: Paint = Paint("m-line", "#a8521b");

/// Where a text is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A picture as it is drawn: always from left to right. Where words run the other way, what is written is its mirror image.
pub(super) struct Svg {
    out: String,
    tips: Tips,
    /// How wide it is, where it is mirrored.
    mirror: Option<Tenths>,
}

/// Places that show tips under a pointer: above all else, and together, so that what they share is said once.
type Tips = String;

impl Svg {
    pub(super) fn new(width: Tenths, height: Tenths, caption: Caption<'_>) -> Self {
        Self::towards(width, height, caption, caption.rtl)
    }

    /// A picture along time, which isn't mirrored.
    pub(super) fn in_time(width: Tenths, height: Tenths, caption: Caption<'_>) -> Self {
        Self::towards(width, height, caption, false)
    }

    fn towards(width: Tenths, height: Tenths, caption: Caption<'_>, mirrored: bool) -> Self {
        let id: String = caption.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let mut out = String::with_capacity(2_000);
        let (w, h) = (Length(width), Length(height));
        let (title, description) = (escape(caption.title), escape(caption.description));
        // Where a text is held depends on its direction, which a page would hand down.
        let direction = match (caption.rtl, mirrored) {
            (false, _) => "",
            (true, true) => " direction=\"rtl\"",
            (true, false) => " direction=\"ltr\"",
        };
        // Writing to a String can't fail.
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"{id}-t\" aria-describedby=\"{id}-d\" \
             viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" font-family=\"Inter, system-ui, sans-serif\" font-size=\"12\"{direction}>\
             <title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{description}</desc>"
        );
        Self { out, tips: Tips::new(), mirror: mirrored.then_some(width) }
    }

    /// Where a place comes to lie across.
    fn across(&self, x: Tenths) -> Length {
        Length(self.mirror.map_or(x, |width| width - x))
    }

    /// Where something of that width begins on the left.
    fn left(&self, x: Tenths, width: Tenths) -> Length {
        self.across(if self.mirror.is_some() { x + width } else { x })
    }

    pub(super) fn rect(&mut self, paint: Paint, at: [Tenths; 2], size: [Tenths; 2], radius: Tenths) {
        let _ = write!(
            self.out,
            "<rect class=\"{}\" fill=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            paint.0,
            paint.1,
            self.left(at[0], size[0].max(0)),
            Length(at[1]),
            Length(size[0].max(0)),
            Length(size[1].max(0))
        );
        if radius > 0 {
            let _ = write!(self.out, " rx=\"{}\"", Length(radius));
        }
        self.out.push_str("/>");
    }

    pub(super) fn line(&mut self, paint: Paint, from: [Tenths; 2], to: [Tenths; 2], width: Tenths) {
        let _ = write!(
            self.out,
            "<line class=\"{}\" stroke=\"{}\"{} x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
            paint.0,
            paint.1,
            // A line is one pixel wide unless something else is said.
            if width == 10 { String::new() } else { format!(" stroke-width=\"{}\"", Length(width)) },
            self.across(from[0]),
            Length(from[1]),
            self.across(to[0]),
            Length(to[1])
        );
    }

    /// A value: filled, or a ring where it is only indicative. `tip` is shown under a pointer.
    pub(super) fn dot(&mut self, at: [Tenths; 2], radius: Tenths, hollow: bool, tip: &str) {
        let (x, y, r) = (self.across(at[0]), Length(at[1]), Length(radius));
        let _ = if hollow {
            let (Paint(class, fill), Paint(_, stroke)) = (HOLLOW, DOT);
            let r = Length(radius - 10);
            write!(
                self.out,
                "<circle class=\"{class}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"2\" cx=\"{x}\" cy=\"{y}\" r=\"{r}\""
            )
        } else {
            let Paint(class, fill) = DOT;
            write!(self.out, "<circle class=\"{class}\" fill=\"{fill}\" cx=\"{x}\" cy=\"{y}\" r=\"{r}\"")
        };
        self.close("circle", tip);
    }

    /// An invisible place that shows a tip under a pointer. Where it is over what can be looked at alone, a page makes something to
    /// choose it by there.
    pub(super) fn tip(&mut self, at: [Tenths; 2], size: [Tenths; 2], tip: &str, only: &str) {
        let only = if only.is_empty() { String::new() } else { format!(" data-only=\"{}\"", escape(only)) };
        let _ = write!(
            self.tips,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{only}><title>{}</title></rect>",
            self.left(at[0], size[0].max(0)),
            Length(at[1]),
            Length(size[0].max(0)),
            Length(size[1].max(0)),
            escape(tip)
        );
    }

    fn close(&mut self, element: &str, tip: &str) {
        if tip.is_empty() {
            self.out.push_str("/>");
        } else {
            let _ = write!(self.out, "><title>{}</title></{element}>", escape(tip));
        }
    }

    pub(super) fn text(&mut self, paint: Paint, at: [Tenths; 2], anchor: Anchor, style: TextStyle, text: &str) {
        if text.is_empty() {
            return;
        }
        let _ = write!(
            self.out,
            "<text class=\"{}\" fill=\"{}\" x=\"{}\" y=\"{}\"",
            paint.0,
            paint.1,
            self.across(at[0]),
            Length(at[1])
        );
        if anchor != Anchor::Start {
            let _ = write!(self.out, " text-anchor=\"{}\"", anchor.word());
        }
        if style == TextStyle::Strong {
            self.out.push_str(" font-weight=\"600\"");
        }
        if style == TextStyle::Small {
            self.out.push_str(" font-size=\"11\"");
        }
        let _ = write!(self.out, ">{}</text>", escape(text));
    }

    /// A line through points.
    pub(super) fn polyline(&mut self, paint: Paint, points: &[[Tenths; 2]], width: Tenths) {
        let _ = write!(
            self.out,
            "<polyline class=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" \
             stroke-linecap=\"round\" points=\"",
            paint.0,
            paint.1,
            Length(width)
        );
        self.points(points);
        self.out.push_str("\"/>");
    }

    /// A line through points that stays in the background.
    pub(super) fn dashed(&mut self, points: &[[Tenths; 2]]) {
        let Paint(class, stroke) = LIMIT;
        let _ = write!(
            self.out,
            "<polyline class=\"{class}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"1\" stroke-dasharray=\"3 3\" points=\""
        );
        self.points(points);
        self.out.push_str("\"/>");
    }

    /// A ring around a value that is unusual.
    pub(super) fn ring(&mut self, at: [Tenths; 2], radius: Tenths) {
        let Paint(class, stroke) = SIGNAL;
        let (x, y, r) = (self.across(at[0]), Length(at[1]), Length(radius));
        let _ = write!(
            self.out,
            "<circle class=\"{class}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"1.5\" cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/>"
        );
    }

    /// A filled shape.
    pub(super) fn polygon(&mut self, paint: Paint, points: impl IntoIterator<Item = [Tenths; 2]>) {
        let points: Vec<[Tenths; 2]> = points.into_iter().collect();
        let _ = write!(self.out, "<polygon class=\"{}\" fill=\"{}\" points=\"", paint.0, paint.1);
        self.points(&points);
        self.out.push_str("\"/>");
    }

    fn points(&mut self, points: &[[Tenths; 2]]) {
        for (at, [x, y]) in points.iter().enumerate() {
            let between = if at > 0 { " " } else { "" };
            let _ = write!(self.out, "{between}{},{}", self.across(*x), Length(*y));
        }
    }

    pub(super) fn finish(mut self) -> String {
        if !self.tips.is_empty() {
            let _ = write!(self.out, "{}{}{}", TIPS[0], self.tips, TIPS[1]);
        }
        self.out.push_str("</svg>");
        self.out
    }
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextStyle {
    Plain,
    Strong,
    Small,
}

/// Tenths as a number with at most one decimal.
struct Length(Tenths);

impl core::fmt::Display for Length {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let size = self.0.unsigned_abs();
        if self.0 < 0 {
            f.write_char('-')?;
        }
        write!(f, "{}", size / 10)?;
        match size % 10 {
            0 => Ok(()),
            tenths => write!(f, ".{tenths}"),
        }
    }
}

/// How the places that show tips begin, and end.
const TIPS: [&str; 2] = ["<g class=\"m-tips\" fill=\"none\" pointer-events=\"all\">", "</g>"];

/// A picture without the places that show tips.
pub(crate) fn without_tips(svg: &str) -> String {
    let tips = svg.split_once(TIPS[0]).and_then(|(before, tips)| Some((before, tips.split_once(TIPS[1])?.1)));
    tips.map_or_else(|| svg.into(), |(before, after)| [before, after].concat())
}

/// A picture without its description, and the id of that: whatever says the same beside it is to have it.
pub(crate) fn without_description(svg: &str) -> Option<(String, &str)> {
    let (before, description) = svg.split_once("<desc id=\"")?;
    let (description, after) = description.split_once("</desc>")?;
    Some(([before, after].concat(), description.split_once('"')?.0))
}

/// A picture that is described by its twin of the same id, which stands in the same page: without the words themselves.
pub(crate) fn without_words(svg: &str) -> String {
    let words = svg.split_once("<title ").and_then(|(before, words)| Some((before, words.split_once("</desc>")?.1)));
    words.map_or_else(|| svg.into(), |(before, after)| [before, after].concat())
}

/// What a picture needs where it stands alone or can be chosen from, and not in a file of HTML that has the style sheet and no script: its
/// own colours, its letters, and what would be looked at alone.
const ALONE: [&str; 5] = [" fill=\"#", " stroke=\"#", " data-only=\"", " xmlns=\"", " font-family=\""];

/// A picture for such a file.
pub(crate) fn in_file(svg: &str) -> String {
    ALONE.iter().fold(svg.to_string(), |svg, attribute| {
        // Between tags a quotation mark is never one.
        svg.split(attribute)
            .enumerate()
            .map(|(at, part)| if at == 0 { part } else { part.split_once('"').map_or("", |(_, after)| after) })
            .collect()
    })
}

/// Text as XML holds it, between tags or in quotes; characters that no XML may hold become U+FFFD, and so do those that
/// turn the direction of text around.
///
/// ```
/// assert_eq!(madeleine_report::picture::escape("<b>\"R&D\"</b>\u{0}"), "&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt;\u{fffd}");
/// ```
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// About how wide a text of 12 pixels is, in tenths: there are no fonts here to measure with. The widths are those of
/// DejaVu Sans, the widest of the faces that systems fall back on, so that no text runs into another.
pub(super) fn width_of(text: &str) -> Tenths {
    text.chars()
        .map(|letter| match letter {
            'i' | 'j' | 'l' | '\'' | '’' | '|' => 34,
            ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | 'I' | '·' => 39,
            '\u{202f}' => 25,
            'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 48,
            's' | 'c' | 'z' | 'k' | 'v' | 'x' | 'y' => 70,
            'm' | '%' | '—' | '…' | 'W' | 'w' => 120,
            'M' | 'O' | 'Q' | 'D' | 'G' | 'H' | 'N' => 95,
            '+' | '=' | '\u{2212}' => 101,
            '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{652}' | '\u{200b}'..='\u{200f}' => 0,
            '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{ffdc}' | '\u{1f000}'.. => 130,
            c if c.is_uppercase() => 84,
            _ => 76,
        })
        .fold(0, Tenths::saturating_add)
}

/// The same for a text in strong letters.
pub(super) fn width_of_strong(text: &str) -> Tenths {
    width_of(text).saturating_mul(11) / 10
}

/// So much of a text as fits into a width.
pub(super) fn fitted(text: &str, width: Tenths) -> String {
    if width_of(text) <= width {
        return text.into();
    }
    let mut out = String::new();
    let mut left = width - width_of("…");
    for letter in text.chars() {
        left -= width_of(letter.encode_utf8(&mut [0; 4]));
        if left < 0 {
            break;
        }
        out.push(letter);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}
