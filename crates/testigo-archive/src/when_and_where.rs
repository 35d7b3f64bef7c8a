//! When and where what a search finds happened, as its sources say: nothing of it is decided.

use testigo_catalog::{Sought, TimeLine};

use crate::archive::Archive;
use crate::disclose::parse_condition;
use crate::error::Result;
use crate::receive::LISTED_MAX;

/// What a search finds, or a look without words.
#[derive(Debug, Clone, Copy, Default)]
pub struct SoughtRecords<'a> {
    /// Words; none if empty.
    pub words: &'a str,
    /// Of one kind.
    pub kind: Option<&'a str>,
    /// EXPR.
    pub condition: Option<&'a str>,
}

/// Where a place is, as one source says.
#[derive(Debug, Clone, PartialEq)]
pub struct PositionShown {
    /// The place.
    pub place: String,
    /// What it is called; empty where nobody names it.
    pub title: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Who says so, by name.
    pub source: String,
    /// Whether another source says another position.
    pub differs: bool,
    /// How many of the records found speak of the place.
    pub records: u64,
}

/// Where what is found is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlacesAnswer {
    /// Every position of at most [`LISTED_MAX`] places, those of which most records speak first.
    pub positions: Vec<PositionShown>,
    /// Places that were read.
    pub read: u64,
    /// Places with a position, those that were not read included.
    pub located: u64,
    /// Places of which nobody says where they are.
    pub without_position: u64,
}

impl Archive {
    /// How many of the records found have a date in each year, or in each month of a year.
    pub fn time_line(&mut self, sought: SoughtRecords<'_>, year: Option<u16>) -> Result<TimeLine> {
        let expression = parse_condition(sought.condition.unwrap_or(""))?;
        self.read_texts_for(sought.words)?;
        let sought = Sought {
            words: sought.words,
            kind: sought.kind,
            expression: expression.as_ref(),
        };
        Ok(self.catalog.time_line(sought, year)?)
    }

    /// Where the records found are.
    pub fn places_found(&mut self, sought: SoughtRecords<'_>) -> Result<PlacesAnswer> {
        let expression = parse_condition(sought.condition.unwrap_or(""))?;
        self.read_texts_for(sought.words)?;
        let sought = Sought {
            words: sought.words,
            kind: sought.kind,
            expression: expression.as_ref(),
        };
        let found = self.catalog.found_places(sought, LISTED_MAX as u64)?;
        let mut answer = PlacesAnswer {
            read: found.places.len() as u64,
            located: found.located,
            without_position: found.without_position,
            ..PlacesAnswer::default()
        };
        for place in found.places {
            let spot = |position: &testigo_catalog::Position| {
                (position.latitude.to_bits(), position.longitude.to_bits())
            };
            let first = place.positions.first().map(spot);
            let differs = place.positions.iter().any(|one| Some(spot(one)) != first);
            for position in place.positions {
                answer.positions.push(PositionShown {
                    place: place.id.to_string(),
                    title: place.title.clone(),
                    latitude: position.latitude,
                    longitude: position.longitude,
                    source: position
                        .source
                        .map_or_else(String::new, |source| source.name),
                    differs,
                    records: place.records,
                });
            }
        }
        Ok(answer)
    }

    /// Words are looked for in texts too, which are read before the first search.
    fn read_texts_for(&mut self, words: &str) -> Result<()> {
        if words.trim().is_empty() {
            return Ok(());
        }
        self.read_new_texts()
    }
}
