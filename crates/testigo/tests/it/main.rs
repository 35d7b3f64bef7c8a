//! The program as people run it. One file an area; what a room alone can show is tested in its crate.
#![cfg(feature = "test")]
#![expect(
    clippy::disallowed_methods,
    reason = "tests write files and read the environment"
)]

mod attacks;
mod by_hand;
mod clear_bytes;
mod devices;
mod documenting;
mod dossier;
mod erasure;
mod failure;
mod intake;
mod kill;
mod real_material;
mod world;
