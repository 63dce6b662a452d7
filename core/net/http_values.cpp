#include "core/net/http_values.h"

#include <QHostAddress>

namespace factoid {

QByteArray HttpReply::header(QByteArrayView name) const
{
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

bool staysOnThisMachine(const QUrl& url)
{
    const QString host = url.host();
    const QHostAddress address(host);
    return host == QLatin1String("localhost") || host.endsWith(QLatin1String(".localhost")) || (!address.isNull() && address.isLoopback());
}

QString httpFailureName(HttpFailureKind kind)
{
    switch (kind) {
    case HttpFailureKind::BadRequest: return QStringLiteral("bad_request");
    case HttpFailureKind::Dns: return QStringLiteral("dns");
    case HttpFailureKind::Refused: return QStringLiteral("refused");
    case HttpFailureKind::Proxy: return QStringLiteral("proxy");
    case HttpFailureKind::Tls: return QStringLiteral("tls");
    case HttpFailureKind::TimeoutIdle: return QStringLiteral("timeout_idle");
    case HttpFailureKind::TimeoutTotal: return QStringLiteral("timeout_total");
    case HttpFailureKind::Reset: return QStringLiteral("reset");
    case HttpFailureKind::Truncated: return QStringLiteral("truncated");
    case HttpFailureKind::TooLarge: return QStringLiteral("too_large");
    case HttpFailureKind::Redirect: return QStringLiteral("redirect");
    case HttpFailureKind::Protocol: return QStringLiteral("protocol");
    case HttpFailureKind::Cancelled: return QStringLiteral("cancelled");
    }
    return QStringLiteral("protocol");
}

} // namespace factoid
