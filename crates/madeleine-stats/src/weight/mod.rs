//! Weights: answers that stand for more or fewer people than one.
