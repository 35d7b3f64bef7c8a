use super::*;

#[test]
fn rows_describe_the_files_that_they_name() {
    let folder = folder(&[
        (
            "lista.csv",
            "Archivo;Título;Descripción;Autora;Fecha;Lugar;Latitud;Nota\n\
             a.jpg;La marcha;Gente en la plaza;Rosa Quispe;15/11/2019;Villa Clara;-16.5;n1\n\
             B;;;;noviembre 2019;;;n2\n\
             c.jpg|d.pdf;Dos;;;;;;\n\
             no.mp4;Falta;Un video;Luis;2019-11-16;El Alto;;n3\n\
             ;Sin nombre;;;;;;\n\
             a.jpg;Otra vez;;;;;;\n",
        ),
        ("fotos/a.jpg", "a"),
        ("fotos/b.jpg", "bb"),
        ("c.jpg", "ccc"),
        ("d.pdf", "dddd"),
        ("nadie.txt", "n"),
    ]);
    let given = give(Format::Folder, folder.path());
    assert_eq!(given.rows, 6);
    assert_eq!(
        given.file_lines(),
        "fotos/a.jpg 1 item file:fotos/a.jpg @row 2: title=\"La marcha\" description=\"Gente en la plaza\" \
         author=\"Rosa Quispe\" captured_at=\"2019-11-15\" place=\"Villa Clara\" x.latitud=\"-16.5\" x.nota=\"n1\"\n\
         fotos/b.jpg 2 item file:fotos/b.jpg @row 3: captured_at=\"2019-11\" x.nota=\"n2\"\n\
         c.jpg 3 item file:c.jpg @row 4: title=\"Dos\"\n\
         d.pdf 4 item file:d.pdf @row 4: title=\"Dos\"\n\
         lista.csv 275 item  @lista.csv:\n\
         nadie.txt 1 item  @nadie.txt:"
    );
    assert_eq!(
        given.trouble_lines(),
        "5 [Archivo] no.mp4: file_missing\n6 [Archivo] : file_not_named\n7 [Archivo] a.jpg: described_before"
    );
    assert_eq!(
        given.lines(),
        "source  @row 5: x.private_title=\"Falta\" description=\"Un video\" author=\"Luis\" date=\"2019-11-16\" \
         x.lugar=\"El Alto\" x.nota=\"n3\" kind=\"recording\" x.archivo=\"no.mp4\"\n\
         source  @row 6: x.private_title=\"Sin nombre\" kind=\"document\"\n\
         source  @row 7: x.private_title=\"Otra vez\" kind=\"recording\" x.archivo=\"a.jpg\""
    );
}

#[test]
fn a_map_says_which_column_names_the_file() {
    let folder = folder(&[
        (
            "x.csv",
            "ref,what,geo\n1.jpg,Plaza,\"-16.5, -68.1\"\n2.jpg,Calle,\n",
        ),
        ("other.csv", "a,b\n1,2\n"),
        ("1.jpg", "1"),
    ]);
    let map = Map::from_toml("[columns]\nref = 'path'\nwhat = 'title'\ngeo = 'lat, lon'").unwrap();
    let given = try_read(Format::Folder, folder.path(), Some(&map)).unwrap();
    assert_eq!(
        given.lines(),
        "place place:-16.5|-68.1| @row 2: lat=\"-16.5\" lon=\"-68.1\"\n\
         source  @row 3: x.private_title=\"Calle\" kind=\"recording\" x.ref=\"2.jpg\""
    );
    assert!(given.file_lines().starts_with(
        "1.jpg 1 item file:1.jpg @row 2: title=\"Plaza\" place->\"place:-16.5|-68.1|\"\n"
    ));
}

#[test]
fn a_sheet_alone_finds_the_files_beside_it() {
    let folder = folder(&[
        ("s.csv", "foto,titulo\na.jpg,A\n"),
        ("a.jpg", "a"),
        ("b.jpg", "b"),
    ]);
    let given = give(Format::Folder, &folder.path().join("s.csv"));
    assert_eq!(
        given.file_lines(),
        "a.jpg 1 item file:a.jpg @row 2: title=\"A\""
    );
}

#[test]
fn files_without_a_sheet_are_no_described_folder() {
    let folder = folder(&[("a.jpg", "a")]);
    let error = try_read(Format::Folder, folder.path(), None).unwrap_err();
    assert_eq!(error.code(), "not_this_format");
}
