// Interrupt: SIGINT and SIGTERM as a call on the main thread. One per process; made after the
// application object, destroyed before it.
#pragma once

#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace factoid {

class Interrupt
{
  public:
    explicit Interrupt(std::function<void()> onSignal);
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

  private:
    std::function<void()> m_onSignal;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace factoid
