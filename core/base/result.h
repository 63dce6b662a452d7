// Result<T>: a value, or an Error that says what went wrong. Nothing throws across a room.
// Plain values; any thread.
#pragma once

#include "core/base/message.h"

#include <QString>

#include <expected>
#include <type_traits>
#include <utility>

namespace factoid {

// What a program can switch on. The exit codes of the command line derive from it (app/exit_code.h).
enum class ErrorKind {
    Failed,       // the work could not be done
    Usage,        // the caller asked for something that does not exist
    Input,        // what was read is not acceptable
    Store,        // the store cannot be reached, opened or written
    StoreDamaged, // what lies there is no store, or not a whole one; told as "store"
    StoreBusy,    // another process holds the store
    StoreTooNew,  // the store was made by a newer version of this program
    DiskFull,
    Cache,        // the shared cache cannot be reached
    Verification, // a statement, or a bundle, does not hold
    Interrupted,  // cancelled by the operator or a signal
};

// A failure: its kind, one sentence for a person, and the place where there is one.
struct Error {
    ErrorKind kind = ErrorKind::Failed;
    QString message;
    QString file = {};
    qint64 line = 0;   // 1-based; 0 when there is no line
    Message said = {}; // what `message` says, by its id; nothing where the sentence has none

    // "file:line: message", or the message alone when no file is known.
    [[nodiscard]] QString sentence() const;
    // The same for whoever keeps it: by its id, or verbatim.
    [[nodiscard]] Message told() const;
};

template <class T>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorKind kind, QString message, QString file = {}, qint64 line = 0)
{
    return std::unexpected(Error{kind, std::move(message), std::move(file), line});
}

[[nodiscard]] inline std::unexpected<Error> fail(ErrorKind kind, const Message& message, QString file = {},
                                                 qint64 line = 0)
{
    return std::unexpected(Error{kind, message.text(), std::move(file), line, message});
}

// The value of a result that holds one; what TRY gives.
template <class T, class E>
T takenFrom(std::expected<T, E>& result)
{
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

// Stable lower-case word for logs and JSON, e.g. "store_too_new".
[[nodiscard]] QString errorKindName(ErrorKind kind);

} // namespace factoid

// TRY(expression): the value of a Result, or the return of its error from the function that this stands in, which must
// give a Result itself. A statement expression, as in SerenityOS and Rust's `?`; GCC and Clang.
#define FACTOID_TRY_AS(name, ...)                                                                                      \
    __extension__({                                                                                                    \
        auto name = (__VA_ARGS__);                                                                                     \
        if (!name) [[unlikely]]                                                                                        \
            return std::unexpected(std::move(name).error());                                                           \
        factoid::takenFrom(name);                                                                                      \
    })
#define FACTOID_JOIN_(a, b) a##b
#define FACTOID_JOIN(a, b) FACTOID_JOIN_(a, b)
#define TRY(...) FACTOID_TRY_AS(FACTOID_JOIN(tried, __COUNTER__), __VA_ARGS__)
