// The state of everything: status.
#include "app/commands/commands.h"

#include "core/base/literals.h"
#include "core/queries/overview/status.h"

namespace factoid::commands {

namespace {

QString spendAndErrorsText(const QJsonObject& spend, const QJsonObject& errors)
{
    const QJsonObject month = spend.value(u"month"_s).toObject();
    const QJsonObject today = spend.value(u"today"_s).toObject();
    return u"spend      today %1 %2, this month %3 %2; %4 this month\nerrors     %5 open, %6 in the last 24 hours%7\n"_s
        .arg(text(today, "booked"), text(spend, "currency"), text(month, "booked"),
             counted(month, "calls", "call", "calls"), text(errors, "open"), text(errors, "last_24_hours"),
             errors.value(u"alerts"_s).toInteger() > 0
                 ? u"; %1 attention"_s.arg(counted(errors, "alerts", "needs", "need"))
                 : QString());
}

QString statusText(const QJsonObject& status)
{
    const QJsonObject schedule = status.value(u"schedule"_s).toObject();
    const QJsonObject fresh = status.value(u"freshness"_s).toObject();
    const QJsonObject figures = status.value(u"figures"_s).toObject();
    const QJsonObject published = status.value(u"published"_s).toObject();
    QString out = u"store      %1\n"_s.arg(text(status, "store"));
    out += u"figures    %1, %2, %3; %4 behind\n"_s.arg(
        counted(figures, "figures", "figure", "figures"), counted(figures, "councils", "council", "councils"),
        counted(figures, "fields", "field", "fields"), counted(figures, "summaries_behind", "summary", "summaries"));
    if (published.isEmpty())
        out += u"published  nothing yet; run update-factoids\n"_s;
    else
        out += u"published  %1, slot %2, by %3\n"_s.arg(text(published, "published_at"), text(published, "slot"),
                                                        text(published, "generator"));
    for (const QJsonValue& factoid : published.value(u"factoids"_s).toArray())
        out += u"             %1\n"_s.arg(factoid.toString());
    QString freshness = u"the figures have changed since the published set"_s;
    if (published.isEmpty())
        freshness = u"no set to compare with"_s;
    else if (fresh.value(u"up_to_date"_s).toBool())
        freshness = u"up to date"_s;
    out += u"freshness  %1; %2\n"_s.arg(freshness, counted(fresh, "open_changes", "change to a comparison field waits",
                                                           "changes to comparison fields wait"));
    out += u"schedule   next slot %1 (%2)%3\n"_s.arg(text(schedule, "next_slot"), text(schedule, "zone"),
                                                     schedule.value(u"paused"_s).toBool() ? u", paused"_s : QString());
    if (const QString next = text(schedule, "next_try"); !next.isEmpty())
        out += u"schedule   %1\n"_s.arg(next);
    for (const QJsonValue& value : status.value(u"fallbacks"_s).toObject().value(u"not_checked"_s).toArray()) {
        const QJsonObject row = value.toObject();
        out += u"fallbacks  not checked, %1: %2\n"_s.arg(
            row.value(u"served"_s).toBool() ? u"served all the same"_s : u"not served"_s, text(row, "text"));
    }
    for (const QJsonValue& row : status.value(u"cache"_s).toArray()) {
        const QJsonObject level = row.toObject();
        const QJsonValue ratio = level.value(u"hit_ratio"_s);
        out += u"cache      %1: %2, hit ratio %3\n"_s.arg(
            text(level, "level"), counted(level, "entries", "entry", "entries"),
            ratio.isNull() ? u"no data"_s : QString::number(ratio.toDouble() * 100, 'f', 1) + u" %"_s);
    }
    for (const QJsonValue& row : status.value(u"rehearsals"_s).toArray())
        out += u"cache      REHEARSAL: readers are served as if the level “%1” were down, until %2\n"_s.arg(
            text(row.toObject(), "level"), text(row.toObject(), "until"));
    const QJsonObject health = status.value(u"health"_s).toObject();
    const QJsonArray items = health.value(u"items"_s).toArray();
    if (items.isEmpty())
        out += u"health     all is well\n"_s;
    for (const QJsonValue& item : items)
        out += u"health     %1: %2\n"_s.arg(text(item.toObject(), "level"), text(item.toObject(), "text"));
    out += spendAndErrorsText(status.value(u"spend"_s).toObject(), status.value(u"errors"_s).toObject());
    for (const QJsonValue& row : status.value(u"last_runs"_s).toArray()) {
        const QJsonObject run = row.toObject();
        out += u"run %1  %2  %3  %4  %5\n"_s.arg(text(run, "id").rightJustified(5), text(run, "started_at"),
                                                 text(run, "job").leftJustified(16),
                                                 text(run, "outcome").leftJustified(12), text(run, "message"));
    }
    return out;
}

} // namespace

int status(Session& session)
{
    const auto levels = session.engine.cache().tiers().statsOfAll();
    if (!levels)
        return failed(session, levels.error());
    return show(session, session.engine.ask(asJson([&](QueryContext& context) {
        return statusQuery(context, *levels, session.engine.providers());
    })),
                statusText);
}

} // namespace factoid::commands
