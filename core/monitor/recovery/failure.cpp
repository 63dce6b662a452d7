#include "core/monitor/recovery/failure.h"
#include "core/base/sha256.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace factoid {

namespace {

constexpr std::array kKinds{
    std::pair{FailureKind::Auth, "auth"},
    std::pair{FailureKind::Quota, "quota"},
    std::pair{FailureKind::Rate, "rate"},
    std::pair{FailureKind::Timeout, "timeout"},
    std::pair{FailureKind::Transport, "transport"},
    std::pair{FailureKind::Refusal, "refusal"},
    std::pair{FailureKind::Schema, "schema"},
    std::pair{FailureKind::Content, "content"},
    std::pair{FailureKind::StoreBusy, "store_busy"},
    std::pair{FailureKind::DiskFull, "disk_full"},
    std::pair{FailureKind::CacheDown, "cache_down"},
    std::pair{FailureKind::BadData, "bad_data"},
    std::pair{FailureKind::Other, "other"},
};

} // namespace

std::span<const FailureKind> failureKinds()
{
    static const auto kinds = [] {
        std::array<FailureKind, kKinds.size()> list{};
        for (size_t i = 0; i < kKinds.size(); ++i)
            list[i] = kKinds[i].first;
        return list;
    }();
    return kinds;
}

QString failureKindName(FailureKind kind)
{
    for (const auto& [each, name] : kKinds) {
        if (each == kind)
            return QLatin1String(name);
    }
    return u"other"_s;
}

std::optional<FailureKind> failureKindFromName(const QString& name)
{
    for (const auto& [kind, each] : kKinds) {
        if (name == QLatin1String(each))
            return kind;
    }
    return std::nullopt;
}

std::optional<FailureKind> failureKindOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Usage:
    case ErrorKind::Interrupted:
        return std::nullopt;
    case ErrorKind::Input:
        return FailureKind::BadData;
    case ErrorKind::StoreBusy:
        return FailureKind::StoreBusy;
    case ErrorKind::DiskFull:
        return FailureKind::DiskFull;
    case ErrorKind::Cache:
        return FailureKind::CacheDown;
    case ErrorKind::Verification:
        return FailureKind::Content;
    case ErrorKind::Failed:
    case ErrorKind::Store:
    case ErrorKind::StoreDamaged:
    case ErrorKind::StoreTooNew:
        return FailureKind::Other;
    }
    return FailureKind::Other;
}

QString normalisedSentence(const QString& sentence)
{
    struct Mark {
        QRegularExpression pattern;
        QString mark;
    };
    static const std::array marks{
        Mark{QRegularExpression(u"https?://\\S+"_s), u"<url>"_s},
        Mark{QRegularExpression(u"(?:/[\\w.@+-]+){2,}/?"_s), u"<path>"_s},
        Mark{QRegularExpression(u"\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?"_s),
             u"<time>"_s},
        Mark{QRegularExpression(u"\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b"_s,
                                QRegularExpression::CaseInsensitiveOption),
             u"<id>"_s},
        // Ids mix letters and digits: req_7Hs0x1, chatcmpl-B9MBs8Cj, E10000016, a hash.
        Mark{QRegularExpression(u"\\b(?=[\\w-]*\\d)(?=[\\w-]*[A-Za-z])[\\w-]{6,}\\b"_s), u"<id>"_s},
        Mark{QRegularExpression(u"[-−]?\\d[\\d,.:]*"_s), u"#"_s},
    };
    QString text = sentence.simplified();
    for (const Mark& mark : marks)
        text.replace(mark.pattern, mark.mark);
    return text;
}

QString failureFingerprint(const Failure& failure)
{
    constexpr qsizetype kHexKept = 24;
    const QStringList parts{failureKindName(failure.kind), failure.provider, failure.field, failure.job,
                            normalisedSentence(failure.sentence.stored())};
    return QString::fromLatin1(Sha256::hash(parts.join(QLatin1Char('\n')).toUtf8()).toHex().left(kHexKept));
}

} // namespace factoid
