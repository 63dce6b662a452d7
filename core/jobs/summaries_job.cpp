// build-summaries: brings summaries up to date. Reads only the cells that changed; --full reads
// everything and also finds what another program wrote into the figures.
#include "core/base/counted.h"
#include "core/jobs/job_table.h"
#include "core/pipeline/summary_building.h"
#include "core/store/data/figure_store.h"

namespace factoid {

namespace {

constexpr int kExamples = 5; // of figures in doubt

Result<void> nameDoubts(Database& db, JobOutcome& outcome)
{
    const auto doubts = FigureStore(db).inDoubt(kExamples);
    if (!doubts)
        return std::unexpected(doubts.error());
    outcome.result.insert(QStringLiteral("in_doubt"), doubts->count);
    if (doubts->count > 0)
        outcome.note += QStringLiteral("; %1 and in no fact: %2").arg(counted(doubts->count, "figure is in doubt", "figures are in doubt"), doubts->examples.join(QStringLiteral("; ")));
    return {};
}

} // namespace

Result<JobOutcome> summariesJob(JobContext& context, const QJsonObject& options)
{
    SummaryOptions wanted;
    wanted.full = options.value(QStringLiteral("full")).toBool();
    wanted.field = options.value(QStringLiteral("field")).toString();
    if (const QString year = options.value(QStringLiteral("year")).toString(); !year.isEmpty()) {
        const auto parsed = Year::parse(year.toUtf8());
        if (!parsed)
            return fail(ErrorKind::Usage, QStringLiteral("“%1” is not a year; write 2019/20 or 2018").arg(year));
        wanted.year = *parsed;
    }
    QElapsedTimer timer;
    timer.start();
    const Stage stage(context, QStringLiteral("building summaries"));
    return context.apply([&]() -> Result<JobOutcome> {
        const auto report = buildSummaries(context.db, context.clock.now(), wanted, context.attendance);
        if (!report)
            return std::unexpected(report.error());
        constexpr double kMillis = 1'000;
        JobOutcome outcome;
        outcome.result = {
            {QStringLiteral("date"), report->date.toString(Qt::ISODate)},
            {QStringLiteral("built"), report->built},
            {QStringLiteral("unchanged"), report->unchanged},
            {QStringLiteral("figures_read"), report->figuresRead},
            {QStringLiteral("outside_writes"), report->outsideCells},
            {QStringLiteral("seconds"), static_cast<double>(timer.elapsed()) / kMillis},
        };
        outcome.note = QStringLiteral("%1 built, %2 unchanged, %3 read").arg(counted(report->built, "summary", "summaries")).arg(report->unchanged).arg(counted(report->figuresRead, "figure", "figures"));
        // Who reads all figures names those that are none.
        if (auto named = wanted.full ? nameDoubts(context.db, outcome) : Result<void>(); !named)
            return std::unexpected(named.error());
        return outcome;
    });
}

} // namespace factoid
