//! Details of findings. A verifier, which has no words, gives them in English; people read them in their language.

use crate::Words;

/// Names of the arguments, in the order in which numbers and ids stand in the English text.
const ARGUMENTS: [&str; 4] = ["a", "b", "c", "d"];

impl Words {
    /// The detail in these words; a text that has none is given back as it is.
    pub fn detail(&self, english: &str) -> String {
        let mut identifier = "detail".to_owned();
        let mut arguments = Vec::new();
        for part in parts(english) {
            let is_id = part.len() == 64 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
            if is_id || part.starts_with(|first: char| first.is_ascii_digit()) {
                arguments.push(part);
                identifier.push_str("-_");
            } else {
                identifier.push('-');
                identifier.push_str(&part.to_ascii_lowercase());
            }
        }
        if !self.has(&identifier) || arguments.len() > ARGUMENTS.len() {
            return english.to_owned();
        }
        let named: Vec<(&str, &str)> = ARGUMENTS.into_iter().zip(arguments).collect();
        self.say(&identifier, &named)
    }
}

/// Runs of letters, runs of digits, and ids, which are 64 hex digits.
fn parts(text: &str) -> Vec<&str> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric())
        .flat_map(|run| {
            if run.len() == 64 {
                return vec![run];
            }
            run.as_bytes()
                .chunk_by(|left, right| left.is_ascii_digit() == right.is_ascii_digit())
                .filter_map(|part| std::str::from_utf8(part).ok())
                .collect()
        })
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::{Language, Words};

    #[test]
    fn details_are_said_in_both_languages() {
        let id = "ab".repeat(32);
        for (english, spanish) in [
            ("missing", "falta"),
            ("it had 7 entries, now 5", "tenía 7 entradas, ahora 5"),
            ("not BagIt 1.0 in UTF-8", "no es BagIt 1.0 en UTF-8"),
            ("a text of nobody, 5", "a text of nobody, 5"),
            (
                &format!("entry 12 of log {id}"),
                &format!("entrada 12 de la bitácora {id}"),
            ),
        ] {
            assert_eq!(Words::new(Language::English).detail(english), english);
            assert_eq!(Words::new(Language::Spanish).detail(english), spanish);
        }
    }
}
