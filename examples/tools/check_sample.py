#!/usr/bin/env python3
"""Checks the sample against itself. Standard library only (Python 3.11 or newer). Prints what is wrong; exits 1 if anything is.

- what leaves in a dossier holds no part of a name, and no two parts of a file name or of the name of somebody who collected;
- the steps use only values that an earlier step saved, and files that exist;
- the lists have the rows that expected.json states; the whole is small.
"""

import csv
import json
import pathlib
import re
import sys
import tomllib
import unicodedata

from truth import PERSONS, SPELLED

TOOLS = pathlib.Path(__file__).resolve().parent
SAMPLE = TOOLS.parent / "valle-sereno"
BYTES_MAX = 1_500_000
OTHER_NAMES = ["Renata Olmedar", "Baltasar Quijarte", "Amaranta Villaserra", "Casilda Monterrama"]
# Texts that may leave, and texts that must not.
LEAVING = ["documents/hospital-bulletin.txt", "documents/noon news, transcript.txt", "documents/press release (capture).html",
           "accounts/relato-001.txt", "dossier-court.toml", "dossier-public.toml"]
STAYING = ["accounts/relato-001 consent note.txt", "accounts/relato-002.txt"]
wrong = []


def folded(text):
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return re.findall(r"[a-z0-9]+", bare)


def text_of(path):
    text = (SAMPLE / path).read_text(encoding="utf-8")
    if path.endswith(".toml"):
        spec = tomllib.loads(text)
        text = "\n".join([spec["title"], *(part for s in spec["section"] for part in (s["heading"], s["text"]))])
    return folded(re.sub(r"<style.*?</style>|<[^>]*>|&\w+;", " ", text, flags=re.S) if path.endswith(".html") else text)


def check_names():
    parts = set()
    for person in PERSONS:
        parts.update(p for name in person[1:4] for p in folded(name))
    for changes in SPELLED.values():
        for key in ("given", "first", "second", "surnames", "name", "alias"):
            parts.update(folded(changes.get(key) or ""))
    for name in OTHER_NAMES:
        parts.update(folded(name))
    parts -= {"don", "of", "widow", "l", "m", "r", "arte"}
    for path in [*LEAVING, *STAYING]:
        for word in sorted(parts & set(text_of(path))):
            wrong.append(f"{path}: the word {word} is part of a name")


def check_file_names():
    names = [p.name for p in SAMPLE.rglob("*") if p.is_file() and p.parent.name in ("media", "documents", "accounts")]
    for path in LEAVING:
        words = text_of(path)
        for name in names:
            parts = set(folded(name))
            for start in range(len(words)):
                found = parts & set(words[start:start + 5])
                if len(found) > 1:
                    wrong.append(f"{path}: {sorted(found)} are in the file name {name}")
                    break


def check_shared_text():
    for staying in STAYING:
        words = text_of(staying)
        grams = {tuple(words[i:i + 5]) for i in range(len(words) - 4)}
        for path in LEAVING:
            other = text_of(path)
            for i in range(len(other) - 4):
                if tuple(other[i:i + 5]) in grams:
                    wrong.append(f"{path} shares five words with {staying}: {' '.join(other[i:i + 5])}")


def check_steps():
    steps = tomllib.loads((SAMPLE / "steps.toml").read_text(encoding="utf-8"))
    known = {"sample", "out", "archive"}
    for number, step in enumerate(steps["step"], 1):
        if set(step) - {"say_en", "say_es", "run", "save", "field", "status"} or not {"say_en", "say_es", "run"} <= set(step):
            wrong.append(f"step {number}: unexpected or missing keys")
        if ("save" in step) != ("field" in step):
            wrong.append(f"step {number}: save and field belong together")
        for argument in step["run"]:
            for name in re.findall(r"\{(\w+)\}", argument):
                if name not in known:
                    wrong.append(f"step {number}: {name} is not saved before")
            if argument.startswith("{sample}/") and not (SAMPLE / argument.removeprefix("{sample}/")).is_file():
                wrong.append(f"step {number}: no such file: {argument}")
        known.add(step.get("save", "sample"))
    expected = json.loads((TOOLS / "expected.json").read_text(encoding="utf-8"))
    if sum("status" in step for step in steps["step"]) != expected["refused_steps"]:
        wrong.append("expected.json: refused_steps")


def check_lists():
    expected = json.loads((TOOLS / "expected.json").read_text(encoding="utf-8"))
    for name, stated in expected["lists"].items():
        path = SAMPLE / stated["file"]
        if path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.reader(file, delimiter=";" if name == "mesa-de-madres" else ","))
            if len(rows) - 1 != stated["rows"] or {len(r) for r in rows} != {len(rows[0])}:
                wrong.append(f"{stated['file']}: rows or columns")
            mapping = SAMPLE / "lists" / f"{name}.map.toml"
            if mapping.exists():
                columns = tomllib.loads(mapping.read_text(encoding="utf-8"))
                if set(columns["columns"]) | set(columns.get("skip", [])) != set(rows[0]):
                    wrong.append(f"{mapping.name}: headers differ")


def main():
    check_names()
    check_file_names()
    check_shared_text()
    check_steps()
    check_lists()
    size = sum(p.stat().st_size for p in TOOLS.parent.rglob("*") if p.is_file())
    if size > BYTES_MAX:
        wrong.append(f"{size} bytes in all")
    print("\n".join(wrong) if wrong else f"the sample holds together: {size} bytes")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
