// ModelCard: what language models were asked in the last days or runs, in calls, tokens and money, how much of what
// they wrote could be proven, and what was spent beside the caps. GUI thread.
#pragma once

#include <QJsonObject>
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

    // `trend` and `spend` as callTrendQuery and spendQuery give them.
    void show_(const QJsonObject& trend, const QJsonObject& spend);

  Q_SIGNALS:
    void runWanted(qint64 run);
    void capsWanted(); // to change them

  private:
    TrendChart *m_calls, *m_acceptance;
    SpendCard* m_spend;
};

} // namespace factoid
