//! Subtitles and office files.

use super::{check, read};
use crate::zip_parts::samples::{bomb_of, zip_of};
use proptest::prelude::*;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const PPTX: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const ODT: &str = "application/vnd.oasis.opendocument.text";
const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";

#[test]
fn subtitles_are_read_by_cues() {
    check(
        "application/x-subrip",
        b"1\r\n00:01:02,500 --> 00:01:04,000\r\nJuan <i>Quispe</i>\r\nvino.\r\n\r\n2\r\n0:1:5,2 --> 0:1:6,0\r\n-\xF1\r\n",
        &[
            "time 00:01:02.500: Juan Quispe\nvino.",
            "time 00:01:05.200: -ñ",
            "complete",
        ],
    );
    check(
        "text/vtt",
        "WEBVTT Acta\n\nNOTE de Eva\n\nprimera\n01:02.500 --> 01:04.000 align:start\n<v Ana>S&amp;i, 2 < 3\n\n00:00:05.000 --> 00:00:06.000\nfin"
            .as_bytes(),
        &[
            "time 00:01:02.500: S&i, 2 < 3",
            "time 00:00:05.000: fin",
            "--",
            "subtitles: WEBVTT Acta",
            "subtitles: NOTE de Eva",
            "time 00:01:02.500: primera",
            "time 00:01:02.500: align:start",
            "time 00:01:02.500: v Ana",
            "complete",
        ],
    );
}

pub(super) fn sample_docx(extra: &[(&str, &[u8])]) -> Vec<u8> {
    let document = "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/w\">\
        <w:body><w:p w:rsidR=\"00AB12CD\"><w:r><w:t>Juan Qu</w:t></w:r><w:r><w:t>ispe</w:t></w:r></w:p>\
        <w:p><w:del w:author=\"Eva Mamani\"><w:r><w:delText>borrado</w:delText></w:r></w:del>\
        <w:r><w:t>segundo</w:t><w:br/><w:t>renglón</w:t></w:r></w:p>\
        <w:p><w:r><w:t>fuera</w:t></w:r><w:txbxContent><w:p><w:r><w:t>caja</w:t></w:r></w:p></w:txbxContent></w:p>\
        <w:p><w:r><w:instrText>HYPERLINK \"http://x\"</w:instrText></w:r></w:p></w:body></w:document>";
    let header = "<w:hdr><w:p><w:r><w:t>Acta 7</w:t></w:r></w:p></w:hdr>";
    let comments = "<w:comments><w:comment w:author=\"Ana\"><w:p><w:r><w:t>dudoso</w:t></w:r></w:p></w:comment></w:comments>";
    let core = "<cp:coreProperties><dc:creator>Rosa</dc:creator><dc:title>Lista</dc:title></cp:coreProperties>";
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("word/document.xml", document.as_bytes()),
        ("word/header2.xml", header.as_bytes()),
        ("word/comments.xml", comments.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
    ];
    parts.extend(extra);
    zip_of(&parts)
}

#[test]
fn text_documents_are_read_by_paragraphs() {
    check(
        DOCX,
        &sample_docx(&[]),
        &[
            "paragraph 1: Juan Quispe",
            "paragraph 2: segundo\nrenglón",
            "paragraph 4: caja",
            "paragraph 3: fuera",
            "header 2 paragraph 1: Acta 7",
            "--",
            "paragraph 2 deleted: borrado",
            "document: HYPERLINK \"http://x\"",
            "document: Eva Mamani",
            "comments: dudoso",
            "comments: Ana",
            "core properties: Rosa\nLista",
            "part names: docProps/core.xml",
            "complete",
        ],
    );
    for extra in [
        ("word/vbaProject.bin", b"macro".as_slice()),
        ("word/embeddings/oleObject1.bin", b"object"),
        ("word/media/image1.emf", b"\x01\0\0\0drawing"),
        ("word/media/image1.jpg", b"\xFF\xD8\xFF"),
    ] {
        assert!(!read(DOCX, &sample_docx(&[extra])).complete);
    }
    let picture = super::sample_jpeg(&[], &[]);
    let found = read(DOCX, &sample_docx(&[("word/media/image1.jpg", &picture)]));
    let locators: Vec<&str> = found
        .metadata
        .iter()
        .map(|one| one.locator.as_str())
        .collect();
    assert!(locators.contains(&"exif Artist"), "{locators:?}");
}

#[test]
fn rich_text_is_read_by_paragraphs() {
    let text = r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Arial;}}{\info{\author Eva}{\title Lista}}\f0 Juan Qu{\b ispe} de \u209?u\'f1oa\par
{\field{\*\fldinst HYPERLINK x}{\fldrslt sitio}} \{dos\}\tab tres\par{\*\bkmkstart marca}fin {\deleted borrado}}";
    let expected = [
        "paragraph 1: Juan Quispe de Ñuñoa",
        "paragraph 2: sitio {dos}\ttres",
        "paragraph 3: fin",
        "--",
        "paragraph 1: Eva\nLista",
        "paragraph 2: HYPERLINK x",
        "paragraph 3: marca\nborrado",
        "complete",
    ];
    check("application/rtf", text.as_bytes(), &expected);
    for bad in ["{\\rtf1 a{\\pict 00ff}}", "{\\rtf1 a", "{\\rtf1 a}}"] {
        assert!(!read("application/rtf", bad.as_bytes()).complete, "{bad}");
    }
}

#[test]
fn bombs_end() {
    let file = bomb_of("word/document.xml", 6 << 20);
    assert!(file.len() < 1 << 18);
    assert!(!read(DOCX, &file).complete);
}

#[test]
fn slides_are_read_in_their_order() {
    let slide = |text: &str| format!("<p:sld><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>");
    let presentation = "<p:presentation><p:sldIdLst><p:sldId id=\"1\" r:id=\"rId2\"/><p:sldId id=\"2\" r:id=\"rId1\"/>\
        </p:sldIdLst></p:presentation>";
    let relations = "<Relationships><Relationship Id=\"rId1\" Type=\"x/slide\" Target=\"slides/slide1.xml\"/>\
        <Relationship Id=\"rId2\" Type=\"x/slide\" Target=\"slides/slide2.xml\"/></Relationships>";
    let bytes = zip_of(&[
        ("ppt/presentation.xml", presentation.as_bytes()),
        ("ppt/_rels/presentation.xml.rels", relations.as_bytes()),
        ("ppt/slides/slide1.xml", slide("uno").as_bytes()),
        ("ppt/slides/slide2.xml", slide("dos").as_bytes()),
        ("ppt/notesSlides/notesSlide1.xml", slide("nota").as_bytes()),
    ]);
    let found = read(PPTX, &bytes);
    let texts: Vec<(&str, &str)> = found
        .text
        .iter()
        .map(|passage| (passage.locator.as_str(), passage.text.as_str()))
        .collect();
    assert_eq!(
        texts,
        [("slide 1", "dos"), ("slide 2", "uno"), ("notes 1", "nota")]
    );
    assert!(found.complete);
}

#[test]
fn workbooks_are_read_by_rows() {
    let workbook = "<workbook><sheets><sheet name=\"Víctimas\" r:id=\"rId1\"/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let strings = "<sst><si><t>Juan Quispe</t></si><si><t>sobrante</t></si></sst>";
    let styles =
        "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    let sheet = "<worksheet><sheetData><row r=\"5\"><c r=\"A5\" t=\"s\"><v>0</v></c><c r=\"B5\" s=\"1\"><v>43784</v></c>\
        <c r=\"C5\" t=\"str\"><f>IF(A5=\"Eva\",1,2)</f><v>dos</v></c></row></sheetData>\
        <oddHeader>cabecera</oddHeader></worksheet>";
    let bytes = zip_of(&[
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    let found = read(XLSX, &bytes);
    let texts: Vec<String> = found
        .text
        .iter()
        .chain(&found.metadata)
        .take(4)
        .map(|passage| format!("{}: {}", passage.locator, passage.text))
        .collect();
    assert_eq!(
        texts,
        [
            "sheet 1: Víctimas",
            "sheet 1 row 5: Juan Quispe\t2019-11-15\tdos",
            "sheet 1: IF(A5=\"Eva\",1,2)\ncabecera",
            "unused text: sobrante",
        ]
    );
    assert!(found.complete);
}

#[test]
fn open_documents_are_read() {
    let text = "<office:document-content><office:body><office:text>\
        <text:tracked-changes><text:changed-region><text:p>borrado</text:p></text:changed-region></text:tracked-changes>\
        <text:h>Acta</text:h><text:p>Juan Qu<text:span>ispe</text:span><office:annotation><dc:creator>Eva</dc:creator>\
        <text:p>duda</text:p></office:annotation> vino<text:note><text:note-body><text:p>al pie</text:p></text:note-body></text:note></text:p>\
        <table:table><table:table-row><table:table-cell><text:p>celda</text:p></table:table-cell></table:table-row></table:table>\
        </office:text></office:body></office:document-content>";
    check(
        ODT,
        &zip_of(&[
            ("mimetype", ODT.as_bytes()),
            ("content.xml", text.as_bytes()),
        ]),
        &[
            "paragraph 2: Acta",
            "paragraph 5: al pie",
            "paragraph 5: Juan Quispe vino",
            "paragraph 6: celda",
            "--",
            "paragraph 1: borrado",
            "paragraph 4: duda",
            "paragraph 5: Eva",
            "complete",
        ],
    );
    let sheet = "<office:body><office:spreadsheet><table:table table:name=\"Lista\">\
        <table:table-row table:number-rows-repeated=\"3\"/><table:table-row><table:table-cell><text:p>Juan</text:p></table:table-cell>\
        <table:table-cell office:date-value=\"2019-11-15\"><text:p>15 nov</text:p></table:table-cell></table:table-row></table:table>\
        </office:spreadsheet></office:body>";
    let found = read(ODS, &zip_of(&[("content.xml", sheet.as_bytes())]));
    assert_eq!(found.text[1].locator, "sheet 1 row 4");
    assert_eq!(found.text[1].text, "Juan\t2019-11-15\t15 nov");
    let encrypted = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    let parts: [(&str, &[u8]); 2] = [
        ("content.xml", b"\x01\x02"),
        ("META-INF/manifest.xml", encrypted.as_bytes()),
    ];
    assert!(!read(ODS, &zip_of(&parts)).complete);
}

#[test]
fn messages_are_read_by_their_parts() {
    let text = "From: =?utf-8?q?Pe=C3=B1a?= <p@a.example>\r\nSubject: Acta\r\nX-Mailer: prueba\r\n\
        Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nJuan vino\r\n--b\r\n\
        Content-Type: text/html; charset=iso-8859-1\r\n\r\n<p>\u{f1}u\r\n--b--\r\n";
    let expected = [
        "header From: Peña <p@a.example>",
        "header Subject: Acta",
        "part 1 line 1: Juan vino",
        "part 2 block 1: ñu",
        "--",
        "header: X-Mailer: prueba",
        "header: Content-Type: multipart/alternative; boundary=b",
        "complete",
    ];
    check("message/rfc822", text.as_bytes(), &expected);
    let attached = text.replace("text/html; charset=iso-8859-1", "image/png; name=a.png");
    assert!(!read("message/rfc822", attached.as_bytes()).complete);
}

proptest! {
    #[test]
    fn changed_documents_end(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        media_type in prop::sample::select(&[DOCX, XLSX, ODT, "text/vtt", "message/rfc822", "application/rtf"][..]),
    ) {
        read(media_type, &bytes);
        let mut file = sample_docx(&[("word/media/a.png", &bytes)]);
        for (at, to) in changes {
            let place = at.index(file.len());
            file[place] = to;
        }
        prop_assert_eq!(read(DOCX, &file), read(DOCX, &file));
    }
}
