"""The sets of lists that are linked: files, what their columns hold, and where the truth stands."""

import pathlib

FEBRL_FIELDS = [
    ("given_name", "given_name"),
    ("surname", "surname"),
    ("street_number", "number"),
    ("address_1", "text"),
    ("address_2", "text"),
    ("suburb", "place"),
    ("postcode", "code"),
    ("state", "code"),
    ("date_of_birth", "date"),
    ("soc_sec_id", "code"),
]
PERSONAS_FIELDS = [
    ("given_name", "given_name"),
    ("surname1", "surname"),
    ("surname2", "surname"),
    ("sex", "sex"),
    ("dob", "date"),
    ("event_date", "date"),
    ("age", "age"),
    ("dept", "place"),
    ("muni", "place"),
]
FAKE_FIELDS = [
    ("first_name", "given_name"),
    ("surname", "surname"),
    ("dob", "date"),
    ("city", "place"),
    ("email", "code"),
]
# The nine rules under which Splink and testigo are compared on equal terms.
NINE_RULES = [
    "dob+surname1",
    "dob+given_name.first",
    "given_name.first+surname1+surname2",
    "event_date+surname1+sex",
    "event_date+given_name.first+muni",
    "surname1+surname2+event_date",
    "surname1+surname2+muni+given_name.start2",
    "given_name.first+surname1+muni",
    "event_date+dob",
]

SETS = {
    "febrl1": {"files": ["dataset1.csv"], "fields": FEBRL_FIELDS, "id": "rec_id", "truth": None, "settings": "febrl"},
    "febrl4": {
        "files": ["dataset4a.csv", "dataset4b.csv"],
        "fields": FEBRL_FIELDS,
        "id": "rec_id",
        "truth": None,
        "settings": "febrl",
    },
    "fake_1000": {"files": ["fake_1000.csv"], "fields": FAKE_FIELDS, "id": "unique_id", "truth": "cluster", "settings": "fake"},
    "personas_10k": {
        "files": ["personas_10k.csv"],
        "fields": PERSONAS_FIELDS,
        "id": "unique_id",
        "truth": "cluster",
        "settings": "personas",
    },
    "personas_100k": {"made": (100_000, 7)},
    "personas_1m": {"made": (1_000_000, 20191111)},
}
for name in ("personas_100k", "personas_1m"):
    SETS[name] = {**SETS["personas_10k"], **SETS[name], "files": [f"{name}.csv"]}


def settings_text(of_set, rules=()):
    """LINK.toml for a set."""
    lines = [f'id = "{of_set["id"]}"']
    if rules:
        lines.append("blocking = [" + ", ".join(f'"{rule}"' for rule in rules) + "]")
    for column, kind in of_set["fields"]:
        lines += ["[[field]]", f'column = "{column}"', f'kind = "{kind}"']
        if kind == "age":
            lines += ['at = "event_date"', 'birth = "dob"']
    return "\n".join(lines) + "\n"


def person_of(of_set, row):
    """The true person of a row: a column, or in FEBRL the number inside the record's id."""
    if of_set["truth"]:
        return row[of_set["truth"]].strip()
    return row[of_set["id"]].strip().split("-")[1]


def paths(of_set, folder, made):
    return [pathlib.Path(made if "made" in of_set else folder) / file for file in of_set["files"]]
