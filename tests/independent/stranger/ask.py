#!/usr/bin/env python3
"""Asks the program about made sentences and counts.

    ask.py --binary PATH --store FILE [--expect refused|supported] FILE...

Each FILE is an object with "factoids", as honest.py and lies.py write them. Prints a table by kind, the time a text took, and the
sentences that came out otherwise than expected, at most twenty of a file. Exit code 1 when a lie is taken.
"""
import argparse
import collections
import json
import subprocess
import sys
import time

SENT = ("text", "language", "claims")  # what the program is told


def verdicts(binary, store, factoids):
    bare = {"factoids": [{key: each[key] for key in SENT} for each in factoids]}
    done = subprocess.run([binary, "--headless", "--json", "--store", f"sqlite:{store}", "verify"],
                          input=json.dumps(bare, ensure_ascii=False).encode(), stdout=subprocess.PIPE)
    if done.returncode not in (0, 6):
        sys.exit(f"verify ended with {done.returncode}")
    results = json.loads(done.stdout)["results"]
    if len(results) != len(factoids):
        sys.exit(f"{len(factoids)} texts asked, {len(results)} answers")
    return results


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--store", required=True)
    parser.add_argument("--expect", choices=("refused", "supported"), required=True)
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    lies_taken = 0
    for name in options.files:
        with open(name, encoding="utf-8") as file:
            factoids = json.load(file)["factoids"]
        started = time.monotonic()
        results = verdicts(options.binary, options.store, factoids)
        seconds = time.monotonic() - started
        told, taken, odd = collections.Counter(), collections.Counter(), []
        for factoid, result in zip(factoids, results):
            supported = bool(result["supported"])
            told[factoid["kind"]] += 1
            taken[factoid["kind"]] += supported
            if supported != (options.expect == "supported"):
                odd.append((factoid["text"], factoid.get("made_from") or result.get("reason", "")))
        print(f"{name}: {len(factoids)} texts, {sum(taken.values())} accepted, expected {options.expect}; "
              f"{1000 * seconds / max(1, len(factoids)):.2f} ms a text, opening the store included")
        for kind in sorted(told):
            print(f"  {kind}: {told[kind]} told, {taken[kind]} accepted")
        for text, beside in odd[:20]:
            print(f"  {text}\n      <- {beside}")
        if options.expect == "refused":
            lies_taken += sum(taken.values())
    sys.exit(1 if lies_taken else 0)


if __name__ == "__main__":
    main()
