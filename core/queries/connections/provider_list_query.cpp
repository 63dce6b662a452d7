#include "core/queries/connections/provider_list_query.h"

#include "core/base/money.h"
#include "core/chat/provider_key.h"
#include "core/monitor/spend/spend_rules.h"
#include "core/store/operations/model_store.h"
#include "core/store/operations/run_store.h"
#include "core/store/sql/time_text.h"

#include <QUrl>

#include <map>

namespace factoid {

namespace {

constexpr int kProbesRead = 100; // runs of the job; older ones say nothing of today

using Probes = std::map<QString, ProviderProbe>; // the newest of each provider, by name

template <class T>
std::optional<T> valueIn(const QJsonObject& json, const char* key)
{
    const QJsonValue value = json.value(QLatin1String(key));
    return value.isNull() || value.isUndefined() ? std::nullopt : std::optional(value.toVariant().value<T>());
}

// As the run of the job noted it.
ProviderProbe probeFrom(const QJsonObject& json, const RunRecord& run)
{
    const auto text = [&](const char* key) { return json.value(QLatin1String(key)).toString(); };
    return {.run = run.id,
            .at = timeText(run.finishedAt),
            .name = text("name"),
            .model = text("model"),
            .host = text("host"),
            .ok = json.value(u"ok"_s).toBool(),
            .key = json.value(u"key"_s).toBool(),
            .keyPlace = text("key_place"),
            .reachable = valueIn<bool>(json, "reachable"),
            .kind = text("kind"),
            .cause = text("cause"),
            .message = text("message"),
            .remedy = text("remedy"),
            .mode = valueIn<QString>(json, "mode"),
            .httpStatus = valueIn<qint64>(json, "http_status"),
            .milliseconds = valueIn<qint64>(json, "milliseconds"),
            .requests = json.value(u"requests"_s).toInteger(),
            .promptTokens = valueIn<qint64>(json, "prompt_tokens"),
            .completionTokens = valueIn<qint64>(json, "completion_tokens"),
            .reportedModel = text("reported_model")};
}

Result<Probes> lastProbes(Database& db)
{
    Probes probes;
    RunFilter answered;
    answered.job = u"probe"_s;
    answered.outcome = u"done"_s;
    answered.limit = kProbesRead;
    const auto found = TRY(RunStore(db).find(answered));
    for (const RunRecord& run : found.runs) {
        for (const QJsonValue& value : run.result.value(u"providers"_s).toArray()) {
            const ProviderProbe probe = probeFrom(value.toObject(), run);
            probes.try_emplace(probe.name, probe);
        }
    }
    return probes;
}

std::optional<ProviderPrice> priceOf(const Provider& provider, const SpendRules& rules, const QDate& day)
{
    const auto price = rules.prices().find(provider.name, provider.baseUrl, provider.model, day);
    if (!price)
        return std::nullopt;
    ProviderPrice row{.in = Money::text(price->in),
                      .out = Money::text(price->out),
                      .currency = price->currency,
                      .source = price->source,
                      .rate = QString(),
                      .rateDate = QString()};
    if (price->from.isValid())
        row.from = price->from.toString(Qt::ISODate);
    if (price->currency != rules.currency() && (price->in > 0 || price->out > 0)) {
        const auto known = rules.rateOn(price->currency, day);
        row.rate = known ? std::optional(Money::text(known->micros)) : std::nullopt;
        row.rateDate = known ? std::optional(known->from.toString(Qt::ISODate)) : std::nullopt;
    }
    return row;
}

} // namespace

std::vector<ExchangeRate> ProviderListAnswer::rates() const
{
    std::vector<ExchangeRate> list;
    for (const QJsonValue& value : exchange) {
        const auto text = [&](const char* key) { return value[QLatin1String(key)].toString(); };
        list.push_back({text("from"), text("to"), text("rate"), text("date")});
    }
    return list;
}

Result<ProviderListAnswer> providerListQuery(QueryContext& context, const std::vector<Provider>& providers)
{
    const auto rules = TRY(SpendRules::from(context.settings));
    const auto probes = TRY(lastProbes(context.db));
    const QDate day = context.clock.now().toTimeZone(rules.zone()).date();
    ProviderListAnswer answer{.currency = rules.currency(),
                              .day = day.toString(Qt::ISODate),
                              .exchange = context.settings.spendTables.value(u"exchange"_s).toArray(),
                              .table = PriceTable::about()};
    int priced = 0;
    for (const Provider& provider : providers) {
        const auto manner = TRY(ModelStore(context.db).manner(provider.identity()));
        ProviderRow row{.name = provider.name,
                        .model = provider.model,
                        .host = provider.url().host(),
                        .keyPlace = keyPlace(provider).text(),
                        .mode = valueIn<QString>(manner, "mode"),
                        .price = priceOf(provider, rules, day)};
        if (const auto found = probes.find(provider.name);
            found != probes.end() && found->second.model == provider.model && found->second.host == row.host)
            row.probe = found->second;
        priced += row.price ? 1 : 0;
        answer.providers.push_back(row);
    }
    const auto all = static_cast<int>(providers.size());
    answer.sentence =
        all == 0 ? u"no providers are configured; factoids are written from statistics"_s
        : priced == all
            ? u"the price of every model is known"_s
            : u"the price of %1 of %2 models is not known; such a model is not called"_s.arg(all - priced).arg(all);
    return answer;
}

} // namespace factoid
