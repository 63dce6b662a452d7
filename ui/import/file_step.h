// File step: where files are dropped or chosen, and what was imported before, each to be undone. GUI thread.
#pragma once

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
    PageContext& m_context;
    RecordModel* m_model;
    DataTable* m_table;
    QPushButton* m_undo;
    Latest<QJsonObject> m_asking;
};

} // namespace factoid
