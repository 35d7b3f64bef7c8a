use super::*;

#[test]
fn its_sheets_are_read_with_and_without_a_header() {
    let (Some(with), Some(without)) = (
        fixture("autoarchiver/csv_with_headers.csv"),
        fixture("autoarchiver/csv_no_headers.csv"),
    ) else {
        return;
    };
    let given = give(Format::AutoArchiver, &with);
    assert_eq!(given.rows, 2);
    assert_eq!(
        given.lines(),
        "source https://example.com/1/ @row 2: url=\"https://example.com/1/\" x.other_data=\"data 1\" kind=\"web\"\n\
         source https://example.com/2/ @row 3: url=\"https://example.com/2/\" x.other_data=\"data 2\" kind=\"web\""
    );
    let given = give(Format::AutoArchiver, &without);
    assert_eq!(given.rows, 2);
    assert_eq!(
        given.lines(),
        "source https://example.com/1/ @row 1: url=\"https://example.com/1/\" x.column_2=\"data 1\" kind=\"web\"\n\
         source https://example.com/2/ @row 2: url=\"https://example.com/2/\" x.column_2=\"data 2\" kind=\"web\""
    );
    assert_eq!(given.trouble_lines(), "");
}

#[test]
fn time_stamps_of_a_folder_are_proof() {
    let Some(path) = fixture("autoarchiver") else {
        return;
    };
    let given = give(Format::AutoArchiver, &path);
    assert_eq!(given.rows, 4);
    assert_eq!(given.kinds(), "source 4");
    assert_eq!(
        given.file_lines(),
        "self_signed.tsr 2905 item file:self_signed.tsr @self_signed.tsr: as=\"proof\"\n\
         valid_timestamp.tsr 4776 item file:valid_timestamp.tsr @valid_timestamp.tsr: as=\"proof\"\n\
         csv_no_headers.csv 59 item  @csv_no_headers.csv:\n\
         csv_with_headers.csv 79 item  @csv_with_headers.csv:"
    );
}

/// SHA-256 of `abc` (FIPS 180-4).
const OF_ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

#[test]
fn cells_with_values_of_python_are_read_and_digests_compared() {
    let start = &OF_ABC[..24];
    let sheet = format!(
        "status,metadata,media\n\
         wacz: success,\"{{'url': 'https://example.org/p/1', 'title': 'Marcha, día 1', 'content': None, \
         'timestamp': datetime.datetime(2019, 11, 15, 10, 0, tzinfo=datetime.timezone.utc), 'tags': ['a', 'b']}}\",\
         \"[{{'filename': '/tmp/x/{start}.mp4', 'urls': ['https://cdn.example.org/{start}.mp4'], \
         'properties': {{'hash': 'SHA-256:{OF_ABC}'}}, '_mimetype': 'video/mp4'}}, \
         {{'filename': 'gone.jpg', 'properties': {{}}}}]\"\n\
         no archiver,\"{{'url': 'https://example.org/p/1'}}\",[]\n\
         odd,\"{{'url': <object at 0x7f>}}\",\n"
    );
    let folder = folder(&[
        ("db.csv", &sheet),
        (&format!("saved/{start}.mp4"), "abc"),
        (&format!("saved/{start}.mp4.tsr"), "t"),
        (&format!("saved/{start}.wacz"), "w"),
        ("saved/other.html", "h"),
    ]);
    let given = give(Format::AutoArchiver, folder.path());
    assert_eq!(given.rows, 3);
    assert_eq!(
        given.lines(),
        format!(
            "source https://example.org/p/1 @row 2: x.status=\"wacz: success\" kind=\"web\" \
             url=\"https://example.org/p/1\" name=\"Marcha, día 1\" date=\"2019-11-15\" \
             x.metadata_tags=\"a\" x.metadata_tags=\"b\" x.media_filename=\"/tmp/x/{start}.mp4\" \
             x.media_urls=\"https://cdn.example.org/{start}.mp4\" \
             x.media_properties_hash=\"SHA-256:{OF_ABC}\" x.media_mimetype=\"video/mp4\" \
             x.media_filename=\"gone.jpg\" x.other_digest=\"sha256:{OF_ABC}\"\n\
             source https://example.org/p/1#2 @row 3: x.status=\"no archiver\" kind=\"web\" \
             url=\"https://example.org/p/1\"\n\
             source  @row 4: x.status=\"odd\" x.metadata=\"{{'url': <object at 0x7f>}}\" kind=\"web\""
        )
    );
    assert_eq!(given.trouble_lines(), "2 [] gone.jpg: file_missing");
    let lines = given.file_lines();
    let of = format!("of->\"file:saved/{start}.mp4\" as=\"proof\"");
    assert_eq!(
        lines.lines().collect::<Vec<_>>(),
        [
            format!(
                "saved/{start}.mp4 3 item file:saved/{start}.mp4 @saved/{start}.mp4: \
                 of->\"https://example.org/p/1\" as=\"attachment\" condition=\"digest_holds\""
            ),
            format!(
                "saved/{start}.mp4.tsr 1 item file:saved/{start}.mp4.tsr @saved/{start}.mp4.tsr: {of}"
            ),
            format!("saved/{start}.wacz 1 item file:saved/{start}.wacz @saved/{start}.wacz: {of}"),
            "saved/other.html 1 item file:saved/other.html @saved/other.html:".to_owned(),
            format!("db.csv {} item  @db.csv:", sheet.len()),
        ]
    );
}

#[test]
fn a_changed_file_is_named() {
    let name = format!("{}.jpg", &OF_ABC[..24]);
    let folder = folder(&[
        (
            "sheet.csv",
            &format!(
                "Link,Archive status,Archive location,Hash\nhttps://example.org/a,ok,https://s.example.org/r.html,{OF_ABC}\n"
            ),
        ),
        (&name, "abd"),
        ("r.html", "h"),
    ]);
    let given = give(Format::AutoArchiver, folder.path());
    assert_eq!(
        given.trouble_lines(),
        format!("2 [hash] {OF_ABC}: digest_differs")
    );
    assert!(given.file_lines().contains(&format!(
        "condition=\"digest_differs\" other_digest=\"sha256:{OF_ABC}\""
    )));
    assert!(
        given
            .file_lines()
            .starts_with("r.html 1 item file:r.html @r.html: of->\"https://example.org/a\"")
    );
}
