//! What stands beside the answers: operations, the journey, the closed loop.
