//! `--targets`: answers weighted so that each segment has the share that it has among all customers.

use madeleine_stats::tally::{Dimension, Place, Segment};
use madeleine_stats::weight::{EffectiveBase, Weight, WeightError, poststratify};
use madeleine_stats::{By, Tallies};
use std::collections::BTreeMap;

/// What share of all customers each segment has.
#[derive(Debug, Clone)]
pub(super) struct Targets {
    pub(super) dimension: Dimension,
    shares: Vec<(String, f64)>,
}

/// `device=phone:0.6,desktop:0.4`.
pub(super) fn parse(text: &str) -> Result<Targets, String> {
    let form = "expected what to weigh by and a share for each of its values, as in device=phone:0.6,desktop:0.4";
    let (name, list) = text.split_once('=').ok_or(form)?;
    let by: By = name.parse().map_err(|error| format!("{error}"))?;
    let [dimension] = by.dimensions() else { return Err(form.into()) };
    if by.period().is_some() || *dimension == Dimension::Item {
        return Err(form.into());
    }
    let share = |pair: &str| {
        let (value, share) = pair.rsplit_once(':')?;
        Some((value.trim().to_string(), share.trim().parse().ok()?))
    };
    let shares: Option<Vec<(String, f64)>> = list.split(',').map(share).collect();
    Ok(Targets { dimension: dimension.clone(), shares: shares.ok_or(form)? })
}

impl Targets {
    /// What must be cut by to weigh: what is asked for, and the segments that have targets.
    pub(super) fn cut(&self, by: &By) -> By {
        let mut dimensions = by.dimensions().to_vec();
        if !dimensions.contains(&self.dimension) {
            dimensions.push(self.dimension.clone());
        }
        // Nothing is named twice.
        By::new(dimensions, by.period()).unwrap_or_else(|_| by.clone())
    }

    /// The tallies weighted and cut as asked for, and what the responses are worth then.
    pub(super) fn weigh(
        &self,
        tallies: &Tallies,
        places: BTreeMap<Place, u64>,
        by: &By,
    ) -> Result<(Tallies, EffectiveBase), String> {
        let at = tallies.by().dimensions().iter().position(|dimension| *dimension == self.dimension);
        let mut counts: BTreeMap<Segment, u64> = BTreeMap::new();
        for (place, responses) in places {
            let segment = at.and_then(|at| place.segments.get(at)).unwrap_or(&Segment::Unnamed);
            *counts.entry(segment.clone()).or_default() += responses;
        }
        let named = |segment: &Segment| self.shares.iter().any(|(name, _)| segment.name() == Some(name.as_str()));
        if let Some((segment, count)) = counts.iter().find(|(segment, _)| !named(segment)) {
            let what = match segment.name() {
                Some(name) => format!("{count} responses have the {} \"{name}\"", self.dimension),
                None => format!("{count} responses don't say their {}", self.dimension),
            };
            return Err(format!(
                "{what}, to which --targets gives no share. Shares must cover everybody who answered."
            ));
        }
        let sample: Vec<u64> = self
            .shares
            .iter()
            .map(|(name, _)| counts.get(&Segment::Named(name.clone())).copied().unwrap_or(0))
            .collect();
        let target: Vec<f64> = self.shares.iter().map(|(_, share)| *share).collect();
        let found = poststratify(&sample, &target).map_err(|error| match error {
            WeightError::EmptyStratum { strata } => {
                let names: Vec<&str> = strata.iter().map(|at| self.shares[*at].0.as_str()).collect();
                format!("nobody answered from {}: give its share to a segment that stands for it.", names.join(", "))
            }
            other => other.to_string(),
        })?;
        let mut weights = BTreeMap::new();
        for ((name, _), weight) in self.shares.iter().zip(&found.weights) {
            let weight = Weight::new(weight.unwrap_or(0.0)).map_err(|error| error.to_string())?;
            weights.insert(name.as_str(), weight);
        }
        let weight = |place: &Place| {
            let name = at.and_then(|at| place.segments.get(at)?.name());
            name.and_then(|name| weights.get(name)).copied().unwrap_or(Weight::ZERO)
        };
        let weighted = tallies.weighted(weight).rolled_up(by).map_err(|error| error.to_string())?;
        Ok((weighted, found.effective))
    }
}
