#include "app/interrupt.h"

#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

namespace factoid {

namespace {

int g_pipe[2] = {-1, -1}; // a handler can reach nothing but a global

void onSignal(int)
{
    const char byte = 1;
    // Nothing can be done about a full pipe, and one byte in it is enough.
    [[maybe_unused]] const auto written = ::write(g_pipe[0], &byte, 1);
}

void handle(int signal, void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, nullptr);
}

} // namespace

Interrupt::Interrupt(std::function<void()> onSignalDo) : m_onSignal(std::move(onSignalDo))
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, g_pipe) != 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(g_pipe[1], QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] {
        char byte = 0;
        while (::read(g_pipe[1], &byte, 1) > 0) {
        }
        m_onSignal();
    });
    handle(SIGINT, onSignal);
    handle(SIGTERM, onSignal);
}

Interrupt::~Interrupt()
{
    handle(SIGINT, SIG_DFL);
    handle(SIGTERM, SIG_DFL);
    m_notifier.reset();
    for (int& end : g_pipe) {
        if (end >= 0)
            ::close(end);
        end = -1;
    }
}

} // namespace factoid
