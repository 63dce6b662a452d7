#include "core/figures/council.h"

namespace factoid {

QString polarityName(Polarity polarity)
{
    switch (polarity) {
    case Polarity::Neutral: return QStringLiteral("neutral");
    case Polarity::HigherIsBetter: return QStringLiteral("higher-is-better");
    case Polarity::LowerIsBetter: return QStringLiteral("lower-is-better");
    }
    return QStringLiteral("neutral");
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
