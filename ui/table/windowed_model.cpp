#include "ui/table/windowed_model.h"

#include "ui/base/formats.h"
#include "ui/base/latest.h"

#include <utility>

namespace factoid {

namespace {

constexpr int kPage = 200;
constexpr size_t kMostPages = 20; // held

} // namespace

WindowedModel::WindowedModel(std::vector<Column> columns, const Theme& theme, StoreReader& reader, QString rowKey,
                             Fetch fetch, QObject* parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
    , m_theme(theme)
    , m_reader(reader)
    , m_rowKey(std::move(rowKey))
    , m_fetch(std::move(fetch))
{
    connect(&theme, &Theme::changed, this, [this] {
        if (m_total > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::ForegroundRole});
    });
}

void WindowedModel::reload()
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

void WindowedModel::askAnew()
{
    ++m_generation;
    m_asked.clear();
    m_outdated = true;
    m_lastPage = 0;
    ask(0);
}

// const: a view that draws a row is what asks for it.
void WindowedModel::ask(int page) const
{
    if (m_asked.contains(page))
        return;
    m_asked.insert(page);
    Window window = m_window;
    window.offset = static_cast<qint64>(page) * kPage;
    window.limit = kPage;
    auto* self = const_cast<WindowedModel*>(this);
    whenDone<Answer>(
        m_reader.ask<Answer>([fetch = m_fetch, window](QueryContext& context) { return fetch(context, window); }), self,
        [self, page, generation = m_generation](const Result<Answer>& answer) {
            self->take(page, generation, answer);
        });
}

void WindowedModel::take(int page, quint64 generation, const Result<Answer>& answer)
{
    if (generation != m_generation)
        return;
    m_asked.remove(page);
    if (!answer) {
        if (answer.error().kind != ErrorKind::Interrupted)
            Q_EMIT failed(answer.error().sentence());
        return;
    }
    if (std::exchange(m_outdated, false))
        std::erase_if(m_pages, [&](const auto& held) { return held.first != 0 && held.first != m_lastPage; });
    const int added = page == 0 ? grownBy(answer->rows, answer->total) : -1;
    if (answer->total == m_total) {
        replace(page, answer->rows);
    } else if (added > 0) {
        beginInsertRows({}, 0, added - 1);
        m_pages.clear();
        m_total = answer->total;
        replace(0, answer->rows);
        endInsertRows();
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    } else {
        beginResetModel();
        m_pages.clear();
        m_total = answer->total;
        replace(page, answer->rows);
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

// How many rows are new on top of those that are held; −1 when that is not all that changed.
int WindowedModel::grownBy(const QJsonArray& rows, qint64 total) const
{
    const auto held = m_pages.find(0);
    if (held == m_pages.end() || held->second.empty() || total <= m_total)
        return -1;
    const QJsonValue top = held->second.front().value(m_rowKey);
    for (int i = 0; i < rows.size(); ++i) {
        if (rows[i].toObject().value(m_rowKey) == top)
            return total - m_total == i ? i : -1;
    }
    return -1;
}

void WindowedModel::replace(int page, const QJsonArray& rows)
{
    std::vector<QJsonObject> fresh;
    fresh.reserve(static_cast<size_t>(rows.size()));
    for (const QJsonValue& row : rows)
        fresh.push_back(row.toObject());
    m_pages[page] = std::move(fresh);
    for (auto held = m_pages.begin(); m_pages.size() > kMostPages && held != m_pages.end();)
        held = held->first != 0 && std::abs(held->first - m_lastPage) > 2 ? m_pages.erase(held) : std::next(held);
}

QJsonObject WindowedModel::row(int index) const
{
    const auto page = m_pages.find(index / kPage);
    const size_t at = static_cast<size_t>(index % kPage);
    return index < 0 || page == m_pages.end() || at >= page->second.size() ? QJsonObject() : page->second[at];
}

int WindowedModel::find(const QString& key) const
{
    for (const auto& [page, rows] : m_pages) {
        for (size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].value(m_rowKey).toVariant().toString() == key)
                return page * kPage + static_cast<int>(i);
        }
    }
    return -1;
}

int WindowedModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_total);
}

int WindowedModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant WindowedModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const int page = index.row() / kPage;
    const QJsonObject json = row(index.row());
    if (json.isEmpty()) {
        if (role == Qt::DisplayRole && !m_pages.contains(page))
            ask(page);
        return {};
    }
    if (role == Qt::DisplayRole)
        m_lastPage = page;
    return columnData(m_columns[static_cast<size_t>(index.column())], json, role, m_theme, m_reader.clock().now());
}

QVariant WindowedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical || section < 0 || section >= columnCount())
        return {};
    return columnHeader(m_columns[static_cast<size_t>(section)], role);
}

void WindowedModel::sort(int column, Qt::SortOrder order)
{
    if (m_window.sortColumn == column && m_window.order == order)
        return;
    m_window.sortColumn = column;
    m_window.order = order;
    askAnew();
}

void WindowedModel::setFilterText(const QString& text)
{
    if (m_window.text == text.trimmed())
        return;
    m_window.text = text.trimmed();
    askAnew();
}

void WindowedModel::setColumnFilter(int column, const QString& text)
{
    if (text.isEmpty())
        m_window.columns.erase(column);
    else
        m_window.columns[column] = text;
    askAnew();
}

QString WindowedModel::countText() const
{
    const bool filtered = !m_window.text.isEmpty() || !m_window.columns.empty();
    return filtered ? tr("%1 found").arg(numberText(m_total)) : factoid::countText(m_total, tr("row"), tr("rows"));
}

} // namespace factoid
