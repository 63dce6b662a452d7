// SpendCard: what models cost today and this month beside the caps, by provider, and beside a refresh every 30 minutes;
// and the way to the caps, which are settings. GUI thread.
#pragma once

#include "ui/widgets/widgets.h"

#include <QJsonObject>

namespace factoid {

class SpendCard : public Card
{
    Q_OBJECT

  public:
    SpendCard(const Theme& theme, QWidget* parent);
    // As spendQuery gives it.
    void show_(const QJsonObject& spend);

  Q_SIGNALS:
    void capsWanted();

  private:
    void addPeriod(const QString& name, const QJsonObject& period, const QString& currency);

    const Theme& m_theme;
    QVBoxLayout* m_caps;
    QJsonObject m_shown;
};

} // namespace factoid
