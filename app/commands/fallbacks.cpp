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
                                                       : u"  — does not hold: "_s + text(fallback, "reason");
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
        return factoid::counted(json.value(u"fallbacks"_s).toArray().size(), "fallback", "fallbacks") + u" exported"_s;
    });
}

int checkDraft(Session& session)
{
    const QJsonObject draft{{u"text"_s, session.line.text("text")},
                            {u"language"_s, session.line.options.value(u"language"_s).toString(u"en"_s)}};
    const auto answer =
        session.engine.ask(asJson([draft](QueryContext& context) { return draftQuery(context, draft); }));
    const int code = show(session, answer, [](const QJsonObject& json) {
        QString out;
        if (json.value(u"holds"_s).toBool())
            out = u"holds (%1)\n"_s.arg(text(json, "extent"));
        else if (text(json, "extent") == kNotChecked)
            out = text(json, "reason") + QLatin1Char('\n');
        for (const QJsonValue& value : json.value(u"faults"_s).toArray())
            out += (text(value.toObject(), "word").isEmpty() ? QString() : text(value.toObject(), "word") + u": "_s) +
                   text(value.toObject(), "why") + QLatin1Char('\n');
        return out;
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

} // namespace factoid::commands
