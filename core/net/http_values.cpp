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
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1) || (!address.isNull() && address.isLoopback());
}

QString httpFailureName(HttpFailureKind kind)
{
    switch (kind) {
    case HttpFailureKind::BadRequest:
        return u"bad_request"_s;
    case HttpFailureKind::Dns:
        return u"dns"_s;
    case HttpFailureKind::Refused:
        return u"refused"_s;
    case HttpFailureKind::Proxy:
        return u"proxy"_s;
    case HttpFailureKind::Tls:
        return u"tls"_s;
    case HttpFailureKind::TimeoutIdle:
        return u"timeout_idle"_s;
    case HttpFailureKind::TimeoutTotal:
        return u"timeout_total"_s;
    case HttpFailureKind::Reset:
        return u"reset"_s;
    case HttpFailureKind::Truncated:
        return u"truncated"_s;
    case HttpFailureKind::TooLarge:
        return u"too_large"_s;
    case HttpFailureKind::Redirect:
        return u"redirect"_s;
    case HttpFailureKind::Protocol:
        return u"protocol"_s;
    case HttpFailureKind::Cancelled:
        return u"cancelled"_s;
    }
    return u"protocol"_s;
}

} // namespace factoid
