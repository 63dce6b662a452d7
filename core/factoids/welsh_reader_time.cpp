#include "core/factoids/welsh_reader.h"

namespace factoid {

using What = Mention::Kind;
using Form = MentionedYear::Form;

namespace {

std::optional<Form> formOfMonth(const QString& month)
{
    if (month == QLatin1String("Mawrth"))
        return Form::March;
    if (month == QLatin1String("Ebrill"))
        return Form::April;
    if (month == QLatin1String("Rhagfyr"))
        return Form::December;
    return std::nullopt;
}

} // namespace

void WelshReader::readYears()
{
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        // "Yn 2019/20", "ers o leiaf 2019/20"; any other word before it says another time: "ar ôl 2019/20".
        const bool dated = at > 0 && isAny(at - 1, {"yn", "ym", "yng", "ers", "leiaf"});
        if (!isFree(at) || !dated || readLabelAt(at))
            continue;
        const size_t month = at + (is(at, "mis") ? 1 : 0);
        const bool middle = isAny(at, {"canol", "nghanol"});
        const auto form = middle                              ? std::optional(Form::Middle)
                          : month > at && isFree(month)       ? formOfMonth(m.tokens[month].text)
                                                              : std::nullopt;
        const auto year = form ? calendarYearAt(month + 1) : std::nullopt;
        if (!year)
            continue;
        Mention mention;
        mention.kind = What::Year;
        mention.year = {*form, *year};
        add(mention, at, month + 1);
    }
}

std::optional<int> WelshReader::yearsAt(size_t at, size_t* past) const
{
    if (isAny(at, {"blwyddyn", "flwyddyn"})) {
        *past = at + 1;
        return 1;
    }
    const auto number = wholeAt(at);
    if (!number || !isAny(at + 1, {"blynedd", "flynedd", "mlynedd"}))
        return std::nullopt;
    *past = at + 2;
    return number;
}

int WelshReader::yearSince(size_t at) const
{
    if (!are(at, {"ers", "o", "leiaf"}))
        return -1;
    return mentionStarting(at + 3, What::Year);
}

// "flwyddyn ynghynt", "pedair blynedd yn ddiweddarach": counted from the year named before.
void WelshReader::readRelativeYears()
{
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        size_t past = 0;
        const auto number = yearsAt(at, &past);
        if (!number)
            continue;
        const bool earlier = is(past, "ynghynt");
        const bool later = are(past, {"yn", "ddiweddarach"});
        const Mention* base = earlier || later ? lastBefore(at, What::Year) : nullptr;
        if (base)
            addYearFrom(Mention(*base), later ? *number : -*number, at, later ? past + 1 : past);
    }
}

// "yr uchaf ers o leiaf 2010/11", "mwy nag yn unrhyw un o'r naw mlynedd flaenorol"
void WelshReader::readRecords()
{
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        Mention record;
        if (isAny(at, {"uchaf", "isaf"}) && at > 0 && isArticle(at - 1) && isFree(at - 1)) {
            const int year = yearSince(at + 1);
            if (year < 0)
                continue;
            Mention& named = m.mentions[static_cast<size_t>(year)];
            named.since = true;
            record.kind = What::RecordSince;
            record.high = is(at, "uchaf");
            record.year = named.year;
            add(record, at - 1, named.first - 1);
            continue;
        }
        if ((!isHigher(at) && !isLower(at)) || !are(at + 1, {"nag", "yn", "unrhyw", "un"}))
            continue;
        const size_t of = ofTheAt(at + 5);
        size_t past = 0;
        const auto years = of == 3 ? yearsAt(at + 5 + of, &past) : std::nullopt;
        if (!years || !isAny(past, {"blaenorol", "flaenorol"}))
            continue;
        record.kind = What::RecordYears;
        record.high = isHigher(at);
        record.number = *years;
        add(record, at, past);
    }
}

// "uwch ym mhob blwyddyn ers 2015/16 nag yn unrhyw un o'r chwe blynedd cyn hynny"
void WelshReader::readSteps()
{
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (!isAny(at, {"uwch", "is"}) || !are(at + 1, {"ym", "mhob", "blwyddyn", "ers"}))
            continue;
        const int year = mentionStarting(at + 5, What::Year);
        if (year < 0)
            continue;
        const size_t than = m.mentions[static_cast<size_t>(year)].last + 1;
        const size_t of = are(than, {"nag", "yn", "unrhyw", "un"}) ? ofTheAt(than + 4) : 0;
        size_t past = 0;
        const auto years = of == 3 ? yearsAt(than + 4 + of, &past) : std::nullopt;
        if (!years || !are(past, {"cyn", "hynny"}))
            continue;
        Mention step;
        step.kind = What::Step;
        step.high = is(at, "uwch");
        step.number = *years;
        m.mentions[static_cast<size_t>(year)].since = true;
        step.year = m.mentions[static_cast<size_t>(year)].year;
        add(step, at, past + 1);
    }
}

// "mwy na Devon (£4 miliwn) am y tro cyntaf ers o leiaf 2014/15"
void WelshReader::readCrossings()
{
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (!are(at, {"am", "y", "tro", "cyntaf"}))
            continue;
        const int year = yearSince(at + 4);
        size_t word = at;
        while (word > 0 && !((isHigher(word) || isLower(word)) && isAny(word + 1, {"na", "nag"})))
            --word;
        if (year < 0 || (!isHigher(word) && !isLower(word)))
            continue;
        Mention crossing;
        crossing.kind = What::Crossing;
        crossing.high = isHigher(word);
        Mention& named = m.mentions[static_cast<size_t>(year)];
        named.since = true;
        crossing.year = named.year;
        crossing.place = static_cast<int>(word);
        // The name and the amount between the two parts keep their own mentions.
        use(word, word + 1);
        const size_t last = named.first - 1;
        add(crossing, at, last);
    }
}

// "naw mlynedd yn olynol", "naw gostyngiad yn olynol"
void WelshReader::readStreaks()
{
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        Mention streak;
        streak.kind = What::Streak;
        size_t past = 0;
        if (const auto years = yearsAt(at, &past)) {
            streak.number = *years;
        } else if (const auto moves = wholeAt(at); moves && isAny(at + 1, {"cynnydd", "gynnydd", "chynnydd", "gostyngiad", "ostyngiad"})) {
            streak.number = *moves;
            streak.verb = true;
            streak.up = isAny(at + 1, {"cynnydd", "gynnydd", "chynnydd"});
            past = at + 2;
        } else {
            continue;
        }
        if (!are(past, {"yn", "olynol"}))
            continue;
        // "Ar ôl naw cynnydd yn olynol": after anything else it would be another time.
        const bool after = streak.verb && at > 1 && are(at - 2, {"ar", "ôl"});
        add(streak, after ? at - 2 : at, past + 1);
    }
}

// "mewn pedair blynedd", "dros naw mlynedd"
void WelshReader::readSpans()
{
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        size_t past = 0;
        const auto years = isAny(at, {"mewn", "dros", "ymhen"}) ? yearsAt(at + 1, &past) : std::nullopt;
        if (!years)
            continue;
        Mention span;
        span.kind = What::Span;
        span.number = *years;
        add(span, at, past - 1);
    }
}

// "duedd ostyngol"
void WelshReader::readTendencies()
{
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (!isAny(at, {"duedd", "tuedd"}) || !isAny(at + 1, {"gynyddol", "ostyngol"}))
            continue;
        Mention tendency;
        tendency.kind = What::Tendency;
        tendency.up = is(at + 1, "gynyddol");
        add(tendency, at, at + 1);
    }
}

// "cronfeydd uwch yn cyd-fynd â dyled is": the field's words between them have been read.
void WelshReader::readRelations()
{
    for (size_t at = 1; at + 2 < m.tokens.size(); ++at) {
        if (!are(at, {"yn", "cyd-fynd"}) || !isAny(at + 2, {"â", "ag"}) || !isAny(at - 1, {"uwch", "is"}))
            continue;
        size_t word = skipTerm(at + 3);
        if (const int head = mentionStarting(word, What::PerHead); head >= 0)
            word = m.mentions[static_cast<size_t>(head)].last + 1;
        if (word == at + 3 || !isAny(word, {"uwch", "is"}))
            continue;
        Mention relation;
        relation.kind = What::Relation;
        relation.up = m.tokens[at - 1].lower == m.tokens[word].lower;
        use(at - 1, at + 1);
        add(relation, at + 2, word);
    }
}

} // namespace factoid
