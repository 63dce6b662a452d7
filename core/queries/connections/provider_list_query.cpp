#include "core/queries/connections/provider_list_query.h"

#include "core/base/money.h"
#include "core/chat/provider_key.h"
#include "core/monitor/spend/spend_rules.h"
#include "core/store/operations/model_store.h"
#include "core/store/sql/time_text.h"

#include <QJsonDocument>
#include <QUrl>

#include <map>

namespace factoid {

namespace {

constexpr int kProbesRead = 100; // runs of the job; older ones say nothing of today

using Probes = std::map<QString, QJsonObject>; // the newest of each provider, by name

Result<Probes> lastProbes(Database& db)
{
    Probes probes;
    const auto read = db.each(
        u"SELECT id, finished_at, result FROM runs WHERE job = 'probe' AND outcome = 'done' ORDER BY id DESC LIMIT ?"_s,
        {kProbesRead}, [&](const QSqlQuery& row) {
            for (const QJsonValue& value :
                 QJsonDocument::fromJson(row.value(2).toByteArray()).object().value(u"providers"_s).toArray()) {
                QJsonObject probe = value.toObject();
                probe.insert(u"run"_s, row.value(0).toLongLong());
                probe.insert(u"at"_s, row.value(1).toString());
                probes.try_emplace(probe.value(u"name"_s).toString(), probe);
            }
        });
    if (!read)
        return std::unexpected(read.error());
    return probes;
}

QJsonValue priceOf(const Provider& provider, const SpendRules& rules, const QDate& day)
{
    const auto price = rules.prices().find(provider.name, provider.baseUrl, provider.model, day);
    if (!price)
        return {};
    QJsonValue rate = QString(), since = QString();
    if (price->currency != rules.currency() && (price->in > 0 || price->out > 0)) {
        const auto known = rules.rateOn(price->currency, day);
        rate = known ? QJsonValue(Money::text(known->micros)) : QJsonValue();
        since = known ? QJsonValue(known->from.toString(Qt::ISODate)) : QJsonValue();
    }
    return QJsonObject{
        {u"in"_s, Money::text(price->in)},
        {u"out"_s, Money::text(price->out)},
        {u"currency"_s, price->currency},
        {u"from"_s, price->from.isValid() ? QJsonValue(price->from.toString(Qt::ISODate)) : QJsonValue()},
        {u"source"_s, price->source},
        {u"rate"_s, rate},
        {u"rate_date"_s, since}};
}

} // namespace

Result<QJsonObject> providerListQuery(QueryContext& context, const std::vector<Provider>& providers)
{
    const auto rules = TRY(SpendRules::from(context.settings));
    const auto probes = TRY(lastProbes(context.db));
    const QDate day = context.clock.now().toTimeZone(rules.zone()).date();
    QJsonArray list;
    int priced = 0;
    for (const Provider& provider : providers) {
        const auto manner = TRY(ModelStore(context.db).manner(provider.identity()));
        const QString host = provider.url().host();
        QJsonValue probe;
        if (const auto found = probes.find(provider.name);
            found != probes.end() && found->second.value(u"model"_s).toString() == provider.model &&
            found->second.value(u"host"_s).toString() == host)
            probe = found->second;
        const QJsonValue price = priceOf(provider, rules, day);
        priced += price.isNull() ? 0 : 1;
        list.append(QJsonObject{{u"name"_s, provider.name},
                                {u"model"_s, provider.model},
                                {u"host"_s, host},
                                {u"key_place"_s, keyPlace(provider)},
                                {u"mode"_s, manner.isEmpty() ? QJsonValue() : manner.value(u"mode"_s)},
                                {u"probe"_s, probe},
                                {u"price"_s, price}});
    }
    const auto all = static_cast<int>(providers.size());
    const QString sentence =
        all == 0 ? u"no providers are configured; factoids are written by statistics"_s
        : priced == all
            ? u"the price of every model is known"_s
            : u"the price of %1 of %2 models is not known; such a model is not called"_s.arg(all - priced).arg(all);
    return QJsonObject{{u"currency"_s, rules.currency()},
                       {u"day"_s, day.toString(Qt::ISODate)},
                       {u"providers"_s, list},
                       {u"exchange"_s, context.settings.spendTables.value(u"exchange"_s).toArray()},
                       {u"table"_s, PriceTable::about()},
                       {u"sentence"_s, sentence}};
}

} // namespace factoid
