#include "core/import/reading/import_reader.h"

#include "core/base/csv_text.h"
#include "core/import/reading/import_mapped.h"
#include "core/import/reading/import_plan.h"
#include "core/import/reading/import_tidy.h"

#include <algorithm>

namespace factoid {

namespace {

std::vector<const PlannedFile*> filesOf(const ImportPlan& plan, FileKind kind)
{
    std::vector<const PlannedFile*> files;
    for (const PlannedFile& file : plan.files) {
        if (file.tidy ? file.tidy->kind == kind : kind == FileKind::Figures)
            files.push_back(&file);
    }
    return files;
}

// What the files say holds for their own figures as well.
void takeProfile(const DataProfile& said, ImportCollector& collector)
{
    if (said != DataProfile())
        collector.batch().profile = said;
    collector.known().setProfileSettings(settingsWith(collector.known().profileSettings(), profileSettings(said)));
}

} // namespace

Result<ImportBatch> readImport(const QStringList& paths, const Register& known, const ReadOptions& options,
                               const TaskControl& control)
{
    if (paths.isEmpty())
        return fail(ErrorKind::Input, Message("import.nothing_named"));
    auto plan = TRY(planImport(paths, options, control));
    ImportCollector collector(known);
    for (const QString& warning : plan.warnings)
        collector.warn(warning);
    ImportContext context{
        options, control, collector, {0, plan.bytes}, ProfileColumns(plan.profile.value_or(DataProfile()))};
    TRY(readCouncilFiles(filesOf(plan, FileKind::Councils), context));
    TRY(readFieldFiles(filesOf(plan, FileKind::Fields), context));
    const auto figures = filesOf(plan, FileKind::Figures);
    // A mapping without values is there for tidy files only: names, corrections and what goes with them.
    const bool mapped =
        std::any_of(figures.begin(), figures.end(), [](const PlannedFile* file) { return !file->tidy; });
    if (options.mapping && (mapped || options.mapping->values.empty()))
        putMappingRegister(*options.mapping, collector);
    takeProfile(context.profile.said(), collector);
    for (const PlannedFile* file : figures) {
        TRY(file->tidy ? readFiguresFile(*file, context) : readMappedFile(*file, context));
        context.progress.done += file->scanned.size;
    }
    for (const SourceFile& file : collector.batch().files) {
        if (file.rows == 0)
            collector.warn(u"%1: the file has a header and no rows"_s.arg(file.path));
    }
    if (control.cancel.requested())
        return CancelToken::error();
    return collector.finish();
}

QByteArray rejectsCsv(const std::vector<Reject>& rejects)
{
    QString csv = u"file,line,column,value,reason\n"_s;
    for (const Reject& reject : rejects) {
        const QStringList cells{csvCell(reject.file), QString::number(reject.line), csvCell(reject.column),
                                csvCell(reject.value), csvCell(reject.reason)};
        csv += cells.join(QLatin1Char(',')) + QLatin1Char('\n');
    }
    return csv.toUtf8();
}

} // namespace factoid
