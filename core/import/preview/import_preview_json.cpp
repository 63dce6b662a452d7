// The preview in words and as JSON (import_preview.h).

#include "core/import/preview/import_preview.h"

#include <QJsonArray>

namespace factoid {

namespace {

QString placeName(RowPlaceInFile place)
{
    switch (place) {
    case RowPlaceInFile::First:
        return u"first"_s;
    case RowPlaceInFile::Random:
        return u"random"_s;
    case RowPlaceInFile::Last:
        return u"last"_s;
    }
    return {};
}

QJsonObject valueJson(const PreviewValue& value)
{
    return {{u"written"_s, value.written},
            {u"field"_s, value.field},
            {u"year"_s, value.year},
            {u"becomes"_s, value.becomes},
            {u"outcome"_s, rowOutcomeName(value.outcome)},
            {u"rounded"_s, value.rounded},
            {u"status"_s, value.status},
            {u"reason"_s, value.reason}};
}

QJsonObject rowJson(const PreviewRow& row, const std::vector<SourceFile>& files)
{
    QJsonArray values;
    for (const PreviewValue& value : row.values)
        values.append(valueJson(value));
    return {{u"file"_s, files[static_cast<size_t>(row.file)].path},
            {u"line"_s, row.line},
            {u"place"_s, placeName(row.place)},
            {u"outcome"_s, rowOutcomeName(row.outcome)},
            {u"council"_s, row.councilCode},
            {u"council_name"_s, row.councilName},
            {u"note"_s, row.note},
            {u"cells"_s, QJsonArray::fromStringList(row.cells)},
            {u"values"_s, values}};
}

QJsonObject problemJson(const PreviewProblem& problem, const std::vector<SourceFile>& files)
{
    QJsonArray lines;
    for (const qint64 line : problem.lines)
        lines.append(line);
    return {{u"kind"_s, rejectKindName(problem.kind)},
            {u"file"_s, files[static_cast<size_t>(problem.file)].path},
            {u"lines"_s, lines},
            {u"rows"_s, problem.rows},
            {u"values"_s, problem.cells},
            {u"column"_s, problem.column},
            {u"value"_s, problem.value},
            {u"reason"_s, problem.reason},
            {u"way_out"_s, resolutionsSentence(problem.kind, problem.mapped)},
            {u"ways_out"_s, QJsonArray::fromStringList(resolutions(problem.kind, problem.mapped, problem.value))}};
}

} // namespace

QString ImportPreview::sentence() const
{
    const qint64 all = readyRows + totalRows + rejectedRows;
    QStringList parts;
    if (all == 0)
        parts << (accepted + rejected == 0 ? u"No row of this file is read yet"_s
                                           : u"All %L1 rows of the register are ready"_s.arg(accepted));
    else if (readyRows == all)
        parts << (all == 1 ? u"The one row is ready"_s : u"All %L1 rows are ready"_s.arg(all));
    else
        parts << u"%L1 of %L2 rows are ready"_s.arg(readyRows).arg(all);
    if (totalRows > 0)
        parts << (totalRows == 1 ? u"1 is a total"_s : u"%L1 are totals"_s.arg(totalRows));
    if (rejectedRows > 0)
        parts << (rejectedRows == 1 ? u"1 needs attention"_s : u"%L1 need attention"_s.arg(rejectedRows));
    else if (rejected > 0)
        parts << u"%L1 rows of the register need attention"_s.arg(rejected);
    if (leftOutRows > 0)
        parts << (leftOutRows == 1 ? u"1 is left out"_s : u"%L1 are left out"_s.arg(leftOutRows));
    return parts.join(u", "_s) + u". Nothing is written before the last step."_s;
}

QJsonObject ImportPreview::toJson() const
{
    QJsonArray fileList, rowList, problemList, cellList;
    for (const SourceFile& file : files)
        fileList.append(QJsonObject{{u"file"_s, file.path}, {u"encoding"_s, file.encoding}, {u"rows"_s, file.rows}});
    for (const PreviewRow& row : rows)
        rowList.append(rowJson(row, files));
    for (const PreviewProblem& problem : problems)
        problemList.append(problemJson(problem, files));
    for (const PreviewCell& cell : cells)
        cellList.append(QJsonObject{{u"field"_s, cell.field}, {u"year"_s, cell.year}, {u"figures"_s, cell.figures}});
    return {{u"sentence"_s, sentence()},
            {u"files"_s, fileList},
            {u"rows"_s, values},
            {u"accepted"_s, accepted},
            {u"rejected"_s, rejected},
            {u"rounded"_s, rounded},
            {u"ready_rows"_s, readyRows},
            {u"total_rows"_s, totalRows},
            {u"rejected_rows"_s, rejectedRows},
            {u"left_out_rows"_s, leftOutRows},
            {u"new_councils"_s, newCouncils},
            {u"new_fields"_s, newFields},
            {u"cells"_s, cellList},
            {u"columns"_s, jsonOf(columns).toArray()},
            {u"sample"_s, rowList},
            {u"problems"_s, problemList},
            {u"problems_in_all"_s, problemsInAll},
            {u"warnings"_s, QJsonArray::fromStringList(warnings)}};
}

QString rowOutcomeName(RowOutcome outcome)
{
    switch (outcome) {
    case RowOutcome::Ready:
        return u"ready"_s;
    case RowOutcome::Missing:
        return u"missing"_s;
    case RowOutcome::Total:
        return u"total"_s;
    case RowOutcome::Rejected:
        return u"rejected"_s;
    case RowOutcome::LeftOut:
        return u"left_out"_s;
    case RowOutcome::NotRead:
        return u"not_read"_s;
    }
    return {};
}

QString rejectKindName(RejectKind kind)
{
    switch (kind) {
    case RejectKind::Other:
        return u"other"_s;
    case RejectKind::UnknownCouncil:
        return u"unknown_council"_s;
    case RejectKind::OtherCode:
        return u"other_code"_s;
    case RejectKind::AmbiguousCouncil:
        return u"ambiguous_council"_s;
    case RejectKind::UnknownField:
        return u"unknown_field"_s;
    case RejectKind::NotAYear:
        return u"not_a_year"_s;
    case RejectKind::NotAValue:
        return u"not_a_value"_s;
    case RejectKind::UnknownStatus:
        return u"unknown_status"_s;
    case RejectKind::Status:
        return u"status"_s;
    case RejectKind::Row:
        return u"row"_s;
    case RejectKind::Duplicate:
        return u"duplicate"_s;
    }
    return {};
}

} // namespace factoid
