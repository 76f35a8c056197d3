//! A small view on a JSON value, and a cursor that knows where it stands.

use crate::decimal;
use crate::problem::{Problem, nearest};

/// What a JSON value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "true or false",
            Self::Number => "a number",
            Self::Text => "text",
            Self::List => "a list",
            Self::Object => "an object",
        }
    }
}

/// A JSON value that can be looked at, as a light reference to what lives for `'a`. Accessors answer `None` when the value is
/// of another kind.
pub trait Node<'a>: Copy {
    /// What it is.
    fn kind(self) -> Kind;
    /// The truth value.
    fn truth(self) -> Option<bool>;
    /// The number.
    fn number(self) -> Option<f64>;
    /// The string.
    fn text(self) -> Option<&'a str>;
    /// The elements, or at most the first `limit` of them.
    fn elements(self, limit: usize) -> Vec<Self>;
    /// The own field of that name.
    fn field(self, name: &str) -> Option<Self>;
    /// The own fields with their names, in order, or at most the first `limit` of them.
    fn fields(self, limit: usize) -> Vec<(&'a str, Self)>;
}

/// Most fields or elements that are looked at in one value; longer ones are refused before that.
pub(crate) const LIMIT: usize = 1_000;

/// So many known words are listed even where one is near: `!=` is nearer to `==` than to what was meant.
const FEW: usize = 5;

/// Where a cursor stands, from the root outwards.
#[derive(Clone, Copy)]
enum Place<'a> {
    Root,
    Field(&'a Place<'a>, &'a str),
    Element(&'a Place<'a>, usize),
}

impl Place<'_> {
    fn write(&self, out: &mut String) {
        match self {
            Self::Root => out.push('$'),
            Self::Field(parent, name) => {
                parent.write(out);
                out.push('.');
                out.extend(name.chars().take(64));
            }
            Self::Element(parent, index) => {
                parent.write(out);
                out.push('[');
                out.push_str(&decimal::text(*index as i64));
                out.push(']');
            }
        }
    }
}

/// A value together with its place and the list of problems found so far: reading goes on after a problem,
/// so that an author sees all of them at once.
pub struct Cursor<'a, N> {
    node: N,
    place: Place<'a>,
}

impl<'n, N: Node<'n>> Cursor<'_, N> {
    /// Stands at the root of a document.
    pub fn root(node: N) -> Self {
        Self { node, place: Place::Root }
    }

    /// Visits an element of the list that is a field of a document, where elements come one by one.
    pub fn element<T>(list: &str, index: usize, node: N, visit: impl FnOnce(Cursor<'_, N>) -> T) -> T {
        visit(Cursor { node, place: Place::Element(&Place::Field(&Place::Root, list), index) })
    }

    /// What stands here.
    pub fn kind(&self) -> Kind {
        self.node.kind()
    }

    /// Notes that something is wrong here; the message says what, and how to mend it.
    pub fn problem(&self, problems: &mut Vec<Problem>, code: &'static str, message: &[&str]) {
        let mut path = String::new();
        self.place.write(&mut path);
        problems.push(Problem { code, path, message: message.concat() });
    }

    fn wrong_kind<T>(&self, problems: &mut Vec<Problem>, expected: &str) -> Option<T> {
        self.problem(problems, "wrong_kind", &["expected ", expected, ", found ", self.kind().word(), "."]);
        None
    }

    /// Text of at most `max` characters, not empty.
    pub fn text(&self, problems: &mut Vec<Problem>, max: usize) -> Option<&'n str> {
        let Some(text) = self.node.text() else { return self.wrong_kind(problems, "text") };
        if text.is_empty() {
            self.problem(problems, "empty", &["this text is empty: fill it in or leave the key out."]);
            return None;
        }
        if text.chars().nth(max).is_some() {
            self.problem(
                problems,
                "too_long",
                &["this text is too long: ", &decimal::text(max as i64), " characters at most."],
            );
            return None;
        }
        Some(text)
    }

    /// One of a few words, by its place in the list; a wrong one gets the nearest right one proposed.
    pub fn word(&self, problems: &mut Vec<Problem>, words: &[&str]) -> Option<usize> {
        let text = self.text(problems, LIMIT)?;
        let found = words.iter().position(|word| *word == text);
        if found.is_none() {
            self.unknown(problems, "unknown_word", "word", text, words);
        }
        found
    }

    /// Notes that a name is not known and proposes the nearest one, or lists them.
    pub fn unknown(&self, problems: &mut Vec<Problem>, code: &'static str, what: &str, found: &str, known: &[&str]) {
        self.problem(problems, code, &[&unknown(what, found, known)]);
    }

    /// A whole number from `least` to `most`.
    pub fn whole(&self, problems: &mut Vec<Problem>, least: i64, most: i64) -> Option<i64> {
        let Some(number) = self.node.number() else { return self.wrong_kind(problems, "a number") };
        let whole = number as i64;
        if whole as f64 == number && (least..=most).contains(&whole) {
            return Some(whole);
        }
        self.problem(
            problems,
            "out_of_range",
            &["expected a whole number from ", &decimal::text(least), " to ", &decimal::text(most), "."],
        );
        None
    }

    /// A number from 0 to 1.
    pub fn ratio(&self, problems: &mut Vec<Problem>) -> Option<crate::Ratio> {
        let Some(number) = self.node.number() else { return self.wrong_kind(problems, "a number") };
        let ratio = crate::Ratio::new(number);
        if ratio.is_none() {
            self.problem(problems, "out_of_range", &["expected a number from 0 to 1."]);
        }
        ratio
    }

    /// `true` or `false`.
    pub fn truth(&self, problems: &mut Vec<Problem>) -> Option<bool> {
        self.node.truth().or_else(|| self.wrong_kind(problems, "true or false"))
    }

    /// The string that stands here; empty where there is none.
    pub fn raw_text(&self) -> &'n str {
        self.node.text().unwrap_or_default()
    }

    /// The number that stands here; 0 where there is none.
    pub fn raw_number(&self) -> f64 {
        self.node.number().unwrap_or(0.0)
    }

    /// The truth value that stands here; `false` where there is none.
    pub fn raw_truth(&self) -> bool {
        self.node.truth().unwrap_or(false)
    }

    /// The field of that name, if there is one that isn't `null`.
    pub fn field<'b>(&'b self, name: &'b str) -> Option<Cursor<'b, N>> {
        let node = self.node.field(name).filter(|node| node.kind() != Kind::Null)?;
        Some(Cursor { node, place: Place::Field(&self.place, name) })
    }

    /// Visits each element of a list of at most `max`.
    pub fn each(
        &self,
        problems: &mut Vec<Problem>,
        max: usize,
        mut visit: impl FnMut(Cursor<'_, N>, &mut Vec<Problem>),
    ) {
        if self.kind() != Kind::List {
            self.wrong_kind::<()>(problems, "a list");
            return;
        }
        let elements = self.node.elements(max + 1);
        if elements.len() > max {
            self.problem(problems, "too_many", &["this list is too long: ", &decimal::text(max as i64), " at most."]);
            return;
        }
        for (i, node) in elements.into_iter().enumerate() {
            visit(Cursor { node, place: Place::Element(&self.place, i) }, problems);
        }
    }

    /// Visits each field of an object, whatever its name.
    pub fn entries(
        &self,
        problems: &mut Vec<Problem>,
        mut visit: impl FnMut(&'n str, Cursor<'_, N>, &mut Vec<Problem>),
    ) {
        if self.kind() != Kind::Object {
            self.wrong_kind::<()>(problems, "an object");
            return;
        }
        let fields = self.node.fields(LIMIT + 1);
        if fields.len() > LIMIT {
            self.problem(problems, "too_many", &["this object has too many keys: 1000 at most."]);
            return;
        }
        for (name, node) in fields {
            visit(name, Cursor { node, place: Place::Field(&self.place, name) }, problems);
        }
    }
}

fn unknown(what: &str, found: &str, known: &[&str]) -> String {
    let found: String = found.chars().take(64).collect();
    let mut message = ["there is no ", what, " \"", &found, "\" here."].concat();
    let near = nearest(&found, known.iter().copied());
    if let Some(near) = near {
        message.extend([" Did you mean \"", near, "\"?"]);
    }
    if near.is_none() && known.is_empty() {
        message.push_str(" There is none at all.");
    } else if near.is_none() || (2..=FEW).contains(&known.len()) {
        message.extend([" Known: ", &known.join(", "), "."]);
    }
    message
}
