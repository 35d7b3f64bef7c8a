//! Persons after linkage. The same question is asked three times, of persons as `same_person` groups the records: if
//! only the sure pairs are one person, as the linkage groups them, and if all pairs worth a look are. The least and
//! the most of the three are the range, the middle one is the number.
//!
//! A person has what any of its records has: conditions, sources and breakdowns look at all of them together. Records
//! that were not linked stay as they are: lists that may overlap with each other and with the linked ones.

use testigo_record::Expression;

use super::figure::{FigureSql, Parts, Sight, combined, counted, each_field, named_columns};
use super::{Question, What};
use crate::filter::{FilterError, Reach, with_clause};

const OF_PERSONS: Sight = Sight {
    reach: Reach {
        name: "person_reach",
        // Of a person or an entry nothing but itself, its acts and its other records is looked at.
        said_of_it: "1",
    },
    source: "person_source",
};

/// The columns of `same_person`.
const ANSWERS: [&str; 3] = ["sure", "likely", "possible"];

/// Persons of one answer as one range over all buckets: at least the largest of them, at most all together. `apart`
/// is not 0 where buckets may overlap.
const TOTAL: &str = "coalesce(max(low), 0) AS low,
    CASE WHEN count(*) = count(high) THEN coalesce(sum(high), 0) END AS high,
    coalesce(sum(bucket > 0), 0) + (count(*) > 1) AS apart";

/// The number of the middle answer, where it is one.
const VALUE: &str = "max(CASE WHEN answer = 'likely' AND apart = 0 AND low = high THEN low END)";

pub(super) fn figure_sql(question: &Question) -> Result<FigureSql, FilterError> {
    let mut totals = Vec::with_capacity(ANSWERS.len());
    for answer in ANSWERS {
        totals.push(total(question, answer)?);
    }
    let likely = total(question, "likely")?;
    let rows = if question.by.is_empty() {
        None
    } else {
        Some(breakdown(question)?)
    };
    Ok(FigureSql {
        figure: format!(
            "SELECT min(low) AS \"min\", {VALUE} AS \"value\",\n  \
             CASE WHEN count(*) = count(high) THEN max(high) END AS \"max\"\nFROM (\n{})",
            totals.join("\nUNION ALL\n")
        ),
        rows,
        entries: format!("SELECT apart > 0 FROM (\n{likely})"),
    })
}

/// SQL of the ids of the records of a kind (`?1`) that match alone or with others of their person, by any answer.
pub(super) fn countable(expression: &Expression) -> Result<String, FilterError> {
    let question = Question {
        what: What::Persons,
        expression: Some(expression.clone()),
        by: Vec::new(),
        min_sources: 0,
        unit: None,
    };
    let mut answers = Vec::with_capacity(ANSWERS.len());
    for answer in ANSWERS {
        let parts = parts_of(&question, answer)?.sql;
        let with = with_clause(&parts);
        answers.push(format!(
            "SELECT record FROM (\n{with}SELECT record FROM counted)"
        ));
    }
    Ok(format!(
        "SELECT s.id FROM statement AS s WHERE s.kind = ?1 AND s.number IN (\n{}) ORDER BY s.id",
        answers.join("\nUNION\n")
    ))
}

/// The persons of one answer: `sized` has each counted record with the number of its person.
fn parts_of(question: &Question, answer: &str) -> Result<Parts, FilterError> {
    let mut parts = counted(question, &OF_PERSONS)?;
    let seen = [
        format!(
            "mate (record, other) AS (\n  \
             SELECT a.record, b.record FROM same_person AS a JOIN same_person AS b ON b.{answer} = a.{answer})"
        ),
        "person_reach (record, scope, holder) AS (\n  SELECT record, scope, holder FROM reach\n  \
         UNION ALL SELECT h.record, h.scope, m.other FROM reach AS h JOIN mate AS m ON m.record = h.record\n  \
         WHERE m.other <> m.record)"
            .to_owned(),
        "person_source (record, source) AS (\n  SELECT record, source FROM record_source\n  \
         UNION SELECT m.record, s.source FROM mate AS m JOIN record_source AS s ON s.record = m.other)"
            .to_owned(),
    ];
    parts.sql.splice(0..0, seen);
    parts.sql.push(sized(question, answer));
    Ok(parts)
}

/// `sized`: of each counted record its person, and what it stands for, in buckets that cannot overlap in themselves:
/// what was linked and what is withheld (0), other records of persons (-1), other entries by their list, an entry
/// without a list alone.
fn sized(question: &Question, answer: &str) -> String {
    let (range, headcount) = if question.unit.is_some() {
        ("1, 1", "")
    } else {
        (
            "h.low, h.high",
            "\n  JOIN headcount AS h ON h.record = k.record",
        )
    };
    format!(
        "sized (record, person, bucket, low, high) AS (\n  \
         SELECT k.record, p.{answer}, CASE WHEN p.record IS NOT NULL THEN 0 WHEN r.kind = 'person' THEN -1 \
         ELSE coalesce(l.list, k.record) END, {range}\n  \
         FROM counted AS k JOIN record AS r ON r.number = k.record{headcount}\n  \
         LEFT JOIN same_person AS p ON p.record = k.record\n  \
         LEFT JOIN (SELECT c.subject AS entry, min(c.refers) AS list FROM claim AS c WHERE c.field = 'list'\n    \
         GROUP BY +c.subject) AS l ON l.entry = k.record\n  \
         UNION ALL SELECT -w.number, NULL, 0, 0, 1 FROM withheld AS w WHERE w.kind IN ('person', 'entry'))"
    )
}

/// A record without a person is one of its own.
const EACH_PERSON: &str = "z.bucket, z.person, CASE WHEN z.person IS NULL THEN z.record END";

fn total(question: &Question, answer: &str) -> Result<String, FilterError> {
    let parts = parts_of(question, answer)?.sql;
    Ok(format!(
        "SELECT answer, low, high, apart FROM (\n{}SELECT '{answer}' AS answer, {TOTAL}\nFROM (\n  \
         SELECT bucket, sum(low) AS low, CASE WHEN count(*) = count(high) THEN sum(high) END AS high\n  FROM (\n    \
         SELECT z.bucket AS bucket, max(z.low) AS low,\n      \
         CASE WHEN count(*) = count(z.high) THEN max(z.high) END AS high\n    \
         FROM sized AS z GROUP BY {EACH_PERSON})\n  GROUP BY bucket))",
        with_clause(&parts)
    ))
}

/// The breakdown: a combination that one of the answers does not have may be nobody's.
fn breakdown(question: &Question) -> Result<String, FilterError> {
    let each = |pattern: &str| each_field(question, pattern);
    let keys = each("k#");
    let mut answers = Vec::with_capacity(ANSWERS.len());
    for answer in ANSWERS {
        let parts = combined(question, parts_of(question, answer)?, &OF_PERSONS)?;
        answers.push(format!(
            "SELECT * FROM (\n{}SELECT '{answer}' AS answer, {keys}, {}, {TOTAL}\nFROM (\n  \
             SELECT {keys}, {}, bucket, sum(low) AS low,\n    \
             CASE WHEN count(*) = count(high) THEN sum(high) END AS high\n  FROM (\n    \
             SELECT {}, {}, z.bucket AS bucket, max(z.low * c.sure) AS low,\n      \
             CASE WHEN count(*) = count(z.high) THEN max(z.high) END AS high\n    \
             FROM combined AS c JOIN sized AS z ON z.record = c.record\n    GROUP BY {}, {EACH_PERSON})\n  \
             GROUP BY {keys}, bucket)\nGROUP BY {keys})",
            with_clause(&parts),
            each("min(t#) AS t#"),
            each("min(t#) AS t#"),
            each("c.k# AS k#"),
            each("min(c.t#) AS t#"),
            each("c.k#"),
        ));
    }
    Ok(format!(
        "SELECT {}CASE WHEN count(*) = {} THEN min(low) ELSE 0 END AS \"min\", {VALUE} AS \"value\",\n  \
         CASE WHEN count(*) = count(high) THEN max(high) END AS \"max\"\nFROM (\n{})\nGROUP BY {keys} ORDER BY {}",
        named_columns(question)?,
        ANSWERS.len(),
        answers.join("\nUNION ALL\n"),
        each("k# IS NULL, k#"),
    ))
}
