#include "ui/generation/prices_card.h"

#include "ui/base/formats.h"

namespace factoid {

namespace {

QString sourceWords(const QString& source)
{
    if (source == "config"_L1)
        return PricesCard::tr("your configuration");
    if (source == "table"_L1)
        return PricesCard::tr("the built-in table");
    return source == "local"_L1 ? PricesCard::tr("a model on this machine") : source;
}

} // namespace

std::vector<ColumnOf<PricesCard::Line>> PricesCard::columns()
{
    const auto amount = [](QString ProviderPrice::*which) {
        return [which](const Line& line) {
            return line.price ? amountText((*line.price).*which, line.price->currency) : PricesCard::tr("not known");
        };
    };
    const auto bare = [](QString ProviderPrice::*which) {
        return [which](const Line& line) { return line.price ? (*line.price).*which : QString(); };
    };
    const auto since = [](const Line& line) {
        return line.price ? line.price->from.value_or(PricesCard::tr("always")) : QString();
    };
    return {columnOf<Line>(u"name"_s, tr("Provider"), ColumnKind::Text, &Line::name).wide(80),
            columnOf<Line>(u"model"_s, tr("Model"), ColumnKind::Text, &Line::model).wide(96),
            columnOf<Line>(u"in"_s, tr("In"), ColumnKind::Number, bare(&ProviderPrice::in))
                .wide(88)
                .saying(amount(&ProviderPrice::in)),
            columnOf<Line>(u"out"_s, tr("Out"), ColumnKind::Number, bare(&ProviderPrice::out))
                .wide(88)
                .saying(amount(&ProviderPrice::out)),
            columnOf<Line>(u"since"_s, tr("Since"), ColumnKind::Text, since).wide(100),
            columnOf<Line>(u"says"_s, tr("By"), ColumnKind::Text, &Line::says).wide(420)};
}

PricesCard::PricesCard(const Theme& theme, UiState& state, QWidget* parent)
    : Card(tr("Current prices per million tokens"), parent)
    , m_model(columns(), theme, &Line::name, this)
    , m_table(new DataTable(u"generation.prices"_s, tr("Prices of the models"), theme, state, this))
    , m_sentence(wrappedLabel({}, "", this))
    , m_rates(wrappedLabel({}, "note", this))
{
    m_table->setModel(&m_model);
    m_table->setCompact(true);
    m_table->setEmptyState(tr("No provider is configured."));
    body()->addWidget(m_sentence);
    body()->addWidget(m_table, 1);
    body()->addWidget(m_rates);
}

void PricesCard::show_(const ProviderListAnswer& list, const QDateTime& now)
{
    const QString& caps = list.currency;
    std::vector<Line> lines;
    qint64 unknown = 0;
    for (const ProviderRow& provider : list.providers) {
        const auto& price = provider.price;
        QString says = price ? sourceWords(price->source) : tr("no price: it is not called until one is configured");
        if (price && !price->rate)
            says = tr("%1; no exchange rate from %2 to %3: it is not called").arg(says, price->currency, caps);
        else if (price && !price->rate->isEmpty())
            says = tr("%1; %2 %3 for 1 %4 since %5")
                       .arg(says, *price->rate, caps, price->currency, price->rateDate.value_or(QString()));
        unknown += price && price->rate ? 0 : 1;
        lines.push_back({provider.name, provider.model, price, says});
    }
    m_model.setRows(std::move(lines), now);
    m_sentence->setText(unknown == 0 ? tr("All prices are known.")
                                     : tr("The cost of %1 cannot be given in %2: not called.")
                                           .arg(unknown == 1 ? tr("1 model") : tr("%1 models").arg(unknown), caps));
    QStringList notes{
        tr("The built-in table was checked in %1 against %2.").arg(list.table.checked, list.table.source)};
    QStringList rates;
    for (const ExchangeRate& rate : list.rates())
        rates << tr("1 %1 is %2 %3 since %4").arg(rate.from, rate.rate, rate.to, rate.date);
    notes
        << (rates.isEmpty()
                ? tr("No exchange rate is configured: what costs in another currency than %1 is not called.").arg(caps)
                : tr("Exchange rates: %1.").arg(rates.join(u"; "_s)));
    m_rates->setText(notes.join(QLatin1Char(' ')));
}

} // namespace factoid
