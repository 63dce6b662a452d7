// The preview in words and as JSON (import_preview.h).

#include "core/import/preview/import_preview.h"

#include <QJsonArray>

namespace factoid {

namespace {

QString placeName(RowPlaceInFile place)
{
    switch (place) {
    case RowPlaceInFile::First: return QStringLiteral("first");
    case RowPlaceInFile::Random: return QStringLiteral("random");
    case RowPlaceInFile::Last: return QStringLiteral("last");
    }
    return {};
}

QJsonObject valueJson(const PreviewValue& value)
{
    return {{QStringLiteral("written"), value.written}, {QStringLiteral("field"), value.field},       {QStringLiteral("year"), value.year},
            {QStringLiteral("becomes"), value.becomes}, {QStringLiteral("outcome"), rowOutcomeName(value.outcome)},
            {QStringLiteral("rounded"), value.rounded}, {QStringLiteral("status"), value.status},     {QStringLiteral("reason"), value.reason}};
}

QJsonObject rowJson(const PreviewRow& row, const std::vector<SourceFile>& files)
{
    QJsonArray values;
    for (const PreviewValue& value : row.values)
        values.append(valueJson(value));
    return {{QStringLiteral("file"), files[static_cast<size_t>(row.file)].path},
            {QStringLiteral("line"), row.line},
            {QStringLiteral("place"), placeName(row.place)},
            {QStringLiteral("outcome"), rowOutcomeName(row.outcome)},
            {QStringLiteral("council"), row.councilCode},
            {QStringLiteral("council_name"), row.councilName},
            {QStringLiteral("note"), row.note},
            {QStringLiteral("cells"), QJsonArray::fromStringList(row.cells)},
            {QStringLiteral("values"), values}};
}

QJsonObject problemJson(const PreviewProblem& problem, const std::vector<SourceFile>& files)
{
    QJsonArray lines;
    for (const qint64 line : problem.lines)
        lines.append(line);
    return {{QStringLiteral("kind"), rejectKindName(problem.kind)},
            {QStringLiteral("file"), files[static_cast<size_t>(problem.file)].path},
            {QStringLiteral("lines"), lines},
            {QStringLiteral("rows"), problem.rows},
            {QStringLiteral("values"), problem.cells},
            {QStringLiteral("column"), problem.column},
            {QStringLiteral("value"), problem.value},
            {QStringLiteral("reason"), problem.reason},
            {QStringLiteral("way_out"), waysOutSentence(problem.kind, problem.mapped)},
            {QStringLiteral("ways_out"), QJsonArray::fromStringList(waysOut(problem.kind, problem.mapped))}};
}

} // namespace

QString ImportPreview::sentence() const
{
    const qint64 all = readyRows + totalRows + rejectedRows;
    QStringList parts;
    if (all == 0)
        parts << (accepted + rejected == 0 ? QStringLiteral("No row of this file is read yet") : QStringLiteral("All %L1 rows of the register are ready").arg(accepted));
    else if (readyRows == all)
        parts << (all == 1 ? QStringLiteral("The one row is ready") : QStringLiteral("All %L1 rows are ready").arg(all));
    else
        parts << QStringLiteral("%L1 of %L2 rows are ready").arg(readyRows).arg(all);
    if (totalRows > 0)
        parts << (totalRows == 1 ? QStringLiteral("1 is a total") : QStringLiteral("%L1 are totals").arg(totalRows));
    if (rejectedRows > 0)
        parts << (rejectedRows == 1 ? QStringLiteral("1 needs you") : QStringLiteral("%L1 need you").arg(rejectedRows));
    else if (rejected > 0)
        parts << QStringLiteral("%L1 rows of the register need you").arg(rejected);
    if (leftOutRows > 0)
        parts << (leftOutRows == 1 ? QStringLiteral("1 is left out") : QStringLiteral("%L1 are left out").arg(leftOutRows));
    return parts.join(QStringLiteral(", ")) + QStringLiteral(". Nothing is written before the last step.");
}

QJsonObject ImportPreview::toJson() const
{
    QJsonArray fileList, rowList, problemList, cellList;
    for (const SourceFile& file : files)
        fileList.append(QJsonObject{{QStringLiteral("file"), file.path}, {QStringLiteral("encoding"), file.encoding}, {QStringLiteral("rows"), file.rows}});
    for (const PreviewRow& row : rows)
        rowList.append(rowJson(row, files));
    for (const PreviewProblem& problem : problems)
        problemList.append(problemJson(problem, files));
    for (const PreviewCell& cell : cells)
        cellList.append(QJsonObject{{QStringLiteral("field"), cell.field}, {QStringLiteral("year"), cell.year}, {QStringLiteral("figures"), cell.figures}});
    return {{QStringLiteral("sentence"), sentence()},
            {QStringLiteral("files"), fileList},
            {QStringLiteral("rows"), values},
            {QStringLiteral("accepted"), accepted},
            {QStringLiteral("rejected"), rejected},
            {QStringLiteral("rounded"), rounded},
            {QStringLiteral("ready_rows"), readyRows},
            {QStringLiteral("total_rows"), totalRows},
            {QStringLiteral("rejected_rows"), rejectedRows},
            {QStringLiteral("left_out_rows"), leftOutRows},
            {QStringLiteral("new_councils"), newCouncils},
            {QStringLiteral("new_fields"), newFields},
            {QStringLiteral("cells"), cellList},
            {QStringLiteral("sample"), rowList},
            {QStringLiteral("problems"), problemList},
            {QStringLiteral("problems_in_all"), problemsInAll},
            {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)}};
}

QString rowOutcomeName(RowOutcome outcome)
{
    switch (outcome) {
    case RowOutcome::Ready: return QStringLiteral("ready");
    case RowOutcome::Missing: return QStringLiteral("missing");
    case RowOutcome::Total: return QStringLiteral("total");
    case RowOutcome::Rejected: return QStringLiteral("rejected");
    case RowOutcome::LeftOut: return QStringLiteral("left_out");
    case RowOutcome::NotRead: return QStringLiteral("not_read");
    }
    return {};
}

QString rejectKindName(RejectKind kind)
{
    switch (kind) {
    case RejectKind::Other: return QStringLiteral("other");
    case RejectKind::UnknownCouncil: return QStringLiteral("unknown_council");
    case RejectKind::AmbiguousCouncil: return QStringLiteral("ambiguous_council");
    case RejectKind::UnknownField: return QStringLiteral("unknown_field");
    case RejectKind::NotAYear: return QStringLiteral("not_a_year");
    case RejectKind::NotAValue: return QStringLiteral("not_a_value");
    case RejectKind::Status: return QStringLiteral("status");
    case RejectKind::Row: return QStringLiteral("row");
    case RejectKind::Duplicate: return QStringLiteral("duplicate");
    }
    return {};
}

} // namespace factoid
