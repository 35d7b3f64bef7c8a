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
    /// The figure's one row, and beside it whether records that were not linked are among those counted.
    pub(crate) beside_entries: String,
    /// The counted records: `record`, and `person` by the middle answer of a linkage.
    pub(crate) counted: String,
}

/// Through what a figure looks at what it counts, by a key: the number of a record, or that of a person.
pub(super) struct Sight {
    pub(super) reach: Reach,
    /// Where it stands who says something: a relation of key and source.
    pub(super) source: &'static str,
}

const OF_RECORDS: Sight = Sight {
    reach: Reach {
        name: "reached",
        ..Reach::OF_RECORDS
    },
    source: "record_source",
};

/// The SQL of a question: the same text wherever it is asked. Where records were linked, persons are counted once
/// for each of the three answers of `same_person`.
pub fn figure_sql(question: &Question, is_linked: bool) -> Result<FigureSql, FilterError> {
    if is_linked && question.what == What::Persons {
        return linked::figure_sql(question);
    }
    let mut parts = counted(question)?;
    parts.sql.push(sized(question));
    let with = with_clause(&parts.sql);
    let figure = format!("{with}{FIGURE}{BUCKETS}");
    let beside_entries = format!("{with}{FIGURE}, coalesce(sum(bucket <> 0), 0) > 0{BUCKETS}");
    let counted = format!(
        "{with}SELECT z.record AS record, NULL AS person FROM sized AS z WHERE z.record > 0"
    );
    let rows = if question.by.is_empty() {
        None
    } else {
        Some(breakdown(question, parts)?)
    };
    Ok(FigureSql {
        figure,
        rows,
        beside_entries,
        counted,
    })
}

/// The common table expressions of a figure, from the first on.
pub(super) struct Parts {
    pub(super) sql: Vec<String>,
    /// What has to hold of a record `r` and its key.
    pub(super) conditions: Vec<String>,
    last_filter: Option<String>,
}

/// What the figure asks of a record `r` with a key.
pub(super) fn conditions(
    question: &Question,
    sight: &Sight,
    key: &str,
) -> Result<Parts, FilterError> {
    let kinds = question.what.kinds();
    let mut parts = Parts {
        sql: Vec::new(),
        conditions: vec![format!("r.kind IN {}", list(kinds.iter().copied())?)],
        last_filter: None,
    };
    if let Some(expression) = &question.expression {
        let (sql, root) = Filter::of(kinds.first().copied(), expression, sight.reach)?;
        parts.sql = sql;
        parts
            .conditions
            .push(format!("{key} IN (SELECT record FROM {root})"));
        parts.last_filter = Some(root);
    }
    if question.min_sources > 0 {
        let (said, condition) = sources(question.min_sources, sight.source, key)?;
        parts.sql.push(said);
        parts.conditions.push(condition);
    }
    if let Some(unit) = &question.unit {
        parts.conditions.push(of_unit(question.what, unit)?);
    }
    Ok(parts)
}

/// `counted`: the records that the figure is about.
fn counted(question: &Question) -> Result<Parts, FilterError> {
    let mut parts = conditions(question, &OF_RECORDS, "r.number")?;
    parts.sql.push(format!(
        "counted (record) AS (\n  SELECT r.number FROM record AS r WHERE {})",
        parts.conditions.join("\n    AND ")
    ));
    Ok(parts)
}

/// At least `n` sources, each pair of them without a common origin.
fn sources(n: u32, of: &str, key: &str) -> Result<(String, String), FilterError> {
    if n > SOURCES_MAX {
        return Err(FilterError::TooMany);
    }
    if n == 1 {
        let said = format!("said (record, source) AS (SELECT record, source FROM {of})");
        return Ok((said, format!("{key} IN (SELECT record FROM said)")));
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
    Ok((said, format!("{key} IN ({joins})")))
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
         UNION ALL SELECT -w.number * 4, 0, 0, 1 FROM withheld AS w WHERE w.kind IN ('person', 'entry'))"
    )
}

/// One range over all buckets: at least the largest of them, at most all together.
const FIGURE: &str = "SELECT coalesce(max(low), 0) AS \"min\",
  CASE WHEN coalesce(sum(bucket <> 0), 0) = 0 AND coalesce(max(low), 0) = coalesce(sum(high), 0)
      AND count(*) = count(high) THEN coalesce(max(low), 0) END AS \"value\",
  CASE WHEN count(*) = count(high) THEN coalesce(sum(high), 0) END AS \"max\"";
const BUCKETS: &str = "
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
    // Only what is counted is looked at in the end; asking for it here would repeat the whole filter in each column.
    let matching = match &parts.last_filter {
        Some(root) => format!("SELECT DISTINCT h.record, h.scope FROM {root} AS h"),
        None => format!(
            "SELECT DISTINCT h.record, h.scope FROM {reach} AS h\n  \
             WHERE {} IN (SELECT number FROM statement WHERE kind IN {})",
            sight.reach.number,
            list(question.what.kinds().iter().copied())?
        ),
    };
    let matching = format!("matching (record, scope) AS (\n  {matching})");
    let mut parts = parts.sql;
    parts.push(matching);
    let mut joins = String::new();
    let mut sure = Vec::new();
    for (index, by) in question.by.iter().enumerate() {
        parts.push(dimension(index + 1, by, reach)?);
        let v = format!("v{}", index + 1);
        joins.extend([format!(
            "\n  LEFT JOIN {v} ON {v}.record = m.record AND {v}.scope = m.scope"
        )]);
        sure.push(format!("coalesce({v}.ways, 1) = 1"));
    }
    let each = |pattern: &str| each_field(question, pattern);
    parts.push(format!(
        "combined (record, {}, {}, sure) AS (\n  SELECT m.record, {}, {}, max({})\n  FROM matching AS m{joins}\n  \
         GROUP BY m.record, {}\n  UNION ALL SELECT -w.number * 4, {}, {}, 0 FROM withheld AS w)",
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

/// Breakdowns that are made from a field: what the record says of it, by ranges. The name, the field, and the value of
/// a claim `c`; where the claim is less precise than the range, there is none.
const MADE: [(&str, &str, &str); 2] = [
    // Children are under 18 (Convention on the Rights of the Child, article 1).
    (
        "age_group",
        "age",
        "CASE WHEN c.low >= 0 AND c.high < 18 THEN '0-17' WHEN c.low >= 18 AND c.high < 60 THEN '18-59'\n      \
         WHEN c.low >= 60 THEN '60+' END",
    ),
    (
        "month",
        "date",
        "CASE WHEN strftime('%Y-%m', c.low * 86400, 'unixepoch') = strftime('%Y-%m', c.high * 86400, 'unixepoch')\n      \
         THEN strftime('%Y-%m', c.low * 86400, 'unixepoch') END",
    ),
];
/// To whom an act is attributed: the person that an involvement in it names.
const ATTRIBUTED: &str = "attributed_to";

/// The field that a breakdown is made from: mostly itself.
pub fn said_field(by: &str) -> &str {
    if by == ATTRIBUTED {
        return "person";
    }
    let made = MADE.iter().find(|(name, _, _)| *name == by);
    made.map_or(by, |(_, field, _)| field)
}

/// The values of a field in each matching scope, and in how many ways they can be taken there: as many as there
/// are values, or one where the field may have several side by side. Texts that fold alike are one value.
fn dimension(number: usize, by: &str, reach: &str) -> Result<String, FilterError> {
    let said = said_field(by);
    let definition = field("claim", said).ok_or(FilterError::UnknownField)?;
    let (mut key, mut text) = value_of(definition);
    if let Some((_, _, value)) = MADE.iter().find(|(name, _, _)| *name == by) {
        (key, text) = ((*value).to_owned(), (*value).to_owned());
    }
    // A person stands on several lists; that is no disagreement.
    let several_side_by_side = definition.multiple || by == ATTRIBUTED || by == "list";
    let ways = if several_side_by_side {
        "1"
    } else {
        "count(*) OVER (PARTITION BY v.record, v.scope)"
    };
    let claims = if by == ATTRIBUTED {
        "JOIN claim AS i ON i.refers = m.scope AND i.field = 'act' JOIN claim AS c ON c.subject = i.subject".to_owned()
    } else {
        format!(
            "JOIN {reach} AS h ON h.record = m.record AND h.scope = m.scope\n    \
             JOIN claim AS c ON c.subject = h.holder"
        )
    };
    Ok(format!(
        "v{number} (record, scope, key, text, ways) AS (\n  SELECT v.record, v.scope, v.key, min(v.text), {ways}\n  \
         FROM (\n    SELECT m.record AS record, m.scope AS scope, {key} AS key, {text} AS text\n    \
         FROM matching AS m {claims}\n    WHERE c.field = {} AND c.unread = 0) AS v\n  \
         WHERE v.key IS NOT NULL GROUP BY v.record, v.scope, v.key)",
        literal(said)?
    ))
}

/// By what the values of claims `c` are told apart, and how they are written.
fn value_of(definition: &FieldDefinition) -> (String, String) {
    let id = "(SELECT lower(hex(t.id)) FROM statement AS t WHERE t.number = c.refers)";
    match definition.value {
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
    }
}
