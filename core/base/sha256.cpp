#include "core/base/sha256.h"

#include <QIODevice>

namespace factoid {

void Sha256::addData(QByteArrayView bytes)
{
    sha256_update(&m_state, static_cast<size_t>(bytes.size()), reinterpret_cast<const uint8_t*>(bytes.data()));
}

bool Sha256::addData(QIODevice* device)
{
    constexpr qint64 kChunk = 1 << 16;
    QByteArray chunk(kChunk, Qt::Uninitialized);
    for (;;) {
        const qint64 got = device->read(chunk.data(), kChunk);
        if (got <= 0)
            return got == 0 && device->atEnd();
        addData(QByteArrayView(chunk.constData(), got));
    }
}

QByteArray Sha256::result() const
{
    sha256_ctx state = m_state; // taking the digest begins the hash anew
    QByteArray digest(SHA256_DIGEST_SIZE, Qt::Uninitialized);
    sha256_digest(&state, SHA256_DIGEST_SIZE, reinterpret_cast<uint8_t*>(digest.data()));
    return digest;
}

QByteArray Sha256::hash(QByteArrayView bytes)
{
    Sha256 hash;
    hash.addData(bytes);
    return hash.result();
}

} // namespace factoid
