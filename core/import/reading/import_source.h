// Import source: one file's bytes as a stream of UTF-8. A first pass finds the encoding and refuses
// what is no text or has an endless line, in constant memory; later passes deliver the text.
// One thread at a time; owned by whoever reads the file.
#pragma once

#include "core/base/cancel.h"
#include "core/base/sha256.h"
#include "core/import/values/text_encoding.h"

#include <QDateTime>
#include <QFile>
#include <QTemporaryFile>

#include <memory>
#include <optional>
#include <vector>

namespace factoid {

// A sheet of a workbook, unpacked as CSV into a temporary file that has no name, so that nothing is left of it however
// the process ends.
struct UnpackedSheet {
    QTemporaryFile csv;
    QString name;       // the sheet's
    QString book;       // the workbook's own file
    QStringList sheets; // its sheets that are not hidden, to choose another from
    QByteArray hash;    // SHA-256 of the workbook, lower-case hex
    qint64 size = 0;    // its bytes
    QDateTime modified;
    qint64 rows = 0;

    // By which the rows can be opened again; as long as this lives.
    [[nodiscard]] QString csvPath() const { return u"/proc/self/fd/%1"_s.arg(csv.handle()); }
};

// What the first pass found out.
struct ScannedFile {
    QString path;                                    // as given; of one sheet of several: with its name (workbook.h)
    std::shared_ptr<const UnpackedSheet> sheet = {}; // where the bytes are those of a sheet
    TextEncoding encoding = TextEncoding::Utf8;
    qint64 size = 0;                // bytes that are read
    int skippedBytes = 0;           // the byte order mark
    bool carriageReturns = false;   // lines end in CR alone
    qint64 strayBytes = 0;          // of a UTF-8 file: bytes that are none of it and are read as Windows-1252
    std::vector<qint64> strayLines; // where the first of them stand
    QDateTime modified;
};

// Reads the whole file once. `wished` is an encoding named by a mapping or package; without it, bytes
// that are not strict UTF-8 make the file Windows-1252, unless most of what is beyond ASCII is UTF-8. Errors (Input):
// not there or unreadable, UTF-16, NUL bytes, bytes that fit neither encoding, a line longer than maxLineBytes;
// Interrupted. With a sheet of the workbook at `path`, the sheet's rows are read instead.
[[nodiscard]] Result<ScannedFile> scanFile(const QString& path, std::optional<TextEncoding> wished, qint64 maxLineBytes,
                                           const TaskControl& control = {},
                                           std::shared_ptr<const UnpackedSheet> sheet = {});

class ImportSource
{
  public:
    // Opens the file for a pass from its start. Errors (Input): gone, or changed since the scan.
    [[nodiscard]] static Result<std::unique_ptr<ImportSource>> open(const ScannedFile& scanned);

    // Up to `most` bytes of UTF-8 (no byte order mark); 0 at the end of the file, -1 when reading failed.
    [[nodiscard]] qint64 read(char* to, qint64 most);
    // Bytes of the file consumed so far.
    [[nodiscard]] qint64 consumed() const { return m_consumed; }
    [[nodiscard]] const ScannedFile& scanned() const { return m_scanned; }
    // After the end: SHA-256 of the file's bytes (of a sheet: of its workbook's), lower-case hex. Error (Input) when
    // the file changed under the reader's hands.
    [[nodiscard]] Result<QByteArray> finish();

  private:
    explicit ImportSource(const ScannedFile& scanned);
    [[nodiscard]] bool fillPending();

    ScannedFile m_scanned;
    QFile m_file;
    Sha256 m_hash;
    qint64 m_consumed = 0;
    QByteArray m_cut;     // of a mixed text: a sequence whose end is not read yet
    QByteArray m_pending; // transcoded text not yet handed out
    bool m_ended = false;
    qsizetype m_pendingAt = 0;
};

} // namespace factoid
