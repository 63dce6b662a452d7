#include "core/base/csv_text.h"
#include "tests/support/test_paths.h"

#include <catch2/catch.hpp>

#include <QFile>

using namespace factoid;
using namespace factoid::test;

namespace {

// The case file keeps each case on a line: \t \r \n and \uXXXX stand for what they name.
QString unescaped(const QString& text)
{
    QString out = text;
    out.replace(u"\\t"_s, u"\t"_s);
    out.replace(u"\\r"_s, u"\r"_s);
    out.replace(u"\\n"_s, u"\n"_s);
    out.replace(u"\\u200b"_s, u"\u200b"_s);
    out.replace(u"\\ufeff"_s, u"\ufeff"_s);
    return out;
}

} // namespace

TEST_CASE("CSV cells are neutralised and quoted as the table says")
{
    QFile file(testPath(u"publish/cases/csv_cells.csv"_s));
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
    CHECK(csvRow({u"a"_s, u"£1,5"_s, QString()}) == QByteArray("a,\"\xC2\xA3"
                                                               "1,5\",\r\n"));
}
