"""Sections 1 to 4 of docs/FORMAT.md, written a second time: plain, slow, without our Rust code."""

import base64
import hashlib
import hmac
import json
import re
import struct

import ed25519

NAME = re.compile(r"[a-z][a-z0-9_.]{0,63}\Z")
KIND = re.compile(r"[a-z][a-z_]{0,31}\Z")
HEX = re.compile(r"[0-9a-f]{64}\Z")
INTEGER_MAX = 2**53 - 1


class Refused(Exception):
    """Carries the code of a vector's `expect`."""


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def base64_text(data):
    return base64.b64encode(data).decode()


def json_text(value):
    """One way to write JSON; for strings, plain JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# Plain JSON (1.1)


def unique_members(pairs):
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("members of one name")
    return dict(pairs)


def depth(value):
    if not isinstance(value, (list, dict)):
        return 0
    children = value.values() if isinstance(value, dict) else value
    return 1 + max((depth(child) for child in children), default=0)


def leaves(value):
    if isinstance(value, dict):
        for name, child in value.items():
            yield name
            yield from leaves(child)
    elif isinstance(value, list):
        for child in value:
            yield from leaves(child)
    else:
        yield value


def no_float(_):
    raise ValueError("not an integer")


def is_noncharacter(letter):
    code = ord(letter)
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def is_plain_json(text):
    """A text is plain if reading and writing it gives the same text."""
    try:
        if len(text.encode()) > 262144:
            return False
        value = json.loads(text, object_pairs_hook=unique_members, parse_float=no_float, parse_constant=no_float)
    except (ValueError, RecursionError):
        return False
    for leaf in leaves(value):
        if isinstance(leaf, str) and any(map(is_noncharacter, leaf)):
            return False
        if type(leaf) is int and abs(leaf) > INTEGER_MAX:
            return False
    return depth(value) <= 16 and json_text(value) == text


# Statement, commitment, opening (3)


def salt(seed, index):
    return hmac.digest(seed, b"testigo/1/salt" + struct.pack(">I", index), "sha256")


def field_digest(index, field_salt, name, value):
    name, value = name.encode(), value.encode()
    lengths = struct.pack(">H", index), struct.pack(">H", len(name))
    return sha256(b"testigo/1/field\n", lengths[0], field_salt, lengths[1], name, value)


def commitment(digests):
    return sha256(b"testigo/1/statement\n", struct.pack(">H", len(digests)), *digests)


def head_value(archive, log, kind, names, critical=False):
    head = {"archive": archive, "log": log, "kind": kind, "fields": names}
    return json_text(head | {"critical": True} if critical else head)


def check_statement(head, fields):
    if len(fields) + 1 > 1024:
        raise Refused("too_many_fields")
    if not KIND.match(head["kind"]):
        raise Refused("kind")
    for name, value in fields:
        if not NAME.match(name):
            raise Refused("name")
        if not is_plain_json(value):
            raise Refused("value")
    if len({"head"} | {name for name, _ in fields}) != len(fields) + 1:
        raise Refused("duplicate")


def read_members(text):
    """Objects as lists of pairs, so that no repeated member is lost."""
    try:
        text.encode()
        value = json.loads(text, object_pairs_hook=tuple)
        json_text(value).encode()
        return value
    except ValueError:
        raise Refused("malformed") from None


def members(pairs, allowed):
    if not isinstance(pairs, tuple):
        raise Refused("malformed")
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names) or not set(names) <= set(allowed):
        raise Refused("member")
    return dict(pairs)


def hex_bytes(text):
    if not isinstance(text, str) or not HEX.match(text):
        raise Refused("malformed")
    return bytes.fromhex(text)


def read_opening(text):
    """Parts in order: (salt, name, value) or a digest."""
    opening = members(read_members(text), ("seed", "parts"))
    parts = opening.get("parts", [])
    if not 1 <= len(parts) <= 1024:
        raise Refused("count")
    seed = hex_bytes(opening["seed"]) if "seed" in opening else None
    read = []
    for index, pairs in enumerate(parts):
        part = members(pairs, ("salt", "name", "value", "digest"))
        if set(part) == {"digest"}:
            if seed is not None:
                raise Refused("seed")
            read.append(hex_bytes(part["digest"]))
            continue
        if set(part) - {"salt"} != {"name", "value"} or (seed is None and "salt" not in part):
            raise Refused("part")
        if seed is not None and "salt" in part:
            raise Refused("seed")
        if not NAME.match(part["name"]):
            raise Refused("name")
        part_salt = salt(seed, index) if seed is not None else hex_bytes(part["salt"])
        read.append((part_salt, part["name"], part["value"]))
    return read


def read_head(value):
    """The head, if writing it again gives the same text."""
    try:
        head = json.loads(value)
        archive, log, kind, names = (head[name] for name in ("archive", "log", "kind", "fields"))
        critical = head.get("critical", False)
        written = head_value(archive, log, kind, names, critical)
        valid = HEX.match(archive) and HEX.match(log) and KIND.match(kind) and all(map(NAME.match, names))
        valid = valid and names[:1] == ["head"] and len(set(names)) == len(names) and len(names) <= 1024
    except (ValueError, KeyError, TypeError):
        raise Refused("head") from None
    if not valid or written != value:
        raise Refused("head")
    return archive, log, names


def check_opening(text, expected, archive, log):
    """What is shown (index, name, value without the head) and how many parts are bare."""
    parts = read_opening(text)
    digests = [part if isinstance(part, bytes) else field_digest(i, *part) for i, part in enumerate(parts)]
    if commitment(digests).hex() != expected:
        raise Refused("commitment")
    shown = {i: part for i, part in enumerate(parts) if not isinstance(part, bytes)}
    if not shown:
        return [], len(parts)
    if 0 not in shown or shown[0][1] != "head":
        raise Refused("head_missing")
    head_archive, head_log, names = read_head(shown[0][2])
    if len(names) != len(parts):
        raise Refused("head_count")
    for i, (_, name, value) in shown.items():
        if name != names[i]:
            raise Refused("head_name")
        if not is_plain_json(value):
            raise Refused("value")
    if (head_archive, head_log) != (archive, log):
        raise Refused("foreign")
    return [[i, name, value] for i, (_, name, value) in shown.items() if i], len(parts) - len(shown)


# The tree (4), as RFC 6962, section 2.1, defines it


def leaf_hash(entry):
    return sha256(b"\0", entry)


def split(count):
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def tree_root(hashes):
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256()
    middle = split(len(hashes))
    return sha256(b"\1", tree_root(hashes[:middle]), tree_root(hashes[middle:]))


def inclusion_path(index, hashes):
    if len(hashes) == 1:
        return []
    middle = split(len(hashes))
    if index < middle:
        return inclusion_path(index, hashes[:middle]) + [tree_root(hashes[middle:])]
    return inclusion_path(index - middle, hashes[middle:]) + [tree_root(hashes[:middle])]


def consistency_proof(old, hashes, complete=True):
    if old == len(hashes):
        return [] if complete else [tree_root(hashes)]
    middle = split(len(hashes))
    if old <= middle:
        return consistency_proof(old, hashes[:middle], complete) + [tree_root(hashes[middle:])]
    return consistency_proof(old - middle, hashes[middle:], False) + [tree_root(hashes[:middle])]


def tile_path(level, index, width=256):
    groups = [f"{index % 1000:03}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03}")
    return f"tile/{level}/{'/'.join(groups)}" + (f".p/{width}" if width < 256 else "")


# Signed notes (2, 4)


class Key:
    """A signing key under its name."""

    def __init__(self, seed, name_of):
        self.seed, self.public = seed, ed25519.public_key(seed)
        self.name = name_of(self.public)

    def key_id(self, key_type=1):
        return sha256(self.name.encode(), b"\n", bytes([key_type]), self.public)[:4]

    def vkey(self, key_type=1):
        return f"{self.name}+{self.key_id(key_type).hex()}+{base64_text(bytes([key_type]) + self.public)}"

    def line(self, text):
        return f"\u2014 {self.name} {base64_text(self.key_id() + ed25519.sign(self.seed, text.encode()))}\n"

    def note(self, text):
        return f"{text}\n{self.line(text)}"

    def cosignature(self, text, time_s):
        signature = ed25519.sign(self.seed, f"cosignature/v1\ntime {time_s}\n{text}".encode())
        return f"\u2014 {self.name} {base64_text(self.key_id(4) + struct.pack('>Q', time_s) + signature)}\n"


def archive_id(public):
    return sha256(b"testigo/1/archive\n", public).hex()


def log_id(public):
    return sha256(public).hex()


def group_key(seed):
    return Key(seed, lambda public: f"testigo.invalid/archive/{archive_id(public)}")


def log_key(seed):
    return Key(seed, lambda public: f"testigo.invalid/log/{log_id(public)}")
