"""Importing lists of 100,000 and 1,000,000 lines with ten cells each."""

import generate
from harness import bytes_below, expect

WORK = "list import"


def entries_archive(bench, rows):
    """An archive with one imported list, and what the import cost."""
    table, columns = bench.work / f"list-{rows}.csv", bench.work / "list.map.toml"
    generate.list_of_rows(table, rows)
    columns.write_text(generate.LIST_MAP)
    archive = bench.make_archive(f"list-archive-{rows}")
    imported = bench.testigo(archive, "import", table, "--as", "list", "--map", columns, "--source", "Bench list")
    expect(imported)
    if imported.answer()["recorded"] != rows:
        raise SystemExit("not every line was recorded")
    bench.remove(table)
    return archive, imported


def run(bench):
    for rows, wall_reach_s, memory_reach_mib in ((100_000, 20, 300), (1_000_000, None, 2_048)):
        rows = bench.scaled(rows)
        archive, imported = entries_archive(bench, rows)
        asked = bench.unlock(archive)
        unlock = bench.unlock(archive)
        label = f"{rows:,} lines"
        reach = f"<= {wall_reach_s}" if wall_reach_s else ""
        holds = imported.wall_s <= wall_reach_s if wall_reach_s else None
        bench.note(WORK, f"{label}, wall", imported.wall_s, "s", reach, holds)
        bench.note(WORK, f"{label}, CPU", imported.cpu_s, "CPU s", remark=f"unlock {unlock.cpu_s:.2f} CPU s of it")
        indexes_s = asked.cpu_s - unlock.cpu_s
        bench.note(WORK, f"{label}, indexes made by the first question after it", indexes_s, "CPU s", remark=f"wall {asked.wall_s:.0f} s, unlock included")
        peak = imported.after_unlock_mib
        bench.note(WORK, f"{label}, peak memory after unlocking", peak, "MiB", f"<= {memory_reach_mib}", peak <= memory_reach_mib)
        bench.note(WORK, f"{label}, peak memory, unlock included", imported.peak_mib, "MiB")
        bench.note(WORK, f"{label}, archive", bytes_below(archive) / 1e6, "MB")
        bench.note(WORK, f"{label}, catalog", bytes_below(f"{archive}.home") / 1e6, "MB")
        if memory_reach_mib > 300:
            bench.drop_archive(archive)


def clean(bench):
    for rows in (100_000, 1_000_000):
        bench.drop_archive(bench.work / f"list-archive-{bench.scaled(rows)}")
    bench.remove(bench.work / "list.map.toml")
