#!/usr/bin/env python3
"""Writes the four lists of the sample and expected.json. Standard library only; same input, same bytes."""

import csv
import datetime
import io
import json
import pathlib
import zipfile
from xml.sax.saxutils import escape

from truth import BRIDGE, DAY, MEMBERS, PERSONS, RAVINE, SPELLED

HERE = pathlib.Path(__file__).resolve().parent
LISTS = HERE.parent / "valle-sereno" / "lists"
BY_NUMBER = {person[0]: person for person in PERSONS}

WHAT = {"K": "killed", "I": "injured", "D": "detained"}
WORDS = {
    "mesa-de-madres": {"K": "fallecimiento", "I": "lesión", "D": "detención"},
    "parish-register": {"K": "killed", "I": "injured", "D": "detained"},
    "clinic-intake": {"K": "fallecimiento", "I": "lesión", "D": "detención"},
    "student-federation": {"K": "falleció", "I": "lesión", "D": "detención"},
}


def day_first(iso):
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"


def mesa(person, spelled, number):
    _, given, first, second, sex, age, occupation, place, what = person
    return [
        str(number), spelled.get("first", first), spelled.get("second", second), spelled.get("given", given),
        spelled.get("age", str(age)), sex, day_first(DAY[place]), place, WORDS["mesa-de-madres"][what], occupation,
    ]


def parish(person, spelled, number):
    _, given, first, second, sex, age, _, place, what = person
    return [
        str(number), spelled.get("name", f"{given} {first} {second}"), {"M": "male", "F": "female"}[sex],
        spelled.get("age", str(age)), DAY[place], place, WORDS["parish-register"][what],
    ]


def clinic(person, spelled, number):
    _, given, first, second, sex, age, _, place, what = person
    return [
        f"A-{number:03}", spelled.get("surnames", f"{first} {second}".upper()), spelled.get("given", given), sex,
        spelled.get("age", age), datetime.date.fromisoformat(spelled.get("date", DAY[place])), place,
        WORDS["clinic-intake"][what],
    ]


def students(person, spelled, number):
    _, given, first, second, _, age, _, place, what = person
    return [
        spelled.get("given", given), spelled.get("surnames", f"{first} {second}"), spelled.get("alias", ""),
        spelled.get("age", str(age)), spelled.get("date", day_first(DAY[place])), spelled.get("place", place),
        WORDS["student-federation"][what], f"555 01{number:02}",
    ]


# List -> (file, header, row maker, first number)
MAKERS = {
    "mesa-de-madres": ("mesa-de-madres.csv", [
        "N°", "Primer apellido", "Segundo apellido", "Nombres", "Edad", "Sexo", "Fecha", "Lugar", "Situación", "Ocupación"], mesa),
    "parish-register": ("parish-register.csv", ["No", "Full name", "Sex", "Age", "Date", "Place", "What happened"], parish),
    "clinic-intake": ("clinic-intake.xlsx", [
        "Ficha", "Apellidos", "Nombre", "Sexo", "Edad", "Fecha de ingreso", "Procedencia", "Atención"], clinic),
    "student-federation": ("student-federation.csv", [
        "nombre", "apellidos", "apodo", "edad", "fecha", "lugar", "qué pasó", "contacto"], students),
}


def rows_of(name):
    _, _, make = MAKERS[name]
    return [make(BY_NUMBER[p], SPELLED.get((name, p), {}), n) for n, p in enumerate(MEMBERS[name], 1)]


def write_csv(name, delimiter, encoding):
    file, header, _ = MAKERS[name]
    text = io.StringIO()
    out = csv.writer(text, delimiter=delimiter, lineterminator="\r\n" if encoding == "utf-8-sig" else "\n")
    out.writerow(header)
    out.writerows(rows_of(name))
    (LISTS / file).write_bytes(text.getvalue().encode(encoding))


def cell(column, row, value):
    at = f"{chr(ord('A') + column)}{row}"
    if value is None or value == "":
        return ""
    if isinstance(value, datetime.date):
        # Spreadsheets count days from 1899-12-30 (for dates after February 1900).
        serial = (value - datetime.date(1899, 12, 30)).days
        return f'<c r="{at}" s="1"><v>{serial}</v></c>'
    if isinstance(value, int):
        return f'<c r="{at}"><v>{value}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def write_xlsx(name):
    file, header, _ = MAKERS[name]
    lines = "".join(
        f'<row r="{r}">' + "".join(cell(c, r, v) for c, v in enumerate(values)) + "</row>"
        for r, values in enumerate([header, *rows_of(name)], 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">'
        '<sheets><sheet name="Ingresos" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        # Cell format 1 is number format 14: a date as the reader's country writes it.
        "xl/styles.xml": f'<styleSheet xmlns="{main}">'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(LISTS / file, "w", zipfile.ZIP_DEFLATED) as book:
        for path, text in parts.items():
            # A fixed time and system keep the bytes the same on every machine.
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            book.writestr(entry, declaration + text)


def tally(numbers):
    people = [BY_NUMBER[n] for n in numbers]
    return {
        "killed": sum(p[8] == "K" for p in people),
        "injured": sum(p[8] == "I" for p in people),
        "detained": sum(p[8] == "D" for p in people),
    }


def places_of(name):
    found = {BRIDGE: 0, RAVINE: 0, "": 0}
    for number in MEMBERS[name]:
        found[SPELLED.get((name, number), {}).get("place", BY_NUMBER[number][7])] += 1
    return found


def expected():
    rows = {name: len(numbers) for name, numbers in MEMBERS.items()}
    lists = {
        name: {"file": f"lists/{MAKERS[name][0]}", "rows": rows[name], "what": tally(MEMBERS[name]), "place": places_of(name)}
        for name in MEMBERS
    }
    unreadable = [
        {"list": "student-federation", "row": MEMBERS["student-federation"].index(29) + 2, "column": "fecha", "value": "31/02/2017"},
        {"list": "student-federation", "row": MEMBERS["student-federation"].index(48) + 2, "column": "edad", "value": "no se sabe"},
    ]
    several = sum(1 for p in PERSONS if sum(p[0] in m for m in MEMBERS.values()) > 1)
    return {
        "note": "Row numbers are lines of the file; the header is line 1. An age that says it is unknown may be read as unknown or kept as unread; an age with a qualifier may be read as a range or kept as unread.",
        "records_after_steps": {
            "source": 8, "place": 4, "item": 11, "list": 4, "entry": sum(rows.values()), "incident": 3, "person": 3,
            "act": 2, "account": 2, "consent": 1,
        },
        "receipts": 1,
        "disagreements": [
            {"record": "incident", "field": "victims.injured.count", "values": ["31", "38"]},
            {"record": "person_one", "field": "age", "values": ["34", "30"]},
        ],
        "refused_steps": 2,
        "lists": lists,
        "entries_total": sum(rows.values()),
        "longest_list": {"list": max(rows, key=rows.get), "rows": max(rows.values())},
        "entries_by_place": {place: sum(places_of(n)[place] for n in MEMBERS) for place in (BRIDGE, RAVINE, "")},
        "entries_by_what": {w: sum(lists[n]["what"][w] for n in MEMBERS) for w in ("killed", "injured", "detained")},
        "count_persons_before_reconciling": {"min": max(rows.values()), "value": None, "max": sum(rows.values())},
        "unreadable_cells": unreadable,
        "qualified_ages": [
            {"list": "parish-register", "row": MEMBERS["parish-register"].index(26) + 2, "column": "Age", "value": "about 60"},
            {"list": "student-federation", "row": MEMBERS["student-federation"].index(6) + 2, "column": "edad", "value": "unos 60"},
        ],
        "truth": {
            "persons": len(PERSONS),
            "what": tally([p[0] for p in PERSONS]),
            "place": {place: sum(p[7] == place for p in PERSONS) for place in (BRIDGE, RAVINE)},
            "on_more_than_one_list": several, "on_one_list_only": len(PERSONS) - several,
            "same_person_pairs": sum(
                k * (k - 1) // 2 for k in (sum(p[0] in m for m in MEMBERS.values()) for p in PERSONS)),
            "persons_by_number": {
                str(p[0]): {
                    "name": " ".join(p[1:4]), "sex": p[4], "age": p[5], "place": p[7], "what": WHAT[p[8]],
                    "lists": [name for name in MEMBERS if p[0] in MEMBERS[name]],
                } for p in PERSONS
            },
        },
        "claimed": {
            "victims.injured.count": {"values": ["31", "38"], "ranges": [[31, 31], [38, 38]], "disagreement": True},
            "victims.detained.count": {"values": [">40", "about 45"], "ranges": [[41, None], [40, 50]], "disagreement": False},
            "victims.killed.count": {"values": [">=5", "6"], "ranges": [[5, None], [6, 6]], "disagreement": False},
        },
    }


def write_truth_table():
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(["list", "row", "person"])
    for name, numbers in MEMBERS.items():
        out.writerows([name, row, number] for row, number in enumerate(numbers, 2))
    (HERE / "truth.csv").write_text(text.getvalue(), encoding="utf-8", newline="\n")


def main():
    LISTS.mkdir(parents=True, exist_ok=True)
    write_csv("mesa-de-madres", ";", "utf-8-sig")
    write_csv("parish-register", ",", "utf-8")
    write_csv("student-federation", ",", "utf-8")
    write_xlsx("clinic-intake")
    write_truth_table()
    text = json.dumps(expected(), ensure_ascii=False, indent=1) + "\n"
    (HERE / "expected.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
