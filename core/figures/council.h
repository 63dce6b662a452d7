// Council, Field: the register, as values. Any thread.
#pragma once

#include "core/figures/year.h"

#include <QDate>
#include <QString>
#include <QStringList>

#include <vector>

namespace factoid {

// A code that is no longer in use, and the day on which it was no more; invalid: not known.
struct FormerCode {
    QString code;
    QDate ended;
    friend bool operator==(const FormerCode&, const FormerCode&) = default;
};

struct Council {
    qint64 id = 0; // the store's key; 0 when not stored yet
    QString code;  // ONS/GSS code, e.g. "E10000016"
    QString name;  // not unique
    QString type;
    QString nation;
    QString region;                       // may be empty
    QDate activeFrom;                     // first day; invalid: always was
    QDate activeTo;                       // the day it ceased to be, not itself a day of life; invalid: still active
    QStringList successors;               // codes
    std::vector<FormerCode> predecessors; // codes that it had before, or of bodies whose place it took
    bool total = false;                   // a total row ("England"): kept, never ranked as a council

    // On any day of the year.
    [[nodiscard]] bool activeIn(const YearDays& year) const
    {
        return (!activeFrom.isValid() || activeFrom <= year.last) && !endedBefore(year);
    }
    // On none of them, and on some day before.
    [[nodiscard]] bool endedBefore(const YearDays& year) const { return activeTo.isValid() && activeTo <= year.first; }
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

// Former codes as one text: codes with blanks between them, each perhaps with a colon and the day it ended,
// "E08000020:2013-04-01 E07000100". nullopt: one of them is none, or its day is no date.
[[nodiscard]] QString formerCodesText(const std::vector<FormerCode>& codes);
[[nodiscard]] std::optional<std::vector<FormerCode>> formerCodesFrom(QStringView text);

// "neutral", "higher-is-better", "lower-is-better".
[[nodiscard]] QString polarityName(Polarity polarity);
[[nodiscard]] std::optional<Polarity> polarityFromName(QStringView name);

} // namespace factoid
