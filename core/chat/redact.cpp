#include "core/chat/redact.h"

#include <QRegularExpression>
#include <QUrl>

namespace factoid {

namespace {

constexpr qsizetype kShortestSecret = 4;
constexpr qsizetype kShownEnds = 4; // what a masked key commonly leaves of either end

const QString kMark = QStringLiteral("[key]");

} // namespace

QString withoutKey(QString text, const QString& key)
{
    if (key.size() < kShortestSecret)
        return text;
    const QByteArray bytes = key.toUtf8();
    text.replace(key, kMark);
    text.replace(QString::fromLatin1(QUrl::toPercentEncoding(key)), kMark);
    text.replace(QString::fromLatin1(bytes.toBase64(QByteArray::OmitTrailingEquals)), kMark);
    text.replace(QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)), kMark);
    if (key.size() > 4 * kShownEnds) {
        const QRegularExpression masked(QRegularExpression::escape(key.left(kShownEnds)) + QStringLiteral("[^\\s\"']*[*.…]{2,}[^\\s\"']*"));
        text.replace(masked, kMark);
        text.replace(key.mid(kShownEnds, key.size() - 2 * kShownEnds), kMark);
    }
    return text;
}

QString withoutSecrets(QString text, const QString& key)
{
    text = withoutKey(std::move(text), key);
    static const QRegularExpression bearer(QStringLiteral("\\b(Bearer|Basic)\\s+[A-Za-z0-9._~+/=*-]{4,}"), QRegularExpression::CaseInsensitiveOption);
    text.replace(bearer, QStringLiteral("\\1 ") + kMark);
    static const QRegularExpression knownMakers(QStringLiteral("\\b(sk|pk|rk|gsk|hf|xai|key|AIza)[-_][A-Za-z0-9_*.-]{8,}"));
    text.replace(knownMakers, kMark);
    static const QRegularExpression control(QStringLiteral("[\\x00-\\x1f\\x7f-\\x9f\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]+"));
    text.replace(control, QStringLiteral(" "));
    return text;
}

} // namespace factoid
