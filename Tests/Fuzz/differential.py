#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares the verdicts of the JSON Schema engine with those of jsonschema-rs, on random schemas and values near them.

    Tests/Fuzz/differential.py CONNECTOR [--pairs N] [--seed S] [--first I]

CONNECTOR is the built product jsonschema-bowtie, best in release mode; the package jsonschema_rs (0.60.3 was used) must
be installed. Schemas use all vocabularies of 2020-12, `format` as an annotation. `--first` is the number of the first
schema: `--seed S --first I --pairs 1` repeats one. What differs (verdicts, refusals, crashes, an answer that takes more
than a second) is shrunk and printed with both verdicts; then come the seed, pairs, schemas, share of valid pairs,
disagreements and the slowest case. Exits with 1 when anything differs.
"""
import argparse
import collections
import decimal
import itertools
import json
import random
import select
import subprocess
import sys
import time
import urllib.parse

import jsonschema_rs

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ROOT = "https://x.example/r/root"
IDS = {"one": "https://x.example/r/one", "../two?q=1": "https://x.example/two?q=1", "urn:x:three": "urn:x:three"}
INSTANCES = 10  # For each schema.
PATIENCE = 1.0  # Seconds an answer may take.
MAX_FINDINGS = 25
decimal.getcontext().prec = 500  # Sums with the largest number are exact.


def decimals(text):
    """Numbers that keep the way they are written."""
    return [decimal.Decimal(word) for word in text.split()]


NAMES = ["a", "b", "c", "é", "", "~1/", "e\u0301", "a%25 b"]
STRINGS = NAMES + ["ab", "aab", "bb", "1", "12", "A", "a\n", "😀", "😀b", "\"\\", "\0", "aaaaaaaaa", "\u212b", "\u00c5"]
NUMBERS = decimals(
    "-1 0 1 1.0 1.5 2 3 1E+2 100 -0 -0.0 0.1 0.3 1E-7 -1.5 9007199254740992 9007199254740993 9007199254740993.0 1E+25"
    " 10000000000000000000000000 10000000000000000000000001 -1E+19 18446744073709551616 1E+400")
SCALARS = [None, True, False] + NUMBERS + STRINGS
COUNTS = decimals("0 1 1.0 2 2 3 4 1E+1")
# Each with texts it matches. Not `\b`, nor `.` before U+2028: there jsonschema-rs knows more letters of words and fewer
# ends of lines than ECMA-262 (§22.2.2.4, §12.3), and lets `\bé` match "é", and `^.$` match U+2028.
PATTERNS = {
    "^a": ["a", "ab", "aab"], "b$": ["b", "ab", "😀b"], "^.$": ["a", "é", "😀"], "^[^a]*$": ["", "b", "e\u0301"],
    "^a{1,2}b?$": ["a", "aab"], "^\\d+$": ["1", "12"], "\\w": ["a", "1"], "^\\W+$": ["é", "\"\\"], "\\s": ["a\n"],
    "\\p{Nd}": ["1", "12"], "^\\p{Lu}$": ["A", "\u00c5"], "^(a|b)*$": ["", "ab"], "^(?!a)": ["b", ""], "": [""],
    "(?<=a)b": ["ab"], "(.)\\1": ["bb", "aab"], "^\\u{1F600}": ["😀"], "[~/]": ["~1/"], "^$": [""], "^\\S*$": ["é"],
    "[\\u0300-\\u036F]": ["e\u0301"], "^\\D?\\D$": ["b", "ab"]}
# Keywords that hold no schema. The last two hold identifiers and references that are none, as no keyword leads to them.
CHOICES = dict.fromkeys(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"], NUMBERS) | dict.fromkeys(
    ["minLength", "maxLength", "minItems", "maxItems", "minContains", "maxContains", "minProperties", "maxProperties"],
    COUNTS) | {
    "multipleOf": decimals("1 1.0 2 3 0.1 0.01 1.5 1E+2 1E-7 7"), "uniqueItems": [True, True, False],
    "pattern": list(PATTERNS), "format": ["date", "nothing"], "contentMediaType": ["application/json"],
    "x-a": [{"$id": ROOT, "$anchor": "n"}, {"$ref": "#/nowhere"}], "default": [{"$dynamicRef": "#nowhere"}]}
KEYWORDS = {
    "number": "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf multipleOf".split(),
    "string": "minLength maxLength pattern pattern format contentMediaType".split(),
    "array": "minItems maxItems minContains maxContains uniqueItems uniqueItems prefixItems items contains contains"
             " unevaluatedItems unevaluatedItems".split(),
    "object": "minProperties maxProperties properties properties patternProperties additionalProperties propertyNames"
              " required required dependentRequired unevaluatedProperties unevaluatedProperties".split(),
    "any": "const enum x-a default".split()}
ABSENT = object()
SAME_VALUE = "allOf anyOf oneOf not if then else $ref $ref dependentSchemas".split()


def shuffled(rng, members):
    return dict(rng.sample(list(members.items()), len(members)))


def anything(rng, depth=2):
    """Any value."""
    if depth == 0 or rng.random() < 0.7:
        return rng.choice(SCALARS)
    items = [anything(rng, depth - 1) for _ in range(rng.randint(0, 3))]
    return items if rng.random() < 0.5 else dict(zip(rng.sample(NAMES, len(items)), items))


class Place:
    """A schema that references may lead to."""

    def __init__(self, places, rng, uri, pointer="", identity=None):
        self.uri = uri
        self.fragment = "#" + urllib.parse.quote(pointer, safe="/~$")
        taken = [other.anchor for other in places if other.uri == uri]
        self.anchor = rng.choice([anchor for anchor in ("n", "n", "m", None) if anchor is None or anchor not in taken])
        keyword = rng.choice(["$anchor", "$dynamicAnchor", "$dynamicAnchor"])
        self.identity = (identity or {}) | ({keyword: self.anchor} if self.anchor else {})
        self.definitions = {}
        places.append(self)


class Reference(str):
    """The text of a reference, which knows where it leads."""

    def __new__(cls, text, target):
        reference = super().__new__(cls, text)
        reference.target = target
        return reference


class Schemas:
    """Makes one document."""

    def __init__(self, rng):
        self.rng = rng
        self.places = []
        uri = rng.choice([ROOT, ROOT, ROOT, ""])
        root = Place(self.places, rng, uri, identity={"$id": uri, "$schema": DIALECT} if uri else {})
        for name, relative in zip(rng.sample(NAMES, rng.randint(0, 3)), rng.sample(list(IDS), 3)):
            pointer = "/$defs/" + name.replace("~", "~0").replace("/", "~1")
            if uri and rng.random() < 0.7:
                root.definitions[name] = inner = Place(self.places, rng, IDS[relative], identity={"$id": relative})
                inner.definitions["d"] = Place(self.places, rng, IDS[relative], "/$defs/d")
            else:
                root.definitions[name] = Place(self.places, rng, uri, pointer)
        # Inner ones first, as they become part of outer ones.
        for floor, place in reversed(list(enumerate(self.places))):
            schema = self.schema(place, rng.choice([1, 1, 2, 3]), floor)
            definitions = {name: inner.schema for name, inner in place.definitions.items()}
            extra = place.identity | ({"$defs": definitions} if definitions else {})
            place.schema = shuffled(rng, (schema if isinstance(schema, dict) else {}) | extra) if extra else schema
        self.document = root.schema

    def schema(self, place, depth, floor):
        """A schema; it may lead, for the same value, to places behind `floor` only: a circle would never end."""
        rng = self.rng
        if rng.random() < 0.1:
            return rng.random() < 0.6
        kind = rng.choice(list(KEYWORDS))
        names = rng.sample(KEYWORDS[kind], rng.randint(1, 4)) + rng.sample(SAME_VALUE, rng.choice([0, 0, 1, 2, 3]))
        names += ["$dynamicRef"] * (rng.random() < 0.25)
        names += rng.choice([["then"], ["else"], ["then", "else"]]) if "if" in names else []
        names += rng.choice([[], ["minContains"], ["maxContains"]]) if "contains" in names else []
        out = {}
        if rng.random() < 0.35 and kind != "any":
            out["type"] = rng.choice([kind, kind, "integer", [kind, "null"], ["integer", "boolean", kind]])
        for name in names:
            out[name] = self.value(name, place, depth - 1, floor)
        return shuffled(rng, {name: value for name, value in out.items() if value is not ABSENT})

    def value(self, name, place, depth, floor):
        """What a keyword holds, if it can stand here."""
        rng = self.rng
        if name in CHOICES:
            return rng.choice(CHOICES[name])
        if name == "const":
            return anything(rng)
        if name == "enum":
            return [anything(rng) for _ in range(rng.randint(1, 4))]
        if name == "required":
            return rng.sample(NAMES[:4], rng.randint(1, 2))
        if name == "dependentRequired":
            return {trigger: rng.sample(NAMES, rng.randint(0, 2)) for trigger in rng.sample(NAMES[:4], 2)}
        if name == "$ref":
            return self.reference(place, self.places[floor + 1:])
        if name == "$dynamicRef":
            # All that it may lead to in the end have this anchor.
            others = [None] + [target.anchor for target in self.places[:floor + 1]]
            return self.reference(place, [target for target in self.places if target.anchor not in others])
        if depth < 0:
            return ABSENT
        inner = floor if name in SAME_VALUE else -1
        if name in ("allOf", "anyOf", "oneOf", "prefixItems"):
            return [self.schema(place, depth, inner) for _ in range(rng.randint(1, 3))]
        if name in ("properties", "patternProperties", "dependentSchemas"):
            keys = rng.sample(list(PATTERNS) if name == "patternProperties" else NAMES, rng.randint(1, 3))
            return {key: self.schema(place, depth, inner) for key in keys}
        return self.schema(place, depth, inner)

    def reference(self, place, targets):
        if not targets:
            return ABSENT
        target = self.rng.choice(targets)
        fragment = "#" + target.anchor if target.anchor and self.rng.random() < 0.7 else target.fragment
        uri = "" if target.uri == place.uri and self.rng.random() < 0.7 else target.uri
        return Reference(uri if uri and fragment == "#" and self.rng.random() < 0.7 else uri + fragment, target)


class Instances:
    """Makes values near a schema."""

    def __init__(self, rng):
        self.rng = rng

    def make(self, schema):
        value = self.near([schema], 4)
        for _ in range(self.rng.choice([0, 0, 1, 1, 2])):
            value = self.changed(value)
        return value

    def parts(self, schemas, depth=4):
        """The schemas that are to hold together: these, and a choice of those they apply to the same value."""
        found = [schema for schema in schemas[:8] if isinstance(schema, dict)]
        inner = []
        for schema in found if depth else []:
            inner += schema.get("allOf", []) + [self.rng.choice(schema[n]) for n in ("anyOf", "oneOf") if n in schema]
            inner += [schema[n].target.schema for n in ("$ref", "$dynamicRef") if n in schema]
            inner += [schema[n] for n in self.rng.choice([["if", "then"], ["else"]]) if "if" in schema and n in schema]
        return found + (self.parts(inner, depth - 1) if inner else [])

    def near(self, schemas, depth):
        """A value that satisfies, with luck, all of these."""
        rng = self.rng
        parts = self.parts(schemas)
        constants = [part["const"] for part in parts if "const" in part]
        constants += [value for part in parts for value in part.get("enum", [])]
        if constants:
            return rng.choice(constants)
        types = [part["type"] for part in parts if "type" in part]
        implied = [kind for kind, names in KEYWORDS.items() for part in parts for name in names if name in part]
        kind = rng.choice(types or implied or ["any"])
        kind = rng.choice(kind) if isinstance(kind, list) else kind
        if kind in ("number", "integer"):
            bounds = [part[name] for part in parts for name in KEYWORDS["number"] if name in part]
            return rng.choice([bound + step for bound in bounds for step in (-1, 0, 0, 1)] or NUMBERS)
        if kind == "string":
            return rng.choice([text for part in parts for text in PATTERNS.get(part.get("pattern"), [])] or STRINGS)
        if kind in ("array", "object") and depth:
            return (self.array if kind == "array" else self.object)(parts, depth - 1)
        empty = {"null": None, "array": [], "object": {}}
        return empty[kind] if kind in empty else anything(rng)

    def array(self, parts, depth):
        prefix = [inner for part in parts for inner in part.get("prefixItems", [])]
        rest = [part[name] for part in parts for name in ("items", "contains", "unevaluatedItems") if name in part]
        count = self.rng.choice([0, 1, 2, 3, len(prefix), len(prefix) + 1])
        return [self.near(prefix[i:i + 1] or rest[i % max(len(rest), 1):][:2], depth) for i in range(count)]

    def object(self, parts, depth):
        known = collections.defaultdict(list)
        for part in parts:
            for name in part.get("required", []):
                known[name] += []
            for name, inner in part.get("properties", {}).items():
                known[name] += [inner]
            for pattern, inner in part.get("patternProperties", {}).items():
                known[self.rng.choice(PATTERNS[pattern])] += [inner]
            for keyword in [word for word in ("additionalProperties", "unevaluatedProperties") if word in part]:
                known[self.rng.choice(NAMES)] += [part[keyword]]
        # Mostly all, as some may be required.
        dropped = self.rng.sample(list(known), min(len(known), self.rng.choice([0, 0, 1, 2])))
        return {name: self.near(inner, depth) for name, inner in known.items() if name not in dropped}

    def changed(self, value):
        """The value with a change somewhere in it."""
        rng = self.rng
        if isinstance(value, (list, dict)) and value and rng.random() < 0.5:
            place = rng.choice(list(value) if isinstance(value, dict) else range(len(value)))
            return replaced(value, place, self.changed(value[place]))
        if rng.random() < 0.3 or value is None or isinstance(value, bool):
            return anything(rng)
        if isinstance(value, list):
            position = rng.randint(0, len(value))
            added = rng.choice([[], [anything(rng)], value[:1], value[-1:]])
            return value[:position] + added + value[position + rng.randint(0, 1):]
        if isinstance(value, dict):
            dropped = rng.choice([None, *value])
            added = {rng.choice(STRINGS): anything(rng)} if rng.random() < 0.6 else {}
            return {name: item for name, item in value.items() if name != dropped} | added
        if isinstance(value, str):
            return rng.choice([value + rng.choice(STRINGS), value[1:], value[:-1]])
        # Not a half beside a large number, which jsonschema-rs rounds to 53 bits (18446744073709551616.5 is even).
        return value + rng.choice([-1, 1, decimal.Decimal("0.5") if abs(value) < 1000 else 2])


def replaced(container, place, value):
    """A copy with one member or element exchanged."""
    copy = container.copy()
    copy[place] = value
    return copy


def escaped(text):
    """A string written in nothing but escapes."""
    units = text.encode("utf-16-be")
    return '"' + "".join(f"\\u{high:02x}{low:02X}" for high, low in zip(units[::2], units[1::2])) + '"'


QUOTES = [lambda text: json.dumps(text, ensure_ascii=False), json.dumps, escaped]


def written(value, quote):
    """JSON whose numbers look as they were given, which the json module does not write."""
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, list):
        return "[" + ",".join(written(item, quote) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(f"{quote(name)}:{written(item, quote)}" for name, item in value.items()) + "}"
    return str(value) if isinstance(value, decimal.Decimal) else json.dumps(value)


class Connector:
    """The engine as a child process that answers line by line."""

    def __init__(self, path):
        self.path = path
        self.start()

    def start(self):
        self.process = subprocess.Popen([self.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.exchange('{"cmd":"start","version":1}')
        if self.exchange(f'{{"cmd":"dialect","dialect":"{DIALECT}"}}') != {"ok": True}:
            raise SystemExit(f"{self.path} does not speak Bowtie's protocol, or not for 2020-12")

    def exchange(self, line):
        """The answer to a line; "hang" or "crash" where there is none."""
        try:
            self.process.stdin.write(line.encode() + b"\n")
            self.process.stdin.flush()
            is_there = select.select([self.process.stdout], [], [], PATIENCE)[0]
            answer = self.process.stdout.readline() if is_there else b'"hang"'
        except BrokenPipeError:
            answer = b""
        return json.loads(answer or b'"crash"')

    def verdicts(self, schema, instances, quote):
        tests = ",".join('{"instance":' + written(instance, quote) + "}" for instance in instances)
        answer = self.exchange(
            f'{{"cmd":"run","seq":1,"case":{{"schema":{written(schema, quote)},"tests":[{tests}]}}}}')
        if isinstance(answer, dict):
            return [verdict(result) for result in answer.get("results", [answer] * len(instances))]
        self.process.kill()
        self.process.wait()
        self.start()
        # One of them may be enough for a crash.
        return [answer] if len(instances) == 1 else [self.verdicts(schema, [one], quote)[0] for one in instances]


def verdict(result):
    if "valid" in result:
        return "valid" if result["valid"] else "invalid"
    return "error: " + result["context"]["message"]


def for_peer(value):
    """What means the same, written so that two faults of jsonschema-rs do not show.

    It reads numbers with a fraction as doubles: {"minimum": 9007199254740993} refuses 9007199254740993.0, though a
    number is an arbitrary-precision decimal (Core §4.2.1). And it follows a $ref to a $dynamicAnchor as a $dynamicRef:
    {"$id": "x:a", "$dynamicAnchor": "n", "$ref": "x:b#n", "$defs": {"b": {"$id": "x:b", "$dynamicAnchor": "n", "not":
    true}}} allows anything then, though only $dynamicRef looks at the dynamic scope (Core §8.2.3.1, §8.2.3.2).
    """
    if isinstance(value, list):
        return [for_peer(item) for item in value]
    if isinstance(value, dict):
        plain = {name: for_peer(item) for name, item in value.items()}
        target = getattr(value.get("$ref"), "target", None)
        return plain | ({"$ref": value["$ref"].split("#")[0] + target.fragment} if target else {})
    if isinstance(value, decimal.Decimal) and value == value.to_integral_value():
        return int(value)
    return str(value) if isinstance(value, str) else value


def peer_verdicts(schema, instances):
    """The verdicts of jsonschema-rs."""
    try:
        validator = jsonschema_rs.Draft202012Validator(for_peer(schema))
        return ["valid" if validator.is_valid(for_peer(instance)) else "invalid" for instance in instances]
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # Its panics are no Exception.
        return ["error: " + str(error).split("\n")[0]] * len(instances)


def differ(mine, other):
    return mine.split(":")[0] != other.split(":")[0]


def smaller(value):
    """The value with one part in its place, one taken out, or one made smaller."""
    if not isinstance(value, (list, dict)):
        return
    yield from value.values() if isinstance(value, dict) else value
    for place in value if isinstance(value, dict) else range(len(value)):
        copy = value.copy()
        del copy[place]
        yield copy
        for part in itertools.chain([True, {}] if isinstance(value[place], dict) else [], smaller(value[place])):
            yield replaced(value, place, part)


def shrunk(pair, remains):
    """The smallest pair found that makes the same finding."""
    while pair:
        schema, instance = smallest = pair
        pairs = itertools.chain(
            ((part, instance) for part in smaller(schema) if isinstance(part, (dict, bool))),
            ((schema, part) for part in smaller(instance)))
        pair = next((pair for pair in pairs if pair != smallest and remains(*pair)), None)
    return smallest


class Comparison:
    """A run over many schemas."""

    def __init__(self, path, seed):
        self.seed = seed
        self.connector = Connector(path)
        self.schemas = self.valid = self.findings = 0
        self.slowest = (0.0, 0)

    def add(self, index):
        rng = random.Random(f"{self.seed}/{index}")
        schema = Schemas(rng).document
        instances = [Instances(rng).make(schema) for _ in range(INSTANCES)]
        quote = QUOTES[index % len(QUOTES)]
        begin = time.monotonic()
        ours = self.connector.verdicts(schema, instances, quote)
        self.slowest = max(self.slowest, (time.monotonic() - begin, index))
        self.schemas += 1
        self.valid += ours.count("valid")
        for instance, mine, other in zip(instances, ours, peer_verdicts(schema, instances)):
            if differ(mine, other):
                self.report(index, schema, instance, quote, (mine, other))

    def report(self, index, schema, instance, quote, before):
        def both(schema, instance):
            return self.connector.verdicts(schema, [instance], quote) + peer_verdicts(schema, [instance])

        self.findings += 1
        schema, instance = shrunk((schema, instance), lambda *pair: not any(map(differ, both(*pair), before)))
        print(f"schema {index} of seed {self.seed}: {written(schema, QUOTES[0])}\n    value {written(instance, quote)}")
        print("    here {}, with jsonschema-rs {}".format(*both(schema, instance)), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("connector")
    for name, default in [("--pairs", 100_000), ("--seed", 1), ("--first", 0)]:
        parser.add_argument(name, type=int, default=default)
    options = parser.parse_args()
    run = Comparison(options.connector, options.seed)
    while run.schemas * INSTANCES < options.pairs and run.findings < MAX_FINDINGS:
        run.add(options.first + run.schemas)
    pairs = run.schemas * INSTANCES
    print(f"seed {options.seed}: {pairs} pairs, {run.schemas} schemas, {run.valid / max(pairs, 1):.0%} valid,"
          f" {run.findings} disagreements, slowest case {run.slowest[0] * 1000:.0f} ms (schema {run.slowest[1]})")
    return 1 if run.findings else 0


if __name__ == "__main__":
    sys.exit(main())
