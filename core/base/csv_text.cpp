#include "core/base/csv_text.h"

#include <algorithm>

namespace factoid {

namespace {

bool isAsciiDigit(QChar c)
{
    return c >= QLatin1Char('0') && c <= QLatin1Char('9');
}

// "-12" or "-12.5": digits, at most one point, a digit on both sides of it.
bool isNegativeNumber(const QString& cell)
{
    if (cell.size() < 2 || cell[0] != QLatin1Char('-'))
        return false;
    bool point = false;
    for (qsizetype i = 1; i < cell.size(); ++i) {
        if (isAsciiDigit(cell[i]))
            continue;
        const bool inside = i > 1 && i + 1 < cell.size();
        if (cell[i] != QLatin1Char('.') || point || !inside)
            return false;
        point = true;
    }
    return true;
}

// Invisible at the start of a cell: programs differ in whether they skip it before they look for '='.
bool isSkippable(QChar c)
{
    return c.isSpace() || c.category() == QChar::Other_Format || c.category() == QChar::Other_Control;
}

bool startsFormula(QChar c)
{
    static const QString kStarters = u"=+-@\uFF1D\uFF0B\uFF0D\uFF20"_s;
    return kStarters.contains(c);
}

} // namespace

bool looksLikeFormula(const QString& cell)
{
    if (cell.isEmpty())
        return false;
    const QChar first = cell[0];
    if (first == QLatin1Char('\t') || first == QLatin1Char('\r') || first == QLatin1Char('\n'))
        return true;
    const auto start = std::find_if_not(cell.begin(), cell.end(), isSkippable);
    return start != cell.end() && startsFormula(*start) && !isNegativeNumber(cell);
}

QString csvCell(const QString& cell)
{
    QString text = looksLikeFormula(cell) ? QLatin1Char('\'') + cell : cell;
    const bool blankEnds = !text.isEmpty() && (text.front().isSpace() || text.back().isSpace());
    static const QString kSpecial = u",;\"\t\r\n"_s;
    const bool special = std::any_of(text.begin(), text.end(), [](QChar c) { return kSpecial.contains(c); });
    if (!special && !blankEnds)
        return text;
    text.replace(QLatin1Char('"'), u"\"\""_s);
    return QLatin1Char('"') + text + QLatin1Char('"');
}

QByteArray csvRow(const QStringList& cells)
{
    QStringList written;
    written.reserve(cells.size());
    for (const QString& cell : cells)
        written.append(csvCell(cell));
    return written.join(QLatin1Char(',')).toUtf8() + QByteArrayLiteral("\r\n");
}

} // namespace factoid
