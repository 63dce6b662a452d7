#!/usr/bin/env python3
"""Measures forecasts of councils against the figures that came, with another program's arithmetic.

    check_forecasts.py FOLDER FORECASTS.csv [--expect FORECASTS TRIMMED MEDIAN COVERED]

FOLDER holds figures*.csv in tidy form. FORECASTS.csv has field,council,origin,year,ahead,forecast,low,high, as
forecast_bench writes it. An error is divided by the mean size of the one-year changes of the consecutive years up to the
origin (MASE, Hyndman & Koehler 2006); drift and naive are reckoned here, from the figures alone. Every series with six
consecutive years counts.

Prints the 99-percent-trimmed mean, the median and the plain mean of the errors by forecast and by series, and the share
of outcomes within the intervals, also by field and by outcome year. With --expect, exit code 1 unless the number of
forecasts, the trimmed mean and median by forecast, and the share covered are those. Exit code 1 also for a forecast of
a year that is not there, or from a year whose run is too short.

Shares no code with the program: the standard library alone.
"""
import argparse
import csv
import statistics
import sys
from collections import defaultdict
from pathlib import Path

SHORTEST = 6


def start(label):
    return int(label[:4])


def read_figures(folder):
    series = defaultdict(dict)
    for path in sorted(Path(folder).glob("figures*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                series[row["field_slug"], row["council_code"]][start(row["year"])] = round(float(row["value"]), 4)
    return series


def middles(errors):
    ordered = sorted(errors)
    kept = ordered[: len(ordered) * 99 // 100]
    return sum(kept) / len(kept), statistics.median(ordered), sum(ordered) / len(ordered)


def run_around(figures, origin):
    first = last = origin
    while first - 1 in figures:
        first -= 1
    while last + 1 in figures:
        last += 1
    return first, last


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("forecasts")
    parser.add_argument("--expect", nargs=4, type=float)
    options = parser.parse_args()
    series = read_figures(options.folder)
    errors = {"forecast": [], "drift": [], "naive": []}
    of_series = {name: defaultdict(list) for name in errors}
    held = defaultdict(lambda: [0, 0])
    wrong = 0
    with open(options.forecasts, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["field"], row["council"]
            figures = series[key]
            origin, year = start(row["origin"]), start(row["year"])
            first, last = run_around(figures, origin)
            if year != origin + int(row["ahead"]) or year > last or last - first + 1 < SHORTEST:
                wrong += 1
                continue
            changes = [abs(figures[y] - figures[y - 1]) for y in range(first + 1, origin + 1)]
            unit = sum(changes) / len(changes)
            outcome, newest = figures[year], figures[origin]
            drift = newest + (year - origin) * (newest - figures[first]) / (origin - first)
            for name, value in ("forecast", float(row["forecast"])), ("drift", drift), ("naive", newest):
                errors[name].append(abs(outcome - value) / unit)
                of_series[name][key].append(errors[name][-1])
            inside = float(row["low"]) <= outcome <= float(row["high"])
            for group in ("all", ("field", row["field"]), ("year", year)):
                held[group][0] += 1
                held[group][1] += inside
    count = len(errors["forecast"])
    print(f"{count} forecasts, {wrong} wrong")
    if count == 0:
        return 1
    found = {}
    for title, lists in ("by forecast", errors), ("by series", {n: [sum(e) / len(e) for e in s.values()] for n, s in of_series.items()}):
        for name, values in lists.items():
            found[title, name] = middles(values)
            print(f"{title:12} {name:9} trimmed {found[title, name][0]:.4f} median {found[title, name][1]:.4f} mean {found[title, name][2]:.4g}")
    covered = held["all"][1] / held["all"][0]
    print(f"covered {100 * covered:.3f} percent")
    for group, (total, inside) in sorted((g, h) for g, h in held.items() if g != "all"):
        print(f"  {group[0]} {group[1]} {100 * inside / total:.2f} of {total}")
    if wrong:
        return 1
    if options.expect:
        forecasts, trimmed, median, share = options.expect
        got = found["by forecast", "forecast"]
        same = (count == forecasts and abs(got[0] - trimmed) < 1e-4 and abs(got[1] - median) < 1e-4
                and abs(covered - share) < 1e-6)
        print("as expected" if same else "NOT as expected")
        return 0 if same else 1
    return 0


sys.exit(main())
