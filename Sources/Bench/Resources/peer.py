# SPDX-License-Identifier: Apache-2.0
"""Times orjson and jsonschema-rs over the documents of a set, for `concordat-bench validator`.

peer.py                  prints the versions of what is installed
peer.py FOLDER SECONDS   reads schema.json, valid.jsonl and invalid.jsonl, and prints one line of JSON: for each kind,
                         nanoseconds a document, and the number of the first one judged wrongly, if there is one
"""
import json
import pathlib
import platform
import statistics
import sys
import time
from importlib.metadata import version

import jsonschema_rs
import orjson

TURNS = 5


def nanoseconds(work, pieces, seconds):
    """The median of five turns, each of whole passes, after one that warms up: as the Stopwatch of the bench does it."""
    turns = []
    for _ in range(TURNS + 1):
        passes, begin, taken = 0, time.perf_counter_ns(), 0
        while taken < seconds * 1e9 / TURNS:
            for piece in pieces:
                work(piece)
            passes += 1
            taken = time.perf_counter_ns() - begin
        turns.append(taken / (passes * len(pieces)))
    return statistics.median(turns[1:])


def main(folder, seconds):
    schema = json.loads((folder / "schema.json").read_bytes())
    is_valid = jsonschema_rs.validator_for(schema, validate_formats=True).is_valid
    loads = orjson.loads
    found = {}
    for kind in "valid", "invalid":
        texts = (folder / f"{kind}.jsonl").read_bytes().splitlines()
        if not texts:
            continue
        wrong = (number for number, text in enumerate(texts, 1) if is_valid(loads(text)) != (kind == "valid"))
        found[kind] = {
            "wrong": next(wrong, None),
            "parse": nanoseconds(loads, texts, seconds),
            "both": nanoseconds(lambda text: is_valid(loads(text)), texts, seconds),
        }
    print(json.dumps(found))


if len(sys.argv) == 3:
    main(pathlib.Path(sys.argv[1]), float(sys.argv[2]))
else:
    print(f"{version('jsonschema-rs')} over orjson {version('orjson')}, Python {platform.python_version()}")
