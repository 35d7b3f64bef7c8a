"""Adding one file of 5 GB: memory must not grow with the file."""

import random

import generate
from harness import evict, expect

WORK = "big file"
BYTES = 5_000_000_000


def run(bench):
    folder = bench.folder("big")
    path = folder / "long clip.bin"
    generate.random_file(path, bench.scaled(BYTES), random.Random(3))
    archive = bench.make_archive("big-archive")
    evict(folder)
    added = expect(bench.testigo(archive, "add", path, "--source", "Bench camera"))
    unlock = bench.unlock(archive)
    seconds = added.cpu_s - unlock.cpu_s
    bench.note(WORK, "size", path.stat().st_size / 1e6, "MB")
    bench.note(WORK, "testigo add", added.cpu_s, "CPU s", remark=f"wall {added.wall_s:.0f} s, unlock {unlock.cpu_s:.2f} CPU s of it")
    bench.note(WORK, "per CPU second, without unlock", path.stat().st_size / 1e6 / seconds, "MB")
    peak = added.after_unlock_mib
    bench.note(WORK, "peak memory after unlocking", peak, "MiB", "<= 64", peak <= 64)
    bench.note(WORK, "peak memory, unlock included", added.peak_mib, "MiB")


def clean(bench):
    bench.drop_archive(bench.work / "big-archive")
    bench.remove(bench.work / "big")
