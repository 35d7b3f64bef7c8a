"""Search over 1,000,000 claims and 100,000 documents, timed inside one open archive (every command unlocks anew)."""

import json
import os
import random

import generate
import list_import
from harness import bytes_below, expect, measure

WORK = "search"
QUERIES = 200


def run(bench):
    rows, documents = bench.scaled(100_000), bench.scaled(100_000)
    archive = bench.work / f"list-archive-{rows}"
    if not archive.is_dir():
        archive, _ = list_import.entries_archive(bench, rows)
    folder = bench.folder("texts")
    holding = generate.text_folder(folder, documents)
    added = expect(bench.testigo(archive, "add", folder, "--source", "Bench texts"))
    bench.note(WORK, f"add of {documents:,} small texts", added.cpu_s, "CPU s", remark=f"wall {added.wall_s:.0f} s; {added.after_unlock_mib:.0f} MiB after unlocking")
    bench.remove(folder)
    bench.note(WORK, "catalog", bytes_below(f"{archive}.home") / 1e6, "MB")
    path = bench.work / "queries.json"
    path.write_text(json.dumps(queries(holding, documents)))
    timer = os.environ["TESTIGO_SEARCH_TIMER"]
    environment = {"TESTIGO_HOME": f"{archive}.home", "TESTIGO_PASSPHRASE_FILE": str(bench.passphrase)}
    timed = expect(measure([timer, archive, path], environment))
    for group, answer in timed.answer().items():
        note_group(bench, group, answer, (rows + documents) // 100)
    bench.note(WORK, "peak memory after unlocking", timed.after_unlock_mib, "MiB")


def note_group(bench, group, answer, few):
    """The number to reach is for what stands in at most 1 % of the records; a short name may begin many others."""
    pairs = list(zip(answer["milliseconds"], answer["totals"]))
    common = group == "common words"
    kept = sorted(pair for pair in pairs if common or pair[1] <= few)
    durations = [milliseconds for milliseconds, _ in kept]
    p50, p95 = (durations[int(len(durations) * part)] for part in (0.5, 0.95))
    totals = sorted(total for _, total in kept)
    remark = f"{len(kept)} queries; hits: median {totals[len(totals) // 2]}, most {totals[-1]}; slowest {durations[-1]:.0f} ms"
    if len(kept) < len(pairs):
        slowest = max(pairs)[0]
        remark += f"; {len(pairs) - len(kept)} more queries found over 1 % of the records, the slowest query of all took {slowest:.0f} ms"
    bench.note(WORK, f"{group}, p50", p50, "ms")
    bench.note(WORK, f"{group}, p95", p95, "ms", "" if common else "<= 50", None if common else p95 <= 50, remark)


def queries(holding, documents):
    """Names and terms in at most 1 % of the records, and words in more of them apart."""
    chance = random.Random(13)
    given, surnames = generate.invented_words(2_000, 3), generate.invented_words(5_000, 4)
    rare = [word for word, count in holding.items() if 0 < count <= documents // 100]
    common = [word for word, count in holding.items() if count > documents // 100]
    at_limit = sorted(rare, key=lambda word: -holding[word])[:QUERIES]
    return {
        "surname": chance.choices(surnames, k=QUERIES),
        "given name and surname": [f"{chance.choice(given)} {chance.choice(surnames)}" for _ in range(QUERIES)],
        "term": chance.choices(rare, k=QUERIES),
        "term close to 1 %": at_limit,
        "common words": chance.choices(common, k=QUERIES),
    }


def clean(bench):
    list_import.clean(bench)
    for name in ("texts", "queries.json"):
        bench.remove(bench.work / name)
