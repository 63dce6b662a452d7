#!/usr/bin/env python3
"""Judges sentences that would be published, by their words and the figures alone.

    check_model_replies.py DATA_FOLDER WORDS.json ACCEPTED.jsonl

ACCEPTED.jsonl has a line {"kind", "text"} for each. Claims are not looked at, and no code of the program is used: the
sentence is read (names, amounts, years, places, comparisons, with the field's wording from WORDS.json), and each
statement in it is worked out from the CSV in decimal arithmetic. A sentence with a statement that is not so is false; one
with a word that cannot be read counts as false too. Prints counts by kind and every false sentence; exit code 1 if any.
"""
import json
import re
import sys
from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction

from check_factoids import ORDINALS, SCALES, WORDS, Data, is_rounding, number_in, quotient, ratio_shown, start_year

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?: (?:million|billion|trillion))?"
AMOUNT = r"(?:minus |about )*(?:£%s|%s percentage points?|%s percent|\d+p|%s)(?![\w/])" % ((NUMBER,) * 4)
CARDINAL = r"(?:%s|\d[\d,]*)" % "|".join(WORDS[1:11])
NTH = r"(?:(?:%s|\d+(?:st|nd|rd|th)) )?" % "|".join(ORDINALS[2:11])
TIMES = (r"(?:(?:nearly|almost|more than|about) )?(?:twice|(?:%s|\d[\d,]*(?:\.\d+)?) times|half|a third|a quarter|a fifth|a tenth|two thirds|three quarters)"
         % "|".join(WORDS[1:11]))
JOINS = set("and at was were which that this it they by or with in of from to a the comparison meanwhile stood came amounted recorded held "
            "compared collected after against accounted for made up as equivalent went".split())


class Unread(Exception):
    pass


class False_(Exception):
    pass


def whole(text):
    text = text.replace(",", "").lower()
    return int(text) if text.isdigit() else WORDS.index(text)


def place_of(text):
    text = text.strip()
    if not text:
        return 1
    return int(text[:-2]) if text[0].isdigit() else ORDINALS.index(text)


def name_key(text):
    return re.escape(text)


class Reader:
    """Turns a sentence into items: (kind, value, start, end)."""

    def __init__(self, data, words):
        self.data = data
        self.words = words
        self.councils = {}
        counts = Counter(row["name"] for row in data.councils.values())
        for code, row in data.councils.items():
            spoken = words["spoken_names"].get(row["name"], row["name"])
            if counts[row["name"]] > 1 or row["name"] in words["regions"]:
                kind = words["types"].get(row["type"], {}).get("one", row["type"].lower())
                former = "former " if row.get("active_to") else ""
                spoken = "%s (the %s%s)" % (spoken, former, kind)
            self.councils.setdefault(spoken, []).append(code)
        kinds = {}
        for name, kind in words["types"].items():
            for phrase in [kind["one"], kind["many"]] + kind.get("also", []):
                kinds[phrase] = name
        for phrase in [words["council"]["one"], words["council"]["many"]] + words["council"].get("also", []):
            kinds[phrase] = ""
        kinds = {phrase.lower(): name for phrase, name in kinds.items()}
        self.kinds = kinds
        places = {"the UK": ("", "", True)}
        for nation in words["nations"]:
            places[nation] = (nation, "", False)
        for region, spoken in words["regions"].items():
            places[spoken] = ("", region, False)
        self.places = places
        adjectives = {"UK": ("", "", True)}
        for nation, entry in words["nations"].items():
            adjectives[entry["adjective"]] = (nation, "", False)
        self.adjectives = adjectives
        alternatives = lambda names: "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
        self.group = (r"(?:(?P<mod>average|typical|any two) )?(?:(?P<owner>%s)(?:'s|') )?(?:(?P<num>(?i:%s)) )?(?:(?P<adj>%s) )?(?P<kind>(?i:%s))(?! \(the| tax|\w)"
                      r"(?: in (?P<place>%s))?(?P<rep> that reported)?" % (alternatives(places), CARDINAL, alternatives(adjectives), alternatives(kinds), alternatives(places)))
        self.patterns = []
        add = lambda kind, pattern: self.patterns.append((kind, re.compile(pattern)))
        add("tail", r", before inflation|, on provisional figures|, on estimated figures|, of the (?P<n>%s) that reported" % CARDINAL)
        add("firsttime", r"for the first time since at least (?P<year>\d{4}/\d{2}|(?:March|April) \d{4}|mid-\d{4})")
        add("step", r"(?P<way>higher|lower) in every year since (?P<year>\d{4}/\d{2}|(?:March|April) \d{4}|mid-\d{4}) than in any of the (?P<n>%s) earlier years" % CARDINAL)
        add("recordyears", r"(?P<way>more|less|higher|lower) than in any of the previous (?P<n>%s) years" % CARDINAL)
        add("recordsince", r"the (?P<way>highest|lowest) since at least (?P<year>\d{4}/\d{2}|(?:March|April) \d{4}|mid-\d{4})")
        add("rankother", r"(?P<way>more|less|higher|lower)(?P<head> per head)? than any other (?:of the )?" + self.group)
        add("rank", r"the (?P<nth>%s)(?P<way>most|least|highest|lowest)(?P<head> per head)? of (?:any |the )?" % NTH + self.group)
        add("place", r"the (?P<nth>%s)(?P<way>highest|lowest)\b" % NTH)
        add("only", r"the only (?:one of the )?" + self.group)
        add("relation", r"(?P<verb>went with|tended to go with) (?P<way>higher|lower)")
        add("higher", r"[Hh]igher(?= )")
        add("missing", r"made no return for")
        add("differed", r"differed by")
        add("onaverage", r"[Oo]n average,?")
        add("tended", r"tended to (?P<way>rise|fall)")
        add("streak", r"(?:[Ff]or )?(?P<n>%s) years in a row" % CARDINAL)
        add("moves", r"(?P<n>%s) (?P<way>rises|falls) in a row" % CARDINAL)
        add("earlier", r"(?P<n>a|%s) years? (?P<side>earlier|later)" % CARDINAL)
        add("span", r"(?:[Ii]n|[Oo]ver) (?P<n>a|%s) years?\b" % CARDINAL)
        add("year", r"(?:[Ii]n |of )?(?P<year>\d{4}/\d{2}|(?:March|April) \d{4}|mid-\d{4})")
        add("perhead", r"for each resident|per head")
        add("inall", r"in all\b")
        add("negative", r"(?:with|had) negative ")
        add("pound", r"of every service pound")
        add("multiplied", r"(?:nearly |more than |almost )?(?:doubled|trebled|tripled|quadrupled|halved)")
        add("changeby", r"by (?=£|\d)")
        add("riseof", r"a (?P<way>rise|fall) of|an? (?P<way2>increase|decrease) of")
        add("way", r"(?:rose|grew|increased|climbed|fell|dropped|decreased|declined|up|down)\b(?! of)")
        add("madeup", r"made up")
        self.alternatives = alternatives
        self.build_fields()
        self.council_pattern = re.compile(r"(?P<name>%s)(?P<poss>'s|'(?= ))?(?![\w-])" % self.alternatives(
            list(self.councils) + ["The" + n[3:] for n in self.councils if n.startswith("the ")]))
        self.group_pattern = re.compile(r"(?:[Tt]he )?" + self.group + r"(?P<poss>'s|'(?= ))?(?!\w)")
        self.mod_only = re.compile(r"the (?P<mod>average|typical)(?: one)?(?=,| )")

    def build_fields(self):
        self.dids, self.agains, self.nouns = [], [], []
        for slug in self.data.fields:
            entry = self.words["fields"].get(slug)
            if not entry:
                continue
            amount = r"%s percent" % NUMBER if self.data.fields[slug]["unit"] == "percent" else r"(?:minus |about )*(?:£%s|%s)(?! percent)(?![\w/]|\.\d)" % (NUMBER, NUMBER)
            x = r"(?P<x>%s|the %s(?:most|least|highest|lowest)|(?P<limit>more|less) than %s)" % (amount, NTH, amount)
            noun = entry["noun"]
            self.nouns.append((re.compile(re.escape(noun) + r"(?!\w)", re.I), slug, len(noun)))
            if entry.get("thing"):
                self.nouns.append((re.compile(re.escape(entry["thing"]) + r"(?!\w)", re.I), slug, len(entry["thing"])))
            for opposite in (False, True):
                did = entry.get("opposite") if opposite else entry["did"]
                if not did:
                    continue
                before, after = did.split("{amount}")
                self.dids.append((re.compile(re.escape(before) + x + re.escape(after) + r"(?!\w)"), slug, opposite))
                self.agains.append((re.compile(re.escape(before) + "(?P<x>%s)" % amount), slug, opposite))

    def group_of(self, match):
        g = match.groupdict()
        owner = self.places.get(g.get("owner") or "", None)
        adj = self.adjectives.get(g.get("adj") or "", None)
        place = self.places.get(g.get("place") or "", None)
        scope = {}
        if self.kinds[g["kind"].lower()]:
            scope["type"] = self.kinds[g["kind"].lower()]
        for where in (owner, adj, place):
            if where and where[0]:
                scope["nation"] = where[0]
            if where and where[1]:
                scope["region"] = where[1]
        return {"scope": scope, "mod": g.get("mod"), "num": whole(g["num"]) if g.get("num") else None, "rep": bool(g.get("rep")), "owned": bool(owner)}

    def items(self, text):
        assert text.endswith(".")
        at, end, items = 0, len(text) - 1, []
        while at < end:
            if text[at] in " ":
                at += 1
                continue
            item = self.item(text, at)
            if item is None:
                raise Unread("“%s”" % text[at:at + 30])
            items.append(item)
            assert item["end"] > at
            at = item["end"]
        return items

    def item(self, text, at):
        best = None

        def offer(kind, match, **more):
            nonlocal best
            if match and (best is None or match.end() > best["end"]):
                best = dict(kind=kind, start=at, end=match.end(), m=match.groupdict(), text=match.group(0), **more)

        word_start = at == 0 or not text[at - 1].isalnum()
        if not word_start and text[at].isalnum():
            return None
        for kind, pattern in self.patterns:
            match = pattern.match(text, at)
            offer(kind, match, **({"group": self.group_of(match)} if match and kind in ("rank", "rankother", "only") else {}))
        match = self.council_pattern.match(text, at)
        if match:
            name = match.group("name")
            codes = self.councils.get(name) or self.councils["the" + name[3:]]
            offer("council", match, codes=codes)
        match = self.group_pattern.match(text, at)
        if match:
            offer("group", match, group=self.group_of(match))
        offer("mod", self.mod_only.match(text, at))
        dids = [(m, slug, opposite) for pattern, slug, opposite in self.dids for m in [pattern.match(text, at)] if m]
        agains = [(m, slug, opposite) for pattern, slug, opposite in self.agains for m in [pattern.match(text, at)] if m]
        if dids or agains:
            longest = max(m.end() for m, _, _ in dids + agains)
            chosen = [(m, slug, opposite) for m, slug, opposite in dids if m.end() == longest] or [(m, s, o) for m, s, o in agains if m.end() == longest]
            full = any(m.end() == longest for m, _, _ in dids)
            if best is None or longest > best["end"]:
                best = dict(kind="did", start=at, end=longest, m=chosen[0][0].groupdict(), text=text[at:longest], full=full,
                            slugs={slug for _, slug, _ in chosen}, again={s for _, s, _ in agains}, opposite=chosen[0][2])
        nouns = [(m, slug) for pattern, slug, _ in self.nouns for m in [pattern.match(text, at)] if m]
        if nouns:
            longest = max(m.end() for m, _ in nouns)
            if best is None or longest > best["end"]:
                best = dict(kind="noun", start=at, end=longest, text=text[at:longest], slugs={s for m, s in nouns if m.end() == longest}, m={})
        offer("amount", re.compile(AMOUNT).match(text, at))
        if best and best["kind"] == "amount":
            best["m"] = {"x": best["text"]}
        fraction = re.compile(r"(?P<t>%s)(?: as (?:much|many|high)(?: as)?| of(?= (?:the (?:typical|average|£)|(?!all|the )))|(?= (?!of )))" % TIMES)
        match = fraction.match(text, at)
        if match:
            offer("times", match)
        if best is None or best["kind"] == "times":
            match = re.compile(r"(?P<t>half|a third|a quarter|a fifth|a tenth|two thirds|three quarters) of (?=all |the (?!typical|average|£))").match(text, at)
            if match:
                best = dict(kind="fraction", start=at, end=match.end(), m=match.groupdict(), text=match.group(0))
        offer("topof", re.compile(r"(?P<n>%s) of (?=(?:the |%s))" % (CARDINAL, "|".join(re.escape(p) for p in self.places)), re.I).match(text, at))
        offer("counted", re.compile(r"(?P<c>%s) " % CARDINAL, re.I).match(text, at) if best is None else None)
        if best:
            return best
        match = re.compile(r"[;:,.()–]").match(text, at)
        if match:
            return dict(kind="mark", start=at, end=match.end(), text=match.group(0), m={})
        for entry in self.words["fields"].values():
            if entry.get("lift") and text.startswith(entry["lift"], at):
                return dict(kind="word", start=at, end=at + len(entry["lift"]), text="lift", m={})
        if text.startswith(self.words["fallback"]["lift"], at):
            return dict(kind="word", start=at, end=at + len(self.words["fallback"]["lift"]), text="lift", m={})
        match = re.compile(r"(?:more|less|higher|lower) than|all|across|Across|took|of|[A-Za-z]+").match(text, at)
        if match:
            word = match.group(0)
            lower = word.lower()
            if lower in JOINS or lower in ("all", "across", "took", "more than", "less than", "higher than", "lower than", "more", "less"):
                return dict(kind="word", start=at, end=match.end(), text=lower, m={})
        return None


class Judge:
    def __init__(self, data, words):
        self.data = data
        self.words = words
        self.reader = Reader(data, words)
        self.years = defaultdict(list)
        for slug, year in data.values:
            self.years[slug].append(year)
        for slug in self.years:
            self.years[slug].sort(key=start_year)

    # ---- what a sentence says of a subject
    def year_of(self, slug, said):
        """The data's year label for “2019/20”, “March 2020”, “April 2019”, “mid-2019”."""
        when = self.words["fields"][slug].get("when", "flow")
        balance = slug in BALANCES
        if re.fullmatch(r"\d{4}/\d{2}", said):
            if when in ("opening", "middle"):
                raise False_("%s is no year label of %s" % (said, slug))
            label = said
        else:
            number = int(said[-4:])
            if said.startswith("March"):
                ok, number = balance and when not in ("opening", "middle"), number - 1
            elif said.startswith("April"):
                ok = when == "opening"
            else:
                ok = when == "middle"
            if not ok:
                raise False_("%s is no date of %s" % (said, slug))
            label = "%d/%02d" % (number, (number + 1) % 100)
        return label

    def value(self, subject, slug, year, head, signed=1):
        """The exact figure in the sense of the words; None: there is none."""
        if "code" in subject:
            value = self.data.council_measure(slug, year, subject["code"], "per_head" if head else "value")
        else:
            group = subject["group"]
            measure = {"average": "average", "typical": "median", "any two": "mean_difference"}.get(group["mod"]) or ("per_head" if head else "sum")
            value = self.data.operand({"field": slug, "year": year, "measure": measure}, group["scope"])
            if measure == "mean_difference":
                return value
        return None if value is None else value * signed

    def sense(self, slug, opposite):
        return (-1 if self.data.is_income(slug) else 1) * (-1 if opposite else 1)

    def judge(self, text):
        items = self.reader.items(text)
        for at, item in enumerate(items):
            item["at"] = at
        kinds = {item["kind"] for item in items}
        if "relation" in kinds:
            return self.relation(items)
        if "missing" in kinds:
            return self.missing(items)
        nouns = {frozenset(item["slugs"]) for item in items if item["kind"] == "noun"}
        if "madeup" in kinds and len(nouns) == 2:
            return self.parts(items)
        slug, opposite = self.field_of(items)
        self.groups_hold(items, slug)
        if "pound" in kinds or any(item["kind"] == "amount" and item["text"].endswith("p") for item in items):
            return self.pence(items, slug)
        if "only" in kinds or "topof" in kinds or any(i["kind"] == "did" and i["m"].get("limit") for i in items) or "negative" in kinds:
            return self.counts(items, slug, text)
        if "differed" in kinds:
            return self.differed(items, slug)
        return self.plain(items, slug, opposite)

    def field_of(self, items):
        candidates = None
        opposite = set()
        shares = False
        for item in items:
            slugs = item.get("slugs")
            if item["kind"] == "did":
                slugs = item["slugs"] if item["full"] and not self.loose(item, items) else item["slugs"] | item["again"]
                opposite.add(item["opposite"])
            if slugs:
                both = slugs if candidates is None else candidates & slugs
                if not both and item["kind"] == "noun":
                    shares = True
                    continue
                if not both:
                    raise False_("two fields in one sentence: %s and %s" % (sorted(candidates), sorted(slugs)))
                candidates = both
        if not candidates:
            raise Unread("no field")
        if len(opposite) > 1:
            raise False_("into and out of in one sentence")
        if len(candidates) > 1:
            full = [item for item in items if item["kind"] == "did" and item["full"]]
            if len(full) and len({frozenset(item["slugs"]) for item in full}) == 1 and len(full[0]["slugs"]) == 1:
                return next(iter(full[0]["slugs"])), full[0]["opposite"]
            raise Unread("which field: %s" % sorted(candidates))
        return next(iter(candidates)), (opposite or {False}).pop()

    def loose(self, item, items):
        """“owed £3 million” with nothing after it may be the short form of a longer wording that came before."""
        slug = next(iter(item["slugs"]))
        ends = self.words["fields"][slug]["did"].endswith("{amount}")
        return ends and any(other["kind"] in ("did", "noun") and other is not item for other in items)

    def groups_hold(self, items, slug):
        """The numbers of groups: “England's 192 districts”, “the 22 that reported”, for any year of the sentence."""
        years = [self.year_of(slug, item["m"]["year"]) for item in items if item["kind"] == "year"]
        years += [y for y in self.years[slug] if not years]
        for item in items:
            group = item.get("group")
            tail = item["kind"] == "tail" and item["m"].get("n")
            if tail:
                scopes = [i["group"]["scope"] for i in items if i.get("group")]
                number = whole(item["m"]["n"])
            elif group and group["num"] is not None and (group["rep"] or group["owned"] or item["kind"] in ("rank", "rankother", "group")):
                scopes, number = [group["scope"]], group["num"]
            else:
                continue
            if not any(len([c for c in self.data.members(scope) if c in self.data.values.get((slug, year), {})]) == number for scope in scopes for year in years):
                if item["kind"] == "group" and not group["rep"] and not group["owned"]:
                    continue  # a count of its own, judged elsewhere
                raise False_("the number of “%s”" % item["text"])

    # ---- plain sentences: amounts of subjects, with ranks, ratios, changes
    def plain(self, items, slug, opposite):
        signed = self.sense(slug, opposite)
        subject = None
        facts = []      # amounts with subject, year, per head
        deltas = []     # amounts of change
        first_subject = next((s for s in map(self.subject_in, items) if s), None)
        if first_subject is None:
            raise Unread("no subject")
        head_noun = [False]
        for at, item in enumerate(items):
            found = self.subject_in(item)
            if found:
                subject = found if not (found.get("group") and found["group"] is None) else subject
            if item["kind"] == "mod":
                base = next(i["group"] for i in reversed(items[:at]) if i.get("group"))
                subject = {"group": dict(base, mod=item["m"]["mod"])}
            if item["kind"] not in ("amount", "did"):
                continue
            shown = item["m"].get("x")
            if item["kind"] == "did" and not re.match(AMOUNT, shown):
                continue  # “held the most in reserves”: a rank
            before = items[at - 1] if at else None
            after = items[at + 1] if at + 1 < len(items) else None
            if item["kind"] == "amount" and (self.is_delta(items, at) or "percentage point" in shown):
                deltas.append((item, at))
                continue
            if item["kind"] == "amount" and after and after["kind"] == "word" and after["text"] in ("more than", "less than"):
                deltas.append((item, at))
                continue
            if item["kind"] == "amount" and shown.endswith("percent") and self.share_at(items, at):
                continue
            facts.append({"at": at, "shown": shown, "subject": subject or first_subject, "head": self.head_at(items, at), "year": self.year_at(items, at, slug)})
        self.relative_years(items, facts)
        for fact in facts:
            if fact["year"] is None:
                raise False_("no year for “%s”" % fact["shown"])
            value = self.value(fact["subject"], slug, fact["year"], fact["head"], signed)
            number = number_in(fact["shown"])
            if value is None or number is None or not self.unit_fits(slug, fact["shown"]) or not is_rounding(value, number):
                raise False_("“%s” is %s in %s" % (fact["shown"], value, fact["year"]))
            fact["value"] = value
        for item in items:
            check = getattr(self, "check_" + item["kind"], None)
            if check:
                check(item, items, facts, slug, signed)
        for item, at in deltas:
            self.delta(item, at, items, facts, slug, signed)
        self.shares(items, facts, slug, signed)
        if not facts and not any(item["kind"] in ("rank", "rankother", "place", "step", "recordyears", "recordsince", "times", "amount", "fraction", "did") for item in items):
            raise Unread("nothing is said")

    def subject_in(self, item):
        if item["kind"] == "council":
            if len(item["codes"]) > 1:
                raise False_("which council is “%s”" % item["text"])
            return {"code": item["codes"][0]}
        if item["kind"] == "group":
            return {"group": item["group"]}
        return None

    def unit_fits(self, slug, shown):
        unit = self.data.fields[slug]["unit"]
        if unit == "percent":
            return shown.endswith("percent")
        return shown.startswith(("£", "minus £", "about £")) if unit.startswith("GBP") else shown[0].isdigit() or shown.startswith("minus")

    def is_delta(self, items, at):
        before = items[at - 1] if at else None
        if not before:
            return False
        if before["kind"] in ("changeby", "riseof"):
            return True
        return before["kind"] == "way" and before["text"] in ("up", "down") and items[at]["text"].find("from") < 0

    def share_at(self, items, at):
        after = [item["text"] for item in items[at + 1:at + 3]]
        return bool(after) and after[0] == "of"

    def head_at(self, items, at):
        """Per head: said after the amount, or with the noun before it."""
        for item in items[at + 1:]:
            if item["kind"] in ("amount", "did") or (item["kind"] == "mark" and item["text"] == ";"):
                break
            if item["kind"] == "perhead":
                return True
            if item["kind"] == "inall":
                return False
        seen = [item for item in items[:at] if item["kind"] in ("perhead", "inall", "mark", "did")]
        marked = False
        for item in items[:at]:
            if item["kind"] == "perhead":
                marked = True
        own = not items[at]["text"].endswith(items[at]["m"]["x"]) if items[at]["kind"] == "did" else False
        if items[at]["kind"] == "did" and items[at]["full"] and marked and (own or self.named_again(items, at)):
            # A further clause that says again what is counted, or of whom, is one of its own.
            return any(item["kind"] == "perhead" for item in items[at + 1:])
        return marked

    def named_again(self, items, at):
        """The council just before is the one that the amount before was of: two amounts of one council, so not the same measure."""
        councils = [item for item in items[:at] if item["kind"] == "council"]
        return len(councils) > 1 and councils[-1]["codes"] == councils[-2]["codes"] and items[at - 1]["kind"] == "council"

    def year_at(self, items, at, slug):
        before = None
        for item in items[:at]:
            if item["kind"] == "year":
                before = item
        for item in items[at + 1:]:
            if item["kind"] in ("amount", "did") and not self.is_delta(items, item["at"]) or (item["kind"] == "mark" and item["text"] == ";"):
                break
            if item["kind"] == "earlier":
                return item
            if item["kind"] == "year":
                return self.year_of(slug, item["m"]["year"])
        return self.year_of(slug, before["m"]["year"]) if before else None

    def relative_years(self, items, facts):
        known = [fact["year"] for fact in facts if isinstance(fact["year"], str)]
        for fact in facts:
            if not isinstance(fact["year"], dict):
                continue
            item = fact["year"]
            steps = 1 if item["m"]["n"] == "a" else whole(item["m"]["n"])
            if item["m"]["side"] == "earlier":
                steps = -steps
            if not known:
                raise False_("“%s” than when" % item["text"])
            start = start_year(known[0]) + steps
            fact["year"] = "%d/%02d" % (start, (start + 1) % 100)

    # ---- checks of what compares
    def context(self, item, items, facts, councils=False):
        """Subject, year and per head that a comparison speaks of: of the last amount before it, else the first after."""
        before = [fact for fact in facts if fact["at"] < item["at"]]
        after = [fact for fact in facts if fact["at"] > item["at"]]
        subjects = [(i["at"], self.subject_in(i)) for i in items if self.subject_in(i)]
        prior = [s for at, s in subjects if at < item["at"] and (not councils or "code" in s)]
        later = [s for at, s in subjects if at > item["at"] and (not councils or "code" in s)]
        subject = prior[-1] if prior else later[0] if later else None
        return subject, before, after

    def own_year(self, item, items, slug):
        for other in items[item["at"] + 1:]:
            if other["kind"] in ("rank", "place", "rankother") or (other["kind"] == "mark" and other["text"] == ";"):
                break
            if other["kind"] == "year":
                return self.year_of(slug, other["m"]["year"])
        earlier = [other for other in items[:item["at"]] if other["kind"] == "year"]
        if earlier:
            return self.year_of(slug, earlier[-1]["m"]["year"])
        raise False_("no year for “%s”" % item["text"])

    def rank(self, item, items, facts, slug, signed, place, high, head, group):
        subject, before, after = self.context(item, items, facts, councils=True)
        if subject is None or "code" not in subject:
            raise False_("a place of no council")
        year = self.own_year(item, items, slug)
        near = before[-1:] + after[:1]
        if not head:
            raw = [fact for fact in facts if not fact["head"]]
            head = any(i["kind"] == "perhead" for i in items) and not raw
        mine = self.value(subject, slug, year, head, signed)
        others = [self.value({"code": code}, slug, year, head, signed) for code in self.data.members(group["scope"])]
        others = [value for value in others if value is not None]
        if subject["code"] not in self.data.members(group["scope"]) or mine is None:
            raise False_("not one of “%s”" % item["text"])
        ahead = sum(1 for value in others if (value > mine if high else value < mine))
        if ahead + 1 != place or others.count(mine) != 1:
            raise False_("place %d, not “%s”" % (ahead + 1, item["text"]))

    def check_rank(self, item, items, facts, slug, signed):
        self.rank(item, items, facts, slug, signed, place_of(item["m"]["nth"]), item["m"]["way"] in ("most", "highest"), bool(item["m"]["head"]), item["group"])

    def check_rankother(self, item, items, facts, slug, signed):
        self.rank(item, items, facts, slug, signed, 1, item["m"]["way"] in ("more", "higher"), bool(item["m"]["head"]), item["group"])

    def check_place(self, item, items, facts, slug, signed):
        groups = [other["group"] for other in items if other["kind"] == "rank"]
        if not groups:
            raise Unread("a place among whom: “%s”" % item["text"])
        self.rank(item, items, facts, slug, signed, place_of(item["m"]["nth"]), item["m"]["way"] == "highest", False, groups[0])

    def check_did(self, item, items, facts, slug, signed):
        match = re.match(r"the (?P<nth>%s)(?P<way>most|least|highest|lowest)$" % NTH, item["m"]["x"])
        if not match:
            return
        groups = [other["group"] for other in items if other["kind"] == "group" and other["at"] < item["at"]]
        if not groups:
            raise Unread("among whom: “%s”" % item["text"])
        self.rank(item, items, facts, slug, signed, place_of(match.group("nth")), match.group("way") in ("most", "highest"), False, groups[0])

    def check_times(self, item, items, facts, slug, signed):
        subject, before, after = self.context(item, items, facts)
        if before and after:
            a, b = before[-1]["value"], after[0]["value"]
        elif len(before) == 2:
            a, b = before[1]["value"], before[0]["value"]
        elif len(after) == 1 and subject:
            year, head = after[0]["year"], after[0]["head"]
            a, b = self.value(subject, slug, year, head, signed), after[0]["value"]
        else:
            raise Unread("what is “%s”" % item["text"])
        if not a or not b or (a < 0) != (b < 0) or not ratio_shown(item["m"]["t"], abs(Fraction(a) / Fraction(b))):
            raise False_("“%s” of %s and %s" % (item["text"], a, b))

    def ends(self, facts, item):
        """Two amounts of one subject, older first."""
        pairs = sorted(facts, key=lambda fact: start_year(fact["year"]))
        if len(pairs) < 2 or pairs[0]["subject"] != pairs[-1]["subject"] or pairs[0]["year"] == pairs[-1]["year"]:
            raise Unread("a change of what: “%s”" % item["text"])
        return pairs[0], pairs[-1]

    def check_way(self, item, items, facts, slug, signed):
        up = item["text"] in ("rose", "grew", "increased", "climbed", "up")
        if len(facts) < 2:
            if any(other["kind"] in ("streak", "moves", "step") for other in items):
                return
            raise Unread("a change of what: “%s”" % item["text"])
        old, new = self.ends(facts, item)
        if new["value"] == old["value"] or (new["value"] > old["value"]) != up:
            raise False_("“%s” from %s to %s" % (item["text"], old["value"], new["value"]))

    def check_riseof(self, item, items, facts, slug, signed):
        old, new = self.ends(facts, item)
        if (new["value"] > old["value"]) != ((item["m"]["way"] or item["m"]["way2"]) in ("rise", "increase")):
            raise False_("“%s”" % item["text"])

    def check_multiplied(self, item, items, facts, slug, signed):
        old, new = self.ends(facts, item)
        if old["value"] == 0 or not ratio_shown(item["text"], abs(Fraction(new["value"]) / Fraction(old["value"]))):
            raise False_("“%s” from %s to %s" % (item["text"], old["value"], new["value"]))

    def delta(self, item, at, items, facts, slug, signed):
        shown = item["text"]
        after = items[at + 1] if at + 1 < len(items) else None
        if after and after["kind"] == "word" and after["text"] in ("more than", "less than"):
            other = self.subject_in(items[at + 2]) if at + 2 < len(items) else None
            subject = next((self.subject_in(i) for i in reversed(items[:at]) if self.subject_in(i)), None)
            if not other or not subject:
                raise Unread("a difference of what: “%s”" % shown)
            if facts:
                year, head = facts[0]["year"], facts[0]["head"]
            else:
                year, head = self.own_year(item, items, slug), any(i["kind"] == "perhead" for i in items)
            a, b = self.value(subject, slug, year, head, signed), self.value(other, slug, year, head, signed)
            if a is None or b is None or (a > b) != (after["text"] == "more than") or not is_rounding(abs(a - b), number_in(shown)):
                raise False_("“%s %s” of %s and %s" % (shown, after["text"], a, b))
            return
        old, new = self.ends(facts, item)
        difference = new["value"] - old["value"]
        if shown.endswith("percent") and self.data.fields[slug]["unit"] != "percent":
            if old["value"] * signed <= 0 and old["value"] <= 0:
                raise False_("a percentage on a base that is not above zero")
            difference = quotient(difference * 100, old["value"])
        if not is_rounding(abs(difference), number_in(shown)):
            raise False_("a change of “%s” is %s" % (shown, difference))

    def check_span(self, item, items, facts, slug, signed):
        old, new = self.ends(facts, item)
        steps = 1 if item["m"]["n"] == "a" else whole(item["m"]["n"])
        if start_year(new["year"]) - start_year(old["year"]) != steps:
            raise False_("“%s” from %s to %s" % (item["text"], old["year"], new["year"]))

    def series(self, subject, slug, first, last, signed, head=False):
        values = []
        for start in range(first, last + 1):
            value = self.value(subject, slug, "%d/%02d" % (start, (start + 1) % 100), head, signed)
            if value is None:
                raise False_("no figure of %d" % start)
            values.append(value)
        return values

    def check_streak(self, item, items, facts, slug, signed):
        number = whole(item["m"]["n"])
        last = max(facts, key=lambda fact: start_year(fact["year"]))
        ups = [i["text"] in ("rose", "grew", "increased", "climbed") for i in items if i["kind"] == "way"]
        if not ups:
            raise Unread("a row of what: “%s”" % item["text"])
        end = start_year(last["year"])
        values = self.series(last["subject"], slug, end - number, end, signed)
        if not all((b > a) == ups[0] and a != b for a, b in zip(values, values[1:])):
            raise False_("“%s”" % item["text"])
        if len(facts) > 1 and start_year(min(facts, key=lambda f: start_year(f["year"]))["year"]) != end - number:
            raise False_("“%s” from another year" % item["text"])

    def check_moves(self, item, items, facts, slug, signed):
        number = whole(item["m"]["n"])
        up = item["m"]["way"] == "rises"
        last = max(facts, key=lambda fact: start_year(fact["year"]))
        ways = [i["text"] in ("rose", "grew", "increased", "climbed", "up") for i in items if i["kind"] == "way"]
        end = start_year(last["year"])
        if len(facts) > 1:
            old, new = self.ends(facts, item)
            turned = start_year(new["year"]) - start_year(old["year"]) == 1 and (new["value"] > old["value"]) != up
        else:
            step = self.series(last["subject"], slug, end - 1, end, signed)
            turned = bool(ways) and ways[0] != up and (step[1] > step[0]) == ways[0] and step[0] != step[1]
        if ways and ways[0] != up and not turned:
            raise False_("“%s” and the other way" % item["text"])
        if turned:
            end -= 1
        values = self.series(last["subject"], slug, end - number, end, signed)
        if not all((b > a) == up and a != b for a, b in zip(values, values[1:])):
            raise False_("“%s”" % item["text"])

    def check_recordsince(self, item, items, facts, slug, signed):
        subject, _, _ = self.context(item, items, facts)
        now = start_year(self.own_year_of_facts(item, items, facts, slug))
        since = start_year(self.year_of(slug, item["m"]["year"]))
        self.record(subject, slug, since, now, signed, item["m"]["way"] == "highest", item)

    def check_recordyears(self, item, items, facts, slug, signed):
        subject, _, _ = self.context(item, items, facts)
        now = start_year(self.own_year_of_facts(item, items, facts, slug))
        self.record(subject, slug, now - whole(item["m"]["n"]), now, signed, item["m"]["way"] in ("more", "higher"), item)

    def own_year_of_facts(self, item, items, facts, slug):
        return facts[0]["year"] if facts else self.own_year(item, items, slug)

    def record(self, subject, slug, first, last, signed, high, item):
        values = self.series(subject, slug, first, last, signed)
        if len(values) < 2 or not all((values[-1] > value) if high else (values[-1] < value) for value in values[:-1]):
            raise False_("“%s”" % item["text"])

    def check_step(self, item, items, facts, slug, signed):
        subject, _, _ = self.context(item, items, facts)
        since = start_year(self.year_of(slug, item["m"]["year"]))
        number = whole(item["m"]["n"])
        last = start_year(self.years[slug][-1])
        values = self.series(subject, slug, since - number, max(since, max([start_year(f["year"]) for f in facts] + [since])), signed)
        before, later = values[:number], values[number:]
        high = item["m"]["way"] == "higher"
        if not (min(later) > max(before) if high else max(later) < min(before)):
            raise False_("“%s”" % item["text"])

    def check_tended(self, item, items, facts, slug, signed):
        old, new = self.ends(facts, item)
        values = [self.value(old["subject"], slug, year, False, signed) for year in self.years[slug] if start_year(old["year"]) <= start_year(year) <= start_year(new["year"])]
        values = [value for value in values if value is not None]
        score = sum((b > a) - (b < a) for i, a in enumerate(values) for b in values[i + 1:])
        if score == 0 or (score > 0) != (item["m"]["way"] == "rise"):
            raise False_("“%s”: %d" % (item["text"], score))

    def check_firsttime(self, item, items, facts, slug, signed):
        since = start_year(self.year_of(slug, item["m"]["year"]))
        subjects = [self.subject_in(i) for i in items if self.subject_in(i)]
        words = [i["text"] for i in items if i["kind"] == "word" and i["text"].endswith(" than")]
        if len(subjects) != 2 or len(words) != 1 or not facts:
            raise Unread("who passed whom")
        now = start_year(facts[0]["year"])
        a = self.series(subjects[0], slug, since, now, signed)
        b = self.series(subjects[1], slug, since, now, signed)
        more = words[0] in ("more than", "higher than")
        if not (a[-1] > b[-1] if more else a[-1] < b[-1]) or not all((x < y) if more else (x > y) for x, y in zip(a[:-1], b[:-1])):
            raise False_("“%s”" % item["text"])

    def shares(self, items, facts, slug, signed):
        for at, item in enumerate(items):
            percent = item["kind"] == "amount" and item["text"].endswith("percent") and self.share_at(items, at)
            if item["kind"] != "fraction" and not percent:
                continue
            group = next((i["group"] for i in items[at:] if i["kind"] == "group"), None)
            subject = next((self.subject_in(i) for i in reversed(items[:at]) if self.subject_in(i)), None) or next((self.subject_in(i) for i in items if i["kind"] == "council"), None)
            years = [i for i in items if i["kind"] == "year"]
            if not group or not subject or not years or "code" not in subject:
                raise Unread("a share of what: “%s”" % item["text"])
            year = self.year_of(slug, years[0]["m"]["year"])
            part = self.value(subject, slug, year, False)
            whole_ = self.data.operand({"field": slug, "year": year, "measure": "sum"}, group["scope"])
            self.share_true(item, part, whole_)

    def share_true(self, item, part, whole_):
        if part is None or not whole_:
            raise False_("a share of nothing")
        if item["kind"] == "fraction":
            if not ratio_shown(item["m"]["t"], abs(Fraction(part) / Fraction(whole_))):
                raise False_("“%s” of %s in %s" % (item["text"], part, whole_))
        elif not is_rounding(quotient(part * 100, whole_), number_in(item["text"])):
            raise False_("“%s” of %s in %s" % (item["text"], part, whole_))

    # ---- counts
    def counts(self, items, slug, text):
        years = [i for i in items if i["kind"] == "year"]
        if not years:
            raise False_("no year")
        year = self.year_of(slug, years[0]["m"]["year"])
        block = self.data.values.get((slug, year), {})
        group = next((i["group"] for i in items if i.get("group")), None)
        if not group:
            raise Unread("among whom")
        members = [code for code in self.data.members(group["scope"]) if code in block]
        limit = next((i for i in items if i["kind"] == "did" and i["m"].get("limit")), None)
        if any(i["kind"] == "fraction" or (i["kind"] == "amount" and i["text"].endswith("percent")) for i in items) and not limit:
            top = next((i for i in items if i["kind"] == "topof"), None)
            if not top or group["num"] is None or group["num"] != len(members):
                raise Unread("the top of what")
            values = sorted((block[code] for code in members), reverse=True)
            share = next(i for i in items if i["kind"] == "fraction" or (i["kind"] == "amount" and i["text"].endswith("percent")))
            return self.share_true(share, sum(values[:whole(top["m"]["n"])]), sum(values))
        if limit:
            bound, _ = number_in(limit["m"]["x"])
            meets = [code for code in members if (block[code] > bound if limit["m"]["limit"] == "more" else block[code] < bound)]
        elif any(i["kind"] == "negative" for i in items):
            meets = [code for code in members if block[code] < 0]
        else:
            raise Unread("what is counted")
        if any(i["kind"] == "only" for i in items):
            councils = [self.subject_in(i)["code"] for i in items if i["kind"] == "council"]
            if meets != councils:
                raise False_("the only one: %s" % meets)
            for item in items:
                if item["kind"] == "amount" and not is_rounding(block[councils[0]], number_in(item["text"])):
                    raise False_("“%s” is %s" % (item["text"], block[councils[0]]))
            return None
        top = next((i for i in items if i["kind"] == "topof"), None)
        number = whole(top["m"]["n"]) if top else group["num"]
        if number != len(meets) or (top and group["num"] != len(members)):
            raise False_("%d, not “%s”" % (len(meets), number))
        return None

    # ---- parts of a whole
    def part_value(self, part, whole_slug, year, scope):
        return self.data.operand({"field": part, "year": year, "measure": "share", "of_field": whole_slug}, scope)

    def pence(self, items, slug):
        years = [self.year_of("total_service_expenditure", i["m"]["year"]) for i in items if i["kind"] == "year"]
        amounts = [i for i in items if i["kind"] == "amount" and i["text"].endswith("p")]
        self.part_amounts(items, slug, "total_service_expenditure", {}, years, amounts, lambda value, text: value.quantize(Decimal(1), rounding="ROUND_HALF_UP") == int(text[:-1]))

    def part_amounts(self, items, part, whole_slug, scope, years, amounts, fits):
        if len(years) != len(amounts):
            raise Unread("years and amounts")
        values = []
        for year, amount in zip(years, amounts):
            value = self.part_value(part, whole_slug, year, scope)
            if value is None or not fits(value, amount["text"]):
                raise False_("“%s” is %s in %s" % (amount["text"], value, year))
            values.append((start_year(year), value))
        values.sort()
        for item in items:
            if item["kind"] == "way" and (values[-1][1] > values[0][1]) != (item["text"] == "up"):
                raise False_("“%s”" % item["text"])
        return values

    def parts(self, items):
        nouns = [i for i in items if i["kind"] == "noun"]
        group = next((i["group"] for i in items if i["kind"] == "group"), None)
        if len(nouns) != 2 or not group:
            raise Unread("a part of what")
        part, whole_slug = next(iter(nouns[0]["slugs"])), next(iter(nouns[1]["slugs"]))
        years = [self.year_of(whole_slug, i["m"]["year"]) for i in items if i["kind"] == "year"]
        amounts = [i for i in items if i["kind"] == "amount" and i["text"].endswith("percent")]
        points = [i for i in items if i["kind"] == "amount" and "percentage point" in i["text"]]
        values = self.part_amounts(items, part, whole_slug, group["scope"], years, amounts, lambda value, text: is_rounding(value, number_in(text)))
        for item in points:
            if not is_rounding(abs(values[-1][1] - values[0][1]), number_in(item["text"])):
                raise False_("“%s”" % item["text"])

    # ---- the rest
    def relation(self, items):
        nouns = [i for i in items if i["kind"] == "noun"]
        group = next((i["group"] for i in items if i["kind"] == "group"), None)
        years = [i for i in items if i["kind"] == "year"]
        link = next(i for i in items if i["kind"] == "relation")
        if len(nouns) != 2 or not group or len(years) != 1:
            raise Unread("a relation of what")
        slugs = [next(iter(n["slugs"])) for n in nouns]
        heads = sum(1 for i in items if i["kind"] == "perhead")
        year = self.year_of(slugs[0], years[0]["m"]["year"])
        from check_factoids import spearman
        xs, ys = [], []
        for code in self.data.members(group["scope"]):
            x = self.value({"code": code}, slugs[0], year, heads == 2, self.sense(slugs[0], False))
            y = self.value({"code": code}, slugs[1], year, heads == 2, self.sense(slugs[1], False))
            if x is not None and y is not None:
                xs.append(x)
                ys.append(y)
        rho = spearman(xs, ys)
        if heads == 1 or abs(rho) < Decimal("0.5") or (rho > 0) != (link["m"]["way"] == "higher") or (group["num"] is not None and group["num"] != len(xs)):
            raise False_("“%s”: %s over %d" % (link["text"], rho, len(xs)))

    def missing(self, items):
        noun = next(i for i in items if i["kind"] == "noun")
        slug = next(iter(noun["slugs"]))
        year = self.year_of(slug, next(i for i in items if i["kind"] == "year")["m"]["year"])
        group = next(i["group"] for i in items if i.get("group"))
        block = self.data.values.get((slug, year), {})
        members = self.data.members(group["scope"])
        missing = [code for code in members if code not in block and self.data.eligible(slug, year, code)]
        top = next((i for i in items if i["kind"] == "topof"), None)
        number = whole(top["m"]["n"]) if top else group["num"]
        due = len([code for code in members if code in block or self.data.eligible(slug, year, code)])
        if number != len(missing) or (top and group["num"] != due):
            raise False_("%d of %d made no return" % (len(missing), due))

    def differed(self, items, slug):
        year = self.year_of(slug, next(i for i in items if i["kind"] == "year")["m"]["year"])
        for at, item in enumerate(items):
            if item["kind"] not in ("amount", "did"):
                continue
            subject = next((self.subject_in(i) for i in reversed(items[:at]) if self.subject_in(i)), None)
            if not subject:
                raise Unread("who differed")
            mod = subject["group"]["mod"] if "group" in subject else None
            if item["kind"] == "amount" and mod != "any two":
                raise False_("“%s” is no difference" % item["text"])
            value = self.value(subject, slug, year, False, 1 if mod == "any two" else self.sense(slug, False))
            if value is None or not is_rounding(value, number_in(item["m"]["x"])):
                raise False_("“%s” is %s" % (item["m"]["x"], value))


BALANCES = set()


def judge_all(judge, path):
    """Judges each line of the file and prints what came of it; 1 if any is false or cannot be read."""
    counts = defaultdict(Counter)
    with open(path, encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            try:
                judge.judge(row["text"])
                counts[row["kind"]]["true"] += 1
            except False_ as why:
                counts[row["kind"]]["false"] += 1
                print("FALSE (%s): %s\n    %s" % (row["kind"], row["text"], why))
            except (Unread, AssertionError, KeyError, IndexError, ValueError, StopIteration, TypeError, AttributeError, ArithmeticError) as why:
                counts[row["kind"]]["unread"] += 1
                print("UNREAD (%s): %s\n    %s %s" % (row["kind"], row["text"], type(why).__name__, why))
    total = Counter()
    for kind in sorted(counts):
        print("%s: %s" % (kind, ", ".join("%d %s" % (number, what) for what, number in sorted(counts[kind].items()))))
        total.update(counts[kind])
    print("%d texts judged, %d true, %d false, %d unread" % (sum(total.values()), total["true"], total["false"], total["unread"]))
    return 1 if total["false"] or total["unread"] else 0


def main():
    if len(sys.argv) != 4:
        print(__doc__, file=sys.stderr)
        return 2
    data = Data(sys.argv[1])
    with open(sys.argv[2], encoding="utf-8") as file:
        words = json.load(file)
    traits_path = sys.argv[2].replace("en.json", "fields.json")
    with open(traits_path, encoding="utf-8") as file:
        BALANCES.update(slug for slug, entry in json.load(file)["fields"].items() if entry.get("balance"))
    BALANCES.update(slug for slug, entry in words["fields"].items() if entry.get("when") == "closing")
    return judge_all(Judge(data, words), sys.argv[3])


if __name__ == "__main__":
    sys.exit(main())
