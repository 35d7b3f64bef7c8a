"""`verify` against `restic check --read-data` on what intake left."""

import intake
from harness import evict, expect

WORK = "verification"


def run(bench):
    archive, repository = bench.work / "intake-archive", bench.work / "intake-restic"
    if not archive.is_dir() or not repository.is_dir():
        intake.run(bench)
    ours, theirs = [], []
    for _ in range(bench.rounds):
        evict(archive)
        ours.append(expect(bench.testigo(archive, "verify")))
        evict(repository)
        theirs.append(intake.restic(bench, repository, "check", "--read-data", "--quiet"))
    unlock = bench.unlock(archive)
    for number, (mine, peer) in enumerate(zip(ours, theirs), 1):
        bench.note(WORK, f"testigo verify, round {number}", mine.cpu_s, "CPU s", remark=f"wall {mine.wall_s:.0f} s")
        bench.note(WORK, f"restic check --read-data, round {number}", peer.cpu_s, "CPU s", remark=f"wall {peer.wall_s:.0f} s")
    mine, peer = min(m.cpu_s for m in ours), min(p.cpu_s for p in theirs)
    bench.note(WORK, "ratio to restic, unlock included", mine / peer, "x", "<= 1.0", mine / peer <= 1.0)
    bench.note(WORK, "ratio to restic, without unlock", (mine - unlock.cpu_s) / peer, "x")
    peak = max(m.after_unlock_mib for m in ours)
    bench.note(WORK, "peak memory after unlocking", peak, "MiB", "<= 64", peak <= 64)


def clean(bench):
    intake.clean(bench)
