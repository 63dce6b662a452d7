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
        state->set(liveness == "working"_L1 ? State::Good : State::Warning,
                   liveness == "lost"_L1 ? RunPanelWords::tr("lost: its process is gone") : liveness);
    panel.body()->addWidget(state);
    if (!text(run, "message").isEmpty())
        panel.addText(text(run, "message"), run.value(u"error"_s).isNull() ? "" : "error");
    const QDateTime started = timeFromText(text(run, "started_at"));
    panel.addRow(RunPanelWords::tr("Started"), relativeTimeText(started, now), exactTimeText(started));
    panel.addRow(RunPanelWords::tr("Took"), liveness.isEmpty() ? secondsText(run.value(u"seconds"_s))
                                                               : text(run.value(u"plan"_s).toObject(), "words"));
    panel.addRow(RunPanelWords::tr("Started by"), text(run, "trigger"),
                 RunPanelWords::tr("%1, process %2").arg(text(run, "host")).arg(run.value(u"pid"_s).toInteger()));
    if (const qint64 answered = run.value(u"changes_answered"_s).toInteger(); answered > 0)
        panel.addRow(RunPanelWords::tr("Changes answered"), numberText(answered));
    for (const QJsonValue& slot : list(run, "slots"))
        panel.addRow(RunPanelWords::tr("Answers the slot"), text(slot.toObject(), "slot"),
                     outcomeWords(text(slot.toObject(), "outcome")));
}

void addStages(SidePanel& panel, const QJsonObject& run, const Theme& theme)
{
    const QJsonObject plan = run.value(u"plan"_s).toObject();
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
    panel.addRow(RunPanelWords::tr("Found"), numberText(facts.value(u"found"_s).toInteger()),
                 RunPanelWords::tr("the best that were kept"));
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
    static const QHash<QString, const char*> words{
        {u"statistics"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "the statistics writer")},
        {u"stale"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "the set that was published before")},
        {u"fallback"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "the curated fallbacks")}};
    const char* known = words.value(link, nullptr);
    return known ? RunPanelWords::tr(known) : placeWords(link);
}

// One call of one provider, or why it was not made.
void addAttempt(SidePanel& panel, const QJsonObject& attempt, bool severalLanguages)
{
    const QString outcome = text(attempt, "outcome");
    const bool good = outcome == "ok"_L1;
    const QString provider = text(attempt, "provider");
    panel.body()->addWidget(chip(good ? RunPanelWords::tr("%1 answered").arg(provider)
                                 : outcome == "breaker_open"_L1
                                     ? RunPanelWords::tr("%1 was not asked").arg(provider)
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

void addSet(SidePanel& panel, const QJsonObject& set, const QDateTime& now)
{
    if (set.isEmpty())
        return;
    panel.addHeading(RunPanelWords::tr("The set, before and after"));
    const QJsonObject before = set.value(u"before"_s).toObject();
    panel.addText(before.isEmpty() ? text(set, "sentence")
                                   : RunPanelWords::tr("%1, against the set of %2")
                                         .arg(text(set, "sentence"),
                                              relativeTimeText(timeFromText(text(before, "published_at")), now)),
                  "note");
    QString first;
    bool several = false;
    for (const QJsonValue& value : list(set, "factoids")) {
        const QString language = text(value.toObject(), "language");
        several = several || (!first.isEmpty() && language != first);
        first = language;
    }
    const auto add = [&](const QJsonObject& factoid, const QString& fate, const char* tone) {
        panel.body()->addWidget(chip(
            several ? RunPanelWords::tr("%1, %2").arg(languageText(text(factoid, "language")), fate) : fate, tone));
        panel.addText(text(factoid, "text"), fate == RunPanelWords::tr("gone") ? "muted" : "");
        if (const QString kind = text(factoid, "kind"); !kind.isEmpty())
            panel.body()->addWidget(carrySlug(
                wrappedLabel(RunPanelWords::tr("%1, %2").arg(kindText(kind), text(factoid, "field_name")), "note"),
                text(factoid, "field")));
    };
    for (const QJsonValue& value : list(set, "factoids")) {
        const QJsonObject factoid = value.toObject();
        QString fate = text(factoid, "fate");
        if (fate == "moved"_L1)
            fate = RunPanelWords::tr("moved from place %1 to %2")
                       .arg(factoid.value(u"was"_s).toInt())
                       .arg(factoid.value(u"position"_s).toInt());
        add(factoid, fate, text(factoid, "fate") == "added"_L1 ? "good" : "");
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
        {u"cancel"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Cancelling")},
        {u"probe"_s, QT_TRANSLATE_NOOP("factoid::RunPanel", "Probe of providers")}};
    const char* known = words.value(job, nullptr);
    return known ? RunPanelWords::tr(known) : job;
}

void showRun(SidePanel& panel, const QJsonObject& run, const QDateTime& now, const Theme& theme)
{
    panel.clear();
    panel.setTitle(RunPanelWords::tr("Run %1: %2").arg(run.value(u"id"_s).toInteger()).arg(jobWords(text(run, "job"))));
    addSummary(panel, run, now, theme);
    addStages(panel, run, theme);
    addWriting(panel, run.value(u"result"_s).toObject());
    addTranscripts(panel, list(run, "transcripts"));
    addSet(panel, run.value(u"set"_s).toObject(), now);
    addFacts(panel, run.value(u"facts"_s).toObject());
    QStringList options;
    const QJsonObject given = run.value(u"options"_s).toObject();
    for (auto option = given.begin(); option != given.end(); ++option)
        options << u"%1: %2"_s.arg(option.key(), option.value().toVariant().toStringList().join(u", "_s));
    if (!options.isEmpty()) {
        panel.addHeading(RunPanelWords::tr("Options"));
        panel.addText(options.join(QLatin1Char('\n')), "note");
    }
    panel.show();
}

} // namespace factoid
