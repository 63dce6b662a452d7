#include "core/factoids/verifier_reader.h"

#include <QRegularExpression>

namespace factoid {

using What = Mention::Kind;
using Form = MentionedYear::Form;

// Four digits that can be a year.
std::optional<int> MentionReader::calendarYearAt(size_t at) const {
    constexpr int kFirstYear = 1900;
    constexpr int kLastYear = 2199;
    static const QRegularExpression kFour(QStringLiteral("^[0-9]{4}$"));
    if (!isFree(at) || !kFour.match(m.tokens[at].text).hasMatch())
        return std::nullopt;
    const int year = m.tokens[at].text.toInt();
    return year >= kFirstYear && year <= kLastYear ? std::optional(year) : std::nullopt;
}

// "2019/20", or a calendar year alone. A label that is no year stays and is refused as a stray number.
bool MentionReader::readLabelAt(size_t at) {
    static const QRegularExpression kLabel(QStringLiteral("^[0-9]{4}/[0-9]{2}$"));
    Mention mention;
    mention.kind = What::Year;
    if (kLabel.match(m.tokens[at].text).hasMatch()) {
        const auto year = Year::parse(m.tokens[at].text.toUtf8());
        if (!year)
            return false;
        mention.year = {Form::Label, year->code()};
    } else if (const auto year = calendarYearAt(at)) {
        mention.year = {Form::Label, *year};
    } else {
        return false;
    }
    add(mention, at, at);
    return true;
}

// A year counted from one that was named: "a year later".
void MentionReader::addYearFrom(const Mention& base, int years, size_t first, size_t last) {
    Mention mention;
    mention.kind = What::Year;
    mention.year = base.year;
    if (mention.year.form == Form::Label) {
        const auto label = Year::fromCode(mention.year.number);
        mention.year.number = label ? label->plus(years).code() : 0;
    } else {
        mention.year.number += years;
    }
    add(mention, first, last);
}

} // namespace factoid
