//! Which paths a package may hold (FORMAT 7).

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Longest path, in bytes.
pub const PATH_BYTES_MAX: usize = 255;

/// Why a path is refused.
pub fn refused(path: &str) -> Option<&'static str> {
    if path.is_empty() || path.len() > PATH_BYTES_MAX {
        return Some("empty or too long");
    }
    if path.starts_with('/') {
        return Some("absolute");
    }
    if path.contains('\\') {
        return Some("backslash");
    }
    if path
        .chars()
        .any(|letter| letter.is_control() || is_invisible(letter))
    {
        return Some("control or invisible character");
    }
    if path.contains(':') {
        return Some("colon");
    }
    if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Some("empty, . or .. part");
    }
    if path
        .split('/')
        .any(|part| part.ends_with('.') || part.ends_with(' ') || is_device(part))
    {
        return Some("a name that means something else on Windows");
    }
    (path == "fetch.txt").then_some("fetch.txt")
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).to_ascii_lowercase();
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || (stem.len() == 4
            && (stem.starts_with("com") || stem.starts_with("lpt"))
            && stem.ends_with(|digit: char| digit.is_ascii_digit()))
}

/// Pairs of paths that some file system takes for one, or for a file and a folder of one name.
pub fn folding_collisions<'a>(paths: impl IntoIterator<Item = &'a str>) -> Vec<(&'a str, &'a str)> {
    // Folded name to the name as written, and whether it is a folder.
    let mut seen: BTreeMap<String, (&str, bool)> = BTreeMap::new();
    let mut collisions = Vec::new();
    for path in paths {
        let folders = path
            .match_indices('/')
            .filter_map(|(end, _)| Some((path.get(..end)?, true)));
        for (name, folder) in folders.chain([(path, false)]) {
            match seen.entry(caseless::default_case_fold_str(name)) {
                Entry::Vacant(free) => {
                    free.insert((name, folder));
                }
                Entry::Occupied(taken) if *taken.get() == (name, true) && folder => {}
                Entry::Occupied(taken) => {
                    collisions.push((taken.get().0, path));
                    break;
                }
            }
        }
    }
    collisions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_paths_are_refused_and_ours_are_not() {
        for path in [
            "",
            "/etc/passwd",
            "../x",
            "a/../b",
            "a//b",
            "./a",
            "a/.",
            "C:/x",
            "c:x",
            "a\\b",
            "a\u{0}b",
            "a\nb",
            "fetch.txt",
            "data/con",
            "data/NUL.txt",
            "data/com1.jpg",
            "a./b",
            "a /b",
            "data/\u{202e}gpj.exe",
            "a/",
        ] {
            assert!(refused(path).is_some(), "{path:?} was accepted");
        }
        assert!(refused(&"a".repeat(PATH_BYTES_MAX + 1)).is_some());
        for path in [
            "bagit.txt",
            "data/items/E0001.jpg",
            "proof/logs/ab/checkpoint.sig",
            "data/record/claim.csv",
            "data/fetch.txt",
            "data/común.txt",
        ] {
            assert_eq!(refused(path), None, "{path:?}");
        }
        assert!(refused(&"a".repeat(PATH_BYTES_MAX)).is_none());
    }

    #[test]
    fn names_equal_after_folding_collide() {
        assert_eq!(
            folding_collisions([
                "data/A.txt",
                "data/b.txt",
                "data/a.TXT",
                "data/Straße",
                "data/STRASSE"
            ]),
            vec![
                ("data/A.txt", "data/a.TXT"),
                ("data/Straße", "data/STRASSE")
            ]
        );
    }
    #[test]
    fn folders_equal_after_folding_collide_and_shared_folders_do_not() {
        assert_eq!(
            folding_collisions(["data/A/x", "data/a/y", "data/A/z", "data/b", "data/b/c"]),
            vec![("data/A", "data/a/y"), ("data/b", "data/b/c")]
        );
        assert_eq!(folding_collisions(["a", "a"]), vec![("a", "a")]);
    }
}
