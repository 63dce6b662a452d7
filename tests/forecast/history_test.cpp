// Which part of a series a forecast is made from, and why there is none: the table in cases/refusals.case.
#include "core/base/literals.h"
#include "core/forecast/history.h"
#include "tests/support/test_paths.h"

#include <catch2/catch.hpp>

#include <QFile>
#include <QStringList>

using namespace factoid;
using namespace factoid::forecast;
using namespace factoid::test;

namespace {

constexpr int kPeers = 14;

// The series of a line among peers of which none repeats itself, unless told.
struct Case {
    FieldHistory field;
    QString expected;
};

Case parsed(const QString& line)
{
    Case made;
    made.expected = line.section(u" -> "_s, 1).trimmed();
    FieldHistory::Row row;
    bool peersRepeat = false;
    for (const QString& word : line.section(u" -> "_s, 0, 0).split(QLatin1Char(' '))) {
        if (word.startsWith(u"merged="_s))
            row.mergedAt = word.section(QLatin1Char('='), 1).toInt();
        else if (word == "rate"_L1)
            made.field.isRate = true;
        else if (word == "peers=repeat"_L1)
            peersRepeat = true;
        else
            row.values.push_back(word == "-"_L1 ? kNoFigure : word.toDouble());
    }
    made.field.years = row.values.size();
    made.field.rows.push_back(row);
    for (int peer = 1; peer <= kPeers; ++peer) {
        FieldHistory::Row other;
        for (size_t year = 0; year < row.values.size(); ++year) {
            const bool repeats = peersRepeat && year > 0 && row.values[year] == row.values[year - 1];
            other.values.push_back(repeats ? other.values.back() : 100 * peer + static_cast<double>(year));
        }
        made.field.rows.push_back(other);
    }
    return made;
}

} // namespace

TEST_CASE("each series is used from the right year, or refused for the right reason")
{
    QFile file(testPath(u"forecast/cases/refusals.case"_s));
    REQUIRE(file.open(QIODevice::ReadOnly));
    int checked = 0;
    for (const QString& raw : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
        const QString line = raw.trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1Char('#')))
            continue;
        INFO(line.toStdString());
        const Case one = parsed(line);
        const UsableHistory usable =
            usableHistory(one.field, one.field.rows.front(), yearMarks(one.field), one.field.years - 1);
        const QString got =
            usable.refusal ? refusalName(*usable.refusal) : u"from %1"_s.arg(static_cast<qulonglong>(usable.first));
        CHECK(got.toStdString() == one.expected.toStdString());
        ++checked;
    }
    CHECK(checked > 25);
}

TEST_CASE("every refusal has a name of its own")
{
    QStringList names;
    for (int refusal = 0; refusal <= static_cast<int>(Refusal::NeverChanged); ++refusal)
        names << refusalName(static_cast<Refusal>(refusal));
    CHECK(names.removeDuplicates() == 0);
}

TEST_CASE("the growth of peers is the median of those with the same sign in both years, and needs five")
{
    FieldHistory field{.years = 2};
    for (const auto& [before, now] : std::vector<std::pair<double, double>>{
             {100, 101}, {100, 102}, {100, 103}, {100, 104}, {100, 199}, {0, 5}, {-3, 5}, {kNoFigure, 5}})
        field.rows.push_back({{before, now}});
    field.rows.push_back({{100, 900}, 0, true}); // a total is nobody's peer
    CHECK(*peerGrowths(field)[1] == Approx(0.03));
    CHECK_FALSE(peerGrowths(field)[0]);
    field.rows.erase(field.rows.begin());
    CHECK_FALSE(peerGrowths(field)[1]);
}
