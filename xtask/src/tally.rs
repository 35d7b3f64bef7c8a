//! Counting what test programs report.

/// How many checks passed, failed, and were skipped.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    /// Why, for each one that was skipped: `shared/ is absent`.
    pub(crate) skipped: Vec<String>,
}

/// What a test prints that could not run here.
const SKIPPED: &str = "skipped: ";

impl Tally {
    /// From `cargo test -- --show-output`: `test result: ok. 3 passed; 0 failed; 1 ignored; ...`
    pub(crate) fn of_cargo_test(output: &str) -> Self {
        let mut tally = Self::default();
        for line in output.lines() {
            if let Some(result) = line.trim_start().strip_prefix("test result: ") {
                tally.passed += number_before(result, " passed");
                tally.failed += number_before(result, " failed");
            } else if let Some(reason) = line.trim_start().strip_prefix(SKIPPED) {
                tally.skipped.push(reason.trim().to_owned());
            }
        }
        // A test that is skipped ends well; it has not passed.
        tally.passed = tally.passed.saturating_sub(tally.skipped.len() as u64);
        tally
    }

    /// From `python3 -m unittest --verbose`: `Ran 12 tests in 0.3s`, then `OK (skipped=1)` or
    /// `FAILED (failures=1, errors=2, skipped=1)`.
    pub(crate) fn of_unittest(output: &str) -> Self {
        let mut tally = Self::default();
        let mut ran = 0;
        for line in output.lines() {
            if let Some(result) = line.strip_prefix("Ran ") {
                ran += number_before(result, " test");
            } else if line.starts_with("FAILED (") {
                tally.failed += number_behind(line, "failures=") + number_behind(line, "errors=");
            } else if let Some((_, reason)) = line.split_once(" ... skipped ") {
                let reason = reason.trim_matches(['\'', '"']);
                let reason = reason.strip_prefix(SKIPPED).unwrap_or(reason);
                tally.skipped.push(reason.to_owned());
            }
        }
        tally.passed = ran.saturating_sub(tally.failed + tally.skipped.len() as u64);
        tally
    }

    /// From `node --test`, in TAP: `# pass 8`, `# fail 0`.
    pub(crate) fn of_node(output: &str) -> Self {
        let count = |before: &str| -> u64 {
            let lines = output.lines().filter_map(|line| line.strip_prefix(before));
            lines
                .filter_map(|number| number.trim().parse::<u64>().ok())
                .sum()
        };
        Self {
            passed: count("# pass "),
            failed: count("# fail ") + count("# cancelled "),
            skipped: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped.extend(other.skipped);
    }

    /// `12 passed, 0 failed`, and `, 1 skipped` where there is one.
    pub(crate) fn line(&self) -> String {
        let skipped = match self.skipped.len() {
            0 => String::new(),
            number => format!(", {number} skipped"),
        };
        format!("{} passed, {} failed{skipped}", self.passed, self.failed)
    }
}

/// The number that ends where `word` begins.
fn number_before(text: &str, word: &str) -> u64 {
    text.split_once(word)
        .and_then(|(before, _)| {
            before
                .rsplit(|letter: char| !letter.is_ascii_digit())
                .next()
        })
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0)
}

/// The number that begins where `word` ends.
fn number_behind(text: &str, word: &str) -> u64 {
    text.split_once(word)
        .and_then(|(_, behind)| behind.split(|letter: char| !letter.is_ascii_digit()).next())
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[track_caller]
    fn check(tally: &Tally, line: &str, reasons: &[&str]) {
        assert_eq!(tally.line(), line);
        assert_eq!(tally.skipped, reasons);
    }

    #[test]
    fn cargo_test_is_summed_over_its_programs() {
        let output = "\
running 2 tests
test one ... ok
test two ... FAILED

successes:

---- one stdout ----
skipped: shared/ is absent

failures:
test result: FAILED. 1 passed; 1 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.01s
test result: ok. 40 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
";
        check(
            &Tally::of_cargo_test(output),
            "40 passed, 1 failed, 1 skipped",
            &["shared/ is absent"],
        );
    }

    #[test]
    fn what_node_reports_is_summed() {
        let output = "ok 1 - a\nnot ok 2 - b\n# tests 3\n# pass 1\n# fail 1\n# cancelled 1\n";
        check(&Tally::of_node(output), "1 passed, 2 failed", &[]);
        check(
            &Tally::of_node("Error: no browser\n"),
            "0 passed, 0 failed",
            &[],
        );
    }

    #[test]
    fn what_did_not_compile_counts_nothing() {
        check(
            &Tally::of_cargo_test("error: could not compile `x`\n"),
            "0 passed, 0 failed",
            &[],
        );
    }

    #[test]
    fn unittest_is_counted() {
        check(
            &Tally::of_unittest("...\nRan 3 tests in 0.1s\n\nOK\n"),
            "3 passed, 0 failed",
            &[],
        );
        let output = "\
test_a (t.T.test_a) ... skipped 'skipped: testkit/vectors is absent'
test_b (t.T.test_b) ... ok
Ran 9 tests in 0.1s

FAILED (failures=2, errors=1, skipped=1)
";
        check(
            &Tally::of_unittest(output),
            "5 passed, 3 failed, 1 skipped",
            &["testkit/vectors is absent"],
        );
    }

    #[test]
    fn parts_add_up() {
        let mut sum = Tally::of_unittest("Ran 3 tests in 0.1s\nFAILED (errors=1)\n");
        sum.add(Tally::of_cargo_test(
            "test result: ok. 4 passed; 0 failed\n",
        ));
        check(&sum, "6 passed, 1 failed", &[]);
    }
}
