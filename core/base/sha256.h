// Sha256: the hash of FIPS 180-4, by nettle, which uses the processor's own instructions where it has them (Qt 6.4 does
// not, and takes ten times as long). One object a hash; any thread.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <nettle/sha2.h>

class QIODevice;

namespace factoid {

class Sha256
{
  public:
    Sha256() { sha256_init(&m_state); }
    void addData(QByteArrayView bytes);
    // The rest of an open device; false when reading failed.
    [[nodiscard]] bool addData(QIODevice* device);
    // Of what was added so far: 32 bytes.
    [[nodiscard]] QByteArray result() const;

    [[nodiscard]] static QByteArray hash(QByteArrayView bytes);

  private:
    sha256_ctx m_state;
};

} // namespace factoid
