"""Welsh words for the independent checks: numbers in every mutated form, and amounts, ratios and places put into the
English words that the checks know. Written from the grammar, not from the program."""
import re

VOWELS = "aeiouwyâêîôûŵŷáéíóú"
SOFT = [("ll", "l"), ("rh", "r"), ("p", "b"), ("t", "d"), ("c", "g"), ("b", "f"), ("d", "dd"), ("g", ""), ("m", "f")]
NASAL = [("p", "mh"), ("t", "nh"), ("c", "ngh"), ("b", "m"), ("d", "n"), ("g", "ng")]
ASPIRATE = [("p", "ph"), ("t", "th"), ("c", "ch")]
FIXED = ("ch", "ph", "th", "dd", "ff", "ng", "mh", "nh")  # letters of two signs that never change


def mutated(phrase, table):
    """The phrase with its first letter after the mutation; None where it has none."""
    lower = phrase[:2].lower()
    if lower.startswith(FIXED):
        return None
    for plain, changed in table:
        if lower.startswith(plain) and (lower != "ll" or plain == "ll") and (lower != "rh" or plain == "rh"):
            made = changed + phrase[len(plain):]
            return made[0].upper() + made[1:] if phrase[0].isupper() else made
    return None


def soft(phrase):
    return mutated(phrase, SOFT) or phrase


def forms(phrase):
    """The phrase and its mutations."""
    return [phrase] + [made for made in (mutated(phrase, table) for table in (SOFT, NASAL, ASPIRATE)) if made]


ENGLISH = "zero one two three four five six seven eight nine ten".split()
CARDINALS = {}
for number, words in enumerate(["dim", "un", "dau dwy", "tri tair", "pedwar pedair", "pump pum", "chwech chwe", "saith", "wyth", "naw", "deg deng"]):
    for word in words.split():
        for form in forms(word):
            CARDINALS.setdefault(form, number)
for form in ("neng", "neg", "ddim"):
    CARDINALS.pop(form, None)  # no numeral is said so in a factoid
ORDINALS = {"cyntaf": 1, "gyntaf": 1, "ail": 2}
for number, words in enumerate(["trydydd trydedd", "pedwerydd pedwaredd", "pumed", "chweched", "seithfed", "wythfed", "nawfed", "degfed"], 3):
    for word in words.split():
        for form in forms(word):
            ORDINALS[form] = number
# The ending is that of the last word of the traditional count: unfed ar ddeg, deuddegfed, ... ugeinfed.
TEENS = ["eg", "fed", "eg", "eg", "fed", "eg", "eg", "fed", "eg", "fed"]


def ending_of(number):
    if number <= 20:
        return TEENS[number - 11]
    return "ain" if number < 100 and number % 20 else "fed"


ORDINAL = r"(?:%s|\d+(?:eg|fed|ain))" % "|".join(sorted(ORDINALS, key=len, reverse=True))
CARDINAL = r"(?:%s|\d[\d,]*\d|\d)(?![\w'])" % "|".join(sorted(CARDINALS, key=len, reverse=True))
FRACTIONS = {"hanner": "half", "traean": "a third", "draean": "a third", "chwarter": "a quarter", "pumed ran": "a fifth", "bumed ran": "a fifth",
             "degfed ran": "a tenth", "ddegfed ran": "a tenth", "dwy ran o dair": "two thirds", "ddwy ran o dair": "two thirds",
             "tri chwarter": "three quarters", "dri chwarter": "three quarters"}
FRACTION = "|".join(sorted(FRACTIONS, key=len, reverse=True))
TIMES = {form: 2 for form in forms("dwywaith")}
TIMES.update({form: 3 for form in forms("teirgwaith")})
QUALIFIERS = {"bron i ": "nearly ", "mwy na ": "more than ", "tua ": "about "}
VERBS = {"dyblodd": "doubled", "treblodd": "trebled", "hanerodd": "halved", "ddyblodd": "doubled", "dreblodd": "trebled", "pedryblodd": "quadrupled"}
SCALES = {"miliwn": "million", "biliwn": "billion", "triliwn": "trillion"}
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?: (?:miliwn|biliwn|triliwn))?"
AMOUNT = r"(?:minws |tua )*(?:£%s|%s pwynt canran|%s y cant|\d+c|%s)(?![\w/]|[.,]\d)" % ((NUMBER,) * 4)
TIMES_OF = r"(?:(?:bron i|mwy na|tua) )?(?:%s|(?:%s|\d[\d,]*(?:\.\d+)?) (?:g|ng)?waith)" % ("|".join(sorted(TIMES, key=len, reverse=True)),
                                                                                  "|".join(sorted(CARDINALS, key=len, reverse=True)))


def cardinal(word):
    """The number that a word or digits say; None: none."""
    word = word.replace(",", "").lower()
    return int(word) if word.isdigit() else CARDINALS.get(word)


def ordinal(word):
    """The place that “trydydd” or “11eg” says; None where it is none or has a wrong ending."""
    word = word.lower()
    match = re.fullmatch(r"(\d+)(eg|fed|ain)", word)
    if match:
        number = int(match.group(1))
        return number if number > 10 and match.group(2) == ending_of(number) else None
    return ORDINALS.get(word)


def in_digits(number):
    return ENGLISH[number] if 0 <= number < len(ENGLISH) else str(number)


def amount(text):
    """“minws £64.6 miliwn” as “minus £64.6 million”."""
    for welsh, english in SCALES.items():
        text = re.sub(r"(?<=\d )%s\b" % welsh, english, text)
    text = re.sub(r"(?<=\d )y cant\b", "percent", re.sub(r"(?<=\d )pwynt canran\b", "percentage points", text))
    text = re.sub(r"\btua (?=£|\d)", "about ", re.sub(r"\bminws (?=£|\d)", "minus ", text))
    return re.sub(r"(?<![\w.,])(\d+)c\b", r"\1p", text)


def ratio(text):
    """“bron i ddwywaith cymaint”, “pum gwaith”, “traean”, “dyblodd” in English words; None: not read."""
    text = re.sub(r" (?:cymaint|mor uchel)$", "", text.strip())
    text = text[:1].lower() + text[1:]
    if text in FRACTIONS:
        return FRACTIONS[text]
    if text in VERBS:
        return VERBS[text]
    before = ""
    for welsh, english in QUALIFIERS.items():
        if text.startswith(welsh):
            before, text = english, text[len(welsh):]
    if text in TIMES:
        return before + ("twice" if TIMES[text] == 2 else "three times")
    match = re.fullmatch(r"(\S+) (?:g|ng)?waith", text)
    if not match:
        return None
    number = match.group(1)
    return before + (number if number[0].isdigit() else ENGLISH[CARDINALS[number]] if number in CARDINALS else "no") + " times"


def in_english(shown):
    """What a claim shows, in the English words that it stands for, as far as its numbers go."""
    said = ratio(shown)
    if said:
        return said
    text = re.sub(r"\b([Yy])r unig\b", "the only", amount(shown))
    text = re.sub(r"\bunrhyw un\b", "any", text)
    text = re.sub(r" o blith ", " of ", re.sub(r" nag? ", " than ", re.sub(r"\bers\b", "since", text)))

    def word(match):
        place = ordinal(match.group(0))
        if place is not None:
            return "%dth" % place
        number = CARDINALS.get(match.group(0).lower())
        return match.group(0) if number is None else ENGLISH[number]
    return re.sub(r"[^\W_]+", word, text)


def dates(start):
    """How a year is said: of a balance at its end or its start, or in its middle."""
    return ["mis Mawrth %d" % (start + 1), "mis Ebrill %d" % start, "mis Rhagfyr %d" % start, "canol %d" % start, "nghanol %d" % start]
