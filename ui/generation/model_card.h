// ModelCard: what language models were asked in the last days, in calls, tokens and money, and what was spent beside the
// caps. GUI thread.
#pragma once

#include "ui/base/chart_card.h"

#include <QJsonObject>

namespace factoid {

class ModelCard : public QWidget
{
    Q_OBJECT

  public:
    ModelCard(const Theme& theme, UiState& state, QWidget* parent);

    // `trend` and `spend` as callTrendQuery and spendQuery give them.
    void show_(const QJsonObject& trend, const QJsonObject& spend);

  private:
    void showTrend(const QJsonObject& trend);
    void showSpend(const QJsonObject& spend);
    void addCap(const QString& name, const QJsonObject& period, const QString& currency);

    const Theme& m_theme;
    ChartCard* m_calls;
    Card* m_spend;
    QVBoxLayout* m_caps;
    QJsonObject m_shownTrend, m_shownSpend;
};

} // namespace factoid
