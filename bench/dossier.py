"""Verifying a dossier of 1,000 exhibits of 200 KB. They are text: bytes that cannot be searched for names stay."""

import base64
import random

from harness import bytes_below, evict, expect

WORK = "dossier"
SPECIFICATION = """title = "Exhibits"
language = "en"
recipient = "public"
purpose = "publish_anonymous"
level = "public"

[select]
where = 'media_type = "text/plain"'
"""


def run(bench):
    exhibits = bench.scaled(1_000)
    chance = random.Random(17)
    folder = bench.folder("exhibits")
    for number in range(exhibits):
        (folder / f"{number:04}.txt").write_bytes(base64.b64encode(chance.randbytes(150_000)))
    archive = bench.make_archive("dossier-archive")
    expect(bench.testigo(archive, "record", "source", "name=Bench camera", "--source", "Bench group", "--level", "public"))
    expect(bench.testigo(archive, "add", folder, "--source", "Bench camera", "--level", "public"))
    specification = bench.work / "exhibits.toml"
    specification.write_text(SPECIFICATION)
    for out in (bench.work / "dossier", bench.work / "dossier.zip"):
        bench.remove(out)
        built = expect(bench.testigo(archive, "dossier", "build", specification, "--out", out))
        items = built.answer()["items"]
        evict(out)
        checked = bench.testigo(archive, "verify", out)
        label = "zip" if out.suffix else "folder"
        expect(checked)
        verdict = checked.answer()["verdict"]
        remark = f"{items} exhibits, {bytes_below(out) / 1e6:.0f} MB, verdict {verdict}"
        bench.note(WORK, f"build, {label}", built.cpu_s, "CPU s", remark=f"wall {built.wall_s:.1f} s; unlock included")
        bench.note(WORK, f"verify, {label}, wall", checked.wall_s, "s", "<= 5", checked.wall_s <= 5 and items == exhibits, remark)
        bench.note(WORK, f"verify, {label}, CPU", checked.cpu_s, "CPU s", remark="no unlock: a dossier needs no passphrase")
        bench.note(WORK, f"verify, {label}, peak memory", checked.peak_mib, "MiB")


def clean(bench):
    bench.drop_archive(bench.work / "dossier-archive")
    for name in ("exhibits", "exhibits.toml", "dossier", "dossier.zip"):
        bench.remove(bench.work / name)
