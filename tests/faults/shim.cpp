// A library laid before libc (LD_PRELOAD) that makes one call on a file go wrong. SQLite and Qt go through libc, so
// every open, write, sync, rename, lock … of the program below one folder is a point at which it can be hurt.
//   FAULT_ROOT    only files below this folder count
//   FAULT_AT      at which of their calls (from 1)
//   FAULT_DO      kill: the process dies before the call. half: writes the first half, then dies. short: writes the
//   first half
//                 and says so. wait: sleeps FAULT_MS there. ENOSPC, EIO …: the call fails so and does nothing
//   FAULT_STAY    with an error: 1: from there on every call fails that the same trouble would hit, and no other
//   FAULT_LOG     appends one line a call: its number, name, what it needs (r room, w a writable disk, - neither) and
//   file FAULT_FIRED   this file is made when the point is reached
// Without FAULT_ROOT it does nothing. Not built with the project's options: it takes the place of checked calls.
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

namespace {

constexpr int kMostDescriptors = 4096;
constexpr int kLongestPath = 4096;

struct Plan {
    const char* root = getenv("FAULT_ROOT");
    size_t rootLength = root ? strlen(root) : 0;
    long at = getenv("FAULT_AT") ? atol(getenv("FAULT_AT")) : 0;
    const char* what = getenv("FAULT_DO") ? getenv("FAULT_DO") : "";
    bool stays = getenv("FAULT_STAY") && *getenv("FAULT_STAY") == '1';
    long ms = getenv("FAULT_MS") ? atol(getenv("FAULT_MS")) : 1000;
    const char* log = getenv("FAULT_LOG");
    const char* fired = getenv("FAULT_FIRED");
    int error = 0;

    Plan()
    {
        const struct {
            const char* name;
            int code;
        } errors[] = {{"ENOSPC", ENOSPC}, {"EIO", EIO},       {"EACCES", EACCES}, {"EDQUOT", EDQUOT},
                      {"ENOLCK", ENOLCK}, {"ENOMEM", ENOMEM}, {"EMFILE", EMFILE}, {"EROFS", EROFS}};
        for (const auto& known : errors) {
            if (strcmp(known.name, what) == 0)
                error = known.code;
        }
    }
};

const Plan& plan()
{
    static const Plan made;
    return made;
}

std::atomic<long> g_calls{0};
std::atomic<bool> g_reached{false};
std::atomic<bool> g_watched[kMostDescriptors];

void put(const char* path, int flags, const char* text, size_t length)
{
    const long fd = syscall(SYS_openat, AT_FDCWD, path, flags | O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return;
    syscall(SYS_write, fd, text, length);
    syscall(SYS_close, fd);
}

bool below(const char* path)
{
    const Plan& p = plan();
    return p.root && strncmp(path, p.root, p.rootLength) == 0 && (path[p.rootLength] == '/' || path[p.rootLength] == 0);
}

// The path as it is counted: absolute, from the folder `at`.
const char* full(int at, const char* path, char* into)
{
    if (!path || *path == '/')
        return path ? path : "";
    ssize_t length = 0;
    if (at == AT_FDCWD) {
        length = getcwd(into, kLongestPath / 2) ? static_cast<ssize_t>(strlen(into)) : 0;
    } else {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", at);
        length = readlink(link, into, kLongestPath / 2);
    }
    if (length < 0)
        length = 0;
    snprintf(into + length, static_cast<size_t>(kLongestPath - length), "/%s", path);
    return into;
}

const char* nameOf(int fd, char* into)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    const ssize_t length = readlink(link, into, kLongestPath - 1);
    into[length > 0 ? length : 0] = 0;
    return into;
}

bool watched(int fd)
{
    return fd >= 0 && fd < kMostDescriptors && g_watched[fd].load();
}

void watch(int fd, bool yes)
{
    if (fd >= 0 && fd < kMostDescriptors)
        g_watched[fd].store(yes);
}

// What a call would need for an error to hit it when the trouble stays: a full disk keeps what is there readable.
enum class Needs { Nothing, Room, Write };

bool staysFor(int error, Needs needs)
{
    if (error == ENOSPC || error == EDQUOT)
        return needs == Needs::Room;
    return needs != Needs::Nothing;
}

enum class Verdict { Go, Fail, Half };

// Counts the call; what becomes of it. errno is set for Fail. Half: the caller writes half.
Verdict point(const char* call, const char* file, Needs needs)
{
    const Plan& p = plan();
    const long number = ++g_calls;
    if (p.log) {
        char line[kLongestPath + 128];
        const int length = snprintf(line, sizeof line, "%ld %s %c %s\n", number, call, "-rw"[static_cast<int>(needs)],
                                    file + p.rootLength);
        put(p.log, O_APPEND, line, static_cast<size_t>(length));
    }
    if (p.at <= 0 || number < p.at)
        return Verdict::Go;
    if (number == p.at) {
        g_reached = true;
        if (p.fired)
            put(p.fired, O_TRUNC, "", 0);
        if (strcmp(p.what, "kill") == 0)
            syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
        if (strcmp(p.what, "wait") == 0) {
            timespec left = {p.ms / 1000, (p.ms % 1000) * 1000000};
            while (nanosleep(&left, &left) != 0 && errno == EINTR) {
            }
        }
        if (strcmp(p.what, "half") == 0 || strcmp(p.what, "short") == 0)
            return Verdict::Half;
    }
    if (p.error != 0 && (p.stays ? staysFor(p.error, needs) : number == p.at)) {
        errno = p.error;
        return Verdict::Fail;
    }
    return Verdict::Go;
}

bool dies()
{
    return strcmp(plan().what, "half") == 0;
}

void die()
{
    syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
}

// Only a file that is not there yet needs room.
Needs needsOf(int at, const char* path, int flags)
{
    const bool makes =
        (flags & O_TMPFILE) == O_TMPFILE || ((flags & O_CREAT) && syscall(SYS_faccessat, at, path, F_OK) != 0);
    return makes ? Needs::Room : flags & (O_WRONLY | O_RDWR | O_TRUNC) ? Needs::Write : Needs::Nothing;
}

int opened(const char* call, int at, const char* path, int flags, mode_t mode)
{
    char buffer[kLongestPath];
    const char* file = full(at, path, buffer);
    const bool mine = below(file);
    if (mine && point(call, file, needsOf(at, path, flags)) == Verdict::Fail)
        return -1;
    const int fd = static_cast<int>(syscall(SYS_openat, at, path, flags, mode));
    watch(fd, mine);
    return fd;
}

mode_t modeOf(int flags, va_list list)
{
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;
}

template <class F>
auto named(const char* call, int at, const char* path, Needs needs, F go) -> decltype(go())
{
    char buffer[kLongestPath];
    const char* file = full(at, path, buffer);
    if (below(file) && point(call, file, needs) == Verdict::Fail)
        return -1;
    return go();
}

template <class F>
auto held(const char* call, int fd, Needs needs, F go) -> decltype(go())
{
    char buffer[kLongestPath];
    if (watched(fd) && point(call, nameOf(fd, buffer), needs) == Verdict::Fail)
        return -1;
    return go();
}

template <class F>
ssize_t wrote(const char* call, int fd, size_t count, F go)
{
    char buffer[kLongestPath];
    if (!watched(fd))
        return go(count);
    switch (point(call, nameOf(fd, buffer), Needs::Room)) {
    case Verdict::Fail:
        return -1;
    case Verdict::Half: {
        const ssize_t put = go(count > 1 ? count / 2 : count);
        if (dies())
            die();
        return put;
    }
    case Verdict::Go:
        break;
    }
    return go(count);
}

} // namespace

#define FAULT_OPEN(NAME)                                                                                               \
    int NAME(const char* path, int flags, ...)                                                                         \
    {                                                                                                                  \
        va_list list;                                                                                                  \
        va_start(list, flags);                                                                                         \
        const mode_t mode = modeOf(flags, list);                                                                       \
        va_end(list);                                                                                                  \
        return opened("open", AT_FDCWD, path, flags, mode);                                                            \
    }
#define FAULT_OPENAT(NAME)                                                                                             \
    int NAME(int at, const char* path, int flags, ...)                                                                 \
    {                                                                                                                  \
        va_list list;                                                                                                  \
        va_start(list, flags);                                                                                         \
        const mode_t mode = modeOf(flags, list);                                                                       \
        va_end(list);                                                                                                  \
        return opened("openat", at, path, flags, mode);                                                                \
    }

extern "C" {

FAULT_OPEN(open)
FAULT_OPEN(open64)
FAULT_OPENAT(openat)
FAULT_OPENAT(openat64)

int close(int fd)
{
    watch(fd, false);
    return static_cast<int>(syscall(SYS_close, fd));
}

int dup(int fd)
{
    const int copy = static_cast<int>(syscall(SYS_dup, fd));
    watch(copy, watched(fd));
    return copy;
}

ssize_t write(int fd, const void* bytes, size_t count)
{
    return wrote("write", fd, count, [&](size_t n) { return syscall(SYS_write, fd, bytes, n); });
}

ssize_t pwrite(int fd, const void* bytes, size_t count, off_t at)
{
    return wrote("pwrite", fd, count, [&](size_t n) { return syscall(SYS_pwrite64, fd, bytes, n, at); });
}

ssize_t pwrite64(int fd, const void* bytes, size_t count, off64_t at)
{
    return wrote("pwrite", fd, count, [&](size_t n) { return syscall(SYS_pwrite64, fd, bytes, n, at); });
}

ssize_t sendfile(int to, int from, off_t* at, size_t count)
{
    return wrote("sendfile", to, count, [&](size_t n) { return syscall(SYS_sendfile, to, from, at, n); });
}

ssize_t sendfile64(int to, int from, off64_t* at, size_t count)
{
    return wrote("sendfile", to, count, [&](size_t n) { return syscall(SYS_sendfile, to, from, at, n); });
}

int fsync(int fd)
{
    return held("fsync", fd, Needs::Write, [&] { return static_cast<int>(syscall(SYS_fsync, fd)); });
}

int fdatasync(int fd)
{
    return held("fdatasync", fd, Needs::Write, [&] { return static_cast<int>(syscall(SYS_fdatasync, fd)); });
}

int ftruncate(int fd, off_t size)
{
    return held("ftruncate", fd, Needs::Room, [&] { return static_cast<int>(syscall(SYS_ftruncate, fd, size)); });
}

int ftruncate64(int fd, off64_t size)
{
    return held("ftruncate", fd, Needs::Room, [&] { return static_cast<int>(syscall(SYS_ftruncate, fd, size)); });
}

int fchmod(int fd, mode_t mode)
{
    return held("fchmod", fd, Needs::Write, [&] { return static_cast<int>(syscall(SYS_fchmod, fd, mode)); });
}

int chmod(const char* path, mode_t mode)
{
    return named("chmod", AT_FDCWD, path, Needs::Write,
                 [&] { return static_cast<int>(syscall(SYS_chmod, path, mode)); });
}

int flock(int fd, int operation)
{
    return held("flock", fd, Needs::Nothing, [&] { return static_cast<int>(syscall(SYS_flock, fd, operation)); });
}

// Only what takes a lock is a point: freeing one does not fail.
int fcntl(int fd, int command, ...)
{
    va_list list;
    va_start(list, command);
    void* argument = va_arg(list, void*);
    va_end(list);
    const bool locks =
        (command == F_SETLK || command == F_SETLKW) && static_cast<const struct flock*>(argument)->l_type != F_UNLCK;
    char buffer[kLongestPath];
    if (locks && watched(fd) && point("lock", nameOf(fd, buffer), Needs::Nothing) == Verdict::Fail)
        return -1;
    const int done = static_cast<int>(syscall(SYS_fcntl, fd, command, argument));
    if (command == F_DUPFD || command == F_DUPFD_CLOEXEC)
        watch(done, watched(fd));
    return done;
}

int fcntl64(int fd, int command, ...)
{
    va_list list;
    va_start(list, command);
    void* argument = va_arg(list, void*);
    va_end(list);
    return fcntl(fd, command, argument);
}

void* mmap(void* address, size_t length, int protection, int flags, int fd, off_t at)
{
    char buffer[kLongestPath];
    if (watched(fd) && point("mmap", nameOf(fd, buffer), Needs::Nothing) == Verdict::Fail)
        return MAP_FAILED;
    return reinterpret_cast<void*>(syscall(SYS_mmap, address, length, protection, flags, fd, at));
}

void* mmap64(void* address, size_t length, int protection, int flags, int fd, off64_t at)
{
    return mmap(address, length, protection, flags, fd, at);
}

int rename(const char* from, const char* to)
{
    return named("rename", AT_FDCWD, to, Needs::Room, [&] { return static_cast<int>(syscall(SYS_rename, from, to)); });
}

int renameat(int fromAt, const char* from, int toAt, const char* to)
{
    return named("rename", toAt, to, Needs::Room,
                 [&] { return static_cast<int>(syscall(SYS_renameat, fromAt, from, toAt, to)); });
}

int renameat2(int fromAt, const char* from, int toAt, const char* to, unsigned int flags)
{
    return named("rename", toAt, to, Needs::Room,
                 [&] { return static_cast<int>(syscall(SYS_renameat2, fromAt, from, toAt, to, flags)); });
}

int unlink(const char* path)
{
    return named("unlink", AT_FDCWD, path, Needs::Write, [&] { return static_cast<int>(syscall(SYS_unlink, path)); });
}

int unlinkat(int at, const char* path, int flags)
{
    return named("unlink", at, path, Needs::Write,
                 [&] { return static_cast<int>(syscall(SYS_unlinkat, at, path, flags)); });
}

int rmdir(const char* path)
{
    return named("rmdir", AT_FDCWD, path, Needs::Write, [&] { return static_cast<int>(syscall(SYS_rmdir, path)); });
}

int mkdir(const char* path, mode_t mode)
{
    return named("mkdir", AT_FDCWD, path, Needs::Room,
                 [&] { return static_cast<int>(syscall(SYS_mkdir, path, mode)); });
}

int mkdirat(int at, const char* path, mode_t mode)
{
    return named("mkdir", at, path, Needs::Room,
                 [&] { return static_cast<int>(syscall(SYS_mkdirat, at, path, mode)); });
}

int symlink(const char* target, const char* path)
{
    return named("symlink", AT_FDCWD, path, Needs::Room,
                 [&] { return static_cast<int>(syscall(SYS_symlink, target, path)); });
}

int symlinkat(const char* target, int at, const char* path)
{
    return named("symlink", at, path, Needs::Room,
                 [&] { return static_cast<int>(syscall(SYS_symlinkat, target, at, path)); });
}

int link(const char* from, const char* to)
{
    return named("link", AT_FDCWD, to, Needs::Room, [&] { return static_cast<int>(syscall(SYS_link, from, to)); });
}

int linkat(int fromAt, const char* from, int toAt, const char* to, int flags)
{
    return named("link", toAt, to, Needs::Room,
                 [&] { return static_cast<int>(syscall(SYS_linkat, fromAt, from, toAt, to, flags)); });
}

} // extern "C"
