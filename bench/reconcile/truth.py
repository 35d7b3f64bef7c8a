"""How well pairs and clusters agree with a known truth."""

import collections
import csv

import lists


def persons(of_set, files):
    """Id to true person. Ids of these sets are unique over their files."""
    found = {}
    for path in files:
        with open(path, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file, skipinitialspace=True):
                row = {name.strip(): value for name, value in row.items()}
                found[row[of_set["id"]].strip()] = lists.person_of(of_set, row)
    return found


def pairs_within(sizes):
    return sum(size * (size - 1) // 2 for size in sizes)


def true_pairs(truth):
    return pairs_within(collections.Counter(truth.values()).values())


def f1(right, found, true):
    precision = right / found if found else 1.0
    recall = right / true if true else 1.0
    return {"f1": 2 * right / (found + true) if found + true else 1.0, "precision": precision, "recall": recall}


def of_clusters(truth, path):
    clusters, both = collections.Counter(), collections.Counter()
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            clusters[row["cluster"]] += 1
            both[(row["cluster"], truth[row["id"]])] += 1
    return f1(pairs_within(both.values()), pairs_within(clusters.values()), true_pairs(truth))


def of_pairs(truth, path, threshold=None):
    """At the best threshold that the truth could choose, or at a given weight; and the true pairs reached."""
    weighed = []
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            is_true = truth[row["unique_id_l"]] == truth[row["unique_id_r"]]
            weighed.append((float(row["match_weight"]), is_true))
    weighed.sort(reverse=True)
    true = true_pairs(truth)
    best, at, right = f1(0, 0, true), None, 0
    own, own_right, own_found = None, 0, 0
    for place, (weight, is_true) in enumerate(weighed):
        right += is_true
        if threshold is not None and weight >= threshold:
            own_right, own_found = right, place + 1
        is_last = place + 1 == len(weighed) or weighed[place + 1][0] < weight
        measured = f1(right, place + 1, true)
        if is_last and measured["f1"] > best["f1"]:
            best, at = measured, weight
    if threshold is not None:
        own = f1(own_right, own_found, true)
    return {"best": best, "at": at, "own": own, "reached": right / true if true else 1.0}
