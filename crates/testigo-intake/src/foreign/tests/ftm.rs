use super::*;

#[test]
fn a_wrapped_sample_is_read() {
    let Some(path) = fixture("ftm/openaleph_sample.ftm") else {
        return;
    };
    let given = give(Format::Ftm, &path);
    assert_eq!(given.rows, 20);
    assert_eq!(given.kinds(), "person 17, relation 3");
    assert_eq!(given.trouble_lines(), "");
    let units = given.lines().matches("unit=\"03\"").count();
    assert_eq!(units, 9);
    assert_eq!(
        line(&given.records[5]),
        "person 4de39ebaacf6422a8bb17cfa2dcc4081.f1bbfb26ad2b746be47537890dbca271826be235 @entity 6: \
         x.schema=\"Company\" unit=\"03\" contact=\"1 Dupont Circle\" name=\"Frontier Services Group Ltd.\""
    );
    assert_eq!(
        line(&given.records[19]),
        "relation 6739ee92b77b405e9c7bf7fdb568ec5d.216c7515baf58ddeef6b1713e4c2d47c8398e037 @entity 20: \
         from->\"dc8b379b4a104f2586fc2fe67402724d.a93c12683dc61891fb396a5c8b5d41fbc2e1bc51\" \
         to->\"10595fd2aa7c46f9ad0e60335ca050c3.311e8fb2603182ccd7116de0c506267795fc8497\" \
         relation=\"representation\""
    );
}

#[test]
fn lines_with_partial_dates_several_values_and_forward_references_are_read() {
    let folder = folder(&[
        (
            "a.ftm.json",
            concat!(
                r#"{"id":"l","schema":"Family","properties":{"person":["a","b"],"relative":["c"],"relationship":["madre"],"startDate":["1984-07"],"endDate":["1990"]},"datasets":["d"]}"#,
                "\n",
                r#"{"id":"a","schema":"Person","properties":{"name":["Ana Quispe","A. Quispe"],"birthDate":["1984","1985-02-01"],"gender":["female"],"topics":["x"],"weight":["70"],"deathDate":["ayer"]}}"#,
                "\nnonsense\n",
                r#"{"id":"e","schema":"Event","properties":{"name":["Marcha"],"date":["2019-11-15T10:00:00"],"involved":["a","zz"],"location":["Villa Clara"]}}"#,
                "\n",
                r#"{"id":"d","schema":"Image","properties":{"title":["Foto"],"fileName":["F 1.jpg"],"contentHash":["ab12"],"bodyText":["texto"]}}"#,
                "\n",
                r#"{"id":"c","schema":"Person","properties":{"name":["Rosa"],"addressEntity":[{"id":"p","schema":"Address","properties":{"full":["Calle 1"],"latitude":["-16.5"]}}]}}"#,
                "\n",
                r#"{"id":"b","schema":"Vessel","properties":{"name":["Barco"]}}"#,
                "\n{\"id\":\"x\"}\n",
            ),
        ),
        ("ab12", "jpeg"),
    ]);
    let given = give(Format::Ftm, folder.path());
    assert_eq!(
        given.lines(),
        "relation l @entity 1: from->\"a\" to->\"c\" relation=\"family\" date=\"1984-07/1990\" relation=\"madre\" x.datasets=\"d\"\n\
         relation l#2 @entity 1: from->\"b\" to->\"c\" relation=\"family\" date=\"1984-07/1990\" relation=\"madre\" x.datasets=\"d\"\n\
         person a @entity 2: x.schema=\"Person\" name=\"Ana Quispe\" alias=\"A. Quispe\" birth=\"1984\" \
         x.birth_date=\"1985-02-01\" sex=\"02\" x.topics=\"x\" x.weight=\"70\" death?\"ayer\"\n\
         incident e @entity 4: x.schema=\"Event\" date=\"2019-11-15\" title=\"Marcha\" place=\"Villa Clara\"\n\
         relation e#involved[1] @entity 4: from->\"e\" to->\"a\" relation=\"involved\"\n\
         relation e#involved[2] @entity 4: from->\"e\" to->\"zz\" relation=\"involved\"\n\
         source d @entity 5: x.schema=\"Image\" kind=\"recording\" name=\"Foto\" x.file_name=\"F 1.jpg\" \
         x.other_digest=\"sha1:ab12\" x.body_text=\"texto\"\n\
         person c @entity 6: x.schema=\"Person\" name=\"Rosa\"\n\
         relation c#addressEntity[1] @entity 6: from->\"c\" to->\"p\" relation=\"address_entity\"\n\
         place p @entity 6: x.schema=\"Address\" name=\"Calle 1\" lat=\"-16.5\"\n\
         source b @entity 7: x.schema=\"Vessel\" kind=\"other\" name=\"Barco\""
    );
    assert_eq!(
        given.trouble_lines(),
        "2 [deathDate] ayer: not_a_date\n3 [] nonsense: json_damaged\n8 [] id: no_entity\n\
         4 [involved] zz: reference_not_found"
    );
    assert_eq!(given.files[0].0.values.len(), 4, "{}", given.file_lines());
    assert!(given.file_lines().starts_with(
        "ab12 4 item  @ab12: of->\"d\" as=\"attachment\" other_digest=\"sha1:ab12\" original_name=\"F 1.jpg\""
    ));
}

#[test]
fn the_source_table_of_a_mapping_is_no_ftm() {
    let Some(path) = fixture("ftm/ftm_experts.csv") else {
        return;
    };
    let error = try_read(Format::Ftm, &path, None).unwrap_err();
    assert_eq!(error.code(), "not_this_format");
    let error = try_read(Format::Ftm, &path, Some(&Map::default())).unwrap_err();
    assert_eq!(error.code(), "nothing_to_map");
}

#[test]
fn ends_that_name_too_many_are_cut_and_named() {
    let ids: Vec<String> = (0..40).map(|number| format!("\"p{number}\"")).collect();
    let ids = ids.join(",");
    let text = format!(
        "{{\"id\":\"l\",\"schema\":\"Associate\",\"properties\":{{\"person\":[{ids}],\"associate\":[{ids}]}}}}"
    );
    let folder = folder(&[("a.json", &text)]);
    let given = give(Format::Ftm, &folder.path().join("a.json"));
    assert_eq!(given.records.len(), 1024);
    assert_eq!(given.troubles[0].code, "too_many_pairs");
    assert_eq!(given.troubles.len(), 41);
}
