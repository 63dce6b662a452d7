#include "core/import/reading/sheet_rows.h"

namespace factoid {

namespace {

// As it stands in the sheet: nothing is guarded against a spreadsheet here, as this is read by the program alone.
QByteArray line(const QStringList& cells)
{
    QByteArray text;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (i > 0)
            text += ',';
        QByteArray cell = cells[i].toUtf8();
        // A line stands for a row, so a break within a cell is a blank.
        cell.replace("\r\n", " ").replace('\n', ' ').replace('\r', ' ');
        if (cell.contains(',') || cell.contains('"') || cell.startsWith(' ') || cell.endsWith(' '))
            cell = '"' + cell.replace('"', "\"\"") + '"';
        text += cell;
    }
    return text + '\n';
}

} // namespace

bool SheetRows::setCell(qint64 column, const QString& text)
{
    if (column < 0 || column >= kMostColumns)
        return false;
    if (text.isEmpty())
        return true;
    while (m_cells.size() <= column)
        m_cells.append(QString());
    m_cells[column] = text;
    return true;
}

bool SheetRows::endRow(qint64 number, qint64 times)
{
    const bool isBlank = m_cells.isEmpty();
    if (number < m_next || times < 1)
        return false;
    m_next = number + times;
    if (isBlank)
        return true; // blank rows may be said to go on to the end of the world
    if (m_next - 1 > kMostRows)
        return false;
    while (m_lastRow < number - 1) {
        m_failed = m_failed || m_to.write("\n") != 1;
        ++m_lastRow;
    }
    const QByteArray text = line(m_cells);
    m_written += times * text.size();
    if (m_written > kMostBytes)
        return false;
    for (qint64 i = 0; i < times; ++i)
        m_failed = m_failed || m_to.write(text) != text.size();
    m_lastRow = m_next - 1;
    m_cells.clear();
    return true;
}

} // namespace factoid
