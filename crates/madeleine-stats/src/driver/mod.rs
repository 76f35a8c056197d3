//! Drivers: what goes with a score, as an association and not a cause.
