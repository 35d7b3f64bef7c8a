"""Seeded data: the same bytes on every machine (Python's Mersenne twister). All names and words are invented."""

import bisect
import csv
import itertools
import math
import pathlib
import random

KIB = 1024
MIB = 1024 * 1024
SYLLABLES = [a + b for a in "bcdfglmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "el", "ir", "or", "ul")]


def invented_words(count, seed, syllables=(2, 3, 4)):
    """Different invented words."""
    chance = random.Random(seed)
    words = {}
    while len(words) < count:
        word = "".join(chance.choice(SYLLABLES) for _ in range(chance.choice(syllables)))
        words[word] = True
    return list(words)


def random_file(path, size_bytes, chance):
    with open(path, "wb") as file:
        left = size_bytes
        while left > 0:
            piece = min(left, 4 * MIB)
            file.write(chance.randbytes(piece))
            left -= piece


def mixed_folder(folder, total_bytes, seed=1, text_share=0.4):
    """Half one incompressible file, half files of 20-200 KiB (log-uniform; a share of them text, the rest
    incompressible); a fifth of the small files are exact duplicates of earlier ones."""
    folder = pathlib.Path(folder)
    chance = random.Random(seed)
    random_file(folder / "long clip.bin", total_bytes // 2, chance)
    vocabulary = invented_words(4_000, seed)
    written, number, earlier = 0, 0, []
    while written < total_bytes // 2:
        place = folder / f"part {number // 500:02}"
        place.mkdir(exist_ok=True)
        if earlier and chance.random() < 0.2:
            content = chance.choice(earlier).read_bytes()
            path = place / f"{number:05} again.bin"
        else:
            size = int(math.exp(chance.uniform(math.log(20 * KIB), math.log(200 * KIB))))
            if chance.random() >= text_share:
                content, path = chance.randbytes(size), place / f"{number:05}.bin"
            else:
                words = " ".join(chance.choices(vocabulary, k=size // 7))
                content, path = words.encode(), place / f"{number:05}.txt"
            earlier.append(path)
        path.write_bytes(content)
        written += len(content)
        number += 1
    return number + 1


def list_of_rows(path, rows, seed=2):
    """A list of invented people with ten columns, none empty; gives the names to search for."""
    chance = random.Random(seed)
    given, surnames = invented_words(2_000, seed + 1), invented_words(5_000, seed + 2)
    places = [word.title() for word in invented_words(200, seed + 3)]
    occupations, violations = invented_words(60, seed + 4), invented_words(12, seed + 5)
    header = ["nombre", "apellido", "segundo apellido", "edad", "sexo", "fecha", "lugar", "ocupación", "tipo", "ficha"]
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for number in range(rows):
            writer.writerow(
                [
                    chance.choice(given).title(),
                    chance.choice(surnames).title(),
                    chance.choice(surnames).title(),
                    chance.randrange(1, 90),
                    chance.choice("FM"),
                    f"{chance.randrange(1980, 2020)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
                    chance.choice(places),
                    chance.choice(occupations),
                    chance.choice(violations),
                    f"F-{number:07}",
                ]
            )
    return given, surnames


LIST_MAP = """[columns]
"nombre" = "given_name"
"apellido" = "surname"
"segundo apellido" = "second_surname"
"edad" = "age"
"sexo" = "sex"
"fecha" = "date"
"lugar" = "place"
"ocupación" = "occupation"
"tipo" = "type"
"ficha" = "x.ficha"
"""


def text_folder(folder, documents, seed=7, words_each=80, vocabulary_size=50_000):
    """Short texts whose words follow Zipf's law; gives in how many documents each word stands."""
    folder = pathlib.Path(folder)
    chance = random.Random(seed)
    vocabulary = invented_words(vocabulary_size, seed + 1, (3, 4, 5))
    cumulated = list(itertools.accumulate(1 / rank for rank in range(1, vocabulary_size + 1)))
    holding = dict.fromkeys(vocabulary, 0)
    for number in range(documents):
        place = folder / f"{number // 1000:03}"
        place.mkdir(exist_ok=True)
        ranks = [bisect.bisect_left(cumulated, chance.random() * cumulated[-1]) for _ in range(words_each)]
        words = [vocabulary[rank] for rank in ranks]
        for word in set(words):
            holding[word] += 1
        (place / f"{number:06}.txt").write_text(" ".join(words) + f".\n{number}\n")
    return holding
