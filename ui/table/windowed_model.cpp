#include "ui/table/windowed_model.h"

#include "ui/base/formats.h"

#include <utility>

namespace factoid {

namespace {

constexpr size_t kMostPages = 20; // held
constexpr int kNear = 2;          // pages from the one in view

} // namespace

WindowedTable::WindowedTable(std::vector<Column> looks, const Theme& theme, StoreReader& reader, QObject* parent)
    : TableModel(std::move(looks), theme, parent)
    , m_reader(reader)
{
}

void WindowedTable::reload()
{
    m_again = !m_asked.isEmpty();
    if (m_again)
        return; // an answer is on its way; this question follows it
    m_outdated = true;
    ++m_generation;
    ask(0);
    if (m_lastPage != 0)
        ask(m_lastPage);
}

void WindowedTable::askAgain()
{
    ++m_generation;
    m_asked.clear();
    m_outdated = true;
    m_lastPage = 0;
    ask(0);
}

// const: a view that draws a row is what asks for it.
void WindowedTable::ask(int page) const
{
    if (m_asked.contains(page))
        return;
    m_asked.insert(page);
    Window window = m_window;
    window.offset = static_cast<qint64>(page) * kPage;
    window.limit = kPage;
    const_cast<WindowedTable*>(this)->fetchPage(page, window, m_generation);
}

void WindowedTable::refuse(int page, quint64 generation, const Error& error)
{
    if (generation != m_generation)
        return;
    m_asked.remove(page);
    if (error.kind != ErrorKind::Interrupted)
        Q_EMIT failed(error.sentence());
}

void WindowedTable::accept(int page, quint64 generation, qint64 total, int top, const std::function<void()>& keep)
{
    if (generation != m_generation)
        return;
    m_asked.remove(page);
    takeNow(m_reader.clock().now());
    noteAnswered();
    if (std::exchange(m_outdated, false))
        dropPages([this](int held) { return held != 0 && held != m_lastPage; });
    // Rows are new on top of those that are held, and that is all that changed.
    const bool grown = page == 0 && top > 0 && total - m_total == top;
    const auto all = [](int) { return true; };
    if (total == m_total) {
        keep();
        dropFarPages();
    } else if (grown) {
        beginInsertRows({}, 0, top - 1);
        dropPages(all);
        m_total = total;
        keep();
        endInsertRows();
        sayRowsChanged();
    } else {
        beginResetModel();
        dropPages(all);
        m_total = total;
        keep();
        endResetModel();
    }
    const int first = page * kPage;
    const int last = std::min(rowCount(), first + kPage) - 1;
    if (last >= first)
        Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
    Q_EMIT loaded();
    if (m_asked.isEmpty() && std::exchange(m_again, false))
        reload();
}

void WindowedTable::dropFarPages()
{
    if (pagesHeld() > kMostPages)
        dropPages([this](int held) { return held != 0 && std::abs(held - m_lastPage) > kNear; });
}

int WindowedTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_total);
}

QVariant WindowedTable::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const int page = index.row() / kPage;
    if (!holdsRow(index.row())) {
        if (role == Qt::DisplayRole && !holdsPage(page))
            ask(page);
        return {};
    }
    if (role == Qt::DisplayRole)
        m_lastPage = page;
    return TableModel::data(index, role);
}

void WindowedTable::sort(int column, Qt::SortOrder order)
{
    if (m_window.sortColumn == column && m_window.order == order)
        return;
    m_window.sortColumn = column;
    m_window.order = order;
    askAgain();
}

void WindowedTable::setFilterText(const QString& text)
{
    if (m_window.text == text.trimmed())
        return;
    m_window.text = text.trimmed();
    askAgain();
}

void WindowedTable::setColumnFilter(int column, const QString& text)
{
    if (text.isEmpty())
        m_window.columns.erase(column);
    else
        m_window.columns[column] = text;
    askAgain();
}

QString WindowedTable::countText() const
{
    const bool filtered = !m_window.text.isEmpty() || !m_window.columns.empty();
    return filtered ? tr("%1 found").arg(numberText(m_total)) : factoid::countText(m_total, tr("row"), tr("rows"));
}

} // namespace factoid
