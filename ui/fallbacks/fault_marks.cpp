#include "ui/fallbacks/fault_marks.h"

#include <QTextDocument>

namespace factoid {

FaultMarks::FaultMarks(const Theme& theme, QTextDocument* document)
    : QSyntaxHighlighter(document)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void FaultMarks::setFaults(const std::vector<FaultRow>& faults)
{
    if (faults == m_faults)
        return;
    m_faults = faults;
    rehighlight();
}

QString FaultMarks::reasonAt(int position) const
{
    for (const FaultRow& fault : m_faults) {
        if (fault.start >= 0 && position >= fault.start && position < fault.start + fault.length)
            return fault.why;
    }
    return {};
}

void FaultMarks::highlightBlock(const QString& text)
{
    QTextCharFormat format;
    format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    format.setUnderlineColor(m_theme.color(Tone::Bad));
    format.setForeground(m_theme.color(Tone::Bad));
    format.setBackground(m_theme.color(Tone::BadSoft));
    const int offset = currentBlock().position();
    for (const FaultRow& fault : m_faults) {
        const int from = std::max(0, fault.start - offset);
        const int to = std::min(static_cast<int>(text.size()), fault.start + fault.length - offset);
        if (fault.start >= 0 && from < to)
            setFormat(from, to - from, format);
    }
}

} // namespace factoid
