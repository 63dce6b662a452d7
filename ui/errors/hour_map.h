// HourMap: how often what went wrong in which hour of the day: a row a kind, a column an hour, the darker the more
// often, with the number where there is room. Arrows move, Enter or a click picks a cell, the same again or Escape lets
// go. HourCard puts it beside its table twin and its summary. GUI thread.
#pragma once

#include "core/queries/errors/failure_queries.h"
#include "ui/table/data_table.h"

class QStackedWidget;

namespace factoid {

class HourMap : public QWidget
{
    Q_OBJECT

  public:
    HourMap(const Theme& theme, QWidget* parent);
    // `empty`: what is said when there are none.
    void setRows(const std::vector<FailureHours>& rows, const QString& empty);
    // Outlines the cell; an empty kind or an hour of −1: none.
    void setPicked(const QString& kind, int hour);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QRect cell(const QString& kind, int hour) const; // where it stands; null: nowhere

  Q_SIGNALS:
    // An empty kind and −1: none any more.
    void picked(const QString& kind, int hour);

  private:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;
    [[nodiscard]] QRectF cellAt(int row, int hour) const;
    [[nodiscard]] std::optional<std::pair<int, int>> at(const QPointF& place) const;
    [[nodiscard]] QString words(int row, int hour) const;
    [[nodiscard]] int namesWidth() const;
    void pick(int row, int hour);
    void tellCurrent();

    const Theme& m_theme;
    std::vector<FailureHours> m_rows;
    QString m_empty, m_pickedKind;
    int m_pickedHour = -1;
    int m_row = 0, m_hour = 0; // that has the keyboard
    qint64 m_most = 0;
};

class HourCard : public Card
{
    Q_OBJECT

  public:
    HourCard(const Theme& theme, UiState& state, QWidget* parent);
    void show_(const ErrorsAnswer& errors, const QDateTime& now);
    void setPicked(const QString& kind, int hour) { m_map->setPicked(kind, hour); }
    [[nodiscard]] HourMap* map() const { return m_map; }
    [[nodiscard]] DataTable* table() const { return m_table; }
    [[nodiscard]] QString summary() const { return m_summary; }

  Q_SIGNALS:
    void picked(const QString& kind, int hour);

  private:
    // What the table says: how often a kind was met in an hour.
    struct Line {
        QString kind;
        int hour = 0;
        qint64 count = 0;
    };
    [[nodiscard]] static std::vector<ColumnOf<Line>> columns();

    HourMap* m_map;
    RowModel<Line> m_model;
    DataTable* m_table;
    QPushButton* m_swap;
    QStackedWidget* m_stack;
    QString m_summary;
};

// "09:00–10:00".
[[nodiscard]] QString hourText(int hour);

} // namespace factoid
