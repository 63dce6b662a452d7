// SidePanel: details beside a page's content, instead of a dialog. A title, a close button, and a body that scrolls.
// Hidden until it is shown; Escape closes it. GUI thread.
#pragma once

#include "ui/widgets/widgets.h"

#include <QScrollArea>

namespace factoid {

class SidePanel : public QFrame
{
    Q_OBJECT

  public:
    SidePanel(const Theme& theme, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }
    // Empties the body for new content. The control that has the keyboard gets it back where the new content has it
    // too; else the panel keeps it, so that the next key hits nothing else.
    void clear();
    // A heading within the body.
    void addHeading(const QString& text);
    // A row: what it is on the left, its value on the right, a note beneath in small.
    QLabel* addRow(const QString& name, const QString& value, const QString& note = {});
    void addText(const QString& text, const char* role = "");

  Q_SIGNALS:
    void closed();

  private:
    void keyPressEvent(QKeyEvent* event) override;
    [[nodiscard]] static QString callName(const QWidget* control);
    void giveBackFocus();
    QString m_hadFocus; // what the control was called
    QLabel* m_title;
    QVBoxLayout* m_body;
};

} // namespace factoid
