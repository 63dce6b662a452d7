// Mapping draft: a mapping taken apart column by column, so that an operator can change what each column is taken
// for, and the ways out of rejects as edits of the mapping. Pure values; any thread.
#pragma once

#include "core/import/profile/file_profile.h"
#include "core/import/reading/import_reader.h"

namespace factoid {

enum class ColumnUse { LeaveOut, CouncilCode, CouncilName, CouncilType, Field, Year, Value, Status };

// What one column of the file is used for.
struct DraftColumn {
    ColumnUse use = ColumnUse::LeaveOut;
    std::optional<ColumnRef> ref; // as a saved mapping names it; otherwise by its header
    ValueColumn value;            // of a Value: field, year and scale where they differ from the whole file
    bool sure = true;             // false: the suggestion is a guess that a person should look at
    QString why;                  // what speaks for it, for people; empty: nothing was guessed
};

struct MappingDraft {
    Mapping base;                     // what is not said by columns
    std::vector<DraftColumn> columns; // by position in the file
    std::vector<ValueColumn> more;    // further uses of columns that are used already
    QStringList newFields;            // slugs in base.fields that the operator or the suggestion made up
    QStringList notes;                // why the suggestion is as it is, for people
    QStringList questions;            // what only a person can say: two columns for one field, two units …
};

// From what a look found: councils, the fields whose names the headings bear, year, scale, rows without a council
// left out. A column whose heading is nearly a field's name is taken for it and called unsure; of two for one field and
// year neither is taken, and both are asked about. Columns of numbers that resemble no known field are left out, but
// when there is nothing else they become new fields.
[[nodiscard]] MappingDraft suggestMapping(const FileProfile& look, const KnownWords& words);
// A saved mapping for this file. Error (Input): it is for another file.
[[nodiscard]] Result<MappingDraft> toDraft(const Mapping& mapping, const FileProfile& look);
// The mapping that says what the draft says.
[[nodiscard]] Mapping toMapping(const MappingDraft& draft, const FileProfile& look);

// A field for a column, of a slug that no field has: "Total borrowing 31/3/2020" -> total_borrowing.
[[nodiscard]] Field newFieldFor(const QString& heading, const QString& unit, const QSet<QString>& taken);
// "Revenue Outturn (2).csv" -> "revenue_outturn_2".
[[nodiscard]] QString mappingNameFor(const QString& path);

// The ways out, each said once in the mapping.
void matchCouncil(Mapping& mapping, const QString& written, const QString& code);
void addCouncil(Mapping& mapping, const QString& written, const Council& council);
// Rows whose council is written so are no data. Only for a mapping that names the councils' column.
[[nodiscard]] bool leaveOutCouncils(Mapping& mapping, const QStringList& written);
void matchField(Mapping& mapping, const QString& written, const QString& slug);
void matchYear(Mapping& mapping, const QString& written, const QString& year);
// A word of the status column, in the whole file.
void matchStatus(Mapping& mapping, const QString& written, Status status);
// A word that stands where figures do, in the whole file.
void takeAsNoFigure(Mapping& mapping, const QString& written);
void correctValue(Mapping& mapping, const QString& column, const QString& written, const QString& value);

// What can be done about a reject of this value, as stable words: match_council add_council leave_out match_field
// match_year match_status correct_value missing_value no_figure fix_file.
[[nodiscard]] QStringList resolutions(RejectKind kind, bool mapped, const QString& value);
// "Match, add or leave out".
[[nodiscard]] QString resolutionsSentence(RejectKind kind, bool mapped);

} // namespace factoid
