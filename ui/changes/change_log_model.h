// ChangeLogModel: the change log as a table of any length. It knows the ids that a filter found, in order, and holds
// the texts of the rows around what is looked at; those come from the store a block at a time. GUI thread.
#pragma once

#include "core/queries/changes/changes_queries.h"
#include "ui/base/latest.h"
#include "ui/table/record_model.h"
#include "ui/table/table_filter.h"

#include <QTimer>

#include <list>

namespace factoid {

// What a type of change is called: "Revision".
[[nodiscard]] QString changeTypeText(const QString& type);

class ChangeLogModel : public QAbstractTableModel, public FilteringModel
{
    Q_OBJECT

  public:
    ChangeLogModel(StoreReader& reader, const Theme& theme, QObject* parent = nullptr);

    static constexpr int kBlock = 100; // rows that are read and held together
    // `first` are the rows of the first block, read with the ids, so that a new filter shows at once; may be empty.
    void setSelection(std::shared_ptr<const std::vector<qint64>> ids, qint64 inLog, const QJsonArray& first);
    // What the table's own filter line, column filters and sort add to a filter.
    void addTo(ChangeFilter& filter) const;
    [[nodiscard]] const std::vector<Column>& columns() const { return m_columns; }
    [[nodiscard]] qint64 idAt(int row) const;
    // Position of a change; −1: the filter leaves it out.
    [[nodiscard]] int rowOf(qint64 id) const;
    // Every row that is looked at has come.
    [[nodiscard]] bool isComplete() const { return m_wanted.empty() && !m_asking.isWaiting(); }
    [[nodiscard]] qsizetype blocksHeld() const { return static_cast<qsizetype>(m_blocks.size()); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
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
    void want(int block) const;
    void fetch();
    void keep(int block, const QJsonArray& rows);
    void hold(int block, const QJsonArray& rows);

    StoreReader& m_reader;
    const Theme& m_theme;
    std::vector<Column> m_columns;
    std::shared_ptr<const std::vector<qint64>> m_ids;
    qint64 m_inLog = 0;
    QString m_text;
    std::map<int, QString> m_columnFilters;
    ChangeOrder m_order = ChangeOrder::Newest;
    std::map<int, std::vector<QJsonObject>> m_blocks;
    mutable std::list<int> m_wanted; // newest first
    std::list<int> m_used;           // blocks, newest first
    mutable QTimer m_soon;
    QDateTime m_now;
    Latest<QJsonArray> m_asking;
};

} // namespace factoid
