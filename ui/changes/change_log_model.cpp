#include "ui/changes/change_log_model.h"

#include "ui/base/formats.h"

#include <QCoreApplication>

#include <algorithm>

namespace factoid {

namespace {

constexpr size_t kBlocksHeld = 60;  // beside what is copied; 3 kB a row
constexpr size_t kBlocksAtOnce = 3; // what a page of the table can lie on
constexpr int kMostCopied = 10'000; // rows
constexpr int kGather = 10;         // ms: a fast scroll asks for where it ends, not for all that it passes

enum Place { Time, Type, Council, FieldName, YearLabel, Before, After, Size, Import, Run, Id };

QString valueText(const QJsonObject& row, const char* key)
{
    const QString value = row.value(QLatin1String(key)).toString();
    if (value.isEmpty())
        return u"–"_s;
    const bool figure = row.value(u"change_type"_s) == u"revision"_s || row.value(u"change_type"_s) == u"data_update"_s;
    return figure ? amountText(value, row.value(u"unit"_s).toString()) : value;
}

std::vector<Column> logColumns()
{
    const auto text = [](const char* key) { return [key](const QJsonObject& row) { return valueText(row, key); }; };
    std::vector<Column> columns(Id + 1);
    columns[Time] = {u"time"_s, factoid::ChangeLogModel::tr("When"), ColumnKind::Time, {}, {}, 112};
    columns[Type] = {u"change_type"_s,
                     factoid::ChangeLogModel::tr("Type"),
                     ColumnKind::Text,
                     {},
                     {},
                     112,
                     true,
                     [](const QJsonObject& row) { return changeTypeText(row.value(u"change_type"_s).toString()); }};
    columns[Council] = {u"council_name"_s, factoid::ChangeLogModel::tr("Council"), ColumnKind::Text, {}, {}, 120};
    columns[FieldName] = {u"field_name"_s, factoid::ChangeLogModel::tr("Field"), ColumnKind::Text, {}, {}, 140};
    columns[YearLabel] = {u"year"_s, factoid::ChangeLogModel::tr("Year"), ColumnKind::Text, {}, {}, 78};
    columns[Before] = {u"old_value"_s,   factoid::ChangeLogModel::tr("Before"), ColumnKind::Number, {}, {}, 124, true,
                       text("old_value")};
    columns[After] = {u"new_value"_s,   factoid::ChangeLogModel::tr("After"), ColumnKind::Number, {}, {}, 124, true,
                      text("new_value")};
    columns[Size] = {u"magnitude"_s, factoid::ChangeLogModel::tr("Size"), ColumnKind::Percent, {}, {}, 68};
    columns[Import] = {u"import"_s, factoid::ChangeLogModel::tr("Import"), ColumnKind::Number, {}, {}, 68};
    columns[Run] = {u"run"_s,
                    factoid::ChangeLogModel::tr("Dealt with"),
                    ColumnKind::Text,
                    {},
                    {},
                    72,
                    true,
                    [](const QJsonObject& row) {
                        return row.value(u"run"_s).isNull()
                                   ? factoid::ChangeLogModel::tr("open")
                                   : factoid::ChangeLogModel::tr("run %1").arg(row.value(u"run"_s).toInteger());
                    }};
    columns[Id] = {u"id"_s, factoid::ChangeLogModel::tr("Number"), ColumnKind::Number, {}, {}, 80, false};
    return columns;
}

} // namespace

QString changeTypeText(const QString& type)
{
    static const QMap<QString, const char*> names{
        {u"revision"_s, QT_TRANSLATE_NOOP("factoid::ChangeLogModel", "Revision")},
        {u"data_update"_s, QT_TRANSLATE_NOOP("factoid::ChangeLogModel", "Came or went")},
        {u"bulk_import"_s, QT_TRANSLATE_NOOP("factoid::ChangeLogModel", "New field year")},
        {u"new_council"_s, QT_TRANSLATE_NOOP("factoid::ChangeLogModel", "New council")},
        {u"new_field"_s, QT_TRANSLATE_NOOP("factoid::ChangeLogModel", "New field")},
        {u"council_removed"_s, QT_TRANSLATE_NOOP("factoid::ChangeLogModel", "Council removed")},
        {u"field_removed"_s, QT_TRANSLATE_NOOP("factoid::ChangeLogModel", "Field removed")},
        {u"rename"_s, QT_TRANSLATE_NOOP("factoid::ChangeLogModel", "Rename")},
        {u"merge"_s, QT_TRANSLATE_NOOP("factoid::ChangeLogModel", "Merge")}};
    return names.contains(type) ? ChangeLogModel::tr(names.value(type)) : type;
}

ChangeLogModel::ChangeLogModel(StoreReader& reader, const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_reader(reader)
    , m_theme(theme)
    , m_columns(logColumns())
    , m_ids(std::make_shared<const std::vector<qint64>>())
    , m_now(reader.clock().now())
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kGather);
    connect(&m_soon, &QTimer::timeout, this, &ChangeLogModel::fetch);
    connect(&theme, &Theme::changed, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::ForegroundRole});
    });
}

void ChangeLogModel::setSelection(std::shared_ptr<const std::vector<qint64>> ids, qint64 inLog, const QJsonArray& first)
{
    const bool same = *ids == *m_ids;
    m_inLog = inLog;
    m_now = m_reader.clock().now();
    m_asking.drop();
    m_wanted.clear();
    if (same) {
        // The same changes may have been dealt with meanwhile: what is held is read anew, and shown until then.
        m_ids = std::move(ids);
        for (const int block : m_used)
            m_wanted.push_back(block);
        m_soon.start();
        return;
    }
    beginResetModel();
    m_ids = std::move(ids);
    m_blocks.clear();
    m_used.clear();
    if (!first.isEmpty())
        hold(0, first);
    endResetModel();
}

void ChangeLogModel::addTo(ChangeFilter& filter) const
{
    QStringList words{filter.text, m_text};
    for (const auto& [column, text] : m_columnFilters) {
        if (column == Size)
            filter.leastMagnitude = QString(text).remove(QLatin1Char('>')).remove(QLatin1Char('=')).trimmed();
        else if (column == Import)
            filter.importId = text.toLongLong();
        else if (column == Run && text.startsWith("run"_L1))
            filter.run = text.mid(3).trimmed().toLongLong();
        else if (column == Run)
            filter.processed = text.compare(tr("open"), Qt::CaseInsensitive) != 0;
        else
            words << text;
    }
    filter.text = words.join(QLatin1Char(' ')).simplified();
    filter.order = m_order;
}

qint64 ChangeLogModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? (*m_ids)[static_cast<size_t>(row)] : 0;
}

int ChangeLogModel::rowOf(qint64 id) const
{
    const auto found = std::ranges::find(*m_ids, id);
    return found == m_ids->end() ? -1 : static_cast<int>(found - m_ids->begin());
}

int ChangeLogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ids->size());
}

int ChangeLogModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ChangeLogModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Column& column = m_columns[static_cast<size_t>(index.column())];
    const int block = index.row() / kBlock;
    const auto held = m_blocks.find(block);
    if (held == m_blocks.end()) {
        if (role == Qt::DisplayRole)
            want(block);
        // A row that is on its way looks like one, not like an empty one.
        return role == Qt::DisplayRole && index.column() == Time
                   ? QVariant(u"…"_s)
                   : (role == Qt::TextAlignmentRole ? columnData(column, {}, role, m_theme, m_now) : QVariant());
    }
    const auto at = static_cast<size_t>(index.row() % kBlock);
    return at < held->second.size() ? columnData(column, held->second[at], role, m_theme, m_now) : QVariant();
}

QVariant ChangeLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    return columnHeader(m_columns[static_cast<size_t>(section)], role);
}

void ChangeLogModel::sort(int column, Qt::SortOrder order)
{
    ChangeOrder wanted = ChangeOrder::Newest;
    if (column == Size)
        wanted = order == Qt::DescendingOrder ? ChangeOrder::Largest : ChangeOrder::Smallest;
    else if (column == Time || column == Id)
        wanted = order == Qt::DescendingOrder ? ChangeOrder::Newest : ChangeOrder::Oldest;
    if (wanted == m_order)
        return;
    m_order = wanted;
    Q_EMIT filterChanged();
}

void ChangeLogModel::setFilterText(const QString& text)
{
    if (text == m_text)
        return;
    m_text = text;
    Q_EMIT filterChanged();
}

void ChangeLogModel::setColumnFilter(int column, const QString& text)
{
    if (text.isEmpty())
        m_columnFilters.erase(column);
    else
        m_columnFilters[column] = text;
    Q_EMIT filterChanged();
}

QString ChangeLogModel::countText() const
{
    return rowCount() == m_inLog ? factoid::countText(m_inLog, tr("change"), tr("changes"))
                                 : tr("%1 of %2").arg(numberText(qint64(rowCount())), numberText(m_inLog));
}

bool ChangeLogModel::writeTo(const QString& path)
{
    Q_EMIT exportWanted(path);
    return true;
}

void ChangeLogModel::whenLoaded(const QList<int>& rows, const std::function<void()>& then)
{
    if (rows.size() > kMostCopied) {
        Q_EMIT tooManyToCopy();
        return;
    }
    // The blocks of the selection in one question; they stay as long as any others do.
    std::vector<int> blocks;
    for (const int row : rows) {
        if (!m_blocks.contains(row / kBlock) && (blocks.empty() || blocks.back() != row / kBlock))
            blocks.push_back(row / kBlock);
    }
    if (blocks.empty()) {
        then();
        return;
    }
    const auto ids = m_ids;
    whenDone<QJsonArray>(m_reader.ask<QJsonArray>([ids, blocks](QueryContext& context) -> Result<QJsonArray> {
        QJsonArray all;
        for (const int block : blocks) {
            const size_t from = static_cast<size_t>(block) * kBlock;
            const auto rowsOf =
                readChanges(context, std::span(*ids).subspan(from, std::min<size_t>(kBlock, ids->size() - from)));
            if (!rowsOf)
                return rowsOf;
            all.append(*rowsOf);
        }
        return all;
    }),
                         this, [this, ids, blocks, then](const Result<QJsonArray>& answer) {
                             if (!answer || ids != m_ids)
                                 return;
                             for (size_t i = 0; i < blocks.size(); ++i)
                                 keep(blocks[i], (*answer)[static_cast<qsizetype>(i)].toArray());
                             then();
                         });
}

void ChangeLogModel::want(int block) const
{
    m_wanted.remove(block);
    m_wanted.push_front(block);
    if (m_wanted.size() > kBlocksAtOnce)
        m_wanted.pop_back();
    if (!m_soon.isActive() && !m_asking.isWaiting())
        m_soon.start();
}

void ChangeLogModel::fetch()
{
    if (m_wanted.empty() || m_asking.isWaiting())
        return;
    const int block = m_wanted.front();
    m_wanted.pop_front();
    const size_t from = static_cast<size_t>(block) * kBlock;
    if (from >= m_ids->size()) {
        fetch();
        return;
    }
    const auto ids = m_ids;
    m_asking.ask(
        m_reader,
        [ids, from](QueryContext& context) {
            return readChanges(context, std::span(*ids).subspan(from, std::min<size_t>(kBlock, ids->size() - from)));
        },
        [this, ids, block](const Result<QJsonArray>& rows) {
            if (ids == m_ids && rows)
                keep(block, *rows);
            // A store that cannot be read is told by the page; here the next look asks again.
            if (rows)
                fetch();
        });
}

void ChangeLogModel::keep(int block, const QJsonArray& rows)
{
    hold(block, rows);
    const int last = std::min((block + 1) * kBlock, rowCount()) - 1;
    Q_EMIT dataChanged(index(block * kBlock, 0), index(last, columnCount() - 1));
}

void ChangeLogModel::hold(int block, const QJsonArray& rows)
{
    std::vector<QJsonObject> held;
    held.reserve(static_cast<size_t>(rows.size()));
    // A change that was pruned meanwhile leaves its place empty instead of moving the others up.
    const size_t from = static_cast<size_t>(block) * kBlock;
    qsizetype next = 0;
    for (size_t at = from; at < std::min(from + kBlock, m_ids->size()); ++at) {
        const QJsonObject row = next < rows.size() ? rows[next].toObject() : QJsonObject();
        const bool there = row.value(u"id"_s).toInteger() == (*m_ids)[at];
        held.push_back(there ? row : QJsonObject());
        next += there ? 1 : 0;
    }
    m_blocks[block] = std::move(held);
    m_used.remove(block);
    m_used.push_front(block);
    while (m_used.size() > kBlocksHeld + kMostCopied / kBlock) {
        m_blocks.erase(m_used.back());
        m_used.pop_back();
    }
}

} // namespace factoid
