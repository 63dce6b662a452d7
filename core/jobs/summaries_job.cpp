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
    const auto doubts = TRY(FigureStore(db).inDoubt(kExamples));
    outcome.result.insert(u"in_doubt"_s, doubts.count);
    if (doubts.count > 0)
        outcome.note = Message::list(
            {outcome.note, Message("summaries.in_doubt").count(doubts.count).arg(doubts.examples.join(u"; "_s))});
    return {};
}

} // namespace

Result<JobOutcome> summariesJob(JobContext& context, const QJsonObject& options)
{
    SummaryOptions wanted;
    wanted.full = options.value(u"full"_s).toBool();
    wanted.field = options.value(u"field"_s).toString();
    if (const QString year = options.value(u"year"_s).toString(); !year.isEmpty()) {
        const auto parsed = Year::parse(year.toUtf8());
        if (!parsed)
            return fail(ErrorKind::Usage, Message("summaries.not_a_year").arg(year));
        wanted.year = *parsed;
    }
    QElapsedTimer timer;
    timer.start();
    const Stage stage(context, u"building summaries"_s);
    return context.apply([&]() -> Result<JobOutcome> {
        const auto report = TRY(buildSummaries(context.db, context.clock.now(), wanted, context.control));
        constexpr double kMillis = 1'000;
        JobOutcome outcome;
        outcome.result = {
            {u"date"_s, report.date.toString(Qt::ISODate)},
            {u"built"_s, report.built},
            {u"unchanged"_s, report.unchanged},
            {u"figures_read"_s, report.figuresRead},
            {u"outside_writes"_s, report.outsideCells},
            {u"seconds"_s, static_cast<double>(timer.elapsed()) / kMillis},
        };
        outcome.note = Message("summaries.done")
                           .count(report.built)
                           .arg(report.unchanged)
                           .arg(Message("count.figures").count(report.figuresRead));
        // Who reads all figures names those that are none.
        TRY(wanted.full ? nameDoubts(context.db, outcome) : Result<void>());
        return outcome;
    });
}

} // namespace factoid
