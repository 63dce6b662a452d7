#!/usr/bin/env python3
"""Writes a synthetic site in tidy form: councils.csv, fields.csv, figures.csv.

    make_panel.py --councils 1000 --fields 50 --years 10 --out DIR [--seed 1]

For benchmarks only; no council in it exists. The same options give the same bytes. Amounts are skewed as
real ones are (log-normal sizes, a growth of a few percent a year with noise), whole pounds in thousands;
one field counts the population, most others are per head of it; a service that one type does not provide
is 0 there; some fields are income and so negative; about 2 percent of the figures are missing; every
third field is for comparison.
"""

import argparse
import csv
import random
from pathlib import Path

# type, nation, code prefix, typical population, share of the councils
KINDS = [
    ("Non-metropolitan district", "England", "E07", 110_000, 0.42),
    ("Unitary authority", "England", "E06", 220_000, 0.16),
    ("London borough", "England", "E09", 270_000, 0.08),
    ("Metropolitan district", "England", "E08", 320_000, 0.09),
    ("County", "England", "E10", 800_000, 0.06),
    ("Scottish unitary authority", "Scotland", "S12", 150_000, 0.08),
    ("Welsh unitary authority", "Wales", "W06", 140_000, 0.06),
    ("NI district", "Northern Ireland", "N09", 160_000, 0.05),
]
ENGLISH_REGIONS = [
    "East Midlands", "East of England", "North East", "North West", "South East", "South West",
    "West Midlands", "Yorkshire and The Humber",
]
FIRST_YEAR_AFTER = 2025  # the newest financial year is 2024/25
MISSING_SHARE = 0.02


def councils_of(count, rng):
    kinds = rng.choices(KINDS, weights=[kind[4] for kind in KINDS], k=count)
    councils = []
    for number, (kind, nation, prefix, population, _) in enumerate(kinds, start=1):
        region = nation if nation != "England" else "London" if kind == "London borough" else rng.choice(ENGLISH_REGIONS)
        size = int(rng.lognormvariate(0, 0.45) * population)
        councils.append((f"{prefix}{number:06d}", f"Council {number}", kind, nation, region, size))
    return sorted(councils)


def fields_of(count):
    """slug, name, unit, description, comparison, polarity, per_head_of."""
    fields = [("population", "Population", "count", "Residents", "no", "neutral", "")]
    for number in range(1, count):
        comparison = "yes" if number % 3 == 1 else "no"
        per_head = "population" if number % 5 else ""
        fields.append((f"amount_{number:03d}", f"Amount {number}", "GBP", "Synthetic", comparison, "neutral", per_head))
    return fields[:count]


def write_figures(stream, councils, fields, years, rng):
    # Sorted by field, year, council: the order in which a publisher's long file usually comes.
    written = 0
    for number, field in enumerate(fields):
        slug = field[0]
        counts = field[2] == "count"
        scale = 1 if counts else rng.lognormvariate(5, 1.2)  # pounds a head
        growth = rng.gauss(1.02, 0.02)
        income = number % 11 == 7
        absent_kind = KINDS[number % len(KINDS)][0] if number % 6 == 5 else None
        levels = [
            0.0 if council[2] == absent_kind else council[5] * scale * (1 if counts else rng.lognormvariate(0, 0.5))
            for council in councils
        ]
        for year in years:
            lines = []
            for at, council in enumerate(councils):
                if rng.random() < MISSING_SHARE:
                    continue
                if counts:
                    value = str(int(levels[at]))
                    levels[at] *= 1 + 0.01 * rng.random()
                else:
                    thousands = int(levels[at] / 1000)
                    value = f"{'-' if income and thousands else ''}{thousands}{'000' if thousands else ''}"
                    levels[at] *= growth * (0.95 + 0.1 * rng.random())
                lines.append(f"{council[0]},{slug},{year},{value}\n")
            stream.writelines(lines)
            written += len(lines)
    return written


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--councils", type=int, default=1000)
    parser.add_argument("--fields", type=int, default=50)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(options.seed)
    councils = councils_of(options.councils, rng)
    fields = fields_of(options.fields)
    starts = range(FIRST_YEAR_AFTER - options.years, FIRST_YEAR_AFTER)
    years = [f"{start}/{(start + 1) % 100:02d}" for start in starts]

    with open(options.out / "councils.csv", "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["code", "name", "type", "nation", "region", "active_from", "active_to", "successor"])
        writer.writerows([*council[:5], "", "", ""] for council in councils)
    with open(options.out / "fields.csv", "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["slug", "name", "unit", "description", "comparison", "polarity", "per_head_of"])
        writer.writerows(fields)
    with open(options.out / "figures.csv", "w", encoding="utf-8", newline="") as stream:
        stream.write("council_code,field_slug,year,value\n")
        written = write_figures(stream, councils, fields, years, rng)
    print(f"{len(councils)} councils, {len(fields)} fields, {len(years)} years, {written} figures")


if __name__ == "__main__":
    main()
