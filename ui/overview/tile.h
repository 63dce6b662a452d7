// Tile: one number that matters, what it means, and how it went lately. GUI thread.
#pragma once

#include "ui/widgets/widgets.h"

namespace factoid {

class Tile : public QFrame
{
    Q_OBJECT

  public:
    Tile(const QString& caption, int series, const Theme& theme, QWidget* parent = nullptr);

    void set(const QString& figure, const QString& note, const std::vector<std::optional<double>>& values,
             const QString& summary);
    // What it shows is wrong now.
    void setBad(bool bad);
    // The tile leads to a page; Enter and a click do.
    Q_SIGNAL void clicked();

  private:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    QString m_name;
    QLabel *m_figure, *m_note;
    SparkLine* m_line;
};

} // namespace factoid
