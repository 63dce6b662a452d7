#include "ui/table/table_filter.h"

#include "core/base/decimal.h"
#include "ui/table/row_model.h"

#include <algorithm>

namespace factoid {

namespace {

std::optional<Decimal> numberOf(QString text)
{
    text.remove(QLatin1Char(','));
    text.replace(u"−"_s, u"-"_s);
    const auto number = Decimal::parse(text.trimmed().toLatin1());
    return number ? std::optional(*number) : std::nullopt;
}

// nullopt: the filter is no comparison.
std::optional<bool> compares(const QString& filter, const QString& value)
{
    if (const qsizetype dots = filter.indexOf(".."_L1); dots > 0) {
        const auto from = numberOf(filter.left(dots)), to = numberOf(filter.mid(dots + 2));
        if (!from || !to)
            return std::nullopt;
        const auto number = numberOf(value);
        return number && *number >= *from && *number <= *to;
    }
    const bool less = filter.startsWith(QLatin1Char('<'));
    if (!less && !filter.startsWith(QLatin1Char('>')))
        return std::nullopt;
    const bool orEqual = filter.mid(1).startsWith(QLatin1Char('='));
    const auto bound = numberOf(filter.mid(orEqual ? 2 : 1));
    const auto number = numberOf(value);
    if (!bound || !number)
        return false;
    if (*number == *bound)
        return orEqual;
    return less == (*number < *bound);
}

} // namespace

bool matchesFilter(const QString& filter, const QString& display, const QVariant& bare)
{
    const QString wanted = filter.trimmed();
    if (wanted.isEmpty())
        return true;
    if (wanted.startsWith(QLatin1Char('!')))
        return wanted.size() == 1 || !matchesFilter(wanted.mid(1), display, bare);
    if (const auto verdict = compares(wanted, bare.toString()))
        return *verdict;
    if (wanted.startsWith(QLatin1Char('=')))
        return display.compare(wanted.mid(1), Qt::CaseInsensitive) == 0 ||
               bare.toString().compare(wanted.mid(1), Qt::CaseInsensitive) == 0;
    return display.contains(wanted, Qt::CaseInsensitive) || bare.toString().contains(wanted, Qt::CaseInsensitive);
}

TableFilter::TableFilter(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(SortRole);
    setDynamicSortFilter(true);
}

void TableFilter::setFilterText(const QString& text)
{
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void TableFilter::setColumnFilter(int column, const QString& text)
{
    if (text.trimmed().isEmpty())
        m_columns.erase(column);
    else
        m_columns[column] = text;
    invalidateFilter();
}

bool TableFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QAbstractItemModel& model = *sourceModel();
    const auto display = [&](int column) { return model.index(row, column, parent).data(Qt::DisplayRole).toString(); };
    for (const auto& [column, filter] : m_columns) {
        if (!matchesFilter(filter, display(column), model.index(row, column, parent).data(BareRole)))
            return false;
    }
    return std::ranges::all_of(m_words, [&](const QString& word) {
        for (int column = 0; column < model.columnCount(parent); ++column) {
            if (display(column).contains(word, Qt::CaseInsensitive))
                return true;
        }
        return false;
    });
}

bool TableFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(SortRole), b = right.data(SortRole);
    if (!a.isValid() || !b.isValid())
        return a.isValid() < b.isValid();
    if (a.typeId() == QMetaType::LongLong && b.typeId() == QMetaType::LongLong)
        return a.toLongLong() < b.toLongLong();
    if (a.typeId() == QMetaType::QString || b.typeId() == QMetaType::QString)
        return QString::localeAwareCompare(a.toString(), b.toString()) < 0;
    return a.toDouble() < b.toDouble();
}

} // namespace factoid
