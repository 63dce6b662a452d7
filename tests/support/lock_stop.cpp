// Preloaded into the program, this stops it just before the n-th time that it takes a lock of the store (the file
// itself or the shared memory of its log), and lets it go on when it is told to: for tests of what another process does
// meanwhile. It knows nothing of the program, and the program nothing of it.
//   FACTOID_LOCK_STORE  path of the store
//   FACTOID_LOCK_STOP   n, from 1; 0: never stops, only counts
//   FACTOID_LOCK_AT     a file that is made when it stops
//   FACTOID_LOCK_GO     it goes on when this file is there, or after FACTOID_LOCK_MOST milliseconds
//   FACTOID_LOCK_COUNT  a file that is given the number of locks taken, as the process ends
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

namespace {

std::atomic<int> taken{0};

int numberOf(const char* variable, int standard)
{
    const char* text = std::getenv(variable);
    return text ? std::atoi(text) : standard;
}

bool isStore(int file)
{
    const char* store = std::getenv("FACTOID_LOCK_STORE");
    if (!store)
        return false;
    char link[64], path[PATH_MAX];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return false;
    path[length] = 0;
    const size_t name = std::strlen(store);
    return std::strncmp(path, store, name) == 0 && (path[name] == 0 || std::strcmp(path + name, "-shm") == 0);
}

void stop()
{
    if (const char* at = std::getenv("FACTOID_LOCK_AT")) {
        const int file = open(at, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
        if (file >= 0)
            close(file);
    }
    const char* go = std::getenv("FACTOID_LOCK_GO");
    const int most = numberOf("FACTOID_LOCK_MOST", 1'500);
    constexpr int kPauseMs = 2;
    for (int waited = 0; waited < most && !(go && access(go, F_OK) == 0); waited += kPauseMs) {
        const timespec pause{0, kPauseMs * 1'000'000L};
        nanosleep(&pause, nullptr);
    }
}

using Fcntl = int (*)(int, int, ...);

int forward(Fcntl real, int file, int command, void* argument)
{
    const int errnoBefore = errno;
    if ((command == F_SETLK || command == F_SETLKW) && static_cast<const struct flock*>(argument)->l_type != F_UNLCK &&
        isStore(file)) {
        if (++taken == numberOf("FACTOID_LOCK_STOP", 0))
            stop();
    }
    errno = errnoBefore;
    return real(file, command, argument);
}

Fcntl realOf(const char* name)
{
    return reinterpret_cast<Fcntl>(dlsym(RTLD_NEXT, name));
}

struct Teller {
    ~Teller()
    {
        const char* path = std::getenv("FACTOID_LOCK_COUNT");
        std::FILE* file = path ? std::fopen(path, "w") : nullptr;
        if (!file)
            return;
        std::fprintf(file, "%d\n", taken.load());
        std::fclose(file);
    }
} const teller;

} // namespace

// Under the names of the C library's own, which the headers may make the same of.
extern "C" {
int stoppedFcntl(int file, int command, ...) __asm__("fcntl");
int stoppedFcntl64(int file, int command, ...) __asm__("fcntl64");

int stoppedFcntl(int file, int command, ...)
{
    va_list arguments;
    va_start(arguments, command);
    void* argument = va_arg(arguments, void*);
    va_end(arguments);
    static const Fcntl real = realOf("fcntl");
    return forward(real, file, command, argument);
}

int stoppedFcntl64(int file, int command, ...)
{
    va_list arguments;
    va_start(arguments, command);
    void* argument = va_arg(arguments, void*);
    va_end(arguments);
    static const Fcntl real = realOf("fcntl64");
    return forward(real, file, command, argument);
}
}
