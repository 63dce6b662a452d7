#!/usr/bin/env python3
"""Looks for figures that stand under another council's code.

    tests/independent/find_swaps.py TIDY [MESSY]

TIDY holds councils.csv and figures_*.csv. Shares no code with the program. Three looks:

1. Within a file: a council's figures of one year, all fields together, are held against its own of the years before
   and after and against every other council's. Two councils may be swapped when each of them in that year is twice
   as close to the other's neighbouring years as to its own. A council with nothing like it in its own years that is
   like another, and nothing but zeros between years that have amounts, are listed as well: that is how the halves of
   a swap with a new body look. These are for a person to look at: chance makes some.
2. Between files: the council tax requirement stands in the outturn and can be reckoned from Band D and the tax base.
3. MESSY, the publisher's own sheets of 2023/24 (outturn) and 2022/23 (council tax), cell by cell by the codes that
   they print, where TIDY has the field: a value that differs is searched for among the other councils of its row.

Prints what it found; the last line counts it. Exits 1 if a printed cell differs.
"""
import csv
import json
import math
import pathlib
import sys
from collections import defaultdict
from decimal import Decimal

LEAST_FIELDS = 5  # amounts other than zero that a year must have to be told from others
CLOSER = 2        # how many times closer than to itself it must be to the other
TELLABLE = 0.1    # two councils that differ by less from themselves in that year cannot be told from each other
UNKNOWN = 0.2     # mean difference of logarithms that is close where a council has no other year
ALIKE = 0.7       # logarithms by which the largest amounts of two years of one council may differ


def read_tidy(folder):
    names = {row["code"]: row["name"] for row in csv.DictReader(open(folder / "councils.csv", encoding="utf-8-sig"))}
    files = {}
    for path in sorted(folder.glob("figures_*.csv")):
        table = defaultdict(dict)  # (council, year) -> field -> value
        for row in csv.DictReader(open(path, encoding="utf-8-sig")):
            table[row["council_code"], row["year"]][row["field_slug"]] = Decimal(row["value"])
        files[path.name] = table
    return names, files


def after(year, by):
    start = int(year[:4]) + by
    return f"{start}/{(start + 1) % 100:02d}"


def weigh(fields):
    """Logarithms of a year's amounts; None for zero."""
    return {field: math.log(abs(value)) if value else None for field, value in fields.items()}


def distance(a, b, most):
    """Mean difference of logarithms over the fields that both have, amounts against zero counted as 2; None: too few
    amounts, or more than `most`."""
    both = a.keys() & b.keys()
    limit, total, pairs = most * len(both), 0.0, 0
    for field in both:
        x, y = a[field], b[field]
        if x is None and y is None:
            limit -= most
        elif x is None or y is None:
            total += 2
        else:
            total += abs(x - y)
            pairs += 1
        if total > limit:
            return None
    counted = sum(1 for field in both if a[field] is not None or b[field] is not None)
    return total / counted if pairs >= LEAST_FIELDS else None


def nearest_year(table, figures, council, year, most):
    found = [distance(figures, table[key], most) for by in (-1, 1) if (key := (council, after(year, by))) in table]
    return min((one for one in found if one is not None), default=None)


def look_within(name, table, names):
    found, weighed = [], {key: weigh({f: float(v) for f, v in fields.items()}) for key, fields in table.items()}
    judged = 0
    for year in sorted({year for _, year in table}):
        here = {council: weighed[council, of] for council, of in table if of == year}
        size = {council: max((x for x in figures.values() if x is not None), default=None)
                for council, figures in here.items()}
        closest, own_of = {}, {}
        for council, figures in here.items():
            around = [weighed[key] for by in (-1, 1) if (key := (council, after(year, by))) in weighed]
            empty = [all(x is None for x in one.values()) for one in [figures, *around]]
            if len(around) == 2 and empty == [True, False, False]:
                found.append(f"{name} {year}: {names[council]} ({council}) has nothing but zeros between two years "
                             "that have amounts")
            if size[council] is None:
                continue
            judged += 1
            own = nearest_year(weighed, figures, council, year, 20)
            own_of[council] = own
            most = UNKNOWN if own is None else own / CLOSER
            for other in here:
                of = max((x for by in (-1, 1) for x in weighed.get((other, after(year, by)), {}).values()
                          if x is not None), default=None)
                if other == council or of is None or abs(of - size[council]) > ALIKE:
                    continue
                far = nearest_year(weighed, figures, other, year, most)
                if far is not None:
                    closest[council], most = (far, other), far
        for council, (far, other) in sorted(closest.items()):
            apart = min(own_of[one] or TELLABLE for one in (council, other) if one in own_of) >= TELLABLE
            if (closest.get(other, (0, None))[1] == council and apart) or own_of[council] is None:
                own = "nothing like it in its own years" if own_of[council] is None else f"{own_of[council]:.3f} from itself"
                found.append(f"{name} {year}: {names[council]} ({council}) looks like {names[other]} ({other}), "
                             f"{far:.3f} from it, {own}")
    print(f"{name}: {judged} years of councils held against all others")
    return found


def look_between(files, names):
    """The requirement of the outturn against that of the council tax returns."""
    outturn, tax = files.get("figures_rs_outturn.csv", {}), files.get("figures_council_tax.csv", {})
    found, compared = [], 0
    by_year = defaultdict(dict)
    for (council, year), fields in outturn.items():
        if (value := fields.get("council_tax_requirement")):
            by_year[year][council] = value
    for (council, year), fields in sorted(tax.items()):
        base, band = fields.get("council_tax_base") or fields.get("tax_base"), fields.get("band_d_council_tax")
        if not base or not band or council not in by_year[year]:
            continue
        compared += 1
        reckoned, printed = base * band, by_year[year][council]
        if abs(reckoned - printed) <= abs(printed) / 10:
            continue
        others = [names[c] for c, v in by_year[year].items() if c != council and abs(reckoned - v) <= abs(v) / 2000]
        if len(others) == 1:
            found.append(f"council tax {year}: {names[council]} ({council}) reckons to {reckoned:.0f}, has {printed}; "
                         f"{others[0]} has that")
    print(f"between files: {compared} requirements compared")
    return found


def number(text, scale):
    text = text.strip().replace(",", "").replace("£", "")
    negative = text.startswith("(") and text.endswith(")")
    try:
        value = Decimal(text.strip("()")) * scale
    except ArithmeticError:
        return None
    return -value if negative else value


def look_at_sheet(path, mapping, table, names):
    """A publisher's sheet through the columns that the mapping names, read here with csv and Decimal alone."""
    rows = list(csv.reader(open(path, encoding="cp1252" if b"\xa3" in path.read_bytes() else "utf-8", newline="")))
    header = mapping["header"]
    texts = [" / ".join(part for row in header["rows"] if (part := rows[row - 1][i].strip()))
             if i < len(rows[header["rows"][-1] - 1]) else "" for i in range(max(map(len, rows)))]
    codes = rows[header["codes"] - 1] if "codes" in header else []
    year_of = mapping.get("year")
    aliases = mapping["council"].get("aliases", {})

    def column(ref):
        if isinstance(ref, str):
            return next((i for i, text in enumerate(texts) if text.split() == ref.split()), None)
        if "code" in ref:
            return next((i for i, text in enumerate(codes) if text.strip() == ref["code"]), None)
        if "header" in ref:
            same = [i for i, text in enumerate(texts) if text.split() == ref["header"].split()]
            return same[ref.get("nth", 1) - 1] if len(same) >= ref.get("nth", 1) else None
        if "begins" in ref or "ends" in ref:
            return next((i for i, text in enumerate(texts) if text.startswith(ref.get("begins", "")) and
                         text.endswith(ref.get("ends", ""))), None)
        return ref["position"] - 1

    code_at = column(mapping["council"]["code"]) if "code" in mapping["council"] else None
    found, compared, equal = [], 0, 0
    if code_at is None:
        return found
    first = mapping.get("rows", {}).get("first", header["rows"][-1] + 1)
    last = mapping.get("rows", {}).get("last", len(rows))
    for value in mapping["values"]:
        field, year = value["field"], value.get("year", year_of)
        scale = Decimal(str(value.get("scale", mapping.get("scale", 1))))
        at = column(value["column"])
        if at is None or not isinstance(year, str):
            continue
        printed = {}
        for row in rows[first - 1:last]:
            if max(at, code_at) < len(row):
                code = aliases.get(row[code_at].strip(), row[code_at].strip())
                if code in names and code not in printed:
                    printed[code] = number(row[at], scale)
        for code, amount in printed.items():
            stored = table.get((code, year), {}).get(field)
            if amount is None or stored is None:
                continue
            compared += 1
            if abs(stored - amount) <= max(abs(amount) * Decimal("0.0000001"), Decimal("0.5")):
                equal += 1
                continue
            others = [c for c, v in printed.items() if v is not None and v == stored and c != code]
            found.append(f"{path.name}: {names[code]} ({code}) {field} {year} is {amount}, stored as {stored}"
                         f"{', which is ' + ' or '.join(others[:3]) if others else ''}")
    print(f"{path.name}: {compared} cells compared, {equal} equal")
    return found


def main():
    if len(sys.argv) not in (2, 3):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    names, files = read_tidy(pathlib.Path(sys.argv[1]))
    found, certain = [], []
    for name, table in files.items():
        found += look_within(name, table, names)
    found += look_between(files, names)
    if len(sys.argv) == 3:
        merged = defaultdict(dict)
        for table in files.values():
            for key, fields in table.items():
                merged[key].update(fields)
        mappings = pathlib.Path(__file__).resolve().parents[2] / "resources" / "mappings"
        for path in sorted(pathlib.Path(sys.argv[2]).glob("*.csv")):
            described = mappings / (path.stem + ".json")
            if described.exists():
                certain += look_at_sheet(path, json.loads(described.read_text(encoding="utf-8")), merged, names)
    print("\n".join(certain + found))
    print(f"{len(certain)} printed cells that differ, {len(found)} things to look at")
    return 1 if certain else 0


if __name__ == "__main__":
    sys.exit(main())
