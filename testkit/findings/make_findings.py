#!/usr/bin/env python3
"""Makes the broken packages of this folder out of the one that holds, `valid/dossier.zip`.

    make_findings.py                     writes every folder anew
    make_findings.py --check             compares what is there, entry by entry
    make_findings.py --base TESTIGO      first builds valid/dossier.zip with a program of the `test`
                                         feature, from invented names; its keys are thrown away

Each folder is named by the finding code that its package breaks, and holds `dossier.zip`,
`expect.json` (the verdict, and every code that fails) and, where keys obtained another way are
needed, `trust.txt`. Whoever tampers has no key, but corrects the manifests where that helps.
"""

import argparse
import base64
import hashlib
import io
import json
import os
import pathlib
import sqlite3
import struct
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
TOP = "dossier/"
DAY = (1980, 1, 1, 0, 0, 0)


# --- The package that holds -----------------------------------------------------------------------


def build_base(program):
    """An archive with one incident, two sources that differ, a person, a file and a withheld list."""
    with tempfile.TemporaryDirectory() as folder:
        at = pathlib.Path(folder)
        (at / "passphrase").write_text("an invented passphrase\n")
        (at / "notice.txt").write_text("The bridge was closed at noon.\n")
        (at / "list.csv").write_text("name,age,place\nMirabela Quensor,30,Puerto Amber\nTadeo Lunquist,41,Puerto Amber\n")
        (at / "spec.toml").write_text(
            'title = "The bridge at Puerto Amber"\nlanguage = "en"\nrecipient = "Court of Puerto Amber"\n'
            'purpose = "share_national_authority"\nlevel = "recipient"\n'
            '[[figure]]\nname = "persons"\nwhat = "persons"\n[[figure]]\nname = "incidents"\nwhat = "incidents"\n')
        environment = {
            "PATH": os.environ["PATH"], "TESTIGO_HOME": str(at / "home"), "TESTIGO_ARCHIVE": str(at / "archive"),
            "TESTIGO_PASSPHRASE_FILE": str(at / "passphrase"), "TESTIGO_BY": "Ilda Sorbiane", "TESTIGO_LANG": "en"}

        def run(*arguments):
            done = subprocess.run([program, "--json", *arguments], cwd=at, env=environment, check=True, stdout=subprocess.PIPE)
            return json.loads(done.stdout)

        run("init", "archive", "--name", "Puerto Amber", "--group", "Mesa Amber", "--recovery", "recovery")
        radio = run("record", "source", "name=Radio Amber", "kind=press", "--source", "Mesa Amber", "--level", "public")["id"]
        incident = run("record", "incident", "title=The bridge at Puerto Amber", "date=2021-03-04", "place=Puerto Amber",
                       "victims.injured.count=12", "--source", radio, "--level", "public")["id"]
        run("claim", incident, "victims.injured.count=14", "--source", "Hospital Amber")
        run("record", "person", "name=Orsolo Vantriel", "age=34", "--source", radio, "--level", "public")
        run("add", "notice.txt", "--source", radio, "--level", "public")
        run("import", "list.csv", "--as", "list", "--source", radio, "--level", "restricted")
        run("link", "run")
        run("dossier", "build", "spec.toml", "--out", "dossier")
        found = sorted(path for path in (at / "dossier").rglob("*") if path.is_file())
        return {path.relative_to(at / "dossier").as_posix(): path.read_bytes() for path in found}


# --- Reading and writing packages -----------------------------------------------------------------


def read_zip(path):
    with zipfile.ZipFile(path) as package:
        return {name.removeprefix(TOP): package.read(name) for name in package.namelist()}


def write_zip(files):
    """The same files give the same bytes (with the same zlib)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, raw in sorted(files.items()):
            entry = zipfile.ZipInfo(TOP + name, DAY)
            entry.external_attr = 0o100644 << 16
            package.writestr(entry, raw, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def digest(raw):
    return hashlib.sha256(raw).hexdigest()


def corrected(files):
    """The manifests as whoever tampers would correct them."""
    def sums(chosen):
        return "".join(f"{digest(raw)}  {name}\n" for name, raw in sorted(files.items()) if chosen(name)).encode()

    files["manifest-sha256.txt"] = sums(lambda name: name.startswith("data/"))
    files.pop("tagmanifest-sha256.txt", None)
    files["tagmanifest-sha256.txt"] = sums(lambda name: not name.startswith("data/"))
    return files


# --- One way to break each code -------------------------------------------------------------------
# Each takes the files and changes them; the manifests are corrected behind it unless it says not to.

LOG = "proof/logs/{log}/"
OPENINGS, RELEASE = "proof/openings.jsonl", "proof/release.json"


def log_of(files):
    return next(name.split("/")[2] for name in files if name.startswith("proof/logs/"))


def replaced(name, old, new):
    def change(files):
        at = name.replace("{log}", log_of(files))
        assert old in files[at], (name, old)
        files[at] = files[at].replace(old, new, 1)
    return change


def lines_changed(work):
    def change(files):
        lines = files[OPENINGS].decode().splitlines()
        work(lines, files)
        files[OPENINGS] = "".join(line + "\n" for line in lines).encode()
    return change


def json_changed(name, work):
    def change(files):
        document = json.loads(files[name])
        work(document)
        files[name] = json.dumps(document, ensure_ascii=False, indent=2).encode()
    return change


def group_under_another_name(files):
    name, _, key = files["proof/group/vkey"].decode().strip().split("+", 2)
    name = name[:-64] + "0" * 64
    key_id = hashlib.sha256(name.encode() + b"\n" + base64.b64decode(key)).hexdigest()[:8]
    files["proof/group/vkey"] = f"{name}+{key_id}+{key}\n".encode()


def stranger_for_group(files):
    files["proof/group/key.pem"] = files[LOG.replace("{log}", log_of(files)) + "key.pem"]


def no_logs(files):
    for name in [name for name in files if name.startswith("proof/logs/")]:
        del files[name]


def larger_head(files):
    name = LOG.replace("{log}", log_of(files)) + "checkpoint"
    origin, size, rest = files[name].decode().split("\n", 2)
    files[name] = f"{origin}\n{int(size) + 1}\n{rest}".encode()


def of_another_archive(lines, _):
    line = json.loads(lines[-1])
    part = line["parts"][0]
    head = json.loads(part["value"])
    head["archive"] = "0" * 64
    part["value"] = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    lines[-1] = json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def once_more(lines, _):
    line = json.loads(lines[-1])
    line["index"] += 1
    lines.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")))


def swapped(lines, _):
    lines[0], lines[1] = lines[1], lines[0]


def member_twice(lines, _):
    assert '"name":"head","value":' in lines[0]
    lines[0] = lines[0].replace('"name":"head","value":', '"name":"head","value":"true","value":', 1)


def other_value(lines, _):
    at = next(number for number, line in enumerate(lines) if "Radio Amber" in line)
    lines[at] = lines[at].replace("Radio Amber", "Radio Ember")


def false_cosignature(files):
    """A witness's signature over another head, from the vectors."""
    case = json.loads((HERE.parent / "vectors" / "cosignature-valid.json").read_text())
    name = LOG.replace("{log}", log_of(files)) + "checkpoint"
    files[name] += (case["note"].splitlines()[-1] + "\n").encode()


def witness_vkey():
    return json.loads((HERE.parent / "vectors" / "cosignature-valid.json").read_text())["vkey"]


def other_index(files):
    name = "proof/exhibits/E0001.tlog-proof"
    lines = files[name].decode().split("\n")
    lines[1] = f"index {int(lines[1].split()[1]) - 1}"
    files[name] = "\n".join(lines).encode()


def other_row(files):
    connection = sqlite3.connect(":memory:")
    connection.deserialize(files["data/record.sqlite"])
    connection.execute("UPDATE claim SET value = '13' WHERE field = 'victims.injured.count' AND value = '12'")
    assert connection.total_changes == 1
    connection.commit()
    files["data/record.sqlite"] = connection.serialize()


def another_exhibit(files):
    name = next(name for name in files if name.startswith("data/items/"))
    files[name] = b"The bridge was open at noon.\n"


def shown(document):
    document["figures"][1]["shown"]["min"] += 1


def stated(document):
    document["figures"][1]["stated"]["max"] = document["figures"][1]["shown"]["min"] - 1


def fewer(document):
    document["fields"] -= 1


BREAKS = {
    "bag.declaration": replaced("bagit.txt", b"1.0", b"0.97"),
    "release.statement": replaced("data/report.html", b"Radio Amber", b"Radio Ember"),
    "release.files": replaced("VERIFY.txt", b"sha256sum", b"true # sum"),
    "group.key": group_under_another_name,
    "keys.pem": stranger_for_group,
    "log.admission": replaced(LOG + "admission", b"role writer", b"role keeper"),
    "log.checkpoint": larger_head,
    "proof.checkpoint": no_logs,
    "statement.opening": lines_changed(member_twice),
    "statement.head": lines_changed(of_another_archive),
    "statement.order": lines_changed(swapped),
    "statement.repeated": lines_changed(once_more),
    "proof.inclusion": lines_changed(other_value),
    "exhibit.digest": another_exhibit,
    "exhibit.proof": other_index,
    "record.rows": other_row,
    "withheld.counts": json_changed("data/withheld.json", fewer),
    "figure.rerun": json_changed("data/figures.json", shown),
    "figure.stated": json_changed("data/figures.json", stated),
    "witness.cosignature": false_cosignature,
    "signer.trust": lambda files: None,
}


# What fails beside the named code, in every verifier: what was released is not what is there, or the
# statements that rest on the broken thing are not there.
NO_RELEASE = ["figure.rerun", "release.statement"]
LOST = ["record.rows", "withheld.counts"]
NO_LOG = ["exhibit.proof", "figure.rerun", "proof.checkpoint", "record.rows", "release.statement", "withheld.counts"]
ALSO = {
    "exhibit.digest": NO_RELEASE,
    "figure.rerun": [*NO_RELEASE, "figure.stated"],
    "figure.stated": NO_RELEASE,
    "log.admission": NO_LOG,
    "log.checkpoint": NO_LOG,
    "proof.checkpoint": NO_LOG,
    "proof.inclusion": LOST,
    "record.rows": NO_RELEASE,
    "release.files": ["figure.rerun"],
    "release.statement": NO_RELEASE,
    "statement.head": [*LOST, "exhibit.proof"],
    "statement.opening": LOST,
    "statement.order": LOST,
    "withheld.counts": NO_RELEASE,
}


def bag_manifest(files):
    replaced("data/report.html", b"Radio Amber", b"Radio Ember")(files)


def bag_complete(files):
    files["data/more.txt"] = b"believe this too\n"


def package_path(files):
    files["../outside.txt"] = b"a file beside the folder that was unpacked\n"


# Here the manifests stay as they were.
PLAIN = {"bag.manifest": bag_manifest, "bag.complete": bag_complete, "package.path": package_path}


def swollen(raw):
    """The last entry says that it unpacks to 3 GiB."""
    raw = bytearray(raw)
    end = len(raw) - 22
    begin = struct.unpack_from("<I", raw, end + 16)[0]
    at = last = begin
    while at < end:
        last = at
        at += 46 + sum(struct.unpack_from("<HHH", raw, at + 28))
    local = struct.unpack_from("<I", raw, last + 42)[0]
    struct.pack_into("<I", raw, last + 24, 3 << 30)
    struct.pack_into("<I", raw, local + 22, 3 << 30)
    return bytes(raw)


def folders(base):
    """Folder name to its files."""
    def expected(verdict, codes):
        return (json.dumps({"verdict": verdict, "codes": codes}) + "\n").encode()

    archive = base["proof/group/vkey"].decode().split("+")[0].rpartition("/")[2]
    trust = {
        "valid": f"# this group, by its archive's id\n{archive}\n",
        "signer.trust": "# another group\n" + "ab" * 32 + "\n",
        "witness.cosignature": f"{archive}\n{witness_vkey()}\n",
    }
    made = {"valid": {"dossier.zip": write_zip(base), "expect.json": expected("holds", [])}}
    for code, change in {**BREAKS, **PLAIN}.items():
        files = dict(base)
        change(files)
        files = files if code in PLAIN or code == "signer.trust" else corrected(files)
        made[code] = {"dossier.zip": write_zip(files), "expect.json": expected("fails", sorted({code, *ALSO.get(code, [])}))}
    made["package.limit"] = {"dossier.zip": swollen(write_zip(base)), "expect.json": expected("fails", ["package.limit"])}
    for name, text in trust.items():
        made[name]["trust.txt"] = text.encode()
    return made


def contents(name, raw):
    """Of a zip file what it says, so that another zlib makes no difference."""
    if name != "dossier.zip":
        return raw
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return [(entry.filename, entry.file_size, entry.CRC) for entry in package.infolist()]


def differences(made):
    there = {path.name for path in HERE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    yield from (f"{name}: not made here" for name in sorted(there - set(made)))
    for folder, files in sorted(made.items()):
        found = {path.name: path.read_bytes() for path in (HERE / folder).glob("*")}
        if found.keys() != files.keys():
            yield f"{folder}: other files"
        for name in files.keys() & found.keys():
            if contents(name, found[name]) != contents(name, files[name]):
                yield f"{folder}/{name}: other content"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--base", metavar="TESTIGO")
    given = parser.parse_args()
    base = build_base(os.path.abspath(given.base)) if given.base else read_zip(HERE / "valid" / "dossier.zip")
    made = folders(base)
    if given.check:
        wrong = list(differences(made))
        print("\n".join(wrong) or f"{len(made)} folders are as they are made")
        return 1 if wrong else 0
    for folder, files in made.items():
        (HERE / folder).mkdir(exist_ok=True)
        for name, raw in files.items():
            (HERE / folder / name).write_bytes(raw)
    return 0


if __name__ == "__main__":
    sys.exit(main())
