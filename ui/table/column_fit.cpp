#include "ui/table/column_fit.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QScrollBar>
#include <QTableView>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>

namespace factoid {

namespace {

constexpr int kWidestText = 320; // a text that nobody gave a width
constexpr int kLeastText = 56;   // what is left of one at least

} // namespace

struct ColumnFit::Room {
    int wanted = 0, content = 0, least = 0; // least ≤ content ≤ wanted
};

ColumnFit::ColumnFit(QTableView* view)
    : QObject(view)
    , m_view(view)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &ColumnFit::fit);
    m_view->viewport()->installEventFilter(this);
    m_view->horizontalHeader()->viewport()->installEventFilter(this);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &ColumnFit::widen);
    connect(m_view->horizontalHeader(), &QHeaderView::sectionResized, this,
            [this] { m_byHand = m_byHand || (m_pressed && !m_fitting); });
    connect(m_view->horizontalHeader(), &QHeaderView::sectionHandleDoubleClicked, this, [this] { m_byHand = true; });
}

void ColumnFit::attach(const std::vector<int>& wanted)
{
    m_wanted = wanted;
    m_widest.clear();
    const QAbstractItemModel* model = m_view->model();
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        m_widest.clear();
        later();
    });
    connect(model, &QAbstractItemModel::rowsInserted, this, &ColumnFit::later);
    connect(model, &QAbstractItemModel::dataChanged, this, &ColumnFit::later);
    connect(model, &QAbstractItemModel::layoutChanged, this, &ColumnFit::later);
    later();
}

void ColumnFit::setByHand(bool byHand)
{
    m_byHand = byHand;
    later();
}

bool ColumnFit::isFigures(int column) const
{
    return m_view->model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
}

// Only what is shown is measured: a table may have a million rows.
ColumnFit::Room ColumnFit::roomOf(int column)
{
    const QAbstractItemModel* model = m_view->model();
    const int heading = m_view->horizontalHeader()->sectionSizeHint(column);
    const int given = static_cast<size_t>(column) < m_wanted.size() ? m_wanted[static_cast<size_t>(column)] : 0;
    const bool figures = isFigures(column);
    int& widest = m_widest[column];
    for (int row = std::max(0, m_view->rowAt(0));
         row < model->rowCount() && m_view->rowViewportPosition(row) < m_view->viewport()->height(); ++row)
        widest = std::max(widest, m_view->sizeHintForIndex(model->index(row, column)).width());
    if (figures) {
        const int least = std::max(heading, widest);
        return {std::max(given, least), least, least};
    }
    const int wanted = std::max(heading, given > 0 ? given : std::min(widest, kWidestText));
    const int least = std::min(wanted, std::max(heading, kLeastText));
    return {wanted, std::clamp(widest, least, wanted), least};
}

void ColumnFit::fit()
{
    QHeaderView* header = m_view->horizontalHeader();
    if (m_byHand || !m_view->model() || !m_view->isVisible())
        return;
    std::vector<std::pair<int, Room>> rooms;
    int wanted = 0, content = 0, least = 0;
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (header->isSectionHidden(column))
            continue;
        if (header->sectionResizeMode(column) != QHeaderView::Interactive)
            return; // the page has its own idea
        rooms.emplace_back(column, roomOf(column));
        wanted += rooms.back().second.wanted;
        content += rooms.back().second.content;
        least += rooms.back().second.least;
    }
    const int there = m_view->viewport()->width();
    m_fitting = true;
    if (m_scrolling) {
        for (const auto& [column, room] : rooms) {
            if (isFigures(column) && header->sectionSize(column) < room.least)
                header->resizeSection(column, room.least);
        }
    } else {
        // The last column takes what is left over; where nothing is, it is not squeezed beneath its due.
        header->setStretchLastSection(least <= there);
        // Where it is narrow, first what nothing stands in is given up, then every text gives of its own.
        const bool narrow = wanted > there;
        const int tooMuch = std::max(0, content - there), give = content - least;
        for (const auto& [column, room] : rooms) {
            const int mine = room.content - room.least;
            const int taken = tooMuch >= give ? mine : (tooMuch * mine + give - 1) / give;
            header->resizeSection(column, narrow ? room.content - taken : room.wanted);
        }
    }
    m_fitting = false;
}

// What comes into view by scrolling may be wider than what was there before.
void ColumnFit::widen()
{
    if (!m_byHand)
        later();
}

bool ColumnFit::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view->viewport()) {
        if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
            later();
        if (event->type() == QEvent::ToolTip)
            return tell(*static_cast<QHelpEvent*>(event));
    } else if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease) {
        m_pressed = event->type() == QEvent::MouseButtonPress;
    }
    return QObject::eventFilter(watched, event);
}

// The tip that the model gives, or the whole of a text that is cut; as text, whatever it looks like.
bool ColumnFit::tell(const QHelpEvent& event)
{
    const QModelIndex index = m_view->indexAt(event.pos());
    if (!index.isValid())
        return false;
    QString text = index.data(Qt::ToolTipRole).toString();
    if (text.isEmpty() && m_view->sizeHintForIndex(index).width() > m_view->columnWidth(index.column()))
        text = index.data(Qt::DisplayRole).toString();
    if (Qt::mightBeRichText(text))
        text = u"<span>%1</span>"_s.arg(text.toHtmlEscaped());
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(event.globalPos(), text, m_view->viewport());
    return true;
}

} // namespace factoid
