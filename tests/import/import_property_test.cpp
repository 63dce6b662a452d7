// Rows in = accepted + rejected, whatever is wrong with the rows, held against a naive reading.

#include "core/import/values/value_parser.h"

#include "tests/import/import_support.h"

#include <map>
#include <random>

using namespace factoid;
using namespace factoid::test;

TEST_CASE("random dirty files lose no row and keep the first of a key")
{
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const std::vector<QByteArray> codes{"A1", "A2", "A3", " A1 ", "A9", ""};
    const std::vector<QByteArray> slugs{"debt", "rate", "people", "debts"};
    const std::vector<QByteArray> years{"2019/20", "2019-20", "201920", "2018", "2019/21", "2020/21"};
    const std::vector<QByteArray> values{"1",       "-5",       "1.25",   "\"1,234\"",           "[x]", "", "abc",
                                         "1.23456", "\"1,23\"", "12 [p]", "99999999999999999999"};
    const Folder folder;
    for (int round = 0; round < 300; ++round) {
        QByteArray text = "council_code,field_slug,year,value\n";
        std::map<std::tuple<int, int, int>, CellValue> expected;
        const Register known = smallRegister();
        qint64 accepted = 0;
        struct Reading {
            std::tuple<int, int, int> key;
            CellValue value;
            QByteArray cell;
        };
        std::vector<Reading> readings;
        // "1,23" needs the comma before its decimals, "1.25" the full stop. With the one and without the other "1,234"
        // can be read either way, and is not taken.
        bool comma = false, point = false;
        const auto rows = random() % 60;
        for (unsigned i = 0; i < rows; ++i) {
            const QByteArray code = codes[random() % codes.size()];
            const QByteArray slug = slugs[random() % slugs.size()];
            const QByteArray year = years[random() % years.size()];
            const QByteArray value = values[random() % values.size()];
            text += code + ',' + slug + ',' + year + ',' + value + (random() % 9 ? "\n" : "\r\n");
            if (random() % 10 == 0)
                text += '\n'; // a blank line is no row
            QByteArray cell = value;
            cell.replace("\"", "");
            const int councilAt = known.council(code.trimmed());
            const int fieldAt = known.field(slug);
            const auto parsedYear = Year::parse(year);
            const auto parsed = parseValue(cell);
            if (councilAt < 0 || fieldAt < 0 || !parsedYear)
                continue;
            comma = comma || cell == "1,23";
            if (!parsed)
                continue;
            point = point || cell.contains('.');
            readings.push_back({{fieldAt, parsedYear->code(), councilAt}, *parsed, cell});
        }
        for (const Reading& reading : readings) {
            if (!comma || point || reading.cell != "1,234")
                accepted += expected.emplace(reading.key, reading.value).second;
        }
        INFO(text.toStdString());
        const auto batch = readImport({folder.write(u"x.csv"_s, text)}, known);
        REQUIRE(batch);
        REQUIRE(batch->rows == static_cast<qint64>(rows));
        REQUIRE(batch->accepted == accepted);
        REQUIRE(batch->rejects.size() == rows - static_cast<size_t>(accepted));
        REQUIRE(batch->figures.size() == expected.size());
        qint64 rounded = 0;
        auto next = expected.begin(); // the map's order is the batch's order
        for (const StagedFigure& figure : batch->figures) {
            REQUIRE(std::tuple(figure.field, figure.year, figure.council) == next->first);
            REQUIRE(figure.units == next->second.value.units());
            REQUIRE(figure.status == next->second.status);
            rounded += next->second.rounded;
            ++next;
        }
        REQUIRE(batch->rounded == rounded);
    }
}

TEST_CASE("a wide file counts cells and loses none")
{
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const Folder folder;
    ReadOptions options;
    options.mapping = Mapping();
    options.mapping->name = u"wide"_s;
    options.mapping->councilCode = ColumnRef{ColumnRef::By::Header, u"code"_s, {}, 1};
    options.mapping->year.fixed = u"2019/20"_s;
    for (const char* slug : {"debt", "people"}) {
        ValueColumn column;
        column.column.text = QLatin1String(slug) + u" col"_s;
        column.field.fixed = QLatin1String(slug);
        options.mapping->values.push_back(column);
    }
    RowCondition notes;
    notes.column.text = u"code"_s;
    notes.in = {u"note"_s};
    options.mapping->skip.push_back({{notes}, u"notes"_s});
    const std::vector<QByteArray> codes{"A1", "A2", "A3", "A9", "note", ""};
    const std::vector<QByteArray> values{"1", "[x]", "", "bad", "\"1,000\""};
    for (int round = 0; round < 300; ++round) {
        QByteArray text = "code,debt col,people col\n";
        qint64 cells = 0;
        const auto rows = random() % 12;
        for (unsigned i = 0; i < rows; ++i) {
            const QByteArray code = codes[random() % codes.size()];
            const QByteArray a = values[random() % values.size()];
            const QByteArray b = values[random() % values.size()];
            text += code + ',' + a + ',' + b + '\n';
            const bool blank = code.isEmpty() && a.isEmpty() && b.isEmpty();
            cells += blank || code == "note" ? 0 : 2;
        }
        INFO(text.toStdString());
        const auto batch = readImport({folder.write(u"x.csv"_s, text)}, smallRegister(), options);
        REQUIRE(batch);
        REQUIRE(batch->rows == cells);
        REQUIRE(batch->rows == batch->accepted + static_cast<qint64>(batch->rejects.size()));
    }
}
