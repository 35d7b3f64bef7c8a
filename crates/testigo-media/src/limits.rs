//! What the process that draws gives up before it reads anything.

/// Whether it holds. Where a system knows no such limits, the one who started it still ends it in time.
#[cfg(unix)]
pub(crate) fn give_up() -> bool {
    use rustix::process::{Resource, Rlimit, setrlimit};

    /// Of addresses: the file, its pictures and the page.
    const MEMORY_BYTES_MAX: u64 = 2 << 30;
    let limits = [
        (Resource::As, MEMORY_BYTES_MAX),
        (Resource::Cpu, u64::from(crate::TIME_S_MAX)),
        // What it read never lies on disk: no file of its memory when it falls, and none that it writes.
        (Resource::Core, 0),
        (Resource::Fsize, 0),
        // No file, no connection and no other process: only the three pipes that it has.
        (Resource::Nofile, 3),
        (Resource::Nproc, 0),
    ];
    let held = limits.map(|(resource, most)| {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        setrlimit(resource, limit).is_ok()
    });
    // Elsewhere not all of these limits are known.
    !cfg!(target_os = "linux") || (ends_with_its_parent() && held.iter().all(|held| *held))
}

#[cfg(target_os = "linux")]
fn ends_with_its_parent() -> bool {
    use rustix::process::{Signal, set_parent_process_death_signal};
    set_parent_process_death_signal(Some(Signal::KILL)).is_ok()
}

#[cfg(all(unix, not(target_os = "linux")))]
fn ends_with_its_parent() -> bool {
    true
}

/// Whether it holds.
#[cfg(not(unix))]
pub(crate) fn give_up() -> bool {
    true
}
