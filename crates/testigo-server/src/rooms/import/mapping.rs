//! What each column of a list means: as it was guessed, and as somebody corrects it.

use std::collections::BTreeMap;

use testigo_archive::{CellShown, ColumnShown, Labels};
use testigo_intake::Map;

use crate::frame::Frame;
use crate::workspace::Asked;

/// A column that is not recorded.
pub(super) const SKIPPED: &str = "-";
/// The code of a cell that says that there is no value.
const UNKNOWN: &str = "unknown_value";
/// What a choice that the page does not offer says: as the map has it.
const AS_IT_IS: &str = "as-it-is";

/// What may stand between several values of a cell: a code, whose words are `between-<code>`, and the sign.
const BETWEEN: [(&str, &str); 7] = [
    ("comma", ","),
    ("semicolon", ";"),
    ("slash", "/"),
    ("bar", "|"),
    ("y", " y "),
    ("and", " and "),
    ("line", "\n"),
];

/// One of several that can be chosen.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) is_chosen: bool,
}

/// A column as the page shows it.
pub(super) struct Column {
    pub(super) header: String,
    pub(super) cells: Vec<Cell>,
    pub(super) chosen: String,
    /// A target that no list of fields has, as it is.
    pub(super) other: Option<String>,
    /// How its cells may be written; empty where there is nothing to choose.
    pub(super) formats: Vec<Choice>,
    /// What may stand between several values of a cell; empty likewise.
    pub(super) between: Vec<Choice>,
    /// Whether it says which list a line is from.
    pub(super) is_list: bool,
}

/// A cell: as written, and as it would be read.
pub(super) struct Cell {
    pub(super) written: String,
    pub(super) values: Vec<Value>,
}

pub(super) struct Value {
    /// Of a cell that speaks of several fields.
    pub(super) field: String,
    pub(super) text: String,
    /// It is recorded as it stands in the cell.
    pub(super) is_same: bool,
    /// It says that it is not known, and is recorded so.
    pub(super) is_unknown: bool,
    /// Why it could not be read.
    pub(super) unread: String,
}

pub(super) fn columns(
    asked: &Asked<'_>,
    frame: &Frame,
    map: &Map,
    shown: &[ColumnShown],
    choices: &[(String, String)],
) -> Vec<Column> {
    let kind = map.kind.as_deref().unwrap_or("entry");
    let columns = shown.iter().map(|column| {
        let target = map.field_of(&column.header);
        let is_known = target
            .as_ref()
            .is_some_and(|target| choices.iter().any(|(name, _)| name == target));
        let cells = column.cells.iter();
        let own = target.clone().unwrap_or_default();
        Column {
            header: column.header.clone(),
            cells: cells
                .map(|cell| cell_shown(&asked.labels, frame, (kind, &own), cell))
                .collect(),
            chosen: target.clone().unwrap_or_else(|| SKIPPED.to_owned()),
            other: target.filter(|_| !is_known),
            formats: formats(frame, map, column),
            between: between(frame, map, column),
            is_list: map.list_column.as_ref() == Some(&column.header),
        }
    });
    columns.collect()
}

fn cell_shown(labels: &Labels, frame: &Frame, (kind, own): (&str, &str), cell: &CellShown) -> Cell {
    let values = cell.values.iter().map(|value| Value {
        field: if value.field == own {
            String::new()
        } else {
            labels.field(kind, &value.field)
        },
        text: labels.value(kind, &value.field, &value.value),
        is_same: value.unread.is_none() && value.value == cell.written.trim(),
        is_unknown: value.unread == Some(UNKNOWN),
        unread: value
            .unread
            .map_or_else(String::new, |code| frame.code("cell", code)),
    });
    Cell {
        written: cell.written.clone(),
        values: values.collect(),
    }
}

/// The forms of a column's dates or sexes; the first leaves each cell to itself.
fn formats(frame: &Frame, map: &Map, column: &ColumnShown) -> Vec<Choice> {
    let stated = map.formats.get(&column.header);
    if column.formats.is_empty() {
        return Vec::new();
    }
    let mut choices = vec![Choice {
        value: String::new(),
        label: frame.say("written-any"),
        is_chosen: stated.is_none(),
    }];
    choices.extend(column.formats.iter().map(|(code, format)| Choice {
        value: format.clone(),
        label: frame.code("written", code),
        is_chosen: stated == Some(format),
    }));
    if let Some(stated) = stated.filter(|_| !choices.iter().any(|choice| choice.is_chosen)) {
        choices.push(Choice {
            value: stated.clone(),
            label: stated.clone(),
            is_chosen: true,
        });
    }
    choices
}

fn between(frame: &Frame, map: &Map, column: &ColumnShown) -> Vec<Choice> {
    let stated = map.multiple.get(&column.header);
    if !column.may_repeat {
        return Vec::new();
    }
    let mut choices = vec![Choice {
        value: String::new(),
        label: frame.say("between-none"),
        is_chosen: stated.is_none(),
    }];
    choices.extend(BETWEEN.iter().map(|(code, sign)| Choice {
        value: (*code).to_owned(),
        label: frame.code("between", code),
        is_chosen: stated.is_some_and(|stated| stated == sign),
    }));
    if let Some(stated) = stated.filter(|_| !choices.iter().any(|choice| choice.is_chosen)) {
        choices.push(Choice {
            value: AS_IT_IS.to_owned(),
            label: stated.clone(),
            is_chosen: true,
        });
    }
    choices
}

/// The mapping with what was chosen: fields `column-<place>`, `format-<place>` and `between-<place>` of each column,
/// `list_column` and `key_column` of the list.
pub(super) fn corrected(
    mut map: Map,
    columns: &[ColumnShown],
    given: &BTreeMap<String, String>,
) -> Map {
    for (place, column) in columns.iter().enumerate() {
        let of = |what: &str| given.get(&format!("{what}-{place}"));
        let header = &column.header;
        let is_as_before = of("column").is_none_or(|chosen| !choose(&mut map, header, chosen));
        if let Some(format) = of("format") {
            let examples = column.examples.iter().map(String::as_str);
            let fits = map.formats_for(header, examples);
            map.formats.remove(header);
            if !format.is_empty() && (is_as_before || fits.iter().any(|(_, known)| known == format))
            {
                map.formats.insert(header.clone(), format.clone());
            }
        }
        let sign = of("between").filter(|code| *code != AS_IT_IS);
        if let Some(code) = sign {
            let known = BETWEEN.iter().find(|(known, _)| known == code);
            map.multiple.remove(header);
            if let Some((_, sign)) = known.filter(|_| map.may_repeat(header)) {
                map.multiple.insert(header.clone(), (*sign).to_owned());
            }
        }
    }
    for (name, column) in [
        ("list_column", &mut map.list_column),
        ("key_column", &mut map.key_column),
    ] {
        if let Some(chosen) = given.get(name) {
            *column = Some(chosen.clone()).filter(|chosen| !chosen.is_empty());
        }
    }
    map
}

/// Gives a column another meaning; whether it is another.
fn choose(map: &mut Map, header: &str, chosen: &str) -> bool {
    let before = map.field_of(header).unwrap_or_else(|| SKIPPED.to_owned());
    if before == chosen {
        return false;
    }
    // How its cells are written was said of what it meant before.
    map.formats.remove(header);
    map.multiple.remove(header);
    map.skip.retain(|skipped| skipped != header);
    if chosen == SKIPPED {
        map.columns.remove(header);
        map.skip.push(header.to_owned());
    } else {
        map.columns.insert(header.to_owned(), chosen.to_owned());
    }
    true
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use testigo_archive::ColumnShown;
    use testigo_intake::Map;

    use super::corrected;

    fn check(map: &str, given: &[(&str, &str)], expected: &str) {
        let columns: Vec<ColumnShown> = ["Fecha", "Alias", "Fuente"]
            .into_iter()
            .map(|header| ColumnShown {
                header: header.to_owned(),
                examples: Vec::new(),
                cells: Vec::new(),
                formats: Vec::new(),
                may_repeat: false,
            })
            .collect();
        let given: BTreeMap<String, String> = given
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let map = corrected(Map::from_toml(map).unwrap(), &columns, &given);
        assert_eq!(map.to_toml(), expected, "{given:?}");
    }

    #[test]
    fn what_is_chosen_stands_in_the_map_and_the_rest_as_it_was() {
        let map = "[columns]\nAlias = \"x.alias\"\nFecha = \"date\"\n\n[multiple]\nAlias = \"·\"\n\n\
                   [formats]\nFecha = \"%d/%m/%Y\"\n";
        check(map, &[], map);
        check(
            map,
            &[
                ("column-0", "date"),
                ("format-0", "%m/%d/%Y"),
                ("between-1", "as-it-is"),
            ],
            &map.replace("%d/%m", "%m/%d"),
        );
        check(
            map,
            &[
                ("format-0", ""),
                ("between-1", "y"),
                ("list_column", "Fuente"),
                ("key_column", ""),
            ],
            "list_column = \"Fuente\"\n\n[columns]\nAlias = \"x.alias\"\nFecha = \"date\"\n\n\
             [multiple]\nAlias = \" y \"\n",
        );
        // Both at once.
        check(
            "[columns]\nAlias = \"name\"\n",
            &[("column-1", "x.alias"), ("between-1", "semicolon")],
            "[columns]\nAlias = \"x.alias\"\n\n[multiple]\nAlias = \";\"\n",
        );
        // What was said of a date is nothing that is said of a note.
        check(
            map,
            &[
                ("column-0", "note"),
                ("format-0", "%d/%m/%Y"),
                ("column-1", "-"),
                ("between-1", "comma"),
            ],
            "skip = [\"Alias\"]\n\n[columns]\nFecha = \"note\"\n",
        );
    }
}
