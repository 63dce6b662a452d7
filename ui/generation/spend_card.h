// SpendCard: what models cost today and this month beside the caps, by provider, and beside a refresh every 30 minutes;
// and the way to the caps, which are settings. GUI thread.
#pragma once

#include "core/queries/generation/spend_queries.h"
#include "ui/widgets/widgets.h"

namespace factoid {

class SpendCard : public Card
{
    Q_OBJECT

  public:
    SpendCard(const Theme& theme, QWidget* parent);
    void show_(const SpendAnswer& spend);

  Q_SIGNALS:
    void capsWanted();

  private:
    void addPeriod(const QString& name, const SpentInTime& spent, const QString& currency);

    const Theme& m_theme;
    QVBoxLayout* m_caps;
    std::optional<SpendAnswer> m_shown;
};

} // namespace factoid
