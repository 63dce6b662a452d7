#!/usr/bin/env python3
"""Cuts resources/sample out of a folder of tidy figures.

    packaging/make-sample.py SOURCE [DESTINATION]

SOURCE holds councils.csv, fields.csv and figures_*.csv. DESTINATION is resources/sample of this checkout
unless given. Rows are copied byte for byte and in their order; nothing is computed, rounded or changed.
"""
import csv
import io
import pathlib
import sys

LIMIT_BYTES = 4_000_000

# Slug -> first year kept (all years from then on); "" keeps every year.
FIELDS = {
    # Revenue outturn: every comparison field. What shares are taken of goes back to the year in which
    # social care was split in two; the rest to the start of the present business rates system.
    "spend_adult_social_care": "2011/12",
    "spend_childrens_social_care": "2011/12",
    "total_service_expenditure": "2011/12",
    "spend_public_health": "",
    "retained_business_rates": "",
    "council_tax_support_foregone": "",
    "minimum_revenue_provision": "2013/14",
    "interest_payments": "2013/14",
    "net_revenue_expenditure": "2013/14",
    "revenue_support_grant": "2013/14",
    "council_tax_requirement": "2013/14",
    "earmarked_reserves_close": "2013/14",
    "unallocated_reserves_close": "2013/14",
    # Not a comparison field: shows that a change to one does not start a generation, and holds a long streak.
    "spend_cultural": "2009/10",
    # Debt and investments, council tax: the comparison fields with all their years.
    "total_borrowing": "",
    "total_investments": "",
    "band_d_council_tax": "",
    # What per-head figures are divided by.
    "population": "",
}


def parsed(line: str) -> list[str]:
    return next(csv.reader(io.StringIO(line)))


def copy_rows(source: pathlib.Path, target: pathlib.Path, keep) -> int:
    """Copies the header and the rows for which keep(cells) holds; returns how many rows it kept."""
    with source.open(encoding="utf-8", newline="") as lines:
        header = next(lines)
        kept = [line for line in lines if keep(parsed(line))]
    if kept:
        target.write_text(header + "".join(kept), encoding="utf-8", newline="")
    return len(kept)


def wanted(cells: list[str]) -> bool:
    slug, year = cells[1], cells[2]
    return slug in FIELDS and year >= FIELDS[slug]


def check_fields(source: pathlib.Path) -> None:
    """Every comparison field of the source, and what figures are divided by, must be in the list."""
    with (source / "fields.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["comparison"] == "yes" and row["slug"] not in FIELDS:
                sys.exit(f"comparison field {row['slug']} is not in the list of this script")
            if row["slug"] in FIELDS and row["per_head_of"] and row["per_head_of"] not in FIELDS:
                sys.exit(f"{row['slug']} is divided by {row['per_head_of']}, which is not in the list")


def main() -> int:
    if len(sys.argv) not in (2, 3):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    source = pathlib.Path(sys.argv[1])
    here = pathlib.Path(__file__).resolve().parent.parent
    target = pathlib.Path(sys.argv[2]) if len(sys.argv) == 3 else here / "resources" / "sample"
    target.mkdir(parents=True, exist_ok=True)
    check_fields(source)
    for old in target.glob("*.csv"):
        old.unlink()
    counts = {"councils.csv": copy_rows(source / "councils.csv", target / "councils.csv", lambda cells: True),
              "fields.csv": copy_rows(source / "fields.csv", target / "fields.csv", lambda cells: cells[0] in FIELDS)}
    for figures in sorted(source.glob("figures_*.csv")):
        counts[figures.name] = copy_rows(figures, target / figures.name, wanted)
    total = sum(path.stat().st_size for path in target.iterdir())
    for name, rows in counts.items():
        print(f"{name}: {rows:,} rows, {(target / name).stat().st_size:,} bytes")
    print(f"all: {total:,} bytes")
    if total > LIMIT_BYTES:
        sys.exit(f"more than {LIMIT_BYTES:,} bytes: keep fewer years")
    return 0


if __name__ == "__main__":
    sys.exit(main())
