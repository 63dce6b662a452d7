#include "app/operator_commands.h"

#include "app/report_text.h"
#include "core/base/counted.h"
#include "core/base/plain_file.h"
#include "core/factoids/words/factoid.h"
#include "core/queries/factoids/factoid_queries.h"
#include "core/queries/fallbacks/fallback_queries.h"
#include "core/queries/history/operator_queries.h"

#include <QJsonDocument>

namespace factoid::commands {

namespace {

constexpr int kStepsShown = 50;
constexpr int kCandidatesShown = 40;

QString textOf(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toVariant().toString();
}

// The operands from the `from`th on as whole numbers. Errors: Usage.
Result<QJsonArray> numbersFrom(const Session& session, qsizetype from)
{
    QJsonArray numbers;
    for (const QString& text : session.line.arguments.mid(from)) {
        bool isNumber = false;
        numbers.append(text.toLongLong(&isNumber));
        if (!isNumber)
            return fail(ErrorKind::Usage, QStringLiteral("“%1” is not the number of a fallback").arg(text));
    }
    if (numbers.isEmpty())
        return fail(ErrorKind::Usage, QStringLiteral("%1 %2 needs the number of a fallback").arg(session.line.command, session.line.arguments.value(0)));
    return numbers;
}

// A whole number from 1 among the operands. Errors: Usage.
Result<qint64> numberOf(const Session& session, const QString& what)
{
    const QString text = session.line.arguments.value(0);
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber || number < 1)
        return fail(ErrorKind::Usage, QStringLiteral("%1 needs the number of %2, not “%3”").arg(session.line.command, what, text));
    return number;
}

QString historyText(const QJsonObject& json)
{
    QString text;
    for (const QJsonValue& value : json.value(QStringLiteral("steps")).toArray()) {
        const QJsonObject step = value.toObject();
        const QString reason = step.value(QStringLiteral("reason")).toString();
        text += QStringLiteral("%1  %2  %3  %4%5\n")
                    .arg(QString::number(step.value(QStringLiteral("id")).toInteger()).rightJustified(4), step.value(QStringLiteral("at")).toString(),
                         step.value(QStringLiteral("state")).toString().leftJustified(6), step.value(QStringLiteral("label")).toString(),
                         reason.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(reason));
    }
    return text.isEmpty() ? QStringLiteral("nothing was changed that could be undone") : text;
}

} // namespace

int undo(Session& session)
{
    return report(session, runJob(session, QStringLiteral("undo"), session.line.options, session.line.flag("dry_run")));
}

int redo(Session& session)
{
    return report(session, runJob(session, QStringLiteral("redo"), session.line.options, session.line.flag("dry_run")));
}

int history(Session& session)
{
    const int limit = session.line.number("limit", kStepsShown);
    return show(session, session.engine.ask([limit](QueryContext& context) { return historyQuery(context, limit); }), historyText);
}

int cancel(Session& session)
{
    const auto run = numberOf(session, QStringLiteral("a run"));
    if (!run)
        return failed(session, run.error());
    return simpleJob(session, QStringLiteral("cancel"), {{QStringLiteral("run"), *run}});
}

int settings(Session& session)
{
    const QString action = session.line.arguments.value(0, QStringLiteral("list"));
    const QStringList given = session.line.arguments.mid(1);
    if (action == QLatin1String("list")) {
        return show(session, session.engine.ask(settingsQuery), [](const QJsonObject& json) {
            QString text;
            for (const QJsonValue& value : json.value(QStringLiteral("settings")).toArray()) {
                const QJsonObject row = value.toObject();
                text += QStringLiteral("%1 %2%3\n").arg(textOf(row, "key").leftJustified(30), textOf(row, "value"),
                                                      textOf(row, "value") == textOf(row, "default") ? QString() : QStringLiteral("  (default: %1)").arg(textOf(row, "default")));
            }
            return text;
        });
    }
    if (action == QLatin1String("set")) {
        QJsonObject set;
        for (const QString& pair : given) {
            const qsizetype equals = pair.indexOf(QLatin1Char('='));
            if (equals < 1)
                return failed(session, {ErrorKind::Usage, QStringLiteral("settings set needs KEY=VALUE, not “%1”").arg(pair)});
            set.insert(pair.left(equals), pair.mid(equals + 1));
        }
        return simpleJob(session, QStringLiteral("settings"), {{QStringLiteral("set"), set}});
    }
    if (action == QLatin1String("reset"))
        return simpleJob(session, QStringLiteral("settings"), {{QStringLiteral("reset"), QJsonArray::fromStringList(given)}});
    return failed(session, {ErrorKind::Usage, QStringLiteral("settings can list, set or reset, not “%1”").arg(action)});
}

namespace {

QString choicesText(const QJsonObject& json)
{
    QString text;
    for (const QJsonValue& value : json.value(QStringLiteral("choices")).toArray()) {
        const QJsonObject row = value.toObject();
        text += QStringLiteral("%1  %2%3%4  %5\n")
                    .arg(textOf(row, "kind").leftJustified(13), textOf(row, "council").isEmpty() ? textOf(row, "fact_key") : textOf(row, "council"),
                         textOf(row, "until").isEmpty() ? QString() : QStringLiteral(" until ") + textOf(row, "until"),
                         textOf(row, "reason").isEmpty() ? QString() : QStringLiteral(" (%1)").arg(textOf(row, "reason")), textOf(row, "text"));
    }
    return text.isEmpty() ? QStringLiteral("nothing was chosen") : text;
}

QString candidatesText(const QJsonObject& json)
{
    QString text;
    for (const QJsonValue& value : json.value(QStringLiteral("candidates")).toArray()) {
        const QJsonObject row = value.toObject();
        text += QStringLiteral("%1  %2\n       %3\n       %4\n")
                    .arg(row.value(QStringLiteral("score")).toDouble(), 0, 'f', 3)
                    .arg(textOf(row, "text").isEmpty() ? textOf(row, "kind") : textOf(row, "text"), textOf(row, "why"), textOf(row, "key"));
    }
    return text.isEmpty() ? QStringLiteral("no facts") : text;
}

QString factoidText(const QJsonObject& json)
{
    QString text = textOf(json.value(QStringLiteral("factoid")).toObject(), "text") + QLatin1Char('\n');
    for (const QJsonValue& value : json.value(QStringLiteral("claims")).toArray()) {
        const QJsonObject claim = value.toObject();
        text += QStringLiteral("  %1 = %2, shown as “%3”\n").arg(textOf(claim, "operation"), textOf(claim, "result"), textOf(claim, "shown"));
        for (const QJsonValue& each : claim.value(QStringLiteral("operands")).toArray()) {
            const QJsonObject operand = each.toObject();
            text += QStringLiteral("    %1 %2 %3: %4%5\n")
                        .arg(textOf(operand, "who"), textOf(operand, "field"), textOf(operand, "year"), textOf(operand, "value"),
                             textOf(operand, "file").isEmpty() ? QString()
                                                              : QStringLiteral("  ← %1 line %2, import %3").arg(textOf(operand, "file"), textOf(operand, "line"), textOf(operand, "import")));
        }
    }
    for (const QJsonValue& value : json.value(QStringLiteral("other_languages")).toArray())
        text += QStringLiteral("  %1  %2  %3\n").arg(textOf(value.toObject(), "language"), textOf(value.toObject(), "id"), textOf(value.toObject(), "text"));
    for (const QJsonValue& value : json.value(QStringLiteral("history")).toArray())
        text += QStringLiteral("  shown %1, slot %2, run %3\n").arg(textOf(value.toObject(), "at"), textOf(value.toObject(), "slot"), textOf(value.toObject(), "run"));
    return text;
}

// A factoid's id or a fact's key; with `council` the operand is a council's code.
QJsonObject subjectOf(const QString& operand, bool council)
{
    if (council)
        return {{QStringLiteral("council"), operand}};
    return {{operand.contains(QLatin1Char('|')) ? QStringLiteral("fact_key") : QStringLiteral("id"), operand}};
}

int curateChange(Session& session, const QString& action)
{
    const QString operand = session.line.arguments.value(1);
    const bool council = action == QLatin1String("never") || (action == QLatin1String("clear") && !operand.contains(QLatin1Char('|')) && !operand.startsWith(QLatin1Char('f')));
    QJsonObject options = subjectOf(operand, council);
    options.insert(QStringLiteral("action"), action == QLatin1String("never") ? QStringLiteral("never_council") : action);
    if (action == QLatin1String("order"))
        options.insert(QStringLiteral("ids"), QJsonArray::fromStringList(session.line.arguments.mid(1)));
    for (auto option = session.line.options.begin(); option != session.line.options.end(); ++option)
        options.insert(option.key(), option.value());
    return report(session, runJob(session, QStringLiteral("curate"), options, session.line.flag("dry_run")));
}

} // namespace

int curate(Session& session)
{
    const QString action = session.line.arguments.value(0);
    const QString operand = session.line.arguments.value(1);
    if (action == QLatin1String("list"))
        return show(session, session.engine.ask(choicesQuery), choicesText);
    const auto given = languageGiven(session);
    if (!given)
        return failed(session, given.error());
    if (action == QLatin1String("candidates")) {
        const int limit = session.line.number("limit", kCandidatesShown);
        return show(session, session.engine.ask([limit, language = *given](QueryContext& context) { return candidatesQuery(context, limit, language); }), candidatesText);
    }
    static const QStringList changes{QStringLiteral("pin"), QStringLiteral("ban"), QStringLiteral("snooze"), QStringLiteral("never"), QStringLiteral("clear"),
                                     QStringLiteral("order"), QStringLiteral("withdraw"), QStringLiteral("use")};
    const bool looks = action == QLatin1String("show");
    if (!looks && !changes.contains(action))
        return failed(session, {ErrorKind::Usage, QStringLiteral("curate can list, candidates, show, %1, not “%2”").arg(changes.join(QStringLiteral(", ")), action)});
    if (operand.isEmpty())
        return failed(session, {ErrorKind::Usage, QStringLiteral("curate %1 needs to know which").arg(action)});
    if (!looks)
        return curateChange(session, action);
    if (operand.contains(QLatin1Char('|'))) {
        return show(session, session.engine.ask([operand, language = *given](QueryContext& context) { return factQuery(context, operand, language); }),
                    [](const QJsonObject& json) { return QString::fromUtf8(QJsonDocument(json).toJson()); });
    }
    return show(session, session.engine.ask([operand](QueryContext& context) { return factoidQuery(context, operand); }), factoidText);
}

namespace {

int listFallbacks(Session& session, const QString& exportTo)
{
    const bool withBin = session.line.flag("bin");
    const auto ask = [&]() { return session.engine.ask([withBin](QueryContext& context) { return fallbacksQuery(context, withBin); }); };
    if (exportTo.isEmpty())
        return show(session, ask(), fallbacksText);
    const auto answer = askAside(session, [&](const Attendance& attendance) -> Result<QJsonObject> {
        auto fallbacks = ask();
        if (!fallbacks)
            return fallbacks;
        if (attendance.cancel.requested())
            return Cancel::error();
        if (auto written = writeWholeFile(exportTo, QJsonDocument(*fallbacks).toJson()); !written)
            return std::unexpected(written.error());
        return fallbacks;
    }, AtSignal::Cancel);
    return show(session, answer, [](const QJsonObject& json) { return counted(json.value(QStringLiteral("fallbacks")).toArray().size(), "fallback", "fallbacks") + QStringLiteral(" exported"); });
}

int checkDraft(Session& session)
{
    const QJsonObject draft{{QStringLiteral("text"), session.line.text("text")}, {QStringLiteral("language"), session.line.options.value(QStringLiteral("language")).toString(QStringLiteral("en"))}};
    const auto answer = session.engine.ask([draft](QueryContext& context) { return draftQuery(context, draft); });
    const int code = show(session, answer, [](const QJsonObject& json) {
        QString text;
        if (json.value(QStringLiteral("holds")).toBool())
            text = QStringLiteral("holds (%1)\n").arg(textOf(json, "extent"));
        else if (textOf(json, "extent") == kNotChecked)
            text = textOf(json, "reason") + QLatin1Char('\n');
        for (const QJsonValue& value : json.value(QStringLiteral("faults")).toArray())
            text += (textOf(value.toObject(), "word").isEmpty() ? QString() : textOf(value.toObject(), "word") + QStringLiteral(": ")) + textOf(value.toObject(), "why") + QLatin1Char('\n');
        return text;
    });
    return code == Done && !answer->value(QStringLiteral("holds")).toBool() ? NotVerified : code;
}

} // namespace

int fallbacks(Session& session)
{
    const QString action = session.line.arguments[0];
    const QString operand = session.line.arguments.value(1);
    if (action == QLatin1String("list"))
        return listFallbacks(session, {});
    if (action == QLatin1String("export"))
        return listFallbacks(session, operand);
    if (action == QLatin1String("check"))
        return checkDraft(session);
    QJsonObject options = session.line.options;
    options.insert(QStringLiteral("action"), action);
    if (action == QLatin1String("add") || action == QLatin1String("import")) {
        if (!operand.isEmpty())
            options.insert(QStringLiteral("file"), operand);
        if (operand.isEmpty() && session.line.text("text").isEmpty())
            return failed(session, {ErrorKind::Usage, QStringLiteral("fallbacks %1 needs a FILE%2").arg(action, action == QLatin1String("add") ? QStringLiteral(", or --text") : QString())});
        return simpleJob(session, QStringLiteral("fallbacks"), options);
    }
    static const QStringList byNumber{QStringLiteral("edit"), QStringLiteral("remove"), QStringLiteral("restore"), QStringLiteral("order")};
    if (!byNumber.contains(action))
        return failed(session, {ErrorKind::Usage, QStringLiteral("fallbacks can list, check, add, edit, remove, restore, order, import or export, not “%1”").arg(action)});
    const auto numbers = numbersFrom(session, 1);
    if (!numbers)
        return failed(session, numbers.error());
    if (action == QLatin1String("edit"))
        options.insert(QStringLiteral("id"), numbers->first());
    else
        options.insert(QStringLiteral("ids"), *numbers);
    return simpleJob(session, QStringLiteral("fallbacks"), options);
}

int audit(Session& session)
{
    const int limit = session.line.number("limit", kStepsShown);
    const QString search = session.line.text("search");
    return show(session, session.engine.ask([limit, search](QueryContext& context) { return auditQuery(context, limit, 0, search); }), [](const QJsonObject& json) {
        QString text;
        for (const QJsonValue& value : json.value(QStringLiteral("entries")).toArray()) {
            const QJsonObject row = value.toObject();
            text += QStringLiteral("%1  %2  %3  %4\n").arg(textOf(row, "at"), textOf(row, "actor").leftJustified(8), textOf(row, "action"),
                                                         QString::fromUtf8(QJsonDocument(row.value(QStringLiteral("detail")).toObject()).toJson(QJsonDocument::Compact)));
        }
        return text.isEmpty() ? QStringLiteral("nothing was done by hand yet") : text;
    });
}

} // namespace factoid::commands
