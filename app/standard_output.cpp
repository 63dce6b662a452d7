#include "app/standard_output.h"

#include "app/interrupt.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace factoid {

namespace {

// Whoever started us may have made a pipe or a terminal that gives up in place of waiting.
void waitForRoom()
{
    pollfd out = {STDOUT_FILENO, POLLOUT, 0};
    (void)::poll(&out, 1, -1);
}

} // namespace

void StandardOutput::prepare()
{
    // The lowest free descriptor is given, so this ends with the first above standard error.
    for (;;) {
        const int given = ::open("/dev/null", O_RDONLY);
        if (given > STDERR_FILENO)
            ::close(given);
        if (given < 0 || given > STDERR_FILENO)
            break;
    }
    std::signal(SIGPIPE, SIG_IGN);
}

void StandardOutput::write(const QByteArray& bytes)
{
    outputBegins();
    for (qsizetype done = 0; done < bytes.size() && m_failed == 0 && !m_unread;) {
        const ssize_t put = ::write(STDOUT_FILENO, bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (put >= 0)
            done += put;
        else if (errno == EPIPE)
            m_unread = true;
        else if (errno == EAGAIN)
            waitForRoom();
        else if (errno != EINTR)
            m_failed = errno;
    }
}

int StandardOutput::finish()
{
    // Some file systems say only at the end that they could not keep what was written. Another copy of the descriptor
    // is closed: a number that is free again would be given to the next file.
    const int copy = ::dup(STDOUT_FILENO);
    if (copy >= 0 && ::close(copy) != 0 && m_failed == 0 && errno != EINTR)
        m_failed = errno;
    return m_failed;
}

} // namespace factoid
