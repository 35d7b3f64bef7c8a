//! Answers that hold until anything is written: the pages of a workspace ask the same again and again.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::schema::CatalogError;

/// What tells one state of the tables from the next: writes by others, and rows written here.
type State = (i64, i64);

/// Answers of one kind, each by its question.
#[derive(Debug)]
pub(crate) struct Kept<T> {
    at_most: usize,
    state: State,
    answers: BTreeMap<String, T>,
}

impl<T: Clone> Kept<T> {
    /// Of at most so many questions; with one more all are forgotten.
    pub(crate) fn of(at_most: usize) -> Self {
        Self {
            at_most,
            state: State::default(),
            answers: BTreeMap::new(),
        }
    }

    /// The answer to this question, if nothing was written since it was given.
    fn answer(
        &mut self,
        connection: &Connection,
        question: &str,
    ) -> Result<Option<T>, rusqlite::Error> {
        let state = connection
            .prepare_cached("SELECT data_version, total_changes() FROM pragma_data_version")?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if self.state != state {
            self.state = state;
            self.answers.clear();
        }
        Ok(self.answers.get(question).cloned())
    }

    /// Keeps an answer that was found missing just now.
    fn keep(&mut self, question: String, answer: T) {
        if self.answers.len() >= self.at_most {
            self.answers.clear();
        }
        self.answers.insert(question, answer);
    }
}

/// The answer that is kept, or the one found now, which is kept from now on. Finding it may ask for other kept answers.
pub(crate) fn kept_or<T: Clone, E: From<CatalogError>>(
    kept: &RefCell<Kept<T>>,
    connection: &Connection,
    question: &str,
    find: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let known = kept.borrow_mut().answer(connection, question);
    if let Some(answer) = known.map_err(CatalogError::from)? {
        return Ok(answer);
    }
    let answer = find()?;
    kept.borrow_mut().keep(question.to_owned(), answer.clone());
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_holds_until_this_or_another_process_writes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tables.db");
        let (here, there) = (
            Connection::open(&path).unwrap(),
            Connection::open(&path).unwrap(),
        );
        here.execute_batch("CREATE TABLE t (n)").unwrap();
        let mut kept = Kept::of(3);
        for writer in [&here, &there] {
            assert_eq!(kept.answer(&here, "how many").unwrap(), None);
            kept.keep("how many".to_owned(), 7);
            assert_eq!(kept.answer(&here, "how many").unwrap(), Some(7));
            assert_eq!(kept.answer(&here, "what else").unwrap(), None);
            writer.execute_batch("INSERT INTO t VALUES (1)").unwrap();
        }
        assert_eq!(kept.answer(&here, "how many").unwrap(), None);
        for number in 0..=3 {
            kept.keep(number.to_string(), 1);
        }
        assert_eq!(kept.answers.len(), 1, "bounded");
    }
}
