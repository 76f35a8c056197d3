//! By what tallies are cut: `touchpoint,period=week`.

use super::Grain;
use core::fmt;
use core::str::FromStr;
use madeleine_core::columns::{Columns, Field};
use madeleine_core::problem::nearest;

/// A property of a response by which tallies are cut into segments.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Where it was asked.
    Touchpoint,
    /// Stage of the journey.
    Stage,
    /// Channel.
    Channel,
    /// Language of the words shown.
    Locale,
    /// Phone, tablet or desktop.
    Device,
    /// Popover, inline, …
    Surface,
    /// The survey definition.
    Survey,
    /// The fingerprint of the words that were shown.
    Wording,
    /// How far the sitting got.
    State,
    /// The share of visits that were asked: what sampling weights depend on.
    Sample,
    /// The item of the survey, where one instrument is asked more than once in it.
    Item,
    /// What the owner said about the occasion under this key.
    Context(String),
}

impl Dimension {
    /// The dimensions that have a name of their own; the others are `context.` and a key.
    pub const NAMED: [(Self, &'static str); 11] = [
        (Self::Touchpoint, "touchpoint"),
        (Self::Stage, "stage"),
        (Self::Channel, "channel"),
        (Self::Locale, "locale"),
        (Self::Device, "device"),
        (Self::Surface, "surface"),
        (Self::Survey, "survey"),
        (Self::Wording, "wording"),
        (Self::State, "state"),
        (Self::Sample, "sample"),
        (Self::Item, "item"),
    ];

    /// The field in which a response says where it stands; `None` for [`Item`](Self::Item), which is none of the response.
    ///
    /// ```
    /// use madeleine_core::columns::Field;
    /// use madeleine_stats::tally::Dimension;
    /// assert_eq!(Dimension::Device.field(), Some(Field::Device));
    /// ```
    pub fn field(&self) -> Option<Field> {
        Some(match self {
            Self::Touchpoint => Field::Touchpoint,
            Self::Stage => Field::Stage,
            Self::Channel => Field::Channel,
            Self::Locale => Field::Locale,
            Self::Device => Field::Device,
            Self::Surface => Field::Surface,
            Self::Survey => Field::Survey,
            Self::Wording => Field::Wording,
            Self::State => Field::State,
            Self::Sample => Field::Sample,
            Self::Context(name) => Field::Context(name.clone()),
            Self::Item => return None,
        })
    }

    /// By what the rows of columns differ, so that there is something to tell apart: 2 values to 50.
    ///
    /// ```
    /// use madeleine_core::{columns::Columns, response::Response};
    /// use madeleine_stats::tally::Dimension;
    /// let mut columns = Columns::default();
    /// for (device, locale) in [("phone", "fr"), ("desktop", "fr")] {
    ///     columns.push(&Response { device: device.into(), locale: locale.into(), ..Response::default() });
    /// }
    /// assert_eq!(Dimension::of_columns(&columns), [Dimension::Device]);
    /// ```
    pub fn of_columns(columns: &Columns) -> Vec<Self> {
        let contexts = columns.all().iter().filter_map(|column| match column.field() {
            Field::Context(name) => Some(Self::Context(name.clone())),
            _ => None,
        });
        let differs = |dimension: &Self| {
            let column = dimension.field().and_then(|field| columns.of(&field));
            // The state that most end in isn't written.
            let unwritten = usize::from(*dimension == Self::State);
            column.is_some_and(|column| !column.has_own() && (2..=50).contains(&(column.values().len() + unwritten)))
        };
        Self::NAMED.into_iter().map(|(named, _)| named).chain(contexts).filter(differs).collect()
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Context(key) => write!(f, "context.{key}"),
            named => {
                let known = Self::NAMED.iter().find(|(dimension, _)| dimension == named);
                f.write_str(known.map_or("", |(_, name)| name))
            }
        }
    }
}

/// By what tallies are cut: any number of dimensions, and time if a grain is given.
///
/// It is read from and written as a list of names: `touchpoint,context.customer,period=week`.
/// The empty text cuts by nothing: one segment per instrument.
///
/// ```
/// use madeleine_stats::tally::{By, Dimension, Grain};
/// let by: By = "touchpoint,period=week".parse().expect("known names");
/// assert_eq!(by.dimensions(), [Dimension::Touchpoint]);
/// assert_eq!(by.period(), Some(Grain::Week));
///
/// let wrong = "touchpiont".parse::<By>().expect_err("a slip of the keys");
/// assert_eq!(wrong.to_string(), "there is no \"touchpiont\" to cut by. Did you mean \"touchpoint\"?");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct By {
    dimensions: Vec<Dimension>,
    period: Option<Grain>,
}

/// Why a text isn't a list of things to cut by.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ByError {
    /// There is no dimension of that name.
    UnknownDimension {
        /// What was found.
        found: String,
        /// The known name nearest to it, if one is near.
        nearest: Option<&'static str>,
    },
    /// There is no grain of that name.
    UnknownGrain {
        /// What was found.
        found: String,
        /// The known grain nearest to it, if one is near.
        nearest: Option<&'static str>,
    },
    /// The same thing was named twice, or the period with two grains.
    Twice(String),
}

impl By {
    /// Cuts by these dimensions, and by time if a grain is given.
    ///
    /// # Errors
    /// [`ByError::Twice`] when a dimension comes twice.
    pub fn new(dimensions: impl Into<Vec<Dimension>>, period: Option<Grain>) -> Result<Self, ByError> {
        let dimensions = dimensions.into();
        for (index, dimension) in dimensions.iter().enumerate() {
            if dimensions[..index].contains(dimension) {
                return Err(ByError::Twice(dimension.to_string()));
            }
        }
        Ok(Self { dimensions, period })
    }

    /// The dimensions, in the order in which they were named.
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// How finely time is cut; `None`: not at all.
    pub fn period(&self) -> Option<Grain> {
        self.period
    }
}

impl FromStr for By {
    type Err = ByError;

    fn from_str(text: &str) -> Result<Self, ByError> {
        let mut dimensions = Vec::new();
        let mut period = None;
        for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            if let Some(grain) = grain(name)? {
                if period.replace(grain).is_some() {
                    return Err(ByError::Twice("period".into()));
                }
            } else {
                dimensions.push(dimension(name)?);
            }
        }
        Self::new(dimensions, period)
    }
}

/// The grain, if the name is about time.
fn grain(name: &str) -> Result<Option<Grain>, ByError> {
    let word = match name.split_once('=') {
        Some((what, word)) if what.trim() == "period" => word.trim(),
        None if name == "period" => "",
        _ => return Ok(None),
    };
    let found = Grain::WORDS.iter().find(|(_, known)| *known == word);
    found.map(|(grain, _)| Some(*grain)).ok_or_else(|| ByError::UnknownGrain {
        found: cut(word),
        nearest: nearest(word, Grain::WORDS.map(|(_, known)| known)),
    })
}

fn dimension(name: &str) -> Result<Dimension, ByError> {
    if let Some(key) = name.strip_prefix("context.").filter(|key| !key.is_empty()) {
        return Ok(Dimension::Context(key.into()));
    }
    let found = Dimension::NAMED.into_iter().find(|(_, known)| *known == name);
    found.map(|(dimension, _)| dimension).ok_or_else(|| {
        let known = Dimension::NAMED.iter().map(|(_, known)| *known).chain(PERIODS);
        let word =
            if Grain::WORDS.iter().any(|(_, grain)| *grain == name) { format!("period={name}") } else { name.into() };
        ByError::UnknownDimension { found: cut(name), nearest: nearest(&word, known) }
    })
}

const PERIODS: [&str; 3] = ["period=day", "period=week", "period=month"];

/// So much of a wrong word as an error message can bear.
fn cut(word: &str) -> String {
    word.chars().take(64).collect()
}

impl ByError {
    /// A stable word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownDimension { .. } => "unknown_dimension",
            Self::UnknownGrain { .. } => "unknown_grain",
            Self::Twice(_) => "named_twice",
        }
    }
}

impl fmt::Display for ByError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownDimension { found, nearest: Some(near) } => {
                write!(f, "there is no \"{found}\" to cut by. Did you mean \"{near}\"?")
            }
            Self::UnknownDimension { found, nearest: None } => {
                write!(f, "there is no \"{found}\" to cut by. Known: ")?;
                for (_, name) in Dimension::NAMED {
                    write!(f, "{name}, ")?;
                }
                f.write_str("context.<key>, period=day, period=week, period=month.")
            }
            Self::UnknownGrain { found, nearest: Some(near) } => {
                write!(f, "there is no period \"{found}\". Did you mean \"period={near}\"?")
            }
            Self::UnknownGrain { found, nearest: None } if found.is_empty() => {
                f.write_str("say which period: period=day, period=week or period=month.")
            }
            Self::UnknownGrain { found, nearest: None } => {
                write!(f, "there is no period \"{found}\". Known: period=day, period=week, period=month.")
            }
            Self::Twice(name) => write!(f, "\"{name}\" is named twice."),
        }
    }
}

impl core::error::Error for ByError {}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut comma = "";
        for dimension in &self.dimensions {
            write!(f, "{comma}{dimension}")?;
            comma = ",";
        }
        if let Some(grain) = self.period {
            write!(f, "{comma}period={}", grain.word())?;
        }
        Ok(())
    }
}
