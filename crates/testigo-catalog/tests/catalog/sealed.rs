use testigo_catalog::{Catalog, CatalogError};

use crate::archive::Archive;

const CANARY: &str = "Zyxwanamaria";

fn archive() -> Archive {
    let mut archive = Archive::default();
    let source = archive.source("Post");
    for number in 0..200 {
        archive.record(
            "person",
            Some(source),
            &[("name", &format!("{CANARY} {number}"))],
        );
    }
    archive
}

#[test]
fn nothing_readable_reaches_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("catalog.db");
    let mut catalog = Catalog::open_or_create(&path, &[7; 32]).unwrap();
    archive().load(&mut catalog);
    assert_eq!(catalog.search(CANARY, None, None, 1, 0).unwrap().total, 200);
    // While it is open the newest pages are in the write-ahead log.
    let check = || {
        let mut bytes_seen = 0;
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            bytes_seen += bytes.len();
            for text in [
                CANARY,
                &CANARY.to_lowercase(),
                "CREATE TABLE",
                "SQLite format 3",
            ] {
                assert!(
                    !bytes
                        .windows(text.len())
                        .any(|window| window == text.as_bytes()),
                    "{text}"
                );
            }
        }
        assert!(bytes_seen > 50_000, "{bytes_seen}");
    };
    check();
    drop(catalog);
    check();
    let catalog = Catalog::open_or_create(&path, &[7; 32]).unwrap();
    assert_eq!(catalog.search(CANARY, None, None, 1, 0).unwrap().total, 200);
    assert_eq!(catalog.heads().unwrap().len(), 1);
}

#[test]
fn another_key_or_a_damaged_file_is_unreadable() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("catalog.db");
    let mut catalog = Catalog::open_or_create(&path, &[7; 32]).unwrap();
    archive().load(&mut catalog);
    drop(catalog);
    let check = |key: u8| {
        let result = Catalog::open_or_create(&path, &[key; 32]);
        assert!(
            matches!(result, Err(CatalogError::Unreadable)),
            "{result:?}"
        );
    };
    check(8);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[100] ^= 1;
    std::fs::remove_file(&path).unwrap();
    std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), &bytes).unwrap();
    check(7);
    std::io::Write::write_all(
        &mut std::fs::File::create(&path).unwrap(),
        b"nothing of ours",
    )
    .unwrap();
    check(7);
}
