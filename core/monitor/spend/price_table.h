// PriceTable: what a million tokens of a model cost on a day. The operator's prices come first, then the dated table of
// resources/prices; a model on this machine that has neither costs nothing; of anything else the price is unknown,
// and what is unknown is not spent. Plain value; any thread.
#pragma once

#include "core/base/record.h"
#include "core/base/result.h"
#include "core/store/operations/spend_store.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace factoid {

class PriceTable
{
  public:
    // `own`: the config's `prices`, each {provider, model, in, out, currency, from}; provider, model and from may be
    // left out (all of them; always), and `in` and `out` as well when `free` is true. Errors: Usage, with the sentence.
    [[nodiscard]] static Result<PriceTable> make(const QJsonArray& own);

    // Of the table that travels with the program: when it was looked at, and where.
    struct About {
        QString checked, source;
        static auto fields() { return std::tuple{field("checked", &About::checked), field("source", &About::source)}; }
    };
    [[nodiscard]] static About about();
    // nullopt: unknown. `baseUrl` tells whose model it is.
    [[nodiscard]] std::optional<ModelPrice> find(const QString& provider, const QString& baseUrl, const QString& model,
                                                 const QDate& day) const;

  private:
    struct Row {
        QString whose; // own: the provider's name (empty: any); table: the vendor
        QString model; // empty: any
        ModelPrice price;
    };
    std::vector<Row> m_own, m_table;
};

// What so many tokens cost, rounded up to a whole millionth; nullopt when that does not fit.
[[nodiscard]] std::optional<qint64> costOf(const ModelPrice& price, qint64 tokensIn, qint64 tokensOut);

} // namespace factoid
