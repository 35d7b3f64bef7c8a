//! Sessions in a page: files to write, commands, and what they print.
//!
//! A fenced block with a name behind its language (`toml dossier.toml`) is a file. A fenced `console`
//! block is a session: `$ ` begins a command (`\` at the end continues it), the lines behind it are its output.
//! In expected output `[..]` stands for anything within a line, and a line `...` for any lines. Ids
//! differ from run to run: one in the page stands for the one printed in its place, there and in
//! every later line and command, whole or cut short ([`Ids`]). A time (`2017-02-15T09:40:12Z`)
//! stands for any time.

/// An id, or the beginning of one, has at least so many hexadecimal digits; the code that confirms
/// an erasure has eight.
const ID_DIGITS_MIN: usize = 8;
/// How a time is written; `0` is any digit.
const TIME_FORM: &[u8] = b"0000-00-00T00:00:00Z";

/// One step of a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Write this file.
    File { name: String, text: String },
    /// Run this and compare.
    Run {
        command: String,
        output: Vec<String>,
    },
}

/// The steps of a page, in order.
pub(crate) fn steps(page: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(language) = line.strip_prefix("```") else {
            continue;
        };
        let block: Vec<&str> = lines
            .by_ref()
            .take_while(|line| !line.starts_with("```"))
            .collect();
        match language.split_once(' ') {
            Some((_, name)) => steps.push(Step::File {
                name: name.to_owned(),
                text: block.join("\n") + "\n",
            }),
            None if language == "console" => steps.extend(session(&block)),
            None => {}
        }
    }
    steps
}

fn session(block: &[&str]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut lines = block.iter().peekable();
    while let Some(line) = lines.next() {
        let Some(first) = line.strip_prefix("$ ") else {
            panic!("output without a command: {line}");
        };
        let mut command = first.to_owned();
        while command.ends_with('\\') {
            command.pop();
            command.push_str(lines.next().map_or("", |next| next.trim_start()));
        }
        let mut output = Vec::new();
        while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
            output.push((*line).to_owned());
        }
        // An empty line before the next command is for the eye.
        while output.last().is_some_and(String::is_empty) {
            output.pop();
        }
        steps.push(Step::Run { command, output });
    }
    steps
}

/// Which id of the page stands for which id of this run.
#[derive(Debug, Default, Clone)]
pub(crate) struct Ids {
    pairs: Vec<(String, String)>,
}

impl Ids {
    /// The command with the ids of this run.
    pub(crate) fn fill(&self, command: &str) -> String {
        let mut filled = String::new();
        for piece in pieces(command) {
            let known = self
                .pairs
                .iter()
                .find(|(shown, _)| is_id(piece) && shown.starts_with(piece));
            filled.push_str(known.map_or(piece, |(_, printed)| &printed[..piece.len()]));
        }
        filled
    }

    /// The output with the ids of the page, as far as they are known: ready to be pasted there.
    pub(crate) fn as_shown(&self, printed: &str) -> String {
        let mut shown = String::new();
        for piece in pieces(printed) {
            let known = self
                .pairs
                .iter()
                .find(|(_, printed)| is_id(piece) && printed.starts_with(piece));
            shown.push_str(known.map_or(piece, |(shown, _)| &shown[..piece.len()]));
        }
        shown
    }

    /// Compares what was printed with what the page shows, and learns its ids. `None`: it differs.
    pub(crate) fn compare(&mut self, expected: &[String], printed: &[&str]) -> Option<()> {
        for (shown, printed) in align(expected, printed)? {
            if shown.contains("[..]") {
                continue;
            }
            if !self.learn_line(shown, printed) {
                return None;
            }
        }
        Some(())
    }

    fn learn_line(&mut self, shown: &str, printed: &str) -> bool {
        let mut ids = pieces(shown)
            .zip(pieces(printed))
            .filter(|(piece, _)| is_id(piece));
        ids.all(|(shown, printed)| self.learn(shown, printed))
    }

    /// One id of the page is one id of the run, also where either is cut short.
    fn learn(&mut self, shown: &str, printed: &str) -> bool {
        let agrees = self.pairs.iter().all(|(other_shown, other_printed)| {
            let length = shown.len().min(other_shown.len());
            (shown[..length] == other_shown[..length])
                == (printed[..length] == other_printed[..length])
        });
        self.pairs.push((shown.to_owned(), printed.to_owned()));
        agrees
    }
}

/// The text cut where ids begin and end.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let is_digit = |letter: char| matches!(letter, '0'..='9' | 'a'..='f');
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = is_digit(rest.chars().next()?);
        let end = rest
            .find(|letter| is_digit(letter) != first)
            .unwrap_or(rest.len());
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        Some(piece)
    })
}

fn is_id(piece: &str) -> bool {
    piece.len() >= ID_DIGITS_MIN && piece.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The text with every digit of every id and of every time replaced by one sign.
pub(crate) fn without_ids(text: &str) -> String {
    let text = &without_times(text);
    let hide = |piece: &str| {
        if is_id(piece) {
            "#".repeat(piece.len())
        } else {
            piece.to_owned()
        }
    };
    pieces(text).map(hide).collect()
}

fn without_times(text: &str) -> String {
    let mut masked = text.to_owned();
    for place in 0..text.len() {
        let found = text.get(place..place + TIME_FORM.len());
        let is_time = found.is_some_and(|found| {
            found.bytes().zip(TIME_FORM).all(|(byte, form)| match form {
                b'0' => byte.is_ascii_digit(),
                _ => byte == *form,
            })
        });
        if is_time {
            masked.replace_range(place..place + TIME_FORM.len(), &"#".repeat(TIME_FORM.len()));
        }
    }
    masked
}

/// Each line of the page with the line printed for it; `None` where they do not agree.
fn align<'a>(expected: &'a [String], printed: &[&'a str]) -> Option<Vec<(&'a str, &'a str)>> {
    match expected.split_first() {
        None => printed.is_empty().then(Vec::new),
        Some((first, rest)) if first == "..." => {
            (0..=printed.len()).find_map(|from| align(rest, &printed[from..]))
        }
        Some((first, rest)) => {
            let (line, behind) = printed.split_first()?;
            if !line_agrees(&without_ids(first), &without_ids(line)) {
                return None;
            }
            let mut pairs = align(rest, behind)?;
            pairs.insert(0, (first, line));
            Some(pairs)
        }
    }
}

/// `[..]` stands for anything.
fn line_agrees(expected: &str, printed: &str) -> bool {
    match expected.split_once("[..]") {
        None => expected == printed,
        Some((before, behind)) => printed.strip_prefix(before).is_some_and(|rest| {
            let mut ends = rest
                .char_indices()
                .map(|(place, _)| place)
                .chain([rest.len()]);
            ends.any(|place| line_agrees(behind, &rest[place..]))
        }),
    }
}

#[test]
fn a_page_is_read() {
    let page = "text\n```toml a.toml\nx = 1\n```\n```sh\n$ not this\n```\n\
        ```console\n$ one \\\n    two\nout\n\n$ three\n```\n";
    let run = |command: &str, output: &[&str]| Step::Run {
        command: command.to_owned(),
        output: output.iter().map(|line| (*line).to_owned()).collect(),
    };
    let file = Step::File {
        name: "a.toml".to_owned(),
        text: "x = 1\n".to_owned(),
    };
    assert_eq!(
        steps(page),
        [file, run("one two", &["out"]), run("three", &[])]
    );
}

#[track_caller]
fn check(expected: &[&str], printed: &[&str], answer: bool) -> Ids {
    let expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
    let mut ids = Ids::default();
    assert_eq!(ids.compare(&expected, printed).is_some(), answer);
    ids
}

#[test]
fn output_is_compared() {
    check(&["a [..] c", "d"], &["a bb c", "d"], true);
    check(&["[..]x[..]"], &["x"], true);
    check(&["a [..] c"], &["a bb d"], false);
    check(&["a"], &["a", "b"], false);
    check(&["a", "b"], &["a"], false);
    check(&["a", "...", "d"], &["a", "b", "c", "d"], true);
    check(&["..."], &[], true);
    check(&["...", "d"], &["a"], false);
    let (shown, printed) = ("á 2017-02-15T09:40:12Z b", "á 2026-11-25T03:52:06Z b");
    check(&[shown], &[printed], true);
    check(&["2017-02-15"], &["2026-11-25"], false);
}

#[test]
fn ids_stand_for_ids() {
    let shown = [
        "id 00112233445566778899",
        "cut 001122334455",
        "other aabbccddeeff",
    ];
    let ids = check(
        &shown,
        &[
            "id 99887766554433221100",
            "cut 998877665544",
            "other 0123456789ab",
        ],
        true,
    );
    assert_eq!(
        ids.fill("add 00112233445566 aabbccddeeff 00"),
        "add 99887766554433 0123456789ab 00"
    );
    assert_eq!(ids.as_shown("id 998877665544"), "id 001122334455");
    let other_cut = [
        "id 99887766554433221100",
        "cut 998877665500",
        "other 0123456789ab",
    ];
    check(&shown, &other_cut, false);
    let two_alike = [
        "id 99887766554433221100",
        "cut 998877665544",
        "other 998877665544",
    ];
    check(&shown, &two_alike, false);
    check(&["id 001122334455"], &["id 0011223344556"], false);
}
