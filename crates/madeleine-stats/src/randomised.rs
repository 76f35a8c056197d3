//! Estimates from answers that were randomised before they left the device.
