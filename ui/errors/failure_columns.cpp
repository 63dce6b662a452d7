#include "ui/errors/failure_columns.h"

#include "ui/base/formats.h"
#include "ui/runs/failure_words.h"
#include "ui/runs/run_panel.h"

#include <QCoreApplication>

namespace factoid {

namespace {

struct FailureColumnsWords {
    Q_DECLARE_TR_FUNCTIONS(factoid::FailureColumns)
};

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString();
}

Column column(const char* key, const QString& title, ColumnKind kind, int width)
{
    Column made{QLatin1String(key), title, kind};
    made.width = width;
    return made;
}

Column kindColumn()
{
    Column kind = column("kind", FailureColumnsWords::tr("Kind"), ColumnKind::Text, 136);
    kind.text = [](const QJsonObject& row) { return failureWords(text(row, "kind")); };
    return kind;
}

QJsonObject ruleOf(const QJsonObject& row)
{
    return row.value(u"rule"_s).toObject();
}

} // namespace

std::vector<Column> patternColumns()
{
    Column state = column("open", FailureColumnsWords::tr("State"), ColumnKind::State, 76);
    state.text = [](const QJsonObject& row) {
        return row.value(u"by"_s).toString() == "hour"_L1 ? FailureColumnsWords::tr("by hour")
               : row.value(u"open"_s).toInteger() > 0     ? FailureColumnsWords::tr("open")
                                                          : FailureColumnsWords::tr("over");
    };
    state.state = [](const QJsonObject& row) {
        return row.value(u"open"_s).toInteger() > 0 ? State::Bad : State::Idle;
    };
    Column sentence = column("sentence", FailureColumnsWords::tr("Pattern"), ColumnKind::Text, 300);
    Column count = column("count", FailureColumnsWords::tr("Times"), ColumnKind::Number, 64);
    Column last = column("last", FailureColumnsWords::tr("Last"), ColumnKind::Time, 100);
    Column action = column("action", FailureColumnsWords::tr("Done last"), ColumnKind::Text, 150);
    action.text = [](const QJsonObject& row) {
        return text(row, "action").isEmpty() ? FailureColumnsWords::tr("nothing") : actionWords(text(row, "action"));
    };
    Column result = column("action_result", FailureColumnsWords::tr("Result"), ColumnKind::State, 96);
    result.text = [](const QJsonObject& row) { return resultWords(text(row, "action_result")); };
    result.state = [](const QJsonObject& row) { return resultState(text(row, "action_result")); };
    Column incidents = column("incidents", FailureColumnsWords::tr("Incidents"), ColumnKind::Number, 80);
    Column rule = column("rule", FailureColumnsWords::tr("What its rule says"), ColumnKind::Text, 0);
    rule.text = [](const QJsonObject& row) { return stepsWords(row.value(u"rule"_s).toArray()); };
    return {state, sentence, count, last, action, result, incidents, rule};
}

std::vector<Column> incidentColumns()
{
    Column state = column("open", FailureColumnsWords::tr("State"), ColumnKind::State, 128);
    state.text = [](const QJsonObject& row) {
        return row.value(u"alert"_s).toBool()  ? FailureColumnsWords::tr("calls for a person")
               : row.value(u"open"_s).toBool() ? FailureColumnsWords::tr("open")
                                               : FailureColumnsWords::tr("over");
    };
    state.state = [](const QJsonObject& row) {
        return row.value(u"alert"_s).toBool()  ? State::Bad
               : row.value(u"open"_s).toBool() ? State::Warning
                                               : State::Idle;
    };
    Column where = column("provider", FailureColumnsWords::tr("Where"), ColumnKind::Text, 96);
    where.text = [](const QJsonObject& row) { return placeWords(text(row, "provider")); };
    Column sentence = column("sentence", FailureColumnsWords::tr("What it said"), ColumnKind::Text, 300);
    Column count = column("count", FailureColumnsWords::tr("Times"), ColumnKind::Number, 64);
    Column last = column("last_seen", FailureColumnsWords::tr("Last"), ColumnKind::Time, 100);
    Column first = column("first_seen", FailureColumnsWords::tr("First"), ColumnKind::Time, 100);
    Column field = column("field", FailureColumnsWords::tr("Field"), ColumnKind::Text, 110);
    field.shownAtFirst = false;
    Column job = column("job", FailureColumnsWords::tr("Job"), ColumnKind::Text, 96);
    job.text = [](const QJsonObject& row) { return jobWords(text(row, "job")); };
    Column number = column("id", FailureColumnsWords::tr("Incident"), ColumnKind::Number, 70);
    return {state, kindColumn(), where, sentence, count, last, first, field, job, number};
}

std::vector<Column> ruleColumns()
{
    Column pattern = column("pattern", FailureColumnsWords::tr("When"), ColumnKind::Text, 190);
    pattern.text = [](const QJsonObject& row) { return patternWords(text(row, "pattern")); };
    Column steps = column("steps", FailureColumnsWords::tr("What is done, in this order"), ColumnKind::Text, 460);
    steps.text = [](const QJsonObject& row) { return stepsWords(ruleOf(row).value(u"steps"_s).toArray()); };
    Column tries = column("attempts", FailureColumnsWords::tr("Tries"), ColumnKind::Number, 60);
    tries.text = [](const QJsonObject& row) {
        const QJsonObject rule = ruleOf(row);
        // Without a step that waits, nothing is tried again.
        return rule.value(u"steps"_s).toArray().contains(u"wait"_s)
                   ? numberText(rule.value(u"wait"_s).toObject().value(u"attempts"_s).toInteger())
                   : u"–"_s;
    };
    Column alert = column("alert_after", FailureColumnsWords::tr("A person from"), ColumnKind::Number, 96);
    alert.text = [](const QJsonObject& row) {
        const QJsonObject rule = ruleOf(row);
        return rule.value(u"steps"_s).toArray().contains(u"raise_alert"_s)
                   ? numberText(rule.value(u"alert_after"_s).toInteger())
                   : FailureColumnsWords::tr("never");
    };
    Column own = column("own", FailureColumnsWords::tr("Whose"), ColumnKind::State, 120);
    own.text = [](const QJsonObject& row) {
        return row.value(u"own"_s).toBool() ? FailureColumnsWords::tr("an operator's")
                                            : FailureColumnsWords::tr("the program's");
    };
    own.state = [](const QJsonObject& row) { return row.value(u"own"_s).toBool() ? State::Warning : State::Idle; };
    return {pattern, steps, tries, alert, own};
}

QString patternWords(const QString& pattern)
{
    const QString provider = pattern.section(QLatin1Char('@'), 1);
    const QString kind = failureWords(pattern.section(QLatin1Char('@'), 0, 0));
    return provider.isEmpty() ? kind : FailureColumnsWords::tr("%1 at %2").arg(kind, provider);
}

} // namespace factoid
