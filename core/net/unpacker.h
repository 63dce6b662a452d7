// Unpacker: what came packed by gzip or deflate, piece by piece. One thread at a time.
#pragma once

#include <QByteArray>

#include <memory>
#include <optional>

struct z_stream_s;

namespace factoid {

class Unpacker
{
  public:
    Unpacker();
    ~Unpacker();
    Unpacker(Unpacker&&) noexcept;
    Unpacker& operator=(Unpacker&&) noexcept;

    // Nothing when it is broken, or unpacks to so many times its size that it can only be meant to do harm.
    [[nodiscard]] std::optional<QByteArray> unpack(const QByteArray& piece);
    // It began and has not ended.
    [[nodiscard]] bool isOpen() const { return m_begun && !m_whole; }

  private:
    std::unique_ptr<z_stream_s> m_stream;
    bool m_begun = false, m_whole = false;
};

} // namespace factoid
