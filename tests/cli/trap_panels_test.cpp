// What publishers do to figures, through the real program: panels with a trap are imported, and nothing that
// the trap makes untrue is told, neither among the facts nor in a set. The panels are drawn from a seed.
#include "tests/support/desk.h"
#include "tests/support/trap_panels.h"

using namespace factoid::test;

namespace {

constexpr std::uint64_t kSeed = 20'240'901;
constexpr int kCouncils = 100;
constexpr int kFields = 3;
const char* const kNow = "2024-09-01T09:00:00Z";

void take(const Desk& desk, const QString& folder)
{
    const QJsonObject imported = desk.ask({QStringLiteral("import"), folder});
    CHECK(imported.value(QStringLiteral("rejected")).toInt() == 0);
}

QJsonArray toldFacts(const Desk& desk)
{
    QJsonArray told;
    const QJsonObject found = desk.ask({QStringLiteral("facts"), QStringLiteral("--limit"), QStringLiteral("20000")});
    for (const QJsonValue& fact : found.value(QStringLiteral("facts")).toArray()) {
        if (isTold(fact.toObject()))
            told.append(fact);
    }
    return told;
}

// The factoids of a set as facts: their kind is `insight_type`.
QJsonArray publishedFacts(const Desk& desk)
{
    const Answer answer = desk.run({QStringLiteral("--json"), QStringLiteral("update-factoids"), QStringLiteral("--force"), QStringLiteral("--dry-run"),
                                    QStringLiteral("--limit"), QStringLiteral("30")});
    QJsonArray facts;
    if (answer.code != 0)
        return facts; // nothing may be told at all
    for (const QJsonValue& value : answer.json().value(QStringLiteral("factoids")).toArray()) {
        QJsonObject fact = value.toObject();
        fact.insert(QStringLiteral("kind"), fact.value(QStringLiteral("insight_type")));
        facts.append(fact);
    }
    return facts;
}

std::string shortOf(const QJsonObject& fact)
{
    return (kindOf(fact) + QLatin1Char(' ') + fact.value(QStringLiteral("key")).toString() + fact.value(QStringLiteral("text")).toString()).toStdString();
}

MadePanel madeFor(const Trap& trap)
{
    MadePanel made(kCouncils, kFields, trap.years, kSeed, trap.noise);
    trap.set(made);
    return made;
}

void write(const Desk& desk, const MadePanel& made)
{
    desk.write(QStringLiteral("panel/councils.csv"), made.councilsCsv());
    desk.write(QStringLiteral("panel/fields.csv"), made.fieldsCsv());
    desk.write(QStringLiteral("panel/figures.csv"), made.figuresCsv());
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
        take(desk, desk.path(QStringLiteral("panel")));
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
    take(desk, desk.path(QStringLiteral("panel")));
    bool found = false;
    for (const QJsonValue& value : toldFacts(desk)) {
        const QJsonObject fact = value.toObject();
        found = found || (kindOf(fact) == QLatin1String("step") && fact.value(QStringLiteral("councils")).toArray().contains(made.council(kCouncil).code));
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
    take(desk, desk.path(QStringLiteral("panel")));
    const QJsonArray all = desk.ask({QStringLiteral("facts"), QStringLiteral("--limit"), QStringLiteral("20000")}).value(QStringLiteral("facts")).toArray();
    QString waiting;
    for (const QJsonValue& value : all) {
        const QJsonObject fact = value.toObject();
        if (!fact.value(QStringLiteral("councils")).toArray().contains(made.council(kCouncil).code) || fact.value(QStringLiteral("field")).toString() != QLatin1String("target"))
            continue;
        INFO(shortOf(fact));
        CHECK(fact.value(QStringLiteral("if_confirmed")).toBool());
        if (kindOf(fact) == QLatin1String("yoy_change"))
            waiting = fact.value(QStringLiteral("key")).toString();
    }
    REQUIRE_FALSE(waiting.isEmpty());
}

TEST_CASE("a description has no confidence, and chance is not shown")
{
    MadePanel made(kCouncils, kFields, 12, kSeed);
    Desk desk;
    desk.setNow(QLatin1String(kNow));
    write(desk, made);
    take(desk, desk.path(QStringLiteral("panel")));
    const QSet<QString> descriptive = {QStringLiteral("highest"), QStringLiteral("lowest"), QStringLiteral("highest_per_head"),
                                       QStringLiteral("lowest_per_head"), QStringLiteral("share"), QStringLiteral("threshold_count"),
                                       QStringLiteral("long_change"), QStringLiteral("rank_change")};
    const QJsonArray all = desk.ask({QStringLiteral("facts"), QStringLiteral("--limit"), QStringLiteral("20000")}).value(QStringLiteral("facts")).toArray();
    CHECK(all.size() > 50);
    for (const QJsonValue& value : all) {
        const QJsonObject fact = value.toObject();
        INFO(shortOf(fact));
        REQUIRE(fact.contains(QStringLiteral("confidence")));
        CHECK(fact.value(QStringLiteral("confidence")).isNull() == descriptive.contains(kindOf(fact)));
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
    return folder.isEmpty() ? QString() : QDir::cleanPath(folder + QStringLiteral("/../cases"));
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
    const QDir panels(sharedCases() + QStringLiteral("/truth/panels"));
    if (!panels.exists()) {
        WARN("skipped: there are no panels of others");
        return;
    }
    for (const QString& name : panels.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        INFO(name.toStdString());
        Desk desk;
        desk.setNow(QLatin1String(kNow));
        take(desk, panels.filePath(name));
        const QSet<QString> odd = oddYears(panels.filePath(name + QStringLiteral("/figures.csv")), QStringLiteral("target"));
        CHECK(odd.isEmpty() != name.startsWith(QLatin1String("slip")));
        for (const QJsonArray& list : {toldFacts(desk), publishedFacts(desk)}) {
            for (const QJsonValue& value : list) {
                const QJsonObject fact = value.toObject();
                const bool target = fact.value(QStringLiteral("field")).toString() == QLatin1String("target");
                INFO(shortOf(fact));
                CHECK_FALSE(anyOperand(fact, [&](const QJsonObject& operand) {
                    return operand.value(QLatin1String("field")).toString() == QLatin1String("target") && odd.contains(operand.value(QLatin1String("year")).toString());
                }));
                if (name.startsWith(QLatin1String("copied")))
                    CHECK_FALSE((target && isChange(kindOf(fact))));
                if (name.startsWith(QLatin1String("allnegative")))
                    CHECK_FALSE((target && isTop(kindOf(fact))));
                if (name.startsWith(QLatin1String("heavy")))
                    CHECK_FALSE(isNewsOfYears(kindOf(fact)));
            }
        }
    }
}

TEST_CASE("slips in a field of three years are told of the figure and kept out of facts", "[shared-data]")
{
    const QString folder = sharedCases() + QStringLiteral("/other/unit-slip-three-years");
    if (!QDir(folder).exists()) {
        WARN("skipped: the case is not there");
        return;
    }
    Desk desk;
    desk.setNow(QLatin1String(kNow));
    take(desk, folder);
    const QSet<QString> slipped = {QStringLiteral("Z017"), QStringLiteral("Z023")};
    for (const QJsonArray& list : {toldFacts(desk), publishedFacts(desk)}) {
        for (const QJsonValue& value : list) {
            const QJsonObject fact = value.toObject();
            INFO(shortOf(fact));
            CHECK_FALSE(anyOperand(fact, [&](const QJsonObject& operand) {
                return operand.value(QLatin1String("council")).toString() == QLatin1String("Z017") && operand.value(QLatin1String("year")).toString() == QLatin1String("2023/24");
            }));
            CHECK_FALSE(anyOperand(fact, [&](const QJsonObject& operand) {
                return operand.value(QLatin1String("council")).toString() == QLatin1String("Z023") && operand.value(QLatin1String("year")).toString() == QLatin1String("2022/23");
            }));
        }
    }
}
