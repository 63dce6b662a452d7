#include "ui/cache/life_line.h"

#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/table/row_model.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace factoid {

namespace {

// Hours and days on one line: the fresh time takes this share, the stale time the rest, the fallback what is left.
constexpr double kFreshShare = 0.45, kStaleShare = 0.40;
constexpr double kThick = 8;

double share(const QDateTime& from, const QDateTime& to, const QDateTime& at)
{
    const double all = static_cast<double>(from.msecsTo(to));
    return all <= 0 ? 1 : std::clamp(static_cast<double>(from.msecsTo(at)) / all, 0.0, 1.0);
}

// Where an instant stands on the line, from 0 to 1.
double placeOf(const CacheKeyRow& key, const QDateTime& at)
{
    const QDateTime stored = timeFromText(key.storedAt), fresh = timeFromText(key.freshUntil),
                    stale = timeFromText(key.staleUntil);
    if (at <= fresh)
        return kFreshShare * share(stored, fresh, at);
    if (at <= stale)
        return kFreshShare + kStaleShare * share(fresh, stale, at);
    return kFreshShare + kStaleShare + (1 - kFreshShare - kStaleShare) / 2;
}

} // namespace

QString lifeWords(const CacheKeyRow& key, const QDateTime& now)
{
    const QDateTime fresh = timeFromText(key.freshUntil), stale = timeFromText(key.staleUntil);
    if (now < fresh)
        return LifeLine::tr("fresh until %1, then served stale until %2")
            .arg(relativeTimeText(fresh, now), relativeTimeText(stale, now));
    if (now < stale)
        return LifeLine::tr("stale since %1, served until %2")
            .arg(relativeTimeText(fresh, now), relativeTimeText(stale, now));
    return LifeLine::tr("expired %1: readers fall back").arg(relativeTimeText(stale, now));
}

LifeLine::LifeLine(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void LifeLine::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem plain = option;
    initStyleOption(&plain, index);
    plain.text.clear();
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &plain, painter, option.widget);
    const auto key = index.data(RowRole).value<CacheKeyRow>();
    if (key.key.isEmpty())
        return;
    constexpr int kEdge = 8;
    const QRectF cell = option.rect.adjusted(kEdge, 0, -kEdge, 0);
    const QRectF line(cell.left(), cell.center().y() - kThick / 2, cell.width(), kThick);
    const double fresh = line.left() + line.width() * kFreshShare,
                 stale = line.left() + line.width() * (kFreshShare + kStaleShare);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    // Full, half and hollow: the three are told apart without colour.
    painter->fillRect(QRectF(line.left(), line.top(), fresh - line.left() - 1, line.height()),
                      m_theme.color(Tone::Good));
    const QRectF staleArea(fresh, line.top(), stale - fresh - 1, line.height());
    painter->fillRect(staleArea, m_theme.color(Tone::WarningSoft));
    painter->fillRect(staleArea, QBrush(m_theme.color(Tone::Warning), Qt::BDiagPattern));
    painter->setPen(QPen(m_theme.color(Tone::Idle), 1, Qt::DotLine));
    painter->drawRect(QRectF(stale, line.top() + 0.5, line.right() - stale - 0.5, line.height() - 1));
    const double at = line.left() + line.width() * placeOf(key, m_now);
    painter->setPen(QPen(m_theme.color(Tone::Text), 2));
    painter->drawLine(QPointF(at, line.top() - 4), QPointF(at, line.bottom() + 4));
    painter->restore();
}

} // namespace factoid
