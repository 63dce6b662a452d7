// PricesCard: what a million tokens of each configured model cost, since when and by which table, with the rate to the
// currency of the caps; what is not known says so. GUI thread.
#pragma once

#include "ui/table/data_table.h"

#include <QDateTime>

namespace factoid {

class PricesCard : public Card
{
    Q_OBJECT

  public:
    PricesCard(const Theme& theme, UiState& state, QWidget* parent);
    // As providerListQuery gives it.
    void show_(const QJsonObject& list);
    [[nodiscard]] DataTable* table() const { return m_table; }

  private:
    RecordModel m_model;
    DataTable* m_table;
    QLabel *m_sentence, *m_rates;
};

} // namespace factoid
