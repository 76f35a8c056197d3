//! `madeleine serve` as it is run: what it promises when all is well, and when it isn't.

mod collect;
#[cfg(unix)]
mod crash;
#[cfg(target_os = "linux")]
mod disk;
mod health;
mod house;
mod limits;
mod logs;
mod origins;
mod rotation;
mod site;
mod slow;
#[cfg(unix)]
mod stop;
