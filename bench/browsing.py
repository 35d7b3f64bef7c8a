"""Pages of the workspace over 100,000 records: how long one person and twenty wait, and a seek in a large video."""

import concurrent.futures
import http.client
import json
import os
import random
import subprocess
import time
import urllib.parse

import generate
import list_import
from harness import MIB, expect, memory_kib

WORK = "workspace"
PAGES = 200
PEOPLE = 20
VIDEO_BYTES = 2_000 * MIB
SEEKS = 50
# People of the first list who stand on a second one too.
AGAIN = 2_000


class Visitor:
    """One browser: it keeps its cookie and its connection."""

    def __init__(self, address, cookie=""):
        self.address = address
        self.cookie = cookie
        self.connection = http.client.HTTPConnection(*address, timeout=120)

    def ask(self, method, place, body=None, headers=None):
        headers = {"Cookie": self.cookie, **(headers or {})}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.monotonic()
        self.connection.request(method, place, body, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        return answer, text, 1000 * (time.monotonic() - began)


def serve(bench, archive):
    environment = {**os.environ, "TESTIGO_HOME": f"{archive}.home", "TESTIGO_LANG": "en"}
    server = subprocess.Popen([bench.binary, "-C", archive, "serve"], env=environment, stdout=subprocess.PIPE)
    url = urllib.parse.urlsplit(json.loads(server.stdout.readline())["url"])
    visitor = Visitor((url.hostname, url.port))
    answer, _, _ = visitor.ask("GET", f"{url.path}?{url.query}")
    visitor.cookie = answer.headers["Set-Cookie"].split(";")[0]
    body = urllib.parse.urlencode({"passphrase": bench.passphrase.read_text().strip(), "by": "Bench"})
    answer, _, _ = visitor.ask("POST", "/unlock", body)
    assert answer.status == 303, answer.status
    return server, visitor


def percentile(durations, part):
    return sorted(durations)[min(int(len(durations) * part), len(durations) - 1)]


def places(visitor, names, item):
    """What a person opens in a day, by kind of page."""
    _, text, _ = visitor.ask("GET", "/library?kind=entry&from=5000")
    records = [part.split('"')[0] for part in text.decode().split('class="name hit" href="')[1:]]
    assert records
    return {
        "home": ["/"],
        "library, leafing": [f"/library?from={start}" for start in range(0, 100_000, 997)],
        "library, of a kind": [f"/library?kind=entry&from={start}" for start in range(0, 100_000, 997)],
        "library, a name": [f"/library?q={urllib.parse.quote(name)}" for name in names],
        "a record's history": [f"{record}/history" for record in records],
        "library, years": ["/library?view=time"],
        "library, months": ["/library?view=time&year=2001"],
        "library, map": ["/library?view=map"],
        "library, a condition": [f"/library?where=sex%3DF&from={start}" for start in range(0, 40_000, 997)],
        "a record": records,
        "an item": [f"/item/{item}"],
        "a new record": ["/new/person"],
        "to be erased": [f"{record}/erase" for record in records],
        "import": ["/import"],
        "account": ["/account"],
        "review": ["/review"],
        "a figure": ["/figures?what=persons"],
        "a figure by a field": ["/figures?what=persons&by=sex"],
        "dossier": ["/dossier"],
        "verify": ["/verify"],
        "settings": ["/settings"],
    }


def waits(visitor, chosen):
    durations = []
    for place in chosen:
        waited = 0.0
        again = True
        while again:
            answer, text, duration = visitor.ask("GET", place)
            assert answer.status == 200, (place, answer.status)
            waited += duration
            # After a second a page says that the other is being made.
            again = b"data-again" in text
        durations.append(waited)
    return durations


def run(bench):
    rows = bench.scaled(100_000)
    archive = bench.work / f"list-archive-{rows}"
    if not archive.is_dir():
        archive, _ = list_import.entries_archive(bench, rows)
    video = bench.work / "video.mp4"
    with video.open("wb") as out:
        # What a player looks at first; the rest is noise that no cache has seen.
        out.write(b"\0\0\0\x18ftypisom\0\0\0\0isommp42")
        for _ in range(bench.scaled(VIDEO_BYTES) // MIB):
            out.write(os.urandom(MIB))
    item = expect(bench.testigo(archive, "add", video, "--source", "Bench")).answer()["items"][0]["id"]
    video.unlink()
    again = bench.work / "list-again.csv"
    generate.list_of_rows(again, bench.scaled(AGAIN))
    expect(bench.testigo(archive, "import", again, "--as", "list", "--map", bench.work / "list.map.toml", "--source", "Bench again", "--list", "Again"))
    bench.remove(again)
    expect(bench.testigo(archive, "link", "run"))
    server, visitor = serve(bench, archive)
    try:
        chance = random.Random(7)
        names = chance.choices(generate.invented_words(5_000, 4), k=PAGES)
        visited = places(visitor, names, item)
        for name, pages in visited.items():
            # What is kept until something is written is not there yet.
            first = waits(visitor, pages[:1])[0]
            alone = waits(visitor, chance.choices(pages, k=PAGES if len(pages) > 1 else 20))
            p95 = percentile(alone, 0.95)
            remark = f"median {percentile(alone, 0.5):.1f} ms, the first after something was written {first:.0f} ms"
            bench.note(WORK, f"{name}, one person, p95", p95, "ms", "<= 100", p95 <= 100, remark)
        every = [place for pages in visited.values() for place in chance.choices(pages, k=10)]
        with concurrent.futures.ThreadPoolExecutor(PEOPLE) as people:
            visitors = [Visitor(visitor.address, visitor.cookie) for _ in range(PEOPLE)]
            asked = [people.submit(waits, one, chance.sample(every, len(every))) for one in visitors]
            together = [duration for one in asked for duration in one.result()]
        p95 = percentile(together, 0.95)
        bench.note(WORK, f"all pages mixed, {PEOPLE} people without a pause, p95", p95, "ms", "<= 300", p95 <= 300, f"median {percentile(together, 0.5):.0f} ms")
        size = bench.scaled(VIDEO_BYTES)
        seeks = []
        for _ in range(SEEKS):
            start = chance.randrange(size - 4 * MIB)
            answer, _, duration = visitor.ask("GET", f"/item/{item}/bytes", headers={"Range": f"bytes={start}-"})
            assert answer.status == 206, answer.status
            seeks.append(duration)
        bench.note(WORK, f"a seek in {size / 1e9:.1f} GB of video, p95", percentile(seeks, 0.95), "ms", remark="4 MiB decrypted and sent")
        peak, present = memory_kib(server.pid)
        bench.note(WORK, "memory of the program after it", present / 1024, "MiB", remark=f"peak {peak / 1024:.0f} MiB, of which 256 MiB is the passphrase")
    finally:
        server.kill()
        server.wait()


def clean(bench):
    bench.drop_archive(bench.work / f"list-archive-{bench.scaled(100_000)}")
