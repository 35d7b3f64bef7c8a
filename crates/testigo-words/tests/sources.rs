//! The sources of the workspace and the words fit together: every code and identifier that stands in them has its
//! message in both languages, and no message has outlived the code that said it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use testigo_words::{Language, Words, identifier, identifiers};

/// A message whose identifier begins so is chosen by a code at run time.
const CHOSEN_BY_CODE: [&str; 47] = [
    "waiting-",
    "before-",
    "sheet-",
    "web-",
    "written-",
    "between-",
    "consent-ask-",
    "consent-answer-",
    "control-",
    "account-person-",
    "account-act-",
    "absent-",
    "problem-",
    "withdrawn-",
    "detail-",
    "kind-",
    "kinds-",
    "level-",
    "what-",
    "reason-",
    "verdict-",
    "signers-",
    "finding-",
    "status-",
    "cell-",
    "copy-",
    "kept-",
    "warning-",
    "outcome-",
    "progress-",
    "match-",
    "refusal-",
    "method-",
    "change-",
    "grouping-",
    "room-",
    "format-",
    "closed-",
    "stranger-",
    "unreadable-",
    "dossier-level-",
    "verify-dossier-",
    "verify-archive-",
    "verify-signers-",
    "verify-count-",
    "verify-group-",
    "vocabulary-field-",
];

/// Of those, the ones whose codes are all listed in the sources that are read here.
const LISTED: [&str; 11] = [
    "finding-",
    "status-",
    "cell-",
    "copy-",
    "kept-",
    "warning-",
    "progress-",
    "match-",
    "refusal-",
    "method-",
    "change-",
];

/// Rust files and templates of a folder of a crate, and of the folders below, without what is only for tests.
fn sources(folder: &str) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut waiting: Vec<PathBuf> = vec![root.join(folder)];
    let mut found = BTreeMap::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a folder of the workspace");
            waiting.extend(entries.map(|entry| entry.expect("an entry").path()));
        } else if path
            .extension()
            .is_some_and(|end| end == "rs" || end == "html")
            && !path.ends_with("tests.rs")
        {
            let text = fs::read_to_string(&path).expect("a source file");
            let name = path
                .strip_prefix(&root)
                .expect("below the root")
                .to_string_lossy()
                .replace('\\', "/");
            found.insert(name, without_comments_and_tests(&text));
        }
    }
    assert!(!found.is_empty(), "{folder} has no source");
    found
}

fn source(file: &str) -> String {
    sources(file).into_values().collect()
}

fn without_comments_and_tests(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or(text);
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// The string that is the first argument of each call: `call` ends with its opening parenthesis.
fn first_arguments(text: &str, call: &str) -> BTreeSet<String> {
    text.match_indices(call)
        .filter(|(at, _)| {
            !text[..*at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_')
        })
        .filter_map(|(at, _)| leading_string(&text[at + call.len()..]))
        .collect()
}

fn leading_string(text: &str) -> Option<String> {
    let rest = text.trim_start().strip_prefix('"')?;
    rest.split_once('"').map(|(inside, _)| inside.to_owned())
}

/// Every string of a text that looks like a code or an identifier.
fn strings(text: &str) -> BTreeSet<String> {
    let plain = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || "_-.".contains(letter)
    };
    text.split('"')
        .filter(|part| !part.is_empty() && part.chars().all(plain))
        .map(str::to_owned)
        .collect()
}

/// The part of a file from `start` to the end of the item or block that `end` closes.
fn part<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).expect(start);
    rest.split_once(end).expect(end).0
}

/// The text without what stands inside the parentheses of each call.
fn without_calls(text: &str, call: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(call) {
        kept.push_str(before);
        let mut depth = 1;
        let end = after.find(|letter| {
            depth += match letter {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth == 0
        });
        rest = &after[end.expect("a closed call")..];
    }
    kept + rest
}

fn every_crate() -> String {
    [
        "testigo/src",
        "testigo-server/src",
        "testigo-archive/src",
        "testigo-store/src",
        "testigo-intake/src",
    ]
    .into_iter()
    .flat_map(|folder| sources(folder).into_values())
    .collect()
}

fn error_codes() -> BTreeSet<String> {
    let mut codes = first_arguments(&every_crate(), "Error::new(");
    codes.extend(strings(part(
        &source("testigo-store/src/error.rs"),
        "pub fn code",
        "\npub type",
    )));
    let table = source("testigo-intake/src/table.rs");
    codes.extend(strings(part(&table, "impl TableError", "\n}\n")));
    // The line of headings is a row, and a table without one is no table.
    codes.extend(row_codes(&table));
    codes.extend(strings(part(
        &source("testigo-link/src/error.rs"),
        "pub fn code",
        "\n    }\n}",
    )));
    codes.extend(strings(part(
        &source("testigo-catalog/src/table_figure.rs"),
        "pub fn code",
        "\n    }\n}",
    )));
    let table = source("testigo-archive/src/estimating/table_in.rs");
    let of_table = strings(&table).into_iter();
    codes.extend(of_table.filter(|code| code.starts_with("estimate_")));
    let foreign = source("testigo-intake/src/foreign.rs");
    codes.extend(strings(part(&foreign, "impl ForeignError", "\n}\n")));
    let walk = source("testigo-archive/src/receive/walk.rs");
    codes.extend(strings(part(&walk, "fn visit", "\n    fn enter")));
    codes.extend(strings(part(&walk, "fn file_code", "\n}\n")));
    codes.extend(first_arguments(
        &source("testigo-archive/src/receive.rs"),
        "Trouble::File(",
    ));
    for text in sources("testigo/src/commands").into_values() {
        // `read_text(path, "code")`
        for (at, _) in text.match_indices("read_text(") {
            let call = text[at..].split(')').next().unwrap_or("");
            codes.extend(strings(call));
        }
    }
    codes
}

fn row_codes(table: &str) -> BTreeSet<String> {
    strings(part(table, "impl RowProblem", "\n}\n"))
}

fn cell_codes() -> BTreeSet<String> {
    let table = source("testigo-intake/src/table.rs");
    let mut codes = row_codes(&table);
    codes.extend(strings(part(&table, "pub fn troubles", "\n    }\n")));
    codes.extend(first_arguments(
        &source("testigo-record/src/reading.rs"),
        "unreadable(",
    ));
    let dates = source("testigo-intake/src/map/date_format.rs");
    codes.extend(strings(part(&dates, "impl DateProblem", "\n}\n")));
    codes.extend(first_arguments(
        &source("testigo-intake/src/map/cell.rs"),
        "code: ",
    ));
    for folder in ["testigo-intake/src/foreign", "testigo-archive/src/import"] {
        for text in sources(folder).into_values() {
            codes.extend(last_arguments(&text, "trouble("));
            codes.extend(last_arguments(&text, "reject("));
            codes.extend(last_arguments(&text, "Problem("));
            codes.extend(last_arguments(&text, "left_out.push("));
            // Codes that are chosen before they are said.
            let said = strings(&text).into_iter();
            let words = identifiers(Language::English);
            codes.extend(said.filter(|code| words.contains(&identifier("cell", code))));
        }
    }
    codes
}

/// What stands before the parenthesis that closes an open one.
fn in_parentheses(text: &str) -> &str {
    let mut depth = 1;
    for (at, letter) in text.char_indices() {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        if depth == 0 {
            return text[..at].trim_end_matches([',', ' ', '\n']);
        }
    }
    text
}

/// The last argument of each call, where it is a code.
fn last_arguments(text: &str, call: &str) -> BTreeSet<String> {
    let calls = text.match_indices(call).filter_map(|(at, _)| {
        let inside = in_parentheses(&text[at + call.len()..]);
        let (_, last) = inside.rsplit_once(',')?;
        let last = last.trim_matches([')', ',', ' ', '\n']);
        let code = last.strip_prefix('"')?.strip_suffix('"')?;
        let is_code = |letter: char| letter.is_ascii_lowercase() || letter == '_';
        (!code.is_empty() && code.chars().all(is_code)).then(|| code.to_owned())
    });
    calls.collect()
}

fn finding_codes() -> BTreeSet<String> {
    let text = source("testigo-package/src/finding.rs");
    let list = part(&text, "\ncodes! {", "\n}\n");
    list.lines()
        .filter_map(|line| leading_string(line.split_once(" = ")?.1))
        .collect()
}

fn warning_codes() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for folder in [
        "testigo-link/src",
        "testigo-estimate/src",
        "testigo-archive/src/estimating.rs",
        "testigo-archive/src/estimating",
    ] {
        for text in sources(folder).into_values() {
            codes.extend(first_arguments(&text, "Warning::new("));
        }
    }
    let tables = source("testigo-link/src/table.rs");
    codes.extend(strings(part(&tables, "fn warnings(entries", "\n}\n")));
    let linking = source("testigo-archive/src/linking.rs");
    codes.extend(first_arguments(&linking, "said("));
    let reconciling = source("testigo-archive/src/reconciling.rs");
    codes.extend(first_arguments(&reconciling, "said("));
    for file in ["counting.rs", "counting_table.rs"] {
        let counting = source(&format!("testigo-archive/src/{file}"));
        codes.extend(first_arguments(&counting, "warnings.push("));
    }
    codes.extend(
        first_arguments(&linking, "format!(")
            .iter()
            .filter_map(|text| Some(text.split_once(": {name}")?.0.to_owned())),
    );
    for text in sources("testigo-catalog/src/").into_values() {
        codes.extend(first_arguments(&text, "warnings.push("));
    }
    let documenting = source("testigo/src/commands/documenting.rs");
    codes.extend(
        strings(&documenting)
            .into_iter()
            .filter(|code| code == "account_given_before"),
    );
    let disclose = source("testigo-archive/src/disclose.rs");
    codes.extend(first_arguments(&disclose, "warning("));
    let texts = first_arguments(&disclose, "format!(");
    codes.extend(texts.iter().filter_map(|text| {
        let code = text.split_once(": {place}")?.0;
        Some(code.to_owned())
    }));
    codes
}

/// Why a method gives no estimate.
fn refusal_codes() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for text in sources("testigo-estimate/src").into_values() {
        codes.extend(first_arguments(&text, "Reason::new("));
    }
    let sampler = source("testigo-estimate/src/latent/diagnosis.rs");
    codes.extend(strings(part(&sampler, "impl LatentReason", "\n}\n")));
    codes
}

/// How far a field of two entries agrees: every list of levels of the engine.
fn level_codes() -> BTreeSet<String> {
    let mut codes: BTreeSet<String> = ["not_compared".to_owned()].into();
    let mut of = |text: &str| {
        for (at, _) in text.match_indices("LEVELS: [&str") {
            let list = text[at..].split("];").next().unwrap_or("");
            codes.extend(strings(list));
        }
    };
    let texts: Vec<String> = sources("testigo-link/src/compare").into_values().collect();
    for text in &texts {
        of(text);
    }
    let place = source("testigo-link/src/compare/place.rs");
    codes.extend(strings(part(&place, "const WITHIN", "];")));
    codes
}

fn notice_codes() -> BTreeSet<String> {
    first_arguments(&every_crate(), "notice(")
}

/// The names that `plain` prints: the first of each pair in the commands, and what `erase` counts.
fn labels() -> BTreeSet<String> {
    let mut labels = BTreeSet::new();
    for text in sources("testigo/src/commands").into_values() {
        let text = without_calls(&without_calls(&text, "say("), "with(");
        for (at, _) in text.match_indices("(\"") {
            let is_pair = !text[..at].ends_with(|letter: char| letter.is_alphanumeric());
            let rest = &text[at + 2..];
            if let Some((name, value)) = rest.split_once("\",").filter(|_| is_pair) {
                let is_pattern = value.trim_start().starts_with("Value::");
                if !is_pattern && strings(name).contains(name) {
                    labels.insert(name.to_owned());
                }
            }
        }
    }
    let erase = source("testigo-archive/src/erase.rs");
    let counted = part(&erase, "fn what_goes", "\n    fn ");
    let kinds: BTreeSet<String> = ["item".to_owned()].into();
    labels.extend(strings(counted).difference(&kinds).cloned());
    labels
}

fn said() -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for text in sources("testigo/src").into_values() {
        ids.extend(first_arguments(&text, "say("));
        ids.extend(
            strings(&text)
                .into_iter()
                .filter(|text| text.starts_with("erase-")),
        );
    }
    for folder in ["testigo-server/src", "testigo-server/templates"] {
        for text in sources(folder).into_values() {
            ids.extend(first_arguments(&text, "say("));
            ids.extend(first_arguments(&text, "say_with("));
            // Chosen before they are said.
            let chosen = strings(&text).into_iter();
            ids.extend(chosen.filter(|text| {
                ["dossier-", "library-view-", "map-", "month-"]
                    .iter()
                    .any(|prefix| text.starts_with(prefix))
            }));
            // Keys and their words stand in pairs on the page of settings.
            let listed = text.split(" in [(").skip(1);
            let listed = listed.filter_map(|rest| rest.split_once(")] %}"));
            ids.extend(
                listed
                    .flat_map(|(pairs, _)| strings(pairs))
                    .filter(|id| Words::new(Language::English).has(id)),
            );
        }
    }
    // The two prefixes of an error's messages.
    ids.remove("err");
    ids.remove("rec");
    for text in sources("testigo-report/src").into_values() {
        ids.extend(strings(&text).into_iter().filter(|text| {
            ["report-", "verify-", "estimate-"]
                .iter()
                .any(|prefix| text.starts_with(prefix))
        }));
    }
    let charts = source("testigo-archive/src/estimating/report_out.rs");
    ids.extend(first_arguments(&charts, "say("));
    ids
}

/// Places, numbers and dates in words.
fn told() -> BTreeSet<String> {
    let told = source("testigo-archive/src/labels/told.rs");
    let mut ids: BTreeSet<String> = strings(&told)
        .into_iter()
        .filter(|text| {
            ["locator-", "quantity-", "date-"]
                .iter()
                .any(|prefix| text.starts_with(prefix))
        })
        .filter(|text| !text.contains('{'))
        .collect();
    for list in ["const NUMBERED", "const ALONE", "const ITEM", "const TIME"] {
        let places = strings(part(&told, list, ";\n")).into_iter();
        ids.extend(places.map(|place| identifier("locator", &place)));
    }
    ids
}

/// What the sources want said.
fn wanted() -> BTreeSet<String> {
    let of = |prefix: &'static str, codes: BTreeSet<String>| {
        codes
            .into_iter()
            .map(move |code| identifier(prefix, &code))
            .collect::<Vec<String>>()
    };
    let erase = source("testigo-archive/src/erase.rs");
    let places = part(&erase, "fn out_of_reach", "\n    }\n");
    let receive = source("testigo-archive/src/receive.rs");
    let statuses = receive
        .match_indices(".added(")
        .filter_map(|(at, _)| receive[at..].split(')').next())
        .flat_map(strings)
        .collect();
    let reasons = part(
        &source("testigo-record/src/disclosure.rs"),
        "impl Reason",
        "\n}\n",
    )
    .to_owned();
    let mut ids = said();
    ids.extend(of("err", error_codes()));
    ids.extend(of("rec", error_codes()));
    ids.extend(of("finding", finding_codes()));
    ids.extend(of("warning", warning_codes()));
    let outcomes = source("testigo-package/src/finding.rs");
    let outcomes = strings(part(&outcomes, "impl Outcome", "\n}\n"));
    ids.extend(of("verify", outcomes));
    ids.extend(of("match", level_codes()));
    ids.extend(of("refusal", refusal_codes()));
    let methods = source("testigo-estimate/src/method.rs");
    ids.extend(of(
        "method",
        strings(part(&methods, "fn name", "\n    }\n")),
    ));
    let changes = source("testigo-estimate/src/sensitivity.rs");
    ids.extend(of(
        "change",
        strings(part(&changes, "impl Change", "\n}\n")),
    ));
    ids.extend(of("notice", notice_codes()));
    ids.extend(of("cell", cell_codes()));
    ids.extend(of("label", labels()));
    ids.extend(of("kept", first_arguments(&erase, "why: ")));
    ids.extend(of("copy", strings(places)));
    ids.extend(of("status", statuses));
    ids.extend(of("reason", strings(&reasons)));
    let surroundings = source("testigo-archive/src/surroundings.rs");
    let works = part(&surroundings, "impl Work", "\n}\n");
    ids.extend(of("progress", strings(works)));
    ids.extend(told());
    let history = source("testigo-archive/src/history.rs");
    ids.extend(of("history", strings(part(&history, "impl Step", "\n}\n"))));
    let own = source("testigo-record/src/own_vocabulary.rs");
    let why = strings(part(&own, "fn code(&self)", "\n    }\n"));
    ids.extend(of("vocabulary-why", why));
    let figures = source("testigo-archive/src/disclose/figures.rs");
    ids.extend(of("reason", first_arguments(&figures, "standing.map_or(")));
    ids
}

#[test]
fn everything_that_the_sources_say_has_words_in_both_languages() {
    let wanted = wanted();
    for language in Language::ALL {
        let words = Words::new(language);
        let missing: Vec<&String> = wanted.iter().filter(|id| !words.has(id)).collect();
        assert!(missing.is_empty(), "{language:?}: no words for {missing:?}");
    }
}

#[test]
fn no_words_are_left_that_nothing_says() {
    let wanted = wanted();
    let unused: Vec<String> = identifiers(Language::English)
        .into_iter()
        .filter(|id| !wanted.contains(id))
        .filter(|id| !CHOSEN_BY_CODE.iter().any(|prefix| id.starts_with(prefix)))
        .collect();
    assert!(unused.is_empty(), "nothing says {unused:?}");
    // These are chosen at run time too, but from lists that are known here.
    let outlived: Vec<String> = identifiers(Language::English)
        .into_iter()
        .filter(|id| LISTED.iter().any(|prefix| id.starts_with(prefix)))
        .filter(|id| !wanted.contains(id))
        .collect();
    assert!(outlived.is_empty(), "no code for {outlived:?}");
}

/// Errors that no page can meet: of the beginning of the program, of its options, and of files without an archive.
const NEVER_ON_A_PAGE: [&str; 8] = [
    "usage",
    "demo-failed",
    "recovery-unseen",
    "report-failed",
    "role-missing",
    "link-model-invalid",
    "estimate-cell-not-binary",
    "port-taken",
];

/// Whether words speak to somebody at the command line: of a command, or of an option.
fn names_a_command(text: &str) -> bool {
    let is_command = |(at, _): (usize, &str)| {
        let before = text[..at].chars().next_back();
        let begins_so = |quote: char| "\"`:".contains(quote);
        before.is_some_and(|before| begins_so(before) || text[..at].ends_with(": "))
    };
    let is_option = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_ascii_alphabetic() && letter != '-');
        word.starts_with("--") || word == "-C"
    };
    text.match_indices("testigo ").any(is_command) || text.split(' ').any(is_option)
}

#[test]
fn no_page_speaks_of_the_command_line_where_it_refuses() {
    for (expected, text) in [
        (true, "Run \"testigo verify\"."),
        (true, "Import a list first: testigo import FILE"),
        (true, "Give it with --source."),
        (true, "Save it with `testigo get ITEM`."),
        (false, "Use a newer version of testigo than this."),
        (false, "Choose a list - any."),
    ] {
        assert_eq!(names_a_command(text), expected, "{text}");
    }
    for language in Language::ALL {
        let words = Words::new(language);
        let ids = identifiers(language);
        let codes = ids.iter().filter_map(|id| id.strip_prefix("rec-"));
        for code in codes.filter(|code| !NEVER_ON_A_PAGE.contains(code)) {
            let own = format!("web-{code}");
            let shown = if words.has(&own) {
                own
            } else {
                format!("rec-{code}")
            };
            let text = words.say(&shown, &[]);
            assert!(!names_a_command(&text), "{language:?} {shown}: {text}");
        }
        let told = ids
            .iter()
            .filter(|id| id.starts_with("warning-") || id.starts_with("notice-"));
        for id in told {
            let own = format!("web-{id}");
            let shown = if words.has(&own) { &own } else { id };
            let text = words.say(shown, &[("subject", "")]);
            assert!(!names_a_command(&text), "{language:?} {shown}: {text}");
        }
        for code in ids.iter().filter_map(|id| id.strip_prefix("web-")) {
            let is_known = words.has(&format!("rec-{code}")) || words.has(code);
            assert!(is_known, "nothing is called {code}");
        }
    }
}

#[test]
fn the_sources_are_read_as_they_are_meant() {
    let check = |codes: BTreeSet<String>, some: &[&str]| {
        for code in some {
            assert!(codes.contains(*code), "{code} is not in {codes:?}");
        }
    };
    check(
        error_codes(),
        &[
            "usage",
            "internal",
            "disk_full",
            "passphrase_wrong",
            "table_too_large",
            "symlink_loop",
            "item_unreadable",
            "changed_while_reading",
            "trust_unreadable",
            "log_moved",
        ],
    );
    check(finding_codes(), &["archive.format", "figure.stated"]);
    check(
        warning_codes(),
        &[
            "not_reconciled",
            "claimed_not_comparable",
            "not_searched",
            "single_part",
        ],
    );
    check(notice_codes(), &["log_admitted", "log_rewritten"]);
    check(
        cell_codes(),
        &["empty", "date_ambiguous", "sex_ambiguous", "unclosed_quote"],
    );
    check(
        labels(),
        &["group-key", "withheld-persons", "unread", "objects", "id"],
    );
    check(
        said(),
        &["label-hint", "added", "erase-gone", "report-skip"],
    );
}
