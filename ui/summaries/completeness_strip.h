// CompletenessStrip: one cell a year, the fuller the more councils reported; what breaks a series is marked and said in
// a line beneath. Never colour alone: each cell has its percentage where there is room, and on hover. GUI thread.
#pragma once

#include "core/queries/summaries/summary_queries.h"
#include "ui/base/theme.h"

#include <QWidget>

namespace factoid {

class CompletenessStrip : public QWidget
{
    Q_OBJECT

  public:
    explicit CompletenessStrip(const Theme& theme, QWidget* parent = nullptr);
    void set(std::vector<SpreadYear> series);
    [[nodiscard]] QString sentence() const { return m_sentence; }

  private:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    const Theme& m_theme;
    std::vector<SpreadYear> m_series;
    QString m_sentence;
};

} // namespace factoid
