#include "core/base/terminal_text.h"

#include <catch2/catch.hpp>

#include <QJsonDocument>
#include <QJsonObject>

using namespace factoid;

TEST_CASE("what a terminal would obey becomes a sign, and all else stays")
{
    CHECK(terminalText(QString::fromUtf8("a\x1b[31m\xc2\x9b"
                                         "2J\r\x07\x7f\xe2\x80\xae")) == QString::fromUtf8("a␛[31m�2J␍␇␡�"));
    const QString plain = QString::fromUtf8("Cyngor Sir Gâr: £1.2 million\n\tŵ 東京 😀 “x”");
    CHECK(terminalText(plain) == plain);
    // No character of the two ranges is left.
    for (char16_t c = 0; c < 0xa0; ++c) {
        const QString shown = terminalText(QString(QChar(c)));
        const bool stays = (c >= 0x20 && c < 0x7f) || c == u'\n' || c == u'\t';
        INFO(static_cast<int>(c));
        CHECK((shown == QString(QChar(c))) == stays);
        CHECK(shown.size() == 1);
    }
}

TEST_CASE("JSON loses nothing of what is escaped for a terminal")
{
    QString all;
    for (char16_t c = 1; c < 0x100; ++c)
        all += QChar(c);
    const QJsonObject object{{all, all + QString::fromUtf8("\xe2\x80\xae 😀")}};
    const QByteArray safe = terminalJson(QJsonDocument(object).toJson());
    CHECK(QJsonDocument::fromJson(safe).object() == object);
    CHECK(terminalText(QString::fromUtf8(safe)) == QString::fromUtf8(safe));
}
