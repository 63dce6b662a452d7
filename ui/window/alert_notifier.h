// AlertNotifier: tells the operator of this desktop when an alert fires, once an incident, whoever on the store found
// out. Looks when the store has changed. GUI thread; owned by the window.
#pragma once

#include "core/queries/alerts/alert_queries.h"
#include "ui/base/latest.h"

#include <QObject>
#include <QSet>

namespace factoid {

class AlertNotifier : public QObject
{
    Q_OBJECT

  public:
    explicit AlertNotifier(StoreReader& reader, QObject* parent = nullptr);
    void look();

  Q_SIGNALS:
    // The count of those that fire and are not silenced.
    void counted(int firing, bool critical);
    void fired(const QString& title, const QString& text);

  private:
    void take(const AlertListAnswer& alerts);
    StoreReader& m_reader;
    Latest<AlertListAnswer> m_asking;
    QSet<qint64> m_told; // incidents
    bool m_first = true; // what fired before the window was open stands in the sidebar, and is no news
};

} // namespace factoid
