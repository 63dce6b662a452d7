// Clock: the only source of "now". One of the four seams that tests replace. Any thread.
#pragma once

#include <QDateTime>

namespace factoid {

class Clock
{
  public:
    virtual ~Clock() = default;
    // The present instant, in UTC.
    [[nodiscard]] virtual QDateTime now() const = 0;
};

// The machine's own time, which `--now` does not move: for leases, heartbeats and what else processes of different
// clocks share.
[[nodiscard]] inline QDateTime machineNow()
{
    return QDateTime::currentDateTimeUtc();
}

class SystemClock final : public Clock
{
  public:
    [[nodiscard]] QDateTime now() const override { return machineNow(); }
};

// A clock that stands still until it is set: `--now` on the command line, and tests.
class FixedClock final : public Clock
{
  public:
    explicit FixedClock(QDateTime instant)
        : m_now(instant.toUTC())
    {
    }
    [[nodiscard]] QDateTime now() const override { return m_now; }
    void set(const QDateTime& instant) { m_now = instant.toUTC(); }

  private:
    QDateTime m_now;
};

} // namespace factoid
