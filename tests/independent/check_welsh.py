#!/usr/bin/env python3
"""Judges Welsh sentences that would be published, by their words and the figures alone.

    check_welsh.py DATA_FOLDER cy.json ACCEPTED.jsonl

As check_model_replies.py does for English: ACCEPTED.jsonl has a line {"kind", "text"} for each, claims are not looked at, no
code of the program is used, and each statement is worked out from the CSV in decimal arithmetic. A sentence with a statement
that is not so is false; one with a word that cannot be read counts as false too. Exit code 1 if there is any.
"""
import json
import sys
from collections import defaultdict

import check_model_replies
from check_factoids import Data, is_rounding, number_in, start_year
from check_model_replies import False_, Judge, Unread, judge_all
from welsh_reader import Reader


class WelshJudge(Judge):
    def __init__(self, data, words):
        self.data = data
        self.words = words
        self.reader = Reader(data, words)
        self.years = defaultdict(list)
        for slug, year in data.values:
            self.years[slug].append(year)
        for slug in self.years:
            self.years[slug].sort()

    def year_of(self, slug, said):
        label = super().year_of(slug, said)
        start = int(label[:4])
        if int(label[-2:]) != (start + 1) % 100 or label not in self.years[slug]:
            raise False_("there is no year %s of %s" % (said, slug))
        return label

    # ---- Welsh says “y pen” with each clause, and a change right after whose it is
    def head_at(self, items, at):
        after = items[at + 1]["kind"] if at + 1 < len(items) else ""
        if items[at]["kind"] == "did" or after in ("perhead", "inall"):
            return after == "perhead"
        return any(item["kind"] == "perhead" for item in items[:at])

    def is_delta(self, items, at):
        before = items[at - 1] if at else None
        if not before or items[at]["kind"] != "amount":
            return False
        if before["kind"] == "riseof" or (before["kind"] == "way" and before["text"] in ("up", "down")):
            return True
        # “cododd dyled Kent 12 y cant”: the verb, whose, and by how much.
        owner = before["kind"] == "noun" and before["of"] or before["kind"] == "perhead" and items[at - 2]["kind"] == "noun"
        return bool(owner) and any(item["kind"] == "way" for item in items[:at])

    def value(self, subject, slug, year, head, signed=1):
        if head and "group" in subject and subject["group"]["mod"]:
            raise False_("one council of a group, per head")
        return super().value(subject, slug, year, head, signed)

    def groups_hold(self, items, slug):
        super().groups_hold(items, slug)
        for item in items:
            if item["kind"] == "noun" and slug not in item["slugs"]:
                raise False_("“%s” is of another field" % item["text"])
            if item.get("group") and not item["group"]["scope"]:
                self.whole_country(items, slug)
            if item["kind"] == "tail" and "chwyddiant" in item["text"] and not self.data.fields[slug]["unit"].startswith("GBP"):
                raise False_("“%s” of what is no money" % item["text"])

    def whole_country(self, items, slug):
        """“yn y DU”: councils of every nation have figures."""
        nations = {row["nation"] for row in self.data.councils.values()}
        for item in items:
            if item["kind"] == "year":
                year = self.year_of(slug, item["m"]["year"])
                if {self.data.councils[code]["nation"] for code in self.data.values[(slug, year)] if code in self.data.councils} != nations:
                    raise False_("the whole country in %s" % year)

    # ---- statements with an order of their own
    def check_moves(self, item, items, facts, slug, signed):
        super().check_moves(item, items, facts, slug, signed)
        up = item["m"]["way"] == "rises"
        if len(facts) > 1:
            old, new = self.ends(facts, item)
            if (new["value"] > old["value"]) == up and start_year(new["year"]) - start_year(old["year"]) != int(item["m"]["n"]):
                raise False_("“%s” between other years" % item["text"])

    def relation(self, items):
        ways = [item["text"] for item in items if item["kind"] == "compared"]
        if len(ways) != 2:
            raise Unread("what goes with what")
        link = next(item for item in items if item["kind"] == "relation")
        link["m"]["way"] = "higher" if ways[0] == ways[1] else "lower"
        return super().relation(items)

    def differed(self, items, slug):
        year = self.year_of(slug, next(item for item in items if item["kind"] == "year")["m"]["year"])
        group = next(item["group"] for item in items if item["kind"] == "group")
        amounts = [item for item in items if item["kind"] in ("amount", "did")]
        if any(item["kind"] == "perhead" for item in items):
            raise False_("a difference per head")
        if group["mod"] != "any two" or len(amounts) != 1 or not any(item["kind"] == "onaverage" for item in items):
            raise Unread("who differed")
        value = self.value({"group": group}, slug, year, False)
        if value is None or not self.unit_fits(slug, amounts[0]["text"]) or not is_rounding(value, number_in(amounts[0]["text"])):
            raise False_("“%s” is %s" % (amounts[0]["text"], value))

    def missing(self, items):
        for item in items:
            if item.get("group") and not item["group"]["scope"]:
                raise False_("the whole country makes no one return")
        return super().missing(items)

    def counts(self, items, slug, text):
        groups = [item["group"] for item in items if item.get("group")]
        if any(group["scope"] != groups[0]["scope"] for group in groups):
            raise False_("two groups")
        years = {item["m"]["year"] for item in items if item["kind"] == "year"}
        if len(years) > 1:
            raise Unread("counts of several years")
        if any(item["kind"] == "perhead" for item in items):
            raise Unread("a count per head")
        return super().counts(items, slug, text)

    def parts(self, items):
        group = next((item["group"] for item in items if item["kind"] == "group"), None)
        if not group or next(item for item in items if item["kind"] == "madeup")["m"]["whose"] != "u":
            raise Unread("a part of what")
        for item in items:
            if item["kind"] == "way":
                self.check_part_way(item, items, group)
        return super().parts(items)

    def check_part_way(self, item, items, group):
        """“i fyny” or “i lawr” of a share: by the figures, as the amounts are said in either order."""
        nouns = [each for each in items if each["kind"] == "noun"]
        part, whole = next(iter(nouns[0]["slugs"])), next(iter(nouns[1]["slugs"]))
        years = sorted(self.year_of(whole, each["m"]["year"]) for each in items if each["kind"] == "year")
        values = [self.part_value(part, whole, year, group["scope"]) for year in years]
        if len(values) != 2 or values[0] == values[1] or (values[1] > values[0]) != (item["text"] == "up"):
            raise False_("“%s”" % item["text"])


def main():
    if len(sys.argv) != 4:
        print(__doc__, file=sys.stderr)
        return 2
    data = Data(sys.argv[1])
    with open(sys.argv[2], encoding="utf-8") as file:
        words = json.load(file)
    with open(sys.argv[2].replace("cy.json", "fields.json"), encoding="utf-8") as file:
        check_model_replies.BALANCES.update(slug for slug, entry in json.load(file)["fields"].items() if entry.get("balance"))
    return judge_all(WelshJudge(data, words), sys.argv[3])


if __name__ == "__main__":
    sys.exit(main())
