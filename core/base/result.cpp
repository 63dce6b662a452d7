#include "core/base/result.h"

namespace factoid {

QString Error::sentence() const
{
    if (file.isEmpty())
        return message;
    if (line <= 0)
        return file + QStringLiteral(": ") + message;
    return file + QLatin1Char(':') + QString::number(line) + QStringLiteral(": ") + message;
}

QString errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Failed: return QStringLiteral("failed");
    case ErrorKind::Usage: return QStringLiteral("usage");
    case ErrorKind::Input: return QStringLiteral("input");
    case ErrorKind::Store: return QStringLiteral("store");
    case ErrorKind::StoreBusy: return QStringLiteral("store_busy");
    case ErrorKind::StoreTooNew: return QStringLiteral("store_too_new");
    case ErrorKind::DiskFull: return QStringLiteral("disk_full");
    case ErrorKind::Cache: return QStringLiteral("cache");
    case ErrorKind::Verification: return QStringLiteral("verification");
    case ErrorKind::Interrupted: return QStringLiteral("interrupted");
    }
    return QStringLiteral("failed");
}

} // namespace factoid
