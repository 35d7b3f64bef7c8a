//! PDF files made by hand.

use super::{check, read};
use proptest::prelude::*;
use std::fmt::Write;

const PDF: &str = "application/pdf";

/// A file of these objects, numbered from 1, with a table of references; the first is the root.
fn pdf_of(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut file = "%PDF-1.7\n".to_owned();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (place, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        write!(file, "{} 0 obj\n{object}\nendobj\n", place + 1).unwrap();
    }
    let at = file.len();
    let count = objects.len() + 1;
    write!(
        file,
        "xref\n0 {count}\n{table}trailer\n<</Size {count}/Root 1 0 R{trailer}>>\nstartxref\n{at}\n%%EOF\n"
    )
    .unwrap();
    file.into_bytes()
}

fn stream(dictionary: &str, content: &str) -> String {
    format!(
        "<<{dictionary}/Length {}>>\nstream\n{content}\nendstream",
        content.len()
    )
}

/// One page with this content, font and what comes behind as objects 6, 7, ...
fn page_of(content: &str, font: &str, more: &[String]) -> Vec<String> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_owned(),
        stream("", content),
        font.to_owned(),
    ];
    objects.extend(more.iter().cloned());
    objects
}

const HELVETICA: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

fn sample_pdf() -> Vec<u8> {
    let content = "BT /F1 12 Tf 72 700 Td (Juan Qu) Tj (ispe) Tj 0 -14 Td [(vi) 20 (no) -300 (de Puno)] TJ T* ET";
    let mut objects = page_of(content, HELVETICA, &[]);
    objects[2] = "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[6 0 R]>>".to_owned();
    objects.push("<</Subtype/Text/Contents(nota de Eva)/T(Ana)>>".to_owned());
    objects.push("<</Title(Acta \\(7\\))/Author<FEFF00D1006F>/CreationDate(D:2019)>>".to_owned());
    objects.push(stream(
        "/Type/Metadata/Subtype/XML",
        "<x:xmpmeta><dc:creator>Rosa</dc:creator></x:xmpmeta>",
    ));
    pdf_of(&objects, "/Info 7 0 R")
}

#[test]
fn pages_are_read_with_all_that_stands_beside_them() {
    check(
        PDF,
        &sample_pdf(),
        &[
            "page 1: Juan Quispe\nvino de Puno",
            "--",
            "page 1 annotation: nota de Eva\nAna",
            "pdf Author: Ño",
            "pdf CreationDate: D:2019",
            "pdf Title: Acta (7)",
            "xmp: Rosa",
            "complete",
        ],
    );
}

#[test]
fn codes_become_characters() {
    let map = "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange \
        2 beginbfchar <0001> <004E> <0002> <0075> endbfchar \
        2 beginbfrange <0010> <0012> <00F1> <0020> <0021> [<006F> <00660069>] endbfrange endcmap";
    let composite = "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[<</DW 500>>]>>";
    let objects = page_of(
        "BT /F1 10 Tf <000100020010002000210013> Tj ET",
        composite,
        &[stream("", map)],
    );
    // The last code has no character.
    check(
        PDF,
        &pdf_of(&objects, ""),
        &["page 1: Nuñofi\u{FFFD}", "incomplete"],
    );
    let named = "<</Type/Font/Subtype/Type1/BaseFont/X/Encoding<</Differences[1/N/u/ntilde 65/uni00E1/f_i]>>>>";
    let objects = page_of("BT /F1 10 Tf (\\001\\002\\003o AB'\\344) Tj ET", named, &[]);
    check(
        PDF,
        &pdf_of(&objects, ""),
        &["page 1: Nuño áfi’\u{FFFD}", "incomplete"],
    );
    let own = "<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor<</Flags 4>>>>";
    let objects = page_of("BT /F1 10 Tf (A) Tj ET", own, &[]);
    assert!(!read(PDF, &pdf_of(&objects, "")).complete);
}

#[test]
fn packed_content_is_read() {
    // zlib of "BT /F1 9 Tf (Comunidad Valle Alto) Tj ET", stored.
    let text = "BT /F1 9 Tf (Comunidad Valle Alto) Tj ET";
    let mut hex = String::from("7801 01");
    let length = u16::try_from(text.len()).unwrap();
    for byte in length.to_le_bytes().iter().chain(&(!length).to_le_bytes()) {
        write!(hex, "{byte:02X}").unwrap();
    }
    for byte in text.bytes() {
        write!(hex, "{byte:02x}").unwrap();
    }
    let content = stream("/Filter[/ASCIIHexDecode/FlateDecode]", &format!("{hex}>"));
    let mut objects = page_of("", HELVETICA, &[]);
    objects[3] = content;
    check(
        PDF,
        &pdf_of(&objects, ""),
        &["page 1: Comunidad Valle Alto", "complete"],
    );
    objects[3] = stream(
        "/Filter/ASCII85Decode",
        "6<#'\\7PQ#@1a#b0+>GQ(+?(u.+B2ko-qIocCi:G'B4Yb)~>",
    );
    let found = read(PDF, &pdf_of(&objects, ""));
    assert!(found.complete, "{found:?}");
}

#[test]
fn objects_in_streams_are_found() {
    let inside = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F1 5 0 R>>>>>>",
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
        HELVETICA,
    ];
    let (mut header, mut content) = (String::new(), String::new());
    for (number, object) in [1, 2, 3, 5].iter().zip(inside) {
        write!(header, "{number} {} ", content.len()).unwrap();
        content.push_str(object);
        content.push(' ');
    }
    let mut file = "%PDF-1.5\n".to_owned();
    let content_at = file.len();
    write!(
        file,
        "4 0 obj\n{}\nendobj\n",
        stream("", "BT /F1 9 Tf (Puno) Tj ET")
    )
    .unwrap();
    let stream_at = file.len();
    let object_stream = stream(
        &format!("/Type/ObjStm/N 4/First {}", header.len()),
        &format!("{header}{content}"),
    );
    write!(file, "6 0 obj\n{object_stream}\nendobj\n").unwrap();
    let table_at = file.len();
    let at = |place: usize| format!("01{place:04x}00");
    let rows = [
        "00000000".to_owned(),
        "02000600".to_owned(),
        "02000601".to_owned(),
        "02000602".to_owned(),
        at(content_at),
        "02000603".to_owned(),
        at(stream_at),
        at(table_at),
    ];
    let table = stream(
        "/Type/XRef/Size 8/W[1 2 1]/Root 1 0 R/Filter/ASCIIHexDecode",
        &format!("{}>", rows.concat()),
    );
    write!(
        file,
        "7 0 obj\n{table}\nendobj\nstartxref\n{table_at}\n%%EOF"
    )
    .unwrap();
    check(PDF, file.as_bytes(), &["page 1: Puno", "complete"]);
    // The same without its table.
    let broken = file.replace("startxref", "startxxxx");
    check(PDF, broken.as_bytes(), &["page 1: Puno", "incomplete"]);
}

#[test]
fn what_is_left_out_is_said() {
    let text = "BT /F1 9 Tf (Puno) Tj ET";
    let is_complete =
        |objects: &[String], trailer: &str| read(PDF, &pdf_of(objects, trailer)).complete;
    assert!(is_complete(&page_of(text, HELVETICA, &[]), ""));
    assert!(!is_complete(
        &page_of(text, HELVETICA, &[]),
        "/Encrypt<</Filter/Standard>>"
    ));
    let file = stream("/Type/EmbeddedFile", "x");
    assert!(!is_complete(&page_of(text, HELVETICA, &[file]), ""));
    let file = "<</Type/Filespec/F(a.doc)/EF<</F 9 0 R>>>>".to_owned();
    assert!(!is_complete(&page_of(text, HELVETICA, &[file]), ""));
    assert!(!is_complete(
        &page_of("q BI /W 1 /H 1 ID x EI Q", HELVETICA, &[]),
        ""
    ));
    assert!(!is_complete(
        &page_of("BT /F2 9 Tf (Puno) Tj ET", HELVETICA, &[]),
        ""
    ));
    let whole = pdf_of(&page_of(text, HELVETICA, &[]), "");
    assert!(!read(PDF, &[whole.as_slice(), b"more"].concat()).complete);
    // An update that replaces the content of the page.
    let mut file = String::from_utf8(whole.clone()).unwrap();
    let first_table = file.find("xref").unwrap();
    let at = file.len();
    write!(
        file,
        "4 0 obj\n{}\nendobj\n",
        stream("", "BT /F1 9 Tf (Otro) Tj ET")
    )
    .unwrap();
    let table_at = file.len();
    write!(
        file,
        "xref\n4 1\n{at:010} 00000 n \ntrailer\n<</Size 6/Root 1 0 R/Prev {first_table}>>\nstartxref\n{table_at}\n%%EOF\n"
    )
    .unwrap();
    check(PDF, file.as_bytes(), &["page 1: Otro", "incomplete"]);
}

#[test]
fn hostile_files_end() {
    // More pages than are read.
    let mut objects = page_of("BT /F1 9 Tf (a) Tj ET", HELVETICA, &[]);
    let kids: Vec<String> = (0..10_000)
        .map(|place| format!("{} 0 R", place + 6))
        .collect();
    objects[1] = format!(
        "<</Kids[{}]/Resources<</Font<</F1 5 0 R>>>>>>",
        kids.join(" ")
    );
    objects.extend(vec!["<</Contents 4 0 R>>".to_owned(); 10_000]);
    let found = read(PDF, &pdf_of(&objects, ""));
    assert!(!found.complete);
    assert_eq!(found.text.len(), 8192);
    // A form that draws itself, twice.
    let form = stream(
        "/Subtype/Form/Resources<</XObject<</A 6 0 R>>>>",
        "/A Do /A Do",
    );
    let mut objects = page_of("/A Do", HELVETICA, &[form]);
    objects[1] = "<</Kids[3 0 R]/Resources<</XObject<</A 6 0 R>>>>>>".to_owned();
    assert!(!read(PDF, &pdf_of(&objects, "")).complete);
    // The same, so often that it would never end.
    let form = stream(
        "/Subtype/Form/Resources<</XObject<</A 6 0 R>>>>",
        &"/A Do ".repeat(50),
    );
    objects.pop();
    objects.push(form);
    assert!(!read(PDF, &pdf_of(&objects, "")).complete);
    // A tree in a circle, and nesting without an end.
    objects[1] = "<</Kids[2 0 R]>>".to_owned();
    assert!(!read(PDF, &pdf_of(&objects, "")).complete);
    let nested = page_of(&"[".repeat(100_000), HELVETICA, &["[".repeat(100_000)]);
    assert!(!read(PDF, &pdf_of(&nested, "")).complete);
}

proptest! {
    #[test]
    fn changed_files_end(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let mut file = sample_pdf();
        for (at, to) in changes {
            let place = at.index(file.len());
            file[place] = to;
        }
        prop_assert_eq!(read(PDF, &file), read(PDF, &file));
        // Without the last line break it is still whole.
        file.truncate(cut.index(file.len() - 1));
        prop_assert!(!read(PDF, &file).complete);
        let objects = page_of(&String::from_utf8_lossy(&bytes), HELVETICA, &[]);
        read(PDF, &pdf_of(&objects, ""));
        read(PDF, &[b"%PDF-1.4 ", bytes.as_slice()].concat());
    }
}
