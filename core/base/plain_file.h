// Plain files at paths that a person gives: read when they are files of a bearable size, written whole or not at all.
// A device, a pipe, a socket or a folder is never read, waited for or replaced, whatever name it has. What is made
// is for its owner alone (0600); a file that is replaced keeps the permissions that it had. Blocks on the disk. Any
// thread.
#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace factoid {

// "a device", "a pipe", "a socket", "a folder" for what stands at `path` and is no file, links followed; empty for a
// file, for nothing, and for what cannot be looked at.
[[nodiscard]] QString otherThanFile(const QString& path);

// All of the file. Errors: Input (missing, not a file, not readable, more than `most` bytes).
inline constexpr qint64 kMostOfOneFile = 64LL << 20;
[[nodiscard]] Result<QByteArray> readPlainFile(const QString& path, qint64 most = kMostOfOneFile);

// Makes an empty file that only its owner may read, where nothing is yet; what is there already stays as it is.
// Errors: DiskFull, Failed.
Result<void> makePrivateFile(const QString& path);
// Makes the folder and those above it that are missing, for their owner alone. Errors: DiskFull, Failed.
Result<void> makePrivateFolder(const QString& path);

// Why the disk did not do it: DiskFull when there is no room, else Failed, with a sentence about `path`.
[[nodiscard]] std::unexpected<Error> diskError(const QString& path, int code);

// Flushes a file or a folder that is there to the disk. Errors: DiskFull, Failed.
Result<void> syncToDisk(const QString& path);

// Writes a file beside its place (.NAME.partial) and renames it there when it is whole and on the disk. Without
// commit() nothing is left and what stood there stays; what a killed writer left is used up by the next. One writer at
// a time.
class WholeFile
{
  public:
    explicit WholeFile(const QString& path);
    ~WholeFile();
    WholeFile(const WholeFile&) = delete;
    WholeFile& operator=(const WholeFile&) = delete;

    // Errors: Usage (there is something that is no file), DiskFull, Failed (also: another is writing it just now).
    Result<void> open();
    Result<void> write(QByteArrayView bytes);
    Result<void> commit();

  private:
    QString m_path; // links followed: a link stays and what it names is replaced
    QString m_part;
    int m_handle = -1;
};

// Errors: as WholeFile's.
Result<void> writeWholeFile(const QString& path, QByteArrayView bytes);

} // namespace factoid
