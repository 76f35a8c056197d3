//! Response quality: who was asked, who answered, how carefully, and what those who did not could change.
