//! Tables to test with.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use testigo_estimate::{
    Assessment, Cell, ListSet, Method, OverlapTable, Request, Settings, Stratum, assess,
};

/// Published tables and reference results beside the project; what needs them says that it was skipped.
pub(crate) fn shared() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/estimation");
    if shared.is_dir() {
        return Some(shared);
    }
    println!("skipped: shared/ is absent");
    None
}

/// Rows of a CSV file by column name.
pub(crate) fn rows(path: &Path) -> Vec<Vec<(String, String)>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        header
            .iter()
            .map(str::to_owned)
            .zip(record.iter().map(str::to_owned))
            .collect()
    });
    rows.collect()
}

/// The cell of a column.
#[track_caller]
pub(crate) fn cell<'a>(row: &'a [(String, String)], column: &str) -> &'a str {
    let found = row.iter().find(|(name, _)| name == column);
    found
        .unwrap_or_else(|| panic!("no column {column}"))
        .1
        .as_str()
}

#[track_caller]
pub(crate) fn number(row: &[(String, String)], column: &str) -> f64 {
    cell(row, column).parse().unwrap()
}

/// A published table.
pub(crate) fn read(name: &str) -> OverlapTable {
    let path = shared().unwrap().join(format!("{name}.csv"));
    let rows = rows(&path);
    let lists: Vec<String> = rows[0]
        .iter()
        .map(|(name, _)| name.clone())
        .filter(|name| name != "count")
        .collect();
    let cells: Vec<Cell> = rows
        .iter()
        .map(|row| Cell {
            lists: ListSet((0..).zip(&lists).fold(0, |set, (place, list)| {
                set | u32::from(cell(row, list) == "1") << place
            })),
            people: cell(row, "count").parse().unwrap(),
        })
        .collect();
    OverlapTable::new(lists, &cells).unwrap()
}

/// An invented table.
pub(crate) fn table(lists: &[&str], cells: &[(u32, u64)]) -> OverlapTable {
    let names = lists.iter().map(|&name| name.to_owned()).collect();
    let cells: Vec<Cell> = cells
        .iter()
        .map(|&(set, people)| Cell {
            lists: ListSet(set),
            people,
        })
        .collect();
    OverlapTable::new(names, &cells).unwrap()
}

/// The methods without chains.
pub(crate) const QUICK: [Method; 4] =
    [Method::Chao, Method::Dga, Method::Loglinear, Method::Sparse];

/// One table, some methods.
pub(crate) fn run(table: &OverlapTable, methods: &[Method], settings: &Settings) -> Assessment {
    let replicates = [vec![Stratum {
        name: String::new(),
        table: table.clone(),
    }]];
    run_all(&replicates, methods, settings, 2)
}

pub(crate) fn run_all(
    replicates: &[Vec<Stratum>],
    methods: &[Method],
    settings: &Settings,
    threads: usize,
) -> Assessment {
    let methods = (!methods.is_empty()).then_some(methods);
    let request = Request {
        replicates,
        methods,
        settings,
        threads,
        progress: &|_, _| ControlFlow::Continue(()),
    };
    assess(&request).unwrap()
}
