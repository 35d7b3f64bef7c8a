"""What estimates cost: CPU seconds and peak memory of each method, and of whole answers.

    cargo build --release -p testigo
    cargo build --release --manifest-path bench/count/Cargo.toml
    python3 bench/count/run.py --tables FOLDER [--binary target/release/testigo]

FOLDER holds kosovo.csv, UKdat.csv, UKdat_5.csv, Ned_5.csv, sim4.csv and hepatitisA_taiwan.csv. Prints rows of a table; each number is the least of
three runs, less what reading the table and starting costs where it is a method alone."""

import argparse
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from harness import expect, measure  # noqa: E402

ROUNDS = 3
METHODS = [
    ("dga", "kosovo", 20_691),
    ("dga", "UKdat_5", 50_000),
    ("dga", "Ned_5", 50_000),
    ("dga", "UKdat", 50_000),
    ("dga", "kosovo", None),
    ("dga", "UKdat_5", None),
    ("dga", "Ned_5", None),
    ("dga", "UKdat", None),
    ("loglinear", "kosovo", None),
    ("loglinear", "UKdat_5", None),
    ("loglinear", "Ned_5", None),
    ("loglinear", "sim4", None),
    ("sparse", "kosovo", None),
    ("sparse", "UKdat_5", None),
    ("sparse", "Ned_5", None),
    ("sparse", "UKdat", None),
]
WHOLE = ["hepatitisA_taiwan", "kosovo", "sim4", "UKdat_5", "Ned_5", "UKdat"]


def least(command):
    runs = [expect(measure(command)) for _ in range(ROUNDS)]
    return min(run.cpu_s for run in runs), min(run.wall_s for run in runs), max(run.peak_mib for run in runs), runs[0].output


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tables", type=pathlib.Path, required=True)
    parser.add_argument("--binary", default="target/release/testigo")
    parser.add_argument("--timer", default=str(HERE / "target" / "release" / "count-timer"))
    given = parser.parse_args()
    print("| method | table | grid | CPU s | peak MiB | answer |")
    print("|---|---|---|---|---|---|")
    for method, name, end in METHODS:
        table = given.tables / f"{name}.csv"
        start, _, _, _ = least([given.timer, "read", table])
        command = [given.timer, method, table] + ([str(end)] if end else [])
        cpu_s, _, peak_mib, output = least(command)
        said = output.decode().strip()
        print(f"| {method} | {name} | {end or '-'} | {cpu_s - start:.3f} | {peak_mib:.1f} | {said} |")
    print()
    print("| whole answer | CPU s | wall s | peak MiB |")
    print("|---|---|---|---|")
    for name in WHOLE:
        command = [given.binary, "--json", "estimate", "--table", given.tables / f"{name}.csv"]
        cpu_s, wall_s, peak_mib, _ = least(command)
        print(f"| {name} | {cpu_s:.1f} | {wall_s:.1f} | {peak_mib:.1f} |")


if __name__ == "__main__":
    main()
