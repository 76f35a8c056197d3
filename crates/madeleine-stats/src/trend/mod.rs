//! Time: what is signal in a series of weeks, and what is noise.
