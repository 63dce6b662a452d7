// WindowedModel: a table model over more rows than are held: pages of rows are asked from the store as they come into
// view, filtered and sorted there. Reloading keeps selection and scroll where rows were only added on top. GUI thread.
#pragma once

#include "core/queries/store_reader.h"
#include "ui/table/record_model.h"
#include "ui/table/table_filter.h"

#include <QSet>

namespace factoid {

class WindowedModel : public QAbstractTableModel, public FilteringModel
{
    Q_OBJECT

  public:
    struct Window {
        QString text;                   // of the filter line
        std::map<int, QString> columns; // filters by column
        int sortColumn = -1;            // −1: the store's own order
        Qt::SortOrder order = Qt::AscendingOrder;
        qint64 offset = 0, limit = 0;
    };
    struct Answer {
        QJsonArray rows;
        qint64 total = 0;
    };
    using Fetch = std::function<Result<Answer>(QueryContext&, const Window&)>;

    // `rowKey` tells rows apart. The reader must outlive the model.
    WindowedModel(std::vector<Column> columns, const Theme& theme, StoreReader& reader, QString rowKey, Fetch fetch,
                  QObject* parent = nullptr);

    [[nodiscard]] const std::vector<Column>& columns() const { return m_columns; }
    // Asks again for what is in view; what is shown stays until the answer is there.
    void reload();
    // Asks from the top: what the rows are chosen by has changed.
    void askAgain() { askAnew(); }
    [[nodiscard]] QJsonObject row(int index) const; // empty until it has been asked
    // Position of the row with that key among those that are held; −1: none.
    [[nodiscard]] int find(const QString& key) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;
    void setFilterText(const QString& text) override;
    void setColumnFilter(int column, const QString& text) override;
    [[nodiscard]] QString countText() const override;

  Q_SIGNALS:
    void loaded();                        // an answer came
    void failed(const QString& sentence); // or did not

  private:
    void ask(int page) const;
    void take(int page, quint64 generation, const Result<Answer>& answer);
    void replace(int page, const QJsonArray& rows);
    [[nodiscard]] int grownBy(const QJsonArray& rows, qint64 total) const;
    void askAnew();

    std::vector<Column> m_columns;
    const Theme& m_theme;
    StoreReader& m_reader;
    QString m_rowKey;
    Fetch m_fetch;
    Window m_window;
    qint64 m_total = 0;
    std::map<int, std::vector<QJsonObject>> m_pages;
    mutable QSet<int> m_asked;
    mutable int m_lastPage = 0; // in view
    quint64 m_generation = 0;   // answers to older questions are dropped
    bool m_outdated = false;    // pages out of view are from before the last question
    bool m_again = false;       // asked to reload while an answer was on its way
};

} // namespace factoid
