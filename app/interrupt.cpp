#include "app/interrupt.h"

#include "app/exit_code.h"

#include <string_view>
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

volatile std::sig_atomic_t g_json = 0; // the error belongs on standard output too

void say(int to, std::string_view text)
{
    // There is nobody to tell when this fails as well.
    [[maybe_unused]] const auto written = ::write(to, text.data(), text.size());
}

void onSignalEnd(int)
{
    endAtOnce();
}

void handle(int signal, void (*handler)(int), struct sigaction* before = nullptr)
{
    struct sigaction action = {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, before);
}

} // namespace

// Only what may be called in a handler.
void endAtOnce()
{
    if (g_json)
        say(STDOUT_FILENO, "{\n    \"error\": {\n        \"file\": \"\",\n        \"kind\": \"interrupted\",\n        "
                           "\"line\": 0,\n        \"message\": \"interrupted\"\n    }\n}\n");
    say(STDERR_FILENO, "factoid-desk: interrupted\n");
    ::_exit(WasInterrupted);
}

void endOnSignal(bool json)
{
    g_json = json ? 1 : 0;
    handle(SIGINT, onSignalEnd);
    handle(SIGTERM, onSignalEnd);
}

void outputBegins()
{
    g_json = 0;
}

Interrupt::Interrupt(std::function<void()> onSignalDo)
    : m_onSignal(std::move(onSignalDo))
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
    handle(SIGINT, onSignal, &m_before[0]);
    handle(SIGTERM, onSignal, &m_before[1]);
}

Interrupt::~Interrupt()
{
    if (!m_notifier)
        return;
    sigaction(SIGINT, &m_before[0], nullptr);
    sigaction(SIGTERM, &m_before[1], nullptr);
    m_notifier.reset();
    for (int& end : g_pipe) {
        if (end >= 0)
            ::close(end);
        end = -1;
    }
}

} // namespace factoid
