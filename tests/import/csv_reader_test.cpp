#include "core/import/values/csv_reader.h"

#include "tests/import/import_support.h"

#include <cstring>
#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

// Hands out the text in pieces of the given size.
CsvReader::Fill pieces(const QByteArray& text, qsizetype size)
{
    return [text, size, at = qsizetype(0)](char* to, qint64 most) mutable -> qint64 {
        const qsizetype count = std::min({size, static_cast<qsizetype>(most), text.size() - at});
        std::memcpy(to, text.constData() + at, static_cast<size_t>(count));
        at += count;
        return count;
    };
}

struct Record {
    QList<QByteArray> cells;
    qint64 line = 0;
    bool malformed = false;
    friend bool operator==(const Record&, const Record&) = default;
};

std::vector<Record> readAll(const QByteArray& text, char delimiter = ',', qsizetype size = 1 << 20)
{
    CsvReader reader(pieces(text, size), delimiter, 1 << 20);
    std::vector<Record> records;
    for (;;) {
        const auto step = reader.next();
        REQUIRE(step != CsvReader::Step::Failed);
        if (step == CsvReader::Step::End)
            return records;
        Record record{{}, reader.line(), reader.malformed()};
        for (const QByteArrayView cell : reader.cells())
            record.cells.append(cell.toByteArray());
        records.push_back(record);
        REQUIRE(reader.row() == static_cast<qint64>(records.size()));
    }
}

} // namespace

TEST_CASE("csv reader splits the table of cases")
{
    for (const QStringList& row : caseRows("csv.case")) {
        INFO(row.join(QLatin1Char('!')).toStdString());
        REQUIRE(row.size() == 2);
        QStringList found;
        for (const Record& record : readAll(unescaped(row[0]).toUtf8())) {
            QStringList cells;
            for (const QByteArray& cell : record.cells)
                cells.append(QString::fromUtf8(cell));
            found.append(
                u"%1:%2%3"_s.arg(record.line).arg(record.malformed ? u"?"_s : QString(), cells.join(QLatin1Char('|'))));
        }
        CHECK(found.join(u" ; "_s) == unescaped(row[1]));
    }
}

TEST_CASE("csv reader gives back what was written in any pieces")
{
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const QByteArray alphabet("ab,;\"\n\r \xC3\xA9");
    for (int round = 0; round < 2000; ++round) {
        std::vector<QList<QByteArray>> written;
        QByteArray text;
        const auto rows = 1 + random() % 5;
        const QByteArray ending = random() % 2 ? "\r\n" : "\n";
        for (unsigned r = 0; r < rows; ++r) {
            QList<QByteArray> cells;
            const auto count = 1 + random() % 4;
            for (unsigned c = 0; c < count; ++c) {
                QByteArray cell;
                const auto length = random() % 6;
                for (unsigned at = 0; at < length; ++at)
                    cell.append(alphabet[static_cast<qsizetype>(random()) % alphabet.size()]);
                cells.append(cell);
                const bool quote = random() % 3 == 0 || cell.contains('"') || cell.contains(',') ||
                                   cell.contains('\n') || cell.contains('\r');
                QByteArray escaped = cell;
                escaped.replace("\"", "\"\"");
                text += (c ? "," : "") + (quote ? '"' + escaped + '"' : cell);
            }
            written.push_back(cells);
            if (r + 1 < rows || random() % 2)
                text += ending;
        }
        INFO(text.toStdString());
        const auto whole = readAll(text);
        // A last row that is one empty cell without a line end is no row.
        if (written.back() == QList<QByteArray>{QByteArray()} && whole.size() + 1 == written.size())
            written.pop_back();
        REQUIRE(whole.size() == written.size());
        for (size_t r = 0; r < written.size(); ++r)
            REQUIRE(whole[r].cells == written[r]);
        for (const qsizetype size : {1, 2, 7})
            REQUIRE(readAll(text, ',', size) == whole);
    }
}

TEST_CASE("csv reader names the line of an open quote and of an endless line")
{
    CsvReader open(pieces("a,b\nc,\"d\ne\n", 4), ',', 100);
    REQUIRE(open.next() == CsvReader::Step::Record);
    REQUIRE(open.next() == CsvReader::Step::Failed);
    CHECK(open.error().line == 2);
    CHECK(open.error().message.contains(u"never closes"_s));

    CsvReader endless(pieces("a\n\"" + QByteArray(1 << 20, '\n'), 1 << 16), ',', 1000);
    REQUIRE(endless.next() == CsvReader::Step::Record);
    REQUIRE(endless.next() == CsvReader::Step::Failed);
    CHECK(endless.error().line == 2);

    CsvReader wide(pieces("a\n" + QByteArray(2000, 'x') + "\nb\n", 1 << 16), ',', 1000);
    REQUIRE(wide.next() == CsvReader::Step::Record);
    REQUIRE(wide.next() == CsvReader::Step::Failed);
    CHECK(wide.error().line == 2);
}

TEST_CASE("csv reader survives random bytes")
{
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const QByteArray alphabet("a,\"\n\r;\t\0", 8);
    for (int round = 0; round < 20'000; ++round) {
        QByteArray text;
        const auto length = random() % 40;
        for (unsigned at = 0; at < length; ++at)
            text.append(alphabet[static_cast<qsizetype>(random()) % alphabet.size()]);
        CsvReader reader(pieces(text, 1 + random() % 9), ',', 1000);
        qint64 line = 0;
        CsvReader::Step step;
        while ((step = reader.next()) == CsvReader::Step::Record) {
            REQUIRE(reader.line() > line);
            REQUIRE(!reader.cells().empty());
            line = reader.line();
        }
        if (step == CsvReader::Step::Failed)
            REQUIRE_FALSE(reader.error().message.isEmpty());
    }
}

TEST_CASE("the delimiter is guessed outside quotes")
{
    CHECK(guessDelimiter("a,b,c") == ',');
    CHECK(guessDelimiter("a;b;c") == ';');
    CHECK(guessDelimiter("a\tb\tc") == '\t');
    CHECK(guessDelimiter("a|b|c") == '|');
    CHECK(guessDelimiter("\"a;b;c;d\",e") == ',');
    CHECK(guessDelimiter("one column") == ',');
    CHECK(guessDelimiter("a;b,c") == ',');
}
