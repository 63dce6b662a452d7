#include "core/figures/council.h"

namespace factoid {

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
