// Zip part: one file within a ZIP archive as a sequential device, unpacked as it is read. One thread; the archive is
// open as long as the device lives.
#pragma once

#include "core/base/result.h"

#include <QIODevice>
#include <QStringList>

#include <memory>

namespace factoid {

// Names of the files in the archive. Errors (Input): not a ZIP archive, damaged.
[[nodiscard]] Result<QStringList> zipParts(const QString& archive);

class ZipPart : public QIODevice
{
  public:
    // Errors (Input): no such part, encrypted, damaged.
    [[nodiscard]] static Result<std::unique_ptr<ZipPart>> open(const QString& archive, const QString& part);
    ~ZipPart() override;

    [[nodiscard]] bool isSequential() const override { return true; }
    // Whether what was read is wrong or too much: the check sum, or more than kMostBytes.
    [[nodiscard]] bool isDamaged() const { return m_damaged; }

    static constexpr qint64 kMostBytes = qint64{4} << 30; // a part that unpacks to more is a trap

  protected:
    qint64 readData(char* to, qint64 most) override;
    qint64 writeData(const char*, qint64) override { return -1; }

  private:
    explicit ZipPart(void* archive);

    void* m_archive;
    qint64 m_read = 0;
    bool m_ended = false;
    bool m_damaged = false;
};

} // namespace factoid
