#!/usr/bin/env python3
"""Writes the vectors of this folder. `make_vectors.py --check` compares them instead.

Nothing here uses our Rust code: where the two agree, two implementations agree. `expect` is what this
implementation finds, and each hostile vector also names what it was made to show.
"""

import json
import pathlib
import sys

import custody
import ed25519
from custody import base64_text, json_text

FOLDER = pathlib.Path(__file__).resolve().parent
VECTORS = {}


def seed(name):
    return custody.sha256(b"testigo test vector: ", name.encode())


GROUP, LOG, WITNESS = custody.group_key(seed("group")), custody.log_key(seed("log")), custody.log_key(seed("witness"))
STRANGER, STRANGE_LOG = custody.group_key(seed("stranger")), custody.log_key(seed("strange log"))
ARCHIVE_ID, LOG_ID = custody.archive_id(GROUP.public), custody.log_id(LOG.public)
RECIPIENT = "age1" + ("qpzry9x8gf2tvdw0s3jn54khce6mua7l" * 2)[:58]


def vector(name, **members):
    assert name not in VECTORS, name
    VECTORS[name] = members


# Statements

HEAD = {"archive": ARCHIVE_ID, "log": LOG_ID, "kind": "person", "critical": False}
SHORT = [("recorded_at", '"2026-01-02T03:04:05Z"'), ("name", '"Ñuflo \\"el Alto\\" Qespi"'), ("age", '"about 40"')]
LONG = SHORT + [
    ("by", '"Ana"'), ("source", json_text("ab" * 32)), ("locator", '"p. 3\\nline 2"'), ("alias", '"Nuflo"'),
    ("alias.2", '"El Alto"'), ("x.1", '{"name":"x.village","value":"Río Ancho"}'), ("birth", '{"unread":"hacia 1980"}'),
    ("note", '"control \\u0001, tab \\t, € and \U0001f54a"'), ("numbers", "[0,-1,9007199254740991,true,false,null,[],{}]"),
]


def digests_of(fields, statement_seed):
    return [custody.field_digest(i, custody.salt(statement_seed, i), *field) for i, field in enumerate(fields)]


def statement(name, fields, expect="holds", **head_changes):
    head, statement_seed = HEAD | head_changes, seed(name)
    given = {"head": head, "seed": statement_seed.hex(), "fields": [list(field) for field in fields]}
    try:
        custody.check_statement(head, fields)
        found = "holds"
    except custody.Refused as refused:
        found = str(refused)
    assert found == expect, (name, found)
    if expect == "holds":
        names = ["head"] + [field for field, _ in fields]
        value = custody.head_value(head["archive"], head["log"], head["kind"], names, head["critical"])
        all_fields = [("head", value)] + fields
        digests = digests_of(all_fields, statement_seed)
        commitment = custody.commitment(digests)
        given |= {
            "head_value": value,
            "salts": [custody.salt(statement_seed, i).hex() for i in range(len(all_fields))],
            "digests": [digest.hex() for digest in digests],
            "commitment": commitment.hex(),
            "entry": "01" + commitment.hex(),
            "leaf_hash": custody.leaf_hash(b"\1" + commitment).hex(),
            "opening": opening_text(seeded(all_fields), statement_seed),
        }
    vector(f"statement-{name}", expect=expect, **given)


def statements():
    statement("short", SHORT)
    statement("long", LONG)
    statement("head-only", [])
    statement("critical", [("subject", json_text("cd" * 32))], kind="level", critical=True)
    statement("longest-names", [("a" * 64, "1"), ("b" + "_." * 31 + "9", "2")], kind="k" * 32)
    statement("kind-with-digit", SHORT, "kind", kind="person2")
    statement("kind-too-long", SHORT, "kind", kind="k" * 33)
    statement("kind-empty", SHORT, "kind", kind="")
    statement("name-upper-case", [("Name", "1")], "name")
    statement("name-too-long", [("a" * 65, "1")], "name")
    statement("name-begins-with-digit", [("2a", "1")], "name")
    statement("name-not-ascii", [("señal", "1")], "name")
    statement("name-twice", [("a", "1"), ("b", "1"), ("a", "2")], "duplicate")
    statement("head-twice", [("head", "1")], "duplicate")
    statement("value-not-plain", [("a", '"\\u0041"')], "value")
    statement("value-empty", [("a", "")], "value")
    statement("too-many-fields", [(f"f{i}", "1") for i in range(1024)], "too_many_fields")


# Openings


def seeded(fields):
    return [{"name": name, "value": value} for name, value in fields]


def salted(fields, statement_seed, bare=()):
    digests, parts = digests_of(fields, statement_seed), []
    for i, (name, value) in enumerate(fields):
        shown = {"salt": custody.salt(statement_seed, i).hex(), "name": name, "value": value}
        parts.append({"digest": digests[i].hex()} if i in bare else shown)
    return parts


def opening_text(parts, opening_seed=None):
    return json_text({"seed": opening_seed.hex(), "parts": parts} if opening_seed else {"parts": parts})


def opening(name, text, expect="holds", commitment=None, **places):
    archive, log = places.get("archive", ARCHIVE_ID), places.get("log", LOG_ID)
    given = {"commitment": commitment or ID.hex(), "archive": archive, "log": log, "opening": text}
    try:
        given["shown"], given["bare"] = custody.check_opening(text, given["commitment"], archive, log)
        found = "holds"
    except custody.Refused as refused:
        found = str(refused)
    assert found == expect, (name, found)
    vector(f"opening-{name}", expect=expect, **given)


SEED = seed("opening")
NAMES = ["head"] + [name for name, _ in SHORT]
FIELDS = [("head", custody.head_value(ARCHIVE_ID, LOG_ID, "person", NAMES))] + SHORT
ID = custody.commitment(digests_of(FIELDS, SEED))


def valid_openings():
    opening("whole-seed", opening_text(seeded(FIELDS), SEED))
    opening("whole-salted", opening_text(salted(FIELDS, SEED)))
    opening("withheld", opening_text(salted(FIELDS, SEED, bare={2})))
    opening("erased", opening_text(salted(FIELDS, SEED, bare={1, 2, 3})))
    opening("nothing-shown", opening_text(salted(FIELDS, SEED, bare={0, 1, 2, 3})))
    spaced = json.dumps({"parts": [dict(reversed(part.items())) for part in salted(FIELDS, SEED)]}, indent=1)
    opening("other-json-writing", f"\r\n\t {spaced} \n")
    opening("seed-behind", json_text({"parts": seeded(FIELDS), "seed": SEED.hex()}))


def changed(index, **changes):
    parts = salted(FIELDS, SEED, bare={3})
    parts[index] = {name: value for name, value in (parts[index] | changes).items() if value is not None}
    return opening_text(parts)


def tampered_openings():
    parts = salted(FIELDS, SEED, bare={3})
    extra = {"digest": "ab" * 32}
    opening("dropped", opening_text(parts[:-1]), "commitment")
    opening("added", opening_text(parts + [extra]), "commitment")
    opening("reordered", opening_text([parts[0], parts[2], parts[1], parts[3]]), "commitment")
    opening("renamed", changed(2, name="nickname"), "commitment")
    opening("value-changed", changed(2, value='"Ana"'), "commitment")
    opening("salt-changed", changed(2, salt="00" * 32), "commitment")
    opening("digest-changed", changed(3, digest="00" * 32), "commitment")
    opening("other-seed", opening_text(seeded(FIELDS), seed("other")), "commitment")
    text = opening_text(parts)
    opening("member-twice", text.replace('"name":"name"', '"name":"name","name":"name"'), "member")
    opening("parts-twice", text[:-1] + "," + text[1:], "member")
    opening("member-unknown", text.replace('"name":"name"', '"name":"name","note":"x"'), "member")
    opening("member-unknown-outside", text[:-1] + ',"note":1}', "member")
    opening("shown-and-bare", changed(2, digest="ab" * 32), "part")
    opening("no-salt", changed(2, salt=None), "part")
    opening("no-value", changed(2, value=None), "part")
    opening("no-name", changed(2, name=None), "part")
    opening("empty-part", opening_text(parts[:-1] + [{}]), "part")
    opening("seed-and-bare", opening_text(seeded(FIELDS[:3]) + [parts[3]], SEED), "seed")
    opening("seed-and-salts", opening_text(salted(FIELDS, SEED), SEED), "seed")
    opening("name-refused", changed(2, name="Name"), "name")
    opening("no-parts", '{"parts":[]}', "count")
    opening("no-members", "{}", "count")
    opening("1025-parts", opening_text([extra] * 1025), "count")
    opening("most-parts", opening_text([extra] * 1024), commitment=custody.commitment([b"\xab" * 32] * 1024).hex())
    opening("upper-case-hex", text.replace(parts[3]["digest"], parts[3]["digest"].upper()), "malformed")
    opening("short-hex", text.replace(parts[3]["digest"], "ab"), "malformed")
    opening("text-behind", text + "x", "malformed")
    opening("two-openings", text + text, "malformed")
    opening("cut-off", text[:-2], "malformed")
    opening("comma-behind", text[:-2] + ",]}", "malformed")
    opening("half-a-character", changed(2, value='"x"').replace('\\"x\\"', '\\ud800'), "malformed")
    opening("raw-newline", text.replace("Qespi", "Qes\npi"), "malformed")
    opening("unknown-escape", text.replace("Qespi", "\\Qespi"), "malformed")
    opening("no-object", "[1]", "malformed")
    opening("empty-text", "", "malformed")


def committed(name, expect, fields, bare=(), **places):
    """An opening whose author committed to something that the format refuses."""
    commitment = custody.commitment(digests_of(fields, SEED)).hex()
    opening(name, opening_text(salted(fields, SEED, bare)), expect, commitment, **places)


def lying_heads():
    head = FIELDS[0][1]

    def with_head(value):
        return [("head", value)] + SHORT

    committed("other-log", "foreign", FIELDS, log=custody.log_id(STRANGE_LOG.public))
    committed("other-archive", "foreign", FIELDS, archive=custody.archive_id(STRANGER.public))
    committed("head-withheld", "head_missing", FIELDS, bare={0})
    committed("head-under-another-name", "head_missing", [("heading", head)] + SHORT)
    committed("head-names-too-few", "head_count", with_head(custody.head_value(ARCHIVE_ID, LOG_ID, "person", NAMES[:3])))
    committed("head-names-too-many", "head_count", with_head(custody.head_value(ARCHIVE_ID, LOG_ID, "person", NAMES + ["z"])))
    swapped = [NAMES[0], NAMES[2], NAMES[1], NAMES[3]]
    committed("head-names-in-other-order", "head_name", with_head(custody.head_value(ARCHIVE_ID, LOG_ID, "person", swapped)))
    twice = ["head", "name", "name", "age"]
    for name, value in {
        "spaces": head.replace(",", ", "), "critical-false": head[:-1] + ',"critical":false}',
        "critical-twice": head[:-1] + ',"critical":true,"critical":true}', "member-order": json_text(dict(reversed(json.loads(head).items()))),
        "member-unknown": head[:-1] + ',"note":1}', "upper-case": head.replace(LOG_ID, LOG_ID.upper()),
        "name-twice": custody.head_value(ARCHIVE_ID, LOG_ID, "person", twice), "kind": head.replace('"person"', '"Person"'),
        "does-not-name-itself": head.replace('["head",', '["name",'), "no-names": custody.head_value(ARCHIVE_ID, LOG_ID, "person", []),
        "escaped": head.replace('"person"', '"\\u0070erson"'), "name-refused": head.replace('"age"', '"Age"'),
        "no-log": head.replace(f',"log":"{LOG_ID}"', ""), "text": '"head"', "number-as-name": head.replace('"age"', "1"),
    }.items():
        committed(f"head-form-{name}", "head", with_head(value))
    for name, value in {"escaped-letters": '"\\u0041na"', "space": ' "Ana"', "members-twice": '{"a":1,"a":2}', "fraction": "1.0"}.items():
        committed(f"value-{name}", "value", FIELDS[:2] + [("name", value)] + FIELDS[3:])


# Plain JSON


def plain_json():
    texts = [
        "null", "true", "0", "-1", "9007199254740991", "-9007199254740991", '""', '"\\"\\\\\\b\\t\\n\\f\\r\\u0000\\u001f\\u000b"',
        '"Ñ €\u007f\u0080\ud7ff\ue000\ufffd\U0010fffd"', "[]", "{}", '[1,"a",[],{}]', '{"b":1,"a":{"a":null}}', "[" * 16 + "]" * 16,
        "[" * 17 + "]" * 17, "", " 1", "1 ", "[1, 2]", "[1,]", '{"a":1,}', "nul", "True", "'a'", '"a', "{1:2}", "\ufeff1", "NaN", "Infinity",
        "+1", "11a", "truefalse", '"\\/"', '"\\u0041"', '"\\u0008"', '"\\u000A"', '"\\u001F"', '"\\u0020"', '"\\u007f"', '"\\ud800"',
        '"\\ud83d\\ude00"', '"\\x41"', '"\t"', '"\0"', '"\ufdd0"', '"\ufdef"', '"\ufffe"', '"\U0010ffff"', "00", "01", "-0", "-", "1.0", "1e2",
        "9007199254740992", "-9007199254740992", "9" * 400, '{"a":1,"b":2,"a":3}', '{"a":{"b":1,"b":1}}', '{"\\u0061":1}', "[1 ]", "[]]", "1,2",
    ]
    cases = [{"text": text, "expect": "holds" if custody.is_plain_json(text) else "refused"} for text in texts]
    assert [case["expect"] for case in cases].count("holds") == 14
    vector("plain-json", cases=cases)


# The tree


def entry(index):
    return b"\1" + custody.sha256(f"testigo test entry {index}".encode())


def merkle():
    hashes = [custody.leaf_hash(entry(i)) for i in range(300)]
    sizes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 255, 256, 257, 300]
    roots = {size: custody.tree_root(hashes[:size]) for size in sizes}
    inclusion, consistency = [], []
    for size in sizes[1:]:
        for index in range(size) if size < 10 else {0, 1, size // 2, size - 2, size - 1}:
            inclusion.append(included(index, size, custody.inclusion_path(index, hashes[:size])))
    for place, new in enumerate(sizes):
        for old in sizes[: place + 1] if new < 10 else {0, 1, 8, 255, 256, new} & set(sizes[: place + 1]):
            proof = custody.consistency_proof(old, hashes[:new]) if old else []
            consistency.append(consistent(old, new, proof))
    path, proof = custody.inclusion_path(3, hashes[:7]), custody.consistency_proof(3, hashes[:7])
    for index, size, wrong in [(2, 7, path), (4, 7, path), (7, 7, path), (3, 8, path), (3, 300, path), (3, 7, path[:-1]), (3, 7, path + path[:1]),
                               (3, 7, path[::-1]), (3, 7, []), (0, 0, []), (1, 1, [])]:
        inclusion.append(included(index, size, wrong, "refused"))
    for old, new, wrong in [(3, 7, proof[:-1]), (3, 7, proof[1:]), (3, 7, []), (3, 7, proof + proof[:1]), (2, 7, proof), (3, 8, proof),
                            (7, 3, proof), (7, 7, proof), (0, 7, proof), (7, 0, []), (4, 7, [roots[4]] + custody.consistency_proof(4, hashes[:7]))]:
        consistency.append(consistent(old, new, wrong, "refused"))
    named = {str(size): root.hex() for size, root in roots.items()}
    vector("merkle", entries="0x01 || SHA-256(\"testigo test entry <index>\")", roots=named, inclusion=inclusion, consistency=consistency)


def included(index, size, path, expect="holds"):
    return {"index": index, "size": size, "path": [hash.hex() for hash in path], "expect": expect}


def consistent(old, new, proof, expect="holds"):
    return {"old": old, "new": new, "proof": [hash.hex() for hash in proof], "expect": expect}


def tiles():
    places = [(0, 0, 256), (0, 1, 44), (1, 0, 1), (2, 999, 256), (0, 1000, 255), (0, 1234067, 256), (7, 1000000, 3), (0, 2**56 - 1, 256), (0, 1001000, 9)]
    paths = [{"path": custody.tile_path(*place), "level": place[0], "index": place[1], "width": place[2], "expect": "holds"} for place in places]
    for path in ["tile/0/0", "tile/0/0000", "tile/0/x000/001", "tile/0/001/234", "tile/0/x001/x234", "tile/00/000", "tile/8/000", "tile/-1/000",
                 "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p", "tile/0/000/", "/tile/0/000", "tile/0", "tile/a/000",
                 "tile/0/x001/23a", "tile/0/../000", "tile/entries", "tile/0/+01", "tile/0/000.p/1/2", "tile/0/x99999/000", "tile/0/xx01/000", ""]:
        paths.append({"path": path, "expect": "refused"})
    growth = [{"old": old, "new": new, "tiles": grown(old, new)} for old, new in
              [(0, 0), (0, 1), (1, 2), (255, 256), (256, 256), (256, 257), (300, 700), (65535, 65537), (0, 66000)]]
    bundle = b"".join(len(data).to_bytes(2, "big") + data for data in [entry(0), b"", entry(1)])
    vector("tiles", paths=paths, growth=growth, bundle={"bytes": bundle.hex(), "entries": [entry(0).hex(), "", entry(1).hex()]})


def grown(old, new):
    written = []
    for level in range(8):
        before, after = old >> 8 * level, new >> 8 * level
        for index in range(before // 256, (after + 255) // 256 if after > before else 0):
            written.append(custody.tile_path(level, index, min(256, after - 256 * index)))
    return written


# Keys, notes, checkpoints, credentials


def identifiers():
    naming_key, plaintext = seed("naming key"), custody.sha256(b"bytes of a photo")
    name = custody.hmac.digest(naming_key, bytes.fromhex(LOG_ID) + plaintext, "sha256")
    info = bytes.fromhex("302a300506032b6570032100") + LOG.public
    vector(
        "identifiers", expect="holds", group_seed=GROUP.seed.hex(), group_public=GROUP.public.hex(), archive=ARCHIVE_ID, group_vkey=GROUP.vkey(),
        log_seed=LOG.seed.hex(), log_public=LOG.public.hex(), log=LOG_ID, log_vkey=LOG.vkey(), naming_key=naming_key.hex(),
        plaintext=plaintext.hex(), object_name=name.hex(),
        log_pem=f"-----BEGIN PUBLIC KEY-----\n{base64_text(info)}\n-----END PUBLIC KEY-----\n",
    )
    good = LOG.vkey()
    cases = {good: "holds", GROUP.vkey(): "holds", "": "malformed", good + "=": "malformed", good + "\n": "malformed", " " + good: "malformed",
             good.replace("+", "++", 1): "malformed", "+" + good.split("+", 1)[1]: "malformed", LOG.vkey(4): "type",
             good.replace(LOG.key_id().hex(), "00000000"): "key_id", good.replace(LOG.key_id().hex(), LOG.key_id().hex().upper()): "key_id",
             f"x+{LOG.key_id().hex()}+{base64_text(bytes([1]) + LOG.public)}": "key_id", f"x+00000000+{base64_text(bytes([1]) + LOG.public[:31])}": "malformed",
             "x+00000000+": "malformed", "x y+00000000+AQ==": "malformed"}
    vector("vkeys", cases=[{"text": text, "expect": expect} for text, expect in cases.items()])


def signatures():
    message = "a message"
    good = ed25519.sign(LOG.seed, message.encode())
    larger = (int.from_bytes(good[32:], "little") + ed25519.ORDER).to_bytes(32, "little")
    identity, sign_of_zero, above = b"\1" + bytes(31), b"\1" + bytes(30) + b"\x80", b"\xee" + b"\xff" * 30 + b"\x7f"
    cases = [
        ("valid", LOG.public, message, good), ("valid-empty", LOG.public, "", ed25519.sign(LOG.seed, b"")), ("other-message", LOG.public, "a massage", good),
        ("other-key", GROUP.public, message, good), ("s-plus-order", LOG.public, message, good[:32] + larger),
        ("bit", LOG.public, message, bytes([good[0] ^ 1]) + good[1:]), ("zeros", LOG.public, message, bytes(64)),
        ("identity-key", identity, message, identity + bytes(32)), ("identity-key-second-sign", sign_of_zero, message, identity + bytes(32)),
        ("identity-key-above-prime", above, message, identity + bytes(32)), ("no-point", b"\2" + bytes(31), message, good),
    ]
    vector("signatures", cases=[
        {"name": name, "public": public.hex(), "message": message, "signature": signature.hex(),
         "expect": "holds" if ed25519.verify(public, message.encode(), signature) else "refused"}
        for name, public, message, signature in cases])
    assert [case["expect"] for case in VECTORS["signatures"]["cases"]].count("holds") == 2


ROOT = custody.tree_root([custody.leaf_hash(entry(i)) for i in range(5)])
HEAD_TEXT = f"{LOG.name}\n5\n{base64_text(ROOT)}\n"


def checkpoint(name, note, expect="holds", key=LOG):
    vector(f"checkpoint-{name}", expect=expect, vkey=key.vkey(), note=note, size=5, root=ROOT.hex())


def checkpoints():
    note = LOG.note(HEAD_TEXT)
    others = [custody.Key(seed(f"other {i}"), lambda _: f"other.invalid/{i}") for i in range(20)]
    checkpoint("valid", note)
    checkpoint("with-unknown-signatures", note + "".join(key.line(HEAD_TEXT) for key in others))
    checkpoint("with-cosignature", note + WITNESS.cosignature(HEAD_TEXT, 1767225845))
    checkpoint("behind-unknown-signatures", f"{HEAD_TEXT}\n" + "".join(key.line(HEAD_TEXT) for key in others) + LOG.line(HEAD_TEXT))
    checkpoint("of-other-key", STRANGE_LOG.note(f"{STRANGE_LOG.name}\n5\n{base64_text(ROOT)}\n"), "origin")
    checkpoint("origin-of-other-log", LOG.note(HEAD_TEXT.replace(LOG.name, STRANGE_LOG.name)), "origin")
    named = custody.Key(LOG.seed, lambda _: "log.invalid")
    checkpoint("key-under-another-name", named.note(f"{named.name}\n5\n{base64_text(ROOT)}\n"), "origin", named)
    checkpoint("signed-by-other-key", STRANGE_LOG.note(HEAD_TEXT), "signature_missing")
    forged = custody.Key(STRANGE_LOG.seed, lambda _: LOG.name)
    checkpoint("signed-by-other-key-under-this-name", forged.note(HEAD_TEXT), "signature_missing")
    checkpoint("signature-of-other-text", f"{HEAD_TEXT}\n{LOG.line('other')}", "signature_invalid")
    checkpoint("size-changed", note.replace("\n5\n", "\n6\n"), "signature_invalid")
    checkpoint("false-line-beside-the-true-one", note + LOG.line("other"), "signature_invalid")
    cut = f"\u2014 {LOG.name} {base64_text(LOG.key_id() + bytes(63))}\n"
    checkpoint("signature-too-short", f"{HEAD_TEXT}\n{cut}", "signature_invalid")
    for name, text in {
        "extension-line": HEAD_TEXT + "extension\n", "no-root": f"{LOG.name}\n5\n", "size-with-zero": HEAD_TEXT.replace("\n5\n", "\n05\n"),
        "size-with-plus": HEAD_TEXT.replace("\n5\n", "\n+5\n"), "size-too-large": HEAD_TEXT.replace("\n5\n", "\n18446744073709551616\n"),
        "root-without-padding": HEAD_TEXT.replace("=", ""), "root-too-short": f"{LOG.name}\n5\nAQ==\n", "no-origin": f"\n5\n{base64_text(ROOT)}\n",
        "root-with-loose-bits": HEAD_TEXT[:-3] + chr(ord(HEAD_TEXT[-3]) + 1) + "=\n",
        "tab": HEAD_TEXT.replace("\n5", "\t\n5"), "carriage-returns": HEAD_TEXT.replace("\n", "\r\n"),
    }.items():
        checkpoint(name, LOG.note(text), "malformed")
    for name, text in {
        "unsigned": HEAD_TEXT, "no-empty-line": HEAD_TEXT + LOG.line(HEAD_TEXT), "no-last-newline": note[:-1], "line-behind": note + "\n",
        "hyphen-for-dash": note.replace("\u2014", "-"), "two-spaces": note.replace("\u2014 ", "\u2014  "), "no-signature-bytes": f"{HEAD_TEXT}\n\u2014 {LOG.name} {base64_text(LOG.key_id())}\n",
        "plus-in-name": note + "\u2014 a+b AAAAAAAA\n", "url-base64": note + "\u2014 x AAAAAA-_\n", "too-many-signatures": note + "\u2014 x AAAAAAAA\n" * 100,
        "text-behind-signature": note.replace("=\n", "= \n") if note.endswith("=\n") else note[:-1] + " \n",
    }.items():
        checkpoint(name, text, "malformed")
    checkpoint("most-signatures", note + "\u2014 x AAAAAAAA\n" * 99)


def cosignatures():
    note, witness = LOG.note(HEAD_TEXT), WITNESS.vkey()
    first, later = WITNESS.cosignature(HEAD_TEXT, 1767225845), WITNESS.cosignature(HEAD_TEXT, 1767225900)
    moved = custody.base64.b64decode(first.split()[-1])
    moved = f"\u2014 {WITNESS.name} {base64_text(moved[:4] + (5).to_bytes(8, 'big') + moved[12:])}\n"
    for name, text, expect, time_s in [
        ("valid", note + first, "holds", 1767225845), ("later-of-two", note + later + first, "holds", 1767225900), ("absent", note, "signature_missing", None),
        ("of-other-head", note + WITNESS.cosignature(HEAD_TEXT.replace("\n5\n", "\n6\n"), 1767225845), "signature_invalid", None),
        ("time-changed", note + moved, "signature_invalid", None), ("time-too-late", note + WITNESS.cosignature(HEAD_TEXT, 2**63), "signature_invalid", None),
        ("plain-signature", note + WITNESS.line(HEAD_TEXT), "signature_missing", None), ("of-other-witness", note + STRANGE_LOG.cosignature(HEAD_TEXT, 5), "signature_missing", None),
    ]:
        vector(f"cosignature-{name}", expect=expect, vkey=witness, note=text, time_s=time_s)


def credential(name, kind, text, expect="holds", signer=GROUP, note=None):
    vector(f"credential-{name}", expect=expect, kind=kind, vkey=GROUP.vkey(), text=text, note=note or signer.note(text))


def credentials():
    admission = f"testigo/1/admission\narchive {ARCHIVE_ID}\nlog {LOG_ID}\nkey {LOG.vkey()}\nrecipient {RECIPIENT}\nrole writer\n"
    removal = f"testigo/1/removal\narchive {ARCHIVE_ID}\nlog {LOG_ID}\nsize 5\nroot {base64_text(ROOT)}\n"
    epoch = f"testigo/1/epoch\narchive {ARCHIVE_ID}\nepoch 2\nrecipient {RECIPIENT}\n"
    lines = [f"{custody.sha256(name.encode()).hex()}  {name}\n" for name in ("passphrase-1.age", "recovery.age")]
    key_files = f"testigo/1/key-files\narchive {ARCHIVE_ID}\nepoch 2\n{''.join(lines)}"
    other_archive = custody.archive_id(STRANGER.public)
    other_log = custody.log_id(STRANGE_LOG.public)
    for kind, text in {"admission": admission, "removal": removal, "epoch": epoch, "key-files": key_files}.items():
        credential(f"{kind}-valid", kind, text)
        credential(f"{kind}-signed-by-stranger", kind, text, "signature_missing", STRANGER)
        credential(f"{kind}-of-other-archive", kind, text.replace(ARCHIVE_ID, other_archive), "archive")
        credential(f"{kind}-changed", kind, text, "signature_invalid", note=f"{text}\n{GROUP.line('other')}")
        credential(f"{kind}-line-behind", kind, text + "note x\n", "malformed")
        short = text.split("\n", 3)[:3] if kind == "key-files" else text.split("\n")[:-2]
        credential(f"{kind}-line-missing", kind, "\n".join(short) + "\n", "malformed")
        credential(f"{kind}-first-line", kind, text.replace("testigo/1", "testigo/2"), "malformed")
        credential(f"{kind}-upper-case", kind, text.replace(ARCHIVE_ID, ARCHIVE_ID.upper()), "malformed")
        credential(f"{kind}-unsigned", kind, text, "malformed", note=text)
    credential("admission-of-other-key", "admission", admission.replace(LOG_ID + "\nkey", other_log + "\nkey"), "log_key")
    named = custody.Key(LOG.seed, lambda _: "log.invalid")
    credential("admission-of-key-under-another-name", "admission", admission.replace(LOG.vkey(), named.vkey()), "log_key")
    credential("admission-role", "admission", admission.replace("writer", "reader"), "malformed")
    credential("admission-recipient", "admission", admission.replace(RECIPIENT, RECIPIENT[:-1] + "b"), "malformed")
    credential("admission-key", "admission", admission.replace(LOG.vkey(), LOG.vkey(4)), "malformed")
    credential("removal-size", "removal", removal.replace("size 5", "size 05"), "malformed")
    credential("key-files-other-order", "key-files", key_files.replace("".join(lines), "".join(lines[::-1])), "malformed")
    credential("key-files-name-twice", "key-files", key_files.replace(lines[1], lines[0]), "malformed")
    credential("key-files-name-with-folder", "key-files", key_files.replace("recovery.age", "../recovery.age"), "malformed")
    credential("key-files-one-space", "key-files", key_files.replace("  recovery", " recovery"), "malformed")
    credential("key-files-epoch-zero", "key-files", key_files.replace("epoch 2", "epoch 0"), "malformed")
    credential("epoch-zero", "epoch", epoch.replace("epoch 2", "epoch 0"), "malformed")
    credential("epoch-too-large", "epoch", epoch.replace("epoch 2", "epoch 4294967296"), "malformed")


def tlog_proofs():
    hashes = [custody.leaf_hash(entry(i)) for i in range(5)]
    note = LOG.note(HEAD_TEXT) + WITNESS.cosignature(HEAD_TEXT, 1767225845)
    path = "".join(base64_text(hash) + "\n" for hash in custody.inclusion_path(2, hashes))
    good = f"c2sp.org/tlog-proof@v1\nindex 2\n{path}\n{note}"
    last = f"c2sp.org/tlog-proof@v1\nindex 4\n{base64_text(custody.inclusion_path(4, hashes)[0])}\n\n{note}"
    for name, text, index, expect in [
        ("valid", good, 2, "holds"), ("last", last, 4, "holds"), ("other-index", good.replace("index 2", "index 3"), 2, "inclusion"),
        ("other-entry", good, 3, "inclusion"), ("outside", good.replace("index 2", "index 5"), 2, "inclusion"),
        ("path-cut", good.replace(path, path.split("\n", 1)[1]), 2, "inclusion"), ("root-changed", good.replace("\n5\n", "\n4\n"), 2, "signature_invalid"),
        ("version", good.replace("@v1", "@v2"), 2, "malformed"), ("index-with-zero", good.replace("index 2", "index 02"), 2, "malformed"),
        ("extra", good.replace("\nindex", "\nextra AAAA\nindex"), 2, "malformed"), ("no-empty-line", good.replace(path + "\n", path), 2, "malformed"),
        ("hash-too-short", good.replace(path, "AAAA\n"), 2, "malformed"), ("no-checkpoint", good.split("\n\n")[0] + "\n\n", 2, "malformed"),
        ("path-too-long", good.replace(path, path * 22), 2, "malformed"), ("empty", "", 2, "malformed"),
    ]:
        vector(f"tlog-proof-{name}", expect=expect, vkey=LOG.vkey(), entry=entry(index).hex(), proof=text)


def main():
    for make in (statements, valid_openings, tampered_openings, lying_heads, plain_json, merkle, tiles, identifiers, signatures, checkpoints,
                 cosignatures, credentials, tlog_proofs):
        make()
    texts = {f"{name}.json": json.dumps(members, ensure_ascii=True, indent=1) + "\n" for name, members in VECTORS.items()}
    found = {path.name: path.read_text() for path in FOLDER.glob("*.json")}
    if "--check" in sys.argv:
        differ = sorted(name for name in texts.keys() | found.keys() if texts.get(name) != found.get(name))
        sys.exit(f"differ: {' '.join(differ)}" if differ else 0)
    for name in found.keys() - texts.keys():
        (FOLDER / name).unlink()
    for name, text in texts.items():
        (FOLDER / name).write_text(text)
    print(f"{len(texts)} vectors")


if __name__ == "__main__":
    main()
