//! `cargo xtask generate`: writes the generated pages again. `tests/generated.rs` holds how they
//! are made and compares them; this runs it with leave to write.

pub(crate) fn run() -> Result<(), String> {
    crate::setup::ready(crate::setup::BUILD)?;
    crate::succeed(crate::cargo(&[
        "build",
        "-p",
        "testigo",
        "--features",
        "test",
    ]))?;
    let mut write = crate::cargo(&["test", "--quiet", "-p", "xtask", "--test", "generated"]);
    write.env("TESTIGO_GENERATE", "1");
    crate::succeed(write)
}
