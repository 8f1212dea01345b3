#!/usr/bin/env python3
"""Writes what scikit-learn answers about a catalogue, for the engine's `sklearn` preset to match.

    /usr/bin/python3 tools/sklearn-golden.py CATALOGUE OUTPUT

The two files in test/golden were made by

    /usr/bin/python3 tools/sklearn-golden.py data/sample-catalogue.jsonl test/golden/sklearn-sample.json
    npm run trainer -- export tmdb_5000_movies.csv --out films.jsonl
    /usr/bin/python3 tools/sklearn-golden.py films.jsonl test/golden/sklearn-tmdb5000.json

(exported first, because reading a catalogue mends texts, and both sides need the same ones) and libs/engine/src/sklearn-preset.spec.ts compares them with the engine. Run the first line again
whenever the sample catalogue's descriptions change.

Needs scikit-learn, as Debian and Ubuntu package it (`apt install python3-sklearn`); tried with
1.2.1. That package belongs to /usr/bin/python3, which need not be the `python3` of your PATH.

CATALOGUE is a CSV file with a header and the columns `id` and `overview` (as TMDB 5000 has them),
or, if its name ends in .jsonl, JSON Lines with the fields `id` and `description`. A film without a
text counts as a film with an empty one.

The model is the lab's: TfidfVectorizer(stop_words='english') and cosine similarity. OUTPUT is JSON
with no text of the catalogue in it: {"header": {...}, "films": [[id, [neighbour id, score, ...]]]}.
A film's neighbours are its ten nearest other films with a score above 0, best first, ties in any
order, scores rounded to 8 decimals.
"""

import argparse
import csv
import hashlib
import json
import sys
from pathlib import Path

import numpy
import sklearn
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

NEIGHBOURS = 10
DECIMALS = 8
# So many rows of the film-by-film similarities are held at a time.
CHUNK = 500


def read_texts(path):
    """The ids and texts of a catalogue, in its order."""
    if path.suffix == ".jsonl":
        with path.open(encoding="utf-8-sig") as lines:
            rows = [json.loads(line) for line in lines if line.strip()]
        return [row["id"] for row in rows], [text_of(row.get("description")) for row in rows]
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [int(row["id"]) for row in rows], [text_of(row["overview"]) for row in rows]


def text_of(value):
    return "" if value is None or not value.strip() else value


def digest_of(ids, texts):
    """Tells whether a golden file and a catalogue belong together; made alike in the spec."""
    digest = hashlib.sha256()
    for film_id, text in zip(ids, texts):
        digest.update(f"{json.dumps(film_id, ensure_ascii=False)}\t{text}\n".encode("utf-8"))
    return digest.hexdigest()


def nearest(matrix, ids):
    """For each row the best other rows by cosine; the rows have the norm 1."""
    for start in range(0, matrix.shape[0], CHUNK):
        scores = (matrix[start : start + CHUNK] @ matrix.T).toarray()
        for offset, row in enumerate(scores):
            row[start + offset] = 0
            best = numpy.argsort(-row, kind="stable")[:NEIGHBOURS]
            yield [
                value
                for film in best
                if row[film] > 0
                for value in (ids[film], round(float(row[film]), DECIMALS))
            ]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("catalogue", type=Path, help="CSV or JSON Lines file to read")
    parser.add_argument("output", type=Path, help="JSON file to write")
    arguments = parser.parse_args()

    ids, texts = read_texts(arguments.catalogue)
    matrix = TfidfVectorizer(stop_words="english").fit_transform(texts)
    header = {
        "sklearn": sklearn.__version__,
        "films": matrix.shape[0],
        "vocabulary": matrix.shape[1],
        "nonzeros": int(matrix.nnz),
        "neighbours": NEIGHBOURS,
        "textsSha256": digest_of(ids, texts),
        "stopWords": sorted(ENGLISH_STOP_WORDS),
    }
    films = [[film_id, row] for film_id, row in zip(ids, nearest(matrix, ids))]
    with arguments.output.open("w", encoding="utf-8") as output:
        output.write('{"header": ' + json.dumps(header) + ',\n"films": [\n')
        # One film a line, so that a change of the catalogue is readable as a difference.
        output.write(",\n".join(json.dumps(film, separators=(",", ":")) for film in films))
        output.write("\n]}\n")


if __name__ == "__main__":
    main()
