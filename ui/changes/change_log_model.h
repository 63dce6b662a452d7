// ChangeLogModel: the change log as a table of any length. It knows the ids that a filter found, in order, and holds
// the texts of the rows around what is looked at; those come from the store a block at a time. GUI thread.
#pragma once

#include "core/queries/changes/changes_queries.h"
#include "ui/base/latest.h"
#include "ui/table/row_model.h"
#include "ui/table/table_filter.h"

#include <QTimer>

#include <list>

namespace factoid {

// What a type of change is called: "Revision".
[[nodiscard]] QString changeTypeText(const QString& type);

class ChangeLogModel : public TableModel, public FilteringModel
{
    Q_OBJECT

  public:
    ChangeLogModel(StoreReader& reader, const Theme& theme, QObject* parent = nullptr);

    static constexpr int kBlock = 100; // rows that are read and held together
    // `first` are the rows of the first block, read with the ids, so that a new filter shows at once; may be empty.
    void setSelection(std::shared_ptr<const std::vector<qint64>> ids, qint64 inLog, std::vector<ChangeView> first);
    // What the table's own filter line, column filters and sort add to a filter.
    void addTo(ChangeFilter& filter) const;
    [[nodiscard]] qint64 idAt(int row) const;
    // Position of a change; −1: the filter leaves it out.
    [[nodiscard]] int rowOf(qint64 id) const;
    // Every row that is looked at has come.
    [[nodiscard]] bool isComplete() const { return m_wanted.empty() && !m_asking.isWaiting(); }
    [[nodiscard]] qsizetype blocksHeld() const { return static_cast<qsizetype>(m_blocks.size()); }

    [[nodiscard]] QString keyOf(int row) const override;
    [[nodiscard]] int find(const QString& key) const override { return rowOf(key.toLongLong()); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

    void setFilterText(const QString& text) override;
    void setColumnFilter(int column, const QString& text) override;
    [[nodiscard]] QString countText() const override;
    bool writeTo(const QString& path) override;
    void whenLoaded(const QList<int>& rows, const std::function<void()>& then) override;

  Q_SIGNALS:
    void filterChanged();
    void exportWanted(const QString& path);
    void tooManyToCopy();

  private:
    ChangeLogModel(StoreReader& reader, const Theme& theme, std::vector<ColumnOf<ChangeView>> columns, QObject* parent);
    [[nodiscard]] Cell cell(int row, int column) const override;
    [[nodiscard]] QVariant wholeRow(int row) const override;
    // nullptr: it has not come yet, or was pruned meanwhile.
    [[nodiscard]] const ChangeView* changeAt(int row) const;
    void want(int block) const;
    void fetch();
    void keep(int block, std::vector<ChangeView> rows);
    void hold(int block, std::vector<ChangeView> rows);

    StoreReader& m_reader;
    std::vector<ColumnOf<ChangeView>> m_columns;
    std::shared_ptr<const std::vector<qint64>> m_ids;
    qint64 m_inLog = 0;
    QString m_text;
    std::map<int, QString> m_columnFilters;
    ChangeOrder m_order = ChangeOrder::Newest;
    std::map<int, std::vector<std::optional<ChangeView>>> m_blocks;
    mutable std::list<int> m_wanted; // newest first
    std::list<int> m_used;           // blocks, newest first
    mutable QTimer m_soon;
    Latest<std::vector<ChangeView>> m_asking;
};

} // namespace factoid
