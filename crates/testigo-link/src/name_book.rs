//! Every distinct name of the lists, once: its words, how it sounds, which nicknames it may stand for.

use crate::dictionary::{Dictionary, NOT_SAID};
use crate::error::LinkError;
use crate::name_tables::NameTables;
use crate::similarity::{Lettered, Letters};

/// Words of one name that are looked at.
pub(crate) const WORDS_MAX: usize = 8;

/// The number of a folded name in a [`NameBook`]; 0 is none.
pub(crate) type NameCode = u32;

/// Folded names of all name columns, in one numbering: equal numbers are equal names.
#[derive(Debug, Clone)]
pub(crate) struct NameBook {
    names: Dictionary,
    sounds: Dictionary,
    words: Dictionary,
    /// Name to the sound of its words in their order, particles left out.
    sound_of: Vec<u32>,
    /// Name to the sound of its words in alphabetical order.
    sorted_sound_of: Vec<u32>,
    /// Name to its words: a range of `word_list`.
    words_of: Vec<(u32, u8)>,
    letters_of: Vec<Letters>,
    word_list: Vec<u32>,
    /// Word to its sound.
    word_sound: Vec<u32>,
    word_letters: Vec<Letters>,
    /// Word to the lines of nicknames it stands in: a range of `line_list`.
    lines_of: Vec<(u32, u8)>,
    line_list: Vec<u32>,
}

impl NameBook {
    pub(crate) fn new() -> Self {
        Self {
            names: Dictionary::new(),
            sounds: Dictionary::new(),
            words: Dictionary::new(),
            sound_of: vec![NOT_SAID],
            sorted_sound_of: vec![NOT_SAID],
            words_of: vec![(0, 0)],
            letters_of: vec![Letters::of("")],
            word_list: Vec::new(),
            word_sound: vec![NOT_SAID],
            word_letters: vec![Letters::of("")],
            lines_of: vec![(0, 0)],
            line_list: Vec::new(),
        }
    }

    /// The code of a name as written. "Surname, Given" is turned round; apostrophes join.
    pub(crate) fn code(
        &mut self,
        written: &str,
        tables: &NameTables,
    ) -> Result<NameCode, LinkError> {
        let folded = fold_name(written);
        let before = self.names.len();
        let code = self.names.number(&folded)?;
        if self.names.len() > before {
            self.describe(&folded, tables)?;
        }
        Ok(code)
    }

    /// Words, sounds and nicknames of a new name.
    fn describe(&mut self, folded: &str, tables: &NameTables) -> Result<(), LinkError> {
        self.letters_of.push(Letters::of(folded));
        let start = self.word_list.len() as u32;
        let all: Vec<&str> = folded.split(' ').collect();
        let bare = |word: &&&str| !tables.is_particle(word);
        let mut kept: Vec<&str> = all.iter().filter(bare).take(WORDS_MAX).copied().collect();
        if kept.is_empty() {
            kept = all.into_iter().take(WORDS_MAX).collect();
        }
        let mut sounds = Vec::with_capacity(kept.len());
        for word in &kept {
            let number = self.word(word, tables)?;
            self.word_list.push(number);
            sounds.push(self.word_sound[number as usize]);
        }
        self.words_of.push((start, kept.len() as u8));
        let mut texts: Vec<String> = sounds
            .iter()
            .map(|sound| self.sounds.text(*sound).to_owned())
            .collect();
        self.sound_of.push(self.sounds.number(&texts.join(" "))?);
        texts.sort();
        self.sorted_sound_of
            .push(self.sounds.number(&texts.join(" "))?);
        Ok(())
    }

    fn word(&mut self, word: &str, tables: &NameTables) -> Result<u32, LinkError> {
        let before = self.words.len();
        let number = self.words.number(word)?;
        if self.words.len() > before {
            self.word_sound
                .push(self.sounds.number(&tables.sound(word))?);
            self.word_letters.push(Letters::of(word));
            let lines = tables.nickname_lines(word);
            let count = lines.len().min(usize::from(u8::MAX));
            self.lines_of
                .push((self.line_list.len() as u32, count as u8));
            self.line_list.extend_from_slice(&lines[..count]);
        }
        Ok(number)
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    pub(crate) fn text(&self, code: NameCode) -> &str {
        self.names.text(code)
    }

    pub(crate) fn lettered(&self, code: NameCode) -> Lettered<'_> {
        (self.text(code), self.letters_of[code as usize])
    }

    pub(crate) fn word_lettered(&self, word: u32) -> Lettered<'_> {
        (self.word_text(word), self.word_letters[word as usize])
    }

    pub(crate) fn sound(&self, code: NameCode) -> u32 {
        self.sound_of[code as usize]
    }

    pub(crate) fn sound_text(&self, sound: u32) -> &str {
        self.sounds.text(sound)
    }

    pub(crate) fn sorted_sound(&self, code: NameCode) -> u32 {
        self.sorted_sound_of[code as usize]
    }

    /// The words of a name without its particles.
    pub(crate) fn words(&self, code: NameCode) -> &[u32] {
        let (start, count) = self.words_of[code as usize];
        &self.word_list[start as usize..start as usize + usize::from(count)]
    }

    pub(crate) fn word_text(&self, word: u32) -> &str {
        self.words.text(word)
    }

    pub(crate) fn word_sound(&self, word: u32) -> u32 {
        self.word_sound[word as usize]
    }

    pub(crate) fn nickname_lines(&self, word: u32) -> &[u32] {
        let (start, count) = self.lines_of[word as usize];
        &self.line_list[start as usize..start as usize + usize::from(count)]
    }

    /// Whether two words may be forms of one name.
    pub(crate) fn are_nicknames(&self, one: u32, other: u32) -> bool {
        let lines = self.nickname_lines(one);
        one != other
            && self
                .nickname_lines(other)
                .iter()
                .any(|line| lines.contains(line))
    }
}

/// Lower case without marks; what stands before the first comma goes behind.
fn fold_name(written: &str) -> String {
    let joined: String = written
        .chars()
        .filter(|letter| !matches!(letter, '\'' | '’' | '‘' | '`' | '´' | 'ʼ'))
        .collect();
    match joined.split_once(',') {
        Some((surnames, given)) if !given.trim().is_empty() => {
            testigo_record::fold(&format!("{given} {surnames}"))
        }
        _ => testigo_record::fold(&joined),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read() {
        let tables = NameTables::built_in().unwrap();
        let mut book = NameBook::new();
        let mut check = |written: &str, folded: &str, sound: &str, words: &[&str]| {
            let code = book.code(written, &tables).unwrap();
            assert_eq!(book.text(code), folded);
            assert_eq!(book.sound_text(book.sound(code)), sound);
            let found: Vec<&str> = book
                .words(code)
                .iter()
                .map(|word| book.word_text(*word))
                .collect();
            assert_eq!(found, words);
        };
        check("Quispe", "quispe", "kispi", &["quispe"]);
        check("De la Cruz", "de la cruz", "krus", &["cruz"]);
        check("T'anta", "tanta", "tanta", &["tanta"]);
        check(
            "QUISPE, Rosa María",
            "rosa maria quispe",
            "rusa maria kispi",
            &["rosa", "maria", "quispe"],
        );
        check("de", "de", "di", &["de"]);
        check("", "", "", &[]);
        check("???", "", "", &[]);
    }

    #[test]
    fn nicknames_belong_together() {
        let tables = NameTables::built_in().unwrap();
        let mut book = NameBook::new();
        let mut word = |text: &str| {
            let code = book.code(text, &tables).unwrap();
            book.words(code)[0]
        };
        let (pancho, francisco, pedro) = (word("Pancho"), word("Francisco"), word("Pedro"));
        assert!(book.are_nicknames(pancho, francisco));
        assert!(!book.are_nicknames(pancho, pedro));
    }
}
