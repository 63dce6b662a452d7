// What publishers do to figures, through the real program: panels with a trap are imported, and nothing that
// the trap makes untrue is told, neither among the facts nor in a set. The panels are drawn from a seed.
#include "tests/support/desk.h"
#include "tests/support/trap_panels.h"

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t kSeed = 20'240'901;
constexpr int kCouncils = 100;
constexpr int kFields = 3;
const char* const kNow = "2024-09-01T09:00:00Z";

void take(const Desk& desk, const QString& folder)
{
    const QJsonObject imported = desk.ask({u"import"_s, folder});
    CHECK(imported.value(u"rejected"_s).toInt() == 0);
}

QJsonArray toldFacts(const Desk& desk)
{
    QJsonArray told;
    const QJsonObject found = desk.ask({u"facts"_s, u"--limit"_s, u"20000"_s});
    for (const QJsonValue& fact : found.value(u"facts"_s).toArray()) {
        if (isTold(fact.toObject()))
            told.append(fact);
    }
    return told;
}

// The factoids of a set as facts: their kind is `insight_type`.
QJsonArray publishedFacts(const Desk& desk)
{
    const Answer answer =
        desk.run({u"--json"_s, u"update-factoids"_s, u"--force"_s, u"--dry-run"_s, u"--limit"_s, u"30"_s});
    QJsonArray facts;
    if (answer.code != 0)
        return facts; // nothing may be told at all
    for (const QJsonValue& value : answer.json().value(u"factoids"_s).toArray()) {
        QJsonObject fact = value.toObject();
        fact.insert(u"kind"_s, fact.value(u"insight_type"_s));
        facts.append(fact);
    }
    return facts;
}

std::string shortOf(const QJsonObject& fact)
{
    return (kindOf(fact) + QLatin1Char(' ') + fact.value(u"key"_s).toString() + fact.value(u"text"_s).toString())
        .toStdString();
}

MadePanel madeFor(const Trap& trap)
{
    MadePanel made(kCouncils, kFields, trap.years, kSeed, trap.noise);
    trap.set(made);
    return made;
}

void write(const Desk& desk, const MadePanel& made)
{
    desk.write(u"panel/councils.csv"_s, made.councilsCsv());
    desk.write(u"panel/fields.csv"_s, made.fieldsCsv());
    desk.write(u"panel/figures.csv"_s, made.figuresCsv());
}

} // namespace

TEST_CASE("what a trap makes untrue is told neither as a fact nor in a set")
{
    for (const Trap& trap : traps()) {
        INFO(trap.name << ", seed " << kSeed);
        MadePanel made = madeFor(trap);
        Desk desk;
        desk.setNow(QLatin1String(kNow));
        write(desk, made);
        take(desk, desk.path(u"panel"_s));
        const QJsonArray facts = toldFacts(desk);
        CHECK(facts.size() > 10); // the other fields are as they were
        int wrong = 0;
        std::string first;
        for (const QJsonArray& list : {facts, publishedFacts(desk)}) {
            for (const QJsonValue& fact : list) {
                if (!trap.mustNotTell(fact.toObject(), made))
                    continue;
                ++wrong;
                first = first.empty() ? shortOf(fact.toObject()) : first;
            }
        }
        INFO(first);
        CHECK(wrong == 0);
    }
}

TEST_CASE("a real step of one council in a quiet type is told")
{
    constexpr int kCouncil = 12, kFrom = 6;
    MadePanel made(kCouncils, kFields, 12, kSeed);
    for (int council = 0; council < kCouncils; ++council)
        made.fill(made.target(), council, std::log(static_cast<double>(made.value(0, 0, council))) + 5, {0.5, 0.01, 0});
    for (int year = kFrom; year < 12; ++year)
        made.value(made.target(), year, kCouncil) *= 3;
    Desk desk;
    desk.setNow(QLatin1String(kNow));
    write(desk, made);
    take(desk, desk.path(u"panel"_s));
    bool found = false;
    for (const QJsonValue& value : toldFacts(desk)) {
        const QJsonObject fact = value.toObject();
        found = found || (kindOf(fact) == "step"_L1 &&
                          fact.value(u"councils"_s).toArray().contains(made.council(kCouncil).code));
    }
    CHECK(found);
}

TEST_CASE("a jump of the newest year is shown as told only if confirmed, and the operator's pin is the word")
{
    constexpr int kCouncil = 12;
    MadePanel made(kCouncils, kFields, 12, kSeed);
    made.value(made.target(), made.newest(), kCouncil) *= 4;
    Desk desk;
    desk.setNow(QLatin1String(kNow));
    write(desk, made);
    take(desk, desk.path(u"panel"_s));
    const QJsonArray all = desk.ask({u"facts"_s, u"--limit"_s, u"20000"_s}).value(u"facts"_s).toArray();
    QString waiting;
    for (const QJsonValue& value : all) {
        const QJsonObject fact = value.toObject();
        if (!fact.value(u"councils"_s).toArray().contains(made.council(kCouncil).code) ||
            fact.value(u"field"_s).toString() != "target"_L1)
            continue;
        INFO(shortOf(fact));
        CHECK(fact.value(u"if_confirmed"_s).toBool());
        if (kindOf(fact) == "yoy_change"_L1)
            waiting = fact.value(u"key"_s).toString();
    }
    REQUIRE_FALSE(waiting.isEmpty());
}

TEST_CASE("a description has no confidence, and chance is not shown")
{
    MadePanel made(kCouncils, kFields, 12, kSeed);
    Desk desk;
    desk.setNow(QLatin1String(kNow));
    write(desk, made);
    take(desk, desk.path(u"panel"_s));
    const QSet<QString> descriptive = {u"highest"_s, u"lowest"_s,          u"highest_per_head"_s, u"lowest_per_head"_s,
                                       u"share"_s,   u"threshold_count"_s, u"long_change"_s,      u"rank_change"_s};
    const QJsonArray all = desk.ask({u"facts"_s, u"--limit"_s, u"20000"_s}).value(u"facts"_s).toArray();
    CHECK(all.size() > 50);
    for (const QJsonValue& value : all) {
        const QJsonObject fact = value.toObject();
        INFO(shortOf(fact));
        REQUIRE(fact.contains(u"confidence"_s));
        CHECK(fact.value(u"confidence"_s).isNull() == descriptive.contains(kindOf(fact)));
    }
    const QJsonArray shown = publishedFacts(desk);
    CHECK(shown.size() > 5);
    for (const QJsonValue& fact : shown) {
        INFO(shortOf(fact.toObject()));
        CHECK(isTold(fact.toObject()));
    }
}

namespace {

// The panels of others, beside the real figures.
QString sharedCases()
{
    const QString folder = qEnvironmentVariable("FACTOID_SHARED_DATA");
    return folder.isEmpty() ? QString() : QDir::cleanPath(folder + u"/../cases"_s);
}

// Years of a field whose sum is more than five times, or less than a fifth of, the middle year's.
QSet<QString> oddYears(const QString& figures, const QString& field)
{
    QFile file(figures);
    REQUIRE(file.open(QIODevice::ReadOnly));
    std::map<QString, double> sums;
    while (!file.atEnd()) {
        const QList<QByteArray> cells = file.readLine().trimmed().split(',');
        if (cells.size() >= 4 && cells[1] == field.toUtf8())
            sums[QString::fromUtf8(cells[2])] += cells[3].toDouble();
    }
    std::vector<double> sorted;
    for (const auto& [year, sum] : sums)
        sorted.push_back(sum);
    std::ranges::sort(sorted);
    QSet<QString> odd;
    for (const auto& [year, sum] : sums) {
        const double times = sum / sorted[sorted.size() / 2];
        if (times > 5 || times < 0.2)
            odd.insert(year);
    }
    return odd;
}

} // namespace

TEST_CASE("panels that others made tell nothing that they say must not be told", "[shared-data]")
{
    const QDir panels(sharedCases() + u"/truth/panels"_s);
    if (!panels.exists()) {
        WARN("skipped: there are no panels of others");
        return;
    }
    for (const QString& name : panels.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        INFO(name.toStdString());
        Desk desk;
        desk.setNow(QLatin1String(kNow));
        take(desk, panels.filePath(name));
        const QSet<QString> odd = oddYears(panels.filePath(name + u"/figures.csv"_s), u"target"_s);
        CHECK(odd.isEmpty() != name.startsWith("slip"_L1));
        for (const QJsonArray& list : {toldFacts(desk), publishedFacts(desk)}) {
            for (const QJsonValue& value : list) {
                const QJsonObject fact = value.toObject();
                const bool target = fact.value(u"field"_s).toString() == "target"_L1;
                INFO(shortOf(fact));
                CHECK_FALSE(anyOperand(fact, [&](const QJsonObject& operand) {
                    return operand.value("field"_L1).toString() == "target"_L1 &&
                           odd.contains(operand.value("year"_L1).toString());
                }));
                if (name.startsWith("copied"_L1))
                    CHECK_FALSE((target && isChange(kindOf(fact))));
                if (name.startsWith("allnegative"_L1))
                    CHECK_FALSE((target && isTop(kindOf(fact))));
                if (name.startsWith("heavy"_L1))
                    CHECK_FALSE(isNewsOfYears(kindOf(fact)));
            }
        }
    }
}

TEST_CASE("slips in a field of three years are told of the figure and kept out of facts", "[shared-data]")
{
    const QString folder = sharedCases() + u"/other/unit-slip-three-years"_s;
    if (!QDir(folder).exists()) {
        WARN("skipped: the case is not there");
        return;
    }
    Desk desk;
    desk.setNow(QLatin1String(kNow));
    take(desk, folder);
    const QSet<QString> slipped = {u"Z017"_s, u"Z023"_s};
    for (const QJsonArray& list : {toldFacts(desk), publishedFacts(desk)}) {
        for (const QJsonValue& value : list) {
            const QJsonObject fact = value.toObject();
            INFO(shortOf(fact));
            CHECK_FALSE(anyOperand(fact, [&](const QJsonObject& operand) {
                return operand.value("council"_L1).toString() == "Z017"_L1 &&
                       operand.value("year"_L1).toString() == "2023/24"_L1;
            }));
            CHECK_FALSE(anyOperand(fact, [&](const QJsonObject& operand) {
                return operand.value("council"_L1).toString() == "Z023"_L1 &&
                       operand.value("year"_L1).toString() == "2022/23"_L1;
            }));
        }
    }
}
