//! Persons after linkage. The same question is asked for each of the three answers of `same_person`: if only the sure
//! pairs are one person, as the linkage groups them, and if all pairs worth a look are. The least and the most of the
//! three are the range, the middle one is the number.
//!
//! A person has what any of its records has: conditions, sources and breakdowns look at all of them together. Records
//! that were not linked stay as they are: lists that may overlap with each other and with the linked ones.
//!
//! All answers go through one SQL, because SQLite refuses what opens too many tables.

use testigo_record::Expression;

use super::figure::{FigureSql, Parts, Sight, combined, conditions, each_field, named_columns};
use super::{Question, What};
use crate::filter::{FilterError, Reach, with_clause};

const OF_PERSONS: Sight = Sight {
    reach: Reach {
        name: "person_reach",
        number: "h.holder",
        // Of a person nothing but its records and the acts done to it is looked at.
        said_of_it: "1",
    },
    source: "person_source",
};

/// `one`: by each answer the key of the person that a record is of. The key of a person is four times its number, and
/// the answer; of a record that was not linked, the same with its own number, below 0.
///
/// `person_reach`: a person is looked at in the scope of each act done to any of its records, with the claims of the act
/// and of all the records; without such an act in one scope, with the claims of all of them.
///
/// `person_source`: who says something of any of its records.
const SEEN: [&str; 4] = [
    "one (key, record) AS (
  SELECT person * 4 + answer, record FROM same_person
  UNION ALL SELECT -(s.number * 4 + a.answer), s.number FROM statement AS s JOIN answer AS a
  WHERE s.kind IN ('person', 'entry') AND s.number NOT IN (SELECT record FROM same_person))",
    "suffered (key, act) AS (
  SELECT DISTINCT o.key, h.scope FROM one AS o JOIN reached AS h ON h.record = o.record WHERE h.scope <> h.record)",
    "person_reach (record, scope, holder) AS (
  SELECT o.key, coalesce(s.act, o.key), o.record FROM one AS o LEFT JOIN suffered AS s ON s.key = o.key
  UNION ALL SELECT key, act, act FROM suffered)",
    "person_source (record, source) AS (
  SELECT DISTINCT o.key, s.source FROM one AS o JOIN record_source AS s ON s.record = o.record)",
];

/// Persons of one answer as one range over all buckets: at least the largest of them, at most all together. `apart`
/// is not 0 where buckets may overlap.
const TOTAL: &str = "max(low) AS low,
    CASE WHEN count(*) = count(high) THEN sum(high) END AS high, sum(bucket > 0) + (count(*) > 1) AS apart";

/// The number of the middle answer, where it is one; without a row of it, none.
const VALUE: &str = "CASE WHEN coalesce(sum(answer = 2), 0) = 0 THEN 0
    ELSE max(CASE WHEN answer = 2 AND apart = 0 AND low = high THEN low END) END";

pub(super) fn figure_sql(question: &Question) -> Result<FigureSql, FilterError> {
    let mut parts = persons(question)?;
    parts.sql.push(sized(question));
    let totals = format!(
        "SELECT answer, {TOTAL}\nFROM (\n  \
         SELECT answer, bucket, sum(low) AS low, CASE WHEN count(*) = count(high) THEN sum(high) END AS high\n  \
         FROM sized GROUP BY answer, bucket)\nGROUP BY answer"
    );
    let with = with_clause(&parts.sql);
    // An answer that has no person has no row: then there is none, for certain.
    let figure = |beside: &str| {
        format!(
            "{with}SELECT CASE WHEN count(*) = 3 THEN min(low) ELSE 0 END AS \"min\", {VALUE} AS \"value\",\n  \
             CASE WHEN count(*) = count(high) THEN coalesce(max(high), 0) END AS \"max\"{beside}\nFROM (\n{totals})"
        )
    };
    let counted_sql = format!(
        "{with}SELECT o.record AS record, CASE WHEN z.record > 0 THEN z.record / 4 END AS person\n\
         FROM sized AS z JOIN one AS o ON o.key = z.record WHERE z.answer = 2"
    );
    let rows = if question.by.is_empty() {
        None
    } else {
        Some(breakdown(
            question,
            &combined(question, parts, &OF_PERSONS)?,
        )?)
    };
    Ok(FigureSql {
        figure: figure(""),
        beside_entries: figure(", coalesce(max(apart), 0) > 0"),
        rows,
        counted: counted_sql,
    })
}

/// `counted`: the keys of the persons that the figure is about.
fn persons(question: &Question) -> Result<Parts, FilterError> {
    let mut parts = conditions(question, &OF_PERSONS, "o.key")?;
    parts.sql.splice(0..0, SEEN.map(str::to_owned));
    let counted = format!(
        "counted (record) AS (\n  SELECT DISTINCT o.key FROM one AS o JOIN record AS r ON r.number = o.record WHERE {})",
        parts.conditions.join("\n    AND ")
    );
    parts.sql.push(counted);
    Ok(parts)
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
    Ok(format!(
        "{}SELECT s.id FROM statement AS s WHERE s.kind = ?1 AND s.number IN (\n  \
         SELECT o.record FROM one AS o WHERE o.key IN (SELECT record FROM counted)) ORDER BY s.id",
        with_clause(&persons(&question)?.sql)
    ))
}

/// SQL of the persons by one answer (`?1`) and of the ids of the lists that they stand on, person by person.
pub(super) fn persons_on_lists(question: &Question) -> Result<String, FilterError> {
    let mut parts = persons(question)?.sql;
    parts.push(sized(question));
    Ok(format!(
        "{}SELECT DISTINCT z.record, s.id FROM sized AS z JOIN one AS o ON o.key = z.record\n  \
         JOIN claim AS c ON c.subject = o.record JOIN statement AS s ON s.number = c.refers\n\
         WHERE z.answer = ?1 AND z.record > 0 AND c.field = 'list' ORDER BY z.record, s.id",
        with_clause(&parts)
    ))
}

/// `sized`: what each counted person stands for, in buckets that cannot overlap in themselves: what was linked and what
/// is withheld (0), other records of persons (-1), other entries by their list, an entry without a list alone.
fn sized(question: &Question) -> String {
    let (low, high, headcount) = if question.unit.is_some() {
        ("1", "1", "")
    } else {
        (
            "max(h.low)",
            "CASE WHEN count(*) = count(h.high) THEN max(h.high) END",
            "\n  JOIN headcount AS h ON h.record = o.record",
        )
    };
    format!(
        "sized (record, answer, bucket, low, high) AS (\n  \
         SELECT k.record, abs(k.record) % 4, CASE WHEN k.record > 0 THEN 0 WHEN min(r.kind) = 'person' THEN -1 \
         ELSE coalesce(min(l.list), min(o.record)) END, {low}, {high}\n  \
         FROM counted AS k JOIN one AS o ON o.key = k.record JOIN statement AS r ON r.number = o.record{headcount}\n  \
         LEFT JOIN (SELECT c.subject AS entry, min(c.refers) AS list FROM claim AS c WHERE c.field = 'list'\n    \
         GROUP BY +c.subject) AS l ON l.entry = o.record\n  \
         GROUP BY k.record\n  \
         UNION ALL SELECT -w.number * 4, a.answer, 0, 0, 1 FROM withheld AS w JOIN answer AS a\n  \
         WHERE w.kind IN ('person', 'entry'))"
    )
}

/// The breakdown: a combination that one of the answers does not have may be nobody's.
fn breakdown(question: &Question, parts: &[String]) -> Result<String, FilterError> {
    let each = |pattern: &str| each_field(question, pattern);
    let keys = each("k#");
    Ok(format!(
        "{}SELECT {}CASE WHEN count(*) = 3 THEN min(low) ELSE 0 END AS \"min\", {VALUE} AS \"value\",\n  \
         CASE WHEN count(*) = count(high) THEN max(high) END AS \"max\"\nFROM (\n  \
         SELECT answer, {keys}, {}, {TOTAL}\n  FROM (\n    \
         SELECT {}, {}, z.answer AS answer, z.bucket AS bucket, sum(z.low * c.sure) AS low,\n      \
         CASE WHEN count(*) = count(z.high) THEN sum(z.high) END AS high\n    \
         FROM combined AS c JOIN sized AS z ON z.record = c.record\n    GROUP BY {}, z.answer, z.bucket)\n  \
         GROUP BY answer, {keys})\nGROUP BY {keys} ORDER BY {}",
        with_clause(parts),
        named_columns(question)?,
        each("min(t#) AS t#"),
        each("c.k# AS k#"),
        each("min(c.t#) AS t#"),
        each("c.k#"),
        each("k# IS NULL, k#"),
    ))
}
