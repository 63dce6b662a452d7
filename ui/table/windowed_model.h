// WindowedModel: a table model over more rows than are held: pages of rows, which are plain structs, are asked from the
// store as they come into view, filtered and sorted there. Reloading keeps selection and scroll where rows were only
// added on top. GUI thread.
#pragma once

#include "ui/base/latest.h"
#include "ui/table/row_model.h"
#include "ui/table/table_filter.h"

#include <QSet>

#include <algorithm>

namespace factoid {

// All of it but the rows, which are WindowedModel's.
class WindowedTable : public TableModel, public FilteringModel
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

    // Asks again for what is in view; what is shown stays until the answer is there.
    void reload();
    // Asks from the top: what the rows are chosen by has changed.
    void askAgain();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    void sort(int column, Qt::SortOrder order) override;
    void setFilterText(const QString& text) override;
    void setColumnFilter(int column, const QString& text) override;
    [[nodiscard]] QString countText() const override;

  Q_SIGNALS:
    void loaded();                        // an answer came
    void failed(const QString& sentence); // or did not

  protected:
    static constexpr int kPage = 200; // rows

    WindowedTable(std::vector<Column> looks, const Theme& theme, StoreReader& reader, QObject* parent);
    [[nodiscard]] StoreReader& reader() const { return m_reader; }

    // An answer to fetchPage(), or none. `top`: where the row that is the first of those held stands in the new ones;
    // −1: nowhere. `keep` takes the new rows.
    void accept(int page, quint64 generation, qint64 total, int top, const std::function<void()>& keep);
    void refuse(int page, quint64 generation, const Error& error);

    [[nodiscard]] virtual bool holdsPage(int page) const = 0;
    [[nodiscard]] virtual bool holdsRow(int row) const = 0;
    virtual void dropPages(const std::function<bool(int page)>& which) = 0;
    [[nodiscard]] virtual size_t pagesHeld() const = 0;
    virtual void fetchPage(int page, const Window& window, quint64 generation) = 0;

  private:
    void ask(int page) const;
    void dropFarPages();

    StoreReader& m_reader;
    Window m_window;
    qint64 m_total = 0;
    mutable QSet<int> m_asked;
    mutable int m_lastPage = 0; // in view
    quint64 m_generation = 0;   // answers to older questions are dropped
    bool m_outdated = false;    // pages out of view are from before the last question
    bool m_again = false;       // asked to reload while an answer was on its way
};

template <class Row>
class WindowedModel : public WindowedTable
{
  public:
    struct Answer {
        std::vector<Row> rows;
        qint64 total = 0;
    };
    using Fetch = std::function<Result<Answer>(QueryContext&, const Window&)>;

    // `key`, a member or a function of the row, tells rows apart. The reader must outlive the model.
    template <class Key>
    WindowedModel(std::vector<ColumnOf<Row>> columns, const Theme& theme, StoreReader& reader, Key key, Fetch fetch,
                  QObject* parent = nullptr)
        : WindowedTable(looksOf(columns), theme, reader, parent)
        , m_columns(std::move(columns))
        , m_key([key](const Row& row) { return bareValue(std::invoke(key, row)).toString(); })
        , m_fetch(std::move(fetch))
    {
    }

    // nullptr until it has been asked.
    [[nodiscard]] const Row* row(int index) const
    {
        const auto page = m_pages.find(index / kPage);
        const auto at = static_cast<size_t>(index % kPage);
        return index < 0 || page == m_pages.end() || at >= page->second.size() ? nullptr : &page->second[at];
    }
    [[nodiscard]] QString keyOf(int at) const override { return row(at) ? m_key(*row(at)) : QString(); }
    [[nodiscard]] int find(const QString& key) const override
    {
        for (const auto& [page, rows] : m_pages) {
            const auto found = std::ranges::find(rows, key, m_key);
            if (found != rows.end())
                return page * kPage + static_cast<int>(found - rows.begin());
        }
        return -1;
    }

  private:
    [[nodiscard]] Cell cell(int row, int column) const override
    {
        return cellOf(m_columns[static_cast<size_t>(column)], *this->row(row));
    }
    [[nodiscard]] QVariant wholeRow(int row) const override { return QVariant::fromValue(*this->row(row)); }
    [[nodiscard]] bool holdsPage(int page) const override { return m_pages.contains(page); }
    [[nodiscard]] bool holdsRow(int row) const override { return this->row(row) != nullptr; }
    void dropPages(const std::function<bool(int page)>& which) override
    {
        std::erase_if(m_pages, [&](const auto& held) { return which(held.first); });
    }
    [[nodiscard]] size_t pagesHeld() const override { return m_pages.size(); }
    void fetchPage(int page, const Window& window, quint64 generation) override
    {
        whenDone<Answer>(reader().template ask<Answer>(
                             [fetch = m_fetch, window](QueryContext& context) { return fetch(context, window); }),
                         this, [this, page, generation](const Result<Answer>& answer) {
                             if (!answer)
                                 refuse(page, generation, answer.error());
                             else
                                 accept(page, generation, answer->total, placeOfTop(answer->rows),
                                        [&] { m_pages[page] = answer->rows; });
                         });
    }
    [[nodiscard]] int placeOfTop(const std::vector<Row>& rows) const
    {
        const Row* top = row(0);
        const auto found = top ? std::ranges::find(rows, m_key(*top), m_key) : rows.end();
        return found == rows.end() ? -1 : static_cast<int>(found - rows.begin());
    }

    std::vector<ColumnOf<Row>> m_columns;
    std::function<QString(const Row&)> m_key;
    Fetch m_fetch;
    std::map<int, std::vector<Row>> m_pages;
};

} // namespace factoid
