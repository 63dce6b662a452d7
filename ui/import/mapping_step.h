// Mapping step: the columns on the left, what each row becomes on the right, and beneath it what needs the operator.
// GUI thread.
#pragma once

#include "ui/import/columns_panel.h"
#include "ui/shell/page.h"
#include "ui/table/data_table.h"

namespace factoid {

// One value of a row of the file and what it becomes; a row without values is one of these as well.
struct MappedValue {
    qint64 line = 0;
    QString council, written, becomes;
    RowOutcome outcome = RowOutcome::Ready;
    QString column, field, year;
    bool rounded = false;
    QString note;
};
struct MappingProblem {
    size_t at = 0; // in the preview
    QString line, column, value, resolution;
    qint64 figures = 0;
    QString reason;
};

class MappingStep : public QWidget
{
    Q_OBJECT

  public:
    MappingStep(PageContext& context, ImportDraft& draft, SidePanel& panel, QWidget* parent = nullptr);

    // Nothing of the file before stays: its columns, rows, problems and what they were filtered by.
    void clear();
    // Dims the rows while they are read anew.
    void setBusy(bool busy);

  private:
    void showPreview();
    void showFiles();
    void openProblem(int row);

    PageContext& m_context;
    ImportDraft& m_draft;
    SidePanel& m_panel;
    Card* m_left;
    ColumnsPanel* m_columns;
    QLabel* m_files;
    Card* m_rowsCard;
    Card* m_problemsCard;
    RowModel<MappedValue>* m_rowsModel;
    RowModel<MappingProblem>* m_problemsModel;
    DataTable* m_rows;
    DataTable* m_problems;
};

} // namespace factoid
