// File step: where files are dropped or chosen, and what was imported before, each to be undone. GUI thread.
#pragma once

#include "core/queries/import/import_queries.h"
#include "ui/shell/page.h"
#include "ui/table/data_table.h"

namespace factoid {

class FileStep : public QWidget
{
    Q_OBJECT

  public:
    explicit FileStep(PageContext& context, QWidget* parent = nullptr);

    void refresh();
    void chooseFiles();
    void chooseFolder();

  Q_SIGNALS:
    void chosen(const QStringList& paths);
    void undoWanted(qint64 importId);

  private:
    [[nodiscard]] bool canUndo(int row) const;

    PageContext& m_context;
    RowModel<ImportRecord>* m_model;
    DataTable* m_table;
    QPushButton* m_undo;
    Latest<ImportsAnswer> m_asking;
};

} // namespace factoid
