//! Files of other programs: with the counts that they hold, twice without a change, corrected, and taken back.

use std::fs;

use serde_json::{Value, json};

use crate::world::{World, shared};

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value}"))
}

/// The codes of what was rejected, each once.
fn codes(answer: &Value) -> Vec<&str> {
    let rejected = answer["rejected"].as_array().unwrap().iter();
    let mut codes: Vec<&str> = rejected.map(|rejected| text(&rejected["code"])).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// What a record says in a field.
fn values(world: &World, id: &str, field: &str) -> Vec<String> {
    let shown = world.done(&["show", id]);
    let claims = shown["claims"].as_array().unwrap().iter();
    let of_field = claims.filter(|claim| claim["field"] == field);
    of_field
        .map(|claim| text(&claim["value"]).to_owned())
        .collect()
}

/// The ids of what an import recorded, by kind.
fn recorded(world: &World, kind: &str) -> Vec<String> {
    let lines = world.reported().into_iter();
    let of_kind = lines.filter(|line| line["kind"] == kind);
    of_kind.map(|line| text(&line["id"]).to_owned()).collect()
}

fn import(world: &World, file: &str, format: &str) -> Value {
    let report = world.path("report");
    let report = report.to_str().unwrap();
    world.done(&[
        "import", file, "--as", format, "--source", "Peer", "--report", report,
    ])
}

/// Real files of other programs: what they hold is all there, and the second time is nothing new.
#[test]
fn real_files_of_other_programs() {
    let Some(shared) = shared() else {
        return;
    };
    let expected = [
        (
            "uwazi",
            "uwazi/uwazi_csv_test.csv",
            3,
            json!({"incident": 3, "place": 2}),
            vec![],
        ),
        (
            // A row names a file that the zip does not hold.
            "uwazi",
            "uwazi/uwazi_csv_zipTest.zip",
            3,
            json!({"incident": 3, "item": 3}),
            vec!["attachment_missing"],
        ),
        (
            "kobo",
            "kobo/formpack_grouped_repeatable.json",
            2,
            json!({"incident": 2, "entry": 3}),
            vec![],
        ),
        (
            // The JSON comes without the attachments that it names.
            "kobo",
            "kobo/formpack_media_types_v1.json",
            2,
            json!({"incident": 2}),
            vec!["attachment_missing"],
        ),
        (
            "martus",
            "martus/martus_two_bulletins.xml",
            2,
            json!({"incident": 2, "entry": 5}),
            vec![],
        ),
        (
            "martus",
            "martus/martus_bulletin_with_attachments.xml",
            1,
            json!({"incident": 1}),
            vec!["attachment_missing"],
        ),
        (
            "ftm",
            "ftm/openaleph_sample.ftm",
            20,
            json!({"person": 17, "relation": 3}),
            vec![],
        ),
        (
            // Rows without a position stand further to the left; one of the photos lies beside it, with a proof of its own.
            "proofmode",
            "proofmode/1487917842390batchproof.csv",
            5,
            json!({"source": 4, "item": 2}),
            vec!["file_missing", "row_shifted"],
        ),
        (
            "auto-archiver",
            "autoarchiver/csv_no_headers.csv",
            2,
            json!({"source": 2}),
            vec![],
        ),
    ];
    for (format, file, rows, records, rejected) in expected {
        let world = World::new();
        let path = shared.join("peers").join(file);
        let path = path.to_str().unwrap();
        let first = import(&world, path, format);
        assert_eq!(first["rows"], rows, "{file}");
        assert_eq!(
            (&first["recorded"], &first["known"]),
            (&json!(rows), &json!(0)),
            "{file}"
        );
        assert_eq!(first["records"], records, "{file}");
        assert_eq!(codes(&first), rejected, "{file}");
        let second = import(&world, path, format);
        assert_eq!(
            (&second["recorded"], &second["known"]),
            (&json!(0), &json!(rows)),
            "{file}"
        );
        assert_eq!(second["records"], json!({}), "{file}");
        assert_eq!(second["import"], "", "{file}");
        // The original is an item.
        let original = world.done(&["count", "--what", "items"]);
        let items = 1 + records["item"].as_u64().unwrap_or(0);
        assert_eq!(original["documented"]["value"], items, "{file}");
        assert_eq!(world.done(&["verify"])["verdict"], "holds", "{file}");
        // Derived again, the catalog still knows what is here.
        world.done(&["rebuild"]);
        assert_eq!(import(&world, path, format)["recorded"], 0, "{file}");
        world.done(&["retract", text(&first["import"]), "--reason", "a trial"]);
        assert_eq!(import(&world, path, format)["recorded"], rows, "{file}");
    }
}

/// A form with a person in a repeated group, a renamed photo and one that never came.
#[test]
fn submissions_keep_their_members_and_their_photos() {
    let world = World::new();
    let folder = world.path("form");
    fs::create_dir_all(folder.join("attachments")).unwrap();
    let form = json!([{
        "_id": 7, "meta/instanceID": "uuid:1", "visit/place": "Alto Lirio", "visit/date": "2019-11-15",
        "visit/member": [
            {"visit/member/name": "Rosa Huanca Lirio", "visit/member/age": "34"},
            {"visit/member/name": "Tomás Quispe Arce", "visit/member/age": "about 12"}
        ],
        "photo": "the yard 1).jpg", "second": "never came.jpg",
        "_attachments": [
            {"filename": "group/attachments/the_yard_1.jpg"},
            {"filename": "group/attachments/never_came.jpg"}
        ]
    }]);
    fs::write(folder.join("submissions.json"), form.to_string()).unwrap();
    fs::write(
        folder.join("attachments/the_yard_1.jpg"),
        b"\xff\xd8\xff\xe0 not quite a photo",
    )
    .unwrap();
    let answer = import(&world, "form", "kobo");
    assert_eq!(answer["rows"], 1);
    assert_eq!(answer["records"]["entry"], 2);
    assert_eq!(codes(&answer), ["attachment_missing"]);
    let submission = recorded(&world, "incident").remove(0);
    assert_eq!(values(&world, &submission, "place"), ["Alto Lirio"]);
    for member in recorded(&world, "entry") {
        assert_eq!(values(&world, &member, "incident"), [submission.as_str()]);
    }
    let links = world.done(&["show", &submission]);
    let photo = links["links"]
        .as_array()
        .unwrap()
        .iter()
        .find(|link| link["kind"] == "item")
        .unwrap();
    assert_eq!(
        values(&world, text(&photo["id"]), "original_name"),
        ["the yard 1).jpg"]
    );
    assert_eq!(
        world.done(&["count", "--where", "age ~ 12"])["documented"]["max"],
        1
    );
    let again = import(&world, "form", "kobo");
    assert_eq!(
        (&again["recorded"], &again["import"]),
        (&json!(0), &json!(""))
    );
}

/// A corrected file says only what changed, as new claims; both versions stand beside each other.
#[test]
fn a_corrected_file_adds_only_what_changed() {
    let world = World::new();
    let first =
        "code,name,age,type\nA-1,Rosa Huanca Lirio,34,killed\nA-2,Tomás Quispe Arce,12,killed\n";
    let second = "code,name,age,type\nA-1,Rosa Huanca Lirio,35,killed\nA-2,Tomás Quispe Arce,12,killed\n\
                  A-3,Elena Vargas Montes,61,killed\n";
    world.file("list.csv", first);
    world.file("corrected.csv", second);
    let list = |file: &str| {
        let report = world.path("report");
        let arguments = [
            "import", file, "--as", "list", "--list", "Parish", "--source", "Parish",
        ];
        world.done(&[&arguments[..], &["--report", report.to_str().unwrap()]].concat())
    };
    assert_eq!(list("list.csv")["recorded"], 2);
    let rosa = recorded(&world, "entry").remove(0);
    let corrected = list("corrected.csv");
    assert_eq!(
        (
            &corrected["recorded"],
            &corrected["known"],
            &corrected["changed"]
        ),
        (&json!(2), &json!(1), &json!(1))
    );
    assert_eq!(corrected["records"], json!({"entry": 1}));
    assert_eq!(values(&world, &rosa, "age"), ["34", "35"]);
    assert_eq!(values(&world, &rosa, "name"), ["Rosa Huanca Lirio"]);
    assert_eq!(list("corrected.csv")["recorded"], 0);
    assert_eq!(world.done(&["count"])["documented"]["max"], 3);
    // The correction alone is taken back.
    world.done(&[
        "retract",
        text(&corrected["import"]),
        "--reason",
        "not theirs",
    ]);
    assert_eq!(values(&world, &rosa, "age"), ["34"]);
    assert_eq!(world.done(&["count"])["documented"]["max"], 2);
}

/// One cell for several fields, coordinates, several values; and what cannot be read is kept and named.
#[test]
fn a_map_takes_cells_apart() {
    let world = World::new();
    world.file(
        "list.csv",
        "Apellidos y nombres;Dónde;geo;Oficios\n\
         Huanca Lirio, Rosa;Alto Lirio;-13.5|-71.9;maestra/tejedora\nSin coma;Alto Lirio;norte;\n",
    );
    world.file(
        "map.toml",
        "[columns]\n\"Apellidos y nombres\" = \"surname second_surname, given_name\"\n\"Dónde\" = \"place\"\n\
         \"geo\" = \"lat|lon\"\n\"Oficios\" = \"occupation\"\n[multiple]\n\"Oficios\" = \"/\"\n",
    );
    let report = world.path("report");
    let answer = world.done(&[
        "import",
        "list.csv",
        "--as",
        "list",
        "--map",
        "map.toml",
        "--report",
        report.to_str().unwrap(),
    ]);
    let rosa = recorded(&world, "entry").remove(0);
    for (field, value) in [
        ("surname", "Huanca"),
        ("second_surname", "Lirio"),
        ("given_name", "Rosa"),
    ] {
        assert_eq!(values(&world, &rosa, field), [value]);
    }
    assert_eq!(values(&world, &rosa, "occupation"), ["maestra", "tejedora"]);
    let place = values(&world, &rosa, "place").remove(0);
    assert_eq!(values(&world, &place, "lat"), ["-13.5"]);
    assert_eq!(answer["rejected_total"], 2, "{answer}");
}

#[test]
fn what_is_no_file_of_the_format_is_refused() {
    let world = World::new();
    world.file("list.csv", "name\nRosa\n");
    for format in ["martus", "ftm"] {
        let arguments = ["import", "list.csv", "--as", format];
        world.fails(&arguments, 1, "not_this_format");
    }
    assert_eq!(world.done(&["status"])["items"], 0, "a trace was left");
    world.fails(
        &["import", "nothing.zip", "--as", "uwazi"],
        1,
        "file_unreadable",
    );
}

/// A photo with its proof: the digest is compared, and where and with what it was taken stays unless a person lets it go.
#[test]
fn a_photo_and_its_proof() {
    let Some(shared) = shared() else { return };
    let world = World::new();
    let folder = shared.join("peers/proofmode");
    let answer = import(&world, folder.to_str().unwrap(), "proofmode");
    assert_eq!(answer["records"]["item"], 3);
    let found = world.done(&[
        "search",
        "IMG_20161214_163821",
        "--kind",
        "item",
        "--where",
        "media_type = image/jpeg",
    ]);
    let photo = text(&found["hits"][0]["id"]);
    assert_eq!(values(&world, photo, "condition"), ["digest_holds"]);
    assert!(!values(&world, photo, "capture").is_empty());
    // Not even for the next in the coalition.
    world.done(&["level", photo, "public", "--reason", "for all"]);
    world.file(
        "spec.toml",
        "title = \"T\"\nrecipient = \"R\"\npurpose = \"share_un\"\nlevel = \"coalition\"\n\
         [select]\nwhere = \"kind = item\"\n",
    );
    world.done(&["dossier", "build", "spec.toml", "--out", "dossier"]);
    let claims = fs::read_to_string(world.path("dossier/data/record/claim.csv")).unwrap();
    assert!(
        claims.contains("digest_holds") && !claims.contains("LGE"),
        "{claims}"
    );
}

/// Saved pages, mail and a chat: what they hold is found by its words, with the page or the line.
#[test]
fn captures_mail_and_chats() {
    let Some(shared) = shared() else { return };
    let world = World::new();
    let standards = shared.join("standards");
    for (format, file, rows, items, rejected) in [
        ("warc", "warc/example.warc.gz", 6, 1, vec![]),
        (
            "warc",
            "warc/example-trunc.warc",
            4,
            0,
            vec!["warc_record_lost"],
        ),
        (
            "wacz",
            "wacz/valid_signed_example_1.wacz",
            1,
            1,
            vec!["certificate_unchecked"],
        ),
        // An old package without digests is unverifiable, and not altered.
        ("wacz", "wacz/valid_example_1.wacz", 1, 0, vec![]),
        (
            "wacz",
            "wacz/invalid_example_1.wacz",
            0,
            0,
            vec!["file_missing", "pages_missing"],
        ),
    ] {
        let answer = import(&world, standards.join(file).to_str().unwrap(), format);
        assert_eq!(answer["rows"], rows, "{file}");
        assert_eq!(
            answer["records"]["item"].as_u64().unwrap_or(0),
            items,
            "{file}"
        );
        assert_eq!(codes(&answer), rejected, "{file}");
    }

    let mail = "From: Rosa Huanca <rosa@example.invalid>\r\nTo: office@example.invalid\r\n\
                Subject: =?utf-8?q?Ma=C3=B1ana_en_el_molino?=\r\nDate: Fri, 15 Nov 2019 10:00:00 -0400\r\n\
                Message-ID: <1@example.invalid>\r\nMIME-Version: 1.0\r\n\
                Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n\
                Content-Type: text/plain; charset=utf-8\r\n\r\nVengan al tamboril.\r\n--b\r\n\
                Content-Type: text/plain; name=\"lista.txt\"\r\nContent-Disposition: attachment; filename=\"lista.txt\"\r\n\
                Content-Transfer-Encoding: base64\r\n\r\nVGVvZG9yYSBWaWxsY2E=\r\n--b--\r\n";
    world.file("message.eml", mail);
    let answer = import(&world, "message.eml", "mail");
    assert_eq!(
        (&answer["rows"], &answer["rejected_total"]),
        (&json!(1), &json!(0)),
        "{answer}"
    );
    let found = world.done(&["search", "tamboril"]);
    let message = text(&found["hits"][0]["id"]);
    assert_eq!(values(&world, message, "title"), ["Mañana en el molino"]);
    assert_eq!(values(&world, message, "captured_at"), ["2019-11-15"]);
    let found = world.done(&["search", "Teodora"]);
    assert_eq!(
        values(&world, text(&found["hits"][0]["id"]), "of"),
        [message]
    );

    let folder = world.path("chat");
    fs::create_dir_all(&folder).unwrap();
    let chat = "15/11/2019, 21:04 - Elena: Llegaron al puente\n\
                15/11/2019, 21:05 - Bruno: IMG-20191115-WA0001.jpg (archivo adjunto)\n\
                16/11/2019, 08:00 - Elena: <Multimedia omitido>\n";
    fs::write(folder.join("_chat.txt"), chat).unwrap();
    fs::write(
        folder.join("IMG-20191115-WA0001.jpg"),
        b"\xff\xd8\xff\xe0 a photo",
    )
    .unwrap();
    let answer = import(&world, "chat", "whatsapp");
    assert_eq!(
        (&answer["rows"], &answer["recorded"]),
        (&json!(3), &json!(3)),
        "{answer}"
    );
    let photo = world.done(&["search", "WA0001", "--where", "media_type = image/jpeg"]);
    let photo = text(&photo["hits"][0]["id"]);
    assert_eq!(
        values(&world, photo, "condition"),
        ["reencoded", "metadata_stripped"]
    );
    assert_eq!(values(&world, photo, "author"), ["Bruno"]);
    assert_eq!(values(&world, photo, "captured_at"), ["2019-11-15"]);
    assert_eq!(world.done(&["search", "puente"])["total"], 1);
    assert_eq!(import(&world, "chat", "whatsapp")["recorded"], 0);
    assert_eq!(world.done(&["verify"])["verdict"], "holds");
}

/// What leaves for another program comes back without a change: every value that may leave, and who is meant.
#[test]
fn what_is_exported_is_imported_again() {
    let from = World::new();
    let record = |kind: &str, fields: &[&str]| {
        let level = ["--source", "Parish", "--level", "public"];
        text(&from.done(&[&["record", kind], fields, &level].concat())["id"]).to_owned()
    };
    let rosa = record(
        "person",
        &[
            "name=Rosa Huanca Lirio",
            "sex=F",
            "occupation=teacher",
            "occupation=weaver",
            "age=?not_asked",
        ],
    );
    let guard = record("person", &["name=Valley Guard", "unit=03"]);
    let place = record("place", &["name=Alto Lirio", "lat=-13.5", "lon=-71.9"]);
    let at = format!("place={place}");
    let mill = record(
        "incident",
        &[
            "title=Night at the mill",
            "date=2019-11-15~",
            &at,
            "victims.killed.count=about 3",
        ],
    );
    let (victim, incident) = (format!("victim={rosa}"), format!("incident={mill}"));
    let act = record("act", &[&victim, &incident, "type=killed", "date=2019-11"]);
    let ends = (format!("from={rosa}"), format!("to={guard}"));
    record(
        "relation",
        &[&ends.0, &ends.1, "relation=member", "x.since=long ago"],
    );
    record(
        "involvement",
        &[
            &format!("act={act}"),
            &format!("person={guard}"),
            "role=carried_out",
        ],
    );

    // By title or name: what is said of each record, with the titles of those it refers to.
    let told = |world: &World| {
        let mut all = Vec::new();
        let mut waiting: Vec<String> = Vec::new();
        for word in ["Rosa", "Valley", "Alto", "Night"] {
            let found = world.done(&["search", word]);
            let hits = found["hits"].as_array().unwrap().iter();
            waiting.extend(hits.map(|hit| text(&hit["id"]).to_owned()));
        }
        let named = waiting.len();
        for at in 0.. {
            let Some(id) = waiting.get(at).cloned() else {
                break;
            };
            let shown = world.done(&["show", &id]);
            for claim in shown["claims"].as_array().unwrap() {
                let value = claim["title"]
                    .as_str()
                    .unwrap_or_else(|| text(&claim["value"]));
                let absent = claim["absent"].as_str().unwrap_or("-");
                all.push(format!(
                    "{} {} {value} {absent}",
                    shown["kind"], claim["field"]
                ));
            }
            // Acts, relations and involvements have no name: they are found by what they refer to.
            if at < named {
                let links = shown["links"].as_array().unwrap().iter();
                waiting.extend(links.map(|link| text(&link["id"]).to_owned()));
            }
        }
        all.sort();
        all.dedup();
        all.retain(|line| !line.starts_with("\"item\""));
        all
    };
    let before = told(&from);
    assert!(before.len() > 20, "{before:?}");
    for format in ["ftm", "uwazi"] {
        let out = from.path(&format!("out.{format}"));
        let out = out.to_str().unwrap();
        let to = [
            "--out",
            out,
            "--recipient",
            "R",
            "--purpose",
            "share_un",
            "--level",
            "recipient",
        ];
        from.done(&[&["export", "--as", format][..], &to].concat());
        let into = World::new();
        let answer = import(&into, out, format);
        assert_eq!(answer["records"]["person"], 2, "{format} {answer}");
        assert_eq!(codes(&answer), ["unknown_value"], "{format} {answer}");
        assert_eq!(told(&into), before, "{format}");
        assert_eq!(import(&into, out, format)["recorded"], 0, "{format}");
    }
}

/// Two groups each have a list of the same file name, with numbers of their own: nobody becomes somebody else.
#[test]
fn lists_of_two_sources_stay_apart() {
    let world = World::new();
    for (group, lines) in [
        ("a", "code,name\nP-1,Ana Uno\nP-2,Beto Dos\n"),
        ("b", "code,name\nP-1,Zoe Tres\n"),
    ] {
        fs::create_dir_all(world.path(group)).unwrap();
        fs::write(world.path(group).join("list.csv"), lines).unwrap();
        let file = format!("{group}/list.csv");
        let answer = world.done(&["import", &file, "--as", "list", "--source", group]);
        assert_eq!(answer["known"], 0, "{answer}");
        assert_eq!(answer.get("changed"), None, "{answer}");
    }
    assert_eq!(world.done(&["count"])["documented"]["max"], 3);
}

/// A column that only counts the lines is no name of a line: in the next version of the list it counts others.
#[test]
fn a_number_that_counts_the_lines_identifies_nobody() {
    let world = World::new();
    world.file(
        "first.csv",
        "Code,Nombre,Tipo\n1,Ana Uno,killed\n2,Beto Dos,injured\n",
    );
    world.file(
        "second.csv",
        "Code,Nombre,Tipo\n1,Zoe Tres,detained\n2,Ana Uno,killed\n3,Beto Dos,injured\n",
    );
    for file in ["first.csv", "second.csv"] {
        world.done(&[
            "import", file, "--as", "list", "--list", "L", "--source", "S",
        ]);
    }
    let killed = world.done(&["search", "Ana", "--kind", "entry"]);
    for hit in killed["hits"].as_array().unwrap() {
        assert_eq!(values(&world, text(&hit["id"]), "name"), ["Ana Uno"]);
    }
}

/// What came with a corrected file and was taken back with it is in no dossier, not even as something that counts.
#[test]
fn an_import_that_was_taken_back_is_in_no_dossier() {
    let world = World::new();
    world.file("first.csv", "code,name,age\nP-1,Ana Uno,30\n");
    world.file("second.csv", "code,name,age\nP-1,Ana Uno,31\n");
    let list = |file: &str| {
        world.done(&[
            "import",
            file,
            "--as",
            "list",
            "--list",
            "L",
            "--source",
            "S",
            "--level",
            "recipient",
        ])
    };
    list("first.csv");
    let corrected = list("second.csv");
    assert_eq!(corrected["changed"], 1);
    world.done(&[
        "retract",
        text(&corrected["import"]),
        "--reason",
        "not theirs",
    ]);
    world.file(
        "spec.toml",
        "title = \"T\"\nrecipient = \"R\"\npurpose = \"share_un\"\nlevel = \"recipient\"\n\
         [select]\nwhere = \"kind = entry\"\n[[figure]]\nname = \"of 31\"\nwhere = \"age = 31\"\n",
    );
    let built = world.done(&["dossier", "build", "spec.toml", "--out", "dossier"]);
    assert!(
        built["warnings"]
            .as_array()
            .unwrap()
            .contains(&json!("retracted_left_out: 1")),
        "{built}"
    );
    assert_eq!(world.done(&["verify", "dossier"])["verdict"], "holds");
    let figures = fs::read_to_string(world.path("dossier/data/figures.json")).unwrap();
    let figures: Value = serde_json::from_str(&figures).unwrap();
    assert_eq!(figures["figures"][0]["shown"]["max"], 0);
    // A person's own version is not undone by the file that it corrected.
    let entry = world.done(&["search", "Ana", "--kind", "entry"]);
    let entry = text(&entry["hits"][0]["id"]).to_owned();
    world.done(&["supersede", &entry, "age=29", "--reason", "asked again"]);
    world.file(
        "third.csv",
        "code,name,age,occupation\nP-1,Ana Uno,30,weaver\n",
    );
    list("third.csv");
    assert_eq!(values(&world, &entry, "age"), ["29"]);
    assert_eq!(values(&world, &entry, "occupation"), ["weaver"]);
}

/// Numbers of documents and telephones, and who was present, stop an original that holds them.
#[test]
fn what_must_stay_is_searched_in_originals() {
    let world = World::new();
    world.file(
        "list.csv",
        "Nombre completo,DNI,Telefono\nTomasa Villca Ocsa,40718822,987654321\n",
    );
    world.done(&["add", "list.csv", "--source", "S", "--level", "recipient"]);
    world.done(&[
        "import",
        "list.csv",
        "--as",
        "list",
        "--source",
        "S",
        "--level",
        "recipient",
    ]);
    world.file(
        "spec.toml",
        "title = \"T\"\nrecipient = \"R\"\npurpose = \"share_un\"\nlevel = \"recipient\"\n",
    );
    world.fails(
        &["dossier", "build", "spec.toml", "--out", "dossier"],
        4,
        "withheld_value_found",
    );
    assert!(!world.path("dossier").exists());
}

/// A dry run names what cannot be recorded, as the import does: a text that is too long for a field among it.
#[test]
fn a_dry_run_names_what_is_too_long() {
    let world = World::new();
    let long = "a".repeat(300_000);
    world.file(
        "list.csv",
        format!("Name,Remarks\nOtilia Corvalana,{long}\n"),
    );
    world.file(
        "kobo.json",
        format!("[{{\"_uuid\":\"u1\",\"lugar\":\"Puente\",\"relato\":\"{long}\"}}]"),
    );
    for (file, format) in [("list.csv", "list"), ("kobo.json", "kobo")] {
        let dry = world.done(&["import", file, "--as", format, "--dry-run"]);
        assert!(codes(&dry).contains(&"value_too_long"), "{file}: {dry}");
        let real = world.done(&["import", file, "--as", format]);
        assert_eq!(dry["rejected"], real["rejected"], "{file}");
    }
}

/// Lines that were pasted from a program with another encoding are read right, and the import says that they are there.
#[test]
fn two_encodings_in_a_list_are_told() {
    let world = World::new();
    let list =
        b"Nombre,Edad\nJuana Pe\xC3\xB1a,30\nRosa Mu\xC3\xB1oz,31\nInocencia N\xFA\xF1ez,32\n";
    world.file("list.csv", list);
    let answer = world.done(&["import", "list.csv", "--as", "list"]);
    assert_eq!(codes(&answer), ["encodings_mixed"]);
    assert_eq!(answer["rejected"][0]["row"], 4);
    for name in ["Peña", "Muñoz", "Núñez"] {
        let found = world.done(&["search", name, "--kind", "entry"]);
        assert_eq!(found["hits"].as_array().unwrap().len(), 1, "{name}");
    }
}
