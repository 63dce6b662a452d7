// ColumnsPanel: what each column of the file is taken for and why, each to be changed; above them what holds for the
// whole file: saved mapping, year, unit, rows. GUI thread.
#pragma once

#include "core/base/clock.h"
#include "ui/import/import_draft.h"
#include "ui/widgets/widgets.h"

#include <QComboBox>
#include <QScrollArea>
#include <QSpinBox>
#include <QStandardItemModel>

namespace factoid {

class ColumnsPanel : public QWidget
{
    Q_OBJECT

  public:
    // Both must outlive it; the clock says which years are offered for a file that names none.
    ColumnsPanel(ImportDraft& draft, const Clock& clock, QWidget* parent = nullptr);
    // Shows the draft anew.
    void rebuild();

  Q_SIGNALS:
    // The operator wants a field that does not exist yet for the column.
    void newFieldWanted(int column);

  private:
    void addWholeFile();
    void addSheets();
    void addMappings();
    void addColumn(int column);
    void addRest();
    void addQuestions();
    void showEvidence();
    QComboBox* addRow(const QString& title, const QString& why, const QString& name, QLabel** note = nullptr);
    static void addScales(QComboBox* box);
    QComboBox* unitOf(int column, const QString& label);
    void makeUses();
    void applyUse(int column, const QString& use);
    [[nodiscard]] QString useOf(int column) const;
    void select(QComboBox* box, const QString& use) const;

    ImportDraft& m_draft;
    const Clock& m_clock;
    QWidget* m_inside;
    QVBoxLayout* m_rows;
    QStandardItemModel* m_uses;  // one list for all columns
    std::vector<int> m_rest;     // columns that are not shown yet
    QHash<int, QLabel*> m_notes; // why, by column
    QHash<int, QString> m_whys;
    QPushButton* m_more = nullptr;
    QLabel* m_error = nullptr;
};

} // namespace factoid
