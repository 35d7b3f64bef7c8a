"""Deriving the catalog again from 100,000 entries with ten claims each, against plain SQLite with FTS5."""

import csv
import sqlite3
import sys

import generate
import list_import
from harness import expect, measure

WORK = "rebuild"
ROWS = 100_000
CELLS = 10


def run(bench):
    rows = bench.scaled(ROWS)
    archive = bench.work / f"list-archive-{rows}"
    if not archive.is_dir():
        archive, _ = list_import.entries_archive(bench, rows)
    unlock = bench.unlock(archive)
    rebuilt = expect(bench.testigo(archive, "rebuild"))
    # The indexes are made before the first question: that is part of the work.
    asked = bench.unlock(archive)
    again = bench.unlock(archive)
    unlock_s = min(unlock.cpu_s, again.cpu_s)
    claims = rows * CELLS
    work_s = rebuilt.cpu_s + asked.cpu_s - 2 * unlock_s
    speed = claims / work_s
    bench.note(WORK, "testigo rebuild", rebuilt.cpu_s, "CPU s", remark=f"{claims:,} claims; wall {rebuilt.wall_s:.0f} s")
    bench.note(WORK, "first question after it (makes the indexes)", asked.cpu_s, "CPU s", remark=f"wall {asked.wall_s:.0f} s")
    bench.note(WORK, "unlock, part of both", unlock_s, "CPU s")
    bench.note(WORK, "claims per CPU second, without unlock", speed, "1/s", ">= 50,000", speed >= 50_000)
    bench.note(WORK, "claims per CPU second, unlock included", claims / (work_s + unlock_s), "1/s")
    bench.note(WORK, "peak memory after unlocking", max(rebuilt.after_unlock_mib, asked.after_unlock_mib), "MiB")
    table, database = bench.work / "plain.csv", bench.work / "plain.sqlite"
    generate.list_of_rows(table, rows)
    plain = expect(measure([sys.executable, __file__, table, database]))
    bench.note(WORK, "plain SQLite with FTS5", plain.cpu_s, "CPU s", remark=f"SQLite {sqlite3.sqlite_version} from Python; {claims / plain.cpu_s:,.0f} claims per CPU s; unencrypted, nothing checked")
    bench.note(WORK, "ratio to plain SQLite, without unlock", work_s / plain.cpu_s, "x")
    bench.remove(table)
    bench.remove(database)


def plain_sqlite(table, database):
    """The simplest thing that could be: records, claims with two indexes, a text index."""
    connection = sqlite3.connect(database)
    connection.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
        "CREATE TABLE record (id INTEGER PRIMARY KEY, kind TEXT);"
        "CREATE TABLE claim (id INTEGER PRIMARY KEY, record INTEGER, field TEXT, value TEXT, source INTEGER);"
        "CREATE INDEX claim_record ON claim (record);"
        "CREATE INDEX claim_value ON claim (field, value);"
        "CREATE VIRTUAL TABLE text USING fts5 (value, tokenize = 'unicode61 remove_diacritics 2');"
    )
    with open(table, newline="") as file, connection:
        reader = csv.reader(file)
        header = next(reader)
        for number, row in enumerate(reader):
            connection.execute("INSERT INTO record VALUES (?, 'entry')", (number,))
            connection.executemany(
                "INSERT INTO claim (record, field, value, source) VALUES (?, ?, ?, 1)",
                [(number, field, value) for field, value in zip(header, row)],
            )
            connection.executemany("INSERT INTO text (value) VALUES (?)", [(value,) for value in row])
    connection.close()


def clean(bench):
    list_import.clean(bench)


if __name__ == "__main__":
    plain_sqlite(sys.argv[1], sys.argv[2])
