// ModelCard: what language models were asked in the last days or runs, in calls, tokens and money, how much of what
// they wrote could be proven, and what was spent beside the caps. GUI thread.
#pragma once

#include "core/queries/generation/spend_queries.h"

#include <QWidget>

namespace factoid {

class SpendCard;
class Theme;
class TrendChart;
class UiState;

class ModelCard : public QWidget
{
    Q_OBJECT

  public:
    ModelCard(const Theme& theme, UiState& state, QWidget* parent);

    void show_(const CallTrendAnswer& trend, const SpendAnswer& spend);

  Q_SIGNALS:
    void runWanted(qint64 run);
    void capsWanted(); // to change them

  private:
    TrendChart *m_calls, *m_acceptance;
    SpendCard* m_spend;
};

} // namespace factoid
