use super::*;
use crate::zip_parts::samples::{overlapping_of, zip_of};
use calamine::{Data, Reader};
use proptest::prelude::*;
use std::fmt::Write;

fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, content)| (*name, content.as_bytes()))
        .collect();
    zip_of(&parts)
}

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

struct XlsxParts {
    workbook: String,
    strings: String,
    stated_strings: u64,
    sheets: Vec<String>,
}

impl XlsxParts {
    fn new(sheets: &[&str]) -> Self {
        let mut named = String::new();
        for n in 1..=sheets.len() {
            write!(
                named,
                "<sheet name=\"S{n}\" sheetId=\"{n}\" r:id=\"r{n}\"/>"
            )
            .unwrap();
        }
        Self {
            workbook: format!("<sheets>{named}</sheets>"),
            strings: String::new(),
            stated_strings: 2,
            sheets: sheets.iter().map(|sheet| (*sheet).to_owned()).collect(),
        }
    }

    fn file(&self) -> Vec<u8> {
        let sheet = |n: usize, content: &str| {
            (
                format!("xl/worksheets/sheet{n}.xml"),
                format!("<worksheet><sheetData>{content}</sheetData></worksheet>"),
            )
        };
        let mut relations = String::new();
        for n in 1..=self.sheets.len() {
            write!(relations, "<Relationship Id=\"r{n}\" Type=\"{TYPES}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>").unwrap();
        }
        let mut parts = vec![
            ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
            (
                "_rels/.rels".to_owned(),
                format!(
                    "<Relationships><Relationship Id=\"a\" Type=\"{TYPES}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml".to_owned(),
                format!(
                    "<?xml version=\"1.0\"?><workbook xmlns:r=\"{TYPES}\">{}</workbook>",
                    self.workbook
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels".to_owned(),
                format!(
                    "<Relationships>{relations}<Relationship Id=\"s\" Type=\"{TYPES}/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/><Relationship Id=\"t\" Type=\"{TYPES}/styles\" Target=\"styles.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/sharedStrings.xml".to_owned(),
                format!("<sst uniqueCount=\"{}\">{}</sst>", self.stated_strings, self.strings),
            ),
            (
                "xl/styles.xml".to_owned(),
                "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>\
                 <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>\
                 <xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"46\"/></cellXfs></styleSheet>"
                    .to_owned(),
            ),
        ];
        for (place, content) in self.sheets.iter().enumerate() {
            parts.push(sheet(place + 1, content));
        }
        let parts: Vec<(&str, &str)> = parts
            .iter()
            .map(|(name, content)| (name.as_str(), content.as_str()))
            .collect();
        zip(&parts)
    }
}

/// Each row as `number:cell|cell` or `number!code`, then the count of other sheets.
fn read_all(file: &[u8]) -> Vec<String> {
    let workbook = match read_parts(&mut Cursor::new(file)) {
        Ok(workbook) => workbook,
        Err(error) => return vec![error.code().to_owned()],
    };
    let mut rows = workbook.rows;
    let mut found = Vec::new();
    while let Some(item) = rows.next_row() {
        found.push(match item {
            Ok(row) => format!("{}:{}", row.number, row.cells.join("|")),
            Err(TableError::Row { number, problem }) => format!("{number}!{}", problem.code()),
            Err(error) => error.to_string(),
        });
    }
    found.push(workbook.others.to_string());
    found
}

fn check(file: &[u8], expected: &[&str]) {
    assert_eq!(read_all(file), expected);
}

const CELLS: &str = "\
<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><t>fin</t></is></c></row>\
<row r=\"3\"/>\
<row r=\"4\"><c r=\"A4\" s=\"1\"><v>43784</v></c><c r=\"B4\" s=\"2\"><v>43784.5</v></c><c r=\"C4\"><v>5.0</v></c></row>\
<row r=\"5\"><c r=\"A5\" t=\"b\"><v>1</v></c><c r=\"B5\" t=\"e\"><v>#N/A</v></c><c r=\"C5\" t=\"str\"><f>A1&amp;B1</f><v>a&amp;b</v></c></row>\
<row r=\"6\"><c r=\"C6\"><v>0.1</v></c></row>";

fn sample() -> XlsxParts {
    let mut parts = XlsxParts::new(&["", CELLS, "<row><c><v>1</v></c></row>"]);
    parts.strings = "<si><t xml:space=\"preserve\">Nombre </t></si>\
        <si><r><t>ape</t></r><r><t>llido</t></r><rPh><t>zzz</t></rPh></si>"
        .to_owned();
    parts
}

#[test]
fn xlsx_is_read() {
    check(
        &sample().file(),
        &[
            "2:Nombre |apellido|fin",
            "4:2019-11-15|2019-11-15T12:00:00|5",
            "5:true|#N/A|a&b",
            "6:||0.1",
            "1",
        ],
    );
}

/// The cells as the calamine crate reads them, in the same words.
fn read_with_calamine(file: &[u8], sheet: &str) -> Vec<String> {
    let mut workbook: calamine::Xlsx<_> = calamine::Xlsx::new(Cursor::new(file)).unwrap();
    let range = workbook.worksheet_range(sheet).unwrap();
    let first = u64::from(range.start().unwrap().0) + 1;
    let text = |cell: &Data| match cell {
        Data::DateTime(date) => {
            let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            match (hour, minute, second) {
                (0, 0, 0) => date,
                _ => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
        Data::Int(_)
        | Data::Float(_)
        | Data::String(_)
        | Data::Bool(_)
        | Data::DateTimeIso(_)
        | Data::DurationIso(_)
        | Data::Error(_)
        | Data::Empty => cell.to_string(),
    };
    let rows = (first..).zip(range.rows());
    let rows = rows.filter(|(_, cells)| cells.iter().any(|cell| *cell != Data::Empty));
    rows.map(|(number, cells)| {
        format!(
            "{number}:{}",
            cells.iter().map(text).collect::<Vec<_>>().join("|")
        )
    })
    .collect()
}

#[test]
fn xlsx_is_read_as_calamine_reads_it() {
    let file = sample().file();
    let mut ours = read_all(&file);
    ours.pop();
    assert_eq!(ours, read_with_calamine(&file, "S2"));
}

#[test]
fn a_workbook_of_parts_over_one_another_is_refused() {
    let content = b"<table:table><table:table-row><table:table-cell><text:p>a</text:p>\
        </table:table-cell></table:table-row></table:table>";
    check(&overlapping_of("content.xml", content, 1), &["1:a", "0"]);
    check(&overlapping_of("content.xml", content, 2), &["not_a_table"]);
}

#[test]
fn visible_sheets_come_first() {
    let mut parts = XlsxParts::new(&["<row><c><v>1</v></c></row>", "<row><c><v>2</v></c></row>"]);
    parts.workbook = parts
        .workbook
        .replace("name=\"S1\"", "name=\"S1\" state=\"hidden\"");
    check(&parts.file(), &["1:2", "1"]);
    parts.workbook = parts
        .workbook
        .replace("name=\"S2\"", "name=\"S2\" state=\"hidden\"");
    check(&parts.file(), &["1:1", "1"]);
    check(&XlsxParts::new(&[""]).file(), &["not_a_table"]);
}

#[test]
fn the_1904_system_is_kept() {
    let mut parts =
        XlsxParts::new(&["<row><c s=\"1\"><v>42322</v></c><c s=\"3\"><v>1.5</v></c></row>"]);
    parts.workbook = format!("<workbookPr date1904=\"1\"/>{}", parts.workbook);
    check(&parts.file(), &["1:2019-11-15|36:00:00", "0"]);
}

#[test]
fn bad_rows_cost_one_row() {
    let long = "x".repeat(CELL_BYTES_MAX + 1);
    let rows = format!(
        "<row r=\"1\"><c><v>1</v></c></row><row r=\"2\"><c t=\"s\"><v>9</v></c></row>\
         <row r=\"3\"><c r=\"ZZZ3\"><v>1</v></c></row>\
         <row r=\"4\"><c t=\"inlineStr\"><is><t>{long}</t></is></c></row>\
         <row r=\"5\"><c t=\"inlineStr\"><is><t>_x0041__x00</t></is></c></row>"
    );
    check(
        &XlsxParts::new(&[&rows]).file(),
        &[
            "1:1",
            "2!sheet_damaged",
            "3!too_many_cells",
            "4!cell_too_long",
            "5:A_x00",
            "0",
        ],
    );
}

#[test]
fn what_says_more_than_it_holds_is_harmless() {
    let mut parts = XlsxParts::new(&["<row><c><v>1</v></c></row>"]);
    parts.stated_strings = u64::MAX;
    check(&parts.file(), &["1:1", "0"]);
}

fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:automatic-styles>\
         <style:style style:name=\"h\"><style:table-properties table:display=\"false\"/></style:style>\
         </office:automatic-styles><office:body>{tables}</office:body></office:document-content>"
    );
    zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
}

fn table(rows: &str) -> String {
    format!("<table:table table:name=\"a\">{rows}</table:table>")
}

const ODS_ROWS: &str = "\
<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>\
<table:table-row><table:table-cell office:value-type=\"string\"><office:annotation><text:p>nota</text:p></office:annotation>\
<text:p>Nombre<text:s text:c=\"2\"/><text:span>y</text:span> más</text:p><text:p>línea</text:p></table:table-cell>\
<table:table-cell table:number-columns-repeated=\"2\"/>\
<table:table-cell office:value-type=\"date\" office:date-value=\"2019-11-15T00:00:00\"><text:p>15/11/19</text:p></table:table-cell></table:table-row>\
<table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"float\" office:value=\"5.0\" table:number-columns-repeated=\"3\"><text:p>5,0</text:p></table:table-cell></table:table-row>\
<table:table-row><table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/><table:covered-table-cell/><table:table-cell table:number-columns-repeated=\"16382\"/></table:table-row>\
<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";

#[test]
fn ods_is_read() {
    check(
        &ods(&table(ODS_ROWS)),
        &[
            "3:Nombre  y más\nlínea|||2019-11-15",
            "4:5|5|5",
            "5:5|5|5",
            "6:true",
            "0",
        ],
    );
    let hidden = table(ODS_ROWS).replace("<table:table ", "<table:table table:style-name=\"h\" ");
    let second = table(
        "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>",
    );
    check(&ods(&format!("{hidden}{second}")), &["1:x", "1"]);
    check(&ods(&table("")), &["not_a_table"]);
    check(&ods("<table:table>").clone(), &["1!sheet_damaged", "0"]);
}

#[test]
fn repetitions_are_bounded() {
    let cell = |columns: &str, rows: &str, text: &str| {
        table(&format!(
            "<table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell office:value-type=\"string\" \
             table:number-columns-repeated=\"{columns}\"><text:p>{text}</text:p></table:table-cell></table:table-row>"
        ))
    };
    check(&ods(&cell("5000", "1", "x")), &["1!too_many_cells", "0"]);
    check(
        &ods(&cell("18446744073709551615", "2", "x")),
        &["1!too_many_cells", "2!too_many_cells", "0"],
    );
    check(
        &ods(&cell("4000", "1", &"x".repeat(5000))),
        &["1!row_too_long", "0"],
    );
    check(&ods(&cell("1", "2000000", "x")), &["table_too_large"]);
    check(
        &ods(&cell("4000", "1000000", "xxxxxxxx")),
        &["table_too_large"],
    );
    assert_eq!(
        read_all(&ods(&cell("10", "100000", "xxxxxxxx"))).len(),
        100_001
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn changed_workbooks_end(
        at in any::<prop::sample::Index>(),
        to in any::<u8>(),
        count in 1_usize..20,
        is_ods in any::<bool>(),
    ) {
        let mut file = if is_ods { ods(&table(ODS_ROWS)) } else { sample().file() };
        let start = at.index(file.len());
        for byte in file.iter_mut().skip(start).take(count) {
            *byte = to;
        }
        read_all(&file);
        file.truncate(start);
        read_all(&file);
    }
}
