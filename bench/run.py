#!/usr/bin/env python3
"""Measures testigo. `python3 bench/run.py --help`; needs a Rust toolchain, restic, Linux, 20 GB of disk."""

import argparse
import os
import pathlib
import platform
import subprocess

import big_file
import browsing
import counting
import dossier
import flipping
import importing
import intake
import list_import
import rebuild
import searching
import verification
from harness import Bench, today

HERE = pathlib.Path(__file__).resolve().parent
# In this order: later ones use the archives of earlier ones.
WORKS = {
    "intake": intake,
    "verification": verification,
    "flipping": flipping,
    "list_import": list_import,
    "import": importing,
    "rebuild": rebuild,
    "count": counting,
    "search": searching,
    "workspace": browsing,
    "dossier": dossier,
    "big_file": big_file,
}


def build(target):
    """The shipped binary (no `test` feature), and the program that times searches."""
    environment = {**os.environ, "CARGO_TARGET_DIR": str(target)}
    subprocess.run(["cargo", "build", "--release", "--locked", "-p", "testigo"], cwd=HERE.parent, env=environment, check=True)
    subprocess.run(["cargo", "build", "--release"], cwd=HERE / "search", env=environment, check=True)
    return target / "release" / "testigo"


def said(*command):
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except OSError:
        return "absent"
    return answer.strip().splitlines()[0] if answer.strip() else "absent"


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def machine(bench, binary, revision):
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    bench.note("machine", "cores", os.cpu_count(), "", remark=f"{processor()}, {memory:.0f} GiB, Linux {platform.release().split('-')[0]}")
    bench.note("machine", "load at the start", os.getloadavg()[0], "")
    versions = [said(binary, "--version"), said("restic", "version"), said("rustc", "--version"), f"Python {platform.python_version()}"]
    bench.note("machine", "versions", 0, "", remark="; ".join([*versions, f"revision {revision}"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", default="/tmp/testigo-bench", help="folder for generated data; emptied afterwards")
    parser.add_argument("--target", help="target folder; else below the work folder")
    parser.add_argument("--binary", help="a release binary; else it is built")
    parser.add_argument("--revision", default=said("git", "-C", str(HERE), "rev-parse", "--short", "HEAD"), help="what the binary was built from")
    parser.add_argument("--search-timer", help="the built bench/search; else it is built")
    parser.add_argument("--only", help=f"some of: {','.join(WORKS)}")
    parser.add_argument("--scale", type=float, default=1.0, help="a part of the sizes, to try the scripts out")
    parser.add_argument("--rounds", type=int, default=2, help="how often the peers take turns")
    parser.add_argument("--out", default=str(HERE / "results" / f"{today()}.csv"))
    parser.add_argument("--keep", action="store_true", help="do not remove the generated data")
    given = parser.parse_args()
    target = pathlib.Path(given.target or pathlib.Path(given.work) / "target")
    binary = pathlib.Path(given.binary) if given.binary else build(target)
    os.environ["TESTIGO_SEARCH_TIMER"] = given.search_timer or str(target / "release" / "search-timer")
    bench = Bench(given.work, binary, given.scale, given.rounds)
    machine(bench, binary, given.revision)
    chosen = given.only.split(",") if given.only else list(WORKS)
    for name in (name for name in WORKS if name in chosen):
        print(name, flush=True)
        WORKS[name].run(bench)
        bench.write(given.out)
    if not given.keep:
        for name in chosen:
            WORKS[name].clean(bench)


if __name__ == "__main__":
    main()
