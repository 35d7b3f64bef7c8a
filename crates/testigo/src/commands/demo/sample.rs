//! The sample of `examples/valle-sereno/`, inside the program. A test compares the list with the folder.

use std::io::Write;
use std::path::Path;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../../../../examples/valle-sereno/", $name)))),*]
    };
}

/// The demonstration as data.
pub(super) const STEPS: &str = include_str!("../../../../../examples/valle-sereno/steps.toml");

const FILES: &[(&str, &[u8])] = files![
    "README.md",
    "accounts/relato-001 consent note.txt",
    "accounts/relato-001.txt",
    "accounts/relato-002.txt",
    "documents/hospital-bulletin.txt",
    "documents/noon news, transcript.txt",
    "documents/press release (capture).html",
    "dossier-court.toml",
    "dossier-public.toml",
    "lists/clinic-intake.map.toml",
    "lists/clinic-intake.xlsx",
    "lists/mesa-de-madres.csv",
    "lists/mesa-de-madres.map.toml",
    "lists/parish-register.csv",
    "lists/student-federation.csv",
    "lists/student-federation.map.toml",
    "media/bridge at dusk.jpg",
    "media/footbridge clip.mp4",
    "media/market street, café corner.jpg",
    "media/railing with paper flowers.jpg",
    "media/sketch map.png",
    "steps.toml",
];

/// Writes the sample into a new folder.
pub(super) fn unpack(folder: &Path) -> std::io::Result<()> {
    for (name, bytes) in FILES {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::File::create(path)?.write_all(bytes)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    fn below(folder: &Path, names: &mut Vec<String>, root: &Path) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                below(&path, names, root);
            } else {
                names.push(
                    path.strip_prefix(root)
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .replace('\\', "/"),
                );
            }
        }
    }

    #[test]
    fn the_program_holds_every_file_of_the_sample() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/valle-sereno");
        let mut names = Vec::new();
        below(&root, &mut names, &root);
        names.sort();
        let held: Vec<&str> = super::FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(held, names);
    }
}
