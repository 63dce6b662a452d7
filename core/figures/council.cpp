#include "core/figures/council.h"

namespace factoid {

QString formerCodesText(const std::vector<FormerCode>& codes)
{
    QStringList texts;
    for (const FormerCode& former : codes)
        texts << (former.ended.isValid() ? former.code + QLatin1Char(':') + former.ended.toString(Qt::ISODate)
                                         : former.code);
    return texts.join(QLatin1Char(' '));
}

std::optional<std::vector<FormerCode>> formerCodesFrom(QStringView text)
{
    constexpr qsizetype kDate = 10; // 2013-04-01
    std::vector<FormerCode> codes;
    QString blanks = text.toString();
    blanks.replace(QLatin1Char(','), QLatin1Char(' ')); // as the UK's published register parts them
    for (const QString& one : blanks.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const qsizetype colon = one.indexOf(QLatin1Char(':'));
        FormerCode former{colon < 0 ? one : one.first(colon), {}};
        if (colon >= 0) {
            const QString day = one.sliced(colon + 1);
            former.ended = QDate::fromString(day, Qt::ISODate);
            if (!former.ended.isValid() || day.size() != kDate)
                return std::nullopt;
        }
        if (former.code.isEmpty())
            return std::nullopt;
        codes.push_back(std::move(former));
    }
    return codes;
}

QString polarityName(Polarity polarity)
{
    switch (polarity) {
    case Polarity::Neutral:
        return u"neutral"_s;
    case Polarity::HigherIsBetter:
        return u"higher-is-better"_s;
    case Polarity::LowerIsBetter:
        return u"lower-is-better"_s;
    }
    return u"neutral"_s;
}

std::optional<Polarity> polarityFromName(QStringView name)
{
    for (const Polarity polarity : {Polarity::Neutral, Polarity::HigherIsBetter, Polarity::LowerIsBetter}) {
        if (name.compare(polarityName(polarity), Qt::CaseInsensitive) == 0)
            return polarity;
    }
    return std::nullopt;
}

} // namespace factoid
