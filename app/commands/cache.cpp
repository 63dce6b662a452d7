// The cache: cache, rehearse, warm-cache, invalidate.
#include "app/commands/commands.h"

#include "core/base/literals.h"
#include "core/queries/cache/cache_queries.h"

namespace factoid::commands {

namespace {

QString rehearsalLines(const QJsonArray& rehearsals)
{
    QString out;
    for (const QJsonValue& value : rehearsals)
        out += u"REHEARSAL  readers are served as if the level “%1” were down, until %2\n"_s.arg(
            text(value.toObject(), "level"), text(value.toObject(), "until"));
    return out;
}

QString cacheKeysText(const QJsonObject& keys)
{
    QString out;
    for (const QJsonValue& value : list(keys, "keys")) {
        const QJsonObject row = value.toObject();
        out += u"%1 %2  %3, %4\n"_s.arg(row.value(u"current"_s).toBool() ? u"*"_s : u" "_s, text(row, "key"),
                                        text(row, "state_words"), counted(row, "bytes", "byte", "bytes"));
    }
    return out.isEmpty() ? u"nothing is cached"_s : out;
}

QString cacheText(const QJsonObject& cache)
{
    QString out = rehearsalLines(list(cache, "rehearsals"));
    for (const QJsonValue& value : list(cache, "levels")) {
        const QJsonObject level = value.toObject();
        const QJsonValue ratio = level.value(u"hit_ratio"_s);
        constexpr int kPercent = 100;
        out += u"%1 %2; %3, %4; hits %5\n"_s.arg(
            text(level, "level").leftJustified(8), text(level, "state_words"),
            counted(level, "entries", "entry", "entries"), counted(level, "bytes", "byte", "bytes"),
            ratio.isNull() ? u"no data"_s : u"%1 %"_s.arg(ratio.toDouble() * kPercent, 0, 'f', 1));
    }
    return out + cacheKeysText(cache);
}

QString servedText(const QJsonObject& served)
{
    QString out = rehearsalLines(list(served, "rehearsals"));
    for (const QJsonValue& value : list(served, "readers")) {
        out += u"%1: %2\n"_s.arg(text(value.toObject(), "who"), text(value.toObject(), "sentence"));
        for (const QJsonValue& factoid : list(value.toObject(), "factoids"))
            out += u"    %1\n"_s.arg(factoid.toString());
    }
    return out;
}

QString invalidationText(const QJsonObject& invalidation)
{
    QString out = text(invalidation, "sentence") + QLatin1Char('\n');
    for (const QJsonValue& value : list(invalidation, "keys"))
        out += u"  %1\n"_s.arg(text(value.toObject(), "key"));
    return out;
}

} // namespace

int cacheLevels(Session& session)
{
    return showAnswer(
        session, [&](QueryContext& context) { return cacheQuery(context, session.engine.cache()); }, cacheText);
}

int cacheKeys(Session& session)
{
    return showAnswer(
        session, [&](QueryContext& context) { return cacheKeysQuery(context, session.engine.cache()); }, cacheKeysText);
}

int cacheServed(Session& session)
{
    return showAnswer(
        session,
        [&](QueryContext& context) {
            return servedQuery(context, session.engine.cache(), session.line.number("limit", 0),
                               session.line.text("language"));
        },
        servedText);
}

int cacheTouches(Session& session)
{
    return showAnswer(
        session,
        [&](QueryContext& context) {
            return invalidationQuery(context, session.engine.cache(), session.line.arguments.value(0));
        },
        invalidationText);
}

int rehearse(Session& session)
{
    QJsonObject options = session.line.options;
    options.insert(u"level"_s, session.line.action);
    return simpleJob(session, u"rehearse"_s, options);
}

int endRehearsal(Session& session)
{
    return simpleJob(session, u"rehearse"_s, {{u"action"_s, u"end"_s}, {u"level"_s, session.line.text("level")}});
}

int warmCache(Session& session)
{
    return simpleJob(session, u"warm-cache"_s, {});
}

int invalidate(Session& session)
{
    return simpleJob(session, u"invalidate"_s, {{u"prefix"_s, session.line.arguments.value(0)}});
}

} // namespace factoid::commands
