//! A JSON value that keeps the order of its keys, and prints so that a person can read it.

use crate::decimal;
use crate::wire::Json;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    /// What is JSON already: `true`, `null`, `0.5`.
    Raw(&'static str),
    /// A whole number.
    Whole(i64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Self>),
    /// An object, its keys in this order.
    Object(Vec<(String, Self)>),
}

/// What fits is printed in one line of at most so many characters.
const WIDTH: usize = 120;

impl Tree {
    /// A string.
    pub fn text(text: &str) -> Self {
        Self::Text(text.into())
    }

    /// An array of strings.
    pub fn texts(texts: &[&str]) -> Self {
        Self::List(texts.iter().map(|text| Self::text(text)).collect())
    }

    /// An object.
    pub fn object<const N: usize>(fields: [(&str, Self); N]) -> Self {
        Self::Object(fields.map(|(name, value)| (name.into(), value)).into())
    }

    /// As text, indented by two, with a line break at its end.
    ///
    /// ```
    /// use madeleine_core::json_schema::Tree;
    /// let value = Tree::object([("type", Tree::text("string")), ("maxLength", Tree::Whole(64))]);
    /// assert_eq!(value.pretty(), "{ \"type\": \"string\", \"maxLength\": 64 }\n");
    /// ```
    pub fn pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0, 0);
        out.push('\n');
        out
    }

    /// Writes it into a line in which `before` characters stand already.
    fn write(&self, out: &mut String, indent: usize, before: usize) {
        let line = self.line();
        if !matches!(self, Self::List(_) | Self::Object(_)) || before + line.chars().count() < WIDTH {
            out.push_str(&line);
            return;
        }
        let inner = indent + 2;
        let next = |out: &mut String, first: bool, indent: usize| {
            out.push_str(if first { "\n" } else { ",\n" });
            out.extend(core::iter::repeat_n(' ', indent));
        };
        match self {
            // Words stand side by side, as many as fit.
            Self::List(values) if !values.iter().any(|value| matches!(value, Self::List(_) | Self::Object(_))) => {
                out.push('[');
                let mut width = 0;
                for (i, value) in values.iter().enumerate() {
                    let word = value.line();
                    width += word.chars().count() + 2;
                    if i > 0 && width < WIDTH {
                        out.push_str(", ");
                    } else {
                        next(out, i == 0, inner);
                        width = inner + word.chars().count() + 2;
                    }
                    out.push_str(&word);
                }
                next(out, true, indent);
                out.push(']');
            }
            Self::List(values) => {
                out.push('[');
                for (i, value) in values.iter().enumerate() {
                    next(out, i == 0, inner);
                    value.write(out, inner, inner);
                }
                next(out, true, indent);
                out.push(']');
            }
            Self::Object(fields) => {
                out.push('{');
                for (i, (name, value)) in fields.iter().enumerate() {
                    next(out, i == 0, inner);
                    out.extend([&quoted(name), ": "]);
                    value.write(out, inner, inner + name.chars().count() + 4);
                }
                next(out, true, indent);
                out.push('}');
            }
            _ => {}
        }
    }

    /// All of it in one line.
    fn line(&self) -> String {
        let bracketed = |open: &str, parts: Vec<String>, close: &str, room: &str| match parts.is_empty() {
            true => [open, close].concat(),
            false => [open, room, &parts.join(", "), room, close].concat(),
        };
        match self {
            Self::Raw(raw) => (*raw).into(),
            Self::Whole(number) => decimal::text(*number),
            Self::Text(text) => quoted(text),
            Self::List(values) => bracketed("[", values.iter().map(Self::line).collect(), "]", ""),
            Self::Object(fields) => {
                let field = |(name, value): &(String, Self)| [&quoted(name), ": ", &value.line()].concat();
                bracketed("{", fields.iter().map(field).collect(), "}", " ")
            }
        }
    }
}

fn quoted(text: &str) -> String {
    let mut json = Json::default();
    json.text(text);
    json.finish()
}
