// DataTable: the one table of the window. Type to filter, filters by column, sort, multi-select, copy as CSV or
// Markdown, export, column chooser, empty state; layout, sort and filters are remembered. GUI thread.
#pragma once

#include "ui/base/ui_state.h"
#include "ui/table/row_model.h"
#include "ui/table/table_filter.h"

#include <QTableView>

class QHBoxLayout;
class QLineEdit;
class QStackedWidget;
class QTimer;
class QToolButton;

namespace factoid {

class ColumnFit;

class DataTable : public QWidget
{
    Q_OBJECT

  public:
    // `id` names the table in the user's state ("changes"); `name` is what a screen reader says.
    DataTable(const QString& id, const QString& name, const Theme& theme, UiState& state, QWidget* parent = nullptr);
    ~DataTable() override;

    // The model is not owned. One that is a FilteringModel filters and sorts itself.
    void setModel(QAbstractItemModel* model, const std::vector<Column>& columns = {});
    void setModel(TableModel* model) { setModel(model, model->columns()); }
    void setEmptyState(const QString& sentence, const QString& action = {}, const std::function<void()>& run = {});
    // A further control on the left of the bar above the table.
    void addToBar(QWidget* widget);
    // For tables with more columns than a screen.
    void setScrolling(bool scrolling);
    // Without the bar and with less room: for small tables inside cards.
    void setCompact(bool compact);

    [[nodiscard]] QTableView* view() const { return m_view; }
    [[nodiscard]] QLineEdit* filterLine() const { return m_filter; }
    // Rows of the model given to setModel, in shown order.
    [[nodiscard]] QList<int> selectedRows() const;
    // The row that has the keyboard; −1: none.
    [[nodiscard]] int currentRow() const;
    void selectRow(int row);
    void setFilterText(const QString& text);
    void setColumnFilter(int column, const QString& text);
    [[nodiscard]] QString copyText(bool markdown) const;
    [[nodiscard]] QByteArray csv() const; // all shown rows
    // Dims what is shown while newer content is fetched.
    void setBusy(bool busy);

  Q_SIGNALS:
    // Enter or double click; row of the model given to setModel.
    void activated(int row);
    void currentRowChanged(int row);
    void selectionChanged();

  private:
    void makeBar();
    void makeMenu();
    void resetColumns();
    void restore();
    void remember();
    [[nodiscard]] bool isKnown() const;
    void noteSelection();
    void keepSelection();
    void updateCount();
    void updateEmpty();
    void showColumnFilter(int column);
    void showColumnChooser();
    void showFilterChips();
    void exportFile();
    void copySelected(bool markdown);
    [[nodiscard]] int sourceRow(int viewRow) const;
    [[nodiscard]] QList<int> shownColumns() const;
    bool eventFilter(QObject* watched, QEvent* event) override;

    QString m_id;
    const Theme& m_theme;
    UiState& m_state;
    QAbstractItemModel* m_model = nullptr;
    FilteringModel* m_filtering = nullptr;
    const TableModel* m_keyed = nullptr; // the model, where its rows have keys
    QString m_currentKey;
    QStringList m_selectedKeys;
    bool m_keeping = false; // the selection is being put where its rows are now
    std::vector<Column> m_columns;
    std::map<int, QString> m_columnFilters;
    TableFilter* m_proxy;
    QTableView* m_view;
    ColumnFit* m_fit;
    QWidget* m_bar = nullptr;
    QHBoxLayout* m_barLayout = nullptr;
    QHBoxLayout* m_chips = nullptr;
    QLineEdit* m_filter = nullptr;
    QLabel* m_count = nullptr;
    QMenu* m_menu = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    QTimer* m_filterTimer = nullptr;
    QTimer* m_rememberTimer = nullptr;
    FormError* m_error;
    bool m_restoring = false;
    bool m_busy = false;
};

} // namespace factoid
