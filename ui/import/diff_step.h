// Diff step: what an import would change, by field and year and row by row, from a dry run of it. GUI thread.
#pragma once

#include "ui/import/import_result.h"
#include "ui/shell/page.h"
#include "ui/table/data_table.h"

#include <QCheckBox>

namespace factoid {

class DiffStep : public QWidget
{
    Q_OBJECT

  public:
    explicit DiffStep(PageContext& context, QWidget* parent = nullptr);

    // Of the import's dry run.
    void show(const ImportResult& result);
    void clear();
    // It could not be compared: the tables say so instead of telling of a comparison that never was.
    void showNothing();
    void setBusy(bool busy);
    [[nodiscard]] bool replaces() const { return m_replace->isChecked(); }
    // "1,204 new, 12 changed, none removed; 3 rows are left out."
    [[nodiscard]] static QString sentence(const ImportResult& result);

  Q_SIGNALS:
    void replaceChanged();

  private:
    void showSuspects(const ImportResult& result);
    void say();
    QCheckBox* m_replace;
    QLabel *m_suspect, *m_withdrawn;
    Card* m_cellsCard;
    Card* m_rowsCard;
    RowModel<ImportCellDiff>* m_cellsModel;
    RowModel<ImportRowDiff>* m_rowsModel;
    DataTable* m_cells;
    DataTable* m_rows;
};

} // namespace factoid
