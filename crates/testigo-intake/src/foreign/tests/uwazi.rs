use super::*;

#[test]
fn the_csv_of_its_own_tests_is_read() {
    let Some(path) = fixture("uwazi/uwazi_csv_test.csv") else {
        return;
    };
    let given = give(Format::Uwazi, &path);
    assert_eq!(given.rows, 3);
    assert_eq!(given.kinds(), "incident 3, place 2");
    assert_eq!(given.trouble_lines(), "");
    assert_eq!(given.file_lines(), "");
    assert_eq!(
        line(&given.records[1]),
        "incident  @row 3: title=\"title1\" x.header_with_dots=\"header with dots value 1\" \
         x.text_label=\"text value 1\" x.numeric_label=\"1977\" x.non_configured=\"______________\" \
         x.select_label=\"thesauri1\" x.not_defined_type=\"notType1\" x.additional_tag_s=\"tag1\" \
         x.multi_select_label=\"multivalue1\" x.date_label=\"03/01/2022\" x.language=\"English\" \
         place->\"place:1|1|\""
    );
    let last = line(&given.records[4]);
    assert!(
        last.contains("x.multi_select_label=\"multivalue1\" x.multi_select_label=\"multivalue3\"")
    );
    assert_eq!(
        line(&given.records[3]),
        "place place:0|0| @row 5: lat=\"0\" lon=\"0\""
    );
}

#[test]
fn the_zip_of_its_own_tests_is_read() {
    let Some(path) = fixture("uwazi/uwazi_csv_zipTest.zip") else {
        return;
    };
    let given = give(Format::Uwazi, &path);
    assert_eq!(given.rows, 3);
    assert_eq!(given.kinds(), "incident 3");
    assert_eq!(given.trouble_lines(), "5 [file] 3.pdf: attachment_missing");
    assert_eq!(
        given.file_lines(),
        "1.pdf 11423 item  @1.pdf: of->\"row:2dbe6f34ef6769635c10f8eb636b2e41\" as=\"attachment\"\n\
         2.pdf 11623 item  @2.pdf: of->\"row:53fc01d85cdac05f67650d71934e586a\" as=\"attachment\"\n\
         test.csv 58 item  @test.csv:"
    );
}

#[test]
fn its_marks_are_read() {
    let folder = folder(&[(
        "import.csv",
        "id,title__es,title__en,Fecha,Tipo,Fuente,Lugar,Mapa,Relacionado\n\
         e1,Marcha,March,2019-11-15:2019-11-17,Muertes::Torture,Diario|https://example.org/a,Villa Clara,-16.5|-68.1,Bloqueo\n\
         ,Bloqueo,,2019-11~2019-12,,,,,\n\
         e1,Otra,,15/11/2019,,,,,\n",
    )]);
    let given = give(Format::Uwazi, &folder.path().join("import.csv"));
    assert_eq!(
        given.lines(),
        "place place:Villa Clara|-16.5|-68.1| @row 2: name=\"Villa Clara\" lat=\"-16.5\" lon=\"-68.1\"\n\
         incident e1 @row 2: x.id=\"e1\" title=\"Marcha\" x.title_en=\"March\" date=\"2019-11-15/2019-11-17\" \
         x.tipo=\"Muertes::Torture\" x.fuente=\"Diario\" x.fuente_url=\"https://example.org/a\" \
         place->\"place:Villa Clara|-16.5|-68.1|\" x.relacionado=\"Bloqueo\"\n\
         incident  @row 3: title=\"Bloqueo\" date=\"2019-11/2019-12\"\n\
         incident  @row 4: x.id=\"e1\" title=\"Otra\" date=\"2019-11-15\""
    );
    assert_eq!(given.trouble_lines(), "4 [] e1: key_twice");
    assert_eq!(given.map.unwrap().key_column.as_deref(), Some("id"));
}

#[test]
fn a_term_counts_without_its_group_where_codes_are_read() {
    let folder = folder(&[(
        "import.csv",
        "Nombre,Tipo,Fecha\nAna Quispe,Contra la integridad::Tortura,~2019-11-15\n",
    )]);
    let given = give(Format::Uwazi, folder.path());
    assert_eq!(
        given.lines(),
        "entry  @row 2: name=\"Ana Quispe\" type=\"02011111\" date=\"../2019-11-15\""
    );
}

#[test]
fn files_go_out_once_and_without_a_row_too() {
    let folder = folder(&[
        (
            "import.csv",
            "Title,Documents\na,x.pdf|y.pdf\nb,x.pdf\nc,https://example.org/z.pdf\n",
        ),
        ("files/x.pdf", "x"),
        ("files/Y.pdf", "yy"),
        ("files/unnamed.pdf", "zzz"),
    ]);
    let given = give(Format::Uwazi, folder.path());
    let of = given.records[0].key.clone();
    assert_eq!(
        given.file_lines(),
        format!(
            "files/x.pdf 1 item  @files/x.pdf: of->{of:?} as=\"attachment\"\n\
             files/Y.pdf 2 item  @files/Y.pdf: of->{of:?} as=\"attachment\"\n\
             files/unnamed.pdf 3 item  @files/unnamed.pdf:\n\
             import.csv 66 item  @import.csv:"
        )
    );
    assert_eq!(given.trouble_lines(), "");
}

#[test]
fn several_tables_without_a_name_are_refused() {
    let folder = folder(&[("a.csv", "a,b\n1,2\n"), ("b.csv", "a,b\n1,2\n")]);
    let error = try_read(Format::Uwazi, folder.path(), None).unwrap_err();
    assert_eq!(error.code(), "not_this_format");
    let map = Map::from_toml("kind = 'incident'\n[columns]\nz = 'title'").unwrap();
    let error = try_read(Format::Uwazi, &folder.path().join("a.csv"), Some(&map)).unwrap_err();
    assert_eq!(error.code(), "no_such_column");
}
