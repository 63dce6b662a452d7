// The curated factoids of last resort: fallbacks.
#include "app/commands/commands.h"

#include "core/base/counted.h"
#include "core/base/literals.h"
#include "core/base/plain_file.h"
#include "core/factoids/words/factoid.h"
#include "core/queries/fallbacks/fallback_queries.h"

#include <QJsonDocument>

namespace factoid::commands {

namespace {

// Behind a fallback's text; nothing where it is proven.
QString standingOf(const QJsonObject& fallback)
{
    const QString extent = text(fallback, "extent");
    if (extent == kIsNotice)
        return u"  (a notice)"_s;
    if (extent != kNotChecked)
        return fallback.value(u"supported"_s).toBool() ? QString()
                                                       : u"  — not supported: "_s + text(fallback, "reason");
    const QJsonObject kept = fallback.value(u"unchecked"_s).toObject();
    const QString advice = text(fallback, "advice");
    QString words = u"  — NOT CHECKED"_s;
    if (!kept.isEmpty())
        words += u", %1: %2"_s.arg(text(kept, "owner"), text(kept, "reason"));
    return advice.isEmpty() ? words : u"%1; %2"_s.arg(words, advice);
}

QString fallbacksText(const QJsonObject& fallbacks)
{
    QString out;
    for (const QJsonValue& value : fallbacks.value(u"fallbacks"_s).toArray()) {
        const QJsonObject fallback = value.toObject();
        out += u"%1  %2  %3%4\n"_s.arg(text(fallback, "id").rightJustified(4), text(fallback, "language"),
                                       text(fallback, "text"), standingOf(fallback));
    }
    return out.isEmpty() ? u"no fallbacks\n"_s : out;
}

// The operands as whole numbers. Errors: Usage.
Result<QJsonArray> fallbackNumbers(const Session& session)
{
    QJsonArray numbers;
    for (const QString& operand : session.line.arguments) {
        bool isNumber = false;
        numbers.append(operand.toLongLong(&isNumber));
        if (!isNumber)
            return fail(ErrorKind::Usage, u"“%1” is not the number of a fallback"_s.arg(operand));
    }
    return numbers;
}

Result<QJsonObject> allFallbacks(Session& session)
{
    const bool withBin = session.line.flag("bin");
    return session.engine.ask(asJson([withBin](QueryContext& context) { return fallbacksQuery(context, withBin); }));
}

QString exportedText(const QJsonObject& json)
{
    return factoid::counted(list(json, "fallbacks").size(), "fallback", "fallbacks") + u" exported"_s;
}

QString draftText(const QJsonObject& json)
{
    QString out;
    if (json.value(u"holds"_s).toBool())
        out = u"supported (%1)\n"_s.arg(text(json, "extent"));
    else if (text(json, "extent") == kNotChecked)
        out = text(json, "reason") + QLatin1Char('\n');
    for (const QJsonValue& value : json.value(u"faults"_s).toArray())
        out += (text(value.toObject(), "word").isEmpty() ? QString() : text(value.toObject(), "word") + u": "_s) +
               text(value.toObject(), "why") + QLatin1Char('\n');
    return out;
}

} // namespace

int listFallbacks(Session& session)
{
    return show(session, allFallbacks(session), fallbacksText);
}

int exportFallbacks(Session& session)
{
    const QString path = session.line.arguments.value(0);
    if (path.isEmpty())
        return listFallbacks(session);
    const auto answer = askAside(
        session,
        [&](const TaskControl& control) -> Result<QJsonObject> {
            auto fallbacks = allFallbacks(session);
            if (!fallbacks)
                return fallbacks;
            if (control.cancel.requested())
                return CancelToken::error();
            TRY(writeWholeFile(path, QJsonDocument(*fallbacks).toJson()));
            return fallbacks;
        },
        AtSignal::Cancel);
    return show(session, answer, exportedText);
}

int checkFallback(Session& session)
{
    const QJsonObject draft{{u"text"_s, session.line.text("text")},
                            {u"language"_s, session.line.options.value(u"language"_s).toString(u"en"_s)}};
    const auto answer =
        session.engine.ask(asJson([draft](QueryContext& context) { return draftQuery(context, draft); }));
    const int code = show(session, answer, draftText);
    return code == Done && !answer->value(u"holds"_s).toBool() ? NotVerified : code;
}

int addFallbacks(Session& session)
{
    const QString path = session.line.arguments.value(0);
    QJsonObject options = session.line.options;
    options.insert(u"action"_s, session.line.action);
    if (!path.isEmpty())
        options.insert(u"file"_s, path);
    else if (session.line.text("text").isEmpty())
        return failed(session,
                      wrong(u"fallbacks %1 needs a FILE%2"_s.arg(
                          session.line.action, session.line.action == "add"_L1 ? u", or --text"_s : QString())));
    return simpleJob(session, u"fallbacks"_s, options);
}

int editFallback(Session& session)
{
    const auto numbers = fallbackNumbers(session);
    if (!numbers)
        return failed(session, numbers.error());
    QJsonObject options = session.line.options;
    options.insert(u"action"_s, session.line.action);
    options.insert(u"id"_s, numbers->first());
    return simpleJob(session, u"fallbacks"_s, options);
}

int changeFallbacks(Session& session)
{
    const auto numbers = fallbackNumbers(session);
    if (!numbers)
        return failed(session, numbers.error());
    QJsonObject options = session.line.options;
    options.insert(u"action"_s, session.line.action);
    options.insert(u"ids"_s, *numbers);
    return simpleJob(session, u"fallbacks"_s, options);
}

} // namespace factoid::commands
