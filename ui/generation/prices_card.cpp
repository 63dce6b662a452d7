#include "ui/generation/prices_card.h"

#include "ui/base/formats.h"

namespace factoid {

namespace {

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString();
}

QString sourceWords(const QString& source)
{
    if (source == "config"_L1)
        return PricesCard::tr("your configuration");
    if (source == "table"_L1)
        return PricesCard::tr("the program's table");
    return source == "local"_L1 ? PricesCard::tr("a model on this machine") : source;
}

std::vector<Column> columns()
{
    const auto column = [](const char* key, const QString& title, int width, ColumnKind kind,
                           std::function<QString(const QJsonObject&)> words) {
        Column made{QLatin1String(key), title, kind};
        made.width = width;
        made.text = std::move(words);
        return made;
    };
    const auto amount = [](const char* key) {
        return [key](const QJsonObject& row) {
            return row.value(u"known"_s).toBool() ? amountText(text(row, key), text(row, "currency"))
                                                  : PricesCard::tr("not known");
        };
    };
    return {column("name", PricesCard::tr("Provider"), 80, ColumnKind::Text, {}),
            column("model", PricesCard::tr("Model"), 96, ColumnKind::Text, {}),
            column("in", PricesCard::tr("In"), 88, ColumnKind::Number, amount("in")),
            column("out", PricesCard::tr("Out"), 88, ColumnKind::Number, amount("out")),
            column("since", PricesCard::tr("Since"), 100, ColumnKind::Text, {}),
            column("says", PricesCard::tr("By"), 420, ColumnKind::Text, {})};
}

} // namespace

PricesCard::PricesCard(const Theme& theme, UiState& state, QWidget* parent)
    : Card(tr("Prices in force, for a million tokens"), parent)
    , m_model(columns(), theme, this)
    , m_table(new DataTable(u"generation.prices"_s, tr("Prices of the models"), theme, state, this))
    , m_sentence(wrappedLabel({}, "", this))
    , m_rates(wrappedLabel({}, "note", this))
{
    m_model.setRowKey(u"name"_s);
    m_table->setModel(&m_model);
    m_table->setCompact(true);
    m_table->setEmptyState(tr("No provider is configured."));
    body()->addWidget(m_sentence);
    body()->addWidget(m_table, 1);
    body()->addWidget(m_rates);
}

void PricesCard::show_(const QJsonObject& list)
{
    const QString caps = text(list, "currency");
    QJsonArray rows;
    qint64 unknown = 0;
    for (const QJsonValue& value : list.value(u"providers"_s).toArray()) {
        const QJsonObject provider = value.toObject(), price = provider.value(u"price"_s).toObject();
        const bool known = !price.isEmpty();
        QString says =
            known ? sourceWords(text(price, "source")) : tr("no price: it is not called until one is configured");
        const QJsonValue rate = price.value(u"rate"_s);
        if (known && rate.isNull())
            says = tr("%1; no rate from %2 to %3: it is not called").arg(says, text(price, "currency"), caps);
        else if (known && !rate.toString().isEmpty())
            says = tr("%1; %2 %3 for 1 %4 since %5")
                       .arg(says, rate.toString(), caps, text(price, "currency"), text(price, "rate_date"));
        unknown += known && !rate.isNull() ? 0 : 1;
        rows.append(QJsonObject{{u"name"_s, text(provider, "name")},
                                {u"model"_s, text(provider, "model")},
                                {u"known"_s, known},
                                {u"in"_s, text(price, "in")},
                                {u"out"_s, text(price, "out")},
                                {u"currency"_s, text(price, "currency")},
                                {u"since"_s, !known                          ? QString()
                                             : text(price, "from").isEmpty() ? tr("always")
                                                                             : text(price, "from")},
                                {u"says"_s, says}});
    }
    m_model.setRows(rows);
    m_sentence->setText(unknown == 0
                            ? tr("What every model costs is known.")
                            : tr("What %1 cannot be told in %2: it is not called.")
                                  .arg(unknown == 1 ? tr("1 model costs") : tr("%1 models cost").arg(unknown), caps));
    const QJsonObject table = list.value(u"table"_s).toObject();
    QStringList notes{
        tr("The program's table was checked in %1 against %2.").arg(text(table, "checked"), text(table, "source"))};
    QStringList rates;
    for (const QJsonValue& value : list.value(u"exchange"_s).toArray()) {
        const QJsonObject rate = value.toObject();
        rates << tr("1 %1 is %2 %3 since %4")
                     .arg(text(rate, "from"), text(rate, "rate"), text(rate, "to"), text(rate, "date"));
    }
    notes
        << (rates.isEmpty()
                ? tr("No exchange rate is configured: what costs in another currency than %1 is not called.").arg(caps)
                : tr("Exchange rates: %1.").arg(rates.join(u"; "_s)));
    m_rates->setText(notes.join(QLatin1Char(' ')));
}

} // namespace factoid
