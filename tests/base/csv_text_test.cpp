#include "core/base/csv_text.h"

#include <catch2/catch.hpp>

#include <QFile>

using namespace factoid;

namespace {

// The case file keeps each case on a line: \t \r \n and \uXXXX stand for what they name.
QString unescaped(const QString& text)
{
    QString out = text;
    out.replace(QStringLiteral("\\t"), QStringLiteral("\t"));
    out.replace(QStringLiteral("\\r"), QStringLiteral("\r"));
    out.replace(QStringLiteral("\\n"), QStringLiteral("\n"));
    out.replace(QStringLiteral("\\u200b"), QStringLiteral("\u200b"));
    out.replace(QStringLiteral("\\ufeff"), QStringLiteral("\ufeff"));
    return out;
}

} // namespace

TEST_CASE("CSV cells are neutralised and quoted as the table says")
{
    QFile file(QStringLiteral(FACTOID_TEST_DIR "/publish/cases/csv_cells.csv"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
    lines.removeFirst();
    int cases = 0;
    for (const QString& line : std::as_const(lines)) {
        const QStringList parts = line.split(QLatin1Char('|'));
        if (parts.size() != 2)
            continue;
        ++cases;
        CAPTURE(line.toStdString());
        CHECK(csvCell(unescaped(parts[0])).toStdString() == unescaped(parts[1]).toStdString());
    }
    CHECK(cases >= 35);
}

TEST_CASE("a CSV row ends with CRLF and is UTF-8")
{
    CHECK(csvRow({QStringLiteral("a"), QStringLiteral("£1,5"), QString()}) == QByteArray("a,\"\xC2\xA3" "1,5\",\r\n"));
}
