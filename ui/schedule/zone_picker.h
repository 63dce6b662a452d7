// ZonePicker: a small window under a button in which a time zone is found by typing. GUI thread; one page owns it.
#pragma once

#include "core/queries/schedule/schedule_queries.h"

#include <QFrame>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>

class QLineEdit;
class QListView;

namespace factoid {

class ZonePicker : public QFrame
{
    Q_OBJECT

  public:
    explicit ZonePicker(QWidget* parent);
    void setZones(const std::vector<ZoneRow>& zones, const QString& current);
    void summon(QWidget* under);

  Q_SIGNALS:
    void picked(const QString& zone);

  private:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void pick();
    QLineEdit* m_line;
    QListView* m_list;
    QStandardItemModel m_model;
    QSortFilterProxyModel m_filter;
};

} // namespace factoid
