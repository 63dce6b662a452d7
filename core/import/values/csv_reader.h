// CSV reader: records of a delimited text, one at a time, out of one growing buffer (RFC 4180: quotes,
// doubled quotes, line breaks inside quotes; LF or CRLF). A quote inside an unquoted cell is text; blanks around a
// quoted cell are none of it.
// One thread at a time; does not own its source.
#pragma once

#include "core/base/result.h"

#include <QByteArrayView>

#include <functional>
#include <span>
#include <vector>

namespace factoid {

// How a delimited text is written.
struct CsvDialect {
    CsvDialect(char sign = ',') // NOLINT(google-explicit-constructor): a delimiter is a dialect
        : delimiter(sign)
    {
    }
    char delimiter;
    QByteArray comment;           // lines that begin with it are no records; empty: none do
    std::vector<int> commentRows; // rows, as row() counts them, that are no records; ascending
    int splitColumn = 0;          // a column, from 1, whose cells hold several, cut at splitBy; 0: none
    char splitBy = ',';
};

class CsvReader
{
  public:
    // Gives up to `most` bytes of UTF-8; 0 at the end, negative when reading failed.
    using Fill = std::function<qint64(char* to, qint64 most)>;
    enum class Step { Record, End, Failed };

    CsvReader(Fill fill, CsvDialect dialect, qint64 maxRecordBytes);

    // Steps to the next record. Failed: error() says why (Input, with the line; no file).
    [[nodiscard]] Step next();
    // Cells of the present record, unquoted, valid until the next step. A blank line is one empty cell.
    [[nodiscard]] std::span<const QByteArrayView> cells() const { return m_cells; }
    // Line of the file (1-based) on which the record starts, and its number counting every record from 1,
    // blank ones too: the row number that a spreadsheet shows.
    [[nodiscard]] qint64 line() const { return m_recordLine; }
    [[nodiscard]] qint64 row() const { return m_row; }
    // Text follows a closing quote, so that where the cells end is a guess.
    [[nodiscard]] bool malformed() const { return m_malformed; }
    // Nothing but white space in any cell, as at the end of many a spreadsheet.
    [[nodiscard]] bool blank() const;
    [[nodiscard]] const Error& error() const { return m_error; }

  private:
    enum class Refill { More, End, Failed };
    [[nodiscard]] Step nextRecord();
    [[nodiscard]] bool isComment() const;
    void splitCell();
    [[nodiscard]] Refill refill();
    [[nodiscard]] Step failure(const QString& message);
    // The position after the record's last content byte, or -1 when the buffer ends first.
    [[nodiscard]] qsizetype findEnd(bool* quoted, bool* open) const;
    void splitPlain(char* from, char* end);
    void splitQuoted(char* from, char* end);
    char* unquote(char* from, char* end);

    Fill m_fill;
    CsvDialect m_dialect;
    char m_delimiter;
    qint64 m_maxRecord;
    std::vector<char> m_buffer;
    qsizetype m_at = 0;  // start of the next record
    qsizetype m_end = 0; // end of what is filled
    bool m_finished = false;
    qint64 m_nextLine = 1;
    qint64 m_recordLine = 0;
    qint64 m_row = 0;
    bool m_malformed = false;
    bool m_comment = false; // the present record begins as a comment does
    std::vector<QByteArrayView> m_cells;
    Error m_error;
};

// The delimiter (comma, semicolon, tab or bar) that occurs most often outside quotes; comma when in doubt.
[[nodiscard]] char guessDelimiter(QByteArrayView text);

} // namespace factoid
