#include "core/factoids/english_reader.h"

#include <QRegularExpression>

namespace factoid {

using What = Mention::Kind;
using Form = MentionedYear::Form;

namespace {

std::optional<Form> formOfMonth(const QString& month) {
    if (month == QLatin1String("March"))
        return Form::March;
    if (month == QLatin1String("April"))
        return Form::April;
    if (month == QLatin1String("December"))
        return Form::December;
    return std::nullopt;
}

} // namespace

void EnglishReader::readYears() {
    static const QRegularExpression kMiddle(QStringLiteral("^mid-([0-9]{4})$"));
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (!isFree(at) || readLabelAt(at))
            continue;
        const Token& token = m.tokens[at];
        Mention mention;
        mention.kind = What::Year;
        if (const auto middle = kMiddle.match(token.lower); middle.hasMatch()) {
            mention.year = {Form::Middle, middle.captured(1).toInt()};
            add(mention, at, at);
        } else if (const auto form = formOfMonth(token.text); form && calendarYearAt(at + 1)) {
            mention.year = {*form, *calendarYearAt(at + 1)};
            add(mention, at, at + 1);
        }
    }
}

// "a year later", "four years earlier": counted from the year named before.
void EnglishReader::readRelativeYears() {
    for (size_t at = 0; at + 2 < m.tokens.size(); ++at) {
        const auto number = is(at, "a") ? std::optional(1) : wholeAt(at);
        if (!number || !isAny(at + 1, {"year", "years"}) ||
            !isAny(at + 2, {"earlier", "later", "before"}))
            continue;
        if (const Mention* base = lastBefore(at, What::Year))
            addYearFrom(*base, is(at + 2, "later") ? *number : -*number, at, at + 2);
    }
}

// "the highest since at least 2010/11", "more than in any of the previous nine years"
void EnglishReader::readRecords() {
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        Mention record;
        if (is(at, "the") && isAny(at + 1, {"highest", "lowest"}) &&
            are(at + 2, {"since", "at", "least"})) {
            const int year = mentionStarting(at + 5, What::Year);
            if (year < 0)
                continue;
            Mention& named = m.mentions[static_cast<size_t>(year)];
            named.since = true;
            record.kind = What::RecordSince;
            record.high = is(at + 1, "highest");
            record.year = named.year;
            add(record, at, at + 4);
            continue;
        }
        if (!isAny(at, {"more", "less", "higher", "lower"}) ||
            !are(at + 1, {"than", "in", "any", "of", "the", "previous"}))
            continue;
        const auto years = wholeAt(at + 7);
        if (!years || !is(at + 8, "years"))
            continue;
        record.kind = What::RecordYears;
        record.high = isAny(at, {"more", "higher"});
        record.number = *years;
        add(record, at, at + 8);
    }
}

// "higher in every year since 2015/16 than in any of the six earlier years"
void EnglishReader::readSteps() {
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (!isAny(at, {"higher", "lower"}) || !are(at + 1, {"in", "every", "year", "since"}))
            continue;
        const int year = mentionStarting(at + 5, What::Year);
        if (year < 0)
            continue;
        const size_t past = m.mentions[static_cast<size_t>(year)].last + 1;
        const auto years = wholeAt(past + 5);
        if (!are(past, {"than", "in", "any", "of", "the"}) || !years ||
            !are(past + 6, {"earlier", "years"}))
            continue;
        Mention step;
        step.kind = What::Step;
        step.high = is(at, "higher");
        step.number = *years;
        m.mentions[static_cast<size_t>(year)].since = true;
        step.year = m.mentions[static_cast<size_t>(year)].year;
        add(step, at, past + 7);
    }
}

// "more than Devon's £4 million for the first time since at least 2014/15"
void EnglishReader::readCrossings() {
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (!are(at, {"for", "the", "first", "time", "since", "at", "least"}))
            continue;
        const int year = mentionStarting(at + 7, What::Year);
        size_t word = at;
        while (word > 0 && !(isAny(word, {"more", "less", "higher", "lower"}) && is(word + 1, "than")))
            --word;
        if (year < 0 || !isAny(word, {"more", "less", "higher", "lower"}))
            continue;
        Mention crossing;
        crossing.kind = What::Crossing;
        crossing.high = isAny(word, {"more", "higher"});
        m.mentions[static_cast<size_t>(year)].since = true;
        crossing.year = m.mentions[static_cast<size_t>(year)].year;
        // The name and the amount between the two parts keep their own mentions.
        use(word, word + 1);
        add(crossing, at, at + 6);
        m.mentions.back().link = -1;
        m.mentions.back().place = static_cast<int>(word);
    }
}

// "nine years in a row", "nine falls in a row"
void EnglishReader::readStreaks() {
    for (size_t at = 0; at + 4 < m.tokens.size(); ++at) {
        const auto number = wholeAt(at);
        if (!number || !are(at + 2, {"in", "a", "row"}) ||
            !isAny(at + 1, {"years", "rises", "falls"}))
            continue;
        Mention streak;
        streak.kind = What::Streak;
        streak.number = *number;
        streak.verb = !is(at + 1, "years");
        streak.up = is(at + 1, "rises");
        // "After nine falls in a row": after anything else it would be another time.
        const bool after = streak.verb && at > 0 && is(at - 1, "after");
        add(streak, after ? at - 1 : at, at + 4);
    }
}

// "in four years", "over nine years", "in a year"
void EnglishReader::readSpans() {
    for (size_t at = 0; at + 2 < m.tokens.size(); ++at) {
        if (!isAny(at, {"in", "over", "within"}))
            continue;
        const auto number = is(at + 1, "a") ? std::optional(1) : wholeAt(at + 1);
        if (!number || !isAny(at + 2, {"year", "years"}))
            continue;
        Mention span;
        span.kind = What::Span;
        span.number = *number;
        add(span, at, at + 2);
    }
}

// "tended to fall"; "went with higher", "tended to have lower", "tended to go with lower"
void EnglishReader::readTendencies() {
    for (size_t at = 0; at + 2 < m.tokens.size(); ++at) {
        if (are(at, {"tended", "to"}) && isFree(at + 2) &&
            (v.up.contains(m.tokens[at + 2].lower) || v.down.contains(m.tokens[at + 2].lower))) {
            Mention tendency;
            tendency.kind = What::Tendency;
            tendency.up = v.up.contains(m.tokens[at + 2].lower);
            add(tendency, at, at + 2);
            continue;
        }
        size_t word = 0;
        if (are(at, {"went", "with"}))
            word = at + 2;
        else if (are(at, {"tended", "to", "have"}))
            word = at + 3;
        else if (are(at, {"tended", "to", "go", "with"}))
            word = at + 4;
        if (word == 0 || !isAny(word, {"higher", "lower"}))
            continue;
        for (size_t base = 0; base < at; ++base) {
            if (!isAny(base, {"higher", "lower"}))
                continue;
            Mention relation;
            relation.kind = What::Relation;
            relation.up = m.tokens[base].lower == m.tokens[word].lower;
            use(base, base);
            add(relation, at, word);
            break;
        }
    }
}

} // namespace factoid
