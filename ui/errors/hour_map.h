// HourMap: how often what went wrong in which hour of the day: a row a kind, a column an hour, the darker the more
// often, with the number where there is room. Arrows move, Enter or a click picks a cell, the same again or Escape lets
// go. HourCard puts it beside its table twin and its summary. GUI thread.
#pragma once

#include "ui/table/data_table.h"

#include <QJsonArray>

class QStackedWidget;

namespace factoid {

class HourMap : public QWidget
{
    Q_OBJECT

  public:
    HourMap(const Theme& theme, QWidget* parent);
    // `rows` as the by_hour of errorsQuery. `empty`: what is said when there are none.
    void setRows(const QJsonArray& rows, const QString& empty);
    // Outlines the cell; an empty kind or an hour of −1: none.
    void setPicked(const QString& kind, int hour);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QRect cell(const QString& kind, int hour) const; // where it stands; null: nowhere

  Q_SIGNALS:
    // An empty kind and −1: none any more.
    void picked(const QString& kind, int hour);

  private:
    struct Row {
        QString kind;
        std::vector<qint64> hours;
    };
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
    std::vector<Row> m_rows;
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
    // As errorsQuery gives it.
    void show_(const QJsonObject& view);
    void setPicked(const QString& kind, int hour) { m_map->setPicked(kind, hour); }
    [[nodiscard]] HourMap* map() const { return m_map; }
    [[nodiscard]] DataTable* table() const { return m_table; }
    [[nodiscard]] QString summary() const { return m_summary; }

  Q_SIGNALS:
    void picked(const QString& kind, int hour);

  private:
    HourMap* m_map;
    RecordModel m_model;
    DataTable* m_table;
    QPushButton* m_swap;
    QStackedWidget* m_stack;
    QString m_summary;
};

// "09:00–10:00".
[[nodiscard]] QString hourText(int hour);

} // namespace factoid
