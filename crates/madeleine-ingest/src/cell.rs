//! A row of a CSV file, or a line of NDJSON, as the core looks at it: twins are the same value.

use madeleine_core::wire::{Kind, Node};

/// A value made from cells, or from JSON.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Null,
    Truth(bool),
    Number(f64),
    Text(String),
    List(Vec<Cell>),
    Object(Vec<(String, Cell)>),
}

impl<'a> Node<'a> for &'a Cell {
    fn kind(self) -> Kind {
        match self {
            Cell::Null => Kind::Null,
            Cell::Truth(_) => Kind::Bool,
            Cell::Number(_) => Kind::Number,
            Cell::Text(_) => Kind::Text,
            Cell::List(_) => Kind::List,
            Cell::Object(_) => Kind::Object,
        }
    }

    fn truth(self) -> Option<bool> {
        if let Cell::Truth(truth) = self { Some(*truth) } else { None }
    }

    fn number(self) -> Option<f64> {
        if let Cell::Number(number) = self { Some(*number) } else { None }
    }

    fn text(self) -> Option<&'a str> {
        if let Cell::Text(text) = self { Some(text) } else { None }
    }

    fn elements(self, limit: usize) -> Vec<Self> {
        if let Cell::List(cells) = self { cells.iter().take(limit).collect() } else { Vec::new() }
    }

    fn field(self, name: &str) -> Option<Self> {
        let Cell::Object(fields) = self else { return None };
        fields.iter().find(|(known, _)| known == name).map(|(_, cell)| cell)
    }

    fn fields(self, limit: usize) -> Vec<(&'a str, Self)> {
        let Cell::Object(fields) = self else { return Vec::new() };
        fields.iter().take(limit).map(|(name, cell)| (name.as_str(), cell)).collect()
    }
}
