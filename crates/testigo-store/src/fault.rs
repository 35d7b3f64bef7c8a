//! A disk that fails once, for tests: at the n-th durable step, before or after its effect.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};

/// Whether the effect of the failing step reaches the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The step fails and nothing happened.
    NotPersisted,
    /// The step fails although it happened.
    Persisted,
}

/// The plan: which step fails, and how.
#[derive(Debug)]
pub struct Faults {
    fail_at: u64,
    effect: Effect,
    step: AtomicU64,
}

impl Faults {
    /// Fails at step `fail_at`, counted from 1.
    pub fn at(fail_at: u64, effect: Effect) -> Self {
        Self {
            fail_at,
            effect,
            step: AtomicU64::new(0),
        }
    }

    /// How many durable steps were asked for so far.
    pub fn steps(&self) -> u64 {
        self.step.load(Ordering::SeqCst)
    }

    pub(crate) fn run<T>(&self, work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        if self.step.fetch_add(1, Ordering::SeqCst) + 1 != self.fail_at {
            return work();
        }
        if self.effect == Effect::Persisted {
            work()?;
        }
        Err(io::Error::other("planned fault"))
    }
}
