// Mapping: how the columns of a publisher's CSV become figures (docs/mappings.md); a JSON file that the
// window and the command line share (docs/mappings.md). Plain value; any thread.
#pragma once

#include "core/base/result.h"
#include "core/figures/council.h"
#include "core/import/values/text_encoding.h"

#include <QHash>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace factoid {

// Points at one column of the file. Header texts are compared without regard to case, and any run of
// white space counts as one space.
struct ColumnRef {
    enum class By {
        Header,   // the whole header text; `nth` picks among columns with the same text
        Pattern,  // a header that begins with `text` and ends with `ends`; exactly one column must
        Code,     // the text in the code row
        Position, // `number`, counted from 1
    };
    By by = By::Header;
    QString text;
    QString ends;
    int number = 1; // Position: the column; Header: which of the columns of that name
    friend bool operator==(const ColumnRef&, const ColumnRef&) = default;
};

// One text for all rows, or a column that holds it. Neither: not given.
struct FixedOrColumn {
    QString fixed;
    std::optional<ColumnRef> column;
    [[nodiscard]] bool given() const { return column || !fixed.isEmpty(); }
    friend bool operator==(const FixedOrColumn&, const FixedOrColumn&) = default;
};

// A test of one cell; case and outer spaces do not matter. Holds if any of its parts does; `isNot` turns it.
struct RowCondition {
    ColumnRef column;
    QStringList in;     // the whole text is one of these
    QStringList begins; // the text begins with one of these
    bool empty = false; // the cell is blank
    bool isNot = false;
    friend bool operator==(const RowCondition&, const RowCondition&) = default;
};

// A value that the file has wrong, and what it is to be read as. Holds for every cell of the column with exactly this
// text, so that it names what was wrong and a file that is mended later is not touched.
struct ValueCorrection {
    QString column; // header text of the value column; empty: any
    QString from;
    QString to;
    QString why;
    friend bool operator==(const ValueCorrection&, const ValueCorrection&) = default;
};

// Rows for which every condition holds; `why` is for people.
struct RowRule {
    std::vector<RowCondition> where;
    QString why;
    friend bool operator==(const RowRule&, const RowRule&) = default;
};

// A text that must stand in the file; otherwise the mapping is for another file.
struct Fingerprint {
    int row = 1; // record number, from 1
    int column = 1;
    QString begins;
    friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

// A column of figures. What it leaves open, the mapping's own field and year say.
struct ValueColumn {
    ColumnRef column;
    FixedOrColumn field;
    FixedOrColumn year;
    std::optional<int> scaleExponent; // instead of the mapping's
    std::optional<bool> negate;
    std::optional<ColumnRef> status;
    std::optional<bool> decimalComma{}; // instead of the mapping's
    friend bool operator==(const ValueColumn&, const ValueColumn&) = default;
};

struct Mapping {
    QString name;  // [a-z0-9_.-]+, by which it is called
    QString title; // for people
    QString description;

    QString sheet;                        // of a workbook: the one to read; empty: the only one that holds something
    std::optional<TextEncoding> encoding; // nullopt: found out
    std::optional<char> delimiter;        // nullopt: found out
    std::vector<int> headerRows{1};       // record numbers; several are joined with " / "; none: columns by position
    // A column that holds several in one cell, "freq,unit,geo\TIME": it is cut, in the header and in every row, and
    // what is cut stands in its place as columns of their own. 0: none.
    int splitColumn = 0;
    char splitBy = ',';
    bool fillHeader = false; // a blank cell of an upper header row has the text to its left
    int codeRow = 0;         // record with a code for each column; 0: none
    int firstRow = 0;        // first record of data; 0: the one after the header
    int lastRow = 0;         // last record of data; 0: the end of the file
    std::vector<Fingerprint> fingerprint;
    QList<QString> requiredHeaders; // header texts that must be there

    std::optional<ColumnRef> councilCode;
    std::optional<ColumnRef> councilName;
    std::optional<ColumnRef> councilType; // tells councils of one name apart
    QHash<QString, QString> aliases;      // what the file writes -> council code
    QStringList nameEndings;              // words that the file adds to names, such as "UA"

    FixedOrColumn field;
    FixedOrColumn year;
    QHash<QString, QString> fieldNames; // what the file writes -> slug
    QHash<QString, QString> yearNames;  // what the file writes -> year
    int scaleExponent = 0;              // "scale": 1000 is 3
    bool negate = false;                // a negative scale turns the sign
    bool decimalComma = false;          // "decimal": ",": "1.234,5" is 1234.5
    int significantDigits = 0;
    QHash<QString, QString> statusNames; // what the file's status column writes -> provisional, final, …
    QStringList missing;                 // further markers of a missing value
    std::vector<RowRule> skip;           // rows that are no rows of data
    std::optional<RowRule> stop;         // the first row for which it holds, and all after it, are not read
    std::vector<ValueColumn> values;
    std::vector<ValueCorrection> corrections; // of values that cannot be read otherwise

    QHash<QString, QString> types; // joins: "lower tier" -> "District"; also for tidy councils read with it
    QHash<QString, QString> nations;
    std::vector<Field> fields;     // fields that the mapping brings along
    std::vector<Council> councils; // councils and totals that the mapping brings along

    // Whether it says something of use for files that are tidy.
    [[nodiscard]] bool helpsTidyFiles() const;
    friend bool operator==(const Mapping&, const Mapping&) = default;
};

// Errors (Input): which key is unknown, missing or has a wrong value, e.g. "values[3].scale".
[[nodiscard]] Result<Mapping> mappingFromJson(const QJsonObject& json);
[[nodiscard]] Result<Mapping> mappingFromBytes(const QByteArray& json, const QString& file = {});
[[nodiscard]] Result<Mapping> loadMapping(const QString& path);
// What mappingFromJson reads back to the same mapping.
[[nodiscard]] QJsonObject mappingToJson(const Mapping& mapping);

} // namespace factoid
