// PricesCard: what a million tokens of each configured model cost, since when and by which table, with the rate to the
// currency of the caps; what is not known says so. GUI thread.
#pragma once

#include "core/queries/connections/provider_list_query.h"
#include "ui/table/data_table.h"

#include <QDateTime>

namespace factoid {

class PricesCard : public Card
{
    Q_OBJECT

  public:
    PricesCard(const Theme& theme, UiState& state, QWidget* parent);
    void show_(const ProviderListAnswer& list, const QDateTime& now);
    [[nodiscard]] DataTable* table() const { return m_table; }

  private:
    // What the table says of a provider.
    struct Line {
        QString name, model;
        std::optional<ProviderPrice> price;
        QString says; // by which table, or why not
    };
    [[nodiscard]] static std::vector<ColumnOf<Line>> columns();

    RowModel<Line> m_model;
    DataTable* m_table;
    QLabel *m_sentence, *m_rates;
};

} // namespace factoid
