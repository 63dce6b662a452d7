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

QString secondsText(const QJsonValue& value)
{
    return value.isNull() || value.isUndefined() ? RunPanelWords::tr("–") : stageTimeText(value.toDouble());
}

void addSummary(SidePanel& panel, const QJsonObject& run, const QDateTime& now, const Theme& theme)
{
    auto* state = new StateDot(theme);
    const QString outcome = text(run, "outcome");
    const QString liveness = text(run, "liveness");
    if (liveness.isEmpty())
        state->set(outcomeState(outcome), outcomeWords(outcome));
    else
        state->set(liveness == QLatin1String("working") ? State::Good : State::Warning, liveness == QLatin1String("lost") ? RunPanelWords::tr("lost: its process is gone") : liveness);
    panel.body()->addWidget(state);
    if (!text(run, "message").isEmpty())
        panel.addText(text(run, "message"), run.value(QStringLiteral("error")).isNull() ? "" : "error");
    const QDateTime started = timeFromText(text(run, "started_at"));
    panel.addRow(RunPanelWords::tr("Started"), relativeTimeText(started, now), exactTimeText(started));
    panel.addRow(RunPanelWords::tr("Took"), liveness.isEmpty() ? secondsText(run.value(QStringLiteral("seconds"))) : text(run.value(QStringLiteral("plan")).toObject(), "words"));
    panel.addRow(RunPanelWords::tr("Started by"), text(run, "trigger"), RunPanelWords::tr("%1, process %2").arg(text(run, "host")).arg(run.value(QStringLiteral("pid")).toInteger()));
    if (const qint64 answered = run.value(QStringLiteral("changes_answered")).toInteger(); answered > 0)
        panel.addRow(RunPanelWords::tr("Changes answered"), numberText(answered));
    for (const QJsonValue& slot : list(run, "slots"))
        panel.addRow(RunPanelWords::tr("Answers the slot"), text(slot.toObject(), "slot"), outcomeWords(text(slot.toObject(), "outcome")));
}

void addStages(SidePanel& panel, const QJsonObject& run, const Theme& theme)
{
    const QJsonObject plan = run.value(QStringLiteral("plan")).toObject();
    if (list(plan, "rows").isEmpty())
        return;
    panel.addHeading(RunPanelWords::tr("Stages"));
    auto* bar = new StageBar(theme, nullptr);
    bar->setSegments(segmentsOfPlan(plan));
    panel.body()->addWidget(bar);
    for (const QJsonValue& row : list(plan, "rows"))
        panel.body()->addWidget(new StageLine(row.toObject(), theme, nullptr));
}

void addFacts(SidePanel& panel, const QJsonObject& facts)
{
    if (facts.isEmpty())
        return;
    panel.addHeading(RunPanelWords::tr("Facts"));
    panel.addRow(RunPanelWords::tr("Found"), numberText(facts.value(QStringLiteral("found")).toInteger()), RunPanelWords::tr("the best that were kept"));
    panel.addRow(RunPanelWords::tr("Offered to the writer"), numberText(facts.value(QStringLiteral("offered")).toInteger()));
    panel.addRow(RunPanelWords::tr("Written and proven"), numberText(facts.value(QStringLiteral("written")).toInteger()));
    panel.addRow(RunPanelWords::tr("Chosen, reserve included"), numberText(facts.value(QStringLiteral("chosen")).toInteger()));
    const QJsonArray languages = list(facts, "languages");
    const bool several = languages.size() > 1;
    for (const QJsonValue& value : languages) {
        const QJsonObject language = value.toObject();
        if (several || !text(language, "problem").isEmpty()) {
            panel.addRow(RunPanelWords::tr("In %1").arg(languageText(text(language, "language"))), RunPanelWords::tr("%1 of %2").arg(numberText(language.value(QStringLiteral("chosen")).toInteger()), numberText(language.value(QStringLiteral("written")).toInteger())),
                         text(language, "problem").isEmpty() ? RunPanelWords::tr("chosen of those that were written, by %1").arg(text(language, "generator")) : text(language, "problem"));
        }
    }
    const QJsonArray refused = list(facts, "refused");
    panel.addRow(RunPanelWords::tr("Refused"), numberText(refused.size()));
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
    static const QHash<QString, const char*> words{{QStringLiteral("statistics"), QT_TRANSLATE_NOOP("factoid::RunPanel", "the statistics writer")}, {QStringLiteral("stale"), QT_TRANSLATE_NOOP("factoid::RunPanel", "the set that was published before")},
                                                   {QStringLiteral("fallback"), QT_TRANSLATE_NOOP("factoid::RunPanel", "the curated fallbacks")}};
    const char* known = words.value(link, nullptr);
    return known ? RunPanelWords::tr(known) : placeWords(link);
}

// One call of one provider, or why it was not made.
void addAttempt(SidePanel& panel, const QJsonObject& attempt, bool severalLanguages)
{
    const QString outcome = text(attempt, "outcome");
    const bool good = outcome == QLatin1String("ok");
    const QString provider = text(attempt, "provider");
    panel.body()->addWidget(chip(good ? RunPanelWords::tr("%1 answered").arg(provider)
                                 : outcome == QLatin1String("breaker_open") ? RunPanelWords::tr("%1 was not asked").arg(provider)
                                                                            : RunPanelWords::tr("%1: %2").arg(provider, failureWords(outcome)),
                                 good ? "good" : "warning"));
    const qint64 sentences = attempt.value(QStringLiteral("sentences")).toInteger();
    if (sentences > 0)
        panel.addText(RunPanelWords::tr("%1 of %2 accepted").arg(numberText(attempt.value(QStringLiteral("accepted")).toInteger()), countText(sentences, RunPanelWords::tr("sentence"), RunPanelWords::tr("sentences"))));
    if (!text(attempt, "sentence").isEmpty())
        panel.addText(text(attempt, "sentence"));
    QStringList notes;
    if (!attempt.value(QStringLiteral("tokens_in")).isNull() && attempt.contains(QStringLiteral("tokens_in")))
        notes << RunPanelWords::tr("%1 in, %2 out").arg(countText(attempt.value(QStringLiteral("tokens_in")).toInteger(), RunPanelWords::tr("token"), RunPanelWords::tr("tokens")), numberText(attempt.value(QStringLiteral("tokens_out")).toInteger()));
    if (!text(attempt, "cost").isEmpty())
        notes << text(attempt, "cost");
    if (attempt.contains(QStringLiteral("seconds")))
        notes << stageTimeText(attempt.value(QStringLiteral("seconds")).toDouble());
    if (!text(attempt, "model").isEmpty())
        notes << text(attempt, "model");
    if (severalLanguages)
        notes << RunPanelWords::tr("asked for %1").arg(languageText(text(attempt, "language")));
    if (!notes.isEmpty())
        panel.addText(notes.join(QStringLiteral(", ")), "note");
    if (!text(attempt, "action").isEmpty()) {
        const QString why = text(attempt, "why");
        panel.addText(why.isEmpty() ? RunPanelWords::tr("Then: %1").arg(actionWords(text(attempt, "action"))) : RunPanelWords::tr("Then: %1 (%2)").arg(actionWords(text(attempt, "action")), why), "note");
    }
}

void addSet(SidePanel& panel, const QJsonObject& set, const QDateTime& now)
{
    if (set.isEmpty())
        return;
    panel.addHeading(RunPanelWords::tr("The set, before and after"));
    const QJsonObject before = set.value(QStringLiteral("before")).toObject();
    panel.addText(before.isEmpty() ? text(set, "sentence") : RunPanelWords::tr("%1, against the set of %2").arg(text(set, "sentence"), relativeTimeText(timeFromText(text(before, "published_at")), now)), "note");
    QString first;
    bool several = false;
    for (const QJsonValue& value : list(set, "factoids")) {
        const QString language = text(value.toObject(), "language");
        several = several || (!first.isEmpty() && language != first);
        first = language;
    }
    const auto add = [&](const QJsonObject& factoid, const QString& fate, const char* tone) {
        panel.body()->addWidget(chip(several ? RunPanelWords::tr("%1, %2").arg(languageText(text(factoid, "language")), fate) : fate, tone));
        panel.addText(text(factoid, "text"), fate == RunPanelWords::tr("gone") ? "muted" : "");
        if (const QString kind = text(factoid, "kind"); !kind.isEmpty())
            panel.body()->addWidget(carrySlug(wrappedLabel(RunPanelWords::tr("%1, %2").arg(kindText(kind), text(factoid, "field_name")), "note"), text(factoid, "field")));
    };
    for (const QJsonValue& value : list(set, "factoids")) {
        const QJsonObject factoid = value.toObject();
        QString fate = text(factoid, "fate");
        if (fate == QLatin1String("moved"))
            fate = RunPanelWords::tr("moved from place %1 to %2").arg(factoid.value(QStringLiteral("was")).toInt()).arg(factoid.value(QStringLiteral("position")).toInt());
        add(factoid, fate, text(factoid, "fate") == QLatin1String("added") ? "good" : "");
    }
    for (const QJsonValue& value : list(set, "gone"))
        add(value.toObject(), RunPanelWords::tr("gone"), "warning");
}

} // namespace

void addWriting(SidePanel& panel, const QJsonObject& result)
{
    const QString link = text(result, "link");
    const QJsonArray attempts = list(result, "attempts");
    if (link.isEmpty() && attempts.isEmpty())
        return;
    panel.addHeading(RunPanelWords::tr("Who wrote it"));
    if (!link.isEmpty())
        panel.addRow(RunPanelWords::tr("Served by"), linkWords(link), text(result, "link_reason"));
    const bool several = result.value(QStringLiteral("facts")).toObject().value(QStringLiteral("languages")).toArray().size() > 1;
    for (const QJsonValue& attempt : attempts)
        addAttempt(panel, attempt.toObject(), several);
}

QString jobWords(const QString& job)
{
    static const QHash<QString, const char*> words{
        {QStringLiteral("update-factoids"), QT_TRANSLATE_NOOP("factoid::RunPanel", "Generation")}, {QStringLiteral("import"), QT_TRANSLATE_NOOP("factoid::RunPanel", "Import")}, {QStringLiteral("build-summaries"), QT_TRANSLATE_NOOP("factoid::RunPanel", "Summaries")},
        {QStringLiteral("export"), QT_TRANSLATE_NOOP("factoid::RunPanel", "Export")}, {QStringLiteral("warm-cache"), QT_TRANSLATE_NOOP("factoid::RunPanel", "Warming the cache")}, {QStringLiteral("invalidate"), QT_TRANSLATE_NOOP("factoid::RunPanel", "Invalidation")},
        {QStringLiteral("rehearse"), QT_TRANSLATE_NOOP("factoid::RunPanel", "Rehearsal")}, {QStringLiteral("schedule"), QT_TRANSLATE_NOOP("factoid::RunPanel", "Schedule")}, {QStringLiteral("fallbacks"), QT_TRANSLATE_NOOP("factoid::RunPanel", "Fallbacks")},
        {QStringLiteral("backup"), QT_TRANSLATE_NOOP("factoid::RunPanel", "Backup")}, {QStringLiteral("restore"), QT_TRANSLATE_NOOP("factoid::RunPanel", "Restore")}, {QStringLiteral("prune"), QT_TRANSLATE_NOOP("factoid::RunPanel", "Pruning")},
        {QStringLiteral("breakers"), QT_TRANSLATE_NOOP("factoid::RunPanel", "Circuit breaker")}, {QStringLiteral("recovery"), QT_TRANSLATE_NOOP("factoid::RunPanel", "Recovery table")}, {QStringLiteral("undo"), QT_TRANSLATE_NOOP("factoid::RunPanel", "Undo")}, {QStringLiteral("redo"), QT_TRANSLATE_NOOP("factoid::RunPanel", "Redo")}, {QStringLiteral("cancel"), QT_TRANSLATE_NOOP("factoid::RunPanel", "Cancelling")},
        {QStringLiteral("probe"), QT_TRANSLATE_NOOP("factoid::RunPanel", "Probe of providers")}};
    const char* known = words.value(job, nullptr);
    return known ? RunPanelWords::tr(known) : job;
}

void showRun(SidePanel& panel, const QJsonObject& run, const QDateTime& now, const Theme& theme)
{
    panel.clear();
    panel.setTitle(RunPanelWords::tr("Run %1: %2").arg(run.value(QStringLiteral("id")).toInteger()).arg(jobWords(text(run, "job"))));
    addSummary(panel, run, now, theme);
    addStages(panel, run, theme);
    addWriting(panel, run.value(QStringLiteral("result")).toObject());
    addTranscripts(panel, list(run, "transcripts"));
    addSet(panel, run.value(QStringLiteral("set")).toObject(), now);
    addFacts(panel, run.value(QStringLiteral("facts")).toObject());
    QStringList options;
    const QJsonObject given = run.value(QStringLiteral("options")).toObject();
    for (auto option = given.begin(); option != given.end(); ++option)
        options << QStringLiteral("%1: %2").arg(option.key(), option.value().toVariant().toStringList().join(QStringLiteral(", ")));
    if (!options.isEmpty()) {
        panel.addHeading(RunPanelWords::tr("Options"));
        panel.addText(options.join(QLatin1Char('\n')), "note");
    }
    panel.show();
}

} // namespace factoid
