//! What a column stands for: a field, or several with what separates them in a cell.

const FIELDS_MAX: usize = 16;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) fields: Vec<String>,
    /// What stands between one field and the next.
    separators: Vec<String>,
}

impl Target {
    /// Reads `surname, given_name`: names of fields, and between them whatever is none.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let is_name = |next: char| next.is_alphanumeric() || matches!(next, '_' | '.');
        let mut target = Self {
            fields: Vec::new(),
            separators: Vec::new(),
        };
        let mut rest = text.trim();
        loop {
            let end = rest.find(|next| !is_name(next)).unwrap_or(rest.len());
            let (name, behind) = rest.split_at_checked(end)?;
            if name.is_empty() || target.fields.len() >= FIELDS_MAX {
                return None;
            }
            target.fields.push(name.to_owned());
            if behind.is_empty() {
                return Some(target);
            }
            let start = behind.find(is_name)?;
            let (separator, behind) = behind.split_at_checked(start)?;
            target.separators.push(separator.to_owned());
            rest = behind;
        }
    }

    /// The parts of a cell, one for each field; none if it has more or fewer, or an empty one.
    pub(super) fn split<'a>(&self, cell: &'a str) -> Option<Vec<&'a str>> {
        let mut parts = Vec::with_capacity(self.fields.len());
        let mut rest = cell.trim();
        for separator in &self.separators {
            let (part, behind) = match separator.trim() {
                "" => rest.split_once(char::is_whitespace)?,
                sign => rest.split_once(sign)?,
            };
            parts.push(part.trim());
            rest = behind.trim();
        }
        let goes_on = self
            .separators
            .last()
            .is_some_and(|last| match last.trim() {
                "" => rest.contains(char::is_whitespace),
                sign => rest.contains(sign),
            });
        parts.push(rest);
        let fits = !goes_on && parts.iter().all(|part| !part.is_empty());
        fits.then_some(parts)
    }
}
