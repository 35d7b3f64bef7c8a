//! How alike two strings are.

/// Letters of the common beginning that count extra (Winkler 1990).
const PREFIX_LETTERS_MAX: usize = 4;
const PREFIX_WEIGHT: f64 = 0.1;
/// Below this a common beginning does not count, as in most programs, `DuckDB` among them.
const BOOST_ABOVE: f64 = 0.7;
/// Letters of each string that are looked at.
const LETTERS_MAX: usize = 128;

/// Which letters a string has, and how many: enough to see that two strings are not alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letters {
    /// One bit a letter or digit; several signs may share one.
    present: u32,
    count: u32,
}

impl Letters {
    pub(crate) fn of(text: &str) -> Self {
        let mut letters = Self {
            present: 0,
            count: 0,
        };
        for letter in text.chars().take(LETTERS_MAX) {
            letters.present |= 1 << (u32::from(letter) % 32);
            letters.count += 1;
        }
        letters
    }

    /// The most that [`jaro_winkler`] can be, with so many letters of a common beginning.
    fn similarity_max(self, other: Self, prefix: usize) -> f64 {
        let (count, others) = (f64::from(self.count), f64::from(other.count));
        let without =
            |one: Self, other: Self| one.count - (one.present & !other.present).count_ones();
        let common = f64::from(without(self, other).min(without(other, self)));
        let jaro = (common / count + common / others + 1.0) / 3.0;
        if jaro <= BOOST_ABOVE {
            return jaro;
        }
        jaro + prefix as f64 * PREFIX_WEIGHT * (1.0 - jaro)
    }
}

/// A string and its letters.
pub(crate) type Lettered<'a> = (&'a str, Letters);

/// Jaro-Winkler similarity if it can reach `least`, else 0.
pub(crate) fn similarity_from(least: f64, left: Lettered<'_>, right: Lettered<'_>) -> f64 {
    // Bytes instead of letters: a common beginning has never fewer bytes than letters.
    let beginnings = left.0.bytes().zip(right.0.bytes()).take(PREFIX_LETTERS_MAX);
    let prefix = beginnings.take_while(|(one, other)| one == other).count();
    if left.1.similarity_max(right.1, prefix) < least {
        return 0.0;
    }
    jaro_winkler(left.0, right.0)
}

/// Jaro-Winkler similarity, 0 to 1.
pub(crate) fn jaro_winkler(left: &str, right: &str) -> f64 {
    if left.is_ascii() && right.is_ascii() {
        let (left, right) = (left.as_bytes(), right.as_bytes());
        return of_letters(
            &left[..left.len().min(LETTERS_MAX)],
            &right[..right.len().min(LETTERS_MAX)],
        );
    }
    let (mut left_letters, mut right_letters) = (['\0'; LETTERS_MAX], ['\0'; LETTERS_MAX]);
    let left = fill(&mut left_letters, left);
    let right = fill(&mut right_letters, right);
    of_letters(left, right)
}

fn fill<'a>(letters: &'a mut [char; LETTERS_MAX], text: &str) -> &'a [char] {
    let mut count = 0;
    for (place, letter) in letters.iter_mut().zip(text.chars()) {
        *place = letter;
        count += 1;
    }
    &letters[..count]
}

/// Both of at most [`LETTERS_MAX`].
fn of_letters<T: PartialEq + Copy>(left: &[T], right: &[T]) -> f64 {
    if left.is_empty() || right.is_empty() {
        return f64::from(u8::from(left.len() == right.len()));
    }
    let jaro = jaro(left, right);
    if jaro <= BOOST_ABOVE {
        return jaro;
    }
    let prefix = left
        .iter()
        .zip(right)
        .take(PREFIX_LETTERS_MAX)
        .take_while(|(one, other)| one == other)
        .count();
    jaro + prefix as f64 * PREFIX_WEIGHT * (1.0 - jaro)
}

fn jaro<T: PartialEq + Copy>(left: &[T], right: &[T]) -> f64 {
    let window = (left.len().max(right.len()) / 2).saturating_sub(1);
    let (mut left_matched, mut right_matched) = (0_u128, 0_u128);
    let mut matches = 0_usize;
    for (place, letter) in left.iter().enumerate() {
        let from = place.saturating_sub(window);
        let to = (place + window + 1).min(right.len());
        let others = right.iter().enumerate().take(to).skip(from);
        let mut free = others.filter(|(other, _)| right_matched >> other & 1 == 0);
        if let Some((other, _)) = free.find(|(_, candidate)| *candidate == letter) {
            left_matched |= 1 << place;
            right_matched |= 1 << other;
            matches += 1;
        }
    }
    if matches == 0 {
        return 0.0;
    }
    let mut out_of_order = 0_usize;
    let mut waiting = right_matched;
    for (place, letter) in left.iter().enumerate() {
        if left_matched >> place & 1 == 1 {
            let other = waiting.trailing_zeros() as usize;
            waiting &= waiting - 1;
            out_of_order += usize::from(right[other] != *letter);
        }
    }
    let common = matches as f64;
    let transpositions = (out_of_order / 2) as f64;
    (common / left.len() as f64 + common / right.len() as f64 + (common - transpositions) / common)
        / 3.0
}

/// Whether one insertion, deletion, replacement or swap of neighbours makes them equal
/// (Damerau 1964), without building the table.
pub(crate) fn is_one_edit<T: PartialEq>(left: &[T], right: &[T]) -> bool {
    let (short, long) = if left.len() <= right.len() {
        (left, right)
    } else {
        (right, left)
    };
    let same = |one: &[T], other: &[T]| one == other;
    let Some(at) = short.iter().zip(long).position(|(one, other)| one != other) else {
        return long.len() - short.len() <= 1;
    };
    match long.len() - short.len() {
        0 => {
            let replaced = same(&short[at + 1..], &long[at + 1..]);
            let swapped = at + 1 < short.len()
                && short[at] == long[at + 1]
                && short[at + 1] == long[at]
                && same(&short[at + 2..], &long[at + 2..]);
            replaced || swapped
        }
        1 => same(&short[at..], &long[at + 1..]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_examples() {
        // Winkler 1990, table of examples; and Cohen, Ravikumar, Fienberg 2003.
        let check = |left: &str, right: &str, expected: f64| {
            let found = jaro_winkler(left, right);
            assert!(
                (found - expected).abs() < 0.000_5,
                "{left} {right}: {found}"
            );
            assert!((found - jaro_winkler(right, left)).abs() < 1e-12);
        };
        check("MARTHA", "MARHTA", 0.961);
        check("DWAYNE", "DUANE", 0.840);
        check("DIXON", "DICKSONX", 0.813);
        check("JONES", "JOHNSON", 0.832);
        check("ABROMS", "ABRAMS", 0.922);
        check("", "", 1.0);
        check("", "a", 0.0);
        check("a", "b", 0.0);
        check("nuño", "nuno", 0.867);
    }

    proptest::proptest! {
        #[test]
        fn letters_never_hide_a_similarity(left in "[a-e ñ1]{0,9}", right in "[a-e ñ1]{0,9}") {
            let similarity = jaro_winkler(&left, &right);
            let lettered = |text| (text, Letters::of(text));
            let found = similarity_from(0.8, lettered(left.as_str()), lettered(right.as_str()));
            proptest::prop_assert!((found - similarity).abs() < 1e-12 || similarity < 0.8);
        }
    }

    #[test]
    fn one_edit() {
        let check = |left: &str, right: &str, expected: bool| {
            assert_eq!(is_one_edit(left.as_bytes(), right.as_bytes()), expected);
            assert_eq!(is_one_edit(right.as_bytes(), left.as_bytes()), expected);
        };
        check("12345", "12345", true);
        check("12345", "12354", true);
        check("12345", "1245", true);
        check("12345", "12945", true);
        check("12345", "21354", false);
        check("12345", "123", false);
        check("", "1", true);
        check("", "12", false);
    }
}
