#!/usr/bin/env python3
"""Recomputes summaries from the CSV files with another language's arithmetic and compares.

    check_summaries.py FOLDER SUMMARIES [--complete]

FOLDER holds councils.csv, fields.csv and figures*.csv in tidy form. SUMMARIES ("-" for standard input)
is what `factoid-desk --headless summary FIELD YEAR --json` prints: one object, an array of such objects,
or one object a line. With --complete every field and year that has a figure must be among them.

Shares no code with the program: standard library, `decimal` with 100 digits, and its own reading of the
rules. Prints the differences and `N summaries checked, M differ`; exit code 1 when any differs.
"""

import argparse
import csv
import hashlib
import json
import re
import statistics
import sys
from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from pathlib import Path

CENT = Decimal("0.01")
FOUR = Decimal("0.0001")
UNITED_KINGDOM = {"England", "Scotland", "Wales", "Northern Ireland"}
MISSING = {"", "-", "..", "...", "…", "[x]", "[c]", "[z]", "[u]", "[w]", ":"}


def half_away(value, step):
    """Rounds half away from zero (ROUND_HALF_UP of `decimal` looks at the magnitude)."""
    rounded = value.quantize(step, rounding=ROUND_HALF_UP)
    return rounded if rounded != 0 else abs(rounded)


def cents(value):
    return format(half_away(value, CENT), "f")


def read_value(text):
    """The number in a cell, rounded to four decimals, or None for a missing value."""
    text = re.sub(r"\[[pre]\]$", "", text.strip()).strip().replace("\u2212", "-")
    if text.lower() in MISSING:
        return None
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    text = text.replace(",", "").replace("£", "")
    try:
        return half_away(Decimal(text), FOUR)
    except InvalidOperation:
        return None


def read_year(text):
    """Its label: "2019/20", or "2019" of a calendar year."""
    text = text.strip().replace("\u2013", "-")
    match = re.fullmatch(r"(\d{4})[/-]?(\d{2}|\d{4})?", text)
    if not match:
        raise ValueError(f"“{text}” is not a year")
    start = int(match[1])
    if not match[2]:
        return f"{start}"
    return f"{start}/{(start + 1) % 100:02d}"


def days_of(label, ends):
    """First and last day as ISO text, which compares like a date. `ends`: month and day, "06-30"; where that is empty,
    all days that a year such as 2018/19 may have."""
    start = int(label[:4])
    if "/" not in label:
        return f"{start}-01-01", f"{start}-12-31"
    if not ends:
        return f"{start}-01-01", f"{start + 1}-12-31"
    before = date.fromisoformat(f"{start}-{ends}")
    return (before + timedelta(days=1)).isoformat(), f"{start + 1}-{ends}"


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


class Figures:
    """The CSV files of one folder."""

    def __init__(self, folder):
        self.councils = {}
        for row in rows_of(folder / "councils.csv"):
            if (row.get("total") or "").strip().lower() not in ("1", "yes", "true"):
                self.councils[row["code"]] = row
        # Where years end: as the field says, else the register; that of the United Kingdom's needs no word.
        uk = all(row["nation"] in UNITED_KINGDOM for row in self.councils.values())
        said = [row["year_end"] for row in rows_of(folder / "councils.csv") if row.get("year_end")]
        self.year_end = said[0] if said else "03-31" if uk else ""
        self.year_ends = {row["slug"]: row.get("year_end") or self.year_end for row in rows_of(folder / "fields.csv")}
        fields = self.year_ends.keys()
        self.values = defaultdict(dict)  # (field, year label) -> {code: Decimal}
        self.kinds = defaultdict(set)  # field -> {(type, nation)} that ever reported it
        self.years = {}  # text -> read_year(text)
        for path in sorted(folder.glob("figures*.csv")):
            for row in rows_of(path):
                self.add(row, fields)

    def add(self, row, fields):
        code, field = row["council_code"], row["field_slug"]
        value = read_value(row["value"])
        if value is None or code not in self.councils or field not in fields:
            return
        if row["year"] not in self.years:
            self.years[row["year"]] = read_year(row["year"])
        # A second figure for one key is a reject: the first one stands.
        self.values[field, self.years[row["year"]]].setdefault(code, value)
        council = self.councils[code]
        self.kinds[field].add((council["type"], council["nation"]))

    def eligible(self, field, label):
        """Active on any day of the year; `active_to` is the day on which a council was no more."""
        first_day, last_day = days_of(label, self.year_ends[field])
        return {
            code
            for code, council in self.councils.items()
            if (council["type"], council["nation"]) in self.kinds[field]
            and (not council["active_from"] or council["active_from"] <= last_day)
            and (not council["active_to"] or council["active_to"] > first_day)
        }


def quantile(ordered, quarter):
    """Type 7: linear interpolation at (n - 1) p."""
    position = Decimal(len(ordered) - 1) * quarter / 4
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


def data_hash(values):
    digest = hashlib.sha256()
    for code, value in sorted((code.encode(), value) for code, value in values.items()):
        digest.update(code + b"\t" + format(value.quantize(FOUR), "f").encode() + b"\n")
    return digest.hexdigest()


def entries(councils, ranked):
    return [
        {
            "code": code,
            "name": councils[code]["name"],
            "type": councils[code]["type"],
            "nation": councils[code]["nation"],
            "value": cents(value),
        }
        for code, value in ranked[:5]
    ]


def averages(councils, values, column):
    groups = defaultdict(list)
    for code, value in values.items():
        if councils[code][column]:
            groups[councils[code][column]].append(value)
    return {name: {"average": cents(sum(group) / len(group)), "count": len(group)} for name, group in groups.items()}


def expected_summary(figures, field, year_text):
    label = read_year(year_text)
    values = figures.values.get((field, label), {})
    eligible = figures.eligible(field, label)
    reporting = len(eligible & values.keys())
    ordered = sorted(values.values())
    count = len(ordered)
    summary = {
        "field": field,
        "year": label,
        "total_councils": count,
        "eligible_councils": len(eligible),
        "completeness": cents(Decimal(100 * reporting) / len(eligible)) if eligible else "0.00",
        "sum": cents(sum(ordered, Decimal(0))),
        "average": None,
        "median": None,
        "q1": None,
        "q3": None,
        "min": None,
        "max": None,
        "std_deviation": None,
        "outlier_count": 0,
        "data_hash": data_hash(values),
    }
    if count:
        q1, q3 = quantile(ordered, 1), quantile(ordered, 3)
        fence = (q3 - q1) * 3 / 2
        summary.update(
            average=cents(sum(ordered) / count),
            median=cents(statistics.median(ordered)),
            q1=cents(q1),
            q3=cents(q3),
            min=cents(ordered[0]),
            max=cents(ordered[-1]),
            outlier_count=sum(1 for value in ordered if value < q1 - fence or value > q3 + fence),
        )
    if count > 1:
        squares, total = sum(value * value for value in ordered), sum(ordered)
        summary["std_deviation"] = cents(((count * squares - total * total) / (count * (count - 1))).sqrt())
    councils = figures.councils
    by_code = sorted(values.items(), key=lambda item: item[0].encode())
    summary["top_5"] = entries(councils, sorted(by_code, key=lambda item: -item[1]))
    summary["bottom_5"] = entries(councils, sorted(by_code, key=lambda item: item[1]))
    for by in ("type", "nation", "region"):
        summary[by + "_averages"] = averages(councils, values, by)
    return summary


def read_summaries(text):
    """One object, an array, an object with `summaries`, or one object a line."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    if isinstance(document, list):
        return document
    return document.get("summaries", [document])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("summaries")
    parser.add_argument("--complete", action="store_true", help="every field and year must be there")
    options = parser.parse_args()
    text = sys.stdin.read() if options.summaries == "-" else Path(options.summaries).read_text(encoding="utf-8")
    figures = Figures(options.folder)
    summaries = read_summaries(text)
    differ = 0
    seen = set()
    for summary in summaries:
        field, year = summary["field"], summary["year"]
        seen.add((field, read_year(year)))
        with localcontext() as context:
            context.prec = 100
            expected = expected_summary(figures, field, year)
        wrong = [key for key in expected if key not in summary or summary[key] != expected[key]]
        differ += bool(wrong)
        for key in wrong:
            print(f"{field} {year} {key}: {summary.get(key, 'absent')!r}, expected {expected[key]!r}")
    absent = sorted(figures.values.keys() - seen) if options.complete else []
    for field, year in absent:
        print(f"{field} {year}: no summary")
    print(f"{len(summaries)} summaries checked, {differ + len(absent)} differ")
    return 1 if differ or absent or not summaries else 0


if __name__ == "__main__":
    sys.exit(main())
