"""Splink on DuckDB, for one set of lists: pairs into a CSV. Run by run.py in an environment with splink 5."""

import argparse
import logging

import duckdb
import pandas
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

import lists

THREADS = 2
EM_PAIRS_MAX = 1_000_000
PAIR_WEIGHT_MIN = -10


def persons():
    return {
        "comparisons": [
            comparisons.NameComparison("given_name").configure(term_frequency_adjustments=True),
            comparisons.NameComparison("surname1").configure(term_frequency_adjustments=True),
            comparisons.NameComparison("surname2").configure(term_frequency_adjustments=True),
            comparisons.DateOfBirthComparison("dob", input_is_string=False),
            comparisons.DateOfBirthComparison(
                "event_date", input_is_string=False, datetime_thresholds=[3, 1], datetime_metrics=["day", "month"]
            ),
            comparisons.ExactMatch("sex"),
            comparisons.ExactMatch("muni").configure(term_frequency_adjustments=True),
        ],
        "rules": [
            block_on("dob", "surname1"),
            block_on("dob", "g1"),
            block_on("g1", "surname1", "surname2"),
            block_on("event_date", "surname1", "sex"),
            block_on("event_date", "g1", "muni"),
            block_on("surname1", "surname2", "event_date"),
            block_on("surname1", "surname2", "muni", "substr(g1, 1, 2)"),
            block_on("g1", "surname1", "muni"),
            block_on("event_date", "dob"),
        ],
        "deterministic": [block_on("given_name", "surname1", "dob"), block_on("surname1", "surname2", "dob")],
        "training": [block_on("surname1", "dob"), block_on("event_date", "surname2")],
    }


def febrl():
    """As in Splink's own FEBRL examples."""
    return {
        "comparisons": [
            comparisons.NameComparison("given_name").configure(term_frequency_adjustments=True),
            comparisons.NameComparison("surname").configure(term_frequency_adjustments=True),
            comparisons.DateOfBirthComparison("date_of_birth", input_is_string=False),
            comparisons.DamerauLevenshteinAtThresholds("soc_sec_id"),
            comparisons.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            comparisons.DamerauLevenshteinAtThresholds("postcode").configure(term_frequency_adjustments=True),
        ],
        "rules": [
            block_on("given_name", "surname"),
            block_on("soc_sec_id"),
            block_on("date_of_birth"),
            block_on("postcode", "address_1"),
            block_on("surname", "postcode"),
            block_on("given_name", "postcode"),
            block_on("street_number", "suburb"),
        ],
        "deterministic": [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")],
        "training": [block_on("date_of_birth"), block_on("postcode"), block_on("given_name", "surname")],
    }


def fake():
    """As in Splink's README."""
    return {
        "comparisons": [
            comparisons.NameComparison("first_name").configure(term_frequency_adjustments=True),
            comparisons.NameComparison("surname").configure(term_frequency_adjustments=True),
            comparisons.DateOfBirthComparison("dob", input_is_string=False),
            comparisons.ExactMatch("city").configure(term_frequency_adjustments=True),
            comparisons.EmailComparison("email"),
        ],
        "rules": [block_on("first_name", "city"), block_on("surname")],
        "deterministic": [block_on("first_name", "surname", "dob"), block_on("email")],
        "training": [block_on("first_name", "surname"), block_on("dob"), block_on("email")],
    }


SETTINGS = {"personas": persons, "febrl": febrl, "fake": fake}
DATES = {"personas": ["dob", "event_date"], "febrl": ["date_of_birth"], "fake": ["dob"]}


def read(name, files):
    frames = []
    for file in files:
        frame = pandas.read_csv(file, dtype=str, skipinitialspace=True)
        frame.columns = [column.strip() for column in frame.columns]
        frame = frame.apply(lambda column: column.str.strip())
        frame["source_dataset"] = str(file)
        frames.append(frame.rename(columns={"rec_id": "unique_id"}))
    frame = pandas.concat(frames).replace("", None)
    for column in DATES[name]:
        form = "%Y%m%d" if name == "febrl" else "%Y-%m-%d"
        frame[column] = pandas.to_datetime(frame[column], format=form, errors="coerce").dt.date
    if name == "personas":
        for column in ("given_name", "surname1", "surname2", "muni"):
            folded = frame[column].str.normalize("NFKD").str.encode("ascii", "ignore").str.decode("ascii")
            frame[column] = folded.str.lower()
        frame["g1"] = frame["given_name"].str.split(" ").str[0]
    return frame


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("set", choices=lists.SETS)
    arguments.add_argument("out")
    arguments.add_argument("files", nargs="+")
    given = arguments.parse_args()
    logging.getLogger("splink").setLevel(logging.ERROR)
    kind = lists.SETS[given.set]["settings"]
    chosen = SETTINGS[kind]()
    connection = duckdb.connect(":memory:")
    connection.execute(f"SET threads = {THREADS}")
    api = DuckDBAPI(connection=connection)
    frame = api.register(read(kind, given.files))
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=chosen["comparisons"],
        blocking_rules_to_generate_predictions=chosen["rules"],
        retain_matching_columns=False,
    )
    linker = Linker(frame, settings)
    linker.training.estimate_probability_two_random_records_match(chosen["deterministic"], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for rule in chosen["training"]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=EM_PAIRS_MAX)
    pairs = linker.inference.predict(threshold_match_weight=PAIR_WEIGHT_MIN)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.95)
    connection.execute(
        f"COPY (SELECT unique_id_l, unique_id_r, match_weight FROM {pairs.physical_name}) TO '{given.out}' (HEADER)"
    )
    connection.execute(
        f"COPY (SELECT unique_id AS id, cluster_id AS cluster FROM {clusters.physical_name}) TO '{given.out}.clusters' (HEADER)"
    )


if __name__ == "__main__":
    main()
