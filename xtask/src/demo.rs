//! `cargo xtask demo`: builds the program and lets it go the whole way on its sample.

use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) fn run(folder: Option<&Path>) -> Result<(), String> {
    crate::setup::ready(crate::setup::BUILD)?;
    crate::succeed(crate::build_shipped())?;
    let folder = folder.map_or_else(free_folder, Path::to_path_buf);
    let mut demo = Command::new(crate::shipped_binary());
    demo.arg("demo").arg(&folder);
    crate::succeed(demo)?;
    let court = folder.join("out/dossier-court");
    println!("The dossier: {}", court.display());
    println!("Its report:  {}", court.join("data/report.html").display());
    println!(
        "Check it:    {} verify {}",
        crate::shipped_binary().display(),
        court.display()
    );
    Ok(())
}

/// `target/demo-1`, or the first number that is free: what an earlier demonstration made stays.
fn free_folder() -> PathBuf {
    let target = crate::root().join("target");
    (1..10_000)
        .map(|number| target.join(format!("demo-{number}")))
        .find(|folder| !folder.exists())
        .unwrap_or(target)
}
