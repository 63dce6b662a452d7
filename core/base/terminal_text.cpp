#include "core/base/terminal_text.h"

namespace factoid {

namespace {

constexpr char16_t kFirstSign = 0x2400; // ␀, one for each of the lower range
constexpr char16_t kDelete = 0x7f;
constexpr char16_t kDeleteSign = 0x2421;
constexpr char16_t kUnknown = 0xfffd;

bool isUpperControl(char16_t c)
{
    return c >= 0x80 && c <= 0x9f;
}

bool turnsWriting(char16_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

bool isObeyed(char16_t c)
{
    return (c < u' ' && c != u'\n' && c != u'\t') || c == kDelete || isUpperControl(c) || turnsWriting(c);
}

} // namespace

QString terminalText(QString text)
{
    for (QChar& each : text) {
        const char16_t c = each.unicode();
        if (!isObeyed(c))
            continue;
        if (c < u' ')
            each = QChar(static_cast<char16_t>(kFirstSign + c));
        else
            each = QChar(c == kDelete ? kDeleteSign : kUnknown);
    }
    return text;
}

QByteArray terminalJson(const QByteArray& json)
{
    QString safe;
    const QString text = QString::fromUtf8(json);
    safe.reserve(text.size());
    for (const QChar each : text) {
        const char16_t c = each.unicode();
        if (isObeyed(c) && c >= u' ')
            safe += u"\\u%1"_s.arg(static_cast<uint>(c), 4, 16, QLatin1Char('0'));
        else
            safe += each;
    }
    return safe.toUtf8();
}

} // namespace factoid
