// TableFilter: sorting and filtering of a table that holds all its rows; and the interface of one that has them
// filtered elsewhere (in SQL). GUI thread.
#pragma once

#include <QSortFilterProxyModel>

#include <functional>
#include <map>

namespace factoid {

// A model of more rows than fit in memory: it filters and sorts itself.
class FilteringModel
{
  public:
    virtual ~FilteringModel() = default;
    virtual void setFilterText(const QString& text) = 0;
    // Empty: no filter on that column.
    virtual void setColumnFilter(int column, const QString& text) = 0;
    // "12 of 1,000,000" and the like, for the line beneath the table.
    [[nodiscard]] virtual QString countText() const = 0;
    // Writes all rows of the filter to the file, by itself and in its own time; false: the table writes what data()
    // gives.
    virtual bool writeTo(const QString& path)
    {
        Q_UNUSED(path)
        return false;
    }
    // Calls `then` when data() has the texts of these rows; not at all when they are too many to hold.
    virtual void whenLoaded(const QList<int>& rows, const std::function<void()>& then)
    {
        Q_UNUSED(rows)
        then();
    }
};

// What a column's filter says: "text" is contained, "=text" equal, ">5", "<5", ">=5", "<=5" and "5..9" compare numbers,
// "!" in front turns it. Nothing matches a comparison that is no number.
[[nodiscard]] bool matchesFilter(const QString& filter, const QString& display, const QVariant& bare);

// Every word of the filter line must be found somewhere in the row; column filters as above.
class TableFilter : public QSortFilterProxyModel
{
    Q_OBJECT

  public:
    explicit TableFilter(QObject* parent = nullptr);
    void setFilterText(const QString& text);
    void setColumnFilter(int column, const QString& text);

  private:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
    QStringList m_words;
    std::map<int, QString> m_columns;
};

} // namespace factoid
