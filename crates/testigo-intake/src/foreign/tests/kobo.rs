use super::*;

#[test]
fn repeats_are_records_of_their_own() {
    let Some(path) = fixture("kobo/formpack_grouped_repeatable.json") else {
        return;
    };
    let given = give(Format::Kobo, &path);
    assert_eq!(given.rows, 2);
    assert_eq!(given.kinds(), "entry 3, incident 2");
    assert_eq!(given.trouble_lines(), "");
    assert_eq!(
        line(&given.records[2]),
        "incident uuid:91ab8237-92b1-4a10-929f-45af2bb141b9 @submission 2: x.version=\"rgv1\" \
         x.end=\"2016-03-14T14:15:48.000-04:00\" x.household_location=\"marseille\" \
         x.formuid=\"9677d34e6ad14302afed5aa2951c28ab\" \
         x.instanceid=\"uuid:91ab8237-92b1-4a10-929f-45af2bb141b9\" x.versionid=\"rgv1\" \
         x.start=\"2016-03-14T14:14:10.000-04:00\""
    );
    assert_eq!(
        line(&given.records[4]),
        "entry uuid:91ab8237-92b1-4a10-929f-45af2bb141b9/houshold_member_repeat[2] \
         @submission 2, houshold_member_repeat 2: name=\"linda\" \
         incident->\"uuid:91ab8237-92b1-4a10-929f-45af2bb141b9\""
    );
}

#[test]
fn files_that_are_not_there_are_named() {
    let Some(path) = fixture("kobo/formpack_media_types_v1.json") else {
        return;
    };
    let given = give(Format::Kobo, &path);
    assert_eq!(given.rows, 2);
    assert_eq!(given.kinds(), "incident 2");
    assert_eq!(given.file_lines(), "");
    assert_eq!(
        given.trouble_lines(),
        "1 [image_of_emperor] julius.jpg: attachment_missing\n\
         1 [another_image_of_emperor] another-julius_1.jpg: attachment_missing\n\
         1 [meta/audit] audit.csv: attachment_missing\n\
         2 [image_of_emperor] augustus.jpg: attachment_missing\n\
         2 [meta/audit] audit.csv: attachment_missing"
    );
    assert_eq!(
        line(&given.records[0]),
        "incident uuid:40805f86-2638-46f1-ab5a-72f4632474b5 @submission 1: \
         x.fav_emperor=\"Julius Caesar\" x.image_of_emperor=\"julius.jpg\" \
         x.another_image_of_emperor=\"another-julius 1).jpg\" x.audit=\"audit.csv\" \
         x.versionid=\"romev1\" x.instanceid=\"uuid:40805f86-2638-46f1-ab5a-72f4632474b5\""
    );
}

/// Names of files repeat from submission to submission; the folder of each tells them apart.
#[test]
fn renamed_files_keep_the_name_that_was_typed() {
    let Some(path) = fixture("kobo/formpack_media_types_v1.json") else {
        return;
    };
    let json = std::fs::read_to_string(path).unwrap();
    let first = "form/40805f86-2638-46f1-ab5a-72f4632474b5";
    let second = "form/40805f86-2638-46f1-ab5a-72f4632474b6";
    let folder = folder(&[
        ("data.json", &json),
        (&format!("{first}/julius.jpg"), "j"),
        (&format!("{first}/another-julius_1.jpg"), "jj"),
        (&format!("{first}/audit.csv"), "a"),
        (&format!("{second}/audit.csv"), "aa"),
        (&format!("{second}/augustus.jpg"), "g"),
        ("extra.txt", "e"),
    ]);
    let given = give(Format::Kobo, folder.path());
    assert_eq!(given.trouble_lines(), "");
    let one = "uuid:40805f86-2638-46f1-ab5a-72f4632474b5";
    let two = "uuid:40805f86-2638-46f1-ab5a-72f4632474b6";
    let lines = given.file_lines();
    let expected = [
        format!("{first}/julius.jpg 1 item  @{first}/julius.jpg: of->\"{one}\" as=\"attachment\""),
        format!(
            "{first}/another-julius_1.jpg 2 item  @{first}/another-julius_1.jpg: of->\"{one}\" \
             as=\"attachment\" original_name=\"another-julius 1).jpg\""
        ),
        format!("{first}/audit.csv 1 item  @{first}/audit.csv: of->\"{one}\" as=\"proof\""),
        format!(
            "{second}/augustus.jpg 1 item  @{second}/augustus.jpg: of->\"{two}\" as=\"attachment\""
        ),
        format!("{second}/audit.csv 2 item  @{second}/audit.csv: of->\"{two}\" as=\"proof\""),
        format!("data.json {} item  @data.json:", json.len()),
        "extra.txt 1 item  @extra.txt:".to_owned(),
    ];
    assert_eq!(lines.lines().collect::<Vec<_>>(), expected);
}

const FORM: &str = r#"{"content":{"survey":[
    {"type":"text","name":"q1","label":["Nombre completo","Full name"]},
    {"type":"select_one s","name":"q2","label":["Sexo"]},
    {"type":"select_multiple t","name":"q3","label":["Métodos"]},
    {"type":"geopoint","name":"gps"},
    {"type":"begin_repeat","name":"hechos"},{"type":"date","name":"cuando","label":"Fecha del hecho"},
    {"type":"begin_repeat","name":"testigos"},{"type":"text","name":"nombre"},{"type":"end_repeat"},
    {"type":"end_repeat"}],
    "choices":[{"list_name":"s","name":"1","label":["Mujer"]},{"list_name":"t","name":"a","label":["Gas lacrimógeno"]},
    {"list_name":"t","name":"b","label":["Golpes"]}]},
    "results":["#;

#[test]
fn labels_choices_places_and_nested_repeats_are_read() {
    let json = FORM.to_owned()
        + r#"{"_id":7,"_uuid":"u1","q1":"Ana Quispe","q2":"1","q3":"a b","gps":"-16.5 -68.1 0 0","_geolocation":[-16.5,-68.1],
        "_tags":[],"_notes":[],"_validation_status":{},"q9":null,
        "hechos":[{"hechos/cuando":"2019-11-15","hechos/testigos":[{"hechos/testigos/nombre":"Luis"}]}]},
        {"meta/rootUuid":"uuid:u2","meta/instanceID":"uuid:later","q1":"Rosa","_geolocation":[null,null]}]}"#;
    let folder = folder(&[("a.json", &json)]);
    let given = give(Format::Kobo, &folder.path().join("a.json"));
    assert_eq!(
        given.lines(),
        "entry uuid:u1 @submission 1: x.id=\"7\" x.uuid=\"u1\" name=\"Ana Quispe\" sex=\"02\" \
         x.q3=\"Gas lacrimógeno\" x.q3=\"Golpes\" x.gps=\"-16.5 -68.1 0 0\" \
         x.private_geolocation=\"-16.5 -68.1\"\n\
         incident uuid:u1/hechos[1] @submission 1, hechos 1: date=\"2019-11-15\" part_of->\"uuid:u1\"\n\
         entry uuid:u1/hechos[1]/testigos[1] @submission 1, hechos 1, testigos 1: name=\"Luis\" \
         incident->\"uuid:u1/hechos[1]\"\n\
         entry uuid:u2 @submission 2: x.rootuuid=\"uuid:u2\" x.instanceid=\"uuid:later\" name=\"Rosa\""
    );
    assert_eq!(given.trouble_lines(), "");
    let map = given.map.unwrap();
    assert_eq!(map.multiple["q3"], " ");
    assert_eq!(Map::from_toml(&map.to_toml()).unwrap(), map);
    let again = try_read(Format::Kobo, &folder.path().join("a.json"), Some(&map)).unwrap();
    assert_eq!(again.records, given.records);
}

#[test]
fn a_damaged_submission_costs_itself() {
    let folder = folder(&[("a.json", "[{\"q\":\"a\"},{\"q\":}, {\"q\":\"b\"}")]);
    let given = give(Format::Kobo, &folder.path().join("a.json"));
    assert_eq!(given.rows, 3);
    assert_eq!(given.kinds(), "incident 2");
    assert_eq!(
        given.trouble_lines(),
        "2 [] {\"q\":}: json_damaged\n0 [] : json_damaged"
    );
}

#[test]
fn a_table_of_the_server_is_read() {
    let folder = folder(&[
        (
            "export.csv",
            "grupo/Nombre;grupo/foto;grupo/foto_URL;_gps_latitude;_gps_longitude;_uuid;_id\n\
             Ana Quispe;1.jpg;https://example.org/1.jpg;-16.5;-68.1;u1;1\n\
             Luis Mamani;2.jpg;https://example.org/2.jpg;;;u2;2\n",
        ),
        ("media/1.jpg", "x"),
    ]);
    let given = give(Format::Kobo, folder.path());
    assert_eq!(
        given.lines(),
        "place place:-16.5|-68.1| @row 2: lat=\"-16.5\" lon=\"-68.1\"\n\
         entry u1 @row 2: name=\"Ana Quispe\" x.foto=\"1.jpg\" x.foto_url=\"https://example.org/1.jpg\" \
         x.uuid=\"u1\" x.id=\"1\" place->\"place:-16.5|-68.1|\"\n\
         entry u2 @row 3: name=\"Luis Mamani\" x.foto=\"2.jpg\" x.foto_url=\"https://example.org/2.jpg\" \
         x.uuid=\"u2\" x.id=\"2\""
    );
    assert_eq!(
        given.file_lines(),
        "media/1.jpg 1 item  @media/1.jpg: of->\"u1\" as=\"attachment\"\n\
         export.csv 189 item  @export.csv:"
    );
    assert_eq!(
        given.trouble_lines(),
        "3 [grupo/foto] 2.jpg: attachment_missing"
    );
}
