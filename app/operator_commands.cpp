#include "app/operator_commands.h"

#include "app/record_answer.h"
#include "app/report_text.h"
#include "core/base/counted.h"
#include "core/base/literals.h"
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
            return fail(ErrorKind::Usage, u"“%1” is not the number of a fallback"_s.arg(text));
    }
    if (numbers.isEmpty())
        return fail(ErrorKind::Usage, u"%1 %2 needs the number of a fallback"_s.arg(session.line.command,
                                                                                    session.line.arguments.value(0)));
    return numbers;
}

// A whole number from 1 among the operands. Errors: Usage.
Result<qint64> numberOf(const Session& session, const QString& what)
{
    const QString text = session.line.arguments.value(0);
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber || number < 1)
        return fail(ErrorKind::Usage, u"%1 needs the number of %2, not “%3”"_s.arg(session.line.command, what, text));
    return number;
}

QString historyText(const QJsonObject& json)
{
    QString text;
    for (const QJsonValue& value : json.value(u"steps"_s).toArray()) {
        const QJsonObject step = value.toObject();
        const QString reason = step.value(u"reason"_s).toString();
        text += u"%1  %2  %3  %4%5\n"_s.arg(
            QString::number(step.value(u"id"_s).toInteger()).rightJustified(4), step.value(u"at"_s).toString(),
            step.value(u"state"_s).toString().leftJustified(6), step.value(u"label"_s).toString(),
            reason.isEmpty() ? QString() : u" (%1)"_s.arg(reason));
    }
    return text.isEmpty() ? u"nothing was changed that could be undone"_s : text;
}

} // namespace

int undo(Session& session)
{
    return report(session, runJob(session, u"undo"_s, session.line.options, session.line.flag("dry_run")));
}

int redo(Session& session)
{
    return report(session, runJob(session, u"redo"_s, session.line.options, session.line.flag("dry_run")));
}

int history(Session& session)
{
    const int limit = session.line.number("limit", kStepsShown);
    return show(session,
                session.engine.ask(asJson([limit](QueryContext& context) { return historyQuery(context, limit); })),
                historyText);
}

int cancel(Session& session)
{
    const auto run = numberOf(session, u"a run"_s);
    if (!run)
        return failed(session, run.error());
    return simpleJob(session, u"cancel"_s, {{u"run"_s, *run}});
}

int settings(Session& session)
{
    const QString action = session.line.arguments.value(0, u"list"_s);
    const QStringList given = session.line.arguments.mid(1);
    if (action == "list"_L1) {
        const auto settings = session.engine.ask(
            [](QueryContext& context) -> Result<QJsonObject> { return toJson(TRY(settingsQuery(context))); });
        return show(session, settings, [](const QJsonObject& json) {
            QString text;
            for (const QJsonValue& value : json.value(u"settings"_s).toArray()) {
                const QJsonObject row = value.toObject();
                text += u"%1 %2%3\n"_s.arg(textOf(row, "key").leftJustified(30), textOf(row, "value"),
                                           textOf(row, "value") == textOf(row, "default")
                                               ? QString()
                                               : u"  (default: %1)"_s.arg(textOf(row, "default")));
            }
            return text;
        });
    }
    if (action == "set"_L1) {
        QJsonObject set;
        for (const QString& pair : given) {
            const qsizetype equals = pair.indexOf(QLatin1Char('='));
            if (equals < 1)
                return failed(session, {ErrorKind::Usage, u"settings set needs KEY=VALUE, not “%1”"_s.arg(pair)});
            set.insert(pair.left(equals), pair.mid(equals + 1));
        }
        return simpleJob(session, u"settings"_s, {{u"set"_s, set}});
    }
    if (action == "reset"_L1)
        return simpleJob(session, u"settings"_s, {{u"reset"_s, QJsonArray::fromStringList(given)}});
    return failed(session, {ErrorKind::Usage, u"settings can list, set or reset, not “%1”"_s.arg(action)});
}

namespace {

QString choicesText(const QJsonObject& json)
{
    QString text;
    for (const QJsonValue& value : json.value(u"choices"_s).toArray()) {
        const QJsonObject row = value.toObject();
        text += u"%1  %2%3%4  %5\n"_s.arg(
            textOf(row, "kind").leftJustified(13),
            textOf(row, "council").isEmpty() ? textOf(row, "fact_key") : textOf(row, "council"),
            textOf(row, "until").isEmpty() ? QString() : u" until "_s + textOf(row, "until"),
            textOf(row, "reason").isEmpty() ? QString() : u" (%1)"_s.arg(textOf(row, "reason")), textOf(row, "text"));
    }
    return text.isEmpty() ? u"nothing was chosen"_s : text;
}

QString candidatesText(const QJsonObject& json)
{
    QString text;
    for (const QJsonValue& value : json.value(u"candidates"_s).toArray()) {
        const QJsonObject row = value.toObject();
        text += u"%1  %2\n       %3\n       %4\n"_s.arg(row.value(u"score"_s).toDouble(), 0, 'f', 3)
                    .arg(textOf(row, "text").isEmpty() ? textOf(row, "kind") : textOf(row, "text"), textOf(row, "why"),
                         textOf(row, "key"));
    }
    return text.isEmpty() ? u"no facts"_s : text;
}

QString factoidText(const QJsonObject& json)
{
    QString text = textOf(json.value(u"factoid"_s).toObject(), "text") + QLatin1Char('\n');
    for (const QJsonValue& value : json.value(u"claims"_s).toArray()) {
        const QJsonObject claim = value.toObject();
        text += u"  %1 = %2, shown as “%3”\n"_s.arg(textOf(claim, "operation"), textOf(claim, "result"),
                                                    textOf(claim, "shown"));
        for (const QJsonValue& each : claim.value(u"operands"_s).toArray()) {
            const QJsonObject operand = each.toObject();
            text += u"    %1 %2 %3: %4%5\n"_s.arg(
                textOf(operand, "who"), textOf(operand, "field"), textOf(operand, "year"), textOf(operand, "value"),
                textOf(operand, "file").isEmpty()
                    ? QString()
                    : u"  ← %1 line %2, import %3"_s.arg(textOf(operand, "file"), textOf(operand, "line"),
                                                         textOf(operand, "import")));
        }
    }
    for (const QJsonValue& value : json.value(u"other_languages"_s).toArray())
        text += u"  %1  %2  %3\n"_s.arg(textOf(value.toObject(), "language"), textOf(value.toObject(), "id"),
                                        textOf(value.toObject(), "text"));
    for (const QJsonValue& value : json.value(u"history"_s).toArray())
        text += u"  shown %1, slot %2, run %3\n"_s.arg(textOf(value.toObject(), "at"), textOf(value.toObject(), "slot"),
                                                       textOf(value.toObject(), "run"));
    return text;
}

// A factoid's id or a fact's key; with `council` the operand is a council's code.
QJsonObject subjectOf(const QString& operand, bool council)
{
    if (council)
        return {{u"council"_s, operand}};
    return {{operand.contains(QLatin1Char('|')) ? u"fact_key"_s : u"id"_s, operand}};
}

int curateChange(Session& session, const QString& action)
{
    const QString operand = session.line.arguments.value(1);
    const bool council = action == "never"_L1 || (action == "clear"_L1 && !operand.contains(QLatin1Char('|')) &&
                                                  !operand.startsWith(QLatin1Char('f')));
    QJsonObject options = subjectOf(operand, council);
    options.insert(u"action"_s, action == "never"_L1 ? u"never_council"_s : action);
    if (action == "order"_L1)
        options.insert(u"ids"_s, QJsonArray::fromStringList(session.line.arguments.mid(1)));
    for (auto option = session.line.options.begin(); option != session.line.options.end(); ++option)
        options.insert(option.key(), option.value());
    return report(session, runJob(session, u"curate"_s, options, session.line.flag("dry_run")));
}

} // namespace

int curate(Session& session)
{
    const QString action = session.line.arguments.value(0);
    const QString operand = session.line.arguments.value(1);
    if (action == "list"_L1)
        return show(session, session.engine.ask(asJson(choicesQuery)), choicesText);
    const auto given = languageGiven(session);
    if (!given)
        return failed(session, given.error());
    if (action == "candidates"_L1) {
        const int limit = session.line.number("limit", kCandidatesShown);
        return show(session, session.engine.ask(asJson([limit, language = *given](QueryContext& context) {
            return candidatesQuery(context, limit, language);
        })),
                    candidatesText);
    }
    static const QStringList changes{u"pin"_s,   u"ban"_s,   u"snooze"_s,   u"never"_s,
                                     u"clear"_s, u"order"_s, u"withdraw"_s, u"use"_s};
    const bool looks = action == "show"_L1;
    if (!looks && !changes.contains(action))
        return failed(session, {ErrorKind::Usage, u"curate can list, candidates, show, %1, not “%2”"_s.arg(
                                                      changes.join(u", "_s), action)});
    if (operand.isEmpty())
        return failed(session, {ErrorKind::Usage, u"curate %1 needs to know which"_s.arg(action)});
    if (!looks)
        return curateChange(session, action);
    if (operand.contains(QLatin1Char('|'))) {
        return show(session, session.engine.ask(asJson([operand, language = *given](QueryContext& context) {
            return factQuery(context, operand, language);
        })),
                    [](const QJsonObject& json) { return QString::fromUtf8(QJsonDocument(json).toJson()); });
    }
    return show(session,
                session.engine.ask(asJson([operand](QueryContext& context) { return factoidQuery(context, operand); })),
                factoidText);
}

namespace {

int listFallbacks(Session& session, const QString& exportTo)
{
    const bool withBin = session.line.flag("bin");
    const auto ask = [&]() {
        return session.engine.ask(
            asJson([withBin](QueryContext& context) { return fallbacksQuery(context, withBin); }));
    };
    if (exportTo.isEmpty())
        return show(session, ask(), fallbacksText);
    const auto answer = askAside(
        session,
        [&](const Attendance& attendance) -> Result<QJsonObject> {
            auto fallbacks = ask();
            if (!fallbacks)
                return fallbacks;
            if (attendance.cancel.requested())
                return Cancel::error();
            TRY(writeWholeFile(exportTo, QJsonDocument(*fallbacks).toJson()));
            return fallbacks;
        },
        AtSignal::Cancel);
    return show(session, answer, [](const QJsonObject& json) {
        return counted(json.value(u"fallbacks"_s).toArray().size(), "fallback", "fallbacks") + u" exported"_s;
    });
}

int checkDraft(Session& session)
{
    const QJsonObject draft{{u"text"_s, session.line.text("text")},
                            {u"language"_s, session.line.options.value(u"language"_s).toString(u"en"_s)}};
    const auto answer =
        session.engine.ask(asJson([draft](QueryContext& context) { return draftQuery(context, draft); }));
    const int code = show(session, answer, [](const QJsonObject& json) {
        QString text;
        if (json.value(u"holds"_s).toBool())
            text = u"holds (%1)\n"_s.arg(textOf(json, "extent"));
        else if (textOf(json, "extent") == kNotChecked)
            text = textOf(json, "reason") + QLatin1Char('\n');
        for (const QJsonValue& value : json.value(u"faults"_s).toArray())
            text +=
                (textOf(value.toObject(), "word").isEmpty() ? QString() : textOf(value.toObject(), "word") + u": "_s) +
                textOf(value.toObject(), "why") + QLatin1Char('\n');
        return text;
    });
    return code == Done && !answer->value(u"holds"_s).toBool() ? NotVerified : code;
}

} // namespace

int fallbacks(Session& session)
{
    const QString action = session.line.arguments[0];
    const QString operand = session.line.arguments.value(1);
    if (action == "list"_L1)
        return listFallbacks(session, {});
    if (action == "export"_L1)
        return listFallbacks(session, operand);
    if (action == "check"_L1)
        return checkDraft(session);
    QJsonObject options = session.line.options;
    options.insert(u"action"_s, action);
    if (action == "add"_L1 || action == "import"_L1) {
        if (!operand.isEmpty())
            options.insert(u"file"_s, operand);
        if (operand.isEmpty() && session.line.text("text").isEmpty())
            return failed(session, {ErrorKind::Usage, u"fallbacks %1 needs a FILE%2"_s.arg(
                                                          action, action == "add"_L1 ? u", or --text"_s : QString())});
        return simpleJob(session, u"fallbacks"_s, options);
    }
    static const QStringList byNumber{u"edit"_s, u"remove"_s, u"restore"_s, u"order"_s};
    if (!byNumber.contains(action))
        return failed(
            session, {ErrorKind::Usage,
                      u"fallbacks can list, check, add, edit, remove, restore, order, import or export, not “%1”"_s.arg(
                          action)});
    const auto numbers = numbersFrom(session, 1);
    if (!numbers)
        return failed(session, numbers.error());
    if (action == "edit"_L1)
        options.insert(u"id"_s, numbers->first());
    else
        options.insert(u"ids"_s, *numbers);
    return simpleJob(session, u"fallbacks"_s, options);
}

int audit(Session& session)
{
    const int limit = session.line.number("limit", kStepsShown);
    const QString search = session.line.text("search");
    return show(
        session, session.engine.ask(asJson([limit, search](QueryContext& context) {
            return auditQuery(context, limit, 0, search);
        })),
        [](const QJsonObject& json) {
            QString text;
            for (const QJsonValue& value : json.value(u"entries"_s).toArray()) {
                const QJsonObject row = value.toObject();
                text += u"%1  %2  %3  %4\n"_s.arg(
                    textOf(row, "at"), textOf(row, "actor").leftJustified(8), textOf(row, "action"),
                    QString::fromUtf8(QJsonDocument(row.value(u"detail"_s).toObject()).toJson(QJsonDocument::Compact)));
            }
            return text.isEmpty() ? u"nothing was done by hand yet"_s : text;
        });
}

} // namespace factoid::commands
