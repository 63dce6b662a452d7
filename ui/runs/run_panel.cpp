#include "ui/runs/run_panel.h"

#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/base/kind_text.h"
#include "ui/runs/failure_words.h"
#include "ui/runs/outcome_strip.h"
#include "ui/runs/stage_bar.h"
#include "ui/runs/transcript_view.h"
#include "ui/widgets/field_label.h"

#include <QCoreApplication>

namespace factoid {

namespace {

struct RunPanelWords {
    Q_DECLARE_TR_FUNCTIONS(factoid::RunPanel)
};

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString();
}

QJsonArray list(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toArray();
}

void addSummary(SidePanel& panel, const RunAnswer& run, const QDateTime& now, const Theme& theme)
{
    auto* state = new StateDot(theme);
    if (run.liveness.isEmpty())
        state->set(outcomeState(run.outcome), outcomeWords(run.outcome));
    else
        state->set(run.liveness == "working"_L1 ? State::Good : State::Warning,
                   run.liveness == "lost"_L1 ? RunPanelWords::tr("lost: its process died") : run.liveness);
    panel.body()->addWidget(state);
    if (!run.message.isEmpty())
        panel.addText(run.message.text(), run.error ? "error" : "");
    const QDateTime started = timeFromText(run.startedAt);
    const QString took = run.seconds ? stageTimeText(*run.seconds) : RunPanelWords::tr("–");
    panel.addRow(RunPanelWords::tr("Started"), relativeTimeText(started, now), exactTimeText(started));
    panel.addRow(RunPanelWords::tr("Took"), run.liveness.isEmpty() ? took : run.plan.words);
    panel.addRow(RunPanelWords::tr("Started by"), run.trigger,
                 RunPanelWords::tr("%1, process %2").arg(run.host).arg(run.pid));
    if (run.changesAnswered > 0)
        panel.addRow(RunPanelWords::tr("Changes processed"), numberText(run.changesAnswered));
    for (const RunSlot& slot : run.slots_)
        panel.addRow(RunPanelWords::tr("For the slot"), slot.slot, outcomeWords(slot.outcome));
}

void addStages(SidePanel& panel, const RunPlan& plan, const Theme& theme)
{
    if (plan.rows.empty())
        return;
    panel.addHeading(RunPanelWords::tr("Stages"));
    auto* bar = new StageBar(theme, nullptr);
    bar->setSegments(segmentsOfPlan(plan.rows));
    panel.body()->addWidget(bar);
    for (const StagePlanRow& row : plan.rows)
        panel.body()->addWidget(new StageLine(row, theme, nullptr));
}

// As the run noted them.
void addFacts(SidePanel& panel, const QJsonObject& facts)
{
    if (facts.isEmpty())
        return;
    panel.addHeading(RunPanelWords::tr("Facts"));
    panel.addRow(RunPanelWords::tr("Found"), numberText(facts.value(u"found"_s).toInteger()),
                 RunPanelWords::tr("best ones kept"));
    panel.addRow(RunPanelWords::tr("Offered to the writer"), numberText(facts.value(u"offered"_s).toInteger()));
    panel.addRow(RunPanelWords::tr("Written and proven"), numberText(facts.value(u"written"_s).toInteger()));
    panel.addRow(RunPanelWords::tr("Chosen, reserve included"), numberText(facts.value(u"chosen"_s).toInteger()));
    const QJsonArray languages = list(facts, "languages");
    const bool several = languages.size() > 1;
    for (const QJsonValue& value : languages) {
        const QJsonObject language = value.toObject();
        if (several || !text(language, "problem").isEmpty()) {
            panel.addRow(
                RunPanelWords::tr("In %1").arg(languageText(text(language, "language"))),
                RunPanelWords::tr("%1 of %2")
                    .arg(numberText(language.value(u"chosen"_s).toInteger()),
                         numberText(language.value(u"written"_s).toInteger())),
                text(language, "problem").isEmpty()
                    ? RunPanelWords::tr("chosen of those that were written, by %1").arg(text(language, "generator"))
                    : text(language, "problem"));
        }
    }
    const QJsonArray refused = list(facts, "refused");
    panel.addRow(RunPanelWords::tr("Rejected"), numberText(refused.size()));
    for (const QJsonValue& value : refused) {
        const QJsonObject refusal = value.toObject();
        if (several)
            panel.body()->addWidget(chip(languageText(text(refusal, "language"))));
        panel.addText(text(refusal, "text").isEmpty() ? text(refusal, "fact") : text(refusal, "text"));
        panel.addText(text(refusal, "reason"), "note");
    }
}

QString linkWords(const QString& link)
{
    static const QHash<QString, const char*> words{
        {u"statistics"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "the statistics writer")},
        {u"stale"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "the previously published set")},
        {u"fallback"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "the curated fallbacks")}};
    const char* known = words.value(link, nullptr);
    return known ? RunPanelWords::tr(known) : placeWords(link);
}

// One call of one provider, or why it was not made; as the run noted it.
void addAttempt(SidePanel& panel, const QJsonObject& attempt, bool severalLanguages)
{
    const QString outcome = text(attempt, "outcome");
    const bool good = outcome == "ok"_L1;
    const QString provider = text(attempt, "provider");
    panel.body()->addWidget(chip(good ? RunPanelWords::tr("%1 answered").arg(provider)
                                 : outcome == "breaker_open"_L1
                                     ? RunPanelWords::tr("%1 was not called").arg(provider)
                                     : RunPanelWords::tr("%1: %2").arg(provider, failureWords(outcome)),
                                 good ? "good" : "warning"));
    const qint64 sentences = attempt.value(u"sentences"_s).toInteger();
    if (sentences > 0)
        panel.addText(RunPanelWords::tr("%1 of %2 accepted")
                          .arg(numberText(attempt.value(u"accepted"_s).toInteger()),
                               countText(sentences, RunPanelWords::tr("sentence"), RunPanelWords::tr("sentences"))));
    if (!text(attempt, "sentence").isEmpty())
        panel.addText(text(attempt, "sentence"));
    QStringList notes;
    if (!attempt.value(u"tokens_in"_s).isNull() && attempt.contains(u"tokens_in"_s))
        notes << RunPanelWords::tr("%1 in, %2 out")
                     .arg(countText(attempt.value(u"tokens_in"_s).toInteger(), RunPanelWords::tr("token"),
                                    RunPanelWords::tr("tokens")),
                          numberText(attempt.value(u"tokens_out"_s).toInteger()));
    if (!text(attempt, "cost").isEmpty())
        notes << text(attempt, "cost");
    if (attempt.contains(u"seconds"_s))
        notes << stageTimeText(attempt.value(u"seconds"_s).toDouble());
    if (!text(attempt, "model").isEmpty())
        notes << text(attempt, "model");
    if (severalLanguages)
        notes << RunPanelWords::tr("asked for %1").arg(languageText(text(attempt, "language")));
    if (!notes.isEmpty())
        panel.addText(notes.join(u", "_s), "note");
    if (!text(attempt, "action").isEmpty()) {
        const QString why = text(attempt, "why");
        panel.addText(why.isEmpty() ? RunPanelWords::tr("Then: %1").arg(actionWords(text(attempt, "action")))
                                    : RunPanelWords::tr("Then: %1 (%2)").arg(actionWords(text(attempt, "action")), why),
                      "note");
    }
}

void addFactoid(SidePanel& panel, const RunFactoid& factoid, const QString& fate, const char* tone, bool several)
{
    panel.body()->addWidget(
        chip(several ? RunPanelWords::tr("%1, %2").arg(languageText(factoid.language), fate) : fate, tone));
    panel.addText(factoid.text, fate == RunPanelWords::tr("removed") ? "muted" : "");
    if (!factoid.kind.isEmpty())
        panel.body()->addWidget(
            carrySlug(wrappedLabel(RunPanelWords::tr("%1, %2").arg(kindText(factoid.kind), factoid.fieldName), "note"),
                      factoid.fieldSlug));
}

void addSet(SidePanel& panel, const RunSet& set, const QDateTime& now)
{
    panel.addHeading(RunPanelWords::tr("The set, before and after"));
    panel.addText(set.before ? RunPanelWords::tr("%1, against the set of %2")
                                   .arg(set.sentence, relativeTimeText(timeFromText(set.before->publishedAt), now))
                             : set.sentence,
                  "note");
    const bool several = std::ranges::any_of(
        set.factoids, [&](const RunFactoidNow& factoid) { return factoid.language != set.factoids.front().language; });
    for (const RunFactoidNow& factoid : set.factoids) {
        const QString fate =
            factoid.fate == "moved"_L1
                ? RunPanelWords::tr("moved from place %1 to %2").arg(factoid.was.value_or(0)).arg(factoid.position)
                : factoid.fate;
        addFactoid(panel, factoid, fate, factoid.fate == "added"_L1 ? "good" : "", several);
    }
    for (const RunFactoid& factoid : set.gone)
        addFactoid(panel, factoid, RunPanelWords::tr("removed"), "warning", several);
}

} // namespace

void addWriting(SidePanel& panel, const QJsonObject& result)
{
    const QString link = text(result, "link");
    const QJsonArray attempts = list(result, "attempts");
    if (link.isEmpty() && attempts.isEmpty())
        return;
    panel.addHeading(RunPanelWords::tr("Written by"));
    if (!link.isEmpty())
        panel.addRow(RunPanelWords::tr("Served by"), linkWords(link), text(result, "link_reason"));
    const bool several = result.value(u"facts"_s).toObject().value(u"languages"_s).toArray().size() > 1;
    for (const QJsonValue& attempt : attempts)
        addAttempt(panel, attempt.toObject(), several);
}

QString jobWords(const QString& job)
{
    static const QHash<QString, const char*> words{
        {u"update-factoids"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Generation")},
        {u"import"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Import")},
        {u"build-summaries"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Summaries")},
        {u"export"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Export")},
        {u"warm-cache"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Warming the cache")},
        {u"invalidate"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Invalidation")},
        {u"rehearse"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Rehearsal")},
        {u"schedule"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Schedule")},
        {u"fallbacks"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Fallbacks")},
        {u"backup"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Backup")},
        {u"restore"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Restore")},
        {u"prune"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Pruning")},
        {u"breakers"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Circuit breaker")},
        {u"recovery"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Recovery table")},
        {u"undo"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Undo")},
        {u"redo"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Redo")},
        {u"cancel"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Cancellation")},
        {u"alerts"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Alerts")},
        {u"alert-test"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Test of alerts")},
        {u"settings"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Settings")},
        {u"curate"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Choice of what is shown")},
        {u"repair"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Repair")},
        {u"probe"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Provider probe")}};
    const char* known = words.value(job, nullptr);
    return known ? RunPanelWords::tr(known) : job;
}

void showRun(SidePanel& panel, const WholeRun& whole, const QDateTime& now, const Theme& theme)
{
    const RunAnswer& run = whole.run;
    panel.clear();
    panel.setTitle(RunPanelWords::tr("Run %1: %2").arg(run.id).arg(jobWords(run.job)));
    addSummary(panel, run, now, theme);
    addStages(panel, run.plan, theme);
    addWriting(panel, run.result);
    addTranscripts(panel, whole.transcripts);
    if (run.set)
        addSet(panel, *run.set, now);
    if (run.facts)
        addFacts(panel, *run.facts);
    QStringList options;
    for (auto option = run.options.begin(); option != run.options.end(); ++option)
        options << u"%1: %2"_s.arg(option.key(), option.value().toVariant().toStringList().join(u", "_s));
    if (!options.isEmpty()) {
        panel.addHeading(RunPanelWords::tr("Options"));
        panel.addText(options.join(QLatin1Char('\n')), "note");
    }
    panel.show();
}

} // namespace factoid
