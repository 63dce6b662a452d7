// MatrixModel: figures as a table: councils × years of one field, or fields × years of one council, newest year first,
// each figure shaded by its fifth among the councils of that year. GUI thread.
#pragma once

#include "core/queries/figures/figures_queries.h"
#include "ui/table/row_model.h"

#include <memory>

namespace factoid {

enum class FigureView { Exact, Rounded, Change };

class MatrixModel : public QAbstractTableModel
{
    Q_OBJECT

  public:
    enum class Rows { All, Councils, Totals };
    static constexpr int kFirstYear = 2; // columns before: name; code or unit
    static constexpr int kSteps = 5;     // of shading

    MatrixModel(const Theme& theme, Rows rows, QObject* parent = nullptr);

    void setMatrix(std::shared_ptr<const FigureMatrix> matrix);
    void setView(FigureView view);
    [[nodiscard]] const FigureMatrix* matrix() const { return m_matrix.get(); }
    // Where a council (or field) and a year are shown; invalid: they are not.
    [[nodiscard]] QModelIndex find(const QString& key, const QString& year) const;
    // Code of the council or slug of the field in that row; year of a column, invalid for the others.
    [[nodiscard]] QString keyOf(int row) const;
    [[nodiscard]] Year yearOf(int column) const;
    // Step of shading of a cell, 0 the lowest fifth; −1: none. Role of data().
    static constexpr int kShadeRole = Qt::UserRole + 40;
    // The colour of a step of shading.
    [[nodiscard]] static QColor shade(const Theme& theme, int step);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    [[nodiscard]] bool byCouncil() const { return m_matrix && m_matrix->councils.empty() && !m_matrix->fields.empty(); }
    [[nodiscard]] size_t matrixRow(int row) const { return m_rows[static_cast<size_t>(row)]; }
    [[nodiscard]] size_t matrixColumn(int column) const
    {
        return m_matrix->years.size() - 1 - static_cast<size_t>(column - kFirstYear);
    }
    [[nodiscard]] QString unitOf(size_t row) const;
    [[nodiscard]] QVariant nameData(int row, int column, int role) const;
    [[nodiscard]] QVariant cellData(int row, int column, int role) const;
    [[nodiscard]] QString cellText(size_t row, size_t column) const;
    [[nodiscard]] QString cellSentence(size_t row, size_t column) const;
    [[nodiscard]] QString yearDoubts(Year year) const;
    void reckonShades();

    const Theme& m_theme;
    Rows m_part;
    FigureView m_view = FigureView::Exact;
    std::shared_ptr<const FigureMatrix> m_matrix;
    std::vector<size_t> m_rows;       // rows of the matrix that are shown
    std::vector<signed char> m_steps; // by cell of the matrix; −1: none
};

} // namespace factoid
