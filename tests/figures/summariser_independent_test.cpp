// Every summary of a whole folder against tests/independent/check_summaries.py, which shares no
// code with the program: a folder of made-up figures always, the real ones when they are there.
#include "core/figures/summariser.h"
#include "tests/figures/small_panel.h"
#include "tests/figures/tidy_panel.h"
#include "tests/support/test_paths.h"

#include <catch2/catch.hpp>

#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

struct Outcome {
    int exitCode = -1;
    QByteArray said;
};

QByteArray summariesOf(const Panel& panel)
{
    QByteArray lines;
    for (int field = 0; field < static_cast<int>(panel.fields().size()); ++field) {
        const ReportedGroups reported = reportedGroups(panel, field);
        for (const auto& [year, block] : panel.years(field)) {
            const QJsonObject json = toJson(summarise(panel, field, year, reported));
            lines += QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
        }
    }
    return lines;
}

Outcome checkedBy(const QString& python, const QString& folder, const QByteArray& summaries)
{
    QProcess process;
    process.start(python, {testPath(u"independent/check_summaries.py"_s), folder, u"-"_s, u"--complete"_s});
    process.write(summaries);
    process.closeWriteChannel();
    constexpr int kLongestMs = 180'000;
    if (!process.waitForFinished(kLongestMs))
        return {};
    return {process.exitCode(), process.readAllStandardOutput() + process.readAllStandardError()};
}

QString findPython()
{
    const QString python = QStandardPaths::findExecutable(u"python3"_s);
    REQUIRE_FALSE(python.isEmpty());
    return python;
}

void writeFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(bytes) == bytes.size());
}

// Councils that begin and cease, ties, halves of pennies, negatives, empty regions, quotes and
// commas.
void writeFolder(const QString& folder, std::mt19937_64& random, const QByteArray& yearEnd, const QByteArray& gammaEnd)
{
    QByteArray councils = "code,name,type,nation,region,active_from,active_to,successor,year_end\n";
    for (int i = 1; i <= 40; ++i) {
        const QByteArray code = codeAt(i).toLatin1();
        councils += code + ",\"Name, " + code + "\",Type " + QByteArray::number(i % 4) + ",Nation " +
                    QByteArray::number(i % 3) + ',' + (i % 5 ? "Region " + QByteArray::number(i % 6) : QByteArray()) +
                    ',' + (i % 7 ? "" : "2018-03-31") + ',' + (i % 11 ? "" : "2019-04-01") + ",," + yearEnd + "\n";
    }
    QByteArray figures = "council_code,field_slug,year,value\n";
    for (const char* field : {"alpha", "beta", "gamma"}) {
        for (const char* year : {"2017/18", "2018/19", "2019/20", "2018"}) {
            for (int i = 1; i <= 40; ++i) {
                if (random() % 4 == 0 || (field[0] == 'b' && i % 4 == 1))
                    continue;
                const auto units = static_cast<std::int64_t>(random()) >> (random() % 2 ? 10 : 50);
                const QByteArray value = random() % 10 ? Decimal::fromUnits(units).toString().toLatin1() : "0.005";
                figures += codeAt(i).toLatin1() + ',' + field + ',' + year + ',' + value + '\n';
            }
        }
    }
    writeFile(folder + u"/councils.csv"_s, councils);
    writeFile(folder + u"/fields.csv"_s,
              "slug,name,unit,description,comparison,polarity,per_head_of,year_end\nalpha,A,GBP,,yes,neutral,,\n"
              "beta,B,GBP,,no,neutral,,\ngamma,C,count,,no,neutral,," +
                  gammaEnd + "\n");
    writeFile(folder + u"/figures_all.csv"_s, figures);
}

} // namespace

TEST_CASE("made up summaries agree with the independent check which also sees a penny")
{
    const QString python = findPython();
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const QTemporaryDir folder;
    QByteArray summaries;
    // Where nothing says when a year ends, where the register does, and where a field says otherwise.
    for (const auto& [yearEnd, gammaEnd] : {std::pair<QByteArray, QByteArray>{}, {"03-31", ""}, {"06-30", "02-28"}}) {
        CAPTURE(yearEnd.toStdString());
        writeFolder(folder.path(), random, yearEnd, gammaEnd);
        Panel panel = tidyPanel(folder.path());
        DataProfile profile;
        profile.yearEnds = monthAndDayFrom(QString::fromLatin1(yearEnd)).value_or(0);
        if (const auto ends = monthAndDayFrom(QString::fromLatin1(gammaEnd)))
            profile.fieldYearEnds = {{u"gamma"_s, *ends}};
        panel.setProfile(profile);
        summaries = summariesOf(panel);
        const Outcome good = checkedBy(python, folder.path(), summaries);
        INFO(good.said.toStdString());
        CHECK(good.exitCode == 0);
        CHECK(good.said.contains("12 summaries checked, 0 differ"));
    }

    // The check is worth something only if it notices: one digit of one sum, one summary left out.
    QByteArray wrong = summaries;
    const qsizetype digit = wrong.indexOf("\"sum\":\"") + qsizetype(sizeof("\"sum\":\""));
    wrong[digit] = wrong.at(digit) == '1' ? '2' : '1';
    CHECK(checkedBy(python, folder.path(), wrong).exitCode == 1);
    CHECK(checkedBy(python, folder.path(), summaries.sliced(summaries.indexOf('\n') + 1)).exitCode == 1);
}

TEST_CASE("every summary of the real figures agrees with the independent check", "[shared-data]")
{
    const QString root = qEnvironmentVariable("FACTOID_SHARED_DATA");
    const QString python = findPython();
    if (root.isEmpty()) {
        WARN("skipped: FACTOID_SHARED_DATA is not set");
        return;
    }
    const QString folder = root + u"/tidy"_s;
    const Panel panel = tidyPanel(folder);
    const Outcome outcome = checkedBy(python, folder, summariesOf(panel));
    INFO(outcome.said.toStdString());
    CHECK(outcome.exitCode == 0);

    const int borrowing = panel.fieldIndex(u"total_borrowing"_s);
    const Summary summary = summarise(panel, borrowing, Year::financial(2019), reportedGroups(panel, borrowing));
    CHECK(summary.sumText() == "112357422000.00"_L1);
    CHECK(summary.totalCouncils == 419);
    CHECK(summary.bottom5.front().code == "E07000007"_L1); // many owe nothing: by code
    CHECK(summary.bottom5.front().value == Decimal());
}
