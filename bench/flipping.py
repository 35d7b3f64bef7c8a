"""Bytes flipped at random places of an archive, one at a time: `verify` must find each."""

import random
import re
import shutil

import generate
from harness import expect, files_below

WORK = "flipped bytes"
FLIPS = 200
LONG_ID = re.compile("[0-9a-f]{40,}")


def run(bench):
    """One byte at a time, in half of the cases at a place drawn over all bytes, in half in a file drawn over all files."""
    chance = random.Random(11)
    data = bench.folder("flip-data")
    generate.mixed_folder(data, 6_000_000, seed=5)
    rows = bench.work / "flip.csv"
    generate.list_of_rows(rows, 400)
    archive = bench.make_archive("flip-archive")
    expect(bench.testigo(archive, "add", data, "--source", "Bench camera"))
    expect(bench.testigo(archive, "import", rows, "--as", "list", "--source", "Bench list"))
    expect(bench.testigo(archive, "verify"))
    files = [(path, path.stat().st_size) for path in files_below(archive) if path.stat().st_size > 0]
    found, missed = 0, {}
    tries = bench.scaled(FLIPS)
    for number in range(tries):
        path, size = chance.choices(files, [size for _, size in files])[0] if number % 2 else chance.choice(files)
        at = chance.randrange(size)
        shutil.copy2(path, bench.work / "flip-kept")
        with open(path, "r+b") as file:
            file.seek(at)
            byte = file.read(1)[0]
            file.seek(at)
            file.write(bytes([byte ^ (1 << chance.randrange(8))]))
        checked = bench.testigo(archive, "verify")
        if checked.status in (1, 3):
            found += 1
        else:
            place = path.relative_to(archive).as_posix()
            missed[LONG_ID.sub("<id>", place)] = True
        shutil.copy2(bench.work / "flip-kept", path)
    expect(bench.testigo(archive, "verify"))
    remark = f"{found} of {tries}" + (f"; not found in: {'; '.join(missed)}" if missed else "")
    bench.note(WORK, "found", 100 * found / tries, "%", "100", found == tries, remark)


def clean(bench):
    bench.drop_archive(bench.work / "flip-archive")
    for name in ("flip-data", "flip.csv", "flip-kept"):
        bench.remove(bench.work / name)
