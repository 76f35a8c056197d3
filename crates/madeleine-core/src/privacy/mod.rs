//! What must happen to an answer before it leaves the device.
