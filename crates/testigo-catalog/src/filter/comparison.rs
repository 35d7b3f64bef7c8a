//! One comparison as a `SELECT` of pairs of record and scope.

use testigo_record::{
    Date, FieldDefinition, Level, Operator, Quantity, Type, fold, kinds, read, vocabulary, words,
};

use super::{Filter, FilterError, Reach, misfit};
use crate::sql_text::{id_prefix, list, literal};

impl Filter {
    pub(super) fn compare(
        &mut self,
        field: &str,
        operator: Operator,
        values: &[String],
    ) -> Result<String, FilterError> {
        match field {
            "kind" if values.iter().all(|value| kinds().contains(&value.as_str())) => {
                let kinds = list(values.iter().map(String::as_str))?;
                self.record_itself(operator, &format!("r.kind IN {kinds}"))
            }
            "id" => {
                let ids: Vec<String> = values
                    .iter()
                    .map(|value| id_prefix("s.id", value).ok_or(FilterError::Value))
                    .collect::<Result<_, _>>()?;
                let ids = format!(
                    "r.number IN (SELECT s.number FROM statement AS s WHERE {})",
                    ids.join(" OR ")
                );
                self.record_itself(operator, &ids)
            }
            "level" => self.level(operator, values),
            "source" => self.source(operator, values),
            _ => self.claims(field, operator, values),
        }
    }

    fn claims(
        &mut self,
        field: &str,
        operator: Operator,
        values: &[String],
    ) -> Result<String, FilterError> {
        let definition = self.definition(field)?;
        let reach = self.reach.name;
        let select = |condition: &str| {
            Ok(format!(
                "SELECT h.record, h.scope FROM claim AS c JOIN {reach} AS h ON h.holder = c.subject\n  \
                 WHERE c.field = {} AND {condition}",
                literal(field)?
            ))
        };
        let asked = if operator == Operator::NotEqual {
            Operator::Equal
        } else {
            operator
        };
        let mut conditions = Vec::with_capacity(values.len());
        for value in values {
            conditions.push(self.condition(definition, asked, value)?);
        }
        let condition = match conditions.as_slice() {
            [] => return Err(FilterError::Value),
            [one] => one.clone(),
            several => format!("({})", several.join(" OR ")),
        };
        if operator == Operator::NotEqual {
            return Ok(format!(
                "{}\n  EXCEPT {}",
                select("c.unread = 0")?,
                select(&condition)?
            ));
        }
        select(&condition)
    }

    /// The condition on a claim `c` for one value.
    fn condition(
        &mut self,
        definition: &FieldDefinition,
        operator: Operator,
        value: &str,
    ) -> Result<String, FilterError> {
        match definition.value {
            Type::Text | Type::Label | Type::Name | Type::Identifier => text(operator, value),
            Type::Place => self.place(operator, value),
            Type::Reference => self.reference(operator, value),
            Type::Date => {
                let date = Date::parse(value).ok_or(FilterError::Value)?;
                range(operator, date.earliest, date.latest)
            }
            Type::Quantity => {
                let quantity = Quantity::parse(value).ok_or(FilterError::Value)?;
                range(operator, quantity.low, quantity.high)
            }
            Type::Number => number(definition, operator, value),
            Type::Code { vocabulary, .. } => code(definition, vocabulary, operator, value),
        }
    }

    fn place(&mut self, operator: Operator, value: &str) -> Result<String, FilterError> {
        match operator {
            Operator::Equal | Operator::In => Ok(format!(
                "c.unread = 0 AND (c.refers IS NULL AND {} OR c.refers IN ({}))",
                equal_text(value)?,
                named(value)?
            )),
            Operator::Matches => Ok(format!(
                "({} OR c.refers IN ({}))",
                contains("c.folded", value)?,
                named_like(value)?
            )),
            Operator::Under => {
                let tree = self.place_tree(value)?;
                Ok(format!(
                    "c.unread = 0 AND (c.refers IN (SELECT place FROM {tree}) OR c.refers IS NULL AND ({} OR \
                     c.folded IN (SELECT n.folded FROM claim AS n WHERE n.field = 'name' AND n.unread = 0 AND \
                     n.subject IN (SELECT place FROM {tree}))))",
                    equal_text(value)?
                ))
            }
            Operator::NotEqual
            | Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual => Err(misfit(operator)),
        }
    }

    fn reference(&mut self, operator: Operator, value: &str) -> Result<String, FilterError> {
        match operator {
            Operator::Equal | Operator::In => Ok(format!("c.refers IN ({})", named(value)?)),
            Operator::Matches => Ok(format!("c.refers IN ({})", named_like(value)?)),
            Operator::Under => {
                let tree = self.place_tree(value)?;
                Ok(format!("c.refers IN (SELECT place FROM {tree})"))
            }
            Operator::NotEqual
            | Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual => Err(misfit(operator)),
        }
    }

    /// The records named so, and every place that lies within them.
    fn place_tree(&mut self, value: &str) -> Result<String, FilterError> {
        let name = format!("p{}", self.parts.len() + 1);
        self.parts.push(format!(
            "{name} (place) AS (\n  {}\n  UNION SELECT w.place FROM place_within AS w JOIN {name} AS t ON t.place = w.within)",
            named(value)?
        ));
        Ok(name)
    }

    /// A condition on the record `r` itself.
    fn record_itself(&self, operator: Operator, condition: &str) -> Result<String, FilterError> {
        let not = match operator {
            Operator::Equal | Operator::In => "",
            Operator::NotEqual => "NOT ",
            Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual
            | Operator::Matches
            | Operator::Under => return Err(misfit(operator)),
        };
        let Reach {
            name: reach,
            number,
            ..
        } = self.reach;
        Ok(format!(
            "SELECT h.record, h.scope FROM {reach} AS h JOIN record AS r ON r.number = {number}\n  WHERE {not}({condition})"
        ))
    }

    fn level(&self, operator: Operator, values: &[String]) -> Result<String, FilterError> {
        let mut wanted = Vec::new();
        for level in Level::ALL {
            for value in values {
                let asked = Level::from_code(value).ok_or(FilterError::Value)?;
                let fits = match operator {
                    Operator::Equal | Operator::In => level == asked,
                    Operator::NotEqual => level != asked,
                    Operator::Less => level < asked,
                    Operator::LessOrEqual => level <= asked,
                    Operator::Greater => level > asked,
                    Operator::GreaterOrEqual => level >= asked,
                    Operator::Matches | Operator::Under => return Err(misfit(operator)),
                };
                if fits {
                    wanted.push(level.code());
                }
            }
        }
        let Reach {
            name: reach,
            number,
            ..
        } = self.reach;
        Ok(format!(
            "SELECT h.record, h.scope FROM {reach} AS h JOIN record_level AS l ON l.record = {number}\n  WHERE l.level IN {}",
            list(wanted)?
        ))
    }

    fn source(&self, operator: Operator, values: &[String]) -> Result<String, FilterError> {
        let mut sources = Vec::with_capacity(values.len());
        for value in values {
            sources.push(match operator {
                Operator::Equal | Operator::NotEqual | Operator::In => named(value)?,
                Operator::Matches => named_like(value)?,
                Operator::Less
                | Operator::LessOrEqual
                | Operator::Greater
                | Operator::GreaterOrEqual
                | Operator::Under => return Err(misfit(operator)),
            });
        }
        let Reach {
            name: reach,
            said_of_it,
            ..
        } = self.reach;
        let select = format!(
            "SELECT h.record, h.scope FROM statement AS s JOIN claim AS c ON c.statement = s.number\n  \
             JOIN {reach} AS h ON h.holder = c.subject WHERE {said_of_it} AND s.source IN ({})",
            sources.join(" UNION ")
        );
        if operator == Operator::NotEqual {
            return Ok(format!(
                "SELECT record, scope FROM {reach}\n  EXCEPT {select}"
            ));
        }
        Ok(select)
    }
}

/// A text that folds to nothing is compared as it stands.
fn equal_text(value: &str) -> Result<String, FilterError> {
    let folded = fold(value);
    if folded.is_empty() {
        return Ok(format!("c.value = {}", literal(value.trim())?));
    }
    Ok(format!("c.folded = {}", literal(&folded)?))
}

fn text(operator: Operator, value: &str) -> Result<String, FilterError> {
    let sign = match operator {
        Operator::Equal | Operator::In => {
            return Ok(format!("c.unread = 0 AND {}", equal_text(value)?));
        }
        Operator::Matches => return contains("c.folded", value),
        Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => {
            operator.code()
        }
        Operator::NotEqual | Operator::Under => return Err(misfit(operator)),
    };
    Ok(format!(
        "c.unread = 0 AND c.folded {sign} {}",
        literal(&fold(value))?
    ))
}

/// Each word of the value begins a word of the column.
fn contains(column: &str, value: &str) -> Result<String, FilterError> {
    let folded = fold(value);
    let conditions: Vec<String> = words(&folded)
        .map(|word| {
            Ok(format!(
                "instr(' ' || {column}, {}) > 0",
                literal(&format!(" {word}"))?
            ))
        })
        .collect::<Result<_, _>>()?;
    if conditions.is_empty() {
        return Err(FilterError::Value);
    }
    Ok(format!("({})", conditions.join(" AND ")))
}

/// The numbers of records by the prefix of their id, or by their name or title.
fn named(value: &str) -> Result<String, FilterError> {
    let folded = fold(value);
    let same = if folded.is_empty() {
        format!("n.value = {}", literal(value.trim())?)
    } else {
        format!("n.folded = {}", literal(&folded)?)
    };
    let by_name = format!(
        "SELECT n.subject FROM claim AS n WHERE n.field IN ('name', 'title') AND n.unread = 0 AND {same}"
    );
    Ok(match id_prefix("s.id", value) {
        Some(prefix) => {
            format!("{by_name} UNION SELECT s.number FROM statement AS s WHERE {prefix}")
        }
        None => by_name,
    })
}

fn named_like(value: &str) -> Result<String, FilterError> {
    Ok(format!(
        "SELECT n.subject FROM claim AS n WHERE n.field IN ('name', 'title') AND {}",
        contains("n.folded", value)?
    ))
}

/// Ranges; an end that is null is open.
fn range(operator: Operator, low: Option<i64>, high: Option<i64>) -> Result<String, FilterError> {
    let mut conditions = vec!["c.unread = 0".to_owned()];
    let mut ask = |condition: &str, end: Option<i64>| {
        if let Some(end) = end {
            conditions.push(condition.replace('#', &end.to_string()));
        }
        end.is_some()
    };
    let answerable = match operator {
        Operator::Equal | Operator::In => {
            ask("c.low >= #", low);
            ask("c.high <= #", high);
            true
        }
        Operator::Matches => {
            ask("(c.high IS NULL OR c.high >= #)", low);
            ask("(c.low IS NULL OR c.low <= #)", high);
            true
        }
        Operator::Less => ask("c.high < #", low),
        Operator::LessOrEqual => ask("c.high <= #", high),
        Operator::Greater => ask("c.low > #", high),
        Operator::GreaterOrEqual => ask("c.low >= #", low),
        Operator::NotEqual | Operator::Under => return Err(misfit(operator)),
    };
    if answerable {
        Ok(conditions.join(" AND "))
    } else {
        Err(FilterError::Value)
    }
}

fn number(
    definition: &FieldDefinition,
    operator: Operator,
    value: &str,
) -> Result<String, FilterError> {
    let sign = match operator {
        Operator::Equal | Operator::In => "=",
        Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => {
            operator.code()
        }
        Operator::NotEqual | Operator::Matches | Operator::Under => return Err(misfit(operator)),
    };
    // Decimal digits, a sign and a point, nothing else.
    let number = read(definition, value).map_err(|_| FilterError::Value)?;
    Ok(format!(
        "c.unread = 0 AND CAST(c.value AS REAL) {sign} {number}"
    ))
}

fn code(
    definition: &FieldDefinition,
    vocabulary_name: &str,
    operator: Operator,
    value: &str,
) -> Result<String, FilterError> {
    let terms = vocabulary(vocabulary_name).map_or(&[][..], |list| list.terms.as_slice());
    match operator {
        Operator::Equal | Operator::In | Operator::Under => {
            let code = read(definition, value).map_err(|_| FilterError::Value)?;
            let listed = terms.iter().any(|term| term.code == code);
            let numeric = code.bytes().all(|byte| byte.is_ascii_digit());
            if operator == Operator::Under && numeric {
                let length = code.len();
                return Ok(format!(
                    "c.unread = 0 AND substr(c.value, 1, {length}) = {}",
                    literal(&code)?
                ));
            }
            if listed || numeric {
                // The folded text says nothing more, but it is what the index orders by.
                let folded = literal(&fold(&code))?;
                let code = literal(&code)?;
                return Ok(format!(
                    "c.unread = 0 AND c.folded = {folded} AND c.value = {code}"
                ));
            }
            Ok(format!("c.unread = 0 AND {}", equal_text(&code)?))
        }
        Operator::Matches => {
            let folded = fold(value);
            let said = |label: &str| {
                let label = format!(" {}", fold(label));
                words(&folded).all(|word| label.contains(&format!(" {word}")))
            };
            let codes = terms
                .iter()
                .filter(|term| said(term.english) || said(term.spanish));
            let written = contains("c.folded", value)?;
            Ok(format!(
                "({written} OR c.unread = 0 AND c.value IN {})",
                list(codes.map(|term| term.code))?
            ))
        }
        Operator::NotEqual
        | Operator::Less
        | Operator::LessOrEqual
        | Operator::Greater
        | Operator::GreaterOrEqual => Err(misfit(operator)),
    }
}
