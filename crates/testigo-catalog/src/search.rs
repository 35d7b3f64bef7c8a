//! Finding by words: in what is claimed and in what can be read of items.

mod close_words;
mod names;
mod snippet;

use rusqlite::params;
use testigo_custody::StatementId;
use testigo_record::{Expression, fold, stems, words};

use crate::lookup::{Page, Titles, bound};
use crate::schema::{Catalog, CatalogError};
use crate::withdrawal::any_withdrawn;
use snippet::snippet;

const QUERY_BYTES_MAX: usize = 1_024;
const TERMS_MAX: usize = 64;

/// One record that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The record.
    pub id: StatementId,
    /// Its kind; empty where it is not known.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// The words around the first match, at most 160 characters, without markup.
    pub snippet: String,
    /// Where in the source or item the best match is.
    pub locator: Option<String>,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many records match.
    pub total: u64,
    /// The part that was asked for, best first.
    pub hits: Vec<Hit>,
}

/// A word or a phrase, folded.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Term {
    /// Begins a word, or has the stem of a word of free text.
    Word(String),
    /// These words behind one another.
    Phrase(String),
}

/// What people type, as terms. Text in double quotes is a phrase; nothing else has a meaning of its own.
pub(crate) fn terms(query: &str) -> Result<Vec<Term>, CatalogError> {
    if query.len() > QUERY_BYTES_MAX {
        return Err(CatalogError::QueryTooLong);
    }
    let mut terms = Vec::new();
    for (index, part) in query.split(['"', '“', '”', '«', '»']).enumerate() {
        let folded = fold(part);
        let quoted = index % 2 == 1;
        if quoted && words(&folded).nth(1).is_some() {
            terms.push(Term::Phrase(folded));
        } else {
            terms.extend(words(&folded).map(|word| Term::Word(word.to_owned())));
        }
    }
    if terms.len() > TERMS_MAX {
        Err(CatalogError::QueryTooLong)
    } else {
        Ok(terms)
    }
}

/// The terms in the language of FTS5. Folded text is letters, digits and spaces, so that no quote can end early.
pub(crate) fn match_text(terms: &[Term]) -> String {
    let each = terms.iter().map(|term| match term {
        Term::Phrase(phrase) => format!("(folded : \"{phrase}\")"),
        Term::Word(word) => {
            let (spanish, english) = stems(word);
            let english = if english == spanish {
                String::new()
            } else {
                format!(" OR \"{english}\"")
            };
            format!("((folded : \"{word}\" *) OR (stemmed : (\"{spanish}\"{english})))")
        }
    });
    each.collect::<Vec<_>>().join(" AND ")
}

/// The best row of each record that matches. Names and words as written weigh more than stems. What was taken back is not
/// found; asking for that costs, so it is asked only where anything was.
fn matched(any_withdrawn: bool) -> String {
    let (joined, standing) = if any_withdrawn {
        (
            "JOIN statement AS u ON u.number = f.subject",
            "AND f.own NOT IN (SELECT statement FROM retracted) AND u.number NOT IN (SELECT statement FROM retracted)
    AND (u.import IS NULL OR u.import NOT IN (SELECT statement FROM retracted))
    AND (f.own_import IS NULL OR f.own_import NOT IN (SELECT statement FROM retracted))",
        )
    } else {
        ("", "")
    };
    format!(
        "matched (subject, best, place) AS (
  SELECT f.subject, min(f.rank), f.place FROM (
    SELECT coalesce(s.subject, s.number, p.subject) AS subject, coalesce(s.number, p.subject) AS own,
      s.import AS own_import, x.rowid AS place, x.rank AS rank
    FROM passage_text AS x
    LEFT JOIN statement AS s ON x.rowid % 2 = 0 AND s.number = x.rowid / 2
    LEFT JOIN passage AS p ON x.rowid % 2 = 1 AND p.number = x.rowid / 2
    WHERE x.passage_text MATCH ?1 AND x.rank MATCH 'bm25(2.0, 1.0)') AS f {joined}
  WHERE f.subject IS NOT NULL {standing} GROUP BY f.subject)"
    )
}
/// A selection, and beside it what matches a text.
pub(crate) fn with_matched(selection: &str, any_withdrawn: bool) -> String {
    let matched = matched(any_withdrawn);
    if selection.is_empty() {
        format!("WITH {matched}")
    } else {
        format!("{},\n{matched}", selection.trim_end())
    }
}

impl Catalog {
    /// The records of which a statement or a passage has all the words, best first, then newest.
    pub fn search(
        &self,
        query: &str,
        kind: Option<&str>,
        expression: Option<&Expression>,
        limit: u64,
        offset: u64,
    ) -> Result<Found, CatalogError> {
        let terms = terms(query)?;
        if terms.is_empty() {
            return Ok(Found::default());
        }
        let kinds = kind.as_slice();
        self.ranked(
            &match_text(&terms),
            &terms,
            kinds,
            expression,
            limit,
            offset,
        )
    }

    /// The same among records of several kinds.
    pub fn search_among(
        &self,
        query: &str,
        kinds: &[&str],
        limit: u64,
    ) -> Result<Found, CatalogError> {
        let terms = terms(query)?;
        if terms.is_empty() {
            return Ok(Found::default());
        }
        self.ranked(&match_text(&terms), &terms, kinds, None, limit, 0)
    }

    /// What matches a text in the language of FTS5, best first, with the words around the first of these terms.
    fn ranked(
        &self,
        text: &str,
        terms: &[Term],
        kinds: &[&str],
        expression: Option<&Expression>,
        limit: u64,
        offset: u64,
    ) -> Result<Found, CatalogError> {
        let connection = self.ready()?;
        let one_kind = kinds.first().copied().filter(|_| kinds.len() == 1);
        let (with, mut condition) = crate::lookup::selection(one_kind, expression)?;
        if kinds.len() > 1 {
            let among = crate::sql_text::list(kinds.iter().copied())?;
            condition = format!("{condition} AND r.kind IN {among}");
        }
        let with = with_matched(&with, any_withdrawn(connection)?);
        let only = if kinds.is_empty() && expression.is_none() {
            String::new()
        } else if expression.is_none() {
            // Asked of each match: there are fewer of them than records.
            format!(
                "WHERE EXISTS (SELECT 1 FROM record AS r WHERE r.number = m.subject AND {condition})"
            )
        } else {
            format!("WHERE m.subject IN (SELECT r.number FROM record AS r WHERE {condition})")
        };
        let mut ranked = connection.prepare(&format!(
            "{with}
             SELECT m.subject, m.place, s.id, s.kind, count(*) OVER ()
             FROM matched AS m JOIN statement AS s ON s.number = m.subject {only}
             ORDER BY m.best, s.recorded_at DESC, s.id LIMIT ?2 OFFSET ?3"
        ))?;
        let mut titles = Titles::new(connection)?;
        let mut found = Found::default();
        let mut rows = ranked.query(params![text, bound(limit), bound(offset)])?;
        while let Some(row) = rows.next()? {
            let place: i64 = row.get(1)?;
            let (snippet, locator) = self.shown(place, terms)?;
            found.total = row.get::<_, i64>(4)?.cast_unsigned();
            found.hits.push(Hit {
                id: StatementId::from_bytes(row.get(2)?),
                kind: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
                title: titles.of(row.get(0)?)?,
                snippet,
                locator,
            });
        }
        if found.hits.is_empty() {
            let sql = format!("{with} SELECT count(*) FROM matched AS m {only}");
            let total: i64 = connection.query_row(&sql, params![text], |row| row.get(0))?;
            found.total = total.cast_unsigned();
        }
        Ok(found)
    }

    /// How many records of each kind have all the words, by kind.
    pub fn kinds_found(
        &self,
        query: &str,
        expression: Option<&Expression>,
    ) -> Result<Vec<(String, u64)>, CatalogError> {
        let terms = terms(query)?;
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        let connection = self.ready()?;
        let (with, condition) = crate::lookup::selection(None, expression)?;
        let with = with_matched(&with, any_withdrawn(connection)?);
        let mut query = connection.prepare(&format!(
            "{with}
             SELECT r.kind, count(*) FROM matched AS m JOIN record AS r ON r.number = m.subject
             WHERE {condition} GROUP BY r.kind ORDER BY r.kind"
        ))?;
        let rows = query.query_map(params![match_text(&terms)], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The text of an item, each part with its locator, in its order.
    pub fn passages_of(
        &self,
        item: StatementId,
        limit: u64,
        offset: u64,
    ) -> Result<Page<(String, String)>, CatalogError> {
        let Some(number) = self.number_of(item)? else {
            return Ok(Page::empty());
        };
        let connection = self.ready()?;
        let total: i64 = connection.query_row(
            "SELECT count(*) FROM passage WHERE subject = ?1",
            [number],
            |row| row.get(0),
        )?;
        let mut query = connection.prepare(
            "SELECT p.locator, c.text FROM passage AS p JOIN passage_content AS c USING (number)
             WHERE p.subject = ?1 ORDER BY p.number LIMIT ?2 OFFSET ?3",
        )?;
        let rows = query.query_map(params![number, bound(limit), bound(offset)], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        Ok(Page {
            total: total.cast_unsigned(),
            items: rows.collect::<Result<_, _>>()?,
        })
    }

    /// How many parts of an item's text stand before the first of this place; none if it has no text.
    pub fn passages_before(
        &self,
        item: StatementId,
        locator: &str,
    ) -> Result<Option<u64>, CatalogError> {
        let Some(subject) = self.number_of(item)? else {
            return Ok(None);
        };
        let connection = self.ready()?;
        let first: Option<i64> = connection.query_row(
            "SELECT min(number) FROM passage WHERE subject = ?1 AND locator = ?2",
            params![subject, locator],
            |row| row.get(0),
        )?;
        let Some(first) = first else {
            return Ok(None);
        };
        let before: i64 = connection.query_row(
            "SELECT count(*) FROM passage WHERE subject = ?1 AND number < ?2",
            params![subject, first],
            |row| row.get(0),
        )?;
        Ok(Some(before.cast_unsigned()))
    }

    /// The text of a row of the index around its first match, and its locator.
    fn shown(&self, place: i64, terms: &[Term]) -> Result<(String, Option<String>), CatalogError> {
        let number = place / 2;
        if place % 2 == 1 {
            let sql = "SELECT p.locator, c.text FROM passage AS p JOIN passage_content AS c USING (number) WHERE p.number = ?1";
            let (locator, text): (String, String) =
                self.connection
                    .query_row(sql, [number], |row| Ok((row.get(0)?, row.get(1)?)))?;
            return Ok((snippet(&text, terms).unwrap_or_default(), Some(locator)));
        }
        let sql = "SELECT locator FROM statement WHERE number = ?1";
        let locator = self.connection.query_row(sql, [number], |row| row.get(0))?;
        let mut query = self.connection.prepare(
            "SELECT value FROM said WHERE statement = ?1 AND refers IS NULL ORDER BY number",
        )?;
        let mut rows = query.query([number])?;
        while let Some(row) = rows.next()? {
            let value: String = row.get(0)?;
            if let Some(snippet) = snippet(&value, terms) {
                return Ok((snippet, locator));
            }
        }
        Ok((String::new(), locator))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, expected: &str) {
        assert_eq!(match_text(&terms(query).unwrap()), expected, "{query}");
    }

    #[test]
    fn user_text_is_no_syntax() {
        check("", "");
        check("  \" \" ", "");
        check(
            "Quispe",
            "((folded : \"quispe\" *) OR (stemmed : (\"quisp\")))",
        );
        check("\"Ñuflo de Ávila\"", "(folded : \"nuflo de avila\")");
        check(
            "folded : x*",
            "((folded : \"folded\" *) OR (stemmed : (\"fold\"))) AND ((folded : \"x\" *) OR (stemmed : (\"x\")))",
        );
        check(
            "\"only",
            "((folded : \"only\" *) OR (stemmed : (\"only\" OR \"onli\")))",
        );
        check(
            "NEAR(^-+",
            "((folded : \"near\" *) OR (stemmed : (\"near\")))",
        );
        check(
            "a\0b",
            "((folded : \"a\" *) OR (stemmed : (\"a\"))) AND ((folded : \"b\" *) OR (stemmed : (\"b\")))",
        );
    }

    #[test]
    fn queries_are_bounded() {
        assert!(terms(&"a".repeat(1_024)).is_ok());
        assert!(matches!(
            terms(&"a".repeat(1_025)),
            Err(CatalogError::QueryTooLong)
        ));
        assert!(matches!(
            terms(&"a ".repeat(65)),
            Err(CatalogError::QueryTooLong)
        ));
    }
}
