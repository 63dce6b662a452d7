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
    const auto read = db.each(QStringLiteral("SELECT id, finished_at, result FROM runs WHERE job = 'probe' AND outcome = 'done' ORDER BY id DESC LIMIT ?"), {kProbesRead}, [&](const QSqlQuery& row) {
        for (const QJsonValue& value : QJsonDocument::fromJson(row.value(2).toByteArray()).object().value(QStringLiteral("providers")).toArray()) {
            QJsonObject probe = value.toObject();
            probe.insert(QStringLiteral("run"), row.value(0).toLongLong());
            probe.insert(QStringLiteral("at"), row.value(1).toString());
            probes.try_emplace(probe.value(QStringLiteral("name")).toString(), probe);
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
    return QJsonObject{{QStringLiteral("in"), Money::text(price->in)}, {QStringLiteral("out"), Money::text(price->out)}, {QStringLiteral("currency"), price->currency},
                       {QStringLiteral("from"), price->from.isValid() ? QJsonValue(price->from.toString(Qt::ISODate)) : QJsonValue()}, {QStringLiteral("source"), price->source},
                       {QStringLiteral("rate"), rate}, {QStringLiteral("rate_date"), since}};
}

} // namespace

Result<QJsonObject> providerListQuery(QueryContext& context, const std::vector<Provider>& providers)
{
    const auto rules = SpendRules::from(context.settings);
    if (!rules)
        return std::unexpected(rules.error());
    const auto probes = lastProbes(context.db);
    if (!probes)
        return std::unexpected(probes.error());
    const QDate day = context.clock.now().toTimeZone(rules->zone()).date();
    QJsonArray list;
    int priced = 0;
    for (const Provider& provider : providers) {
        const auto manner = ModelStore(context.db).manner(provider.identity());
        if (!manner)
            return std::unexpected(manner.error());
        const QString host = provider.url().host();
        QJsonValue probe;
        if (const auto found = probes->find(provider.name);
            found != probes->end() && found->second.value(QStringLiteral("model")).toString() == provider.model && found->second.value(QStringLiteral("host")).toString() == host)
            probe = found->second;
        const QJsonValue price = priceOf(provider, *rules, day);
        priced += price.isNull() ? 0 : 1;
        list.append(QJsonObject{{QStringLiteral("name"), provider.name}, {QStringLiteral("model"), provider.model}, {QStringLiteral("host"), host}, {QStringLiteral("key_place"), keyPlace(provider)},
                                {QStringLiteral("mode"), manner->isEmpty() ? QJsonValue() : manner->value(QStringLiteral("mode"))}, {QStringLiteral("probe"), probe}, {QStringLiteral("price"), price}});
    }
    const auto all = static_cast<int>(providers.size());
    const QString sentence = all == 0        ? QStringLiteral("no providers are configured; factoids are written by statistics")
                             : priced == all ? QStringLiteral("the price of every model is known")
                                             : QStringLiteral("the price of %1 of %2 models is not known; such a model is not called").arg(all - priced).arg(all);
    return QJsonObject{{QStringLiteral("currency"), rules->currency()}, {QStringLiteral("day"), day.toString(Qt::ISODate)}, {QStringLiteral("providers"), list},
                       {QStringLiteral("exchange"), context.settings.spendTables.value(QStringLiteral("exchange")).toArray()}, {QStringLiteral("table"), PriceTable::about()},
                       {QStringLiteral("sentence"), sentence}};
}

} // namespace factoid
