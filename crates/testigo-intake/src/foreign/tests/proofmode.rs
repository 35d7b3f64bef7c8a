use super::*;

const HELD: &str = "ddb8620a20eb4d214a5c495dd4b74c1a6bb6d1754ac0f28e2d1cd5e7e65e073d";

#[test]
fn a_folder_with_a_photo_its_table_and_a_batch_is_read() {
    let Some(path) = fixture("proofmode") else {
        return;
    };
    let given = give(Format::ProofMode, &path);
    assert_eq!(given.rows, 6);
    assert_eq!(given.kinds(), "source 4");
    let codes: Vec<String> = given
        .troubles
        .iter()
        .map(|trouble| format!("{} {}", trouble.row, trouble.code))
        .collect();
    assert_eq!(
        codes,
        [
            "1 file_missing",
            "2 row_shifted",
            "2 file_missing",
            "3 file_missing",
            "4 row_shifted",
            "4 file_missing",
            "5 row_shifted",
            "5 described_before",
        ]
    );
    let files = given.file_lines();
    let lines: Vec<&str> = files.lines().collect();
    assert_eq!(
        lines[0],
        format!(
            "IMG_20161214_163821.jpg 776700 item sha256:{HELD} @row 2: \
             captured_at=\"2016-12-14\" capture=\"CurrentDateTime0GMT: 1481751502\" \
             capture=\"NetworkType: Wifi\" \
             capture=\"File: /storage/emulated/0/DCIM/Camera/IMG_20161214_163821.jpg\" \
             capture=\"Language: English\" capture=\"Wifi MAC: f8:a9:d0:b:4c:d6\" \
             capture=\"Hardware: LGE Nexus 5\" capture=\"Manufacturer: LGE\" \
             capture=\"Modified: 1481751502000\" capture=\"DataType: Mobile Data\" \
             capture=\"Locale: USA\" condition=\"digest_holds\" capture=\"IPV4: 22.69.150.136\" \
             capture=\"ScreenSize: 4.695364699494053\" capture=\"DeviceID: 1ctg62in5e9fer8gd3bdmcffb\" \
             capture=\"Network: Wifi\""
        )
    );
    assert_eq!(
        lines[1..],
        [
            format!(
                "IMG_20161214_163821.jpg.proof.csv 416 item  @IMG_20161214_163821.jpg.proof.csv: \
                 of->\"sha256:{HELD}\" as=\"proof\""
            ),
            "1487917842390batchproof.csv 1503 item  @1487917842390batchproof.csv: as=\"proof\""
                .to_owned(),
        ]
    );
}

/// A row without a position stands in the same columns as one with it.
#[test]
fn shifted_rows_are_put_in_their_columns() {
    let Some(path) = fixture("proofmode/1487917842390batchproof.csv") else {
        return;
    };
    let given = give(Format::ProofMode, &path);
    assert_eq!(given.rows, 5);
    assert_eq!(given.kinds(), "source 4");
    // The photo of the last row lies beside the batch.
    assert_eq!(given.files.len(), 2);
    assert_eq!(
        line(&given.records[1]),
        "source sha256:51df5f6cf64df982bc14c7a0e3dd053be476ad0303ce7a8eb2923e91c412553b \
         @row 2: kind=\"recording\" \
         date=\"2016-12-14\" description=\"File: IMG_20161214_071949.jpg\\nCurrentDateTime0GMT: 1481717992\\nNetworkType: Wifi\\n\
         File: /storage/emulated/0/DCIM/Camera/IMG_20161214_071949.jpg\\nLanguage: English\\n\
         Wifi MAC: f8:a9:d0:b:4c:d6\\nHardware: LGE Nexus 5\\nManufacturer: LGE\\n\
         Modified: 1481717990000\\nDataType: Mobile Data\\nLocale: USA\\n\
         SHA256: 51df5f6cf64df982bc14c7a0e3dd053be476ad0303ce7a8eb2923e91c412553b\\n\
         IPV4: 30.126.14.93\\nScreenSize: 4.695364699494053\\nDeviceID: 1ctg62in5e9fer8gd3bdmcffb\\n\
         Network: Wifi\""
    );
    assert!(line(&given.records[0]).contains("Location.Longitude: -76.52827389\\nHardware"));
}

/// Not the SHA-256 of `photo`.
const OF_PHOTO: &str = "de8cc4b7889b0b43d0c3e2c12b5b0fee4a65fb7e5a4b5bbfd6c2b0b0b4f6ba4d";

#[test]
fn digests_are_compared_and_signatures_are_not_checked() {
    let table = format!("File Hash SHA256,File Path,Notes\n{OF_PHOTO},/a/b.jpg,x\n");
    let folder = folder(&[
        ("b.jpg", "photo"),
        ("b.jpg.asc", "s"),
        ("b.jpg.proof.csv", &table),
        ("b.jpg.proof.csv.asc", "s"),
        ("b.jpg.proof.json", "{}"),
        ("pubkey.asc", "k"),
    ]);
    let given = give(Format::ProofMode, folder.path());
    assert_eq!(
        given.trouble_lines(),
        format!("2 [File Hash SHA256] {OF_PHOTO}: digest_differs")
    );
    let of = format!("of->\"sha256:{OF_PHOTO}\" as=\"proof\"");
    assert_eq!(
        given.file_lines(),
        format!(
            "b.jpg 5 item sha256:{OF_PHOTO} @row 2: condition=\"digest_differs\" \
             other_digest=\"sha256:{OF_PHOTO}\" capture=\"File Path: /a/b.jpg\" capture=\"Notes: x\"\n\
             b.jpg.asc 1 item  @b.jpg.asc: {of} condition=\"signature_unchecked\"\n\
             b.jpg.proof.csv {} item  @b.jpg.proof.csv: {of}\n\
             b.jpg.proof.csv.asc 1 item  @b.jpg.proof.csv.asc: {of} condition=\"signature_unchecked\"\n\
             b.jpg.proof.json 2 item  @b.jpg.proof.json: {of}\n\
             pubkey.asc 1 item  @pubkey.asc: as=\"proof\"",
            table.len()
        )
    );
}

#[test]
fn a_proof_may_be_json_only() {
    let json = format!(
        "{{\"File Path\":\"/x/c.mp4\",\"File Hash SHA256\":\"{HELD}\",\"File Created\":\"2024-03-09T10:11:12Z\"}}"
    );
    let folder = folder(&[("c.mp4.proof.json", &json), ("c.mp4", "clip")]);
    let given = give(Format::ProofMode, folder.path());
    assert_eq!(given.rows, 1);
    assert!(given.file_lines().starts_with(&format!(
        "c.mp4 4 item sha256:{HELD} @proof: captured_at=\"2024-03-09\" capture=\"File Path: /x/c.mp4\" \
         condition=\"digest_differs\""
    )));
}

const TELLA: &str = "File hash, File path, File name, Cells, WiFis, Timestamp, Location latitude";

fn tella(row: &str) -> Given {
    let text = format!("{TELLA}\n{row}\n");
    let folder = folder(&[("m.csv", &text)]);
    give(Format::ProofMode, &folder.path().join("m.csv"))
}

#[test]
fn commas_in_names_are_put_back_where_that_is_clear() {
    let straight = tella(&format!("{HELD}, /a/x.jpg, x.jpg, c, w, 1700000000, -16.5"));
    assert_eq!(straight.trouble_lines(), "2 [] x.jpg: file_missing");
    let named = tella(&format!(
        "{HELD}, /a/x, y.jpg, x, y.jpg, c, w, 1700000000, -16.5"
    ));
    assert_eq!(
        named.trouble_lines(),
        format!(
            "2 [] {HELD},/a/x,y.jpg,x,y.jpg,c,w,1700000000,-16.5: row_shifted\n2 [] x, y.jpg: file_missing"
        )
    );
    assert_eq!(
        line(&named.records[0]),
        format!(
            "source sha256:{HELD} @row 2: kind=\"recording\" date=\"2023-11-14\" \
             description=\"File: x, y.jpg\\nFile hash: {HELD}\\nFile path: /a/x, y.jpg\\nFile name: x, y.jpg\\nCells: c\\n\
             WiFis: w\\nTimestamp: 1700000000\\nLocation latitude: -16.5\""
        )
    );
    // Two columns could take what is left over: nothing is guessed.
    let unclear = tella(&format!(
        "{HELD}, /a/x.jpg, x.jpg, c1, c2, w1, w2, 1700000000, -16.5"
    ));
    assert!(unclear.trouble_lines().contains("row_shifted"));
    assert!(line(&unclear.records[0]).contains("column 4: c1\\ncolumn 5: c2"));
}

#[test]
fn another_table_is_no_proof() {
    let folder = folder(&[("a.csv", "name,age\nx,1\n")]);
    let error = try_read(Format::ProofMode, folder.path(), None).unwrap_err();
    assert_eq!(error.code(), "not_this_format");
}
