use super::*;
use crate::zip_parts::samples::{bomb_of, overlapping_of, zip_of};
use std::io::Write as _;

fn names(path: &Path) -> Vec<String> {
    Package::open(path).unwrap().names().to_vec()
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    File::create(path).unwrap().write_all(bytes).unwrap();
}

#[test]
fn a_folder_is_walked_in_order_and_links_are_named() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("b.txt"), b"b");
    write(&folder.path().join("a/c.txt"), b"c");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", folder.path().join("link")).unwrap();
    let package = Package::open(folder.path()).unwrap();
    assert_eq!(package.names(), ["a/c.txt", "b.txt"]);
    #[cfg(unix)]
    assert_eq!(
        package.left_out(),
        [("link".to_owned(), "link_not_followed")]
    );
    assert_eq!(io::read_to_string(package.bytes(0).unwrap()).unwrap(), "c");
}

#[test]
fn a_single_file_reaches_only_plain_names_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("in/list.csv"), b"a,b\n");
    write(&folder.path().join("in/photo.jpg"), b"photo");
    write(&folder.path().join("secret"), b"secret");
    let path = folder.path().join("in/list.csv");
    assert_eq!(names(&path), ["list.csv"]);
    let package = Package::open(&path).unwrap();
    assert!(package.beside("photo.jpg").is_some());
    for name in ["../secret", "..", "", "list.csv", "/etc/hostname", "none"] {
        assert!(package.beside(name).is_none(), "{name}");
    }
}

/// A zip of one stored part, with the checksum and the size given.
fn stored(content: &[u8], checksum: u32, unpacked_bytes: u32) -> Vec<u8> {
    let mut zip = Vec::new();
    let sizes = |out: &mut Vec<u8>| {
        out.extend(checksum.to_le_bytes());
        out.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        out.extend(unpacked_bytes.to_le_bytes());
        out.extend([5, 0, 0, 0]);
    };
    zip.extend(b"PK\x03\x04");
    zip.extend([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    sizes(&mut zip);
    zip.extend(b"a.txt");
    zip.extend(content);
    let directory_at = u32::try_from(zip.len()).unwrap();
    zip.extend(b"PK\x01\x02");
    zip.extend([20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    sizes(&mut zip);
    zip.extend([0; 14]);
    zip.extend(b"a.txt");
    let directory_bytes = u32::try_from(zip.len()).unwrap() - directory_at;
    zip.extend(b"PK\x05\x06");
    zip.extend([0, 0, 0, 0, 1, 0, 1, 0]);
    zip.extend(directory_bytes.to_le_bytes());
    zip.extend(directory_at.to_le_bytes());
    zip.extend([0, 0]);
    zip
}

/// As `a.txt` is named in the zip: one byte for each letter.
#[test]
fn names_of_older_systems_are_read() {
    let zip = stored(b"123456789", 0xCBF4_3926, 9);
    let old: Vec<u8> = zip
        .iter()
        .map(|byte| if *byte == b'x' { 0xA4 } else { *byte })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    write(&path, &old);
    assert_eq!(names(&path), ["a.tñt"]);
}

#[test]
fn a_part_that_is_not_what_the_directory_says_fails() {
    // The check value of CRC-32 in every description of it.
    let (content, checksum) = (b"123456789", 0xCBF4_3926);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    for (checksum, unpacked_bytes, holds) in [
        (checksum, 9, true),
        (checksum ^ 1, 9, false),
        (checksum, 8, false),
        (checksum, 10, false),
    ] {
        write(&path, &stored(content, checksum, unpacked_bytes));
        let package = Package::open(&path).unwrap();
        assert_eq!(package.names(), ["a.txt"]);
        let text = io::read_to_string(package.bytes(0).unwrap());
        assert_eq!(text.is_ok(), holds, "{checksum:x} {unpacked_bytes}");
    }
    // More than any packing can give: overlapping parts.
    write(&path, &stored(content, checksum, u32::MAX - 1));
    assert!(matches!(
        Package::open(&path),
        Err(ForeignError::PackageDamaged)
    ));
}

fn open_code(path: &Path, zip: &[u8]) -> &'static str {
    write(path, zip);
    Package::open(path).err().map_or("", |error| error.code())
}

#[test]
fn parts_that_lie_over_one_another_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    let content = [b' '; 1000];
    assert_eq!(open_code(&path, &overlapping_of("a", &content, 1)), "");
    let zip = overlapping_of("a", &content, 2);
    assert_eq!(open_code(&path, &zip), "package_overlaps");
    // A part that holds the next: the first is packed, and says that it goes on behind the second.
    let mut zip = zip_of(&[("a", &content), ("b", &content)]);
    assert_eq!(open_code(&path, &zip), "");
    let entry = zip
        .windows(4)
        .position(|bytes| bytes == b"PK\x01\x02")
        .unwrap();
    zip[entry + 20..entry + 24].copy_from_slice(&1500_u32.to_le_bytes());
    assert_eq!(open_code(&path, &zip), "package_overlaps");
}

#[test]
fn what_all_parts_unpack_to_is_bounded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    // Very well packed, but little.
    let mut zip = bomb_of("a", 100 << 20);
    assert_eq!(open_code(&path, &zip), "");
    // A zip of 8 MiB that says that it is more than 100 times that and 4 GiB: 5 GiB.
    zip = zip_of(&[("a", &vec![0; 8 << 20]), ("b", b"b")]);
    let entry = zip
        .windows(4)
        .position(|bytes| bytes == b"PK\x01\x02")
        .unwrap();
    zip[entry + 24..entry + 28].copy_from_slice(&(u32::MAX - 1).to_le_bytes());
    assert_eq!(open_code(&path, &zip), "");
    let last = zip
        .windows(4)
        .rposition(|bytes| bytes == b"PK\x01\x02")
        .unwrap();
    zip[last + 24..last + 28].copy_from_slice(&(1_u32 << 30).to_le_bytes());
    assert_eq!(open_code(&path, &zip), "package_too_large");
}

/// The 64-bit extension, as programs write it for packages of more than 4 GiB or 65,535 parts.
#[test]
fn large_packages_are_read() {
    let (content, checksum) = (b"123456789", 0xCBF4_3926_u32);
    let mut zip = b"PK\x03\x04".to_vec();
    zip.extend([45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    zip.extend(checksum.to_le_bytes());
    zip.extend([0xFF; 8]);
    zip.extend([5, 0, 0, 0]);
    zip.extend(b"a.txt");
    zip.extend(content);
    let directory_at = u64::try_from(zip.len()).unwrap();
    zip.extend(b"PK\x01\x02");
    zip.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    zip.extend(checksum.to_le_bytes());
    zip.extend([0xFF; 8]);
    zip.extend([5, 0, 28, 0]);
    zip.extend([0; 10]);
    zip.extend([0xFF; 4]);
    zip.extend(b"a.txt");
    zip.extend([1, 0, 24, 0]);
    for number in [9_u64, 9, 0] {
        zip.extend(number.to_le_bytes());
    }
    let end_at = u64::try_from(zip.len()).unwrap();
    zip.extend(b"PK\x06\x06");
    zip.extend(44_u64.to_le_bytes());
    zip.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [1, 1, end_at - directory_at, directory_at] {
        zip.extend(number.to_le_bytes());
    }
    zip.extend(b"PK\x06\x07");
    zip.extend([0; 4]);
    zip.extend(end_at.to_le_bytes());
    zip.extend([1, 0, 0, 0]);
    zip.extend(b"PK\x05\x06");
    zip.extend([0; 4]);
    zip.extend([0xFF; 12]);
    zip.extend([0, 0]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    write(&path, &zip);
    let package = Package::open(&path).unwrap();
    assert_eq!(package.names(), ["a.txt"]);
    assert_eq!(
        io::read_to_string(package.bytes(0).unwrap()).unwrap(),
        "123456789"
    );
}

/// A workbook is packed like a zip, and is one table.
#[test]
fn a_workbook_is_one_file() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/valle-sereno/lists/clinic-intake.xlsx");
    let package = Package::open(&path).unwrap();
    assert!(package.is_single_file());
    assert!(package.table(0).unwrap().header().len() > 2);
}
