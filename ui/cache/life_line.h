// LifeLine: a delegate that draws in a table's row when a cached key was stored, how long it is fresh and how long it
// is served stale, and where now is; after that readers fall back. GUI thread.
#pragma once

#include "core/queries/cache/cache_queries.h"
#include "ui/base/theme.h"

#include <QDateTime>
#include <QStyledItemDelegate>

namespace factoid {

// The line in words: "fresh until 12:00, then served stale until 24 Dec".
[[nodiscard]] QString lifeWords(const CacheKeyRow& key, const QDateTime& now);

class LifeLine : public QStyledItemDelegate
{
    Q_OBJECT

  public:
    LifeLine(const Theme& theme, QObject* parent);
    void setNow(const QDateTime& now) { m_now = now; }

  private:
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    const Theme& m_theme;
    QDateTime m_now;
};

} // namespace factoid
