"""`add` of mixed data against `restic backup` of the same data, in the same run."""

import shutil

import generate
from harness import bytes_below, evict, expect, measure

WORK = "intake"
TOTAL_BYTES = 2_000_000_000
# Another mixture, without text.
WITHOUT_TEXT_BYTES = 500_000_000


def restic(bench, repository, *arguments):
    environment = {
        "RESTIC_PASSWORD": "seven invented words",
        "RESTIC_REPOSITORY": str(repository),
        "RESTIC_CACHE_DIR": f"{repository}.cache",
    }
    return expect(measure(["restic", *arguments], environment))


def mixed_data(bench):
    """Made once; verification uses it too."""
    folder = bench.work / "mixed"
    marker = bench.work / "mixed.complete"
    if not marker.exists():
        folder = bench.folder("mixed")
        marker.write_text(str(generate.mixed_folder(folder, bench.scaled(TOTAL_BYTES))))
    return folder, int(marker.read_text())


def run(bench):
    if shutil.which("restic") is None:
        raise SystemExit("restic is not installed: apt-get install restic")
    data, files = mixed_data(bench)
    bench.note(WORK, "data", bytes_below(data) / 1e6, "MB", remark=f"{files} files; 40 % of the small ones are text")
    ours, theirs, unlocks = [], [], []
    for _ in range(bench.rounds):
        mine, unlock, peer = one_round(bench, data, "intake")
        ours.append(mine)
        unlocks.append(unlock)
        theirs.append(peer)
    report(bench, ours, theirs, unlocks)
    read_texts(bench, bench.work / "intake-archive")
    folder = bench.folder("no-text")
    generate.mixed_folder(folder, bench.scaled(WITHOUT_TEXT_BYTES), seed=4, text_share=0)
    mine, unlock, peer = one_round(bench, folder, "no-text")
    ratio = (mine.cpu_s - unlock.cpu_s) / peer.cpu_s
    remark = f"{bytes_below(folder) / 1e6:.0f} MB; {mine.cpu_s:.1f} and {peer.cpu_s:.1f} CPU s"
    bench.note(WORK, "no text files: ratio to restic, unlock included", mine.cpu_s / peer.cpu_s, "x", remark=remark)
    bench.note(WORK, "no text files: ratio to restic, without unlock", ratio, "x")
    bench.note(WORK, "no text files: peak memory after unlocking", mine.after_unlock_mib, "MiB", "<= 64", mine.after_unlock_mib <= 64)


def one_round(bench, data, name):
    archive = bench.make_archive(f"{name}-archive")
    evict(data)
    added = expect(bench.testigo(archive, "add", data, "--source", "Bench camera", "--report", bench.work / "report"))
    unlock = bench.unlock(archive)
    bench.remove(bench.work / f"{name}-restic.cache")
    repository = bench.folder(f"{name}-restic")
    restic(bench, repository, "init")
    evict(data)
    return added, unlock, restic(bench, repository, "backup", "--quiet", data)


def read_texts(bench, archive):
    """The text index is no part of receiving: texts are read before the first search that follows."""
    first = expect(bench.testigo(archive, "search", "testimony"))
    second = expect(bench.testigo(archive, "search", "testimony"))
    remark = f"wall {first.wall_s:.0f} s; the next search, unlock included, {second.cpu_s:.2f} CPU s"
    bench.note(WORK, "texts read before the first search", first.cpu_s - second.cpu_s, "CPU s", remark=remark)
    bench.note(WORK, "the same: peak memory after unlocking", first.after_unlock_mib, "MiB")


def report(bench, ours, theirs, unlocks):
    for number, (mine, peer, unlock) in enumerate(zip(ours, theirs, unlocks), 1):
        bench.note(WORK, f"testigo add, round {number}", mine.cpu_s, "CPU s", remark=f"user {mine.user_s:.1f}; wall {mine.wall_s:.0f} s")
        bench.note(WORK, f"unlock, round {number}", unlock.cpu_s, "CPU s", remark="testigo status")
        bench.note(WORK, f"restic backup, round {number}", peer.cpu_s, "CPU s", remark=f"peak {peer.peak_mib:.0f} MiB; wall {peer.wall_s:.0f} s")
    mine, peer = min(m.cpu_s for m in ours), min(p.cpu_s for p in theirs)
    without = mine - min(u.cpu_s for u in unlocks)
    bench.note(WORK, "ratio to restic, unlock included", mine / peer, "x", "<= 0.6", mine / peer <= 0.6, "least of the rounds")
    bench.note(WORK, "ratio to restic, without unlock", without / peer, "x")
    peak = max(m.after_unlock_mib for m in ours)
    bench.note(WORK, "peak memory after unlocking", peak, "MiB", "<= 64", peak <= 64)
    bench.note(WORK, "peak memory, unlock included", max(m.peak_mib for m in ours), "MiB")


def clean(bench):
    for name in ("intake", "no-text"):
        bench.drop_archive(bench.work / f"{name}-archive")
        bench.remove(bench.work / f"{name}-restic")
        bench.remove(bench.work / f"{name}-restic.cache")
    for name in ("mixed", "mixed.complete", "no-text", "report"):
        bench.remove(bench.work / name)
