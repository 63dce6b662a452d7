#include "core/monitor/spend/price_table.h"

#include "core/base/decimal.h"

#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrl>

#include <limits>

namespace factoid {

namespace {

constexpr qint64 kPriceTokens = 1'000'000; // prices are for so many

QJsonObject published()
{
    QFile file(u":/prices/models.json"_s);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

Result<ModelPrice> priceFrom(const QJsonObject& json, const QString& source)
{
    ModelPrice price;
    price.source = source;
    price.currency = json.value(u"currency"_s).toString();
    const bool isFree = json.value(u"free"_s).toBool();
    for (const auto& [key, member] : {std::pair{"in", &ModelPrice::in}, std::pair{"out", &ModelPrice::out}}) {
        const QJsonValue value = json.value(QLatin1String(key));
        if (isFree && value.isUndefined())
            continue;
        const auto micros = Money::parseMicros(value.toString());
        if (!value.isString() || !micros)
            return fail(ErrorKind::Usage, Message("config.price_amount").arg(QLatin1String(key)));
        price.*member = *micros;
    }
    if (price.currency.isEmpty() && price.in == 0 && price.out == 0)
        price.currency = u"GBP"_s; // nothing is nothing in any
    if (!isCurrency(price.currency))
        return fail(ErrorKind::Usage, Message("config.price_currency").arg(price.currency));
    const QString from = json.value(u"from"_s).toString();
    price.from = QDate::fromString(from, Qt::ISODate);
    if (!from.isEmpty() && !price.from.isValid())
        return fail(ErrorKind::Usage, Message("config.price_day").arg(from));
    return price;
}

// "gpt-4o-mini-2024-07-18" is a dated edition of "gpt-4o-mini".
bool isEdition(const QString& model, const QString& of)
{
    static const QRegularExpression dated(u"^-\\d{4}-\\d{2}-\\d{2}$"_s);
    return model == of || (model.startsWith(of) && dated.match(model.mid(of.size())).hasMatch());
}

bool isHere(const QString& host)
{
    static const QRegularExpression loopback(u"^(localhost|127\\.\\d+\\.\\d+\\.\\d+|::1)$"_s);
    return loopback.match(host).hasMatch();
}

QString vendorOf(const QString& host)
{
    static const QJsonObject hosts = published().value(u"hosts"_s).toObject();
    return hosts.value(host).toString();
}

} // namespace

Result<PriceTable> PriceTable::make(const QJsonArray& own)
{
    PriceTable table;
    for (const QJsonValue& value : own) {
        const QJsonObject json = value.toObject();
        const auto price = TRY(priceFrom(json, u"config"_s));
        table.m_own.push_back({json.value(u"provider"_s).toString(), json.value(u"model"_s).toString(), price});
    }
    for (const QJsonValue& value : published().value(u"prices"_s).toArray()) {
        const QJsonObject json = value.toObject();
        const auto price = TRY(priceFrom(json, u"table"_s));
        table.m_table.push_back({json.value(u"vendor"_s).toString(), json.value(u"model"_s).toString(), price});
    }
    return table;
}

PriceTable::About PriceTable::about()
{
    const QJsonObject table = published();
    return {table.value(u"checked"_s).toString(), table.value(u"source"_s).toString()};
}

std::optional<ModelPrice> PriceTable::find(const QString& provider, const QString& baseUrl, const QString& model,
                                           const QDate& day) const
{
    // Of several, the one that says more, then the newest that holds on the day.
    const Row* best = nullptr;
    const auto says = [](const Row& row) { return (row.whose.isEmpty() ? 0 : 2) + (row.model.isEmpty() ? 0 : 1); };
    const auto consider = [&](const Row& row) {
        if (row.price.from.isValid() && row.price.from > day)
            return;
        if (!best || says(row) > says(*best) || (says(row) == says(*best) && row.price.from >= best->price.from))
            best = &row;
    };
    for (const Row& row : m_own) {
        if ((row.whose.isEmpty() || row.whose == provider) && (row.model.isEmpty() || row.model == model))
            consider(row);
    }
    if (best)
        return best->price;
    const QString host = QUrl(baseUrl).host();
    const QString vendor = vendorOf(host);
    for (const Row& row : m_table) {
        // A known model's name on this machine is a relay to it, and costs what it costs.
        if ((row.whose == vendor || isHere(host)) && isEdition(model, row.model))
            consider(row);
    }
    if (best)
        return best->price;
    if (isHere(host))
        return ModelPrice{0, 0, u"GBP"_s, {}, u"local"_s};
    return std::nullopt;
}

std::optional<qint64> costOf(const ModelPrice& price, qint64 tokensIn, qint64 tokensOut)
{
    const Int128 sum = static_cast<Int128>(price.in) * tokensIn + static_cast<Int128>(price.out) * tokensOut;
    const Int128 micros = (sum + kPriceTokens - 1) / kPriceTokens;
    if (tokensIn < 0 || tokensOut < 0 || micros > std::numeric_limits<qint64>::max())
        return std::nullopt;
    return static_cast<qint64>(micros);
}

} // namespace factoid
