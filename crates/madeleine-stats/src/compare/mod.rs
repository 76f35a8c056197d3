//! Differences between two groups or periods, and what to make of many of them at once.
