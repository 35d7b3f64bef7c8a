//! Workbooks made by hand.

use crate::zip_parts::samples::zip_of;
use std::fmt::Write;

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of these sheets, each a name and rows of cells as they are shown.
pub(crate) fn workbook_of(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let (mut named, mut relations) = (String::new(), String::new());
    let mut parts = Vec::new();
    for (n, (name, rows)) in (1..).zip(sheets) {
        write!(
            named,
            "<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"r{n}\"/>"
        )
        .unwrap();
        write!(
            relations,
            "<Relationship Id=\"r{n}\" Type=\"{TYPES}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        )
        .unwrap();
        let mut cells = String::new();
        for row in *rows {
            cells.push_str("<row>");
            for cell in *row {
                write!(cells, "<c t=\"inlineStr\"><is><t>{cell}</t></is></c>").unwrap();
            }
            cells.push_str("</row>");
        }
        parts.push((
            format!("xl/worksheets/sheet{n}.xml"),
            format!("<worksheet><sheetData>{cells}</sheetData></worksheet>"),
        ));
    }
    parts.extend([
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships><Relationship Id=\"a\" Type=\"{TYPES}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns:r=\"{TYPES}\"><sheets>{named}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships>{relations}</Relationships>"),
        ),
    ]);
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, content)| (name.as_str(), content.as_bytes()))
        .collect();
    zip_of(&parts)
}
