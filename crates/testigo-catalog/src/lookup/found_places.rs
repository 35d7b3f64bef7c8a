//! Where what is found is: places with a position, and how many of the records found speak of each.
//!
//! A record is at the places that it names, by id or by their name; a place is at itself. Where only persons are sought,
//! they are where something was done to them, and acts alone are also where their incident is. Sources may say different
//! positions: each is told, with who says it.

use rusqlite::{ToSql, params_from_iter};
use testigo_custody::StatementId;

use super::listing::Selection;
use super::sought::SoughtSql;
use super::{Sought, SourceName, Titles};
use crate::schema::{Catalog, CatalogError};

/// Positions of one place that are told at most.
const POSITIONS_MAX: i64 = 20;

/// Places, and records `r` that name them: by id, or by their name. A place names itself. (`CROSS JOIN` keeps the order of
/// the tables: there are fewer places than records. The plus keeps SQLite from walking all claims of places for each.)
const NAMED: &str = "SELECT r.number, r.number FROM record AS r WHERE r.kind = 'place' AND #
  UNION ALL
  SELECT k.number, r.number FROM record AS k CROSS JOIN claim AS c ON c.refers = k.number AND +c.field = 'place'
  CROSS JOIN record AS r ON r.number = c.subject WHERE k.kind = 'place' AND c.unread = 0 AND #
  UNION ALL
  SELECT k.number, r.number FROM record AS k
  CROSS JOIN claim AS n ON n.subject = k.number AND n.field = 'name' AND n.unread = 0
  CROSS JOIN claim AS c ON c.field = 'place' AND c.unread = 0 AND c.folded = n.folded AND c.refers IS NULL
  CROSS JOIN record AS r ON r.number = c.subject WHERE k.kind = 'place' AND #";

/// The same of a person by what was done to it, of an act by its incident.
const NAMED_BESIDE: &str = "SELECT k.number, r.number FROM claim AS v
  CROSS JOIN record AS a ON a.number = v.subject
  CROSS JOIN claim AS c ON c.field = 'place' AND c.unread = 0
    AND c.subject = CASE v.field WHEN 'incident' THEN v.refers ELSE v.subject END
  CROSS JOIN record AS k ON k.kind = 'place' AND k.number IN (
    SELECT c.refers UNION ALL
    SELECT n.subject FROM claim AS n WHERE c.refers IS NULL AND n.field = 'name' AND n.folded = c.folded AND n.unread = 0)
  CROSS JOIN record AS r ON r.number = CASE v.field WHEN 'incident' THEN v.subject ELSE v.refers END
  WHERE v.field = '%' AND v.refers IS NOT NULL AND a.kind = 'act' AND #";

/// Pairs of a place and a record that is sought; of a person, by the acts that meet the condition.
fn spoken(kind: Option<&str>, records: &Selection) -> String {
    let named = || NAMED.replace('#', &records.anywhere());
    let beside = |field| {
        let pairs = NAMED_BESIDE.replace('%', field);
        pairs.replace('#', &records.in_scope("a.number"))
    };
    match kind {
        Some("person") => beside("victim"),
        Some("act") => format!("{}\n  UNION ALL\n  {}", named(), beside("incident")),
        _ => named(),
    }
}

/// A place with the positions that sources state.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundPlace {
    /// The place.
    pub id: StatementId,
    /// What it is called.
    pub title: String,
    /// How many of the records found speak of it, or are it.
    pub records: u64,
    /// Where it is, as each source says.
    pub positions: Vec<Position>,
}

/// Where a place is, as one source says.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Who says so.
    pub source: Option<SourceName>,
}

/// Where what is found is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoundPlaces {
    /// Those of which most records speak first.
    pub places: Vec<FoundPlace>,
    /// Places with a position, those that were not asked for included.
    pub located: u64,
    /// Places that what is found speaks of and of which nobody says where they are.
    pub without_position: u64,
}

impl Catalog {
    /// The places that what is sought speaks of, of which somebody says where they are.
    pub fn found_places(
        &self,
        sought: Sought<'_>,
        limit: u64,
    ) -> Result<FoundPlaces, CatalogError> {
        let kind = sought.kind;
        let SoughtSql { records, text } = self.sought(sought)?;
        let spoken = format!("spoken (place, record) AS (\n  {})", spoken(kind, &records));
        let with = &records.with;
        let with = if with.is_empty() {
            format!("WITH {spoken}")
        } else {
            format!("{},\n{spoken}", with.trim_end())
        };
        let connection = self.ready()?;
        let limit = super::bound(limit);
        let mut query = connection.prepare(&format!(
            "{with}
             SELECT f.place, s.id, f.records, sum(f.located) OVER (), sum(NOT f.located) OVER () FROM (
               SELECT w.place AS place, count(DISTINCT w.record) AS records,
                 EXISTS (SELECT 1 FROM claim AS c WHERE c.subject = w.place AND c.field = 'lat' AND c.unread = 0)
                 AND EXISTS (SELECT 1 FROM claim AS c WHERE c.subject = w.place AND c.field = 'lon' AND c.unread = 0) AS located
               FROM spoken AS w GROUP BY w.place) AS f
             JOIN statement AS s ON s.number = f.place
             ORDER BY f.located DESC, f.records DESC, s.id LIMIT {limit}"
        ))?;
        let mut titles = Titles::new(connection)?;
        let mut found = FoundPlaces::default();
        let mut rows = query.query(params_from_iter(text.iter().map(|text| text as &dyn ToSql)))?;
        while let Some(row) = rows.next()? {
            found.located = row.get::<_, i64>(3)?.cast_unsigned();
            found.without_position = row.get::<_, i64>(4)?.cast_unsigned();
            if found.places.len() as u64 == found.located {
                break;
            }
            let number = row.get(0)?;
            found.places.push(FoundPlace {
                id: StatementId::from_bytes(row.get(1)?),
                title: titles.of(number)?,
                records: row.get::<_, i64>(2)?.cast_unsigned(),
                positions: self.positions(number, &mut titles)?,
            });
        }
        Ok(found)
    }

    /// Where a place is, as each source says: both degrees of one statement, or of one source that says them one by one.
    fn positions(
        &self,
        place: i64,
        titles: &mut Titles<'_>,
    ) -> Result<Vec<Position>, CatalogError> {
        let mut query = self.connection.prepare_cached(
            "SELECT CAST(a.value AS REAL), CAST(o.value AS REAL), s.source
             FROM claim AS a JOIN statement AS s ON s.number = a.statement JOIN log AS l ON l.number = s.log
             JOIN claim AS o ON o.subject = a.subject AND o.field = 'lon' AND o.unread = 0
             JOIN statement AS t ON t.number = o.statement
             WHERE a.subject = ?1 AND a.field = 'lat' AND a.unread = 0 AND (t.number = s.number OR t.source IS s.source
               AND NOT EXISTS (SELECT 1 FROM claim AS x WHERE x.statement = s.number AND x.field = 'lon')
               AND NOT EXISTS (SELECT 1 FROM claim AS x WHERE x.statement = t.number AND x.field = 'lat'))
             ORDER BY l.id, s.position, a.number, o.number LIMIT ?2",
        )?;
        let mut rows = query.query([place, POSITIONS_MAX])?;
        let mut positions = Vec::new();
        while let Some(row) = rows.next()? {
            positions.push(Position {
                latitude: row.get(0)?,
                longitude: row.get(1)?,
                source: titles.source(row.get(2)?)?,
            });
        }
        Ok(positions)
    }
}
