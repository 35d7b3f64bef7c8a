use super::*;
use crate::map::guess;
use crate::table::open_table;

const FIRST: &str = "row:667f8ba7025c14bbeefc78dfd807992f";

#[test]
fn its_two_bulletins_are_read() {
    let Some(path) = fixture("martus/martus_two_bulletins.xml") else {
        return;
    };
    let given = give(Format::Martus, &path);
    assert_eq!(given.rows, 2);
    assert_eq!(given.kinds(), "entry 5, incident 2");
    assert_eq!(given.trouble_lines(), "");
    assert_eq!(
        line(&given.records[0]),
        format!(
            "incident {FIRST} @bulletin 1: x.language=\"en\" x.author=\"Charles.\" \
             x.organization=\"ddd\" title=\"Title Bulletin #1\" place=\"location unknown\" \
             x.keywords=\"no keywords\" date=\"1970-01-01/1970-01-02\" x.entrydate=\"2005-11-01\" \
             x.summary=\"Public sumary\" narrative=\"Who saw the event?\\na number of people\\n\\n\
             Who were the groups involved?\\ndon't know\" \
             x.source_of_bulletin_information=\"Personal Interview\" x.interviewee_name=\"John Smith\" \
             x.interviewee_speaks=\"ar\" x.date_s_of_interview_s=\"1980-02-15/1980-05-22\" \
             x.does_interviewee_wish_to_remain_anonymous=\"yes\" \
             x.private_privateinfo=\"Information we want kept private\""
        )
    );
    assert_eq!(
        line(&given.records[3]),
        format!(
            "entry {FIRST}/VictimInformationGrid[3] @bulletin 1, VictimInformationGrid 3: \
             given_name=\"Colby\" surname=\"Brown\" x.is_identified=\"yes\" birth=\"1999-01-01\" \
             ethnicity=\"unknown\" incident->\"{FIRST}\""
        )
    );
    assert_eq!(
        line(&given.records[5]),
        format!(
            "entry {FIRST}/ProfessionHistoryGrid[2] @bulletin 1, ProfessionHistoryGrid 2: \
             given_name=\"Gina\" surname=\"Brown\" occupation=\"Nurse\" \
             x.dates_of_profession=\"1970-01-01/1992-01-01\" incident->\"{FIRST}\""
        )
    );
    let map = given.map.unwrap();
    assert_eq!(Map::from_toml(&map.to_toml()).unwrap(), map);
    let again = try_read(Format::Martus, &path, Some(&map)).unwrap();
    assert_eq!(again.records, given.records);
}

#[test]
fn attachments_are_found_beside_or_named() {
    let Some(path) = fixture("martus/martus_bulletin_with_attachments.xml") else {
        return;
    };
    let given = give(Format::Martus, &path);
    assert_eq!(given.rows, 1);
    assert_eq!(given.kinds(), "incident 1");
    assert_eq!(
        given.trouble_lines(),
        "1 [TopAttachmentList] $$$Sample Attachment1.txt: attachment_missing\n\
         1 [TopAttachmentList] $$$Sample Attachment2.txt: attachment_missing\n\
         1 [BottomAttachmentList] $$$Sample Attachment3.txt: attachment_missing\n\
         1 [BottomAttachmentList] $$$Sample Attachment2.txt: attachment_missing"
    );
    let tail = "x.private_privateinfo=\"Information we want kept private\" \
                x.attachment=\"$$$Sample Attachment1.txt\" x.attachment=\"$$$Sample Attachment2.txt\" \
                x.attachment=\"$$$Sample Attachment3.txt\" \
                x.private_attachment=\"$$$Sample Attachment2.txt\"";
    assert!(line(&given.records[0]).ends_with(tail));

    let xml = std::fs::read_to_string(&path).unwrap();
    let folder = folder(&[
        ("bulletins.xml", &xml),
        ("Sample Attachment2.txt", "two"),
        ("$$$Sample Attachment1.txt", "one"),
    ]);
    let key = given.records[0].key.as_str();
    let expected = format!(
        "$$$Sample Attachment1.txt 3 item  @$$$Sample Attachment1.txt: of->\"{key}\" as=\"attachment\"\n\
         Sample Attachment2.txt 3 item  @Sample Attachment2.txt: of->\"{key}\" as=\"attachment\""
    );
    let beside = give(Format::Martus, &folder.path().join("bulletins.xml"));
    assert_eq!(beside.file_lines(), expected);
    let whole = give(Format::Martus, folder.path());
    assert!(whole.file_lines().starts_with(&expected));
    assert_eq!(whole.files.len(), 3);
    assert_eq!(
        whole.trouble_lines(),
        "1 [BottomAttachmentList] $$$Sample Attachment3.txt: attachment_missing"
    );
}

#[test]
fn private_words_are_told_from_public_ones_and_local_ids_are_keys() {
    let folder = folder(&[(
        "b.xml",
        "<MartusBulletins><MartusBulletin><BulletinMetaData><BulletinLocalId>L-7</BulletinLocalId>\
         <BulletinStatus>sealed</BulletinStatus></BulletinMetaData>\
         <MainFieldSpecs><Field type='STRING'><Tag>a</Tag><Label>Lugar</Label></Field>\
         <Field type='DATE'><Tag>d</Tag><Label>Fecha del hecho</Label></Field>\
         <Field type='GRID'><Tag>g</Tag><Label>Bienes</Label><GridSpecDetails>\
         <Column type='STRING'><Tag></Tag><Label>Objeto</Label></Column></GridSpecDetails></Field></MainFieldSpecs>\
         <PrivateFieldSpecs><Field type='STRING'><Tag>p</Tag><Label>Lugar</Label></Field></PrivateFieldSpecs>\
         <FieldValues><Field tag='a'><Value>Villa &amp; Clara</Value></Field>\
         <Field tag='d'><Value>Simple:2019-13-01</Value></Field>\
         <Field tag='g'><Value><GridData><Row><Column>mesa</Column><Column>de más</Column></Row></GridData></Value></Field>\
         <Field tag='p'><Value>la casa de atrás</Value></Field>\
         </FieldValues></MartusBulletin></MartusBulletins>",
    )]);
    let given = give(Format::Martus, &folder.path().join("b.xml"));
    assert_eq!(
        given.lines(),
        "incident L-7 @bulletin 1: x.a=\"Villa & Clara\" date?\"Simple:2019-13-01\" \
         x.private_p=\"la casa de atrás\" x.bulletinstatus=\"sealed\"\n\
         incident L-7/g[1] @bulletin 1, g 1: x.objeto=\"mesa\" x.column_2=\"de más\" part_of->\"L-7\""
    );
    assert_eq!(
        given.trouble_lines(),
        "1 [Fecha del hecho] Simple:2019-13-01: not_a_date"
    );
}

#[test]
fn a_bulletin_over_the_limit_says_so() {
    let long = "x".repeat(17 * 1024 * 1024);
    let xml = format!(
        "<MartusBulletin><FieldValues><Field tag='title'><Value>a</Value></Field><Field tag='b'><Value>{long}</Value>\
         </Field></FieldValues></MartusBulletin><MartusBulletin><FieldValues><Field tag='title'><Value>b</Value></Field>\
         </FieldValues></MartusBulletin>"
    );
    let folder = folder(&[("b.xml", &xml)]);
    let given = give(Format::Martus, folder.path());
    let codes: Vec<&str> = given.troubles.iter().map(|trouble| trouble.code).collect();
    assert_eq!(codes, ["bulletin_too_large", "too_long"]);
    assert_eq!(given.rows, 2);
}

#[test]
fn the_table_that_its_tools_take_is_a_list() {
    let Some(path) = fixture("martus/csv2xml_test.csv") else {
        return;
    };
    let mut table = open_table(&path).unwrap();
    let rows: Vec<_> = std::iter::from_fn(|| table.next_row())
        .map(Result::unwrap)
        .collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1].cells[6], "Bulletin <#2>");
    let map = guess(table.header(), &rows);
    assert_eq!(map.columns["firstname"], "given_name");
    assert_eq!(map.columns["lastname"], "surname");
    assert_eq!(map.key_column.as_deref(), Some("id"));
}
