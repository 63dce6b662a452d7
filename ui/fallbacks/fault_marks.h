// FaultMarks: underlines the places of a text that do not hold. A reason stands at each as its tool tip's text. GUI
// thread; owned by the text's document.
#pragma once

#include "ui/base/theme.h"

#include <QJsonArray>
#include <QSyntaxHighlighter>

namespace factoid {

class FaultMarks : public QSyntaxHighlighter
{
    Q_OBJECT

  public:
    FaultMarks(const Theme& theme, QTextDocument* document);
    // As draftQuery gives them: {start, length, word, why}, places in the whole text.
    void setFaults(const QJsonArray& faults);
    [[nodiscard]] QString reasonAt(int position) const;
    [[nodiscard]] int count() const { return static_cast<int>(m_faults.size()); }

  private:
    void highlightBlock(const QString& text) override;

    const Theme& m_theme;
    QJsonArray m_faults;
};

} // namespace factoid
