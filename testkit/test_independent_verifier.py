"""Tests of independent_verifier.py: a small writer of logs, openings and dossiers, then each thing broken once.

    python3 -m unittest testkit/test_independent_verifier.py

All names, places and keys are invented. Keys come from labels, so every run writes the same bytes.
"""

import base64
import contextlib
import hashlib
import hmac
import io
import json
import os
import random
import sqlite3
import sys
import tempfile
import unittest
import zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import independent_verifier as verifier  # noqa: E402

RECIPIENT = "age1" + "q" * 58


# --- The writer -----------------------------------------------------------------------------------


def digest(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def encode_point(point):
    inverse = pow(point[2], verifier.PRIME - 2, verifier.PRIME)
    x, y = point[0] * inverse % verifier.PRIME, point[1] * inverse % verifier.PRIME
    return (y | (x & 1) << 255).to_bytes(32, "little")


def times_base(scalar):
    return encode_point(verifier.two_products(scalar, verifier.BASE, 0, verifier.IDENTITY))


class Signer:
    """RFC 8032 section 5.1.5 and 5.1.6, with the key's name in signed notes."""

    def __init__(self, seed, role="archive"):
        expanded = hashlib.sha512(seed).digest()
        self.scalar = int.from_bytes(expanded[:32], "little") & (1 << 254) - 8 | 1 << 254
        self.prefix = expanded[32:]
        self.public = times_base(self.scalar)
        label = b"testigo/1/archive\n" if role == "archive" else b""
        self.id = digest(label, self.public).hex()
        self.name = f"testigo.invalid/{role}/{self.id}"
        self.key_id = digest(self.name.encode(), b"\n\x01", self.public)[:4]
        encoded = base64.b64encode(b"\1" + self.public).decode()
        self.vkey = f"{self.name}+{self.key_id.hex()}+{encoded}"

    def sign(self, message):
        r = int.from_bytes(hashlib.sha512(self.prefix + message).digest(), "little") % verifier.ORDER
        point = times_base(r)
        k = int.from_bytes(hashlib.sha512(point + self.public + message).digest(), "little") % verifier.ORDER
        return point + ((r + k * self.scalar) % verifier.ORDER).to_bytes(32, "little")

    def note(self, text):
        signed = base64.b64encode(self.key_id + self.sign(text.encode())).decode()
        return f"{text}\n\u2014 {self.name} {signed}\n".encode()

    def pem(self):
        body = base64.b64encode(bytes.fromhex("302a300506032b6570032100") + self.public).decode()
        return f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n".encode()


GROUP = Signer(digest(b"group"))
OTHER_GROUP = Signer(digest(b"another group"))
LOG = Signer(digest(b"log"), "log")


def plain(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def renamed(signer):
    """The same key as a well-formed vkey under a name that is not made from it."""
    name = signer.name[:-64] + "0" * 64
    key_id = digest(name.encode(), b"\n\1", signer.public)[:4].hex()
    return f"{name}+{key_id}+{base64.b64encode(bytes([1]) + signer.public).decode()}"


class Statement:
    def __init__(self, kind, label, *fields, log=LOG, critical=False):
        names = ["head"] + [name for name, _ in fields]
        head = {"archive": GROUP.id, "log": log.id, "kind": kind, "fields": names}
        head.update({"critical": True} if critical else {})
        self.fields = [("head", plain(head))] + [(name, plain(value)) for name, value in fields]
        self.seed = digest(b"seed", label.encode())
        self.digests = []
        for place, (name, value) in enumerate(self.fields):
            self.digests.append(digest(
                b"testigo/1/field\n", place.to_bytes(2, "big"), self.salt(place),
                len(name).to_bytes(2, "big"), name.encode(), value.encode()))
        count = len(self.fields).to_bytes(2, "big")
        self.commitment = digest(b"testigo/1/statement\n", count, *self.digests)
        self.id = self.commitment.hex()

    def salt(self, place):
        return hmac.new(self.seed, b"testigo/1/salt" + place.to_bytes(4, "big"), "sha256").digest()

    def opening(self, withheld=()):
        return {"parts": [
            {"digest": self.digests[place].hex()} if name in withheld else
            {"salt": self.salt(place).hex(), "name": name, "value": value}
            for place, (name, value) in enumerate(self.fields)]}

    def short(self):
        return {"seed": self.seed.hex(), "parts": [{"name": n, "value": v} for n, v in self.fields]}


def tree_hash(entries):
    """RFC 6962 section 2.1, as written there."""
    if not entries:
        return digest()
    if len(entries) == 1:
        return digest(b"\0", entries[0])
    k = 1 << (len(entries) - 1).bit_length() - 1
    return digest(b"\1", tree_hash(entries[:k]), tree_hash(entries[k:]))


def tree_path(index, entries):
    if len(entries) == 1:
        return []
    k = 1 << (len(entries) - 1).bit_length() - 1
    if index < k:
        return tree_path(index, entries[:k]) + [tree_hash(entries[k:])]
    return tree_path(index - k, entries[k:]) + [tree_hash(entries[:k])]


def checkpoint(entries, log=LOG):
    root = base64.b64encode(tree_hash(entries)).decode()
    return log.note(f"{log.name}\n{len(entries)}\n{root}\n")


def admission(log=LOG, group=GROUP, role="writer"):
    return group.note(f"testigo/1/admission\narchive {GROUP.id}\nlog {log.id}\nkey {log.vkey}\n"
                      f"recipient {RECIPIENT}\nrole {role}\n")


def entries_of(count):
    return [b"\1" + digest(b"entry", str(i).encode()) for i in range(count)]


def log_files(entries, log=LOG):
    """The files of `log/<log>/`, without prefix."""
    files = {"admission": admission(log), "checkpoint": checkpoint(entries, log)}
    hashes, level = [digest(b"\0", entry) for entry in entries], 0
    while hashes:
        for at in range(0, len(hashes), 256):
            some = hashes[at:at + 256]
            end = f"{at // 256:03d}" + (f".p/{len(some)}" if len(some) < 256 else "")
            files[f"tile/{level}/{end}"] = b"".join(some)
            if level == 0:
                files[f"tile/entries/{end}"] = b"".join(
                    len(entry).to_bytes(2, "big") + entry for entry in entries[at:at + 256])
        whole = len(hashes) // 256
        hashes = [tree_hash_of_hashes(hashes[i * 256:i * 256 + 256]) for i in range(whole)]
        level += 1
    return files


def tree_hash_of_hashes(hashes):
    while len(hashes) > 1:
        hashes = [digest(b"\1", hashes[i], hashes[i + 1]) for i in range(0, len(hashes), 2)]
    return hashes[0]


def archive_files(count=260):
    entries = entries_of(count)
    files = {f"log/{LOG.id}/{path}": raw for path, raw in log_files(entries).items()}
    files["testigo.toml"] = (f'format = "testigo/1 experimental"\narchive = "{GROUP.id}"\n'
                             f'group_key = "{GROUP.vkey}"\n').encode()
    files["keys/1/recipient"] = GROUP.note(
        f"testigo/1/epoch\narchive {GROUP.id}\nepoch 1\nrecipient {RECIPIENT}\n")
    keys = {"passphrase-1.age": b"sealed keys", "recovery.age": b"the same keys"}
    files |= {f"keys/1/{name}": raw for name, raw in keys.items()}
    listed = "".join(f"{digest(raw).hex()}  {name}\n" for name, raw in keys.items())
    files["keys/1/files"] = GROUP.note(f"testigo/1/key-files\narchive {GROUP.id}\nepoch 1\n{listed}")
    files["reserve"] = bytes(1 << 20)
    for size in (1, 7, 256, count):
        files[f"log/{LOG.id}/checkpoints/{size}"] = checkpoint(entries[:size])
    sealed, thing = b"sealed openings", "objects/ab/" + "c" * 62
    short = digest(sealed).hex()[:8]
    openings = f"log/{LOG.id}/openings/0-{count - 1}-{short}.age"
    files[openings], files[thing] = sealed, b"sealed object"
    files[f"log/{LOG.id}/sealed/0-{count - 1}-{short}.sha256"] = "".join(
        f"{digest(files[path]).hex()}  {path}\n" for path in (openings, thing)).encode()
    return files


EXHIBIT = b"a photograph of an invented bridge"
SCHEMA = """
CREATE TABLE statement(number INTEGER PRIMARY KEY, id TEXT, log TEXT, position INTEGER, kind TEXT,
  recorded_at TEXT, by_name TEXT, source INTEGER, locator TEXT, subject INTEGER);
CREATE TABLE claim(number INTEGER PRIMARY KEY, statement INTEGER, subject INTEGER, field TEXT, value TEXT,
  folded TEXT, low REAL, high REAL, refers INTEGER, unread INTEGER);
CREATE TABLE same_person(record INTEGER, answer INTEGER, person INTEGER, PRIMARY KEY (record, answer)) WITHOUT ROWID;
CREATE VIEW reach AS SELECT number AS record, number AS scope, number AS holder FROM statement;
CREATE TABLE reached(record INTEGER, scope INTEGER, holder INTEGER, PRIMARY KEY (record, scope, holder)) WITHOUT ROWID;
CREATE TABLE withheld(number INTEGER PRIMARY KEY, kind TEXT);
"""
FIGURE = ("SELECT min(CAST(c.value AS INTEGER)) AS min, max(CAST(c.value AS INTEGER)) AS value, "
          "max(CAST(c.value AS INTEGER)) AS max FROM claim c WHERE c.field = 'killed'")


def record(statements, rows=None):
    """record.sqlite over (number, statement, claim rows); `rows` may change them before they are written."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    numbers = {s.id: i for i, (s, _, _) in enumerate(statements, 1)}
    out = {"statement": [], "claim": []}
    for statement, index, claims in statements:
        kind = json.loads(statement.fields[0][1])["kind"]
        out["statement"].append([numbers[statement.id], statement.id, LOG.id, index, kind])
        for subject, field, value in claims:
            out["claim"].append([len(out["claim"]) + 1, numbers[statement.id], numbers[subject], field, value])
    if rows:
        rows(out)
    for row in out["statement"]:
        connection.execute("INSERT INTO statement(number,id,log,position,kind) VALUES (?,?,?,?,?)", row)
    for row in out["claim"]:
        connection.execute("INSERT INTO claim(number,statement,subject,field,value) VALUES (?,?,?,?,?)", row)
    connection.execute("INSERT INTO reached SELECT * FROM reach")
    connection.execute(f"CREATE VIEW killed AS {FIGURE}")
    connection.commit()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "record.sqlite")
        copy = sqlite3.connect(path)
        connection.backup(copy)
        copy.close()
        with open(path, "rb") as file:
            return file.read()


class Dossier:
    """Builds a dossier; the hooks change it on the way: `data` before the release, `proof` before the
    tag manifest, `last` when all is written."""

    def __init__(self, data=None, lines=None, proof=None, last=None, rows=None, release=None, figure=None,
                 critical=False, release_kind="release"):
        source = Statement("source", "s", ("recorded_at", "2024-01-02T00:00:00Z"), ("name", "Radio Amber"))
        incident = Statement("incident", "i", ("source", source.id), ("alias.2", "the bridge"),
                             ("x.1", {"name": "x.weather", "value": "fog"}), ("killed", "12"))
        claim = Statement("claim", "c", ("subject", incident.id), ("killed", "14"), ("date", {"unread": "spring"}))
        item = Statement("item", "e", ("name", "bridge.jpg"), ("sha256", digest(EXHIBIT).hex()),
                         ("bytes", str(len(EXHIBIT))), critical=critical)
        hidden = Statement("person", "p", ("name", "withheld here"))
        self.statements = [source, incident, claim, item, hidden]
        shown = [
            (source, 0, [(source.id, "name", "Radio Amber")]),
            (incident, 1, [(incident.id, "alias", "the bridge"), (incident.id, "x.weather", "fog"),
                           (incident.id, "killed", "12")]),
            (claim, 2, [(incident.id, "killed", "14"), (incident.id, "date", None)]),
            (item, 3, [(item.id, "name", "bridge.jpg"), (item.id, "sha256", digest(EXHIBIT).hex())]),
        ]
        entries = [b"\1" + s.commitment for s in self.statements]
        heads = [{"log": LOG.id, "size": 5, "root": tree_hash(entries).hex()}]
        killed = {"name": "killed", "view": "killed", "sql": FIGURE, "as_of": heads,
                  "stated": {"min": 12, "value": 14, "max": 14}, "shown": {"min": 12, "value": 14, "max": 14}}
        killed.update(figure or {})
        files = {
            "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            "bag-info.txt": b"Source-Organization: Group Amber\n",
            "VERIFY.txt": b"how to check\n",
            "ro-crate-metadata.json": b"{}\n",
            "data/report.html": b"<p>report</p>\n",
            "data/items/E0001.jpg": EXHIBIT,
            "data/figures.json": plain({"figures": [killed]}).encode(),
            "data/record.sqlite": record(shown, rows),
            "data/withheld.json": b'{"fields":1,"persons":0,"rows":[]}\n',
            "proof/group/vkey": (GROUP.vkey + "\n").encode(),
            "proof/group/key.pem": GROUP.pem(),
        }
        if data:
            data(files)
        files["manifest-sha256.txt"] = sums(files, lambda path: path.startswith("data/"))
        outside = {path: digest(raw).hex() for path, raw in sorted(files.items())
                   if not path.startswith(("data/", "proof/")) and path not in ("bagit.txt", "manifest-sha256.txt")}
        fields = {"title": "A bridge", "level": "public", "heads": heads,
                  "manifest": digest(files["manifest-sha256.txt"]).hex(), "files": outside}
        fields.update(release or {})
        final = Statement(release_kind, "r", *fields.items())
        entries.append(b"\1" + final.commitment)

        def proof_line(statement, index, withheld=()):
            path = [node.hex() for node in tree_path(index, entries)]
            return {"log": LOG.id, "index": index, "path": path, **statement.opening(withheld)}

        openings = [proof_line(s, index, ("bytes",)) for s, index, _ in shown]
        if lines:
            lines(openings)
        files["proof/openings.jsonl"] = "".join(plain(line) + "\n" for line in openings).encode()
        files["proof/release.json"] = plain(proof_line(final, 5)).encode()
        home = f"proof/logs/{LOG.id}/"
        notes = {"admission": admission(), "checkpoint": checkpoint(entries)}
        files.update({home + "vkey": (LOG.vkey + "\n").encode(), home + "key.pem": LOG.pem()})
        for name, note in notes.items():
            text, _, line = note.rpartition(b"\n\n")
            signature = base64.b64decode(line.split(b" ")[2])[4:]
            files.update({home + name: note, home + name + ".body": text + b"\n", home + name + ".sig": signature})
        hashes = "".join(base64.b64encode(node).decode() + "\n" for node in tree_path(3, entries))
        files["proof/exhibits/E0001.tlog-proof"] = (
            f"c2sp.org/tlog-proof@v1\nindex 3\n{hashes}\n".encode() + notes["checkpoint"])
        if proof:
            proof(files)
        files["tagmanifest-sha256.txt"] = sums(files, lambda path: not path.startswith("data/"))
        if last:
            last(files)
        self.files = files


def sums(files, chosen):
    return "".join(f"{digest(raw).hex()}  {path}\n" for path, raw in sorted(files.items()) if chosen(path)).encode()


# --- Running --------------------------------------------------------------------------------------


def run(*arguments):
    """(exit status, finding codes by outcome, whole output)"""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        status = verifier.main(list(arguments))
    out.flush()
    text = out.buffer.getvalue().decode("utf-8")
    codes = {"holds": set(), "fails": set(), "unchecked": set()}
    for line in text.splitlines():
        outcome, _, rest = line.partition(" ")
        if outcome in codes:
            codes[outcome].add(rest.split(" ")[0])
    return status, codes, text


def write_folder(folder, files):
    for path, raw in files.items():
        full = os.path.join(folder, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(raw)


def write_zip(path, files, top="dossier/"):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items() if isinstance(files, dict) else files:
            archive.writestr(top + name, raw)


class Temporary(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = os.path.join(holder.name, "here")

    def run_on(self, command, files, *more):
        with tempfile.TemporaryDirectory() as folder:
            write_folder(folder, files)
            return run(command, folder, *more)

    def expect(self, result, fails, verdict=None):
        status, codes, text = result
        self.assertEqual(codes["fails"], set(fails), text)
        self.assertEqual(status, 3 if fails else 0, text)
        self.assertEqual(text.splitlines()[-1], "verdict " + (verdict or ("fails" if fails else "holds")), text)


# --- The parts ------------------------------------------------------------------------------------


class Signatures(unittest.TestCase):
    def test_vectors_of_rfc_8032(self):
        for seed, public, message, signature in (
            ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
             "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
             "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
             "d25bf5f0595bbe24655141438e7a100b"),
            ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
             "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
             "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
             "387b2eaeb4302aeeb00d291612bb0c00"),
        ):
            public, message, signature = map(bytes.fromhex, (public, message, signature))
            signer = Signer(bytes.fromhex(seed))
            self.assertEqual((signer.public, signer.sign(message)), (public, signature))
            verifier.check_signature(public, message, signature)
            for at in (0, 31, 32, 63):
                broken = bytearray(signature)
                broken[at] ^= 1
                with self.assertRaises(verifier.Refused):
                    verifier.check_signature(public, message, bytes(broken))

    def test_strictness(self):
        signature = GROUP.sign(b"m")
        larger_s = int.from_bytes(signature[32:], "little") + verifier.ORDER
        small = [(1).to_bytes(32, "little"), bytes(32), (verifier.PRIME - 1).to_bytes(32, "little")]
        not_canonical = [(verifier.PRIME + 1).to_bytes(32, "little"), ((1 << 255) + 1).to_bytes(32, "little")]
        refused = [(GROUP.public, signature[:32] + larger_s.to_bytes(32, "little"))]
        # With A and R the neutral point and S = 0 the equation itself would hold.
        refused += [(key, key + bytes(32)) for key in small + not_canonical]
        refused += [(GROUP.public, point + signature[32:]) for point in small + not_canonical]
        for key, broken in refused:
            with self.assertRaises(verifier.Refused):
                verifier.check_signature(key, b"m", broken)


    def test_points(self):
        """Of the y below 19, each has a second, refused spelling y + p; about half are not on the curve."""
        accepted = []
        for y in range(2, 19):
            with contextlib.suppress(verifier.Refused):
                verifier.decode_point(y.to_bytes(32, "little"))
                accepted.append(y)
            with self.assertRaises(verifier.Refused):
                verifier.decode_point((y + verifier.PRIME).to_bytes(32, "little"))
        self.assertEqual(accepted, [3, 4, 5, 6, 9, 10, 14, 15, 16, 18])


class PlainJson(unittest.TestCase):
    def test_one_way_to_write(self):
        nested = "[" * 16 + "]" * 16
        for text in ('""', '"é\\n\\u001f"', "0", "-7", "9007199254740991", "null", "true", "[]", "{}",
                     '{"b":1,"a":[1,"x"]}', nested, '"\u007f"', '"/"'):
            self.assertEqual(verifier.parse_plain(text.encode()), json.loads(text), text)
        for text in ("", " 1", "1 ", "[1, 2]", '{"a": 1}', "01", "-0", "1.0", "1e3", "9007199254740992", "+1",
                     '"\\/"', '"\\u0041"', '"\\u000a"', '"\\u001F"', '"\n"', '"\ufdd0"', '"\U0001ffff"', '"a',
                     "[1,]", "[,1]", "[1;2]", '{"a":1;"b":2}', '{"a":1,"a":2}', "{1:2}", "[" + nested + "]", "nul", "1 1", "\ufeff1", "NaN"):
            with self.assertRaises(verifier.Refused, msg=text):
                verifier.parse_plain(text.encode())
        with self.assertRaises(UnicodeDecodeError):
            verifier.parse_plain(b'"\xed\xa0\x80"')
        verifier.parse_plain(b'"' + b"a" * 262_142 + b'"')
        with self.assertRaises(verifier.Refused):
            verifier.parse_plain(b'"' + b"a" * 262_143 + b'"')


class Trees(unittest.TestCase):
    def test_roots_and_paths(self):
        entries = entries_of(21)
        tree = verifier.Tree([verifier.leaf_hash(entry) for entry in entries])
        for size in range(22):
            self.assertEqual(tree.root(size), tree_hash(entries[:size]))
            for index in range(size):
                path, root = tree_path(index, entries[:size]), tree_hash(entries[:size])
                leaf = verifier.leaf_hash(entries[index])
                verifier.check_inclusion(leaf, index, size, path, root)
                wrong = [(leaf, index, size, path + [leaf], root), (leaf, size, size, path, root),
                         (root, index, size + 99, path, root), (digest(leaf), index, size, path, root)]
                wrong += [(leaf, index, size, path[:-1], root), (leaf, index ^ 1, size, path, root)] if path else []
                for arguments in wrong:
                    with self.assertRaises(verifier.Refused):
                        verifier.check_inclusion(*arguments)


class Openings(Temporary):
    statement = Statement("incident", "o", ("recorded_at", "2024-01-02T00:00:00Z"), ("name", "the bridge"))

    def opening(self, document, *commitment):
        raw = document if isinstance(document, bytes) else json.dumps(document).encode()
        with tempfile.TemporaryDirectory() as folder:
            write_folder(folder, {"opening.json": raw})
            return run("opening", os.path.join(folder, "opening.json"), *commitment)

    def test_holds(self):
        whole, seed = self.statement.opening(), self.statement.short()
        for document, shown in ((whole, "head recorded_at name"), (seed, "head recorded_at name"),
                                (self.statement.opening(("name",)), "head recorded_at")):
            result = self.opening(document, self.statement.id)
            self.expect(result, ())
            self.assertEqual([line[6:] for line in result[2].splitlines() if line.startswith("shown ")], shown.split())
        bare = self.statement.opening(("head", "recorded_at", "name"))
        self.expect(self.opening(bare, self.statement.id), (), "incomplete")
        self.expect(self.opening(whole), (), "incomplete")

    def test_values_are_not_printed(self):
        self.assertNotIn("the bridge", self.opening(self.statement.opening(), self.statement.id)[2])

    def test_each_thing_broken(self):
        def part(place, **members):
            document = self.statement.opening()
            document["parts"][place].update(members)
            return document

        opening, head = {"statement.opening"}, {"statement.head"}
        for document in (part(2, value='"the ford"'), part(2, name="alias"), part(2, salt="00" * 32),
                         part(2, value=' "the bridge"'), part(2, name="Name"), part(2, value="\ud800"),
                         part(1, digest="00" * 32), {"parts": []}, {"parts": self.statement.opening()["parts"][:2]},
                         {"seed": "00" * 32, "parts": self.statement.short()["parts"]}, {}, [], b"", b"\xff",
                         b"[" * 100_000, b'{"parts":' + b"9" * 9999 + b"}", b'{"parts":[],"parts":[]}'):
            self.expect(self.opening(document, self.statement.id), opening)
        self.expect(self.opening(self.statement.opening(), "00" * 32), opening)
        self.expect(self.opening(self.statement.opening(("head",)), self.statement.id), head)
        for text in ('{"archive":"%s","log":"%s","kind":"incident","fields":["head"]}',
                     '{"archive":"%s","log":"%s","kind":"incident","fields":["head","other"]}',
                     '{"archive":"%s","log":"%s","kind":"incident","fields":["head","name"],"critical":false}',
                     '{"log":"%s","archive":"%s","kind":"incident","fields":["head","name"]}',
                     '{"archive":"%s","log":"%s","kind":"Incident","fields":["head","name"]}', "[]"):
            broken = Statement("incident", "b", ("name", "the bridge"))
            value = text % (GROUP.id, LOG.id) if "%" in text else text
            document = broken.opening()
            document["parts"][0]["value"] = value
            self.expect(self.opening(document), head, "fails")

    def test_bounds(self):
        big = json.dumps("a" * 262_000)
        for count, outcome in ((4, True), (5, False)):
            parts = [{"name": f"a{i}", "value": big} for i in range(count)]
            try:
                held = bool(verifier.read_opening({"seed": "00" * 32, "parts": parts}))
            except verifier.Refused:
                held = False
            self.assertEqual(held, outcome)
        statement = Statement("incident", "b", ("Bad name", "x"))
        self.expect(self.opening(statement.opening(("Bad name",)), statement.id), {"statement.head"})

    def test_nothing_to_read(self):
        self.assertEqual(run("opening", self.folder)[0], 1)


# --- Archives -------------------------------------------------------------------------------------


class Archives(Temporary):
    home = f"log/{LOG.id}/"

    def changed(self, fails, *more, files, verdict=None):
        """`files`: path (`LOG/` for the log's folder) -> new bytes, a function of the old, or None."""
        changed = archive_files()
        for path, change in files.items():
            full = path.replace("LOG/", self.home)
            raw = change(changed.get(full)) if callable(change) else change
            changed.pop(full, None)
            if raw is not None:
                changed[full] = raw
        self.expect(self.run_on("log", changed, *more), fails, verdict)

    def test_holds(self):
        status, codes, text = self.run_on("log", archive_files())
        self.assertEqual((status, codes["fails"]), (0, set()), text)
        self.assertEqual(codes["holds"], {"archive.format", "group.key", "key.files", "log.admission", "log.checkpoint", "log.tiles",
                                          "log.entry", "log.consistency", "sealed.list"})
        for count in (1, 255, 256, 257):
            self.expect(self.run_on("log", archive_files(max(count, 256))), ())
        self.assertEqual(run("log", self.folder)[0], 1)

    def test_trust(self):
        for line, fails in ((GROUP.id, ()), (GROUP.vkey, ()), (OTHER_GROUP.id, {"signer.trust"})):
            with tempfile.TemporaryDirectory() as folder:
                write_folder(folder, {"trust": (line + "\n").encode()})
                self.changed(fails, "--trust", os.path.join(folder, "trust"), files={})

    def test_each_thing_broken(self):
        def flip(raw):
            return bytes([raw[0] ^ 1]) + raw[1:]

        entries = entries_of(260)
        rewritten = entries[:5] + [entries[6]] + entries[6:]
        for fails, files in (
            ({"archive.format"}, {"testigo.toml": lambda raw: raw.replace(b"testigo/1", b"testigo/2")}),
            ({"archive.format"}, {"testigo.toml": b"\xff"}),
            ({"group.key"}, {"testigo.toml": lambda raw: raw.replace(GROUP.id[:8].encode(), b"00000000")}),
            ({"group.key"}, {"keys/1/recipient": lambda raw: raw.replace(b"epoch 1", b"epoch 2")}),
            ({"archive.format"}, {"testigo.toml": lambda raw: raw + raw}),
            ({"archive.format"}, {"testigo.toml": lambda raw: raw[:raw.index(b"group_key")]}),
            ({"group.key"}, {"testigo.toml": lambda raw: raw.replace(b'"' + GROUP.id.encode(), b'"' + b"0" * 64)}),
            ({"group.key"}, {"testigo.toml": lambda raw: raw.replace(GROUP.vkey.encode(), renamed(GROUP).encode())}),
            ({"group.key", "key.files"}, {"keys/2/recipient": archive_files()["keys/1/recipient"]}),
            ({"archive.format"}, {"testigo.toml": lambda raw: raw.replace(b" = ", b" =  ", 1)}),
            ({"archive.format"}, {"reserve": lambda raw: raw[:-1] + b"\1"}),
            ({"key.files"}, {"keys/1/files": None}),
            ({"key.files"}, {"keys/1/files": lambda raw: raw.replace(b"epoch 1", b"epoch 2")}),
            ({"key.files"}, {"keys/1/recovery.age": flip}),
            ({"key.files"}, {"keys/1/recovery.age": None}),
            ({"key.files"}, {"keys/1/passphrase-2.age": b"sealed by somebody"}),
            ({"log.admission"}, {"LOG/admission": None}),
            ({"log.admission"}, {"LOG/admission": admission(group=OTHER_GROUP)}),
            ({"log.admission"}, {"LOG/admission": admission(role="reader")}),
            ({"log.admission"}, {"LOG/admission": admission(log=Signer(digest(b"other"), "log"))}),
            ({"log.checkpoint"}, {"LOG/checkpoint": None}),
            ({"log.checkpoint"}, {"LOG/checkpoint": lambda raw: raw.replace(b"\n260\n", b"\n261\n")}),
            ({"log.checkpoint"}, {"LOG/checkpoint": lambda raw: raw[:-1]}),
            ({"log.tiles"}, {"LOG/checkpoint": checkpoint(rewritten)}),
            ({"log.tiles"}, {"LOG/tile/entries/001.p/4": None}),
            ({"log.tiles"}, {"LOG/tile/entries/001.p/4": lambda raw: raw[:-1]}),
            ({"log.tiles"}, {"LOG/tile/entries/001.p/4": lambda raw: raw + b"\0"}),
            ({"log.tiles"}, {"LOG/tile/0/000": lambda raw: raw[:-1] + b"\0"}),
            ({"log.tiles"}, {"LOG/tile/1/000.p/1": flip}),
            ({"log.tiles"}, {"LOG/tile/0/000.p/7": log_files(rewritten[:7])["tile/0/000.p/7"]}),
            ({"log.tiles"}, {"LOG/tile/entries/000.p/7": log_files(rewritten[:7])["tile/entries/000.p/7"]}),
            ({"log.tiles"}, {"LOG/tile/entries/000.p/07": log_files(entries[:7])["tile/entries/000.p/7"]}),
            ({"log.consistency"}, {"LOG/checkpoints/7": checkpoint(rewritten[:7])}),
            ({"log.consistency"}, {"LOG/checkpoints/8": checkpoint(entries[:7])}),
            ({"log.consistency"}, {"LOG/checkpoints/300": checkpoint(entries_of(300))}),
            ({"log.consistency"}, {"LOG/checkpoints/7": lambda raw: raw.replace(b"\n7\n", b"\n6\n")}),
            ({"sealed.list"}, {"objects/ab/" + "c" * 62: flip}),
            ({"sealed.list"}, {"objects/ab/" + "c" * 62: None}),
        ):
            with self.subTest(files=list(files)):
                self.changed(fails, files=files)

    def test_openings(self):
        name = next(path for path in archive_files() if "/openings/" in path)
        self.changed({"sealed.list"}, files={name: b"other"})
        self.changed({"sealed.list", "statement.opening"}, files={name: None})
        other = name.replace("openings/", "openings/x")
        self.changed({"sealed.list"}, files={other: b"x"})
        listing = name.replace("openings/", "sealed/").replace(".age", ".sha256")
        line = f"{digest(b'other').hex()}  {name}\n".encode()
        self.changed({"sealed.list"}, files={name: b"other", listing: line})
        for change in (lambda raw: raw[:-1], lambda raw: raw + b"x\n", lambda raw: raw + raw[-200:], lambda raw: b"",
                       lambda raw: raw + raw.splitlines(True)[0],
                       lambda raw: raw + f"{'0' * 64}  testigo.toml\n".encode(),
                       lambda raw: raw + f"{'0' * 64}  ../x\n".encode(),
                       lambda raw: raw + f"{digest(archive_files()['testigo.toml']).hex()}  testigo.toml\n".encode()):
            self.changed({"sealed.list"}, files={listing: change})
        self.changed({"sealed.list"}, files={listing.replace("sealed/", "sealed/x"): archive_files()[listing]})
        # Rewritten after an erasure: the old list stands, the object is gone.
        new = b"rewritten"
        rewritten = name.replace(name[-12:-4], digest(new).hex()[:8])
        self.changed((), files={name: None, rewritten: new, "objects/ab/" + "c" * 62: None}, verdict="incomplete")

    def test_wider_tiles_and_opaque_leaves(self):
        wider = log_files(entries_of(300))
        self.changed((), files={"LOG/tile/0/001.p/4": None, "LOG/tile/0/001.p/44": wider["tile/0/001.p/44"],
                                "LOG/tile/entries/001.p/4": None,
                                "LOG/tile/entries/001.p/44": wider["tile/entries/001.p/44"]})
        for entry, fails, verdict in ((b"\2future", (), "incomplete"), (b"\1short", {"log.entry"}, None)):
            entries = entries_of(3) + [entry]
            files = archive_files(256)
            for path in [path for path in files if path.startswith(self.home) and "/openings/" not in path]:
                del files[path]
            files.update({self.home + path: raw for path, raw in log_files(entries).items()})
            self.expect(self.run_on("log", files), fails, verdict)

    def test_removal(self):
        root = base64.b64encode(tree_hash(entries_of(7))).decode()
        note = GROUP.note(f"testigo/1/removal\narchive {GROUP.id}\nlog {LOG.id}\nsize 7\nroot {root}\n")
        self.changed((), files={"LOG/removal": note})
        self.changed({"log.admission"}, files={"LOG/removal": note.replace(b"size 7", b"size 8")})
        for log, size, fails in ((LOG.id, 8, "log.consistency"), (LOG.id, 300, "log.consistency"),
                                 ("0" * 64, 7, "log.admission")):
            other = GROUP.note(f"testigo/1/removal\narchive {GROUP.id}\nlog {log}\nsize {size}\nroot {root}\n")
            self.changed({fails}, files={"LOG/removal": other})

    def test_links_are_not_followed(self):
        with tempfile.TemporaryDirectory() as folder:
            write_folder(folder, archive_files())
            for path, code in ((self.home + "admission", "log.admission"), ("objects/ab/" + "c" * 62, "sealed.list")):
                full = os.path.join(folder, path)
                os.rename(full, full + "2")
                os.symlink(full + "2", full)
                self.expect(run("log", folder), {code})
                os.rename(full + "2", full)


# --- Dossiers -------------------------------------------------------------------------------------


class Dossiers(Temporary):
    def check(self, fails, verdict=None, **hooks):
        files = Dossier(**hooks).files
        result = self.run_on("dossier", files)
        self.expect(result, fails, verdict)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "dossier.zip")
            write_zip(path, files)
            self.assertEqual(run("dossier", path)[2], result[2], "the zip is judged like the folder")

    def test_holds(self):
        self.check(())
        status, codes, text = self.run_on("dossier", Dossier().files)
        self.assertEqual(codes["holds"], {
            "package.path", "package.limit", "keys.pem", "log.checkpoint", "statement.order", "statement.repeated",
            "withheld.counts", "bag.declaration", "bag.manifest", "bag.complete", "group.key", "log.admission",
            "proof.checkpoint", "release.statement", "release.files", "statement.opening", "statement.head",
            "proof.inclusion", "exhibit.proof", "exhibit.digest", "record.rows", "figure.rerun"}, text)
        self.assertNotIn("Radio", text)

    def test_trust(self):
        with tempfile.TemporaryDirectory() as folder:
            write_folder(folder, {"trust": (OTHER_GROUP.vkey + "\n").encode()})
            self.expect(self.run_on("dossier", Dossier().files, "--trust", folder + "/trust"), {"signer.trust"})

    def test_bag(self):
        def put(path, raw):
            return lambda files: files.update({path: raw(files[path]) if callable(raw) else raw})

        self.check({"bag.declaration", "bag.manifest"}, last=put("bagit.txt", b"BagIt-Version: 0.97\n"))
        self.check({"bag.manifest"}, last=put("data/report.html", b"changed"))
        self.check({"bag.manifest", "bag.complete"}, last=put("tagmanifest-sha256.txt", lambda raw: raw + b"nonsense\n"))
        self.check({"bag.manifest", "release.files", "figure.rerun"}, last=put("VERIFY.txt", b"changed"))
        self.check({"bag.complete"}, last=put("data/more.txt", b"more"))
        self.check({"bag.complete"}, last=lambda files: files.pop("data/report.html"))
        wrong = f"{digest(b'<p>report</p>' + bytes([10])).hex()}  data/report.html\n".encode()
        self.check({"bag.manifest", "bag.complete"}, last=put("tagmanifest-sha256.txt", lambda raw: raw + wrong))
        # The payload and its manifest changed together: only the release notices.
        self.check({"release.statement", "figure.rerun"}, proof=put(
            "manifest-sha256.txt", lambda raw: raw + digest(b"x").hex().encode() + b"  data/x.txt\n"),
            last=put("data/x.txt", b"x"))
        self.check({"release.files", "figure.rerun"}, proof=put("VERIFY.txt", b"trust me\n"))

    def test_paths(self):
        good = Dossier().files
        for name in ("../x", "/x", "a//b", "a/./b", "c:/x", "a\\b", "a\x07b", "DATA/report.html", "fetch.txt", "x" * 256,
                     "data/report.html"):
            with self.subTest(name=name), tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "dossier.zip")
                with contextlib.redirect_stderr(io.StringIO()):
                    write_zip(path, list(good.items()) + [(name, b"x")])
                status, codes, text = run("dossier", path)
                self.assertEqual(status, 3)
                self.assertIn("package.path", codes["fails"], text)
        for link in ("file", "folder"):
            with self.subTest(link=link), tempfile.TemporaryDirectory() as folder:
                write_folder(folder, good)
                os.symlink("report.html" if link == "file" else ".", os.path.join(folder, "data", "link"))
                self.expect(run("dossier", folder), {"package.path"})
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "dossier.zip")
            for top, extra in (("", ("bag", b"")), ("a/", ("../b/x", b"x"))):
                write_zip(path, list(good.items()) + [extra], top)
                self.assertIn("package.path", run("dossier", path)[1]["fails"])

    def test_openings(self):
        def line(number, **members):
            return lambda lines: lines[number].update(members)

        def value(lines):
            lines[0]["parts"][2]["value"] = '"Radio Jade"'

        consequences = {"record.rows"}
        self.check({"proof.inclusion"} | consequences, lines=value)
        self.check({"proof.inclusion", "exhibit.proof", "withheld.counts"} | consequences, lines=line(3, index=4))
        self.check({"proof.inclusion"} | consequences, lines=lambda lines: lines[0]["path"].pop())
        self.check({"statement.head"} | consequences, lines=line(0, log="00" * 32))
        self.check({"statement.opening"} | consequences, lines=line(0, parts=[]))
        self.check({"statement.opening"} | consequences, lines=line(0, more=1))
        self.check({"statement.order"} | consequences, lines=lambda lines: lines.reverse() or lines.insert(0, lines.pop()))
        self.check({"statement.order"}, lines=lambda lines: lines.insert(1, lines[0]))
        self.check({"statement.repeated"}, lines=lambda lines: lines.append({**lines[0], "index": 4}))
        self.check({"record.rows"}, lines=lambda lines: lines.pop(0))

        def headless(lines):
            statement = Dossier().statements[0]
            lines[0]["parts"] = statement.opening(("head",))["parts"]

        self.check({"statement.head", "record.rows"}, lines=headless)

    def test_logs_and_group(self):
        home = f"proof/logs/{LOG.id}/"

        def put(path, raw):
            return lambda files: files.update({path: raw})

        # Without a log nothing is proved: what rests on it fails too.
        gone = {"proof.checkpoint", "release.statement", "record.rows", "figure.rerun", "exhibit.proof", "withheld.counts"}
        other = gone | {"keys.pem", "log.admission", "statement.head"}
        self.check(other, proof=put("proof/group/vkey", OTHER_GROUP.vkey.encode()))
        self.check({"group.key"}, proof=put("proof/group/vkey", renamed(GROUP).encode()))
        self.check({"keys.pem"}, proof=put("proof/group/key.pem", OTHER_GROUP.pem()))
        self.check({"log.admission"} | gone, proof=put(home + "admission", admission(group=OTHER_GROUP)))
        self.check({"keys.pem"}, proof=put(home + "key.pem", GROUP.pem()))
        self.check({"keys.pem"}, proof=put(home + "vkey", GROUP.vkey.encode()))
        self.check({"keys.pem"}, proof=put(home + "admission.body", b"testigo/1/admission\n"))
        self.check({"keys.pem"}, proof=put(home + "checkpoint.sig", bytes(64)))
        self.check({"log.checkpoint"} | gone, proof=put(home + "checkpoint", b"\n\n"))
        self.check({"bag.complete"}, proof=put("proof/README.html", b"believe me"))
        self.check({"bag.complete"}, proof=put(home + "more", b"believe me"))

    def test_witnesses(self):
        witness = Signer(digest(b"witness"), "log")
        home = f"proof/logs/{LOG.id}/checkpoint"
        key_id = digest(witness.name.encode(), b"\n\4", witness.public)[:4]

        def cosign(time, signed=None):
            def proof(files):
                text = files[home + ".body"].decode()
                message = f"cosignature/v1\ntime {time if signed is None else signed}\n{text}"
                line = base64.b64encode(key_id + time.to_bytes(8, "big") + witness.sign(message.encode())).decode()
                files[home] += f"\u2014 {witness.name} {line}\n".encode()
            return proof

        trust = os.path.join(os.path.dirname(self.folder), "trust")
        with open(trust, "w", encoding="utf-8") as file:
            file.write(f"# obtained by hand\n{GROUP.id}\n{witness.vkey}\n")
        for hook, arguments, outcome in ((None, ("--trust", trust), "unchecked"), (cosign(7), (), "unchecked"),
                                         (cosign(7), ("--trust", trust), "holds"),
                                         (cosign(7, 8), ("--trust", trust), "fails"), (cosign(7, 8), (), "unchecked")):
            status, codes, text = self.run_on("dossier", Dossier(proof=hook).files, *arguments)
            self.assertEqual({o for o in codes if "witness.cosignature" in codes[o]}, {outcome}, text)
            self.assertEqual(status, 3 if outcome == "fails" else 0, text)

    def test_release(self):
        self.check({"release.statement", "figure.rerun"}, release={"manifest": "00" * 32})
        self.check({"release.statement", "figure.rerun"},
                   release={"heads": [{"log": LOG.id, "size": 6, "root": "00" * 32}]})
        self.check({"release.statement", "figure.rerun"}, proof=lambda files: files.pop("proof/release.json"))
        self.check({"release.files", "figure.rerun"}, release={"files": {}})
        root, other = tree_hash([b"\1" + s.commitment for s in Dossier().statements]).hex(), "ff" * 32
        good = {"log": LOG.id, "size": 5, "root": root}
        for heads in ([{**good, "size": 7}], [{**good, "log": other}, good], [good, good], [{**good, "x": 1}], "none",
                      [{**good, "size": -1}], [{**good, "root": "x"}]):
            figure = {"as_of": heads}
            self.check({"release.statement", "figure.rerun"}, release={"heads": heads}, figure=figure)
        self.check({"release.statement", "figure.rerun"}, release_kind="import")

    def test_exhibits(self):
        def data(files):
            files["data/items/E0001.jpg"] = b"another photograph"

        def second(files):
            files["data/items/E0002.jpg"] = EXHIBIT

        def proof(files):
            path = "proof/exhibits/E0001.tlog-proof"
            files[path] = files[path].replace(b"index 3", b"index 1")

        def two(files):
            files["data/items/E0001.png"] = EXHIBIT

        def fork(files):
            path = "proof/exhibits/E0001.tlog-proof"
            entries = [b"\1" + s.commitment for s in Dossier().statements] + [b"\1" + bytes(32)]
            hashes = "".join(base64.b64encode(node).decode() + "\n" for node in tree_path(3, entries))
            files[path] = f"c2sp.org/tlog-proof@v1\nindex 3\n{hashes}\n".encode() + checkpoint(entries)

        self.check({"exhibit.digest"}, data=two)
        self.check({"exhibit.proof"}, proof=fork)
        self.check({"exhibit.digest"}, data=data)
        self.check({"exhibit.proof"}, data=second)
        self.check({"exhibit.proof"}, proof=proof)

    def test_record(self):
        def change(table, row, column, value):
            def rows(out):
                out[table][row][column] = value
            return rows

        for rows in (change("statement", 0, 1, "00" * 32), change("statement", 0, 4, "person"),
                     change("statement", 0, 3, 9), change("claim", 0, 3, "title"), change("claim", 0, 4, "Radio Jade"),
                     change("claim", 0, 2, 2), change("claim", 5, 4, "summer"), lambda out: out["claim"].pop(0),
                     lambda out: out["statement"].pop(), lambda out: out["claim"].append([99, 1, 1, "name", "Radio Amber"])):
            self.check({"record.rows"}, rows=rows)
        self.check({"record.rows"}, rows=change("claim", 3, 2, 1))
        self.check({"figure.rerun", "record.rows"}, rows=change("claim", 4, 4, "15"))

    def test_hostile_record_and_sql(self):
        def put(raw):
            return lambda files: files.update({"data/record.sqlite": raw})

        if hasattr(sqlite3.Connection, "deserialize"):  # Python 3.11
            views = sqlite3.connect(":memory:")
            views.deserialize(Dossier().files["data/record.sqlite"])
            views.executescript("ALTER TABLE claim RENAME TO c; CREATE VIEW claim AS SELECT * FROM c")
            self.check({"record.rows"}, data=put(views.serialize()))
        self.check({"record.rows", "figure.rerun"}, data=put(b"not a database"))
        self.check({"record.rows", "figure.rerun"}, data=put(b"SQLite format 3\0" + bytes(4096)))
        loop = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS min FROM n"
        for sql in ("", "SELECT 1", "DROP TABLE claim", "PRAGMA page_size", "ATTACH 'x' AS y", "SELECT 12 AS min",
                    "SELECT load_extension('x') AS min, 14 AS value, 14 AS max", FIGURE + " UNION ALL " + FIGURE,
                    FIGURE + "; DELETE FROM claim", None, 7, loop):
            self.check({"figure.rerun"}, figure={"sql": sql})
        for figure in ({"shown": {"min": 12, "value": 14, "max": 15}}, {"shown": {"min": 12, "value": None, "max": 14}},
                       {"view": "claim"}, {"view": 'x" UNION SELECT 1'}, {"as_of": []}):
            self.check({"figure.rerun"}, figure=figure)
        self.check({"figure.rerun", "figure.stated"}, figure={"shown": 7})
        self.check({"figure.stated"}, figure={"stated": {"min": 1, "value": None, "max": 11}})
        self.check((), figure={"stated": {"min": 1, "value": None, "max": None}})

    def test_withheld(self):
        for stated in (b"", b'{"fields":2,"persons":0,"rows":[]}', b'{"fields":1,"persons":0,"rows":[[1,"person"]]}'):
            fails = {"withheld.counts"}
            self.check(fails, data=lambda files, stated=stated: files.update({"data/withheld.json": stated}))
        self.check({"record.rows"}, data=lambda files: files.update(
            {"data/withheld.json": b'{"fields":1,"persons":1,"rows":[[1,"person"]]}'}))

    def test_same_person(self):
        def grouped(rows):
            def change(files):
                figures = json.loads(files["data/figures.json"])
                figures["same_person"] = rows
                files["data/figures.json"] = json.dumps(figures).encode()
            return change

        self.check((), data=grouped([]))
        for rows in (7, [["00" * 32, 1, 1, 1]], [[1]], ["x"]):
            self.check({"figure.rerun"} if rows == 7 else {"record.rows"}, data=grouped(rows))
        if hasattr(sqlite3.Connection, "deserialize"):  # Python 3.11
            for sql in ("INSERT INTO same_person VALUES (1, 2, 1)", "DELETE FROM reached",
                        "INSERT INTO reached VALUES (1, 1, 99)"):
                def put(files, sql=sql):
                    changed = sqlite3.connect(":memory:")
                    changed.deserialize(files["data/record.sqlite"])
                    changed.executescript(sql)
                    files["data/record.sqlite"] = changed.serialize()
                self.check({"record.rows"}, data=put)

    def test_critical_kinds_and_erasure(self):
        self.check((), critical=True)
        claims, rows = verifier.expected_rows, []
        statement = Statement("incident", "x", ("name", "erased"))
        erasure = Statement("erased", "y", ("subject", statement.id), ("targets", [statement.id]))
        for index, one in enumerate((statement, erasure)):
            opening = verifier.read_opening(one.opening())
            verifier.check_head(opening)
            rows.append(verifier.Disclosed(LOG.id, index, opening))
        self.assertEqual([c.field for c in claims(rows[:1])[1]], ["name"])
        self.assertEqual([c.field for c in claims(rows)[1]], [])
        unknown = verifier.read_opening(Statement("treaty", "z", critical=True).opening())
        verifier.check_head(unknown)
        report = verifier.Report()
        verifier.check_kind_known(report, unknown, "here")
        self.assertEqual(report.verdict(), "incomplete")


VECTORS = os.path.join(os.path.dirname(os.path.abspath(verifier.__file__)), "vectors")


class Vectors(Temporary):
    @unittest.skipUnless(os.path.isdir(VECTORS), "skipped: testkit/vectors is absent")
    def test_all_are_met(self):
        status, codes, text = run("vectors", VECTORS)
        self.assertEqual((status, codes["fails"]), (0, set()), text)
        self.assertEqual(codes["holds"] >= {"statement.opening", "log.checkpoint", "log.admission", "exhibit.proof"}, True)

    def test_a_wrong_vector_is_noticed(self):
        statement = Statement("incident", "v", ("name", "the bridge"))
        good = {"expect": "holds", "archive": GROUP.id, "log": LOG.id, "commitment": statement.id, "bare": 0,
                "opening": plain(statement.opening()), "shown": [[1, "name", '"the bridge"']]}
        for changes, fails in (({}, ()), ({"expect": "commitment"}, {"statement.opening"}), ({"bare": 1}, {"statement.opening"}),
                               ({"log": "0" * 64}, {"statement.opening"}), ({"log": "0" * 64, "expect": "foreign"}, ())):
            self.expect(self.run_on("vectors", {"opening-a.json": plain({**good, **changes}).encode()}), fails)
        self.assertEqual(self.run_on("vectors", {"README.md": b""})[0], 1)


class Hostile(Temporary):
    """Damaged bytes anywhere end in findings, never in a traceback, and are never accepted."""

    def test_damaged_files(self):
        chance = random.Random(1)
        files = Dossier().files
        for path in sorted(files):
            for damaged in (b"", files[path][:chance.randrange(len(files[path]))], bytes(chance.randrange(256) for _ in range(200))):
                status, codes, text = self.run_on("dossier", {**files, path: damaged})
                self.assertEqual(status, 3, (path, text))
        for path in sorted(archive := archive_files(258)):
            if not path.endswith((".p/258", "testigo.toml")):
                status, _, text = self.run_on("log", {**archive, path: b"\xff" * 40})
                self.assertEqual(status, 3, (path, text))

    def test_damaged_zip(self):
        chance = random.Random(2)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "dossier.zip")
            write_zip(path, Dossier().files)
            with open(path, "rb") as file:
                good = file.read()
            for _ in range(60):
                bad = bytearray(good)
                for _ in range(3):
                    bad[chance.randrange(len(bad))] = chance.randrange(256)
                with open(path, "wb") as file:
                    file.write(bad[:chance.choice((len(bad), chance.randrange(len(bad))))])
                self.assertIn(run("dossier", path)[0], (0, 1, 3))
            with open(path, "wb") as file:
                file.write(b"neither")
            self.assertEqual(run("dossier", path)[0], 1)


if __name__ == "__main__":
    unittest.main()
