#include "ui/errors/failure_columns.h"

#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/runs/failure_words.h"
#include "ui/runs/run_panel.h"

#include <QCoreApplication>

#include <algorithm>

namespace factoid {

namespace {

struct FailureColumnsWords {
    Q_DECLARE_TR_FUNCTIONS(factoid::FailureColumns)
};

bool hasStep(const RecoveryRule& rule, RecoveryAction action)
{
    return std::ranges::find(rule.steps, action) != rule.steps.end();
}

} // namespace

std::vector<ColumnOf<FailurePattern>> patternColumns()
{
    using Row = FailurePattern;
    const auto state = [](const Row& row) {
        return row.by == "hour"_L1 ? FailureColumnsWords::tr("by hour")
               : row.open > 0      ? FailureColumnsWords::tr("open")
                                   : FailureColumnsWords::tr("resolved");
    };
    return {
        columnOf<Row>(u"open"_s, FailureColumnsWords::tr("State"), ColumnKind::State, &Row::open)
            .wide(76)
            .saying(state)
            .standing([](const Row& row) { return row.open > 0 ? State::Bad : State::Idle; }),
        columnOf<Row>(u"sentence"_s, FailureColumnsWords::tr("Pattern"), ColumnKind::Text, &Row::sentence).wide(300),
        columnOf<Row>(u"count"_s, FailureColumnsWords::tr("Times"), ColumnKind::Number, &Row::count).wide(64),
        columnOf<Row>(u"last"_s, FailureColumnsWords::tr("Last seen"), ColumnKind::Time, &Row::last).wide(100),
        columnOf<Row>(u"action"_s, FailureColumnsWords::tr("Last action"), ColumnKind::Text, &Row::action)
            .wide(150)
            .saying([](const Row& row) {
                return row.action.isEmpty() ? FailureColumnsWords::tr("none") : actionWords(row.action);
            }),
        columnOf<Row>(u"action_result"_s, FailureColumnsWords::tr("Result"), ColumnKind::State, &Row::actionResult)
            .wide(96)
            .saying([](const Row& row) { return resultWords(row.actionResult); })
            .standing([](const Row& row) { return resultState(row.actionResult); }),
        columnOf<Row>(u"incidents"_s, FailureColumnsWords::tr("Incidents"), ColumnKind::Number, &Row::incidents)
            .wide(80),
        columnOf<Row>(u"rule"_s, FailureColumnsWords::tr("Rule"), ColumnKind::Text, [](const Row& row) {
            return row.rule.join(u", "_s);
        }).saying([](const Row& row) { return stepsWords(row.rule); })};
}

std::vector<ColumnOf<IncidentLine>> incidentColumns()
{
    using Row = IncidentLine;
    const auto isOpen = [](const Row& row) { return !row.resolvedAt.isValid(); };
    return {
        columnOf<Row>(u"open"_s, FailureColumnsWords::tr("State"), ColumnKind::State, isOpen)
            .wide(128)
            .saying([isOpen](const Row& row) {
                return row.alert     ? FailureColumnsWords::tr("needs attention")
                       : isOpen(row) ? FailureColumnsWords::tr("open")
                                     : FailureColumnsWords::tr("resolved");
            })
            .standing([isOpen](const Row& row) {
                return row.alert ? State::Bad : isOpen(row) ? State::Warning : State::Idle;
            }),
        columnOf<Row>(u"kind"_s, FailureColumnsWords::tr("Kind"), ColumnKind::Text, &Row::kind)
            .wide(136)
            .saying([](const Row& row) { return failureWords(row.kind); }),
        columnOf<Row>(u"provider"_s, FailureColumnsWords::tr("Where"), ColumnKind::Text, &Row::provider)
            .wide(96)
            .saying([](const Row& row) { return placeWords(row.provider); }),
        columnOf<Row>(u"sentence"_s, FailureColumnsWords::tr("Message"), ColumnKind::Text, &Row::sentence).wide(300),
        columnOf<Row>(u"count"_s, FailureColumnsWords::tr("Times"), ColumnKind::Number, &Row::count).wide(64),
        columnOf<Row>(u"last_seen"_s, FailureColumnsWords::tr("Last seen"), ColumnKind::Time,
                      [](const Row& row) { return timeText(row.lastSeen); })
            .wide(100),
        columnOf<Row>(u"first_seen"_s, FailureColumnsWords::tr("First seen"), ColumnKind::Time,
                      [](const Row& row) { return timeText(row.firstSeen); })
            .wide(100),
        columnOf<Row>(u"field"_s, FailureColumnsWords::tr("Field"), ColumnKind::Text, &Row::field).wide(110).hidden(),
        columnOf<Row>(u"job"_s, FailureColumnsWords::tr("Job"), ColumnKind::Text, &Row::job)
            .wide(96)
            .saying([](const Row& row) { return jobWords(row.job); }),
        columnOf<Row>(u"id"_s, FailureColumnsWords::tr("Incident"), ColumnKind::Number, &Row::id).wide(70)};
}

std::vector<ColumnOf<RecoveryRow>> ruleColumns()
{
    using Row = RecoveryRow;
    const auto steps = [](const Row& row) { return stepsWords(stepNames(row.rule)); };
    return {columnOf<Row>(u"pattern"_s, FailureColumnsWords::tr("When"), ColumnKind::Text, &Row::pattern)
                .wide(190)
                .saying([](const Row& row) { return patternWords(row.pattern); }),
            columnOf<Row>(u"steps"_s, FailureColumnsWords::tr("Actions, in order"), ColumnKind::Text, steps).wide(460),
            columnOf<Row>(u"attempts"_s, FailureColumnsWords::tr("Attempts"), ColumnKind::Number,
                          [](const Row&) { return QString(); })
                .wide(60)
                .saying([](const Row& row) {
                    // Without a step that waits, nothing is tried again.
                    return hasStep(row.rule, RecoveryAction::Wait) ? numberText(row.rule.wait.attempts) : u"–"_s;
                }),
            columnOf<Row>(u"alert_after"_s, FailureColumnsWords::tr("Alert after"), ColumnKind::Number,
                          [](const Row&) { return QString(); })
                .wide(96)
                .saying([](const Row& row) {
                    return hasStep(row.rule, RecoveryAction::RaiseAlert) ? numberText(row.rule.alertAfter)
                                                                         : FailureColumnsWords::tr("never");
                }),
            columnOf<Row>(u"own"_s, FailureColumnsWords::tr("Source"), ColumnKind::State, &Row::own)
                .wide(120)
                .saying([](const Row& row) {
                    return row.own ? FailureColumnsWords::tr("operator") : FailureColumnsWords::tr("built-in");
                })
                .standing([](const Row& row) { return row.own ? State::Warning : State::Idle; })};
}

QStringList stepNames(const RecoveryRule& rule)
{
    QStringList names;
    for (const RecoveryAction step : rule.steps)
        names << recoveryActionName(step);
    return names;
}

QString patternWords(const QString& pattern)
{
    const QString provider = pattern.section(QLatin1Char('@'), 1);
    const QString kind = failureWords(pattern.section(QLatin1Char('@'), 0, 0));
    return provider.isEmpty() ? kind : FailureColumnsWords::tr("%1 at %2").arg(kind, provider);
}

} // namespace factoid
