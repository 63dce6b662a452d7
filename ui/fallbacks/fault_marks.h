// FaultMarks: underlines the places of a text that do not hold. A reason stands at each as its tool tip's text. GUI
// thread; owned by the text's document.
#pragma once

#include "core/queries/fallbacks/fallback_queries.h"
#include "ui/base/theme.h"

#include <QSyntaxHighlighter>

namespace factoid {

class FaultMarks : public QSyntaxHighlighter
{
    Q_OBJECT

  public:
    FaultMarks(const Theme& theme, QTextDocument* document);
    void setFaults(const std::vector<FaultRow>& faults);
    [[nodiscard]] QString reasonAt(int position) const;
    [[nodiscard]] int count() const { return static_cast<int>(m_faults.size()); }

  private:
    void highlightBlock(const QString& text) override;

    const Theme& m_theme;
    std::vector<FaultRow> m_faults;
};

} // namespace factoid
