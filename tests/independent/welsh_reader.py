"""Reads a Welsh sentence into the items of check_model_replies: who, how much, when, and what compares them.

The verb comes first in Welsh and carries who and how much, so a clause of a field is read as a whole and gives them in the
order who, amount. An item's `text` is in English words, those that the checks know.
"""
import re
from collections import Counter

import welsh_words as welsh
from check_model_replies import Unread
from welsh_words import CARDINAL, FRACTION, ORDINAL, TIMES_OF, cardinal, forms, ordinal, soft

YEARS = r"(?:b|f)?lwyddyn|(?:%s) (?:m|b|f)lynedd" % CARDINAL
YEAR = r"(?:mis (?:Mawrth|Ebrill|Rhagfyr) \d{4}|\d{4}/\d{2}|n?g?h?c?anol \d{4})"
MORE = {"mwy": "more", "fwy": "more", "llai": "less", "lai": "less", "uwch": "higher", "is": "lower"}
MOST = {"mwyaf": "most", "fwyaf": "most", "lleiaf": "least", "leiaf": "least", "uchaf": "highest", "isaf": "lowest"}
WAYS = {"cododd": "rose", "gostyngodd": "fell", "i fyny": "up", "i lawr": "down"}
WORDS = set("oedd roedd yn a ac ond y yr i â ag na nag aeth neu dilynodd ar at gan".split()) | {
    "gyda'i gilydd", "ar draws", "yn gyfrifol am", "roedd y ffigur yn", "o ran", "rhwng", "o gymharu â", "o gymharu ag", "ar ôl", "gan ddilyn", "ar gyfer"}
ARTICLE = re.compile(r"'r (?=\S)")


def plain(text):
    """Without the joined article: “o'r 22” as “o yr 22”."""
    return ARTICLE.sub(" yr ", text)


def one_of(phrases):
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def years_in(text):
    """How many years “blwyddyn”, “naw mlynedd” are, in digits."""
    number = text.split()[0]
    return "1" if number.endswith("lwyddyn") else str(cardinal(number))


def spoken_year(text):
    if text.startswith("mis"):
        return text[4:].replace("Mawrth", "March").replace("Ebrill", "April").replace("Rhagfyr", "December")
    return "mid-" + text[-4:] if " " in text else text


class Reader:
    def __init__(self, data, words):
        self.data = data
        self.fields = {slug: {key: plain(value) for key, value in entry.items() if isinstance(value, str)} for slug, entry in words["fields"].items() if slug in data.fields}
        self.lifts = [plain(entry["lift"]) for entry in list(words["fields"].values()) + [words["fallback"]] if entry.get("lift")]
        self.read_councils(data, words)
        self.read_groups(words)
        self.patterns = [(kind, re.compile(pattern), make) for kind, pattern, make in self.phrases()]

    def read_councils(self, data, words):
        self.councils = {}
        counts = Counter(row["name"] for row in data.councils.values())
        for code, row in data.councils.items():
            spoken = words["spoken_names"].get(row["name"], row["name"])
            names = forms(spoken) if row["nation"] == "Wales" else [spoken]
            if counts[row["name"]] > 1 or row["name"] in words["regions"]:
                kind = words["types"][row["type"]]["one"]
                article = "yr" if kind[0] in welsh.VOWELS else "y"
                said = "y cyn-" + soft(kind) if row.get("active_to") else article + " " + kind
                names = ["%s (%s)" % (name, said) for name in names]
            for name in names:
                self.councils.setdefault(plain(name), []).append(code)
        self.council_pattern = re.compile(r"(?:%s)(?![\w-])(?! \((?:y cyn-|yr? (?:c|a)))" % one_of(self.councils))

    def read_groups(self, words):
        self.kinds, self.many, self.implied = {}, set(), set()
        for name, kind in list(words["types"].items()) + [("", words["council"])]:
            for phrase in [kind["one"], kind["many"]] + kind.get("also", []):
                for form in forms(phrase):
                    self.kinds[form] = name
                    if phrase == kind["many"] or phrase.endswith("dau"):
                        self.many.add(form)
                    if name and kind["nation"]:
                        self.implied.add(form)
        # The councils of Scotland, Wales and Northern Ireland are of one kind each, called “cyngor” alone.
        for phrase in (words["council"]["one"], words["council"]["many"]):
            for form in forms(phrase):
                self.kinds[form] = ""
                self.implied.discard(form)
        self.place_in, self.place_of = {}, {}
        places = [(entry, (nation, "")) for nation, entry in words["nations"].items()]
        places += [(entry, ("", region)) for region, entry in words["regions"].items()] + [(words["whole"], ("", ""))]
        for entry, where in places:
            self.place_in[plain(entry["in"])] = where
            self.place_of[plain(entry["of"]).strip()] = where
        self.group_pattern = re.compile(
            r"(?:(?P<art>yr?) )?(?:(?P<any>unrhyw) )?(?:(?P<num>%s) )?(?P<kind>%s)(?![\w-])(?: (?P<mod>cyfartalog|nodweddiadol))?(?P<other> arall)?"
            r"(?: (?P<in>%s)(?!\w)| (?P<of>%s)(?!\w))?(?P<rep> a gyflwynodd ffigurau)?(?!\w)" % (CARDINAL, one_of(self.kinds), one_of(self.place_in), one_of(self.place_of)))

    # ---- who
    def group_at(self, text, at):
        """(end, group) of the group that is named there, or None."""
        match = self.group_pattern.match(text, at)
        if not match:
            return None
        said, kind = match.groupdict(), match.group("kind")
        number = cardinal(said["num"]) if said["num"] else None
        if (kind in self.many) != bool(said["of"]) or (kind not in self.many and not said["in"] and kind not in self.implied):
            return None
        if (said["mod"] and not said["art"]) or (said["rep"] and not number):
            return None
        scope = {"type": self.kinds[kind]} if self.kinds[kind] else {}
        nation, region = self.place_in.get(said["in"]) or self.place_of.get(said["of"]) or ("", "")
        scope.update({key: value for key, value in (("nation", nation), ("region", region)) if value})
        mod = {"cyfartalog": "average", "nodweddiadol": "typical", None: None}[said["mod"]]
        if said["any"] and number == 2:
            mod, number = "any two", None
        return match.end(), {"scope": scope, "mod": mod, "num": number, "rep": bool(said["rep"]), "owned": bool(said["art"]),
                             "any": bool(said["any"]), "other": bool(said["other"])}

    def who_at(self, text, at):
        """(end, items) of who is named there; the longest reading."""
        if (text, at) not in self.named:
            self.named[(text, at)] = self.find_who(text, at)
        found = self.named[(text, at)]
        return (found[0], [dict(item) for item in found[1]]) if found else None

    def find_who(self, text, at):
        found = []
        match = self.council_pattern.match(text, at)
        if match:
            found.append((match.end(), [self.made("council", match.group(0), {}, codes=self.councils[match.group(0)])]))
        group = self.group_at(text, at)
        if group and not group[1]["any"] or group and group[1]["mod"]:
            found.append((group[0], [self.made("group", text[at:group[0]], {}, group=group[1])]))
        match = re.compile(r"yr un (cyfartalog|nodweddiadol)").match(text, at)
        if match:
            found.append((match.end(), [self.made("mod", match.group(0), {"mod": "average" if match.group(1) == "cyfartalog" else "typical"})]))
        match = re.compile(r"(%s) o (?=yr )" % CARDINAL).match(text, at)
        rest = self.group_at(text, match.end()) if match else None
        if rest:
            top = self.made("topof", match.group(0), {"n": str(cardinal(match.group(1)))})
            found.append((rest[0], [top, self.made("group", text[match.end():rest[0]], {}, group=rest[1])]))
        return max(found, key=lambda each: each[0]) if found else None

    @staticmethod
    def made(kind, text, m, **more):
        return dict(kind=kind, text=text, m=m, **more)

    # ---- fixed phrases: kind, pattern, what the match says
    def phrases(self):
        year = lambda m: {"year": spoken_year(m["year"])}
        place = lambda m: {"nth": "%dth " % self.place(m["nth"]) if m["nth"] else "", "way": MOST[m["way"]], "head": m["head"]}
        nth = r"yr? (?:(?P<nth>%s) )?(?P<way>%s)(?P<head> y pen)?" % (ORDINAL, "|".join(MOST))
        more = r"(?P<way>mwy|fwy|llai|lai|uwch|is)"
        return [
            ("tail", r", cyn chwyddiant|, yn ôl ffigurau dros dro|, yn ôl ffigurau amcangyfrifedig|, o yr (?P<n>%s) a gyflwynodd ffigurau" % CARDINAL,
             lambda m: {"n": m["n"] and str(cardinal(m["n"]))}),
            ("firsttime", r"am y tro cyntaf ers o leiaf (?P<year>%s)" % YEAR, year),
            ("step", more + r" ym mhob blwyddyn ers (?P<year>%s) nag yn unrhyw un o yr (?P<n>%s) cyn hynny" % (YEAR, YEARS),
             lambda m: {"way": MORE[m["way"]], "n": years_in(m["n"]), "year": spoken_year(m["year"])}),
            ("recordyears", more + r" nag yn unrhyw un o yr (?P<n>%s) (?:f|b)laenorol" % YEARS, lambda m: {"way": MORE[m["way"]], "n": years_in(m["n"])}),
            ("recordsince", r"yr (?P<way>uchaf|isaf) ers o leiaf (?P<year>%s)" % YEAR, lambda m: {"way": MOST[m["way"]], "year": spoken_year(m["year"])}),
            ("rankother", more + r"(?P<head> y pen)? nag unrhyw (?P<one>un arall o )?(?=(?P<who>))", lambda m: {"way": MORE[m["way"]], "head": m["head"]}),
            ("rank", nth + r" o blith (?=(?P<who>))", place),
            ("place", nth + r"(?! o blith)(?! ers)", place),
            ("only", r"yr unig (?P<one>un o )?(?=(?P<who>))", lambda m: {}),
            ("relation", r"yn cyd-fynd (?:â|ag)", lambda m: {}),
            ("compared", r"(?:uwch|is)(?! n?ag? )(?! ym )", lambda m: {}),
            ("missing", r"heb gyflwyno ffigurau(?: ar gyfer)?", lambda m: {}),
            ("differed", r"gwahaniaeth o", lambda m: {}),
            ("onaverage", r"ar gyfartaledd", lambda m: {}),
            ("tended", r"duedd (?P<way>gynyddol|ostyngol)", lambda m: {"way": "rise" if m["way"] == "gynyddol" else "fall"}),
            ("streak", r"(?P<n>%s) yn olynol" % YEARS, lambda m: {"n": years_in(m["n"])}),
            ("moves", r"(?P<n>%s) (?P<way>[cg]h?ynnydd|g?ostyngiad) yn olynol" % CARDINAL,
             lambda m: {"n": str(cardinal(m["n"])), "way": "rises" if m["way"].endswith("ynnydd") else "falls"}),
            ("earlier", r"(?P<n>%s) (?P<side>ynghynt|yn ddiweddarach)" % YEARS,
             lambda m: {"n": years_in(m["n"]), "side": "earlier" if m["side"] == "ynghynt" else "later"}),
            ("span", r"(?:mewn|dros|ymhen) (?P<n>%s)(?! yn olynol| ynghynt)" % YEARS, lambda m: {"n": years_in(m["n"])}),
            ("year", r"(?:yn (?=\d)|ym (?=mis)|yng (?=ngh))(?P<year>%s)" % YEAR, year),
            ("perhead", r"y pen|i bob preswylydd", lambda m: {}),
            ("inall", r"i gyd", lambda m: {}),
            ("times", r"(?P<t>%s|(?:%s)(?= cymaint| mor uchel))(?: cymaint| mor uchel| (?=yr? (?:minws )?[£\d]))" % (TIMES_OF, FRACTION),
             lambda m: {"t": welsh.ratio(m["t"])}),
            ("fraction", r"(?P<t>%s) o (?=holl )" % FRACTION, lambda m: {"t": welsh.ratio(m["t"])}),
            ("multiplied", "|".join(welsh.VERBS), None),
            ("riseof", r"(?P<way>cynnydd|gostyngiad) o", lambda m: {"way": "rise" if m["way"] == "cynnydd" else "fall", "way2": None}),
            ("way", one_of(WAYS), None),
            ("amount", welsh.AMOUNT, None),
            ("than", r"(?:yn )?(?P<way>mwy|fwy|llai|lai|uwch|is) nag?(?! yn | unrhyw )", lambda m: {}),
            ("mark", r"[;:,()–]", None),
            ("lift", one_of(self.lifts), None),
        ]

    @staticmethod
    def place(word):
        found = ordinal(word)
        if found is None:
            raise Unread("the place “%s”" % word)
        return found

    # ---- fields
    def clauses(self, text, at):
        """(end, items) of each clause of a field that starts there: the whole wording, or up to its amount."""
        for slug, entry in self.fields.items():
            percent = self.data.fields[slug]["unit"] == "percent"
            for key in ("did", "opposite", "has"):
                if key not in entry:
                    continue
                before, after = entry[key].split("{amount}")
                end, who = at, []
                if key != "has":
                    before, middle = re.split(r"\{name(?::soft)?\}", before)
                    if not text.startswith(before, at):
                        continue
                    named = self.who_at(text, at + len(before))
                    if not named:
                        continue
                    end, who = named
                    before = middle
                if not text.startswith(before, end):
                    continue
                x = re.compile(r"(?P<limit>(?:mwy|fwy|llai|lai) na )?(?P<x>%s)(?P<head> y pen)?" % welsh.AMOUNT).match(text, end + len(before))
                if not x or x.group("x").endswith("y cant") != percent or x.group("x").endswith(("canran", "c")):
                    continue
                full = text.startswith(after, x.end()) and not text[x.end() + len(after):][:1].isalnum()
                limit = x.group("limit") and ("more" if "wy" in x.group("limit") else "less")
                m = {"x": welsh.amount(x.group("x")), "limit": limit}
                if full or (key == "did" and not x.group("head") and not limit):
                    yield x.end() + (len(after) if full else 0), full, slug, key == "opposite", who, m, bool(x.group("head"))

    def topics(self, text, at):
        """(end, items) of each “gwariant Kent ar addysg” that starts there."""
        for slug, entry in self.fields.items():
            before, after = entry["topic"].split("{of}")
            for form in forms(before):
                if text.startswith(form, at):
                    break
            else:
                continue
            named = self.who_at(text, at + len(form))
            if not named:
                continue
            end, who = named
            head = text.startswith(" y pen", end)
            end += 6 if head else 0
            if text.startswith(after, end) and not text[end + len(after):][:1].isalnum():
                yield end + len(after), slug, who, head

    def nouns(self, text, at):
        """(end, slug) of each noun of a field that starts there, in any mutation."""
        for slug, entry in self.fields.items():
            for noun in (entry["noun"], entry.get("thing")):
                for form in forms(noun) if noun else ():
                    if text.startswith(form, at) and not text[at + len(form):][:1].isalnum():
                        yield at + len(form), slug

    def field_at(self, text, at):
        """(end, items) of the longest wording of a field."""
        best = None
        clauses = list(self.clauses(text, at))
        if clauses:
            end = max(each[0] for each in clauses)
            longest = [each for each in clauses if each[0] == end and each[1]] or [each for each in clauses if each[0] == end]
            again = {slug for _, _, slug, opposite, _, _, _ in clauses if not opposite}
            _, full, _, opposite, who, m, head = longest[0]
            did = self.made("did", m["x"], m, full=full, opposite=opposite, slugs={each[2] for each in longest}, again=again)
            best = end, who + [did] + ([self.made("perhead", "per head", {})] if head else [])
        topics = list(self.topics(text, at))
        if topics and (best is None or max(each[0] for each in topics) > best[0]):
            end = max(each[0] for each in topics)
            _, _, who, head = next(each for each in topics if each[0] == end)
            noun = self.made("noun", text[at:end], {}, slugs={each[1] for each in topics if each[0] == end}, of=True)
            best = end, who + [noun] + ([self.made("perhead", "per head", {})] if head else [])
        nouns = list(self.nouns(text, at))
        if nouns and (best is None or max(each[0] for each in nouns) > best[0]):
            end = max(each[0] for each in nouns)
            best = end, [self.made("noun", text[at:end], {}, slugs={slug for place, slug in nouns if place == end}, of=False)]
        return best

    # ---- the whole sentence
    def items(self, text):
        text = plain(text)
        if not text.endswith("."):
            raise Unread("no full stop")
        text, at, items = text[:-1], 0, []
        self.named = {}
        while at < len(text):
            if text[at] == " ":
                at += 1
                continue
            low = text[0].lower() + text[1:] if at == 0 else text
            found = self.item(text, at)
            if low != text:
                found = max([each for each in (found, self.item(low, at)) if each] or [None], key=lambda each: each[0] if each else 0)
            if not found or found[0] <= at:
                raise Unread("“%s”" % text[at:at + 40])
            items += found[1]
            at = found[0]
        return items

    def item(self, text, at):
        if at and text[at - 1].isalnum() and text[at].isalnum():
            return None
        best = None

        def offer(found):
            nonlocal best
            if found and (best is None or found[0] > best[0]):
                best = found
        for kind, pattern, make in self.patterns:
            match = pattern.match(text, at)
            if match and not (text[match.end() - 1].isalnum() and text[match.end():][:1].isalnum()):
                offer(self.phrase(kind, match, make, text))
        offer(self.who_at(text, at))
        offer(self.field_at(text, at))
        for entry in self.fields.values():
            if entry.get("pound") and text.startswith("o bob " + entry["pound"], at):
                offer((at + 6 + len(entry["pound"]), [self.made("pound", "of every service pound", {})]))
        match = re.compile(r"o'(?P<whose>i|u) ").match(text, at)
        wholes = list(self.nouns(text, match.end())) if match else []
        if wholes:
            end = max(each[0] for each in wholes)
            noun = self.made("noun", text[match.end():end], {}, slugs={slug for place, slug in wholes if place == end}, of=False)
            offer((end, [self.made("madeup", "made up", {"whose": match.group("whose")}), noun]))
        match = re.compile(r"(?:a oedd )?(?:â|ag) ").match(text, at)
        for end, slug in self.nouns(text, match.end()) if match else ():
            if text.startswith(" negyddol", end):
                offer((end + 9, [self.made("negative", "with negative ", {}), self.made("noun", text[match.end():end], {}, slugs={slug}, of=False)]))
        match = re.compile(r"o (?P<all>holl )?").match(text, at)
        if match:
            offer((match.end(), [self.made("word", "of" if match.group("all") else "from", {})]))
        for word in WORDS:
            if text.startswith(plain(word), at) and not text[at + len(plain(word)):][:1].isalnum():
                offer((at + len(plain(word)), [self.made("word", word, {})]))
        match = re.compile(r"holl ").match(text, at)
        if match:
            offer((match.end(), [self.made("word", "all", {})]))
        return best

    def phrase(self, kind, match, make, text):
        said = match.groupdict()
        if kind in ("rank", "rankother", "only"):
            group = self.group_at(text, match.end()) if kind == "rank" or said.get("one") else self.group_at("unrhyw " + text[match.end():], 0)
            if not group:
                return None
            end = group[0] if kind == "rank" or said.get("one") else match.end() + group[0] - len("unrhyw ")
            if kind == "rankother" and not said["one"] and not group[1]["other"]:
                return None
            return end, [self.made(kind, text[match.start():end], make(said), group=dict(group[1], any=False))]
        if kind == "amount":
            shown = welsh.amount(match.group(0))
            return match.end(), [self.made(kind, shown, {"x": shown})]
        if kind == "multiplied":
            return match.end(), [self.made(kind, welsh.VERBS[match.group(0)], {})]
        if kind == "way":
            return match.end(), [self.made(kind, WAYS[match.group(0)], {})]
        if kind == "than":
            return match.end(), [self.made("word", MORE[said["way"]] + " than", {})]
        if kind == "lift":
            return match.end(), [self.made("word", "lift", {})]
        if kind == "mark":
            return match.end(), [self.made(kind, match.group(0), {})]
        return match.end(), [self.made(kind, match.group(0), make(said))]
