//! What happened beside the answers, as the columns of a file of operations name it.

/// A share of what happened: so many of so many, each counted in a column of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rate {
    /// Contacts that nobody took, of those that came in.
    Missed,
    /// Requests about something that had been asked before, of all.
    Repeated,
    /// Waits that were no longer than the target, of all: the service level.
    InTime,
    /// Alerts after which the person was contacted, of all alerts.
    Contacted,
    /// The same, within the time that was promised.
    ContactedInTime,
    /// Of those contacted, who said afterwards that it was put right.
    Recovered,
}

impl Rate {
    /// All of them: first what is of the service, then what is of the closed loop.
    pub const ALL: [Self; 6] =
        [Self::Missed, Self::Repeated, Self::InTime, Self::Contacted, Self::ContactedInTime, Self::Recovered];
    /// Those of the service.
    pub const SERVICE: [Self; 3] = [Self::Missed, Self::Repeated, Self::InTime];
    /// Those of the closed loop.
    pub const LOOP: [Self; 3] = [Self::Contacted, Self::ContactedInTime, Self::Recovered];

    /// A stable word for programs.
    ///
    /// ```
    /// assert_eq!(madeleine_core::operation::Rate::InTime.code(), "in_time");
    /// ```
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::Repeated => "repeated",
            Self::InTime => "in_time",
            Self::Contacted => "contacted",
            Self::ContactedInTime => "contacted_in_time",
            Self::Recovered => "recovered",
        }
    }

    /// The column that counts them, and the one that counts of how many they are.
    ///
    /// ```
    /// use madeleine_core::operation::Rate;
    /// assert_eq!(Rate::Missed.columns(), ["missed", "offered"]);
    /// ```
    pub const fn columns(self) -> [&'static str; 2] {
        match self {
            Self::Missed => ["missed", "offered"],
            Self::Repeated => ["repeats", "requests"],
            Self::InTime => ["waited_in_time", WAITED],
            Self::Contacted => ["contacted", "alerts"],
            Self::ContactedInTime => ["contacted_in_time", "alerts"],
            Self::Recovered => ["recovered", "contacted"],
        }
    }
}

/// The column of when it happened: `2026-W47` or `2026-11-23`.
pub const PERIOD: &str = "period";
/// The column of where it happened, as responses name it.
pub const TOUCHPOINT: &str = "touchpoint";
/// The column of how many waits were taken.
pub const WAITED: &str = "waited";
/// The columns of how long, in seconds: all waits together, what half of them and nine in ten didn't exceed.
pub const SECONDS: [&str; 3] = ["wait_seconds", "wait_p50", "wait_p90"];
/// The columns of counts.
pub const COUNTS: [&str; 10] = [
    "offered",
    "missed",
    "requests",
    "repeats",
    WAITED,
    "waited_in_time",
    "alerts",
    "contacted",
    "contacted_in_time",
    "recovered",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_share_is_of_columns_that_are_read() {
        assert!(Rate::ALL.iter().flat_map(|rate| rate.columns()).all(|column| COUNTS.contains(&column)));
        assert_eq!([Rate::SERVICE, Rate::LOOP].concat(), Rate::ALL);
    }
}
