// Settings and the care of the store: settings, backup, restore, prune.
#include "app/commands/commands.h"

#include "core/base/literals.h"
#include "core/queries/history/operator_queries.h"

namespace factoid::commands {

namespace {

QString settingsText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : list(json, "settings")) {
        const QJsonObject row = value.toObject();
        out += u"%1 %2%3\n"_s.arg(
            text(row, "key").leftJustified(30), text(row, "value"),
            text(row, "value") == text(row, "default") ? QString() : u"  (default: %1)"_s.arg(text(row, "default")));
    }
    return out;
}

} // namespace

int listSettings(Session& session)
{
    return showAnswer(session, settingsQuery, settingsText);
}

int saveSettings(Session& session)
{
    QJsonObject set;
    for (const QString& pair : session.line.arguments) {
        const qsizetype equals = pair.indexOf(QLatin1Char('='));
        if (equals < 1)
            return failed(session, wrong(u"settings set needs KEY=VALUE, not “%1”"_s.arg(pair)));
        set.insert(pair.left(equals), pair.mid(equals + 1));
    }
    return simpleJob(session, u"settings"_s, {{u"set"_s, set}});
}

int resetSettings(Session& session)
{
    return simpleJob(session, u"settings"_s, {{u"reset"_s, QJsonArray::fromStringList(session.line.arguments)}});
}

int backup(Session& session)
{
    return simpleJob(session, u"backup"_s, {{u"file"_s, session.line.arguments[0]}});
}

int restore(Session& session)
{
    return simpleJob(session, u"restore"_s, {{u"file"_s, session.line.arguments[0]}});
}

int prune(Session& session)
{
    return simpleJob(session, u"prune"_s, {});
}

} // namespace factoid::commands
