// The texts around figures: white space, markers of missing values, statuses (value_parser.h).

#include "core/import/values/value_parser.h"

#include <algorithm>
#include <array>

namespace factoid {

namespace {

// Unicode spaces that publishers' sheets hold, as UTF-8.
constexpr std::array<QByteArrayView, 6> kSpaces{QByteArrayView("\xC2\xA0"),     QByteArrayView("\xE2\x80\xAF"),
                                                QByteArrayView("\xE2\x80\x89"), QByteArrayView("\xE2\x80\x82"),
                                                QByteArrayView("\xE2\x80\x8B"), QByteArrayView("\xEF\xBB\xBF")};
struct Marker {
    QByteArrayView text;
    Status status;
};
constexpr std::array<Marker, 15> kMarkers{{
    {QByteArrayView("[x]"), Status::NotAvailable},
    {QByteArrayView("[c]"), Status::Confidential},
    {QByteArrayView("[z]"), Status::NotApplicable},
    {QByteArrayView(".."), Status::NotAvailable},
    {QByteArrayView("..."), Status::NotAvailable},
    {QByteArrayView(":"), Status::NotAvailable},
    {QByteArrayView("-"), Status::NotAvailable},
    {QByteArrayView("\xE2\x88\x92"), Status::NotAvailable},
    {QByteArrayView("\xE2\x80\x93"), Status::NotAvailable},
    {QByteArrayView("\xE2\x80\x94"), Status::NotAvailable},
    {QByteArrayView("\xE2\x80\xA6"), Status::NotAvailable},
    {QByteArrayView("na"), Status::NotAvailable},
    {QByteArrayView("n/a"), Status::NotAvailable},
    {QByteArrayView("#n/a"), Status::NotAvailable},
    {QByteArrayView("*"), Status::Confidential},
}};
constexpr qsizetype kLongestMarker = 4;

bool isPlainSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

bool takeSpaceAtFront(QByteArrayView& text)
{
    for (const QByteArrayView space : kSpaces) {
        if (text.startsWith(space)) {
            text = text.sliced(space.size());
            return true;
        }
    }
    return false;
}

bool takeSpaceAtBack(QByteArrayView& text)
{
    for (const QByteArrayView space : kSpaces) {
        if (text.endsWith(space)) {
            text.chop(space.size());
            return true;
        }
    }
    return false;
}

} // namespace

QByteArrayView trimmedText(QByteArrayView text)
{
    for (;;) {
        if (!text.isEmpty() && isPlainSpace(text[0]))
            text = text.sliced(1);
        else if (text.isEmpty() || static_cast<unsigned char>(text[0]) < 0x80 || !takeSpaceAtFront(text))
            break;
    }
    for (;;) {
        if (!text.isEmpty() && isPlainSpace(text.back()))
            text.chop(1);
        else if (text.isEmpty() || static_cast<unsigned char>(text.back()) < 0x80 || !takeSpaceAtBack(text))
            break;
    }
    return text;
}

std::optional<Status> missingMarker(QByteArrayView utf8, const ValueRules& rules)
{
    const QByteArrayView text = trimmedText(utf8);
    if (text.isEmpty())
        return Status::NotAvailable;
    if (text.size() > kLongestMarker && rules.missing.empty())
        return std::nullopt;
    const QByteArray word = text.toByteArray().toLower();
    for (const Marker& marker : kMarkers) {
        if (word == marker.text)
            return marker.status;
    }
    if (std::find(rules.missing.begin(), rules.missing.end(), word) != rules.missing.end()) {
        // "confidential" says more than that there is no figure.
        const auto named = statusFromText(word);
        return named && isMissing(*named) ? *named : Status::NotAvailable;
    }
    return std::nullopt;
}

std::optional<Status> statusFromText(QByteArrayView utf8)
{
    QByteArray word = trimmedText(utf8).toByteArray().toLower();
    if (word.size() == 3 && word.startsWith('[') && word.endsWith(']'))
        word = word.mid(1, 1);
    word.replace(' ', '_').replace('-', '_');
    struct Name {
        const char* text;
        Status status;
    };
    static constexpr std::array kNames{Name{"", Status::Final},         Name{"p", Status::Provisional},
                                       Name{"e", Status::Estimated},    Name{"r", Status::Revised},
                                       Name{"x", Status::NotAvailable}, Name{"c", Status::Confidential},
                                       Name{"z", Status::NotApplicable}};
    for (const Name& name : kNames) {
        if (word == name.text)
            return name.status;
    }
    for (const Name& name : kNames) {
        if (QString::fromUtf8(word) == statusName(name.status))
            return name.status;
    }
    return std::nullopt;
}

} // namespace factoid
