"""Links lists of known truth with testigo and with Splink, in the same run, and writes what came out.

    python3 bench/reconcile/run.py --work FOLDER --lists FOLDER [--binary testigo] [--only febrl1,...] [--without-splink]

FOLDER of --lists holds the public sets and generate_personas.py; the larger lists are made from it. Splink comes from
PyPI into an environment below the work folder."""

import argparse
import json
import math
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import lists  # noqa: E402
import truth  # noqa: E402
from harness import expect, measure  # noqa: E402

PACKAGES = ["splink==5.0.0", "duckdb==2.0.1", "pandas"]
THREADS = 2
SEEDS = range(1, 11)
SEED_ROWS = 20_000


def environment(work):
    python = work / "environment" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", work / "environment"], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def make(python, folder, work, name, rows, seed):
    path = work / f"{name}.csv"
    if not path.exists():
        subprocess.run([python, folder / "generate_personas.py", str(rows), "0.15", str(seed), path], check=True)
    return path


def testigo(given, files, settings, out, pairs=False):
    (out.with_suffix(".toml")).write_text(settings)
    command = [given.binary, "--json", "link", "csv", *files, "--config", out.with_suffix(".toml"), "--out", f"{out}.clusters"]
    command += ["--threads", str(THREADS), "--model", f"{out}.json"]
    if pairs:
        command += ["--pairs", f"{out}.pairs"]
    return expect(measure(command))


def row_of(name, tool, measured, clusters, pairs, threshold_f1, reached, note=""):
    return {
        "set": name,
        "tool": tool,
        "cpu_s": measured.cpu_s,
        "wall_s": measured.wall_s,
        "peak_mib": measured.peak_mib,
        "clusters": clusters,
        "pairs_best": pairs,
        "pairs_own": threshold_f1,
        "reached": reached,
        "note": note,
    }


def run_testigo(given, name, files, rules, label, rows):
    of_set = lists.SETS[name]
    known = truth.persons(of_set, files)
    out = given.work / f"{name}-{label.replace(' ', '-')}"
    settings = lists.settings_text(of_set, rules)
    measured = testigo(given, files, settings, out)
    with_pairs = testigo(given, files, settings, out, pairs=True)
    answer = measured.answer()
    threshold = math.log2(answer["threshold"] / (1 - answer["threshold"]))
    pairs = truth.of_pairs(known, f"{out}.pairs", threshold - 1e-9)
    recall = answer["blocking_recall"]
    note = f"blocking recall said {recall['estimate']:.3f} [{recall['lo']:.3f}, {recall['hi']:.3f}]; " if recall else ""
    note += f"with --pairs {with_pairs.cpu_s:.1f} CPU s; {answer['pairs_scored']:,} pairs; {' '.join(answer['warnings'])}"
    clusters = truth.of_clusters(known, f"{out}.clusters")
    rows.append(row_of(name, label, measured, clusters, pairs["best"], pairs["own"], pairs["reached"], note))
    show(rows[-1])


def run_splink(given, python, name, files, rows):
    known = truth.persons(lists.SETS[name], files)
    out = given.work / f"{name}-splink.csv"
    measured = expect(measure([python, HERE / "peer.py", name, out, *files]))
    pairs = truth.of_pairs(known, out)
    clusters = truth.of_clusters(known, f"{out}.clusters")
    rows.append(row_of(name, "Splink", measured, clusters, pairs["best"], None, pairs["reached"], "clusters at 0.95"))
    show(rows[-1])


def cover(given, python, rules, label):
    """In how many of ten lists the interval of blocking recall holds the truth."""
    of_set, held, told = lists.SETS["personas_10k"], 0, []
    for seed in SEEDS:
        path = make(python, given.lists, given.work, f"seed_{seed}", SEED_ROWS, seed)
        known = truth.persons(of_set, [path])
        out = given.work / f"seed-{seed}"
        answer = testigo(given, [path], lists.settings_text(of_set, rules), out, pairs=True).answer()
        reached = truth.of_pairs(known, f"{out}.pairs")["reached"]
        recall = answer["blocking_recall"]
        held += recall["lo"] <= reached <= recall["hi"]
        told.append(f"{reached:.3f} in [{recall['lo']:.3f}, {recall['hi']:.3f}]")
    print(f"blocking recall, {label}: {held} of {len(SEEDS)} intervals hold the truth: {'; '.join(told)}", flush=True)
    return {"set": f"{len(SEEDS)} x {SEED_ROWS}", "tool": label, "held": held, "told": told}


def show(row):
    def of(measured):
        return f"{measured['f1']:.4f} ({measured['precision']:.3f}/{measured['recall']:.3f})" if measured else "-"

    print(
        f"| {row['set']} | {row['tool']} | {row['cpu_s']:.1f} | {row['wall_s']:.1f} | {row['peak_mib']:.0f} | "
        f"{row['reached']:.2%} | {of(row['pairs_best'])} | {of(row['pairs_own'])} | {of(row['clusters'])} | {row['note']} |",
        flush=True,
    )


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--work", type=pathlib.Path, required=True)
    arguments.add_argument("--lists", type=pathlib.Path, required=True)
    arguments.add_argument("--binary", type=pathlib.Path, default="target/release/testigo")
    arguments.add_argument("--only", default=",".join([*lists.SETS, "cover"]))
    arguments.add_argument("--without-splink", action="store_true")
    given = arguments.parse_args()
    given.binary = given.binary.resolve()
    given.work.mkdir(parents=True, exist_ok=True)
    python = environment(given.work)
    rows, covers = [], []
    for name in given.only.split(","):
        if name == "cover":
            covers = [cover(given, python, (), "chosen rules"), cover(given, python, lists.NINE_RULES, "nine rules")]
            continue
        of_set = lists.SETS[name]
        if "made" in of_set:
            make(python, given.lists, given.work, name, *of_set["made"])
        files = lists.paths(of_set, given.lists, given.work)
        if not given.without_splink:
            run_splink(given, python, name, files, rows)
        if of_set["settings"] == "personas":
            run_testigo(given, name, files, lists.NINE_RULES, "nine rules", rows)
        run_testigo(given, name, files, (), "chosen rules", rows)
    (given.work / "reconcile.json").write_text(json.dumps({"rows": rows, "covers": covers}, indent=1))


if __name__ == "__main__":
    main()
