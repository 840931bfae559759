#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Asks datacontract-cli about every pair of pairs.json and compares its verdicts with those recorded there.

    Tests/ContractsTests/Compatibility/oracle.py           # exit 1 when a verdict differs, 0 also when not installed
    Tests/ContractsTests/Compatibility/oracle.py --write   # records the verdicts and the tool's version

The tool is taken from the path, or from DATACONTRACT.
"""
import concurrent.futures
import copy
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

CORPUS = pathlib.Path(__file__).with_name("pairs.json")


def find(holder, token):
    """Where a token leads: a member's name, an element's index, or an element by its name, id, property or value."""
    if isinstance(holder, dict):
        return token
    for index, element in enumerate(holder):
        if isinstance(element, dict) and token in [element.get(k) for k in ("name", "id", "property", "value")]:
            return index
    return int(token)


def apply(document, edit):
    tokens = (edit.get("set") or edit.get("remove") or edit.get("add")).split("/")
    holder = document
    for token in tokens[:-1]:
        if isinstance(holder, dict) and token not in holder:
            holder[token] = {}
        holder = holder[find(holder, token)]
    last = tokens[-1]
    if "set" in edit:
        holder[find(holder, last)] = edit["to"]
    elif "add" in edit:
        holder[find(holder, last)].append(edit["item"])
    else:
        del holder[find(holder, last)]


def versions(corpus, pair):
    old = copy.deepcopy(corpus["base"])
    for edit in pair.get("before", []):
        apply(old, edit)
    new = copy.deepcopy(old)
    for edit in pair["edits"]:
        apply(new, edit)
    return old, new


def ask(tool, files, perspective):
    """True when the tool finds the change breaking."""
    command = [tool, "breaking", *map(str, files), "--perspective", perspective, "--no-inline-references"]
    run = subprocess.run(command, capture_output=True, text=True)
    told = "Perspective:" in run.stdout or "No changes" in run.stdout
    if run.returncode not in (0, 1) or not told:
        raise SystemExit(f"{' '.join(command)}\n{run.stdout}{run.stderr}")
    return run.returncode == 1


def main():
    tool = os.environ.get("DATACONTRACT") or shutil.which("datacontract")
    if not tool:
        print("skipped: datacontract is not installed")
        return 0
    version = subprocess.run([tool, "--version"], capture_output=True, text=True).stdout.split()[-1]
    corpus = json.loads(CORPUS.read_text())
    name = f"datacontract-cli {version}"
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        questions = []
        for number, pair in enumerate(corpus["pairs"]):
            files = []
            for label, document in zip(("old", "new"), versions(corpus, pair)):
                file = pathlib.Path(folder, f"{number}-{label}.yaml")
                file.write_text(json.dumps(document))
                files.append(file)
            questions += [(pair, files, side) for side in ("producer", "consumer")]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda question: ask(tool, question[1], question[2]), questions))
    for (pair, _, side), answer in zip(questions, answers):
        if "--write" in sys.argv:
            pair.setdefault("oracle", {})[side] = answer
        elif pair.get("oracle", {}).get(side) != answer:
            print(f"{pair['name']}: {name} now says {'breaking' if answer else 'compatible'} for the {side}")
            wrong += 1
    if "--write" in sys.argv:
        lines = ",\n".join(json.dumps(pair, ensure_ascii=False) for pair in corpus["pairs"])
        base = json.dumps(corpus["base"], ensure_ascii=False)
        CORPUS.write_text(f'{{\n"tool": {json.dumps(name)},\n"base": {base},\n"pairs": [\n{lines}\n]\n}}\n')
    print(f"{len(corpus['pairs'])} pairs, {name}, recorded with {corpus['tool']}, {wrong} verdicts differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
