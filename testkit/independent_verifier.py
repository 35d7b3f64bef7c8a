#!/usr/bin/env python3
"""An independent verifier for the formats of testigo/1 experimental.

Written from docs/FORMAT.md ("the page"; section numbers below are its sections), the RFCs and the
C2SP texts it names, with Python's standard library alone. It shares no code with the program, so
that the two can be run against each other.

    independent_verifier.py log ARCHIVE_DIR                   the logs of an archive, without keys
    independent_verifier.py opening FILE [COMMITMENT_HEX]     one opening, wholly or partly shown
    independent_verifier.py vectors DIR                       the vectors of testkit/vectors
    independent_verifier.py dossier PATH                      a dossier: folder or zip, not unpacked

Each line of the answer is `holds|fails|unchecked CODE subject`; the last is `verdict ...`.
Exit status: 0, 3 if any finding fails, 1 if nothing could be read, 2 for a wrong command line.

Invariants: it writes nothing to disk and opens no connection; values of statements are never
printed; whatever it does not understand fails (`Report.check`), it is never skipped in silence.

Not checked, because the page leaves it open or it needs keys: sealed openings and objects, time
stamps, the text of the report, the CSV copies of record.sqlite.
"""

import argparse
import base64
import hashlib
import hmac
import json
import os
import pathlib
import re
import sqlite3
import stat
import sys
import zipfile
from collections import Counter, namedtuple

FORMAT = "testigo/1 experimental"

# Bounds, in bytes or counts. Those of 1.1 and 3 are the page's; the others only keep memory finite.
VALUE_BYTES, STATEMENT_BYTES, FIELDS, NESTING = 262_144, 1_048_576, 1_024, 16
NOTE_BYTES, LINE_BYTES, TEXT_BYTES, RECORD_BYTES = 1 << 16, 1 << 24, 1 << 28, 1 << 30
RESERVE_BYTES = 1 << 20
PACKAGE_FILES, PACKAGE_BYTES = 200_000, 1 << 42
# A zip file may unpack to so many bytes, or to so many times its own size.
UNPACKED_BYTES, UNPACKED_RATIO = 1 << 30, 100
# Not on the page, but in its vectors: how many signatures a note may have, and the largest epoch.
SIGNATURES, EPOCHS = 100, (1 << 32) - 1

HEX32 = re.compile(r"[0-9a-f]{64}")
DECIMAL = re.compile(r"0|[1-9][0-9]{0,17}")
FIELD_NAME = re.compile(r"[a-z][a-z0-9_.]{0,63}")
KIND = re.compile(r"[a-z][a-z_]{0,31}")
AGE_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")

RECORD_KINDS = frozenset(
    "source item account incident act person involvement list entry place consent relation assessment intervention proceeding".split())
CLAIM_KINDS = frozenset("claim supersession".split())
OTHER_KINDS = frozenset("claim supersession receipt level erased retraction import judgement figure vocabulary release archive log".split())
COMMON_FIELDS = frozenset("head recorded_at by source locator import key subject level reason".split())


class Refused(Exception):
    """The bytes are not what the page asks for. The reason never holds a value."""


class Unchecked(Exception):
    """Nothing is wrong, but it could not be decided here. `promised` as in `Report.add`."""

    def __init__(self, reason, promised=True):
        super().__init__(reason)
        self.promised = promised


class Unreadable(Exception):
    """There is nothing to check: exit status 1."""


def require(condition, reason):
    if not condition:
        raise Refused(reason)


class Report:
    """The findings, in the order in which their subjects were first met."""

    def __init__(self):
        self.rows = []          # [outcome, code, subject, count]
        self.groups = {}        # (code, group) -> its row
        self.incomplete = False

    def add(self, outcome, code, subject, promised=True):
        """`promised`: an `unchecked` of something the package promises makes the verdict incomplete."""
        self.incomplete = self.incomplete or (outcome == "unchecked" and promised)
        self.rows.append([outcome, code, subject, 1])

    def check(self, code, subject, action, *arguments, group=None):
        """Runs one check; its value (or True) if it holds, else None. Any other error is a failure
        too: foreign bytes must not be able to end the run. Checks of one group that hold share a line."""
        try:
            value = action(*arguments)
        except Unchecked as reason:
            return self.add("unchecked", code, f"{subject}: {reason}", reason.promised)
        except Refused as reason:
            return self.add("fails", code, f"{subject}: {reason}")
        except Exception as error:  # noqa: BLE001 - fail closed, see above
            return self.add("fails", code, f"{subject}: cannot be read ({type(error).__name__})")
        if group is None:
            self.add("holds", code, subject)
        elif (code, group) in self.groups:
            self.groups[code, group][3] += 1
        else:
            self.add("holds", code, group)
            self.groups[code, group] = self.rows[-1]
        return True if value is None else value

    def verdict(self):
        if any(row[0] == "fails" for row in self.rows):
            return "fails"
        return "incomplete" if self.incomplete or not self.rows else "holds"

    def lines(self):
        for outcome, code, subject, count in self.rows:
            counted = f"{subject} ({count})" if count > 1 else subject
            # A hostile file name must not reach the terminal as control characters.
            yield f"{outcome} {code} " + "".join(c if c.isprintable() else "?" for c in counted)
        yield f"verdict {self.verdict()}"


# --- 1 Notation: digests, hex, base64 -------------------------------------------------------------


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def unsigned(number, width):
    return number.to_bytes(width, "big")


def unhex(text):
    require(isinstance(text, str) and HEX32.fullmatch(text), "not 64 lower-case hex digits")
    return bytes.fromhex(text)


def unbase64(text, length):
    """RFC 4648 with padding; only the one canonical spelling."""
    raw = base64.b64decode(text.encode("ascii"), validate=True)
    require(base64.b64encode(raw).decode() == text and len(raw) == length, "not canonical base64")
    return raw


def decimal(text):
    require(DECIMAL.fullmatch(text), "not a plain decimal number")
    return int(text)


def is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 53


# --- 1 Ed25519, RFC 8032 section 5.1, strict ------------------------------------------------------
# Points are extended coordinates (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z.

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE_D = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME
ROOT_OF_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)
IDENTITY = (0, 1, 1, 0)


def point_add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % PRIME
    b = (p[1] + p[0]) * (q[1] + q[0]) % PRIME
    c = 2 * p[3] * q[3] * CURVE_D % PRIME
    d = 2 * p[2] * q[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME)


def point_equal(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % PRIME == 0 and (p[1] * q[2] - q[1] * p[2]) % PRIME == 0


def two_products(scalar, point, other_scalar, other_point):
    """scalar*point + other_scalar*other_point. Variable time: nothing here is secret."""
    choices = (None, point, other_point, point_add(point, other_point))
    result = IDENTITY
    for bit in range(max(scalar.bit_length(), other_scalar.bit_length()) - 1, -1, -1):
        result = point_add(result, result)
        choice = choices[(scalar >> bit & 1) | (other_scalar >> bit & 1) << 1]
        if choice is not None:
            result = point_add(result, choice)
    return result


def decode_point(raw):
    number = int.from_bytes(raw, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    require(len(raw) == 32 and y < PRIME, "a point is not canonical")
    square = (y * y - 1) * pow(CURVE_D * y * y + 1, PRIME - 2, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * ROOT_OF_MINUS_ONE % PRIME
    require((x * x - square) % PRIME == 0, "a point is not on the curve")
    require(x or not sign, "a point is not canonical")
    x = PRIME - x if x & 1 != sign else x
    point = (x, y, 1, x * y % PRIME)
    require(not point_equal(two_products(8, point, 0, IDENTITY), IDENTITY), "a point has small order")
    return point


BASE = decode_point(unsigned(4 * pow(5, PRIME - 2, PRIME) % PRIME, 32)[::-1])


def check_signature(public_key, message, signature):
    """Without the cofactor: R = [S]B - [k]A exactly."""
    require(len(signature) == 64 and len(public_key) == 32, "signature or key has a wrong length")
    key, commitment = decode_point(public_key), decode_point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    require(s < ORDER, "S is not below the group order")
    k = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % ORDER
    minus_key = (PRIME - key[0], key[1], 1, PRIME - key[3])
    require(point_equal(two_products(s, BASE, k, minus_key), commitment), "the signature is not valid")


# --- 1.1 Plain JSON, and JSON at large ------------------------------------------------------------

SHORT_ESCAPES = {"\\b": "\b", "\\t": "\t", "\\n": "\n", "\\f": "\f", "\\r": "\r", '\\"': '"', "\\\\": "\\"}
PLAIN_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\["\\btnfr]|\\u00[01][0-9a-f])*"')
PLAIN_ESCAPE = re.compile(r"\\u00..|\\.")
PLAIN_NUMBER = re.compile(r"0(?![0-9])|-?[1-9][0-9]{0,15}(?![0-9])")
NONCHARACTER = re.compile(
    "[\ufdd0-\ufdef" + "".join(chr(p << 16 | 0xFFFE) + chr(p << 16 | 0xFFFF) for p in range(17)) + "]")


def parse_plain(raw):
    """The value of `raw` if it is the one way to write it (1.1)."""
    require(len(raw) <= VALUE_BYTES, "a value is too long")
    text = raw.decode("utf-8")
    value, end = plain_value(text, 0, 0)
    require(end == len(text), "a value is followed by other bytes")
    return value


def plain_string(text, at):
    found = PLAIN_STRING.match(text, at)
    require(found, "a string is not plain")

    def unescape(escape):
        short = SHORT_ESCAPES.get(escape.group())
        control = short or chr(int(escape.group()[2:], 16))
        require(short or control not in SHORT_ESCAPES.values(), "an escape is not the short one")
        return control

    string = PLAIN_ESCAPE.sub(unescape, found.group()[1:-1])
    require(not NONCHARACTER.search(string), "a string holds a noncharacter")
    return string, found.end()


def plain_value(text, at, depth):
    first = text[at:at + 1]
    if first == '"':
        return plain_string(text, at)
    for word, value in (("true", True), ("false", False), ("null", None)):
        if text.startswith(word, at):
            return value, at + len(word)
    if first not in ("{", "["):
        found = PLAIN_NUMBER.match(text, at)
        require(found and abs(int(found.group())) < 1 << 53, "a token is not plain")
        return int(found.group()), found.end()
    require(depth < NESTING, "a value is nested too deep")
    closing = "}" if first == "{" else "]"
    members, at, result = first == "{", at + 1, {} if first == "{" else []
    if text[at:at + 1] == closing:
        return result, at + 1
    while True:
        if members:
            name, at = plain_string(text, at)
            require(text[at:at + 1] == ":" and name not in result, "a member is not plain")
            result[name], at = plain_value(text, at + 1, depth + 1)
        else:
            value, at = plain_value(text, at, depth + 1)
            result.append(value)
        at += 1
        if text[at - 1:at] == closing:
            return result, at
        require(text[at - 1:at] == ",", "an array or object is not plain")


def parse_json(raw):
    """Any JSON text whose objects have no name twice."""
    def members(pairs):
        require(len({name for name, _ in pairs}) == len(pairs), "an object has a name twice")
        return dict(pairs)

    def number(digits):
        require(len(digits) <= 17, "a number is too long")
        return int(digits)

    def constant(_):
        raise Refused("a number is not JSON")

    return json.loads(raw.decode("utf-8"), object_pairs_hook=members, parse_int=number, parse_constant=constant)


# --- 3 Statement, commitment, opening -------------------------------------------------------------

Head = namedtuple("Head", "archive log kind fields critical")


class Opening:
    """The recomputed commitment; `shown` maps a place to (name, value bytes, parsed value)."""

    def __init__(self, digests, shown):
        self.count, self.digests = len(digests), digests
        self.commitment = sha256(b"testigo/1/statement\n", unsigned(self.count, 2), *digests)
        self.shown = shown
        self.head = None

    def value(self, name):
        """The parsed value of a shown field, else None."""
        return next((value for shown, _, value in self.shown.values() if shown == name), None)


def field_digest(place, salt, name, value):
    label = name.encode("ascii")
    return sha256(b"testigo/1/field\n", unsigned(place, 2), salt, unsigned(len(label), 2), label, value)


def field_salt(seed, place):
    return hmac.new(seed, b"testigo/1/salt" + unsigned(place, 4), hashlib.sha256).digest()


def read_opening(document):
    parts = document["parts"]
    require(isinstance(parts, list) and 1 <= len(parts) <= FIELDS, "the number of parts is out of bounds")
    seed = unhex(document["seed"]) if "seed" in document else None
    shown_members = {"salt", "name", "value"} if seed is None else {"name", "value"}
    digests, shown, length = [], {}, 0
    for place, part in enumerate(parts):
        if seed is None and set(part) == {"digest"}:
            digests.append(unhex(part["digest"]))
            continue
        require(set(part) == shown_members, f"part {place} is neither shown nor bare")
        name, value = part["name"], part["value"].encode("utf-8")
        require(FIELD_NAME.fullmatch(name), f"part {place} has a name that is none")
        length += len(value)
        require(length <= STATEMENT_BYTES, "the values are too long together")
        salt = unhex(part["salt"]) if seed is None else field_salt(seed, place)
        digests.append(field_digest(place, salt, name, value))
        shown[place] = (name, value, parse_plain(value))
    return Opening(digests, shown)


def check_head(opening, archive=None, log=None):
    """The head and what it says of the other parts; `archive` and `log`: where it was found."""
    if not opening.shown:
        raise Unchecked("no part is shown")
    require(0 in opening.shown and opening.shown[0][0] == "head", "the head is not shown")
    head = opening.shown[0][2]
    order = ["archive", "log", "kind", "fields"]
    require(isinstance(head, dict) and list(head) in (order, order + ["critical"]), "the head has other members")
    require(head.get("critical", True) is True, "critical is not true")
    require(unhex(head["archive"]) and unhex(head["log"]), "no archive or log")
    require(isinstance(head["kind"], str) and KIND.fullmatch(head["kind"]), "the kind is not a kind")
    fields = head["fields"]
    require(isinstance(fields, list) and len(fields) == opening.count, "the head names another number of fields")
    require(all(isinstance(f, str) and FIELD_NAME.fullmatch(f) for f in fields), "the head names no field")
    require(fields[0] == "head" and len(set(fields)) == len(fields), "the fields do not begin with the head, or repeat")
    for place, (name, _, _) in opening.shown.items():
        require(fields[place] == name, f"part {place} has another name than the head says")
    require(archive in (None, head["archive"]) and log in (None, head["log"]), "foreign: another archive or log")
    opening.head = Head(head["archive"], head["log"], head["kind"], fields, "critical" in head)
    return opening.head


def check_kind_known(report, opening, subject):
    if opening.head.critical and opening.head.kind not in RECORD_KINDS | OTHER_KINDS:
        report.add("unchecked", "statement.head", f"{subject}: a critical statement of an unknown kind")


# --- 4 The tree of RFC 6962 -----------------------------------------------------------------------


def leaf_hash(entry):
    return sha256(b"\x00", entry)


def node_hash(left, right):
    return sha256(b"\x01", left, right)


class Tree:
    """All complete subtrees: rows[k][i] covers the leaves i*2^k to (i+1)*2^k."""

    def __init__(self, leaves):
        self.rows = [leaves]
        while len(self.rows[-1]) > 1:
            below = self.rows[-1]
            self.rows.append([node_hash(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)])

    def root(self, size):
        """The root over the first `size` leaves: complete subtrees, joined from the right."""
        result, row = None, 0
        while size >> row:
            if size >> row & 1:
                part = self.rows[row][(size >> row) - 1]
                result = part if result is None else node_hash(part, result)
            row += 1
        return sha256(b"") if result is None else result


def check_inclusion(leaf, index, size, path, root):
    """RFC 9162 section 2.1.3.2, which verifies the paths of RFC 6962 section 2.1.1."""
    require(is_count(index) and index < size, "the index is not below the size")
    node, last, current = index, size - 1, leaf
    for sibling in path:
        require(last > 0, "the path is too long")
        if node & 1 or node == last:
            current = node_hash(sibling, current)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            current = node_hash(current, sibling)
        node, last = node >> 1, last >> 1
    require(last == 0 and current == root, "the path does not lead to the root")


# --- 2, 4 Keys, signed notes, checkpoints ---------------------------------------------------------

Key = namedtuple("Key", "name public key_id vkey")
Note = namedtuple("Note", "text signature")
Checkpoint = namedtuple("Checkpoint", "size root note raw")


def is_key_name(name):
    return name and not re.search(r"[\s+]", name)


def read_vkey(text):
    name, key_id, encoded = text.split("+", 2)
    raw = unbase64(encoded, 33)
    require(raw[0] == 1, "the key is not Ed25519")
    expected = sha256(name.encode(), b"\n", raw)[:4]
    require(is_key_name(name) and key_id == expected.hex(), "the key id is not that of the key")
    return Key(name, raw[1:], expected, text)


def read_group_key(vkey):
    """A group key and the archive id that it makes."""
    key = read_vkey(vkey)
    archive = sha256(b"testigo/1/archive\n", key.public).hex()
    require(key.name == f"testigo.invalid/archive/{archive}", "the name is not made from the key")
    return key, archive


def read_log_key(vkey):
    key = read_vkey(vkey)
    require(key.name == f"testigo.invalid/log/{sha256(key.public).hex()}", "the name is not made from the key")
    return key


def read_note(raw, key):
    """C2SP signed note: lines of other keys are ignored, one of this key must be valid."""
    require(len(raw) <= NOTE_BYTES and not re.search(rb"[\x00-\x09\x0b-\x1f]", raw), "not the bytes of a note")
    text, separator, signatures = raw.decode("utf-8").rpartition("\n\n")
    require(separator and text and signatures.endswith("\n"), "not in the form of a note")
    text += "\n"
    found, lines = None, signatures[:-1].split("\n")
    require(len(lines) <= SIGNATURES, "too many signatures")
    for line in lines:
        dash, name, encoded = line.split(" ")
        signed = base64.b64decode(encoded.encode("ascii"), validate=True)
        require(dash == "\u2014" and is_key_name(name) and len(signed) > 4, "a signature line is not one")
        if name == key.name and signed[:4] == key.key_id:
            check_signature(key.public, text.encode(), signed[4:])
            found = found or signed[4:]
    require(found, "no signature by the key")
    return Note(text, found)


def note_members(text, title, names):
    """The values of a note of the form `title`, then `<name> <value>` a line, in this order."""
    lines = text.split("\n")
    require(lines[0] == title and lines[-1] == "" and len(lines) == len(names) + 2, "the note has other lines")
    for line, name in zip(lines[1:], names):
        require(line.startswith(name + " "), f"the note does not name {name} in its place")
    return {name: line[len(name) + 1:] for line, name in zip(lines[1:], names)}


def read_checkpoint(raw, key):
    note = read_note(raw, key)
    lines = note.text.split("\n")
    require(len(lines) == 4 and lines[3] == "" and lines[0] == key.name, "not a checkpoint of this log")
    size, root = decimal(lines[1]), unbase64(lines[2], 32)
    require(size or root == sha256(b""), "the root of the empty tree is another")
    return Checkpoint(size, root, note, raw)


def read_admission(raw, group, archive, log):
    """The key and the note of a log that the group key admits (4.1)."""
    note = read_note(raw, group)
    said = note_members(note.text, "testigo/1/admission", ("archive", "log", "key", "recipient", "role"))
    require(said["archive"] == archive and said["log"] == log, "it admits another log, or to another archive")
    require(said["role"] == "writer" and AGE_RECIPIENT.fullmatch(said["recipient"]), "role or recipient is not one")
    key = read_log_key(said["key"])
    require(key.name == f"testigo.invalid/log/{log}", "the key is another log's")
    return key, note


def read_removal(raw, group, archive, log):
    said = note_members(read_note(raw, group).text, "testigo/1/removal", ("archive", "log", "size", "root"))
    require(said["archive"] == archive and said["log"] == log, "it removes another log")
    return decimal(said["size"]), unbase64(said["root"], 32)


def read_key_files(raw, group, archive, epoch):
    """The names and digests of an epoch's key files."""
    lines = read_note(raw, group).text.split("\n")
    require(len(lines) > 4 and lines[0] == "testigo/1/key-files" and lines[-1] == "", "not a list of key files")
    require(lines[1] == f"archive {archive}" and lines[2] == f"epoch {epoch}", "another archive or epoch")
    require(1 <= decimal(epoch) <= EPOCHS, "the epoch is not one")
    listed = {}
    for line in lines[3:-1]:
        found = re.fullmatch(r"([0-9a-f]{64})  ([a-z0-9-]{1,96}\.age)", line)
        require(found and found.group(2) > max(listed, default=""), "a line is not one of a sorted list")
        listed[found.group(2)] = found.group(1)
    return listed


def read_epoch(raw, group, archive, epoch):
    said = note_members(read_note(raw, group).text, "testigo/1/epoch", ("archive", "epoch", "recipient"))
    require(said["archive"] == archive and said["epoch"] == epoch, "another archive or epoch")
    require(1 <= decimal(said["epoch"]) <= EPOCHS, "the epoch is not one")
    require(AGE_RECIPIENT.fullmatch(said["recipient"]), "the recipient is not one")


def check_trust(report, trust, key, archive):
    subject = f"archive {archive}"
    if trust is None:
        report.add("unchecked", "signer.trust", f"{subject}: no list of trusted keys given", promised=False)
    else:
        known = archive in trust or key.vkey in trust
        report.add("holds" if known else "fails", "signer.trust", subject)


# --- 4, 5 The logs of an archive on disk ----------------------------------------------------------


def read_regular(path, limit):
    """A regular file, never through a symbolic link at its end."""
    found = os.lstat(path)
    require(stat.S_ISREG(found.st_mode) and found.st_size <= limit, "not a regular file of a sensible size")
    with open(path, "rb") as file:
        return file.read(limit)


def digest_of(file):
    digest = hashlib.sha256()
    for block in iter(lambda: file.read(1 << 20), b""):
        digest.update(block)
    return digest.hexdigest()


def digest_regular(path):
    require(stat.S_ISREG(os.lstat(path).st_mode), "not a regular file")
    with open(path, "rb") as file:
        return digest_of(file)


def names_in(folder):
    return sorted(os.listdir(folder)) if os.path.isdir(folder) else []


def read_identity(raw):
    """testigo.toml: the archive id and the group key that it states."""
    stated = {}
    for line in raw.decode("utf-8").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            found = re.fullmatch(r'\s*([a-z_]+)\s*=\s*"([^"\\]*)"\s*', line)
            require(found and found.group(1) not in stated, "a line is not `name = \"text\"`")
            stated[found.group(1)] = found.group(2)
    require(stated.get("format") == FORMAT, "another format")
    unhex(stated.get("archive"))
    require("group_key" in stated, "no group key")
    lines = "".join(f'{name} = "{stated[name]}"\n' for name in ("format", "archive", "group_key"))
    require(raw == lines.encode(), "not the three lines")
    return stated["archive"], stated["group_key"]


def check_reserve(path):
    require(not any(read_regular(path, RESERVE_BYTES)), "not zeros")


def check_archive(report, folder, trust):
    try:
        raw = read_regular(os.path.join(folder, "testigo.toml"), NOTE_BYTES)
    except (OSError, Refused) as error:
        raise Unreadable("no testigo.toml that can be read") from error
    identity = report.check("archive.format", "testigo.toml", read_identity, raw)
    if identity is None:
        return

    def group_key():
        key, archive = read_group_key(identity[1])
        require(archive == identity[0], "the archive's id is not made from the group key")
        return key

    if os.path.lexists(os.path.join(folder, "reserve")):
        report.check("archive.format", "reserve", check_reserve, os.path.join(folder, "reserve"))
    group = report.check("group.key", f"archive {identity[0]}", group_key)
    if group is None:
        return
    check_trust(report, trust, group, identity[0])
    for epoch in [name for name in names_in(os.path.join(folder, "keys")) if not name.startswith(".")]:
        path = os.path.join(folder, "keys", epoch, "recipient")
        report.check("group.key", f"keys/{epoch}/recipient", lambda: read_epoch(
            read_regular(path, NOTE_BYTES), group, identity[0], epoch))
        check_key_files(report, folder, group, identity[0], epoch)
    logs = names_in(os.path.join(folder, "log"))
    for log in logs:
        if HEX32.fullmatch(log):
            check_log(report, folder, log, group, identity[0])
        else:
            report.add("unchecked", "archive.format", f"log/{log}: not the name of a log", promised=False)
    if not logs:
        report.add("unchecked", "log.checkpoint", "the archive has no log")


def check_key_files(report, folder, group, archive, epoch):
    home, subject = os.path.join(folder, "keys", epoch), f"keys/{epoch}/files"
    listed = report.check("key.files", subject, lambda: read_key_files(
        read_regular(os.path.join(home, "files"), NOTE_BYTES), group, archive, epoch))
    if listed is None:
        return
    there = [name for name in names_in(home) if name.endswith(".age")]
    for name in sorted(set(listed) | set(there)):
        def same(name=name):
            require(name in listed, "the group did not list this key file")
            require(digest_regular(os.path.join(home, name)) == listed[name], "the key file has another digest")

        report.check("key.files", f"keys/{epoch}/{name}", same, group=subject)


def check_log(report, folder, log, group, archive):
    home, subject = os.path.join(folder, "log", log), f"log {log}"
    admitted = report.check("log.admission", subject, lambda: read_admission(
        read_regular(os.path.join(home, "admission"), NOTE_BYTES), group, archive, log))
    if admitted is None:
        return
    present = {name for name in ("checkpoint", "checkpoints", "tile", "removal") if os.path.lexists(os.path.join(home, name))}
    if not present:
        report.add("unchecked", "log.checkpoint", f"{subject}: nothing is written yet", promised=False)
        return
    head = report.check("log.checkpoint", subject, lambda: read_checkpoint(
        read_regular(os.path.join(home, "checkpoint"), NOTE_BYTES), admitted[0]))
    if head is None:
        return
    for code, kind in (("witness.cosignature", "cosignatures"), ("time.token", "stamps")):
        found = len(names_in(os.path.join(home, kind)))
        report.add("unchecked", code, f"{subject}: {found} {kind}, not checked here", promised=False)
    entries = report.check("log.tiles", f"{subject} entries", read_entries, home, head.size)
    if entries is None:
        return
    tree = Tree([leaf_hash(entry) for entry in entries])
    report.check("log.tiles", subject, check_tiles, home, head, tree)
    for index, entry in enumerate(entries):
        report.check("log.entry", f"{subject} entry {index}", check_entry, entry, group=f"{subject} entries")
    for name in names_in(os.path.join(home, "checkpoints")):
        report.check("log.consistency", f"{subject} checkpoints/{name}", check_published,
                     os.path.join(home, "checkpoints", name), name, admitted[0], head, tree,
                     group=f"{subject} checkpoints")
    if "removal" in present:
        check_removal(report, home, subject, head, tree, (group, archive, log))
    check_sealed(report, folder, log, head.size)


def tile_path(home, kind, number):
    digits = f"{number:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[i:i + 3] for i in range(0, len(digits), 3)]
    return os.path.join(home, "tile", kind, *("x" + g for g in groups[:-1]), groups[-1])


def tile_file(home, kind, number, width):
    """The exact tile, or a wider one whose beginning it is: (bytes, how many it holds)."""
    path = tile_path(home, kind, number)
    wider = sorted(int(name) for name in names_in(path + ".p") if re.fullmatch(r"[1-9][0-9]{0,2}", name))
    for have in [w for w in wider if width <= w < 256]:
        return read_regular(os.path.join(path + ".p", str(have)), 256 * (2 + 65535)), have
    return read_regular(path, 256 * (2 + 65535)), 256


def narrower_tiles(home, kind, number, width):
    """(width, bytes) of the partial tiles that were written before one of `width`."""
    path = tile_path(home, kind, number)
    for name in [name for name in names_in(path + ".p") if not name.startswith(".")]:
        require(re.fullmatch(r"[1-9][0-9]{0,2}", name) and int(name) < 256, "a partial tile has another name than its width")
        if int(name) < width:
            yield int(name), read_regular(os.path.join(path + ".p", name), 256 * (2 + 65535))


def tile_widths(count):
    """(number, width) of the tiles that hold `count` hashes or entries."""
    full, rest = divmod(count, 256)
    yield from ((number, 256) for number in range(full))
    if rest:
        yield full, rest


def read_entries(home, size):
    entries = []
    for number, width in tile_widths(size):
        raw, have = tile_file(home, "entries", number, width)
        at = 0
        for _ in range(width):
            length = int.from_bytes(raw[at:at + 2], "big")
            require(at + 2 + length <= len(raw), f"entry bundle {number} is cut short")
            entries.append(raw[at + 2:at + 2 + length])
            at += 2 + length
        require(at == len(raw) or have > width, f"entry bundle {number} is longer than its name says")
        for narrower, before in narrower_tiles(home, "entries", number, width):
            told = b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries[number * 256:][:narrower])
            require(before == told, f"an earlier entry bundle {number} is not the beginning of the present one")
    return entries


def check_tiles(home, head, tree):
    require(tree.root(head.size) == head.root, "the entries do not make the checkpoint's root")
    level = 0
    while head.size >> 8 * level:
        hashes = tree.rows[8 * level]
        for number, width in tile_widths(len(hashes)):
            raw, have = tile_file(home, str(level), number, width)
            expected = b"".join(hashes[number * 256:number * 256 + width])
            right = raw == expected or (have > width and raw.startswith(expected))
            require(right, f"tile {level}/{number} is not made from the entries")
            for narrower, before in narrower_tiles(home, str(level), number, width):
                right = before == b"".join(hashes[number * 256:number * 256 + narrower])
                require(right, f"an earlier tile {level}/{number} is not made from the entries")
        level += 1


def check_entry(entry):
    if entry[:1] != b"\x01":
        raise Unchecked("an opaque leaf")
    require(len(entry) == 33, "not 33 bytes")


def check_published(path, name, key, head, tree):
    published = read_checkpoint(read_regular(path, NOTE_BYTES), key)
    require(name == str(published.size), "the file is named for another size")
    require(published.size <= head.size, "a larger head was published: the log was rolled back")
    require(tree.root(published.size) == published.root, "the log was rewritten since this head")


def check_removal(report, home, subject, head, tree, whose):
    removal = report.check("log.admission", f"{subject} removal", lambda: read_removal(
        read_regular(os.path.join(home, "removal"), NOTE_BYTES), *whose))
    if removal is None:
        return

    def agrees():
        require(removal[0] <= head.size, "the last good size is beyond the checkpoint")
        require(tree.root(removal[0]) == removal[1], "the last good root is not of this tree")

    report.check("log.consistency", f"{subject} removal", agrees)
    if removal[0] < head.size:
        report.add("unchecked", "log.entry", f"{subject}: entries from {removal[0]} are quarantined", promised=False)


def check_sealed(report, folder, log, size):
    """5.2 without keys: files are those their names and lists say, and no entry lacks an opening."""
    home, subject = os.path.join(folder, "log", log), f"log {log}"
    ranges = []

    def openings_file(name):
        found = re.fullmatch(r"([0-9]+)-([0-9]+)-([0-9a-f]{8})\.age", name)
        require(found, "the name is not one of an openings file")
        ranges.append((decimal(found.group(1)), decimal(found.group(2))))
        digest = digest_regular(os.path.join(home, "openings", name))
        require(digest.startswith(found.group(3)), "the name is not made from the bytes")

    for name in names_in(os.path.join(home, "openings")):
        report.check("sealed.list", f"{subject} openings/{name}", openings_file, name, group=f"{subject} openings")

    def covered():
        upto = 0
        for first, last in sorted(ranges):
            upto = max(upto, last + 1) if first <= upto else upto
        require(upto >= size, f"no openings file covers entry {upto}")
        raise Unchecked("openings are sealed; a keyless check cannot open them", promised=False)

    if size:
        report.check("statement.opening", subject, covered)
    for name in names_in(os.path.join(home, "sealed")):
        report.check("sealed.list", f"{subject} sealed/{name}", sealed_list, folder, log, name, ranges,
                     group=f"{subject} sealed")


def sealed_list(folder, log, name, ranges):
    """Files that are gone are a failure, unless the batch's openings file was itself rewritten:
    then an erasure may have taken them, which only the keys can tell."""
    found = re.fullmatch(r"([0-9]+)-([0-9]+)-[0-9a-f]{8}\.sha256", name)
    require(found, "the name is not one of a list")
    listed = read_sums(read_regular(os.path.join(folder, "log", log, "sealed", name), TEXT_BYTES))
    openings = [path for path in listed if path.startswith(f"log/{log}/openings/")]
    require(openings, "it lists no openings file")
    missing = [path for path in listed if not os.path.lexists(os.path.join(folder, path))]
    for path, digest in listed.items():
        fault = path_fault(path)
        require(not fault and (path in openings or re.fullmatch(r"objects/[0-9a-f]{2}/[0-9a-f]{62}", path)),
                "a path is neither an openings file nor an object")
        if path not in missing:
            require(digest_regular(os.path.join(folder, path)) == digest, "a listed file has another digest")
    if not missing:
        return
    first, last = int(found.group(1)), int(found.group(2))
    rewritten = openings[0] in missing and any(f <= first and last <= t for f, t in ranges)
    require(rewritten, "a listed file is missing")
    raise Unchecked("the batch was rewritten since")


def read_sums(raw):
    """`sha256sum` and BagIt manifests: path -> digest."""
    listed = {}
    text = raw.decode("utf-8")
    require(text == "" or text.endswith("\n"), "the last line is not ended")
    for line in text.split("\n")[:-1]:
        found = re.fullmatch(r"([0-9a-f]{64})  (.+)", line)
        require(found, "a line is not a digest and a path")
        require(found.group(2) not in listed, "a path is listed twice")
        listed[found.group(2)] = found.group(1)
    return listed


# --- 7 The package: a folder, or a zip read in place ----------------------------------------------


INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
DEVICE = re.compile("(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])")


def path_fault(path):
    """Why a path is refused (7), or None."""
    try:
        length = len(path.encode("utf-8"))
    except UnicodeEncodeError:
        return "not Unicode"
    if length > 255:
        return "longer than 255 bytes"
    if any(ord(c) < 32 or 127 <= ord(c) < 160 for c in path) or "\\" in path or INVISIBLE.search(path):
        return "control or invisible character, or backslash"
    if ":" in path or any(part in ("", ".", "..") for part in path.split("/")):
        return "absolute, or with a colon, or an empty, `.` or `..` part"
    if any(part[-1] in ". " or DEVICE.fullmatch(part.split(".")[0]) for part in path.split("/")):
        return "a part that Windows takes for something else"
    return "fetch.txt" if path.casefold() == "fetch.txt" else None


class Package:
    """`files` maps a path to what `opened` needs; `faults` are the paths that are refused, `limits`
    what goes beyond the bounds."""

    def __init__(self):
        self.files, self.faults, self.folded, self.total, self.limits = {}, [], {}, 0, []

    def add(self, path, source, size):
        fault = path_fault(path)
        self.total += size
        if len(self.files) >= PACKAGE_FILES or self.total > PACKAGE_BYTES:
            self.limits[:] = ["too many files or bytes"]
            return
        parts = path.split("/")
        for end in range(1, len(parts) + 1):
            # Folders take part: `A/x` and `a/y` would meet in one folder on some disks.
            prefix, last = "/".join(parts[:end]), end == len(parts)
            if self.folded.setdefault(prefix.casefold(), (prefix, last)) != (prefix, last):
                fault = fault or "equal to another path after case folding"
        if path in self.files:
            fault = fault or "twice"
        self.files.setdefault(path, source)
        if fault:
            self.faults.append((path, fault))

    def read(self, path, limit):
        require(path in self.files, "is missing")
        with self.opened(path) as file:
            raw = file.read(limit + 1)
        require(len(raw) <= limit, "is too long")
        return raw

    def under(self, prefix):
        return sorted(path[len(prefix):] for path in self.files if path.startswith(prefix))


class FolderPackage(Package):
    def __init__(self, root):
        super().__init__()
        pending = [""]
        while pending:
            prefix = pending.pop()
            for entry in sorted(os.scandir(os.path.join(root, prefix)), key=lambda e: e.name):
                path, found = prefix + entry.name, entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(found.st_mode):
                    pending.append(path + "/")
                elif stat.S_ISREG(found.st_mode):
                    self.add(path, entry.path, found.st_size)
                else:
                    self.faults.append((path, "neither file nor folder"))

    def opened(self, path):
        return open(self.files[path], "rb")


class ZipPackage(Package):
    def __init__(self, path):
        super().__init__()
        self.zip = zipfile.ZipFile(path)
        tops, folders = set(), set()
        for member in self.zip.infolist():
            # The name as stored: zipfile cuts `filename` at a NUL.
            top, _, rest = member.orig_filename.partition("/")
            tops.add(top)
            mode = member.external_attr >> 16
            if path_fault(top) or (mode and not stat.S_ISREG(mode) and not stat.S_ISDIR(mode) and stat.S_IFMT(mode)):
                self.faults.append((member.orig_filename, "top folder, symbolic link or special file"))
            elif rest.endswith("/") or not rest:
                fault = path_fault(rest[:-1]) if rest else None
                fault = fault or ("a folder with content, or twice" if member.file_size or rest in folders else None)
                folders.add(rest)
                if fault or "/" not in member.orig_filename:
                    self.faults.append((member.orig_filename, fault or "outside the top folder"))
            else:
                self.add(rest, member, member.file_size)
        if len(tops) != 1:
            self.faults.append(("/", "not one top folder"))
        with open(path, "rb") as file:
            stored = file.seek(0, os.SEEK_END)
            file.seek(0)
            begin = file.read(4)
            file.seek(max(stored - 22, 0))
            end = file.read()
        if self.total > UNPACKED_BYTES and self.total > UNPACKED_RATIO * stored:
            self.limits.append("would unpack to far more than it stores")
        if begin != b"PK\3\4" or end[:4] != b"PK\5\6":
            self.faults.append(("/", "something stands before the first entry or behind the end of the zip file"))

    def opened(self, path):
        return self.zip.open(self.files[path])


def open_package(path):
    try:
        return FolderPackage(path) if os.path.isdir(path) else ZipPackage(path)
    except Unreadable:
        raise
    except Exception as error:  # noqa: BLE001 - a damaged zip fails in many ways
        raise Unreadable(f"neither a folder nor a zip file that can be read ({type(error).__name__})") from error


PROOF_FILE = re.compile(
    r"group/(vkey|key\.pem)|openings\.jsonl|release\.json|exhibits/[^/]+\.tlog-proof"
    r"|logs/[^/]+/(vkey|key\.pem|(admission|checkpoint)(\.body|\.sig)?)")


def check_bag(report, package):
    """BagIt with the page's rules; path -> digest of every file that could be read."""
    for path, fault in package.faults:
        report.add("fails", "package.path", f"{path}: {fault}")
    if not package.faults:
        report.add("holds", "package.path", f"{len(package.files)} files")
    for limit in package.limits:
        report.add("fails", "package.limit", f"package: {limit}")
    if package.limits or package.faults:
        return None  # too hostile to go on with
    report.add("holds", "package.limit", f"{len(package.files)} files")
    digests = {}
    for path in sorted(package.files):
        try:
            with package.opened(path) as file:
                digests[path] = digest_of(file)
        except Exception as error:  # noqa: BLE001 - a damaged member of a zip fails in many ways
            report.add("fails", "bag.manifest", f"{path}: cannot be read ({type(error).__name__})")

    def declaration():
        expected = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
        require(package.read("bagit.txt", NOTE_BYTES) == expected, "other bytes")

    def manifest(name, payload):
        listed = read_sums(package.read(name, TEXT_BYTES))
        for path in listed:
            require(not path_fault(path) and path.startswith("data/") == payload and path != "tagmanifest-sha256.txt",
                    "it lists a path that is not its to list")
        return listed or {}

    report.check("bag.declaration", "bagit.txt", declaration)
    listed = {}
    for name, payload in (("manifest-sha256.txt", True), ("tagmanifest-sha256.txt", False)):
        found = report.check("bag.manifest", name, manifest, name, payload)
        listed.update(found if isinstance(found, dict) else {})
    for path, digest in sorted(listed.items()):
        if path not in package.files:
            report.add("fails", "bag.complete", f"{path}: listed, but missing")
        elif path in digests:
            report.check("bag.manifest", path, require, digests[path] == digest, "has another digest",
                         group="digests of listed files")
    unlisted = sorted(set(package.files) - set(listed) - {"tagmanifest-sha256.txt"})
    for path in unlisted:
        report.add("fails", "bag.complete", f"{path}: not listed")
    # The release names no file of proof/: nothing else may stand there.
    strange = [path for path in package.under("proof/") if not PROOF_FILE.fullmatch(path)]
    for path in strange:
        report.add("fails", "bag.complete", f"proof/{path}: no file of proof/ has this name")
    if not unlisted and not strange and set(listed) <= set(package.files):
        report.add("holds", "bag.complete", f"{len(listed)} listed files")
    return digests


# --- 7.1 to 7.3 The dossier -----------------------------------------------------------------------

DisclosedLog = namedtuple("DisclosedLog", "key checkpoint")
Disclosed = namedtuple("Disclosed", "log index opening")
PUBLIC_KEY_INFO = bytes.fromhex("302a300506032b6570032100")  # RFC 8410: Ed25519, 32 bytes follow


def text_line(raw):
    text = raw.decode("utf-8")
    return text[:-1] if text.endswith("\n") else text


def check_pem(raw, key):
    found = re.fullmatch(r"-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=\n]+)\n-----END PUBLIC KEY-----\n?",
                         raw.decode("ascii"))
    require(found and unbase64(found.group(1).replace("\n", ""), 44) == PUBLIC_KEY_INFO + key.public,
            "key.pem is another key")


def check_parts(package, path, note):
    """`.body` and `.sig` are the note taken apart for other tools."""
    require(package.read(path + ".body", NOTE_BYTES) == note.text.encode(), "the .body is not the signed text")
    require(package.read(path + ".sig", 64) == note.signature, "the .sig is not the signature")


def check_dossier(report, path, trust):
    package = open_package(path)
    if not package.files:
        raise Unreadable("an empty package")
    digests = check_bag(report, package)
    if digests is None:
        return
    group = report.check("group.key", "proof/group/vkey", lambda: read_group_key(
        text_line(package.read("proof/group/vkey", NOTE_BYTES))))
    if group is None:
        return
    report.check("keys.pem", "proof/group/key.pem", lambda: check_pem(
        package.read("proof/group/key.pem", NOTE_BYTES), group[0]))
    check_trust(report, trust, *group)
    logs = read_logs(report, package, *group, trust)
    release = check_release(report, package, digests, logs, group[1])
    disclosed, bare = read_disclosed(report, package, logs, group[1])
    check_exhibits(report, package, digests, logs, disclosed)
    check_record(report, package, disclosed, bare, release)


def read_logs(report, package, group, archive, trust):
    logs = {}
    for log in sorted({path.split("/")[0] for path in package.under("proof/logs/")}):
        home = f"proof/logs/{log}"

        def admission(home=home, log=log):
            unhex(log)
            return read_admission(package.read(home + "/admission", NOTE_BYTES), group, archive, log)

        def by_hand(home=home):
            require(text_line(package.read(home + "/vkey", NOTE_BYTES)) == admitted[0].vkey, "vkey is another key")
            check_pem(package.read(home + "/key.pem", NOTE_BYTES), admitted[0])
            check_parts(package, home + "/admission", admitted[1])
            if head is not None:
                check_parts(package, home + "/checkpoint", head.note)

        admitted = report.check("log.admission", f"log {log}", admission)
        if admitted is None:
            continue
        head = report.check("log.checkpoint", f"log {log}", lambda home=home: read_checkpoint(
            package.read(home + "/checkpoint", NOTE_BYTES), admitted[0]))
        report.check("keys.pem", home, by_hand)
        if head is not None:
            check_witnesses(report, f"log {log}", head, trust)
            logs[log] = DisclosedLog(admitted[0], head)
    report.add("holds" if logs else "fails", "proof.checkpoint", f"{len(logs)} logs whose head holds")
    return logs


def read_cosignature(head, witness):
    """C2SP cosignature/v1 by a key that is known from outside: its time, or None where it did not sign."""
    key_id = sha256(witness.name.encode(), b"\n", b"\x04", witness.public)[:4]
    for line in head.raw.decode("utf-8").rpartition("\n\n")[2].splitlines():
        _, name, encoded = line.split(" ")
        signed = base64.b64decode(encoded.encode("ascii"), validate=True)
        if name == witness.name and signed[:4] == key_id:
            require(len(signed) == 76, "the cosignature has a wrong length")
            time = int.from_bytes(signed[4:12], "big")
            require(time < 1 << 63, "the time is out of bounds")
            text = f"cosignature/v1\ntime {time}\n{head.note.text}"
            check_signature(witness.public, text.encode(), signed[12:])
            return time
    return None


def check_witnesses(report, subject, head, trust):
    """Only witnesses that the verifying person knows are counted."""
    counted, failures = 0, sum(row[0] == "fails" for row in report.rows)
    for line in sorted(trust or ()):
        try:
            witness = read_vkey(line)
        except Exception:  # noqa: BLE001 - an archive id, or anything else
            continue
        try:
            counted += read_cosignature(head, witness) is not None
        except Exception:  # noqa: BLE001 - fail closed
            report.add("fails", "witness.cosignature", f"{subject}: a known witness's cosignature does not hold")
    if failures == sum(row[0] == "fails" for row in report.rows):
        report.add("holds" if counted else "unchecked", "witness.cosignature", f"{subject}: {counted} known witnesses",
                   promised=False)


def read_proof(raw):
    """A line of openings.jsonl, or release.json: the document with a bounded path."""
    document = parse_json(raw)
    require(list(document) == ["log", "index", "path", "parts"], "not the members log, index, path, parts, in this order")
    require(all(list(part) in (["digest"], ["salt", "name", "value"]) for part in document["parts"]),
            "not the members salt, name, value, or digest")
    written = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    require(written.encode("utf-8") == raw.removesuffix(b"\n"), "not the one way to write it")
    require(is_count(document["index"]) and len(document["path"]) <= 64, "index or path out of bounds")
    return document


def check_proof(document, opening, logs):
    require(document["log"] in logs, "its log is not admitted here")
    head = logs[document["log"]].checkpoint
    leaf = leaf_hash(b"\x01" + opening.commitment)
    check_inclusion(leaf, document["index"], head.size, [unhex(h) for h in document["path"]], head.root)


def read_disclosed(report, package, logs, archive):
    """Every opening of openings.jsonl that holds, in order, and how many of their parts are bare."""
    bare = 0
    disclosed, met, previous, name = [], set(), ("", -1), "proof/openings.jsonl"
    try:
        lines = package.read(name, RECORD_BYTES)
    except Exception:  # noqa: BLE001 - missing or damaged: all statements are
        report.add("fails", "statement.opening", f"{name}: cannot be read")
        return disclosed, bare
    if lines and not lines.endswith(b"\n"):
        report.add("fails", "statement.opening", f"{name}: the last line is not ended")
    for number, line in enumerate(lines.split(b"\n")[:-1], 1):
        subject = f"{name} line {number}"

        def parsed(line=line):
            require(len(line) <= LINE_BYTES, "the line is too long")
            document = read_proof(line)
            return document, read_opening(document)

        found = report.check("statement.opening", subject, parsed, group=name)
        if found is None:
            continue
        document, opening = found
        place = (document["log"], document["index"])
        head = report.check("statement.head", subject, check_head, opening, archive, place[0], group=name)
        if head is None and opening.shown:
            continue
        if report.check("statement.order", subject, require, previous < place,
                        "the lines are not in the order of log id, then index", group=name) is None:
            continue
        if report.check("statement.repeated", subject, require, opening.commitment not in met,
                        "stands in the package already", group=name) is None:
            continue
        previous = place
        met.add(opening.commitment)
        if report.check("proof.checkpoint", subject, require, place[0] in logs,
                        "its log has no head that holds", group=name) is None:
            continue
        if report.check("proof.inclusion", subject, check_proof, document, opening, logs, group=name) is None:
            continue
        bare += opening.count - len(opening.shown)
        if head is not None:
            check_kind_known(report, opening, subject)
            disclosed.append(Disclosed(*place, opening))
    return disclosed, bare


def check_release(report, package, digests, logs, archive):
    """7.2: the heads of the release if its statement holds, else None."""
    def statement():
        document = read_proof(package.read("proof/release.json", LINE_BYTES))
        opening = read_opening(document)
        require(check_head(opening, archive, document["log"]).kind == "release", "not a release")
        check_proof(document, opening, logs)
        require(opening.value("manifest") == digests.get("manifest-sha256.txt", ""), "the manifest is another")
        heads = opening.value("heads")
        require(isinstance(heads, list), "the heads are not shown")
        for head in heads:
            require(set(head) == {"log", "size", "root"} and is_count(head["size"]), "a head is not one")
            unhex(head["root"])
            checkpoint = logs[head["log"]].checkpoint if head["log"] in logs else None
            require(not checkpoint or head["size"] <= checkpoint.size, "a head is beyond its checkpoint")
            require(not checkpoint or head["size"] < checkpoint.size or head["root"] == checkpoint.root.hex(),
                    "a head contradicts its checkpoint")
        order = [head["log"] for head in heads]
        require(order == sorted(set(order)), "the heads are not in the order of log ids")
        return opening, heads

    def files(opening):
        outside = {path: digest for path, digest in digests.items()
                   if not path.startswith(("data/", "proof/"))
                   and path not in ("bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt")}
        require(opening.value("files") == outside, "the files beside data/ and proof/ are not those released")

    release = report.check("release.statement", "proof/release.json", statement)
    if release is None:
        report.add("unchecked", "release.files", "proof/release.json: no release that holds")
        return None
    whole = report.check("release.files", "proof/release.json", files, release[0])
    return None if whole is None else release[1]


def check_exhibits(report, package, digests, logs, disclosed):
    """Each exhibit has a tlog-proof, which leads to the item statement that names its digest."""
    items = {(d.log, d.index): d.opening for d in disclosed if d.opening.head.kind == "item"}
    exhibits = {}
    for name in package.under("data/items/"):
        exhibits.setdefault(name.rpartition(".")[0] or name, []).append("data/items/" + name)
    proofs = {name[:-len(".tlog-proof")] for name in package.under("proof/exhibits/") if name.endswith(".tlog-proof")}
    for name in sorted(set(exhibits) | proofs):

        def proof(name=name):
            raw = package.read(f"proof/exhibits/{name}.tlog-proof", NOTE_BYTES)
            place, leaf_path, head = read_tlog_proof(raw, logs)
            require(place in items, "no item is disclosed at its index")
            leaf = leaf_hash(b"\x01" + items[place].commitment)
            check_inclusion(leaf, place[1], head.size, leaf_path, head.root)
            return items[place]

        def digest(item, name=name):
            require(len(exhibits.get(name, [])) == 1, "not one file for this exhibit")
            if item.value("sha256") is None:
                raise Unchecked("the item's sha256 is withheld")
            require(item.value("sha256") == digests.get(exhibits[name][0]), "the file is not the item's")

        item = report.check("exhibit.proof", name, proof)
        if item is not None:
            report.check("exhibit.digest", name, digest, item)
        else:
            report.add("unchecked", "exhibit.digest", f"{name}: no proof that holds")


def read_tlog_proof(raw, logs):
    """C2SP tlog-proof without the optional extra line: ((log, index), path, checkpoint)."""
    proof, separator, checkpoint = raw.partition(b"\n\n")
    lines = proof.decode("ascii").split("\n")
    require(separator and len(lines) <= 66 and lines[0] == "c2sp.org/tlog-proof@v1", "not a tlog-proof")
    require(lines[1].startswith("index "), "no index")
    origin = checkpoint.partition(b"\n")[0].decode("utf-8")
    log = origin.rpartition("/")[2]
    require(log in logs, "the checkpoint is of a log that is not admitted here")
    head = read_checkpoint(checkpoint, logs[log].key)
    known = logs[log].checkpoint
    require(not known or head.size != known.size or head.root == known.root, "two heads of one size differ")
    return (log, decimal(lines[1][6:])), [unbase64(line, 32) for line in lines[2:]], head


# --- 8 record.sqlite and the figures --------------------------------------------------------------

Claim = namedtuple("Claim", "statement field spellings subject certain")
UNSAFE_FUNCTIONS = frozenset("load_extension readfile writefile edit fts3_tokenizer".split())


def open_record(package, name):
    """The database, able to do nothing but read: its schema and the figures' SQL are foreign."""
    if hasattr(sqlite3.Connection, "deserialize"):  # Python 3.11
        connection = sqlite3.connect(":memory:")
        connection.deserialize(package.read(name, RECORD_BYTES))
    elif isinstance(package, FolderPackage):
        path = pathlib.Path(package.files[name]).absolute()
        connection = sqlite3.connect(path.as_uri() + "?mode=ro&immutable=1", uri=True)
    else:
        raise Unchecked("before Python 3.11 a database inside a zip cannot be opened without unpacking")
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    if hasattr(connection, "setlimit"):
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1 << 26)

    def allowed(action, _, function, *__):
        reads = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, 33)  # 33: a recursive query
        safe = action == 31 and (function or "").lower() not in UNSAFE_FUNCTIONS  # 31: a function call
        return sqlite3.SQLITE_OK if reads or safe else sqlite3.SQLITE_DENY

    connection.set_authorizer(allowed)
    return connection


def query(connection, sql, most):
    """At most `most` rows; ended after about 2^28 steps of the virtual machine, whatever the SQL."""
    steps = iter(range(1 << 12))
    connection.set_progress_handler(lambda: next(steps, None) is None, 1 << 16)
    cursor = connection.execute(sql)
    rows = cursor.fetchmany(most + 1)
    require(len(rows) <= most, "too many rows")
    return [column[0] for column in cursor.description or ()], rows


def spellings(value):
    """How a value may stand in `claim.value`: the page does not say which, so each is accepted."""
    written = {json.dumps(value, ensure_ascii=False, separators=(",", ":"))}
    if isinstance(value, str):
        written.add(value)
    if isinstance(value, dict) and set(value) == {"unread"} and isinstance(value["unread"], str):
        written |= {value["unread"], None}
    if isinstance(value, dict) and set(value) == {"absent", "written"} and isinstance(value["written"], str):
        written |= {value["written"] or value["absent"], None}
    return written


def targets(opening):
    """The statements that an erasure, a retraction or a supersession names."""
    named = opening.value("targets")
    return [t for t in named if isinstance(t, str)] if isinstance(named, list) else []


def withdrawn(disclosed, claims):
    """Which claims count no longer (section 6.6): of statements, or imports, that are taken back; and of statements of
    which a supersession that is not taken back itself claims the same field."""
    taken_back = {t for one in disclosed if one.opening.head.kind == "retraction" for t in targets(one.opening)}
    taken_back |= {one.opening.commitment.hex() for one in disclosed if one.opening.value("import") in taken_back}
    fields = {}
    for claim in claims:
        fields.setdefault(claim.statement, set()).add(claim.field)
    other_version = {}
    for one in disclosed:
        identity = one.opening.commitment.hex()
        if one.opening.head.kind == "supersession" and identity not in taken_back:
            for target in targets(one.opening):
                other_version.setdefault(target, set()).update(fields.get(identity, ()))
    return [claim.statement in taken_back or claim.field in other_version.get(claim.statement, ()) for claim in claims]


def expected_rows(disclosed):
    """The rows of section 8: statement id -> (kind, index), and the claims."""
    statements, claims, erased = {}, [], set()
    for one in disclosed:
        if one.opening.head.kind == "erased":
            erased.update(targets(one.opening))
    for one in disclosed:
        identity, kind = one.opening.commitment.hex(), one.opening.head.kind
        if identity in statements:
            continue  # a statement counts once, at its first index
        statements[identity] = (kind, one.index)
        spoken_of = one.opening.value("subject")
        subject = identity if kind in RECORD_KINDS and spoken_of is None else spoken_of if kind in CLAIM_KINDS else None
        for name, _, value in one.opening.shown.values() if identity not in erased else ():
            if name in COMMON_FIELDS or name == "targets":
                continue
            field = re.sub(r"\.([2-9]|[1-9][0-9]+)$", "", name)
            if re.fullmatch(r"x\.[1-9][0-9]*", name) and isinstance(value, dict) and set(value) == {"name", "value"}:
                field, value = value["name"], value["value"]
            # Whether the fields of, say, a `level` or `erased` are claimed is not said: their rows may be absent.
            claims.append(Claim(identity, field, spellings(value), subject, kind in RECORD_KINDS | CLAIM_KINDS))
    return statements, claims


def check_rows(connection, disclosed):
    statements, claims = expected_rows(disclosed)
    tables = {name for (name,) in query(connection, "SELECT name FROM sqlite_master WHERE type = 'table'", 1000)[1]}
    require({"statement", "claim"} <= tables, "statement or claim is not a table")
    _, rows = query(connection, "SELECT number, id, kind, position FROM statement", 1 << 24)
    numbers = {number: (i.hex() if isinstance(i, bytes) else i) for number, i, _, _ in rows}
    # Without a kind: an id that is only referred to, or a statement of which nothing is shown.
    found = Counter((numbers[number], kind, position) for number, _, kind, position in rows if kind)
    wanted = Counter((i, kind, index) for i, (kind, index) in statements.items())
    require(found == wanted, f"{sum((found - wanted).values())} rows of statement without an opening, "
                             f"{sum((wanted - found).values())} openings without a row")
    gone = withdrawn(disclosed, claims)
    check_claims(connection, numbers, "claim", [c for c, is_gone in zip(claims, gone) if not is_gone])
    if "withdrawn" in tables or any(gone):
        check_claims(connection, numbers, "withdrawn", [c for c, is_gone in zip(claims, gone) if is_gone])


def check_claims(connection, numbers, table, claims):
    _, rows = query(connection, f"SELECT statement, subject, field, value FROM {table}", 1 << 24)
    open_claims = {}
    for claim in claims:
        open_claims.setdefault((claim.statement, claim.field), []).append(claim)
    for statement, subject, field, value in rows:
        candidates = open_claims.get((numbers.get(statement), field), [])
        value = value if value is None or isinstance(value, str) else str(value)
        match = next((c for c in candidates if value in c.spellings), None)
        require(match, f"a row of {table} is not in the openings")
        require(match.subject in (None, numbers.get(subject)), f"a row of {table} speaks of another record")
        candidates.remove(match)
    left = sum(claim.certain for candidates in open_claims.values() for claim in candidates)
    require(left == 0, f"{left} shown fields have no row in {table}")


def check_figure(connection, figure, heads):
    require(heads is not None, "no release that holds: the figure is nobody's word")
    require(figure["as_of"] == heads, "it is as of other heads than the release")
    shown = figure["shown"]
    require(set(shown) == {"min", "value", "max"}, "shown is not min, value, max")
    require(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", figure["view"]), "the view has no plain name")
    for sql in (figure["sql"], f'SELECT * FROM "{figure["view"]}"'):
        columns, rows = query(connection, sql, 1)
        require(columns == ["min", "value", "max"] and len(rows) == 1, "not one row of min, value, max")
        for name, value in zip(columns, rows[0]):
            require(type(value) is type(shown[name]) and value == shown[name], f"the record says another {name}")


def check_stated(figure):
    """What is certain among the disclosed rows cannot be more than what is stated of all of them."""
    most = figure["stated"]["max"]
    require(most is None or figure["shown"]["min"] <= most, "more is shown than is stated")
    raise Unchecked("only the group can count it again", promised=False)


def check_record(report, package, disclosed, bare, heads):
    connection = report.check("record.rows", "data/record.sqlite opens",
                              open_record, package, "data/record.sqlite")
    if connection is not None:
        report.check("record.rows", "data/record.sqlite", check_rows, connection, disclosed)

    def figures():
        read = parse_json(package.read("data/figures.json", TEXT_BYTES))
        require(isinstance(read["figures"], list), "no list of figures")
        groups = read.get("same_person", [])
        require(isinstance(groups, list), "same_person is no list")
        return read["figures"], groups

    def same_person_rows():
        _, rows = query(connection, "SELECT number, id, kind FROM statement", 1 << 24)
        persons = {identity.hex(): number for number, identity, kind in rows if kind in ("person", "entry")}
        wanted = {}
        for identity, *answers in groups:
            require(identity in persons and persons[identity] not in wanted, "no person or entry, or twice")
            require(len(answers) == 3 and all(type(n) is int and n > 0 for n in answers), "not three numbers")
            wanted[persons[identity]] = answers
        _, rows = query(connection, "SELECT record, answer, person FROM same_person ORDER BY answer", 1 << 24)
        stands = {}
        for record, _, person in rows:
            stands.setdefault(record, []).append(person)
        require(stands == wanted and len(rows) == 3 * len(wanted), "the table same_person has other rows")

    def reached_rows():
        for one, other in (("reach", "reached"), ("reached", "reach")):
            sql = f"SELECT record, scope, holder FROM {one} EXCEPT SELECT record, scope, holder FROM {other}"
            require(not query(connection, sql, 1)[1], "the table reached is not what the view reach says")

    def withheld():
        stated = parse_json(package.read("data/withheld.json", TEXT_BYTES))
        require(stated["fields"] == bare, "another number of fields is withheld")
        require(stated["persons"] >= len(stated["rows"]), "more persons are withheld than counted")
        return stated["rows"]

    def withheld_rows():
        _, rows = query(connection, "SELECT number, kind FROM withheld ORDER BY number", 1 << 24)
        require([list(row) for row in rows] == stated, "the table withheld has other rows")

    stated = report.check("withheld.counts", "data/withheld.json", withheld)
    if isinstance(stated, list) and connection is not None:
        report.check("record.rows", "data/record.sqlite withheld", withheld_rows)
    found, groups = report.check("figure.rerun", "data/figures.json", figures) or ((), ())
    if connection is not None:
        report.check("record.rows", "data/record.sqlite same_person", same_person_rows)
        report.check("record.rows", "data/record.sqlite reached", reached_rows)
    for number, figure in enumerate(found if connection is not None else (), 1):
        report.check("figure.rerun", f"figure {number}", check_figure, connection, figure, heads)
        report.check("figure.stated", f"figure {number}", check_stated, figure)
    if connection is None:
        report.add("unchecked", "figure.rerun", "data/record.sqlite is not open")
    else:
        connection.close()


# --- Commands -------------------------------------------------------------------------------------


def check_opening_file(report, path, commitment):
    try:
        raw = read_regular(path, LINE_BYTES)
    except (OSError, Refused) as error:
        raise Unreadable("the opening cannot be read") from error
    shown = []

    def holds():
        document = parse_json(raw)
        require(set(document) <= {"parts", "seed", "log", "index", "path"}, "other members than an opening has")
        opening = read_opening(document)
        require(commitment in (None, opening.commitment.hex()), "it opens another commitment")
        return opening

    opening = report.check("statement.opening", "the opening", holds)
    if opening is None:
        return shown
    if commitment is None:
        report.add("unchecked", "statement.opening", f"commitment {opening.commitment.hex()}: none given to compare")
    if report.check("statement.head", "the opening", check_head, opening) is not None:
        check_kind_known(report, opening, "the opening")
        shown = [f"shown {name}" for name, _, _ in opening.shown.values()]
    return shown


def vector_statement(case):
    """A statement is made anew from head, fields and seed; every intermediate result is compared."""
    names = ["head"] + [name for name, _ in case["fields"]]
    head = {member: case["head"][member] for member in ("archive", "log", "kind")}
    head.update({"fields": names}, **({"critical": True} if case["head"]["critical"] else {}))
    written = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    values = [written] + [value for _, value in case["fields"]]
    parts = [{"name": name, "value": value} for name, value in zip(names, values)]
    opening = read_opening({"seed": case["seed"], "parts": parts})
    check_head(opening)
    if case["expect"] == "holds":
        salts = [field_salt(unhex(case["seed"]), place) for place in range(opening.count)]
        entry = b"\x01" + opening.commitment
        again = read_opening(parse_json(case["opening"].encode()))
        made = {"head_value": written, "salts": [salt.hex() for salt in salts], "entry": entry.hex(),
                "digests": [digest.hex() for digest in opening.digests], "commitment": opening.commitment.hex(),
                "leaf_hash": leaf_hash(entry).hex()}
        require(all(case[name] == value for name, value in made.items()), "a result differs")
        require((again.commitment, again.shown) == (opening.commitment, opening.shown), "the opening differs")


def vector_opening(case):
    document = parse_json(case["opening"].encode("utf-8"))
    require(set(document) <= {"seed", "parts"}, "other members than an opening has")
    opening = read_opening(document)
    require(opening.commitment.hex() == case["commitment"], "another commitment")
    if opening.shown:
        check_head(opening, case["archive"], case["log"])
    if case["expect"] == "holds":
        shown = [[place, name, value.decode()] for place, (name, value, _) in opening.shown.items() if place]
        require(shown == case["shown"] and opening.count - len(opening.shown) == case["bare"], "other fields are shown")


def vector_checkpoint(case):
    key = read_log_key(case["vkey"])
    head = read_checkpoint(case["note"].encode("utf-8"), key)
    require(case["expect"] != "holds" or (head.size, head.root.hex()) == (case["size"], case["root"]), "another head")


def vector_cosignature(case):
    text, separator, _ = case["note"].rpartition("\n\n")
    require(separator, "not in the form of a note")
    note = Note(text + "\n", None)
    time = read_cosignature(Checkpoint(None, None, note, case["note"].encode("utf-8")), read_vkey(case["vkey"]))
    require(time is not None, "it did not sign")
    require(case["expect"] != "holds" or time == case["time_s"], "another time")


def vector_credential(case):
    key, archive = read_group_key(case["vkey"])
    raw = case["note"].encode("utf-8")
    said = dict(line.split(" ", 1) for line in case["text"].split("\n") if " " in line)
    if case["kind"] == "admission":
        read_admission(raw, key, archive, said.get("log"))
    elif case["kind"] == "removal":
        read_removal(raw, key, archive, said.get("log"))
    elif case["kind"] == "key-files":
        read_key_files(raw, key, archive, said.get("epoch"))
    else:
        read_epoch(raw, key, archive, said.get("epoch"))


def vector_tlog_proof(case):
    key = read_log_key(case["vkey"])
    log = key.name.rpartition("/")[2]
    (_, index), path, head = read_tlog_proof(case["proof"].encode("utf-8"), {log: DisclosedLog(key, None)})
    check_inclusion(leaf_hash(bytes.fromhex(case["entry"])), index, head.size, path, head.root)


def vector_merkle(case):
    entries = [b"\x01" + sha256(f"testigo test entry {index}".encode()) for index in range(1000)]
    tree = Tree([leaf_hash(entry) for entry in entries])
    for size, root in case["roots"].items():
        require(tree.root(int(size)).hex() == root, "a root differs")
    for proof in case["inclusion"]:
        path, leaf, size = proof["path"], leaf_hash(entries[proof["index"]]), proof["size"]
        expect(proof["expect"], lambda: check_inclusion(
            leaf, proof["index"], size, [unhex(node) for node in path], tree.root(size)))


def vector_identifiers(case):
    group, archive = read_group_key(case["group_vkey"])
    log = read_log_key(case["log_vkey"])
    require((group.public.hex(), archive) == (case["group_public"], case["archive"]), "another group")
    require(log.public.hex() == case["log_public"] and log.name.endswith("/" + case["log"]), "another log")
    check_pem(case["log_pem"].encode(), log)
    name = hmac.new(unhex(case["naming_key"]), unhex(case["log"]) + unhex(case["plaintext"]), hashlib.sha256)
    require(name.hexdigest() == case["object_name"], "another object name")


def expect(expected, action, *arguments):
    """A vector is met if `action` ends as expected; why something is refused is not compared."""
    try:
        action(*arguments)
    except Exception as error:  # noqa: BLE001 - any refusal is one
        if expected == "holds":
            raise Refused(f"refused, though it should hold ({error})") from error
        return
    require(expected == "holds", f"accepted, though it should fail with {expected}")


VECTORS = (  # how the name begins, finding code, what runs one case
    ("statement-", "statement.opening", vector_statement),
    ("opening-", "statement.opening", vector_opening),
    ("checkpoint-", "log.checkpoint", vector_checkpoint),
    ("credential-", "log.admission", vector_credential),
    ("tlog-proof-", "exhibit.proof", vector_tlog_proof),
    ("merkle.", "proof.inclusion", vector_merkle),
    ("identifiers.", "group.key", vector_identifiers),
    ("cosignature-", "witness.cosignature", vector_cosignature),
    ("plain-json.", "statement.opening", lambda case: parse_plain(case["text"].encode("utf-8"))),
    ("vkeys.", "group.key", lambda case: read_vkey(case["text"])),
    ("signatures.", "log.checkpoint", lambda case: check_signature(
        bytes.fromhex(case["public"]), case["message"].encode(), bytes.fromhex(case["signature"]))),
)


def check_vectors(report, folder):
    names = [name for name in names_in(folder) if name.endswith(".json")]
    if not names:
        raise Unreadable("no vectors")
    for name in names:
        code, run = next(((c, r) for begin, c, r in VECTORS if name.startswith(begin)), ("archive.format", None))
        if run is None:
            report.add("unchecked", code, f"{name}: of something this program does not check", promised=False)
            continue

        def cases(name=name, run=run):
            document = parse_json(read_regular(os.path.join(folder, name), TEXT_BYTES))
            for number, case in enumerate(document.get("cases", [document])):
                try:
                    expect(case.get("expect", "holds"), run, case)
                except Refused as reason:
                    raise Refused(f"case {number}: {reason}") from reason

        report.check(code, name, cases)


def read_trust(path):
    if path is None:
        return None
    try:
        lines = read_regular(path, TEXT_BYTES).decode("utf-8").splitlines()
    except (OSError, ValueError, Refused) as error:
        raise Unreadable("the list of trusted keys cannot be read") from error
    return {line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")}


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Checks testigo archives and dossiers without testigo.")
    parser.add_argument("--trust", metavar="FILE", help="archive ids or vkeys, one a line")
    parser.add_argument("command", choices=("log", "opening", "vectors", "dossier"))
    parser.add_argument("path")
    parser.add_argument("commitment", nargs="?")
    given = parser.parse_args(arguments)
    report, extra = Report(), []
    try:
        trust = read_trust(given.trust)
        if given.command == "log":
            check_archive(report, given.path, trust)
        elif given.command == "opening":
            extra = check_opening_file(report, given.path, given.commitment)
        elif given.command == "vectors":
            check_vectors(report, given.path)
        else:
            check_dossier(report, given.path, trust)
    except Unreadable as reason:
        print(f"unreadable: {reason}", file=sys.stderr)
        return 1
    except Exception as error:  # noqa: BLE001 - hostile input never gives a traceback
        report.add("fails", "archive.format", f"cannot be read ({type(error).__name__})")
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    print("\n".join(extra + list(report.lines())))
    return 3 if report.verdict() == "fails" else 0


if __name__ == "__main__":
    sys.exit(main())
