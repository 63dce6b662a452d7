#include "core/base/result.h"

namespace factoid {

QString Error::sentence() const
{
    if (file.isEmpty())
        return message;
    if (line <= 0)
        return file + u": "_s + message;
    return file + QLatin1Char(':') + QString::number(line) + u": "_s + message;
}

Message Error::told() const
{
    // Whoever wraps a message in words of its own leaves the id of what is within.
    const Message cancelled("run.interrupted"); // what CancelToken::error() says
    const Message words = said.text() == message        ? said
                          : cancelled.text() == message ? cancelled
                                                        : Message::verbatim(message);
    if (file.isEmpty())
        return words;
    const Message place = line > 0 ? Message("error.place_line").arg(file).arg(line) : Message::verbatim(file);
    return Message("error.at").arg(place).arg(words);
}

QString errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Failed:
        return u"failed"_s;
    case ErrorKind::Usage:
        return u"usage"_s;
    case ErrorKind::Input:
        return u"input"_s;
    case ErrorKind::Store:
    case ErrorKind::StoreDamaged:
        return u"store"_s;
    case ErrorKind::StoreBusy:
        return u"store_busy"_s;
    case ErrorKind::StoreTooNew:
        return u"store_too_new"_s;
    case ErrorKind::DiskFull:
        return u"disk_full"_s;
    case ErrorKind::Cache:
        return u"cache"_s;
    case ErrorKind::Verification:
        return u"verification"_s;
    case ErrorKind::Interrupted:
        return u"interrupted"_s;
    }
    return u"failed"_s;
}

} // namespace factoid
