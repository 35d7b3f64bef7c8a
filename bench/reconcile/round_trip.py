"""Does Splink give the same pairs the same weights? Run in an environment with splink 5.

    cargo run --release -p testigo-link --example splink_exchange -- LIST.csv FOLDER
    python3 bench/reconcile/round_trip.py FOLDER [GOLDEN.csv]

FOLDER holds settings.json, prepared.csv and pairs.csv. With GOLDEN.csv every fifth of Splink's weights is written there, for
the test of testigo-link that compares with them."""

import csv
import logging
import pathlib
import sys

import duckdb
from splink import DuckDBAPI, Linker

NUMBERS = ("_year", "_month", "_day", "_number", "_from", "_to")


def main():
    folder = pathlib.Path(sys.argv[1])
    logging.getLogger("splink").setLevel(logging.ERROR)
    connection = duckdb.connect(":memory:")
    connection.execute(f"CREATE TABLE raw AS SELECT * FROM read_csv('{folder}/prepared.csv', all_varchar = true, nullstr = '')")
    columns = [name for (name, *_) in connection.execute("DESCRIBE raw").fetchall()]

    def typed(name):
        is_number = name == "unique_id" or (name.endswith(NUMBERS) and "_key_" not in name)
        return f'CAST("{name}" AS DOUBLE) AS "{name}"' if is_number else f'"{name}"'

    connection.execute(f"CREATE TABLE prepared AS SELECT {', '.join(map(typed, columns))} FROM raw")
    linker = Linker(DuckDBAPI(connection=connection).register("prepared"), folder / "settings.json")
    predicted = linker.inference.predict()
    sql = f"SELECT CAST(unique_id_l AS BIGINT), CAST(unique_id_r AS BIGINT), match_weight FROM {predicted.physical_name}"
    theirs = {tuple(sorted((left, right))): weight for left, right, weight in connection.execute(sql).fetchall()}
    with open(folder / "pairs.csv", newline="") as file:
        ours = {
            tuple(sorted((int(row["unique_id_l"]), int(row["unique_id_r"])))): float(row["match_weight"])
            for row in csv.DictReader(file)
        }
    everything = theirs
    # Pairs below a floor are not handed on by testigo.
    theirs = {pair: weight for pair, weight in theirs.items() if pair in ours or weight > -19}
    missing = len(theirs.keys() ^ ours.keys())
    differing = [(pair, ours[pair], theirs[pair]) for pair in ours.keys() & theirs.keys() if abs(ours[pair] - theirs[pair]) > 1e-6]
    print(f"{len(ours)} pairs; {missing} only in one; {len(differing)} differ by more than 1e-6")
    for pair, our, their in sorted(differing)[:20]:
        print(pair, our, their)
    if len(sys.argv) > 2:
        with open(sys.argv[2], "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["unique_id_l", "unique_id_r", "match_weight"])
            writer.writerows([left, right, f"{weight:.9f}"] for (left, right), weight in sorted(everything.items())[::5])
    return 1 if missing or differing else 0


if __name__ == "__main__":
    sys.exit(main())
