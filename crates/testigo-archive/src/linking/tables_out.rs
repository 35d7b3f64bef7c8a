//! A table written row by row: CSV (RFC 4180), or Parquet where the file's name says so.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray, UInt64Array};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use crate::error::Result;

/// Rows that wait before they are written as one batch.
const BATCH_ROWS: usize = 65_536;

/// What a column holds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Holds {
    Text,
    Number,
    Count,
}

/// One cell.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cell<'a> {
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
    Parquet(Box<ParquetForm>),
}

#[derive(Debug)]
struct ParquetForm {
    schema: Arc<Schema>,
    writer: ArrowWriter<File>,
    waiting: Vec<Waiting>,
    rows: usize,
}

/// A table being written.
#[derive(Debug)]
pub(crate) struct TableFile {
    path: PathBuf,
    form: Form,
}

impl TableFile {
    pub(crate) fn create(path: &Path, columns: &[(&str, Holds)]) -> Result<Self> {
        let failed = |error| super::cannot_write(path, error);
        let file = File::create(path).map_err(failed)?;
        let is_parquet = path
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("parquet"));
        let form = if is_parquet {
            Form::Parquet(Box::new(ParquetForm::new(file, columns).map_err(failed)?))
        } else {
            let mut out = BufWriter::new(file);
            let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
            writeln!(out, "{}", names.join(",")).map_err(failed)?;
            Form::Csv(out)
        };
        Ok(Self {
            path: path.to_owned(),
            form,
        })
    }

    /// Writes a row: a cell for each column, of its kind.
    pub(crate) fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        match &mut self.form {
            Form::Csv(out) => write_csv(out, cells),
            Form::Parquet(form) => form.row(cells),
        }
    }

    pub(crate) fn finish(self) -> Result<()> {
        let path = self.path.clone();
        self.end()
            .map_err(|error| super::cannot_write(&path, error))
    }

    fn end(self) -> io::Result<()> {
        match self.form {
            Form::Csv(mut out) => out.flush(),
            Form::Parquet(mut form) => {
                form.write_batch()?;
                form.writer.close().map(drop).map_err(io::Error::other)
            }
        }
    }
}

impl ParquetForm {
    fn new(file: File, columns: &[(&str, Holds)]) -> io::Result<Self> {
        let field = |(name, holds): &(&str, Holds)| {
            let kind = match holds {
                Holds::Text => DataType::Utf8,
                Holds::Number => DataType::Float64,
                Holds::Count => DataType::UInt64,
            };
            Field::new(*name, kind, false)
        };
        let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .build();
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties));
        let waiting = columns.iter().map(|(_, holds)| match holds {
            Holds::Text => Waiting::Text(Vec::new()),
            Holds::Number => Waiting::Number(Vec::new()),
            Holds::Count => Waiting::Count(Vec::new()),
        });
        Ok(Self {
            schema,
            writer: writer.map_err(io::Error::other)?,
            waiting: waiting.collect(),
            rows: 0,
        })
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        for (column, cell) in self.waiting.iter_mut().zip(cells) {
            match (column, cell) {
                (Waiting::Text(values), Cell::Text(text)) => values.push((*text).to_owned()),
                (Waiting::Number(values), Cell::Number(number)) => values.push(*number),
                (Waiting::Count(values), Cell::Count(count)) => values.push(*count),
                _ => return Err(io::ErrorKind::InvalidInput.into()),
            }
        }
        self.rows += 1;
        if self.rows >= BATCH_ROWS {
            self.write_batch()?;
        }
        Ok(())
    }

    /// Writes what waits.
    fn write_batch(&mut self) -> io::Result<()> {
        let arrays = self.waiting.iter_mut().map(|column| match column {
            Waiting::Text(values) => {
                Arc::new(StringArray::from(std::mem::take(values))) as ArrayRef
            }
            Waiting::Number(values) => Arc::new(Float64Array::from(std::mem::take(values))),
            Waiting::Count(values) => Arc::new(UInt64Array::from(std::mem::take(values))),
        });
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays.collect());
        self.rows = 0;
        self.writer
            .write(&batch.map_err(io::Error::other)?)
            .map_err(io::Error::other)
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
