//! The session of README.md, run as a reader would run it, on a copy of the sample.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

mod machine;
mod session;

use std::fs;

use machine::{Machine, root};
use session::{Ids, Step, steps};

#[test]
fn the_readme_session_is_true() {
    let sample = root().join("examples/valle-sereno");
    let machine = Machine::new("readme", &sample);
    machine.set("TESTIGO_ARCHIVE", machine.folder().join("archive"));
    machine.set("TESTIGO_BY", "Renata Olmedar");
    machine.set("TESTIGO_LANG", "en");
    let page = fs::read_to_string(root().join("README.md")).unwrap();
    let steps = steps(&page);
    let mut ids = Ids::default();
    let mut commands = 0;
    for step in &steps {
        match step {
            Step::File { name, text } => machine.write(name, text),
            Step::Run { command, output } => {
                commands += 1;
                let printed = machine.run(&ids.fill(command));
                let lines: Vec<&str> = printed.trim_end().lines().map(str::trim_end).collect();
                assert!(
                    ids.compare(output, &lines).is_some(),
                    "$ {command}\nREADME.md shows:\n{}\nprinted:\n{}",
                    output.join("\n"),
                    ids.as_shown(&lines.join("\n"))
                );
            }
        }
    }
    assert!(
        commands >= 8,
        "README.md has a session of {commands} commands"
    );
    machine.remove();
}
