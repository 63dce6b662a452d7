// Sets made, what language models cost and how well they did: update-factoids, spend, models.
#include "app/commands/commands.h"

#include "core/base/literals.h"
#include "core/queries/connections/provider_list_query.h"
#include "core/queries/generation/model_score_query.h"
#include "core/queries/generation/spend_queries.h"

#include <QStringList>

namespace factoid::commands {

namespace {

constexpr int kSpendColumn = 22;
constexpr int kSpendDays = 7;
constexpr int kCallsShown = 50;

QString periodLine(const QString& name, const QJsonObject& period, const QString& currency)
{
    QString line = u"%1 %2 %3"_s.arg(name.leftJustified(kSpendColumn), text(period, "booked"), currency);
    if (!period.value(u"cap"_s).isNull())
        line += u" of %1, %2 left"_s.arg(text(period, "cap"), text(period, "left"));
    line += u"; %1, %2 failed, %3 in, %4 out"_s.arg(counted(period, "calls", "call", "calls"), text(period, "failed"),
                                                    counted(period, "tokens_in", "token", "tokens"),
                                                    text(period, "tokens_out"));
    QStringList paid;
    for (const QJsonValue& value : period.value(u"costs"_s).toArray()) {
        if (text(value.toObject(), "currency") != currency)
            paid << u"%1 %2"_s.arg(text(value.toObject(), "cost"), text(value.toObject(), "currency"));
    }
    if (!paid.isEmpty())
        line += u"; paid %1"_s.arg(paid.join(u", "_s));
    if (!text(period, "uncounted").isEmpty())
        line += u"; without what was paid in %1, for which no rate is configured"_s.arg(text(period, "uncounted"));
    return line + QLatin1Char('\n');
}

QString spendText(const QJsonObject& json)
{
    const QString currency = text(json, "currency");
    QString out = periodLine(u"today"_s, json.value(u"today"_s).toObject(), currency);
    out += periodLine(u"month"_s, json.value(u"month"_s).toObject(), currency);
    if (!json.value(u"per_run_cap"_s).isNull())
        out += u"%1 %2 %3\n"_s.arg(u"most a run"_s.leftJustified(kSpendColumn), text(json, "per_run_cap"), currency);
    for (const QJsonValue& value : json.value(u"providers"_s).toArray()) {
        const QJsonObject provider = value.toObject();
        const QString name = text(provider, "provider");
        out += periodLine(name + u" today"_s, provider.value(u"today"_s).toObject(), currency);
        out += periodLine(name + u" month"_s, provider.value(u"month"_s).toObject(), currency);
    }
    const QJsonObject died = json.value(u"died"_s).toObject();
    if (died.value(u"calls"_s).toInteger() > 0) {
        out += u"%1 %2 booked at the most that may have been billed, %3 %4\n"_s.arg(
            u"died"_s.leftJustified(kSpendColumn),
            counted(died, "calls", "call whose process died is", "calls whose process died are"), text(died, "at_most"),
            currency);
    }
    return out + u"%1 %2\n"_s.arg(u"shadow"_s.leftJustified(kSpendColumn),
                                  text(json.value(u"shadow"_s).toObject(), "sentence"));
}

QString callsText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : json.value(u"calls"_s).toArray()) {
        const QJsonObject call = value.toObject();
        out += u"%1  %2  run %3  %4 %5  %6 %7  %8 in, %9 out  "_s.arg(
            text(call, "id").rightJustified(5), text(call, "at"), text(call, "run"), text(call, "provider"),
            text(call, "model"), text(call, "state"), text(call, "outcome"), text(call, "tokens_in"),
            text(call, "tokens_out"));
        out += u"%1 %2%3\n"_s.arg(text(call, "cost"), text(call, "currency"),
                                  call.value(u"served"_s).toBool() ? u"  served"_s : QString());
    }
    return out.isEmpty() ? u"no model was called"_s : out;
}

QString callTrendText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : json.value(u"days"_s).toArray()) {
        const QJsonObject day = value.toObject();
        out += u"%1  %2, %3 failed, %4 in, %5 out, %6 %7, %8 of %9 proven\n"_s.arg(
            text(day, "date"), counted(day, "calls", "call", "calls"), text(day, "failed"),
            counted(day, "tokens_in", "token", "tokens"), text(day, "tokens_out"), text(day, "booked"),
            text(json, "currency"), text(day, "accepted"), counted(day, "sentences", "sentence", "sentences"));
    }
    return out;
}

QString pricesText(const QJsonObject& json)
{
    QString out = text(json, "sentence") + QLatin1Char('\n');
    for (const QJsonValue& value : json.value(u"providers"_s).toArray()) {
        const QJsonObject provider = value.toObject();
        const QJsonObject price = provider.value(u"price"_s).toObject();
        out += u"%1 %2: "_s.arg(text(provider, "name").leftJustified(kSpendColumn), text(provider, "model"));
        out += price.isEmpty() ? u"not known\n"_s
                               : u"%1 in, %2 out %3 a million tokens, from %4 (%5)%6\n"_s.arg(
                                     text(price, "in"), text(price, "out"), text(price, "currency"),
                                     price.value(u"from"_s).toString(u"the first"_s), text(price, "source"),
                                     price.value(u"rate"_s).isNull() ? u"; no rate to %1"_s.arg(text(json, "currency"))
                                                                     : QString());
    }
    return out;
}

QString modelsText(const QJsonObject& json)
{
    const auto percent = [](const QJsonValue& rate) {
        if (rate.isNull())
            return u"not known"_s;
        const auto whole = [&](const char* key) {
            return QString::number(100 * rate.toObject().value(QLatin1String(key)).toDouble(), 'f', 0);
        };
        return u"%1 percent (%2 to %3)"_s.arg(whole("ratio"), whole("low"), whole("high"));
    };
    QString out = text(json, "sentence") + QLatin1Char('\n');
    for (const QJsonValue& value : json.value(u"models"_s).toArray()) {
        const QJsonObject model = value.toObject();
        out += u"%1 %2: %3 of %4 replies clean; sentences proven %5; %6 in a row %7; %8 ms\n"_s
                   .arg(text(model, "provider").leftJustified(kSpendColumn), text(model, "model"), text(model, "clean"),
                        text(model, "replies"), percent(model.value(u"acceptance"_s)))
                   .arg(json.value(u"in_a_row"_s).toInt())
                   .arg(percent(model.value(u"pass"_s)), text(model, "latency_ms"));
    }
    return out;
}

} // namespace

int updateFactoids(Session& session)
{
    if (session.line.flag("init_schedule")) {
        if (session.line.flag("dry_run"))
            return failed(session, {ErrorKind::Usage, u"--init-schedule saves the schedule; it has no dry run"_s});
        return simpleJob(session, u"schedule"_s, {{u"action"_s, u"init"_s}});
    }
    const auto outcome = runJob(session, u"update-factoids"_s, session.line.options, session.line.flag("dry_run"));
    if (!outcome)
        return report(session, outcome);
    const QString text =
        outcome->outcome + QLatin1Char('\n') + factoidsText(outcome->result.value(u"factoids"_s).toArray());
    const int code = report(session, outcome, text);
    return outcome->outcome == "fell_back"_L1 ? FellBack : code;
}

int spendNow(Session& session)
{
    return showAnswer(session, spendQuery, spendText);
}

int spendDays(Session& session)
{
    const int days = session.line.number("days", kSpendDays);
    return showAnswer(
        session, [days](QueryContext& context) { return callTrendQuery(context, days); }, callTrendText);
}

int spendCalls(Session& session)
{
    CallFilter filter;
    filter.run = session.line.number("run", -1);
    filter.provider = session.line.text("provider");
    filter.outcome = session.line.text("outcome");
    filter.limit = session.line.number("limit", kCallsShown);
    filter.offset = session.line.number("offset", 0);
    return showAnswer(
        session, [&](QueryContext& context) { return callsQuery(context, filter); }, callsText);
}

int spendPrices(Session& session)
{
    return showAnswer(
        session, [&](QueryContext& context) { return providerListQuery(context, session.engine.providers()); },
        pricesText);
}

int models(Session& session)
{
    constexpr int kScoreDays = 90, kInARow = 5;
    ModelScoreFilter filter;
    filter.days = session.line.number("days", kScoreDays);
    filter.inARow = session.line.number("in_a_row", kInARow);
    filter.providers = session.line.arguments;
    return show(session,
                session.engine.ask(asJson([&](QueryContext& context) { return modelScoresQuery(context, filter); })),
                modelsText);
}

} // namespace factoid::commands
