"""Makes the small dossier that the shell lines of VERIFY.txt are tried on (docs/FORMAT.md 3, 4 and 7).

python3 make.py FOLDER [SIZE [INDEX]]; needs the openssl program, version 3. Keys and salts come from fixed texts, so running
it again gives the same bytes. Only what the shell lines read is made; it is no complete dossier.
"""

import base64
import hashlib
import json
import pathlib
import subprocess
import sys

SHA = lambda data: hashlib.sha256(data).digest()


def key(folder, seed):
    """Writes key.pem (public) into the folder; gives the private key's path and the 32 public bytes."""
    der = bytes.fromhex("302e020100300506032b657004220420") + seed
    private = pathlib.Path("/tmp") / f"by-hand-{seed[:4].hex()}.pem"
    subprocess.run(["openssl", "pkey", "-inform", "DER", "-out", private], input=der, check=True)
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["openssl", "pkey", "-in", private, "-pubout", "-out", folder / "key.pem"], check=True)
    public = subprocess.run(["openssl", "pkey", "-in", private, "-pubout", "-outform", "DER"],
                            capture_output=True, check=True).stdout[-32:]
    return private, public


def sign(private, folder, name, text):
    (folder / f"{name}.body").write_text(text, newline="\n")
    subprocess.run(["openssl", "pkeyutl", "-sign", "-inkey", private, "-rawin", "-in", folder / f"{name}.body",
                    "-out", folder / f"{name}.sig"], check=True)


def vkey(name, public):
    raw = b"\x01" + public
    key_id = SHA(name.encode() + b"\n" + raw)[:4].hex()
    return f"{name}+{key_id}+{base64.b64encode(raw).decode()}"


def plain(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def statement(number, archive, log, kind, fields, bare=()):
    names = ["head", *[name for name, _ in fields]]
    head = plain({"archive": archive, "log": log, "kind": kind, "fields": names})
    digests, parts = [], []
    for index, (name, value) in enumerate([("head", head), *fields]):
        salt = SHA(f"salt {number} {index}".encode())
        digest = SHA(b"testigo/1/field\n" + index.to_bytes(2, "big") + salt
                     + len(name).to_bytes(2, "big") + name.encode() + value.encode())
        digests.append(digest)
        shown = {"salt": salt.hex(), "name": name, "value": value}
        parts.append({"digest": digest.hex()} if name in bare else shown)
    commitment = SHA(b"testigo/1/statement\n" + len(digests).to_bytes(2, "big") + b"".join(digests))
    return commitment, parts


def split(size):
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def root(leaves):
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return SHA(b"\x01" + root(leaves[:k]) + root(leaves[k:]))


def path(index, leaves):
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return path(index, leaves[:k]) + [root(leaves[k:])]
    return path(index - k, leaves[k:]) + [root(leaves[:k])]


def main():
    bag = pathlib.Path(sys.argv[1])
    size = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    place = int(sys.argv[3]) if len(sys.argv) > 3 else size - 1
    item_place = (place + 1) % size if size > 1 else None
    group_private, group = key(bag / "proof/group", b"G" * 32)
    archive = SHA(b"testigo/1/archive\n" + group).hex()
    temporary, log_public = key(bag / "proof/group/temporary", b"L" * 32)
    log = SHA(log_public).hex()
    folder = bag / "proof/logs" / log
    key(folder, b"L" * 32)
    (bag / "proof/group/temporary/key.pem").unlink()
    (bag / "proof/group/temporary").rmdir()
    log_name = f"testigo.invalid/log/{log}"
    (bag / "proof/group/vkey").write_text(vkey(f"testigo.invalid/archive/{archive}", group) + "\n")
    (folder / "vkey").write_text(vkey(log_name, log_public) + "\n")
    sign(group_private, folder, "admission",
         f"testigo/1/admission\narchive {archive}\nlog {log}\nkey {vkey(log_name, log_public)}\n"
         "recipient age1example\nrole writer\n")

    (bag / "data/items").mkdir(parents=True, exist_ok=True)
    (bag / "data/items/E0001.txt").write_text("The bridge was closed.\n")
    texts = {"bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
             "bag-info.txt": "Bag-Size: 23\n", "ro-crate-metadata.json": "{}\n", "VERIFY.txt": "see VERIFY.txt\n"}
    for name, text in texts.items():
        (bag / name).write_text(text)
    digest = lambda name: SHA((bag / name).read_bytes()).hex()
    listed = lambda names: "".join(f"{digest(name)}  {name}\n" for name in sorted(names))
    (bag / "manifest-sha256.txt").write_text(listed(["data/items/E0001.txt"]))

    item, item_parts = statement(1, archive, log, "item", [
        ("by", plain("Withheld Name")),
        ("caption", plain('He said: "},{"salt":"00","name":"x","value":"\\ ñ \n end"}]}')),
        ("sha256", plain(digest("data/items/E0001.txt")))], bare=("by",))
    files = {name: digest(name) for name in sorted(texts) if name != "bagit.txt"}
    release, release_parts = statement(2, archive, log, "release", [
        ("recorded_at", plain("2026-01-02T03:04:05Z")), ("by", plain("B")),
        ("title", plain('The "bridge"; C:\\new, día uno')), ("recipient", plain("A court")),
        ("purpose", plain("A complaint")), ("level", plain("recipient")),
        ("selection", plain('kind = item and (title ~ "},{" or path ~ "a\\b")')),
        ("heads", plain([{"log": log, "size": 6, "root": "00" * 32}, {"log": "11" * 32, "size": 0, "root": "22" * 32}])),
        ("manifest", plain(digest("manifest-sha256.txt"))), ("files", plain(files))], bare=("by",))
    commitments = [SHA(f"other {index}".encode()) for index in range(size)]
    commitments[place] = release
    if item_place is not None:
        commitments[item_place] = item
    leaves = [SHA(b"\x00\x01" + commitment) for commitment in commitments]
    line = lambda index, parts: plain({"log": log, "index": index, "path": [p.hex() for p in path(index, leaves)],
                                       "parts": parts}) + "\n"
    (bag / "proof/release.json").write_text(line(place, release_parts))
    (bag / "proof/openings.jsonl").write_text(line(item_place, item_parts) if item_place is not None else "")
    sign(temporary, folder, "checkpoint", f"{log_name}\n{size}\n{base64.b64encode(root(leaves)).decode()}\n")
    rest = [str(p.relative_to(bag)) for p in bag.rglob("*") if p.is_file()]
    (bag / "tagmanifest-sha256.txt").write_text(
        listed(name for name in rest if not name.startswith("data/") and name != "tagmanifest-sha256.txt"))
    print(archive, log)


main()
