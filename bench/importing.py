"""Importing again, corrected and undone; submissions of another program; a record with as many links as a list has lines."""

import json

import generate
from harness import expect

WORK = "import"
LINES = 100_000


def keyed_list(path, rows, changed_every=0):
    """The list of `generate`, its lines named by a column `code`; of some, the last cell is another."""
    plain = path.with_suffix(".plain")
    generate.list_of_rows(plain, rows)
    with plain.open() as lines, path.open("w") as out:
        for number, line in enumerate(lines):
            line = line.rstrip("\r\n")
            if changed_every and number and number % changed_every == 0:
                line += " corrected"
            out.write(("code," if number == 0 else f"B-{number},") + line + "\n")
    plain.unlink()


def submissions(path, count):
    with path.open("w") as out:
        out.write("[\n")
        for number in range(count):
            form = {
                "meta/instanceID": f"uuid:{number}",
                "visit/place": f"Village {number % 300}",
                "visit/date": f"2019-11-{number % 28 + 1:02}",
                "visit/member": [{"visit/member/name": f"Rosa Huanca {number}", "visit/member/age": str(number % 90)}],
            }
            out.write((",\n" if number else "") + json.dumps(form))
        out.write("\n]\n")


def run(bench):
    rows = bench.scaled(LINES)
    archive = bench.make_archive("import-archive")
    first, corrected = bench.work / "keyed.csv", bench.work / "corrected.csv"
    keyed_list(first, rows)
    keyed_list(corrected, rows, changed_every=100)
    listed = ["--as", "list", "--list", "Bench", "--source", "Bench"]
    for name, table in (("first", first), ("again", first), ("one line of a hundred corrected", corrected)):
        imported = expect(bench.testigo(archive, "import", table, *listed))
        bench.note(WORK, f"{rows:,} lines with a key, {name}", imported.cpu_s, "CPU s", remark=f"wall {imported.wall_s:.0f} s")
        bench.note(WORK, "the same, peak memory after unlocking", imported.after_unlock_mib, "MiB")
    undone = expect(bench.testigo(archive, "retract", imported.answer()["import"], "--reason", "bench"))
    bench.note(WORK, "that correction taken back", undone.cpu_s, "CPU s")
    unlock = bench.unlock(archive)
    found = expect(bench.testigo(archive, "search", "Bench", "--kind", "list")).answer()["hits"][0]["id"]
    shown = min((bench.testigo(archive, "show", found) for _ in range(3)), key=lambda one: one.wall_s)
    beyond_ms = 1000 * (shown.wall_s - unlock.wall_s)
    bench.note(WORK, f"one record with {shown.answer()['links_total']:,} links shown, beyond the unlock", beyond_ms, "ms", "<= 200", beyond_ms <= 200)
    forms = bench.work / "submissions.json"
    submissions(forms, rows)
    imported = expect(bench.testigo(archive, "import", forms, "--as", "kobo", "--source", "Forms"))
    bench.note(WORK, f"{rows:,} submissions with a member each", imported.cpu_s, "CPU s", remark=f"wall {imported.wall_s:.0f} s")
    bench.note(WORK, "the same, peak memory after unlocking", imported.after_unlock_mib, "MiB")


def clean(bench):
    bench.drop_archive(bench.work / "import-archive")
    for name in ("keyed.csv", "corrected.csv", "submissions.json"):
        bench.remove(bench.work / name)
