//! A table written row by row: CSV (RFC 4180), or Parquet where the file's name says so.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray, UInt64Array};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use crate::error::Result;

/// Rows that wait before they are written as one batch.
const BATCH_ROWS: usize = 65_536;

/// One cell.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cell<'a> {
    Text(&'a str),
    Number(f64),
    Count(u64),
}

/// A column that waits to be written.
#[derive(Debug)]
enum Waiting {
    Text(Vec<String>),
    Number(Vec<f64>),
    Count(Vec<u64>),
}

#[derive(Debug)]
enum Form {
    Csv(BufWriter<File>),
    Parquet {
        file: Option<File>,
        writer: Option<ArrowWriter<File>>,
        waiting: Vec<Waiting>,
        rows: usize,
    },
}

/// A table being written.
#[derive(Debug)]
pub(super) struct TableFile {
    path: PathBuf,
    columns: Vec<String>,
    form: Form,
}

impl TableFile {
    pub(super) fn create(path: &Path, columns: &[&str]) -> Result<Self> {
        let failed = |error| super::cannot_write(path, error);
        let file = File::create(path).map_err(failed)?;
        let is_parquet = path
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("parquet"));
        let form = if is_parquet {
            Form::Parquet {
                file: Some(file),
                writer: None,
                waiting: Vec::new(),
                rows: 0,
            }
        } else {
            let mut out = BufWriter::new(file);
            writeln!(out, "{}", columns.join(",")).map_err(failed)?;
            Form::Csv(out)
        };
        Ok(Self {
            path: path.to_owned(),
            columns: columns.iter().map(|name| (*name).to_owned()).collect(),
            form,
        })
    }

    /// Writes a row; each row has the same kinds of cells.
    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        match &mut self.form {
            Form::Csv(out) => write_csv(out, cells),
            Form::Parquet { waiting, rows, .. } => {
                if waiting.is_empty() {
                    waiting.extend(cells.iter().map(|cell| match cell {
                        Cell::Text(_) => Waiting::Text(Vec::new()),
                        Cell::Number(_) => Waiting::Number(Vec::new()),
                        Cell::Count(_) => Waiting::Count(Vec::new()),
                    }));
                }
                for (column, cell) in waiting.iter_mut().zip(cells) {
                    match (column, cell) {
                        (Waiting::Text(values), Cell::Text(text)) => {
                            values.push((*text).to_owned())
                        }
                        (Waiting::Number(values), Cell::Number(number)) => values.push(*number),
                        (Waiting::Count(values), Cell::Count(count)) => values.push(*count),
                        _ => return Err(io::ErrorKind::InvalidInput.into()),
                    }
                }
                *rows += 1;
                if *rows >= BATCH_ROWS {
                    self.write_batch()?;
                }
                Ok(())
            }
        }
    }

    /// Writes what waits. A table without rows has no columns in Parquet, and is left empty.
    fn write_batch(&mut self) -> io::Result<()> {
        let Form::Parquet {
            file,
            writer,
            waiting,
            rows,
        } = &mut self.form
        else {
            return Ok(());
        };
        let arrays = waiting.drain(..).map(|column| match column {
            Waiting::Text(values) => Arc::new(StringArray::from(values)) as ArrayRef,
            Waiting::Number(values) => Arc::new(Float64Array::from(values)) as ArrayRef,
            Waiting::Count(values) => Arc::new(UInt64Array::from(values)) as ArrayRef,
        });
        let batch = RecordBatch::try_from_iter(self.columns.iter().zip(arrays));
        let batch = batch.map_err(io::Error::other)?;
        *rows = 0;
        if let Some(file) = file.take() {
            let properties = WriterProperties::builder()
                .set_compression(Compression::ZSTD(parquet::basic::ZstdLevel::default()))
                .build();
            let new = ArrowWriter::try_new(file, batch.schema(), Some(properties));
            *writer = Some(new.map_err(io::Error::other)?);
        }
        match writer {
            Some(writer) => writer.write(&batch).map_err(io::Error::other),
            None => Ok(()),
        }
    }

    pub(super) fn finish(mut self) -> Result<()> {
        let path = self.path.clone();
        self.end()
            .map_err(|error| super::cannot_write(&path, error))
    }

    fn end(&mut self) -> io::Result<()> {
        let has_rows = matches!(&self.form, Form::Parquet { rows, .. } if *rows > 0);
        if has_rows {
            self.write_batch()?;
        }
        match &mut self.form {
            Form::Csv(out) => out.flush(),
            Form::Parquet { writer, .. } => match writer.take() {
                Some(writer) => writer.close().map(drop).map_err(io::Error::other),
                None => Ok(()),
            },
        }
    }
}

fn write_csv(out: &mut impl Write, cells: &[Cell<'_>]) -> io::Result<()> {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            out.write_all(b",")?;
        }
        match cell {
            Cell::Number(number) => write!(out, "{number}")?,
            Cell::Count(count) => write!(out, "{count}")?,
            Cell::Text(text) if text.contains(['"', ',', '\n', '\r']) => {
                write!(out, "\"{}\"", text.replace('"', "\"\""))?;
            }
            Cell::Text(text) => out.write_all(text.as_bytes())?,
        }
    }
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stands_as_it_is() {
        let mut out = Vec::new();
        let cells = [Cell::Text("a,\"b\"\n"), Cell::Number(-0.5), Cell::Count(7)];
        write_csv(&mut out, &cells).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\"a,\"\"b\"\"\n\",-0.5,7\n"
        );
    }
}
