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

enum ChangeColumn { Time, Type, Council, FieldName, YearLabel, Before, After, Size, Import, Run, Id };

QString valueText(const std::optional<QString>& value, const ChangeView& change)
{
    if (!value || value->isEmpty())
        return u"–"_s;
    const bool figure = change.type == u"revision"_s || change.type == u"data_update"_s;
    return figure ? amountText(*value, change.unit.value_or(QString())) : *value;
}

// Which way it went; how far is kept without a sign.
QString signedSize(const ChangeView& change)
{
    if (!change.magnitude)
        return {};
    const bool fell = change.newValue.value_or(QString()).toDouble() < change.oldValue.value_or(QString()).toDouble();
    return (fell ? QString(QChar(0x2212)) : u"+"_s) + numberText(*change.magnitude);
}

QString runText(const ChangeView& change)
{
    return change.run ? ChangeLogModel::tr("run %1").arg(*change.run) : ChangeLogModel::tr("open");
}

// In the order of ChangeColumn.
std::vector<ColumnOf<ChangeView>> logColumns()
{
    using Kind = ColumnKind;
    const auto column = [](const QString& id, const QString& title, Kind kind, auto value) {
        return columnOf<ChangeView>(id, title, kind, value);
    };
    return {
        column(u"time"_s, ChangeLogModel::tr("When"), Kind::Time, &ChangeView::time).wide(112),
        column(u"change_type"_s, ChangeLogModel::tr("Type"), Kind::Text, &ChangeView::type)
            .wide(112)
            .saying([](const ChangeView& change) { return changeTypeText(change.type); }),
        column(u"council_name"_s, ChangeLogModel::tr("Council"), Kind::Text, &ChangeView::councilName).wide(120),
        column(u"field_name"_s, ChangeLogModel::tr("Field"), Kind::Text, &ChangeView::fieldName).wide(140),
        column(u"year"_s, ChangeLogModel::tr("Year"), Kind::Text, &ChangeView::year).wide(78),
        column(u"old_value"_s, ChangeLogModel::tr("Before"), Kind::Number, &ChangeView::oldValue)
            .wide(124)
            .saying([](const ChangeView& change) { return valueText(change.oldValue, change); }),
        column(u"new_value"_s, ChangeLogModel::tr("After"), Kind::Number, &ChangeView::newValue)
            .wide(124)
            .saying([](const ChangeView& change) { return valueText(change.newValue, change); }),
        column(u"magnitude"_s, ChangeLogModel::tr("Size"), Kind::Percent, &ChangeView::magnitude)
            .wide(76)
            .saying(signedSize),
        column(u"import"_s, ChangeLogModel::tr("Import"), Kind::Number, &ChangeView::importId).wide(68),
        column(u"run"_s, ChangeLogModel::tr("Processed by"), Kind::Text, &ChangeView::run).wide(72).saying(runText),
        column(u"id"_s, ChangeLogModel::tr("Number"), Kind::Number, &ChangeView::id).wide(80).hidden(),
    };
}

std::vector<Column> looksOf(const std::vector<ColumnOf<ChangeView>>& columns)
{
    std::vector<Column> looks;
    std::ranges::transform(columns, std::back_inserter(looks), &ColumnOf<ChangeView>::look);
    return looks;
}

} // namespace

QString changeTypeText(const QString& type)
{
    static const QMap<QString, const char*> names{
        {u"revision"_s, QT_TRANSLATE_NOOP("factoid::ChangeLogModel", "Revision")},
        {u"data_update"_s, QT_TRANSLATE_NOOP("factoid::ChangeLogModel", "Added or removed")},
        {u"bulk_import"_s, QT_TRANSLATE_NOOP("factoid::ChangeLogModel", "New field and year")},
        {u"new_council"_s, QT_TRANSLATE_NOOP("factoid::ChangeLogModel", "New council")},
        {u"new_field"_s, QT_TRANSLATE_NOOP("factoid::ChangeLogModel", "New field")},
        {u"council_removed"_s, QT_TRANSLATE_NOOP("factoid::ChangeLogModel", "Council removed")},
        {u"field_removed"_s, QT_TRANSLATE_NOOP("factoid::ChangeLogModel", "Field removed")},
        {u"rename"_s, QT_TRANSLATE_NOOP("factoid::ChangeLogModel", "Rename")},
        {u"merge"_s, QT_TRANSLATE_NOOP("factoid::ChangeLogModel", "Merge")}};
    return names.contains(type) ? ChangeLogModel::tr(names.value(type)) : type;
}

ChangeLogModel::ChangeLogModel(StoreReader& reader, const Theme& theme, QObject* parent)
    : ChangeLogModel(reader, theme, logColumns(), parent)
{
}

ChangeLogModel::ChangeLogModel(StoreReader& reader, const Theme& theme, std::vector<ColumnOf<ChangeView>> columns,
                               QObject* parent)
    : TableModel(looksOf(columns), theme, parent)
    , m_reader(reader)
    , m_columns(std::move(columns))
    , m_ids(std::make_shared<const std::vector<qint64>>())
{
    takeNow(reader.clock().now());
    m_soon.setSingleShot(true);
    m_soon.setInterval(kGather);
    connect(&m_soon, &QTimer::timeout, this, &ChangeLogModel::fetch);
}

void ChangeLogModel::setSelection(std::shared_ptr<const std::vector<qint64>> ids, qint64 inLog,
                                  std::vector<ChangeView> first)
{
    const bool same = *ids == *m_ids;
    m_inLog = inLog;
    takeNow(m_reader.clock().now());
    noteAnswered();
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
    if (!first.empty())
        hold(0, std::move(first));
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

QString ChangeLogModel::keyOf(int row) const
{
    const qint64 id = idAt(row);
    return id > 0 ? QString::number(id) : QString();
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

const ChangeView* ChangeLogModel::changeAt(int row) const
{
    const auto held = m_blocks.find(row / kBlock);
    const auto at = static_cast<size_t>(row % kBlock);
    return held != m_blocks.end() && at < held->second.size() && held->second[at] ? &*held->second[at] : nullptr;
}

Cell ChangeLogModel::cell(int row, int column) const
{
    const ChangeView* change = changeAt(row);
    if (!change)
        return {};
    const ColumnOf<ChangeView>& shown = m_columns[static_cast<size_t>(column)];
    return {.value = shown.value(*change), .text = shown.text ? std::optional(shown.text(*change)) : std::nullopt};
}

QVariant ChangeLogModel::wholeRow(int row) const
{
    const ChangeView* change = changeAt(row);
    return change ? QVariant::fromValue(*change) : QVariant();
}

QVariant ChangeLogModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int block = index.row() / kBlock;
    if (role == Qt::DisplayRole && !m_blocks.contains(block)) {
        want(block);
        // A row that is on its way looks like one, not like an empty one.
        return index.column() == Time ? QVariant(u"…"_s) : QVariant();
    }
    return TableModel::data(index, role);
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
    using Blocks = std::vector<std::vector<ChangeView>>;
    const auto question = [ids, blocks](QueryContext& context) -> Result<Blocks> {
        Blocks all;
        for (const int block : blocks) {
            const size_t from = static_cast<size_t>(block) * kBlock;
            all.push_back(
                TRY(readChanges(context, std::span(*ids).subspan(from, std::min<size_t>(kBlock, ids->size() - from)))));
        }
        return all;
    };
    whenDone<Blocks>(m_reader.ask<Blocks>(question), this, [this, ids, blocks, then](const Result<Blocks>& answer) {
        if (!answer || ids != m_ids)
            return;
        for (size_t i = 0; i < blocks.size(); ++i)
            keep(blocks[i], (*answer)[i]);
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
        [this, ids, block](const Result<std::vector<ChangeView>>& rows) {
            if (ids == m_ids && rows)
                keep(block, *rows);
            // A store that cannot be read is told by the page; here the next look asks again.
            if (rows)
                fetch();
        });
}

void ChangeLogModel::keep(int block, std::vector<ChangeView> rows)
{
    hold(block, std::move(rows));
    const int last = std::min((block + 1) * kBlock, rowCount()) - 1;
    Q_EMIT dataChanged(index(block * kBlock, 0), index(last, columnCount() - 1));
}

void ChangeLogModel::hold(int block, std::vector<ChangeView> rows)
{
    std::vector<std::optional<ChangeView>> held;
    held.reserve(rows.size());
    // A change that was pruned meanwhile leaves its place empty instead of moving the others up.
    const size_t from = static_cast<size_t>(block) * kBlock;
    auto next = rows.begin();
    for (size_t at = from; at < std::min(from + kBlock, m_ids->size()); ++at) {
        const bool there = next != rows.end() && next->id == (*m_ids)[at];
        held.push_back(there ? std::optional(std::move(*next++)) : std::nullopt);
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
