// Column profile: what the cells of one column of an unknown file are taken for, and why, in words for the operator.
// Pure; any thread.
#pragma once

#include "core/import/profile/known_words.h"
#include "core/import/profile/unit_words.h"

#include <QStringList>

namespace factoid {

enum class ColumnMeaning {
    Empty,
    CouncilCode,
    CouncilName,
    CouncilType,
    OtherCode,
    Field,
    Year,
    Numbers,
    Status,
    Counter,
    Text
};

struct ColumnProfile {
    QString header; // as a mapping names it: its rows joined
    QString label;  // for people: the header without what spreadsheets fill in ("...6", "X__3")
    ColumnMeaning meaning = ColumnMeaning::Text;
    QString why;          // "433 of 433 look like council codes"
    int fitting = 0;      // cells that bear the meaning out
    int looked = 0;       // cells looked at that hold something
    QStringList examples; // up to three
    // What its own heading, or a row of units below it, says of the unit.
    std::optional<ScaleWords> scale;
    QString per;          // "per head"
    bool percent = false; // there, or in the cells
    bool bareAmount() const { return per.isEmpty() && !percent; }
    bool commaDecimals = false; // some of its numbers can only be read with a comma as the decimal sign
    bool pointDecimals = false; // some only with a full stop
};

// `cells` are those of the rows of data, trimmed.
[[nodiscard]] ColumnProfile profileColumn(const QString& header, const QStringList& cells, const KnownWords& words);

// What a program writes where a heading is empty: "...6", "X__3", "Unnamed: 4", "NA".
[[nodiscard]] bool isFillerHeading(const QString& text);
// A number, or a marker of a missing value, whatever its unit.
[[nodiscard]] bool isNumberText(const QString& text);
[[nodiscard]] bool isMarkerText(const QString& text);
// A number when the comma is the decimal sign: "1.234,5", "12,345" too.
[[nodiscard]] bool isCommaDecimal(const QString& text);
// A label such as "2019/20" and no plain number; with `plain` also "2018".
[[nodiscard]] bool isYearText(const QString& text, bool plain);

// Stable word for JSON: "council_code", "numbers", …
[[nodiscard]] QString columnMeaningName(ColumnMeaning meaning);

} // namespace factoid
