//! The SQL of a figure. It stands as a view in `record.sqlite` and runs on the catalog as it is.

use testigo_record::{FieldDefinition, Type, field, read};

use super::{Question, What, linked};
use crate::filter::{Filter, FilterError, Reach, with_clause};
use crate::sql_text::{list, literal, name};

/// More make tables that nobody reads.
const FIELDS_MAX: usize = 4;
/// Each more is one more join of all sources with all sources.
const SOURCES_MAX: u32 = 5;

/// A figure as SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureSql {
    /// One row: `min`, `value`, `max`.
    pub figure: String,
    /// The breakdown: a column for each field, then `min`, `value`, `max`.
    pub rows: Option<String>,
    /// Whether lines of lists are among the records.
    pub(crate) entries: String,
}

/// Through what a figure looks at records.
pub(super) struct Sight {
    pub(super) reach: Reach,
    /// Where it stands who says something of a record: a relation of record and source.
    pub(super) source: &'static str,
}

const OF_RECORDS: Sight = Sight {
    reach: Reach::OF_RECORDS,
    source: "record_source",
};

/// The SQL of a question: the same text wherever it is asked. Where records were linked, persons are counted once
/// for each of the three answers of `same_person`.
pub fn figure_sql(question: &Question, is_linked: bool) -> Result<FigureSql, FilterError> {
    if is_linked && question.what == What::Persons {
        return linked::figure_sql(question);
    }
    let mut parts = counted(question, &OF_RECORDS)?;
    parts.sql.push(sized(question));
    let figure = format!("{}{FIGURE}", with_clause(&parts.sql));
    let entries = format!(
        "{}SELECT EXISTS (SELECT 1 FROM sized WHERE bucket <> 0)",
        with_clause(&parts.sql)
    );
    let rows = if question.by.is_empty() {
        None
    } else {
        Some(breakdown(question, parts)?)
    };
    Ok(FigureSql {
        figure,
        rows,
        entries,
    })
}

/// The common table expressions of a figure, from the first on.
pub(super) struct Parts {
    pub(super) sql: Vec<String>,
    last_filter: Option<String>,
}

/// `counted`: the records that the figure is about.
pub(super) fn counted(question: &Question, sight: &Sight) -> Result<Parts, FilterError> {
    let mut parts = Parts {
        sql: Vec::new(),
        last_filter: None,
    };
    let kinds = question.what.kinds();
    let mut conditions = vec![format!("r.kind IN {}", list(kinds.iter().copied())?)];
    if let Some(expression) = &question.expression {
        let (sql, root) = Filter::of(kinds.first().copied(), expression, sight.reach)?;
        parts.sql = sql;
        conditions.push(format!("r.number IN (SELECT record FROM {root})"));
        parts.last_filter = Some(root);
    }
    if question.min_sources > 0 {
        let (said, condition) = sources(question.min_sources, sight.source)?;
        parts.sql.push(said);
        conditions.push(condition);
    }
    if let Some(unit) = &question.unit {
        conditions.push(of_unit(question.what, unit)?);
    }
    parts.sql.push(format!(
        "counted (record) AS (\n  SELECT r.number FROM record AS r WHERE {})",
        conditions.join("\n    AND ")
    ));
    Ok(parts)
}

/// At least `n` sources, each pair of them without a common origin.
fn sources(n: u32, of: &str) -> Result<(String, String), FilterError> {
    if n > SOURCES_MAX {
        return Err(FilterError::TooMany);
    }
    if n == 1 {
        let said = format!("said (record, source) AS (SELECT record, source FROM {of})");
        return Ok((said, "r.number IN (SELECT record FROM said)".to_owned()));
    }
    let said = format!(
        "said (record, source) AS (\n  \
         SELECT record, source FROM {of} WHERE source IN (SELECT source FROM known_source))"
    );
    let mut joins = "SELECT s1.record FROM said AS s1".to_owned();
    for next in 2..=n {
        joins.extend([format!(
            "\n    JOIN said AS s{next} ON s{next}.record = s1.record AND s{next}.source > s{}.source",
            next - 1
        )]);
        for earlier in 1..next {
            joins.extend([format!(
                "\n      AND (s{earlier}.source, s{next}.source) NOT IN (SELECT source, other FROM common_origin)"
            )]);
        }
    }
    Ok((said, format!("r.number IN ({joins})")))
}

/// Records of one counting unit; without a stated unit a person is an individual.
fn of_unit(what: What, unit: &str) -> Result<String, FilterError> {
    if what != What::Persons {
        return Err(FilterError::Unit);
    }
    let definition = field("person", "unit").ok_or(FilterError::UnknownField)?;
    let code = read(definition, unit).map_err(|_| FilterError::Value)?;
    let stated = "SELECT c.subject FROM claim AS c WHERE c.field = 'unit' AND c.unread = 0";
    let same = format!("r.number IN ({stated} AND c.value = {})", literal(&code)?);
    Ok(if code == "01" {
        format!("({same} OR r.number NOT IN ({stated}))")
    } else {
        same
    })
}

/// `sized`: what each record stands for, as a range, in buckets that cannot overlap in themselves: the records of
/// persons are one (0), each list is one, an entry without a list is one of its own.
fn sized(question: &Question) -> String {
    let one_each = question.unit.is_some();
    if question.what != What::Persons {
        return "sized (record, bucket, low, high) AS (\n  SELECT record, 0, 1, 1 FROM counted)"
            .to_owned();
    }
    let (range, headcount) = if one_each {
        ("1, 1", "")
    } else {
        (
            "h.low, h.high",
            "\n  JOIN headcount AS h ON h.record = k.record",
        )
    };
    format!(
        "sized (record, bucket, low, high) AS (\n  \
         SELECT k.record, CASE r.kind WHEN 'person' THEN 0 ELSE coalesce(l.list, -k.record) END, {range}\n  \
         FROM counted AS k JOIN record AS r ON r.number = k.record{headcount}\n  \
         LEFT JOIN (SELECT c.subject AS entry, min(c.refers) AS list FROM claim AS c WHERE c.field = 'list'\n    \
         GROUP BY +c.subject) AS l ON l.entry = k.record\n  \
         UNION ALL SELECT -w.number, 0, 0, 1 FROM withheld AS w WHERE w.kind IN ('person', 'entry'))"
    )
}

/// One range over all buckets: at least the largest of them, at most all together.
const FIGURE: &str = "SELECT coalesce(max(low), 0) AS \"min\",
  CASE WHEN coalesce(sum(bucket <> 0), 0) = 0 AND coalesce(max(low), 0) = coalesce(sum(high), 0)
      AND count(*) = count(high) THEN coalesce(max(low), 0) END AS \"value\",
  CASE WHEN count(*) = count(high) THEN coalesce(sum(high), 0) END AS \"max\"
FROM (
  SELECT bucket, sum(low) AS low, CASE WHEN count(*) = count(high) THEN sum(high) END AS high
  FROM sized GROUP BY bucket)";

/// The columns of a breakdown: `#` in a pattern is the number of a field, from 1.
pub(super) fn each_field(question: &Question, pattern: &str) -> String {
    let columns = (1..=question.by.len()).map(|n| pattern.replace('#', &n.to_string()));
    columns.collect::<Vec<_>>().join(", ")
}

/// Adds `combined`: of each counted record the combinations of values, and whether one is certain. Only the scopes in
/// which the record matches are looked at.
pub(super) fn combined(
    question: &Question,
    parts: Parts,
    sight: &Sight,
) -> Result<Vec<String>, FilterError> {
    if question.by.len() > FIELDS_MAX {
        return Err(FilterError::TooMany);
    }
    let reach = sight.reach.name;
    let pairs = parts.last_filter.as_deref().unwrap_or(reach);
    let matching = format!(
        "matching (record, scope) AS (\n  \
         SELECT DISTINCT p.record, p.scope FROM {pairs} AS p WHERE p.record IN (SELECT record FROM counted))"
    );
    let mut parts = parts.sql;
    parts.push(matching);
    let mut joins = String::new();
    let mut sure = Vec::new();
    for (index, by) in question.by.iter().enumerate() {
        let definition = field("claim", by).ok_or(FilterError::UnknownField)?;
        parts.push(dimension(index + 1, by, definition, reach)?);
        let v = format!("v{}", index + 1);
        joins.extend([format!(
            "\n  LEFT JOIN {v} ON {v}.record = m.record AND {v}.scope = m.scope"
        )]);
        sure.push(format!("coalesce({v}.ways, 1) = 1"));
    }
    let each = |pattern: &str| each_field(question, pattern);
    parts.push(format!(
        "combined (record, {}, {}, sure) AS (\n  SELECT m.record, {}, {}, max({})\n  FROM matching AS m{joins}\n  \
         GROUP BY m.record, {}\n  UNION ALL SELECT -w.number, {}, {}, 0 FROM withheld AS w)",
        each("k#"),
        each("t#"),
        each("v#.key"),
        each("min(v#.text)"),
        sure.join(" AND "),
        each("v#.key"),
        each("NULL"),
        each("NULL"),
    ));
    Ok(parts)
}

/// The columns of a breakdown by the names of their fields.
pub(super) fn named_columns(question: &Question) -> Result<String, FilterError> {
    let mut columns = String::new();
    for (index, by) in question.by.iter().enumerate() {
        columns.extend([format!("min(t{}) AS {}, ", index + 1, name(by)?)]);
    }
    Ok(columns)
}

fn breakdown(question: &Question, parts: Parts) -> Result<String, FilterError> {
    let mut parts = combined(question, parts, &OF_RECORDS)?;
    let each = |pattern: &str| each_field(question, pattern);
    let keys = each("k#");
    parts.push(format!(
        "bucketed ({keys}, {}, bucket, low, high) AS (\n  SELECT {}, {}, z.bucket, sum(z.low * c.sure),\n    \
         CASE WHEN count(*) = count(z.high) THEN sum(z.high) END\n  \
         FROM combined AS c JOIN sized AS z ON z.record = c.record GROUP BY {}, z.bucket)",
        each("t#"),
        each("c.k#"),
        each("min(c.t#)"),
        each("c.k#"),
    ));
    Ok(format!(
        "{}SELECT {}max(low) AS \"min\",\n  CASE WHEN sum(bucket <> 0) = 0 AND max(low) = sum(high) AND \
         count(*) = count(high) THEN max(low) END AS \"value\",\n  \
         CASE WHEN count(*) = count(high) THEN sum(high) END AS \"max\"\n\
         FROM bucketed GROUP BY {keys} ORDER BY {}",
        with_clause(&parts),
        named_columns(question)?,
        each("k# IS NULL, k#"),
    ))
}

/// The values of a field in each matching scope, and in how many ways they can be taken there: as many as there
/// are values, or one where the field may have several side by side. Texts that fold alike are one value.
fn dimension(
    number: usize,
    by: &str,
    definition: &FieldDefinition,
    reach: &str,
) -> Result<String, FilterError> {
    let id = "(SELECT lower(hex(t.id)) FROM statement AS t WHERE t.number = c.refers)";
    let (key, text) = match definition.value {
        Type::Text | Type::Label | Type::Name | Type::Identifier => (
            "CASE c.folded WHEN '' THEN c.value ELSE c.folded END".to_owned(),
            "c.value".to_owned(),
        ),
        Type::Place => (
            format!("coalesce({id}, c.folded)"),
            format!("coalesce({id}, c.value)"),
        ),
        Type::Reference => (id.to_owned(), id.to_owned()),
        Type::Code { .. } | Type::Date | Type::Quantity | Type::Number => {
            ("c.value".to_owned(), "c.value".to_owned())
        }
    };
    let ways = if definition.multiple {
        "1"
    } else {
        "count(*) OVER (PARTITION BY v.record, v.scope)"
    };
    Ok(format!(
        "v{number} (record, scope, key, text, ways) AS (\n  SELECT v.record, v.scope, v.key, min(v.text), {ways}\n  \
         FROM (\n    SELECT m.record AS record, m.scope AS scope, {key} AS key, {text} AS text\n    \
         FROM matching AS m JOIN {reach} AS h ON h.record = m.record AND h.scope = m.scope\n    \
         JOIN claim AS c ON c.subject = h.holder\n    WHERE c.field = {} AND c.unread = 0) AS v\n  \
         GROUP BY v.record, v.scope, v.key)",
        literal(by)?
    ))
}
