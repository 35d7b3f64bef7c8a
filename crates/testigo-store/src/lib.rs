//! The bytes of an archive on disk, and what this installation remembers of them.
//!
//! **Invariant**: this is the only crate that writes into an archive's folder or `$TESTIGO_HOME`
//! (SQLite writes the catalog by itself, encrypted). It never reads a clock, the environment or a
//! terminal, never interprets a claim, and never writes plain bytes: what reaches the disk is
//! sealed, or holds no content (FORMAT 5).
//!
//! Durable writes: [`Disk`]. The archive's folder: [`Store`]. Keys: [`KeyRing`], [`DeviceKeys`].
//! Appending: [`append`]. A copy elsewhere: [`Copying`]. Reading: [`LogFiles`], [`openings`], [`objects`].

mod commit;
mod copying;
mod disk;
mod error;
#[cfg(feature = "test")]
pub mod fault;
mod home;
mod keys;
mod log_files;
pub mod objects;
pub mod openings;
mod sealing;
mod store;

pub use commit::{Commit, Opened, admit_new_log, append, open_own_log, own_log_state};
pub use copying::{Amounts, CopiedHead, Copying};
pub use disk::{Disk, Lock};
pub use error::{Result, StoreError, system_code};
pub use home::Home;
pub use keys::{DeviceKeys, DeviceLog, KeyRing, recovery_passphrase};
pub use log_files::{LogFiles, TILE_WIDTH, published_head};
pub use objects::Staged;
pub use store::{FORMAT, Store};
