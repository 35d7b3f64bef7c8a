//! Sessions in a page: files to write, commands, and what they print.
//!
//! A fenced `toml` block whose first line is `# name.toml` is a file. A fenced `console` block is a
//! session: `$ ` begins a command (`\` at the end continues it), the lines behind it are its output.
//! In expected output `[..]` stands for anything within a line, and a line `...` for any lines.

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
        match language {
            "console" => steps.extend(session(&block)),
            "toml" => steps.extend(file(&block)),
            _ => {}
        }
    }
    steps
}

fn file(block: &[&str]) -> Option<Step> {
    let name = block.first()?.strip_prefix("# ")?.strip_suffix(".toml")?;
    Some(Step::File {
        name: format!("{name}.toml"),
        text: block.join("\n") + "\n",
    })
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

/// Whether what was printed is what the page shows.
pub(crate) fn agrees(expected: &[String], printed: &[&str]) -> bool {
    match expected.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if first == "..." => {
            (0..=printed.len()).any(|from| agrees(rest, &printed[from..]))
        }
        Some((first, rest)) => printed
            .split_first()
            .is_some_and(|(line, behind)| line_agrees(first, line) && agrees(rest, behind)),
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
    let page = "text\n```toml\n# a.toml\nx = 1\n```\n```sh\n$ not this\n```\n\
        ```console\n$ one \\\n    two\nout\n\n$ three\n```\n";
    let run = |command: &str, output: &[&str]| Step::Run {
        command: command.to_owned(),
        output: output.iter().map(|line| (*line).to_owned()).collect(),
    };
    let file = Step::File {
        name: "a.toml".to_owned(),
        text: "# a.toml\nx = 1\n".to_owned(),
    };
    assert_eq!(
        steps(page),
        [file, run("one two", &["out"]), run("three", &[])]
    );
}

#[test]
fn output_is_compared() {
    #[track_caller]
    fn check(expected: &[&str], printed: &[&str], answer: bool) {
        let expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
        assert_eq!(agrees(&expected, printed), answer);
    }
    check(&["a [..] c", "d"], &["a bb c", "d"], true);
    check(&["[..]x[..]"], &["x"], true);
    check(&["a [..] c"], &["a bb d"], false);
    check(&["a"], &["a", "b"], false);
    check(&["a", "b"], &["a"], false);
    check(&["a", "...", "d"], &["a", "b", "c", "d"], true);
    check(&["..."], &[], true);
    check(&["...", "d"], &["a"], false);
}
