//! SQL text: values as literals. The text is shown to people and stands as a view, so nothing can be bound.

use crate::filter::FilterError;

/// A text literal.
pub(crate) fn literal(text: &str) -> Result<String, FilterError> {
    if text.contains('\0') {
        return Err(FilterError::Nul);
    }
    Ok(format!("'{}'", text.replace('\'', "''")))
}

/// A name of a column.
pub(crate) fn name(text: &str) -> Result<String, FilterError> {
    if text.contains('\0') {
        return Err(FilterError::Nul);
    }
    Ok(format!("\"{}\"", text.replace('"', "\"\"")))
}

/// Literals in parentheses.
pub(crate) fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<String, FilterError> {
    let literals: Vec<String> = texts.into_iter().map(literal).collect::<Result<_, _>>()?;
    Ok(format!("({})", literals.join(", ")))
}

/// The condition that an id starts with some hex digits; none if the text is no prefix of at least 6.
pub(crate) fn id_prefix(column: &str, text: &str) -> Option<String> {
    let prefix = text.to_ascii_lowercase();
    let sound = (6..=64).contains(&prefix.len()) && prefix.bytes().all(|b| b.is_ascii_hexdigit());
    sound.then(|| format!("{column} >= x'{prefix:0<64}' AND {column} <= x'{prefix:f<64}'"))
}
