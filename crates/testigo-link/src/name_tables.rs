//! Particles, nicknames and sounds: data that a group can extend.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::LinkError;

const BUILT_IN: &str = include_str!("../tables/names.toml");
/// Longest spelling that a sound rule looks for, bytes.
const SPELLING_BYTES_MAX: usize = 8;
const ROWS_MAX: usize = 100_000;

/// The form of `tables/names.toml`, and of a group's own additions.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameAdditions {
    /// Words left out of keys.
    #[serde(default)]
    particles: Vec<String>,
    /// What stands for an empty cell.
    #[serde(default)]
    not_said: Vec<String>,
    /// Spelling to sound; those of a group are tried before the built-in ones.
    #[serde(default)]
    sounds: Vec<Sound>,
    /// Names that stand for each other.
    #[serde(default)]
    nicknames: Vec<Vec<String>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sound {
    from: String,
    to: String,
    #[serde(default)]
    before: String,
    #[serde(default)]
    start: bool,
}

/// The tables in use.
#[derive(Debug, Clone)]
pub struct NameTables {
    particles: Vec<String>,
    not_said: Vec<String>,
    sounds: Vec<Sound>,
    /// Word to the numbers of the lines it stands in.
    nicknames: BTreeMap<String, Vec<u32>>,
}

impl NameTables {
    /// The built-in tables.
    pub fn built_in() -> Result<Self, LinkError> {
        Self::with(&NameAdditions::default())
    }

    /// The built-in tables and a group's own.
    pub fn with(own: &NameAdditions) -> Result<Self, LinkError> {
        let built_in: NameAdditions = toml::from_str(BUILT_IN)
            .map_err(|error| LinkError::TablesInvalid(error.message().to_owned()))?;
        let rows = own.particles.len() + own.sounds.len() + own.nicknames.len();
        if rows > ROWS_MAX {
            return Err(LinkError::TablesInvalid("too many rows".to_owned()));
        }
        let folded = |word: &String| testigo_record::fold(word);
        let sorted = |own: &[String], built_in: &[String]| {
            let mut words: Vec<String> = own.iter().chain(built_in).map(folded).collect();
            words.sort();
            words.dedup();
            words
        };
        let sounds: Vec<Sound> = own.sounds.iter().chain(&built_in.sounds).cloned().collect();
        let unfit = |sound: &&Sound| {
            sound.from.is_empty()
                || sound.from.len() > SPELLING_BYTES_MAX
                || sound.to.len() > SPELLING_BYTES_MAX
        };
        if sounds.iter().any(|sound| unfit(&sound)) {
            return Err(LinkError::TablesInvalid(
                "a spelling has one to eight letters".to_owned(),
            ));
        }
        let mut nicknames: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (line, forms) in built_in.nicknames.iter().chain(&own.nicknames).enumerate() {
            for form in forms {
                let lines = nicknames.entry(folded(form)).or_default();
                if lines.last() != Some(&(line as u32)) {
                    lines.push(line as u32);
                }
            }
        }
        Ok(Self {
            particles: sorted(&own.particles, &built_in.particles),
            not_said: sorted(&own.not_said, &built_in.not_said),
            sounds,
            nicknames,
        })
    }

    /// Whether a folded cell says that nothing is known.
    pub(crate) fn is_not_said(&self, folded: &str) -> bool {
        self.not_said
            .binary_search_by(|known| known.as_str().cmp(folded))
            .is_ok()
    }

    /// Whether a folded word is one that keys leave out.
    pub(crate) fn is_particle(&self, word: &str) -> bool {
        self.particles
            .binary_search_by(|known| known.as_str().cmp(word))
            .is_ok()
    }

    /// The lines of nicknames in which a folded word stands.
    pub(crate) fn nickname_lines(&self, word: &str) -> &[u32] {
        self.nicknames.get(word).map_or(&[], Vec::as_slice)
    }

    /// How a folded word sounds: spellings replaced from left to right, doubled letters once.
    pub(crate) fn sound(&self, word: &str) -> String {
        let mut sound = String::with_capacity(word.len());
        let mut rest = word;
        while let Some(letter) = rest.chars().next() {
            let is_start = rest.len() == word.len();
            let rule = self.sounds.iter().find(|rule| {
                rest.strip_prefix(rule.from.as_str()).is_some_and(|after| {
                    let next_fits = rule.before.is_empty()
                        || after
                            .chars()
                            .next()
                            .is_some_and(|next| rule.before.contains(next));
                    next_fits && (is_start || !rule.start)
                })
            });
            if let Some(rule) = rule {
                rule.to.chars().for_each(|one| push_once(&mut sound, one));
                rest = &rest[rule.from.len()..];
            } else {
                push_once(&mut sound, letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
        sound
    }
}

fn push_once(sound: &mut String, letter: char) {
    if !sound.ends_with(letter) {
        sound.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_sound() {
        let tables = NameTables::built_in().unwrap();
        for alike in [
            ["huanca", "wanka", "guanca"].as_slice(),
            &["quispe", "qhispi", "kispe"],
            &["condori", "qondori", "kunduri"],
            &["choque", "choqque", "chuki"],
            &["mamani", "mammani"],
            &["vargas", "bargaz"],
            &["yupanqui", "llupanki", "iupanqui"],
            &["gonzales", "gonzalez", "gonsales"],
            &["ximena", "jimena", "gimena"],
            &["huillca", "willka"],
            &["hernandez", "ernandes"],
            &["apaza", "apasa"],
            &["cusi", "kusi", "qusi"],
            &["campos", "canpos"],
        ] {
            let sounds: Vec<String> = alike.iter().map(|word| tables.sound(word)).collect();
            assert!(
                sounds.iter().all(|sound| *sound == sounds[0]),
                "{alike:?}: {sounds:?}"
            );
        }
        for (one, other) in [
            ("mamani", "mamian"),
            ("rojas", "rosas"),
            ("perez", "peres "),
        ] {
            assert_ne!(tables.sound(one), tables.sound(other));
        }
    }

    #[test]
    fn a_group_adds_its_own() {
        let own: NameAdditions = toml::from_str(
            "particles = [\"Ñan\"]\nnicknames = [[\"Saturnino\", \"Satuco\"]]\n\
             sounds = [{ from = \"ts\", to = \"c\" }]",
        )
        .unwrap();
        let tables = NameTables::with(&own).unwrap();
        assert!(tables.is_particle("nan") && tables.is_particle("de"));
        assert_eq!(
            tables.nickname_lines("satuco"),
            tables.nickname_lines("saturnino")
        );
        assert_eq!(tables.sound("tsuqi"), "cuki");
        let unfit: NameAdditions =
            toml::from_str("sounds = [{ from = \"\", to = \"a\" }]").unwrap();
        assert!(NameTables::with(&unfit).is_err());
    }
}
