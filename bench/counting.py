"""`count` with breakdowns over 100,000 entries. No number is set for it; it is reported."""

import list_import
from harness import expect

WORK = "count"


def run(bench):
    rows = bench.scaled(100_000)
    archive = bench.work / f"list-archive-{rows}"
    if not archive.is_dir():
        archive, _ = list_import.entries_archive(bench, rows)
    unlock = bench.unlock(archive)
    for label, arguments in (
        ("no breakdown", []),
        ("by sex", ["--by", "sex"]),
        ("by place (200 places)", ["--by", "place"]),
        ("by place and sex", ["--by", "place,sex"]),
        ("where sex = F, by place", ["--where", "sex = F", "--by", "place"]),
    ):
        counted = bench.testigo(archive, "count", "--what", "persons", *arguments)
        if counted.status != 0:
            bench.note(WORK, label, float("nan"), "CPU s", remark=f"ended with {counted.status}")
            continue
        peak = counted.after_unlock_mib
        remark = f"wall {counted.wall_s:.1f} s; {peak:.0f} MiB; {len(counted.answer()['rows'])} rows"
        bench.note(WORK, label, counted.cpu_s - unlock.cpu_s, "CPU s", remark=f"without unlock; {remark}")
    expect(unlock)


def clean(bench):
    list_import.clean(bench)
