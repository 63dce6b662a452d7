#include "ui/errors/hour_map.h"

#include "ui/base/formats.h"
#include "ui/runs/failure_words.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStackedWidget>
#include <QToolTip>

#include <algorithm>

namespace factoid {

namespace {

constexpr int kHours = 24;
constexpr int kFoot = 18; // for the hours beneath
constexpr int kLeastRow = 11, kMostRow = 34;
constexpr int kHourStep = 3;       // every third hour is named
constexpr int kColor = 5;          // of the theme's series
constexpr double kFaintest = 0.18; // once is seen too

QColor mix(const QColor& from, const QColor& to, double part)
{
    const auto between = [part](int a, int b) { return static_cast<int>(a + (b - a) * part); };
    return {between(from.red(), to.red()), between(from.green(), to.green()), between(from.blue(), to.blue())};
}

} // namespace

QString hourText(int hour)
{
    return u"%1:00–%2:00"_s.arg(hour, 2, 10, QLatin1Char('0')).arg(hour + 1, 2, 10, QLatin1Char('0'));
}

HourMap::HourMap(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Failures by kind and hour"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void HourMap::setRows(const std::vector<FailureHours>& rows, const QString& empty)
{
    const QString current = m_rows.empty() ? QString() : m_rows[static_cast<size_t>(m_row)].kind;
    m_rows = rows;
    m_most = 0;
    m_empty = empty;
    for (const FailureHours& row : m_rows)
        m_most = std::max(m_most, std::ranges::max(row.hours));
    const auto same = std::ranges::find(m_rows, current, &FailureHours::kind);
    m_row = same == m_rows.end() ? 0 : static_cast<int>(same - m_rows.begin());
    setFocusPolicy(m_rows.empty() ? Qt::NoFocus : Qt::StrongFocus); // an empty map has nowhere to go
    tellCurrent();
    update();
}

void HourMap::setPicked(const QString& kind, int hour)
{
    m_pickedKind = kind;
    m_pickedHour = hour;
    tellCurrent();
    update();
}

QSize HourMap::sizeHint() const
{
    return {380, 150};
}

int HourMap::namesWidth() const
{
    const QFontMetrics metrics(Theme::font(metric::kCaption), this);
    int most = 0;
    for (const FailureHours& row : m_rows)
        most = std::max(most, metrics.horizontalAdvance(failureWords(row.kind)));
    return std::min(most + metric::kSmall, width() / 3) + metric::kTiny;
}

QRectF HourMap::cellAt(int row, int hour) const
{
    const double left = namesWidth(), wide = (width() - left) / kHours;
    const double high = std::clamp((height() - kFoot) / std::max<double>(1, static_cast<double>(m_rows.size())),
                                   static_cast<double>(kLeastRow), static_cast<double>(kMostRow));
    return {left + hour * wide, row * high, wide, high};
}

QRect HourMap::cell(const QString& kind, int hour) const
{
    for (size_t row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].kind == kind && hour >= 0 && hour < kHours)
            return cellAt(static_cast<int>(row), hour).toRect();
    }
    return {};
}

std::optional<std::pair<int, int>> HourMap::at(const QPointF& place) const
{
    for (int row = 0; row < static_cast<int>(m_rows.size()); ++row) {
        for (int hour = 0; hour < kHours; ++hour) {
            if (cellAt(row, hour).contains(place))
                return std::pair(row, hour);
        }
    }
    return std::nullopt;
}

QString HourMap::words(int row, int hour) const
{
    const FailureHours& its = m_rows[static_cast<size_t>(row)];
    const QString said = tr("%1, %2: %3")
                             .arg(failureWords(its.kind), hourText(hour),
                                  countText(its.hours[static_cast<size_t>(hour)], tr("failure"), tr("failures")));
    return its.kind == m_pickedKind && hour == m_pickedHour ? tr("%1; only these are listed").arg(said) : said;
}

void HourMap::tellCurrent()
{
    setAccessibleDescription(m_rows.empty() ? m_empty : words(m_row, m_hour));
    if (hasFocus()) {
        QAccessibleEvent event(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    }
}

void HourMap::pick(int row, int hour)
{
    m_row = row;
    m_hour = hour;
    const QString kind = m_rows[static_cast<size_t>(row)].kind;
    const bool again = kind == m_pickedKind && hour == m_pickedHour;
    setPicked(again ? QString() : kind, again ? -1 : hour);
    Q_EMIT picked(m_pickedKind, m_pickedHour);
}

void HourMap::mousePressEvent(QMouseEvent* event)
{
    if (const auto found = at(event->position()); found && event->button() == Qt::LeftButton)
        pick(found->first, found->second);
}

void HourMap::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(m_rows.size()) - 1;
    if (last < 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        m_hour = std::max(0, m_hour - 1);
        break;
    case Qt::Key_Right:
        m_hour = std::min(kHours - 1, m_hour + 1);
        break;
    case Qt::Key_Up:
        m_row = std::max(0, m_row - 1);
        break;
    case Qt::Key_Down:
        m_row = std::min(last, m_row + 1);
        break;
    case Qt::Key_Home:
        m_hour = 0;
        break;
    case Qt::Key_End:
        m_hour = kHours - 1;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        pick(m_row, m_hour);
        return;
    case Qt::Key_Escape:
        if (m_pickedHour >= 0) {
            setPicked({}, -1);
            Q_EMIT picked({}, -1);
            return;
        }
        [[fallthrough]];
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    tellCurrent();
    update();
}

void HourMap::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void HourMap::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

bool HourMap::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const auto found = at(help->pos()))
        QToolTip::showText(help->globalPos(), words(found->first, found->second), this);
    return true;
}

void HourMap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(Theme::font(metric::kCaption));
    const QFontMetrics metrics = painter.fontMetrics();
    painter.setPen(m_theme.color(Tone::Muted));
    if (m_rows.empty()) {
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, m_empty);
        return;
    }
    const QColor ground = m_theme.color(Tone::Card), full = m_theme.series(kColor), dark = m_theme.color(Tone::Text);
    for (int row = 0; row < static_cast<int>(m_rows.size()); ++row) {
        const FailureHours& its = m_rows[static_cast<size_t>(row)];
        const QRectF first = cellAt(row, 0);
        painter.setPen(m_theme.color(Tone::Text));
        painter.drawText(
            QRectF(0, first.top(), first.left() - metric::kTiny, first.height()), Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(failureWords(its.kind), Qt::ElideRight, static_cast<int>(first.left()) - metric::kTiny));
        for (int hour = 0; hour < kHours; ++hour) {
            const QRectF box = cellAt(row, hour).adjusted(0.5, 0.5, -1, -1);
            const qint64 count = its.hours[static_cast<size_t>(hour)];
            const double part =
                count == 0 ? 0 : kFaintest + (1 - kFaintest) * static_cast<double>(count) / static_cast<double>(m_most);
            const QColor fill = count == 0 ? mix(ground, m_theme.color(Tone::Line), 0.4) : mix(ground, full, part);
            painter.fillRect(box, fill);
            const QString number = numberText(count);
            if (count > 0 && metrics.horizontalAdvance(number) <= box.width() - 1 && metrics.ascent() <= box.height()) {
                // Whichever of the two can be read on it.
                painter.setPen(std::abs(fill.lightness() - dark.lightness()) >=
                                       std::abs(fill.lightness() - ground.lightness())
                                   ? dark
                                   : ground);
                painter.drawText(box, Qt::AlignCenter, number);
            }
        }
    }
    painter.setBrush(Qt::NoBrush);
    for (int row = 0; row < static_cast<int>(m_rows.size()); ++row) {
        for (int hour = 0; hour < kHours; ++hour) {
            const bool isPicked = m_rows[static_cast<size_t>(row)].kind == m_pickedKind && hour == m_pickedHour;
            const bool isCurrent = hasFocus() && row == m_row && hour == m_hour;
            if (!isPicked && !isCurrent)
                continue;
            painter.setPen(QPen(m_theme.color(isPicked ? Tone::Text : Tone::Accent), 2));
            painter.drawRect(cellAt(row, hour).adjusted(0.5, 0.5, -1, -1));
        }
    }
    painter.setPen(m_theme.color(Tone::Muted));
    const double foot = cellAt(static_cast<int>(m_rows.size()) - 1, 0).bottom();
    for (int hour = 0; hour < kHours; hour += kHourStep)
        painter.drawText(QRectF(cellAt(0, hour).left(), foot, cellAt(0, 0).width() * kHourStep, kFoot),
                         Qt::AlignLeft | Qt::AlignVCenter, u"%1:00"_s.arg(hour, 2, 10, QLatin1Char('0')));
}

std::vector<ColumnOf<HourCard::Line>> HourCard::columns()
{
    return {columnOf<Line>(u"kind"_s, tr("Kind"), ColumnKind::Text, &Line::kind).saying([](const Line& line) {
                return failureWords(line.kind);
            }),
            columnOf<Line>(u"hour"_s, tr("Hour"), ColumnKind::Text, &Line::hour).saying([](const Line& line) {
                return hourText(line.hour);
            }),
            columnOf<Line>(u"count"_s, tr("Failures"), ColumnKind::Number, &Line::count)};
}

HourCard::HourCard(const Theme& theme, UiState& state, QWidget* parent)
    : Card(tr("Failures by kind and hour"), parent)
    , m_map(new HourMap(theme, this))
    , m_model(
          columns(), theme, [](const Line& line) { return line.kind + QString::number(line.hour); }, this)
    , m_table(new DataTable(u"errors.hours"_s, tr("Table of failures by kind and hour"), theme, state, this))
    , m_swap(linkButton(tr("Table"), this))
    , m_stack(new QStackedWidget(this))
{
    m_table->setModel(&m_model);
    m_table->setEmptyState(tr("Nothing failed in this period."));
    m_stack->addWidget(m_map);
    m_stack->addWidget(m_table);
    body()->addWidget(m_stack, 1);
    m_swap->setAccessibleName(tr("Show failures by kind and hour as a table"));
    addToHeading(m_swap);
    connect(m_swap, &QPushButton::clicked, this, [this] {
        const bool table = m_stack->currentIndex() == 0;
        m_stack->setCurrentIndex(table ? 1 : 0);
        m_swap->setText(table ? tr("Chart") : tr("Table"));
        m_swap->setAccessibleName(table ? tr("Show failures by kind and hour as a chart")
                                        : tr("Show failures by kind and hour as a table"));
    });
    connect(m_map, &HourMap::picked, this, &HourCard::picked);
    connect(m_table, &DataTable::activated, this, [this](int row) {
        const Line* line = m_model.row(row);
        if (!line)
            return;
        const QString kind = line->kind; // whoever is told may ask for other rows
        const int hour = line->hour;
        m_map->setPicked(kind, hour);
        Q_EMIT picked(kind, hour);
    });
}

void HourCard::show_(const ErrorsAnswer& errors, const QDateTime& now)
{
    const QString days = countText(errors.days, tr("day"), tr("days"));
    const QString empty = tr("Nothing failed in the last %1.").arg(days);
    std::vector<Line> lines;
    QStringList words;
    qint64 all = 0;
    for (const FailureHours& row : errors.byHour) {
        const auto worst = std::ranges::max_element(row.hours);
        for (size_t hour = 0; hour < row.hours.size(); ++hour) {
            if (row.hours[hour] > 0)
                lines.push_back({row.kind, static_cast<int>(hour), row.hours[hour]});
        }
        all += row.all;
        words << tr("%1 %2, most at %3 (%4)")
                     .arg(failureWords(row.kind), numberText(row.all),
                          hourText(static_cast<int>(worst - row.hours.begin())), numberText(*worst));
    }
    m_summary = words.isEmpty()
                    ? empty
                    : tr("%1 in the last %2 by hour of %3: %4.")
                          .arg(countText(all, tr("failure"), tr("failures")), days, errors.zone, words.join(u"; "_s));
    setNote(words.isEmpty() ? QString() : tr("hours of %1").arg(errors.zone));
    m_model.setRows(std::move(lines), now);
    m_map->setRows(errors.byHour, empty);
    m_map->setAccessibleName(u"%1. %2"_s.arg(accessibleName(), m_summary));
}

} // namespace factoid
