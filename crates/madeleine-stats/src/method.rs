//! The method, page by page: the files of `docs/`, whose code is tried with the tests of this crate.

/// Where the links of the pages lead here. Each page says at its end where they lead in the repository; of two
/// definitions of one link the first counts.
macro_rules! links {
    () => {
        "[index]: crate::method::index
[intervals]: crate::method::intervals
[report]: crate::method::report
[coverage]: crate::method::coverage
[comparing]: crate::method::comparing
[weights]: crate::method::weights
[trends]: crate::method::trends
[drivers]: crate::method::drivers
[quality]: crate::method::quality
[privacy]: crate::method::privacy
[redaction]: crate::method::redaction
[tallies]: crate::method::tallies
[adding]: crate::method::adding_an_instrument
[csat]: crate::method::csat
[effort]: crate::method::effort
[recommendation]: crate::method::recommendation
[memory]: crate::method::memory
[emotions]: crate::method::emotions
[resolution]: crate::method::resolution
[expectation]: crate::method::expectation
[hassle]: crate::method::hassle
[intention]: crate::method::intention
[influence]: crate::method::influence
[gaps]: crate::method::gaps
[barometer]: crate::method::barometer
[orientation]: crate::method::orientation
[kano]: crate::method::kano
[journey]: crate::method::journey
[peak_end]: crate::method::peak_end
[operations]: crate::method::operations
[closed_loop]: crate::method::closed_loop
[found]: crate::method::found
[open]: crate::method::open
"
    };
}

macro_rules! pages {
    ($($page:ident $file:literal),* $(,)?) => {
        $(
            #[doc = links!()]
            #[doc = include_str!(concat!("../../../docs/", $file))]
            pub mod $page {}
        )*
    };
}

pages! {
    index "README.md",
    intervals "intervals.md",
    report "report.md",
    coverage "coverage.md",
    comparing "comparing.md",
    weights "weights.md",
    trends "trends.md",
    drivers "drivers.md",
    quality "quality.md",
    privacy "privacy.md",
    redaction "redaction.md",
    tallies "tallies.md",
    adding_an_instrument "adding-an-instrument.md",
    csat "instruments/csat.md",
    effort "instruments/effort.md",
    recommendation "instruments/recommendation.md",
    memory "instruments/memory.md",
    emotions "instruments/emotions.md",
    resolution "instruments/resolution.md",
    expectation "instruments/expectation.md",
    hassle "instruments/hassle.md",
    intention "instruments/intention.md",
    influence "instruments/influence.md",
    gaps "instruments/gaps.md",
    barometer "instruments/barometer.md",
    orientation "instruments/orientation.md",
    kano "instruments/kano.md",
    journey "instruments/journey.md",
    peak_end "instruments/peak-end.md",
    operations "instruments/operations.md",
    closed_loop "instruments/closed-loop.md",
    found "instruments/found.md",
    open "instruments/open.md",
}

#[cfg(test)]
mod tests {
    use madeleine_core::instrument::{Direction, Headline, KEYS};

    #[test]
    fn the_index_says_of_every_score_what_the_code_does() {
        let index = include_str!("../../../docs/README.md");
        for key in KEYS {
            let headline = match key.headline {
                Headline::Share => "share",
                Headline::Net => "net",
                Headline::Mean => "mean",
                Headline::EachOption => "share of each",
                Headline::Kind => "kind",
                Headline::Words => "words",
            };
            let direction = match key.direction {
                Direction::HigherIsBetter => "higher is better",
                Direction::LowerIsBetter => "lower is better",
                Direction::Neutral => "neither",
            };
            let row = index.lines().find(|line| line.starts_with(&format!("| `{}` |", key.id)));
            let row = row.unwrap_or_else(|| panic!("docs/README.md has no row for {}", key.id));
            let wanted = format!(" | {headline} | {direction} | {} | ", key.minimum_base);
            assert!(row.contains(&wanted), "docs/README.md says of {}: {row}, and the code:{wanted}", key.id);
        }
    }
}
