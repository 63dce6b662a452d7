// Provider list: the providers of language models as they stand: what is remembered of them, what their last probe
// found, what they cost. Asks nobody. Asked by the window and by `spend prices`. Used by the thread that owns the
// database; does not write.
#pragma once

#include "core/base/record.h"
#include "core/chat/provider.h"
#include "core/monitor/spend/price_table.h"
#include "core/queries/queries.h"

namespace factoid {

// What the last probe of a provider found; as probeJson (core/chat/provider_probe.h), with its run.
struct ProviderProbe {
    qint64 run = 0;
    QString at;
    QString name, model, host;
    bool ok = false;               // the model answers
    bool key = false;              // the key was there, or none is needed
    QString keyPlace;              // where it is, or should be
    std::optional<bool> reachable; // an HTTP answer came; none: it was not asked
    QString kind, cause, message;
    QString remedy;              // empty when it works
    std::optional<QString> mode; // in which it answered
    std::optional<qint64> httpStatus, milliseconds;
    qint64 requests = 0;
    std::optional<qint64> promptTokens, completionTokens;
    QString reportedModel;
    static auto fields()
    {
        return std::tuple{field("run", &ProviderProbe::run),
                          field("at", &ProviderProbe::at),
                          field("name", &ProviderProbe::name),
                          field("model", &ProviderProbe::model),
                          field("host", &ProviderProbe::host),
                          field("ok", &ProviderProbe::ok),
                          field("key", &ProviderProbe::key),
                          field("key_place", &ProviderProbe::keyPlace),
                          field("reachable", &ProviderProbe::reachable),
                          field("kind", &ProviderProbe::kind),
                          field("cause", &ProviderProbe::cause),
                          field("message", &ProviderProbe::message),
                          field("remedy", &ProviderProbe::remedy),
                          field("mode", &ProviderProbe::mode),
                          field("http_status", &ProviderProbe::httpStatus),
                          field("milliseconds", &ProviderProbe::milliseconds),
                          field("requests", &ProviderProbe::requests),
                          field("prompt_tokens", &ProviderProbe::promptTokens),
                          field("completion_tokens", &ProviderProbe::completionTokens),
                          field("reported_model", &ProviderProbe::reportedModel)};
    }
};

// What a million tokens cost.
struct ProviderPrice {
    QString in, out; // amounts in the currency
    QString currency;
    std::optional<QString> from = {}; // day; none: always
    QString source;                   // config, table, local
    // To the caps' currency and since when: none where no rate is known, empty where none is needed.
    std::optional<QString> rate, rateDate;
    static auto fields()
    {
        return std::tuple{field("in", &ProviderPrice::in),
                          field("out", &ProviderPrice::out),
                          field("currency", &ProviderPrice::currency),
                          field("from", &ProviderPrice::from),
                          field("source", &ProviderPrice::source),
                          field("rate", &ProviderPrice::rate),
                          field("rate_date", &ProviderPrice::rateDate)};
    }
};

struct ProviderRow {
    QString name, model, host, keyPlace;
    std::optional<QString> mode; // json_schema, json_object or text as remembered of the last call; none: not known
    std::optional<ProviderProbe> probe = {}; // as long as model and host are what they were
    std::optional<ProviderPrice> price;      // none: unknown
    static auto fields()
    {
        return std::tuple{field("name", &ProviderRow::name),  field("model", &ProviderRow::model),
                          field("host", &ProviderRow::host),  field("key_place", &ProviderRow::keyPlace),
                          field("mode", &ProviderRow::mode),  field("probe", &ProviderRow::probe),
                          field("price", &ProviderRow::price)};
    }
};

// An exchange rate as it is configured.
struct ExchangeRate {
    QString from, to, rate, date;
};

struct ProviderListAnswer {
    QString currency; // of the caps
    QString day;
    std::vector<ProviderRow> providers = {}; // in the order in which they are tried
    QJsonArray exchange;                     // the rates word for word as the configuration has them
    PriceTable::About table;                 // of the prices that travel with the program
    QString sentence = {};
    [[nodiscard]] std::vector<ExchangeRate> rates() const;
    static auto fields()
    {
        return std::tuple{
            field("currency", &ProviderListAnswer::currency),   field("day", &ProviderListAnswer::day),
            field("providers", &ProviderListAnswer::providers), field("exchange", &ProviderListAnswer::exchange),
            field("table", &ProviderListAnswer::table),         field("sentence", &ProviderListAnswer::sentence)};
    }
};
// Errors: Usage, of the config's spend.
[[nodiscard]] Result<ProviderListAnswer> providerListQuery(QueryContext& context,
                                                           const std::vector<Provider>& providers);

} // namespace factoid
