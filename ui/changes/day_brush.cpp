#include "ui/changes/day_brush.h"

#include "ui/base/formats.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr int kHeight = 72, kFoot = 18, kHead = 16;
constexpr double kLeastBar = 4; // pixels a bar, its gap included
constexpr int kLeastBars = 14;  // a log of one day is not one wide block

QString dayText(const QDate& day)
{
    return QLocale(QLocale::English).toString(day, u"d MMM yyyy"_s);
}

} // namespace

DayBrush::DayBrush(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setCursor(Qt::CrossCursor);
    setAccessibleName(tr("Changes per day"));
    setFixedHeight(kHeight);
    setToolTip(tr("Drag across days to see only their changes; double-click for all. With the keyboard, the arrow keys "
                  "move, Shift widens and Escape clears."));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize DayBrush::sizeHint() const
{
    return {320, kHeight};
}

QRect DayBrush::area() const
{
    return rect().adjusted(1, kHead, -1, -kFoot);
}

void DayBrush::setDays(const std::vector<ChangeDay>& days, const QTimeZone& zone)
{
    m_zone = zone;
    m_days = days;
    bin();
    qint64 most = 0, all = 0;
    QDate peak;
    for (const ChangeDay& day : days) {
        all += day.count;
        if (day.count > most) {
            most = day.count;
            peak = day.day;
        }
    }
    setAccessibleDescription(
        days.empty() ? tr("No changes.")
                     : tr("%1 on %2 from %3 to %4; most on %5, %6. Group by day to see the same as a table.")
                           .arg(countText(all, tr("change"), tr("changes")),
                                countText(static_cast<qint64>(days.size()), tr("day"), tr("days")),
                                dayText(days.front().day), dayText(days.back().day), dayText(peak), numberText(most)));
    update();
}

void DayBrush::bin()
{
    m_bars.clear();
    if (m_days.empty())
        return;
    const QDate last = m_days.back().day;
    QDate first = m_days.front().day;
    const int fit = std::max(static_cast<int>(area().width() / kLeastBar), 1);
    const auto length = static_cast<int>(first.daysTo(last)) + 1;
    m_span = (length + fit - 1) / fit;
    const int bars = std::max((length + m_span - 1) / m_span, std::min(kLeastBars, fit));
    first = last.addDays(-qint64(bars) * m_span + 1);
    for (int i = 0; i < bars; ++i)
        m_bars.push_back({first.addDays(qint64(i) * m_span), first.addDays(qint64(i + 1) * m_span - 1), 0});
    for (const ChangeDay& day : m_days)
        m_bars[static_cast<size_t>(first.daysTo(day.day) / m_span)].count += day.count;
}

double DayBrush::step() const
{
    return m_bars.empty() ? 1 : static_cast<double>(area().width()) / static_cast<double>(m_bars.size());
}

int DayBrush::barAt(int x) const
{
    return std::clamp(static_cast<int>((x - area().left()) / step()), 0, static_cast<int>(m_bars.size()) - 1);
}

void DayBrush::setPeriod(const QDate& from, const QDate& to)
{
    m_from = from;
    m_to = to;
    update();
}

void DayBrush::choose(int first, int last, bool tell)
{
    if (m_bars.empty())
        return;
    const int most = static_cast<int>(m_bars.size()) - 1;
    first = std::clamp(first, 0, most);
    last = std::clamp(last, 0, most);
    setPeriod(m_bars[static_cast<size_t>(std::min(first, last))].from,
              m_bars[static_cast<size_t>(std::max(first, last))].to);
    if (tell)
        Q_EMIT picked(m_from, m_to);
}

void DayBrush::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(Theme::font(metric::kCaption));
    const QRect box = area();
    painter.setPen(QPen(m_theme.color(Tone::Line), 1));
    painter.drawLine(box.bottomLeft() + QPoint(0, 1), box.bottomRight() + QPoint(0, 1));
    if (m_bars.empty()) {
        painter.setPen(m_theme.color(Tone::Muted));
        painter.drawText(box, Qt::AlignCenter, tr("No changes match"));
        return;
    }
    const qint64 most = std::ranges::max(m_bars, {}, &Bar::count).count;
    const double wide = step();
    const auto isIn = [&](const Bar& bar) {
        return (!m_from.isValid() || bar.to >= m_from) && (!m_to.isValid() || bar.from <= m_to);
    };
    if (m_from.isValid() || m_to.isValid()) {
        int first = -1, last = -1;
        for (int i = 0; i < static_cast<int>(m_bars.size()); ++i) {
            if (!isIn(m_bars[static_cast<size_t>(i)]))
                continue;
            first = first < 0 ? i : first;
            last = i;
        }
        if (first >= 0)
            painter.fillRect(
                QRectF(box.left() + first * wide, box.top() - 2, (last - first + 1) * wide, box.height() + 3),
                m_theme.color(Tone::Selection));
    }
    painter.setPen(Qt::NoPen);
    for (size_t i = 0; i < m_bars.size(); ++i) {
        const Bar& bar = m_bars[i];
        if (bar.count == 0)
            continue;
        // The root keeps quiet days visible beside a first import of everything; the number of the largest says how
        // high.
        const double tall =
            std::max(2.0, std::sqrt(static_cast<double>(bar.count) / static_cast<double>(most)) * box.height());
        painter.setBrush(isIn(bar) ? m_theme.series(0) : m_theme.color(Tone::Idle));
        painter.drawRect(QRectF(box.left() + static_cast<double>(i) * wide + 0.5, box.bottom() + 1 - tall,
                                std::max(1.5, wide - 1), tall));
    }
    painter.setPen(m_theme.color(Tone::Muted));
    const QRect foot(box.left(), box.bottom() + 3, box.width(), kFoot - 3);
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, dayText(m_bars.front().from));
    painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter, dayText(m_bars.back().to));
    QString head = m_span == 1
                       ? tr("Changes per day (%1), at most %2").arg(QString::fromLatin1(m_zone.id()), numberText(most))
                       : tr("Changes in %1 days (%2), at most %3")
                             .arg(m_span)
                             .arg(QString::fromLatin1(m_zone.id()), numberText(most));
    if (m_from.isValid() || m_to.isValid())
        head += u"   "_s + tr("shown: %1 to %2")
                               .arg(m_from.isValid() ? dayText(m_from) : tr("the beginning"),
                                    m_to.isValid() ? dayText(m_to) : tr("today"));
    painter.drawText(QRect(box.left(), 0, box.width(), kHead), Qt::AlignLeft | Qt::AlignTop, head);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(Tone::Accent), 1));
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void DayBrush::resizeEvent(QResizeEvent*)
{
    bin();
}

void DayBrush::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_bars.empty())
        return;
    m_pressed = barAt(static_cast<int>(event->position().x()));
    choose(m_pressed, m_pressed, false);
}

void DayBrush::mouseMoveEvent(QMouseEvent* event)
{
    if (m_bars.empty())
        return;
    const int at = barAt(static_cast<int>(event->position().x()));
    if (m_pressed >= 0) {
        choose(m_pressed, at, false);
        return;
    }
    const Bar& bar = m_bars[static_cast<size_t>(at)];
    QToolTip::showText(event->globalPosition().toPoint(), tipOf(bar), this);
}

// The days as the schedule's clocks have them, and the same instants as the store has them.
QString DayBrush::tipOf(const Bar& bar) const
{
    const QString when =
        bar.from == bar.to ? dayText(bar.from) : tr("%1 to %2").arg(dayText(bar.from), dayText(bar.to));
    const auto utc = [](const QDateTime& at) { return at.toUTC().toString(u"yyyy-MM-dd HH:mm"_s); };
    return tr("%1: %2\nfrom %3 to %4 UTC")
        .arg(when, countText(bar.count, tr("change"), tr("changes")), utc(bar.from.startOfDay(m_zone)),
             utc(bar.to.addDays(1).startOfDay(m_zone)));
}

void DayBrush::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_pressed < 0 || event->button() != Qt::LeftButton)
        return;
    choose(m_pressed, barAt(static_cast<int>(event->position().x())), true);
    m_pressed = -1;
}

void DayBrush::mouseDoubleClickEvent(QMouseEvent*)
{
    m_pressed = -1;
    setPeriod({}, {});
    Q_EMIT picked({}, {});
}

void DayBrush::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    if (key == Qt::Key_Escape && (m_from.isValid() || m_to.isValid())) {
        setPeriod({}, {});
        Q_EMIT picked({}, {});
        return;
    }
    if ((key != Qt::Key_Left && key != Qt::Key_Right) || m_bars.empty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int move = key == Qt::Key_Left ? -1 : 1;
    const auto barOf = [&](const QDate& day, size_t otherwise) {
        for (size_t i = 0; day.isValid() && i < m_bars.size(); ++i) {
            if (m_bars[i].to >= day)
                return static_cast<int>(i);
        }
        return static_cast<int>(otherwise);
    };
    const bool any = m_from.isValid() || m_to.isValid();
    const int newest = static_cast<int>(m_bars.size()) - 1;
    const int first = barOf(m_from, 0);
    const int last = barOf(m_to, m_bars.size() - 1);
    if (!any)
        choose(newest, newest, true);
    else if (event->modifiers() & Qt::ShiftModifier)
        choose(move < 0 ? first - 1 : first, move < 0 ? last : last + 1, true);
    else
        choose(first + move, last + move, true);
}

} // namespace factoid
