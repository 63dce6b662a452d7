#!/usr/bin/env python3
"""Checks published factoids against the figures, without any code of the program.

    check_factoids.py DATA_FOLDER [FACTOIDS.json]

DATA_FOLDER holds councils.csv, fields.csv and figures*.csv in the tidy shape. The factoids come from the
file or from standard input: a list, or an object with "factoids". Every operand, result and `of` of every
claim is worked out again from the CSV in decimal arithmetic; `shown` must stand in the text and be a
rounding of the result; every digit of the text must belong to something that is accounted for. A factoid
whose "language" is "cy" is read in Welsh. Prints
"N factoids, M claims, K numbers checked, D differ" and a line for each difference; exit code 1 if any.
"""
import csv
import glob
import json
import os
import re
import sys
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, getcontext, localcontext
from fractions import Fraction

import welsh_words

getcontext().prec = 60

FOUR_PLACES = Decimal("0.0001")
WORDS = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
         "sixteen seventeen eighteen nineteen twenty").split()
ORDINALS = ("zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth").split()
FRACTIONS = {"half": Fraction(1, 2), "a third": Fraction(1, 3), "a quarter": Fraction(1, 4),
             "a fifth": Fraction(1, 5), "a tenth": Fraction(1, 10), "two thirds": Fraction(2, 3),
             "three quarters": Fraction(3, 4)}
VERBS = {"doubled": Fraction(2), "trebled": Fraction(3), "tripled": Fraction(3),
         "quadrupled": Fraction(4), "halved": Fraction(1, 2)}
SCALES = {"million": 10 ** 6, "billion": 10 ** 9, "trillion": 10 ** 12}


def four(value):
    """Rounded to four decimals, half away from zero."""
    return Decimal(value).quantize(FOUR_PLACES, rounding=ROUND_HALF_UP)


def quotient(a, b):
    return four(Decimal(a) / Decimal(b))


def start_year(label):
    return int(label[:4])


class Data:
    def __init__(self, folder):
        with open(os.path.join(folder, "councils.csv"), encoding="utf-8-sig", newline="") as file:
            self.councils = {row["code"]: row for row in csv.DictReader(file)}
        # Where years end, unless a field says otherwise; that of the United Kingdom's register needs no word.
        said = [row["year_end"] for row in self.councils.values() if row.get("year_end")]
        uk = all(row["nation"] in ("England", "Scotland", "Wales", "Northern Ireland") for row in self.councils.values())
        self.year_end = said[0] if said else "03-31" if uk else ""
        with open(os.path.join(folder, "fields.csv"), encoding="utf-8-sig", newline="") as file:
            self.fields = {row["slug"]: row for row in csv.DictReader(file)}
        self.values = {}
        self.kinds = {}
        for path in sorted(glob.glob(os.path.join(folder, "figures*.csv"))):
            with open(path, encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    try:
                        value = four(Decimal(row["value"]))
                    except ArithmeticError:
                        continue
                    self.values.setdefault((row["field_slug"], row["year"]), {})[row["council_code"]] = value

    def members(self, scope, group=None):
        wanted = dict(scope)
        found = []
        for code, row in self.councils.items():
            if all(row[key] == value for key, value in wanted.items()):
                if group is None or row[group["by"]] == group["name"]:
                    found.append(code)
        return found

    def council_measure(self, field, year, code, measure, of_field=None):
        value = self.values.get((field, year), {}).get(code)
        if value is None or measure == "value":
            return value
        other = self.fields[field]["per_head_of"] if measure == "per_head" else of_field
        divisor = self.values.get((other, year), {}).get(code)
        if divisor is None or divisor == 0 or (measure == "per_head" and divisor < 0):
            return None
        return quotient(value * (100 if measure == "share" else 1), divisor)

    def operand(self, operand, scope):
        field, year, measure = operand["field"], operand["year"], operand["measure"]
        if "council" in operand:
            return self.council_measure(field, year, operand["council"], measure, operand.get("of_field"))
        who = self.members(scope, operand.get("group"))
        block = self.values.get((field, year), {})
        figures = sorted(block[code] for code in who if code in block)
        if measure in ("per_head", "share"):
            other = self.fields[field]["per_head_of"] if measure == "per_head" else operand["of_field"]
            divisors = self.values.get((other, year), {})
            both = [code for code in who if code in block and code in divisors]
            below = sum(divisors[code] for code in both)
            if len(both) < 2 or below == 0:
                return None
            return quotient(sum(block[code] for code in both) * (100 if measure == "share" else 1), below)
        if measure == "count":
            return Decimal(sum(1 for value in figures
                               if ("below" not in operand or value < Decimal(operand["below"]))
                               and ("above" not in operand or value > Decimal(operand["above"]))))
        if measure == "missing":
            return Decimal(sum(1 for code in who if code not in block and self.eligible(field, year, code)))
        if len(figures) < 2:
            return None
        if measure == "mean_difference":
            pairs = [abs(a - b) for i, a in enumerate(figures) for b in figures[i + 1:]]
            return quotient(sum(pairs), len(pairs))
        if measure == "sum":
            top = int(operand.get("top", 0))
            return sum(figures[-top:] if top else figures)
        if measure == "average":
            return quotient(sum(figures), len(figures))
        if measure == "median":
            half = len(figures) // 2
            return figures[half] if len(figures) % 2 else quotient(figures[half - 1] + figures[half], 2)
        return None

    def eligible(self, field, year, code):
        """Active on any day of the year, of a type and nation for which the field was ever reported."""
        row = self.councils[code]
        start = start_year(year)
        ends = self.fields[field].get("year_end") or self.year_end
        if "/" not in year:
            first, last = "%d-01-01" % start, "%d-12-31" % start
        elif ends:
            first = (date.fromisoformat("%d-%s" % (start, ends)) + timedelta(days=1)).isoformat()
            last = "%d-%s" % (start + 1, ends)
        else:
            first, last = "%d-01-01" % start, "%d-12-31" % (start + 1)
        if (row.get("active_from") and row["active_from"] > last) or (row.get("active_to") and row["active_to"] <= first):
            return False
        if field not in self.kinds:
            self.kinds[field] = {(self.councils[other]["type"], self.councils[other]["nation"])
                                 for (slug, _), block in self.values.items() if slug == field
                                 for other in block if other in self.councils}
        return (row["type"], row["nation"]) in self.kinds[field]

    def is_income(self, field):
        return "negative = income" in self.fields[field]["description"]


def ranks(values):
    order = sorted(range(len(values)), key=lambda i: values[i])
    result = [Fraction(0)] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and values[order[end]] == values[order[at]]:
            end += 1
        for i in order[at:end]:
            result[i] = Fraction(at + end + 1, 2)
        at = end
    return result


def spearman(xs, ys):
    a, b = ranks(xs), ranks(ys)
    mean = Fraction(len(a) + 1, 2)
    xy = sum((p - mean) * (q - mean) for p, q in zip(a, b))
    xx = sum((p - mean) ** 2 for p in a)
    yy = sum((q - mean) ** 2 for q in b)
    with localcontext() as context:
        context.prec = 50
        bottom = (Decimal((xx * yy).numerator) / Decimal((xx * yy).denominator)).sqrt()
        return four(Decimal(xy.numerator) / Decimal(xy.denominator) / bottom)


def result_of(data, claim, values):
    """(result, of) of a claim from its operand values."""
    operation, operands = claim["operation"], claim["operands"]
    first = operands[0]
    scope = claim.get("scope", {})
    up = claim.get("direction") in ("highest", "rise")
    if operation in ("value", "count"):
        return values[0], 0
    if operation == "difference":
        return values[0] - values[1], 0
    if operation == "ratio":
        return quotient(values[0], values[1]), 0
    if operation == "share":
        return quotient(values[0] * 100, values[1]), 0
    if operation == "percent":
        assert values[1] > 0, "percentage on a base that is not above zero"
        return quotient((values[0] - values[1]) * 100, values[1]), 0
    if operation == "rank":
        others = [data.council_measure(first["field"], first["year"], code, first["measure"])
                  for code in data.members(scope)]
        others = [value for value in others if value is not None]
        ahead = sum(1 for value in others if (value > values[0] if up else value < values[0]))
        return Decimal(ahead + 1), len(others)
    if operation == "streak":
        length = 0
        for before, here in reversed(list(zip(values, values[1:]))):
            if not (here > before if up else here < before):
                break
            length += 1
        return Decimal(length), 0
    if operation == "record":
        assert all((values[0] > value if up else values[0] < value) for value in values[1:]), "not a record"
        return Decimal(start_year(operands[-1]["year"])), 0
    if operation == "trend":
        score = sum((later > earlier) - (later < earlier)
                    for i, earlier in enumerate(values) for later in values[i + 1:])
        return Decimal(score), 0
    if operation == "step":
        assert all(start_year(b["year"]) == start_year(a["year"]) + 1 for a, b in zip(operands, operands[1:]))
        sign = 1 if up else -1
        signed = [value * sign for value in values]
        breaks = [at for at in range(3, len(signed) - 2) if min(signed[at:]) > max(signed[:at])]
        assert breaks, "not a step"
        best = max(breaks, key=lambda at: (signed[at] - signed[at - 1], -at))
        return Decimal(start_year(operands[best]["year"])), 0
    if operation == "reversal":
        moves = [b - a if up else a - b for a, b in zip(values, values[1:])]
        assert moves[-1] > 0, "no turn"
        length = 0
        for move in reversed(moves[:-1]):
            if move >= 0:
                break
            length += 1
        assert length > 0, "no run before the turn"
        return Decimal(length), 0
    if operation == "crossing":
        pairs = [(a if up else b, b if up else a) for a, b in zip(values[::2], values[1::2])]
        assert pairs[0][0] > pairs[0][1] and all(a < b for a, b in pairs[1:]), "not a crossing"
        return Decimal(start_year(operands[-1]["year"])), 0
    if operation == "correlation":
        second = operands[1]
        measure = first["measure"] if first["measure"] == "per_head" else "value"
        pairs = []
        for code in data.members(scope):
            x = data.council_measure(first["field"], first["year"], code, measure)
            y = data.council_measure(second["field"], second["year"], code, measure)
            if x is not None and y is not None:
                pairs.append((x, y))
        return spearman([p[0] for p in pairs], [p[1] for p in pairs]), len(pairs)
    raise AssertionError("unknown operation " + operation)


def number_in(text):
    """The number that stands in `text`: (value, step of its last digit), or None."""
    match = re.search(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?: (million|billion|trillion))?", text)
    if not match:
        return None
    whole = match.group(1).replace(",", "")
    fraction = match.group(2) or ""
    scale = SCALES.get(match.group(3), 1)
    value = Decimal(whole + fraction) * scale
    step = Decimal(scale) / 10 ** max(0, len(fraction) - 1)
    significant = len(whole.lstrip("0"))
    if scale == 1 and not fraction and ("about" in text or significant >= 6):
        zeros = len(whole) - len(whole.rstrip("0"))
        step *= 10 ** max(0, min(zeros, significant - 3))
    if "minus" in text:
        value = -value
    return value, step


def is_rounding(true_value, shown):
    value, step = shown
    return (true_value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step == value


def ratio_shown(shown, ratio):
    """Whether words such as "nearly twice", "1.7 times", "a third" are true of the ratio (a Fraction)."""
    text = shown.strip()
    kind = "is"
    for prefix, name in (("nearly ", "nearly"), ("almost ", "nearly"), ("more than ", "more"), ("about ", "is")):
        if text.startswith(prefix):
            kind, text = name, text[len(prefix):]
    text = re.sub(r" as (much|many|high)( as)?$", "", text)
    words = dict(FRACTIONS, **VERBS, twice=Fraction(2))
    if text in words:
        says = words[text]
    else:
        match = re.fullmatch(r"(\S+) times", text)
        if not match:
            return False
        if match.group(1) in WORDS:
            says = Fraction(WORDS.index(match.group(1)))
        elif "." in match.group(1):
            tenths = Decimal(ratio.numerator) / Decimal(ratio.denominator)
            return tenths.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) == Decimal(match.group(1))
        else:
            says = Fraction(match.group(1).replace(",", ""))
    if kind == "nearly":
        return ratio < says <= ratio / Fraction(95, 100)
    if kind == "more":
        return says < ratio
    return abs(ratio - says) <= says / 40


def whole_shown(shown):
    """The whole number that a phrase names first, in digits, words or as an ordinal; None when it has none."""
    for word in shown.replace(",", "").lower().split():
        if word.isdigit():
            return int(word)
        if word in WORDS:
            return WORDS.index(word)
        if word in ORDINALS:
            return ORDINALS.index(word)
        match = re.fullmatch(r"(\d+)(st|nd|rd|th)", word)
        if match:
            return int(match.group(1))
    return None


def shown_is_true(data, claim, values, result, shown):
    operation = claim["operation"]
    first = claim["operands"][0]
    if operation == "ratio" or (operation == "share" and not re.search(r"\d", shown)):
        ratio = abs(Fraction(values[0]) / Fraction(values[1]))
        return ratio_shown(shown, ratio) or (operation == "ratio" and ratio_shown(shown, 1 / ratio))
    if operation in ("value", "count") and first["measure"] in ("count", "missing"):
        return whole_shown(shown) == int(result) or (shown == "the only" and result == 1)
    if operation == "rank":
        place = whole_shown(re.split(r" (?:of|than) ", shown)[0])
        return (place or 1) == int(result)
    if operation in ("streak", "reversal"):
        return whole_shown(shown) == int(result)
    if operation == "step":
        earlier = sum(1 for operand in claim["operands"] if start_year(operand["year"]) < int(result))
        if " than " in shown and whole_shown(shown.split(" than ")[1]) != earlier:
            return False
    if operation in ("step", "crossing"):
        year = int(re.search(r"\d{4}", shown).group(0))
        return year - int(result) in (0, 1)  # a balance of 2009/10 is one of March 2010
    if operation == "record":
        if "since" in shown:
            year = int(re.search(r"\d{4}", shown).group(0))
            return year - int(result) in (0, 1)  # a balance of 2009/10 is one of March 2010
        return whole_shown(shown) == len(values) - 1
    if operation in ("trend", "correlation"):
        return True  # said in words; the direction is recomputed with the result
    number = number_in(shown)
    if number is None:
        return False
    if "percentage point" in shown and operation != "difference":
        return False
    candidates = [result]
    if operation in ("difference", "percent") or data.is_income(first["field"]) or first["field"].startswith("to_from"):
        candidates.append(-result)
    return any(is_rounding(value, number) for value in candidates)


def dates(start):
    """How a year is said: of a balance at its end or its start, or in its middle."""
    return ["March %d" % (start + 1), "April %d" % start, "mid-%d" % start, "December %d" % start]


def digits_accounted(data, factoid):
    """Digit groups of the text that no shown, year, name, count or condition accounts for."""
    text = factoid["text"]
    welsh = factoid.get("language") == "cy"
    spans = [claim["shown"] for claim in factoid["claims"]]
    whole_numbers = set()
    for claim in factoid["claims"]:
        if int(claim.get("of", 0)):
            whole_numbers.add(int(claim["of"]))
        years = [start_year(operand["year"]) for operand in claim["operands"]]
        whole_numbers.update(abs(a - b) for a in years for b in years)
        for operand in claim["operands"]:
            start = start_year(operand["year"])
            spans += [operand["year"]] + (welsh_words.dates(start) if welsh else dates(start))
            if "council" in operand:
                spans.append(data.councils[operand["council"]]["name"])
            else:
                block = data.values.get((operand["field"], operand["year"]), {})
                who = data.members(claim.get("scope", {}), operand.get("group"))
                whole_numbers.add(sum(1 for code in who if code in block))
                if operand["measure"] == "missing":
                    whole_numbers.add(sum(1 for code in who if code in block
                                          or data.eligible(operand["field"], operand["year"], code)))
            if claim["operation"] == "rank":
                block = data.values.get((operand["field"], operand["year"]), {})
                whole_numbers.add(sum(1 for code in data.members(claim.get("scope", {})) if code in block))
            if "top" in operand:
                whole_numbers.add(int(operand["top"]))
            for bound in ("below", "above"):
                if bound in operand:
                    for match in re.finditer(r"[£€$]?\d[\d,]*(?:\.\d+)?(?: (?:[mb]illion|trillion|[mb]iliwn|triliwn))?", text):
                        number = number_in(welsh_words.amount(match.group(0)) if welsh else match.group(0))
                        if number and number[0] == Decimal(operand[bound]):
                            spans.append(match.group(0))
    years = [start_year(o["year"]) for claim in factoid["claims"] for o in claim["operands"]]
    whole_numbers.update(abs(a - b) for a in years for b in years)
    rest = text
    for span in sorted(set(spans), key=len, reverse=True):
        if span:
            rest = re.sub(r"(?<![\w.,])" + re.escape(span) + r"(?![\w]|[.,]\d)", " ", rest)
    return [group for group in re.findall(r"\d[\d,./]*\d|\d", rest)
            if not (group.replace(",", "").isdigit() and int(group.replace(",", "")) in whole_numbers)]


def check_claim(data, claim, text, welsh, problems):
    scope = claim.get("scope", {})
    values = []
    checked = 0
    for operand in claim["operands"]:
        value = data.operand(operand, scope)
        checked += 1
        if value is None or value != Decimal(operand["value"]):
            problems.append("%s %s: says %s, the figures have %s" % (operand["field"], operand["year"], operand["value"], value))
            return checked
        values.append(value)
    result, of = result_of(data, claim, values)
    checked += 1
    if result != Decimal(claim["result"]):
        problems.append("%s: says %s, should be %s" % (claim["operation"], claim["result"], result))
    if of or int(claim.get("of", 0)):
        checked += 1
        if of != int(claim.get("of", 0)):
            problems.append("%s: of %s, should be %s" % (claim["operation"], claim.get("of"), of))
    checked += 1
    if not claim["shown"] or claim["shown"] not in text:
        problems.append("shown “%s” is not in the text" % claim["shown"])
    elif not shown_is_true(data, claim, values, result, welsh_words.in_english(claim["shown"]) if welsh else claim["shown"]):
        problems.append("shown “%s” is not a rounding of %s" % (claim["shown"], result))
    return checked


def main():
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    data = Data(sys.argv[1])
    if len(sys.argv) > 2:
        with open(sys.argv[2], encoding="utf-8") as file:
            document = json.load(file)
    else:
        document = json.load(sys.stdin)
    factoids = document["factoids"] if isinstance(document, dict) else document
    claims = numbers = differ = 0
    for factoid in factoids:
        problems = []
        for claim in factoid["claims"]:
            claims += 1
            try:
                numbers += check_claim(data, claim, factoid["text"], factoid.get("language") == "cy", problems)
            except (AssertionError, ArithmeticError, KeyError, IndexError, ValueError) as error:
                problems.append("%s: %s" % (claim.get("operation"), error))
        for group in digits_accounted(data, factoid):
            problems.append("the digits “%s” belong to no claim" % group)
        numbers += len(re.findall(r"\d[\d,./]*\d|\d", factoid["text"]))
        differ += len(problems)
        for problem in problems:
            print("%s\n  %s" % (factoid["text"], problem))
    print("%d factoids, %d claims, %d numbers checked, %d differ" % (len(factoids), claims, numbers, differ))
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
