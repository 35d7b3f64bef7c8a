//! A group's own vocabularies, as its devices recorded them.

use crate::schema::{Catalog, CatalogError};

impl Catalog {
    /// The definitions (plain JSON) of each vocabulary: name, version, definition. Of each name the last, in the order of
    /// names.
    pub fn own_vocabularies(&self) -> Result<Vec<[String; 3]>, CatalogError> {
        let mut query = self.ready()?.prepare_cached(
            "SELECT n.value, coalesce(v.value, '\"\"'), d.value FROM statement AS s
             JOIN detail AS n ON n.statement = s.number AND n.name = 'name'
             JOIN detail AS d ON d.statement = s.number AND d.name = 'definition'
             LEFT JOIN detail AS v ON v.statement = s.number AND v.name = 'version'
             WHERE s.kind = 'vocabulary' AND s.number NOT IN (SELECT statement FROM erased)
             ORDER BY n.value, s.recorded_at DESC, s.position DESC, s.id",
        )?;
        let rows = query.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))?;
        let mut vocabularies: Vec<[String; 3]> = rows.collect::<Result<_, _>>()?;
        vocabularies.dedup_by(|later, first| later[0] == first[0]);
        Ok(vocabularies)
    }
}
