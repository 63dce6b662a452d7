// Sheet rows: collects the cells of one sheet and writes them as lines of CSV, one for each row, so that a line's
// number is its row's. Rows and cells after the last that holds something are not written. One thread; owned by who
// reads the sheet.
#pragma once

#include "core/base/result.h"

#include <QIODevice>
#include <QStringList>

namespace factoid {

class SheetRows
{
  public:
    // The most that a spreadsheet can hold; what says more is damaged or a trap.
    static constexpr qint64 kMostRows = 1'048'576;
    static constexpr qint64 kMostColumns = 16'384;
    static constexpr int kRowsBetweenLooks = 256; // after how many a reader asks whether to stop
    static constexpr qint64 kMostBytes = qint64{4} << 30;

    explicit SheetRows(QIODevice& to)
        : m_to(to)
    {
    }

    // A cell of the present row, by its column from 0; blank ones may be left out. False: outside of any sheet.
    [[nodiscard]] bool setCell(qint64 column, const QString& text);
    // Ends the row and goes on to that number, from 1, counted as `times` rows. False: outside of any sheet, a row
    // that was written already, or more than kMostBytes in all.
    [[nodiscard]] bool endRow(qint64 number, qint64 times = 1);
    // Of the last row that held something; 0: none did.
    [[nodiscard]] qint64 lastRow() const { return m_lastRow; }
    // The row that follows, from 1.
    [[nodiscard]] qint64 nextRow() const { return m_next; }
    [[nodiscard]] bool failed() const { return m_failed; }

  private:
    QIODevice& m_to;
    QStringList m_cells;
    qint64 m_next = 1;
    qint64 m_lastRow = 0; // as many lines are written
    qint64 m_written = 0;
    bool m_failed = false;
};

} // namespace factoid
