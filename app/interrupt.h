// Interrupt: SIGINT and SIGTERM as a call on the main thread. One at a time in a process; made after the
// application object, destroyed before it. While there is none, a signal ends the process as endOnSignal says.
#pragma once

#include <QSocketNotifier>

#include <csignal>
#include <functional>
#include <memory>

namespace factoid {

// From here on SIGINT and SIGTERM end the process at once, with a sentence and exit code 130: for what only looks, and
// so has nothing to take back. With `json` the error is a document on standard output as well, unless something stands
// there already.
void endOnSignal(bool json);
// What such a signal does.
[[noreturn]] void endAtOnce();
// Something is about to be printed on standard output.
void outputBegins();

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
    struct sigaction m_before[2] = {}; // of SIGINT and SIGTERM
};

} // namespace factoid
