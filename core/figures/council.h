// Council, Field: the register, as values. Any thread.
#pragma once

#include "core/figures/year.h"

#include <QDate>
#include <QString>
#include <QStringList>

namespace factoid {

struct Council {
    qint64 id = 0; // the store's key; 0 when not stored yet
    QString code;  // ONS/GSS code, e.g. "E10000016"
    QString name;  // not unique
    QString type;
    QString nation;
    QString region;         // may be empty
    QDate activeFrom;       // first day; invalid: always was
    QDate activeTo;         // the day it ceased to be, not itself a day of life; invalid: still active
    QStringList successors; // codes
    bool total = false;     // a total row ("England"): kept, never ranked as a council

    // On any day of the year.
    [[nodiscard]] bool activeIn(Year year) const
    {
        return (!activeFrom.isValid() || activeFrom <= year.lastDay()) &&
               (!activeTo.isValid() || activeTo > year.firstDay());
    }
    friend bool operator==(const Council&, const Council&) = default;
};

enum class Polarity { Neutral, HigherIsBetter, LowerIsBetter };

struct Field {
    qint64 id = 0;
    QString slug;
    QString name;
    QString unit; // ISO 4217 code, "percent", "count", or a rate such as "GBP_per_dwelling"
    QString description;
    bool comparison = false; // only these trigger regeneration
    Polarity polarity = Polarity::Neutral;
    QString perHeadOf; // slug of the field that counts the heads; empty: no per-head figures
    friend bool operator==(const Field&, const Field&) = default;
};

// "neutral", "higher-is-better", "lower-is-better".
[[nodiscard]] QString polarityName(Polarity polarity);
[[nodiscard]] std::optional<Polarity> polarityFromName(QStringView name);

} // namespace factoid
