#include "ui/fallbacks/fault_marks.h"

#include <QJsonObject>
#include <QTextDocument>

namespace factoid {

namespace {

struct Span {
    int start, length;
};

Span spanOf(const QJsonValue& fault)
{
    return {fault.toObject().value(u"start"_s).toInt(-1), fault.toObject().value(u"length"_s).toInt()};
}

} // namespace

FaultMarks::FaultMarks(const Theme& theme, QTextDocument* document)
    : QSyntaxHighlighter(document)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void FaultMarks::setFaults(const QJsonArray& faults)
{
    if (faults == m_faults)
        return;
    m_faults = faults;
    rehighlight();
}

QString FaultMarks::reasonAt(int position) const
{
    for (const QJsonValue& fault : m_faults) {
        const Span span = spanOf(fault);
        if (span.start >= 0 && position >= span.start && position < span.start + span.length)
            return fault.toObject().value(u"why"_s).toString();
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
    for (const QJsonValue& fault : m_faults) {
        const Span span = spanOf(fault);
        const int from = std::max(0, span.start - offset);
        const int to = std::min(static_cast<int>(text.size()), span.start + span.length - offset);
        if (span.start >= 0 && from < to)
            setFormat(from, to - from, format);
    }
}

} // namespace factoid
