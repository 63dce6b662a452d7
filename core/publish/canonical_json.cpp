#include "core/publish/canonical_json.h"

#include <QJsonDocument>

#include <algorithm>

namespace factoid {

namespace {

constexpr qsizetype kLongestQuote = 60;

// The line that begins at `from`, for a message: shortened, and without anything that a terminal would obey.
QString quoted(const QByteArray& text, qsizetype from)
{
    const qsizetype end = text.indexOf('\n', from);
    QString line = QString::fromUtf8(text.mid(from, end < 0 ? -1 : end - from)).trimmed();
    for (QChar& c : line)
        c = c.isPrint() ? c : QLatin1Char('?');
    return line.size() > kLongestQuote ? line.left(kLongestQuote) + u"…"_s : line;
}

} // namespace

QByteArray canonicalJson(const QJsonObject& object)
{
    // QJsonDocument sorts keys, so the text follows from the values alone. '<' and '>' can stand in strings only.
    QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Indented);
    text.replace("<", "\\u003c");
    text.replace(">", "\\u003e");
    return text;
}

QString firstDifference(const QByteArray& text, const QByteArray& wanted)
{
    if (text == wanted)
        return {};
    const auto at = std::ranges::mismatch(text, wanted).in1 - text.begin();
    if (at == text.size())
        return u"it ends too early"_s;
    if (at == wanted.size())
        return u"something stands behind its end"_s;
    const qsizetype line = 1 + std::count(text.begin(), text.begin() + at, '\n');
    // Both have the same bytes up to here, so their lines begin at the same place.
    const qsizetype from = text.lastIndexOf('\n', at - 1) + 1;
    return u"line %1 is “%2” where “%3” belongs"_s.arg(line).arg(quoted(text, at == 0 ? 0 : from),
                                                                 quoted(wanted, at == 0 ? 0 : from));
}

std::optional<QString> whyNotCanonical(const QByteArray& text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (!document.isObject())
        return u"it is not a JSON object"_s;
    const QString difference = firstDifference(text, canonicalJson(document.object()));
    return difference.isEmpty() ? std::nullopt : std::optional(difference);
}

} // namespace factoid
