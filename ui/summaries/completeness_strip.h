// CompletenessStrip: one cell a year, the fuller the more councils reported; what breaks a series is marked and said in
// a line beneath. Never colour alone: each cell has its percentage where there is room, and on hover. GUI thread.
#pragma once

#include "ui/base/theme.h"

#include <QJsonArray>
#include <QWidget>

namespace factoid {

class CompletenessStrip : public QWidget
{
    Q_OBJECT

  public:
    explicit CompletenessStrip(const Theme& theme, QWidget* parent = nullptr);
    // The series of spreadQuery().
    void set(const QJsonArray& series);
    [[nodiscard]] QString sentence() const { return m_sentence; }

  private:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    const Theme& m_theme;
    QJsonArray m_series;
    QString m_sentence;
};

} // namespace factoid
