// Mining with a memory beside mining without: after any edit of figures, register, traits or day the facts are the
// same, and only what changed is looked at. Random tests print their seed.
#include "core/insights/mine/mining_memory.h"

#include "core/insights/detect/correlation_side.h"
#include "synthetic.h"
#include "tests/figures/tidy_panel.h"
#include "traits_file.h"

#include <catch2/catch.hpp>

#include <QJsonDocument>

#include <functional>
#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

// All that mining is given.
struct World {
    std::vector<Council> councils;
    std::vector<Field> fields;
    Panel panel; // of both
    Traits traits;
    QDate today = kToday;

    // After councils or fields changed: the figures stay with their codes and slugs.
    void rebuild()
    {
        Panel changed(councils, fields);
        for (size_t from = 0; from < panel.fields().size(); ++from) {
            const int field = changed.fieldIndex(panel.fields()[from].slug);
            for (const auto& [year, block] : panel.years(static_cast<int>(from))) {
                Block& to = changed.blockForWrite(field, year);
                for (size_t council = 0; council < block.units.size(); ++council) {
                    const auto at = static_cast<size_t>(changed.councilIndex(panel.councils()[council].code));
                    to.units[at] = block.units[council];
                    to.statuses[at] = block.statuses[council];
                    to.present += block.units[council] != Block::kMissing;
                }
            }
        }
        panel = std::move(changed);
    }
};

World worldOf(int councils, int fields, unsigned seed)
{
    World world;
    world.panel = drawnPanel(councils, fields, 9, seed);
    world.councils = world.panel.councils();
    world.fields = world.panel.fields();
    world.traits[u"field_01"_s].partOf = u"field_00"_s;
    world.traits[u"field_02"_s].levied = u"field_03"_s;
    return world;
}

std::vector<Fact> minedOf(const World& world, MiningMemory* memory)
{
    MineOptions options;
    options.today = world.today;
    options.most = 100'000;
    auto facts = mine(world.panel, world.traits, options, {}, memory);
    REQUIRE(facts);
    return *facts;
}

std::string textOf(const std::vector<Fact>& facts)
{
    QByteArray text;
    for (const Fact& fact : facts) {
        text += fact.key().toUtf8() + ' ' + QByteArray::number(fact.score, 'g', 17) + ' ' +
                QByteArray::number(fact.confidence.value_or(-1), 'g', 17) + ' ' +
                QJsonDocument(fact.toJson()).toJson(QJsonDocument::Compact) + '\n';
    }
    return text.toStdString();
}

// Edits of one kind, by a random number each.
using Draw = std::function<int(int below)>;
struct Edit {
    const char* what;
    void (*make)(World& world, const Draw& draw);
};

Block& anyBlock(World& world, const Draw& draw)
{
    for (;;) {
        const int field = draw(static_cast<int>(world.panel.fields().size()));
        const auto& years = world.panel.years(field);
        if (years.empty())
            continue;
        return world.panel.blockForWrite(field, std::next(years.begin(), draw(static_cast<int>(years.size())))->first);
    }
}

void setAny(World& world, const Draw& draw, const std::function<std::int64_t(std::int64_t)>& change)
{
    Block& block = anyBlock(world, draw);
    const auto at = static_cast<size_t>(draw(static_cast<int>(block.units.size())));
    const std::int64_t before = block.units[at];
    block.units[at] = change(before == Block::kMissing ? Decimal::kScale : before);
    block.present += (block.units[at] != Block::kMissing) - (before != Block::kMissing);
}

template <class T>
T& any(std::vector<T>& list, const Draw& draw)
{
    return list[static_cast<size_t>(draw(static_cast<int>(list.size())))];
}

QString anySlug(const World& world, const Draw& draw)
{
    return world.fields[static_cast<size_t>(draw(static_cast<int>(world.fields.size())))].slug;
}

const Edit kEdits[] = {
    {"a figure by a little",
     [](World& world, const Draw& draw) { setAny(world, draw, [](std::int64_t units) { return units + 1; }); }},
    {"a figure by far",
     [](World& world, const Draw& draw) { setAny(world, draw, [](std::int64_t units) { return 7 * units; }); }},
    {"a figure a thousandfold",
     [](World& world, const Draw& draw) { setAny(world, draw, [](std::int64_t units) { return 1000 * units; }); }},
    {"a figure to zero",
     [](World& world, const Draw& draw) { setAny(world, draw, [](std::int64_t) { return std::int64_t(0); }); }},
    {"a figure below zero",
     [](World& world, const Draw& draw) { setAny(world, draw, [](std::int64_t units) { return -units; }); }},
    {"a figure gone",
     [](World& world, const Draw& draw) { setAny(world, draw, [](std::int64_t) { return Block::kMissing; }); }},
    {"a figure's status",
     [](World& world, const Draw& draw) {
         any(anyBlock(world, draw).statuses, draw) = draw(2) ? Status::Provisional : Status::Estimated;
     }},
    {"a whole year by ten",
     [](World& world, const Draw& draw) {
         for (std::int64_t& units : anyBlock(world, draw).units)
             units = units == Block::kMissing ? units : 10 * units;
     }},
    {"a year gone",
     [](World& world, const Draw& draw) {
         const int field = draw(static_cast<int>(world.panel.fields().size()));
         if (const auto& years = world.panel.years(field); years.size() > 4)
             world.panel.dropBlock(field, draw(2) ? years.begin()->first : years.rbegin()->first);
     }},
    {"a council's type",
     [](World& world, const Draw& draw) {
         any(world.councils, draw).type = any(world.councils, draw).type;
         world.rebuild();
     }},
    {"a council's region",
     [](World& world, const Draw& draw) {
         any(world.councils, draw).region = u"Region %1"_s.arg(draw(9));
         world.rebuild();
     }},
    {"a council's nation",
     [](World& world, const Draw& draw) {
         any(world.councils, draw).nation = draw(2) ? u"Wales"_s : u"England"_s;
         world.rebuild();
     }},
    {"a council's end",
     [](World& world, const Draw& draw) {
         Council& council = any(world.councils, draw);
         council.activeTo = world.today.addDays(draw(2000) - 1000);
         council.successors = {any(world.councils, draw).code};
         world.rebuild();
     }},
    {"a field's heads",
     [](World& world, const Draw& draw) {
         any(world.fields, draw).perHeadOf = draw(2) ? u"population"_s : QString();
         world.rebuild();
     }},
    {"a field's unit",
     [](World& world, const Draw& draw) {
         any(world.fields, draw).unit = draw(2) ? u"percent"_s : u"GBP"_s;
         world.rebuild();
     }},
    {"a field's light",
     [](World& world, const Draw& draw) {
         any(world.fields, draw).polarity = draw(2) ? Polarity::LowerIsBetter : Polarity::HigherIsBetter;
         world.rebuild();
     }},
    {"whether a field is compared",
     [](World& world, const Draw& draw) {
         Field& field = any(world.fields, draw);
         field.comparison = !field.comparison;
         world.rebuild();
     }},
    {"a break",
     [](World& world, const Draw& draw) { world.traits[anySlug(world, draw)].breaks = {kNow.plus(-draw(8))}; }},
    {"a whole",
     [](World& world, const Draw& draw) {
         const QString part = anySlug(world, draw);
         if (const QString whole = anySlug(world, draw); whole != part)
             world.traits[part].partOf = draw(3) ? whole : QString();
     }},
    {"what is levied",
     [](World& world, const Draw& draw) {
         world.traits[anySlug(world, draw)].levied = draw(2) ? anySlug(world, draw) : QString();
     }},
    {"what a field is",
     [](World& world, const Draw& draw) {
         FieldTraits& traits = world.traits[anySlug(world, draw)];
         (draw(2) ? traits.balance : draw(2) ? traits.income : traits.compared) = draw(2) != 0;
     }},
    {"the day", [](World& world, const Draw& draw) { world.today = world.today.addDays(draw(500) - 200); }},
};

// As it is kept and read again.
MiningMemory readAgain(const MiningMemory& memory)
{
    MiningMemory read;
    for (auto it = memory.entries().begin(); it != memory.entries().end(); ++it)
        read.put(it.key(), *it);
    return read;
}

} // namespace

TEST_CASE("mining with a memory finds what mining without finds, whatever was edited")
{
    const unsigned seed = std::random_device()();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const Draw draw = [&random](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    World world = worldOf(80, 6, seed);
    MiningMemory memory;
    (void)minedOf(world, &memory);
    for (int round = 0; round < 200; ++round) {
        const Edit& edit = kEdits[static_cast<size_t>(round < 22 ? round : draw(static_cast<int>(std::size(kEdits))))];
        INFO("round " << round << ": " << edit.what);
        edit.make(world, draw);
        memory = readAgain(memory);
        REQUIRE(textOf(minedOf(world, &memory)) == textOf(minedOf(world, nullptr)));
    }
}

TEST_CASE("only what changed is looked at again")
{
    World world = worldOf(60, 6, 3);
    MiningMemory memory;
    const std::string first = textOf(minedOf(world, &memory));
    CHECK(memory.fieldsLookedAt() == 6);
    CHECK(memory.pairsLookedAt() > 0);

    memory = readAgain(memory);
    CHECK(textOf(minedOf(world, &memory)) == first);
    CHECK(memory.fieldsLookedAt() == 0);
    CHECK(memory.pairsLookedAt() == 0);
    CHECK(memory.changed().isEmpty());

    // A field that no other is set against.
    memory = readAgain(memory);
    world.panel.blockForWrite(world.panel.fieldIndex(u"field_04"_s), kNow.plus(-2)).units[7] += Decimal::kScale;
    CHECK(textOf(minedOf(world, &memory)) == textOf(minedOf(world, nullptr)));
    CHECK(memory.fieldsLookedAt() == 1);
    CHECK(memory.changed().contains(u"field_04"_s));
    CHECK(memory.changed().size() <= 2);

    // The next day, nothing having changed.
    memory = readAgain(memory);
    world.today = world.today.addDays(1);
    CHECK(textOf(minedOf(world, &memory)) == textOf(minedOf(world, nullptr)));
    CHECK(memory.fieldsLookedAt() == 0);

    // Heads are in every field that is divided by them.
    memory = readAgain(memory);
    world.panel.blockForWrite(world.panel.fieldIndex(u"population"_s), kNow).units[7] += Decimal::kScale;
    CHECK(textOf(minedOf(world, &memory)) == textOf(minedOf(world, nullptr)));
    CHECK(memory.fieldsLookedAt() == 6);
}

TEST_CASE("what is kept and damaged is not used")
{
    const unsigned seed = std::random_device()();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const World world = worldOf(40, 3, seed);
    MiningMemory whole;
    const std::string facts = textOf(minedOf(world, &whole));
    const QStringList slugs = whole.entries().keys();
    for (int round = 0; round < 60; ++round) {
        MiningMemory memory = readAgain(whole);
        const QString slug = slugs.at(static_cast<qsizetype>(random() % static_cast<unsigned>(slugs.size())));
        MiningMemory::Entry entry = memory.entries().value(slug);
        const auto place = static_cast<qsizetype>(random() % static_cast<unsigned>(entry.found.size()));
        switch (round % 4) {
        case 0:
            entry.found[place] = static_cast<char>(entry.found[place] ^ (1 << (random() % 8)));
            break;
        case 1:
            entry.found.truncate(place);
            break;
        case 2:
            entry.found.insert(place, 'x');
            break;
        default: // another field's, as it was kept
            entry = memory.entries().value(slugs.at(round % slugs.size()));
        }
        memory.put(slug, entry);
        INFO("round " << round << ", of “" << slug.toStdString() << "”");
        REQUIRE(textOf(minedOf(world, &memory)) == facts);
    }
}

TEST_CASE("findings are the same to the last bit when they are read back")
{
    const World world = worldOf(60, 3, 11);
    const MiningContext ground = makeGround(world.panel, world.traits, world.today);
    const auto context = makeContext(ground, world.panel.fieldIndex(u"field_01"_s), kNow);
    REQUIRE(context);
    FieldFindings found{detectAll(*context), correlationSideOf(*context)};
    REQUIRE(found.findings.candidates.size() > 20);
    Candidate& odd = found.findings.candidates.front();
    odd.threshold = Decimal::fromUnits(-1);
    odd.partial = -0.1;
    odd.size.low = -std::numeric_limits<double>::infinity();
    odd.p = std::numeric_limits<double>::denorm_min();
    const QByteArray bytes = toBytes(found);
    const auto read = fieldFindingsFrom(bytes);
    REQUIRE(read);
    CHECK(toBytes(*read) == bytes);
    CHECK(read->findings.candidates.front().threshold == odd.threshold);
    CHECK(read->findings.candidates.front().p == odd.p);
    CHECK(read->findings.tests() == found.findings.tests());
    for (qsizetype size = 0; size < bytes.size(); size += 1 + bytes.size() / 200)
        CHECK_FALSE(fieldFindingsFrom(bytes.first(size)));
}

TEST_CASE("the real figures give the same facts with a memory", "[shared-data]")
{
    const QString folder = qEnvironmentVariable("FACTOID_SHARED_DATA");
    if (folder.isEmpty()) {
        WARN("skipped: FACTOID_SHARED_DATA is not set");
        return;
    }
    World world;
    world.panel = tidyPanel(folder + u"/tidy"_s);
    world.traits = traitsFile();
    world.today = QDate(2026, 9, 1);
    MiningMemory memory;
    const std::string facts = textOf(minedOf(world, nullptr));
    CHECK(textOf(minedOf(world, &memory)) == facts);
    memory = readAgain(memory);
    CHECK(textOf(minedOf(world, &memory)) == facts);
    CHECK(memory.fieldsLookedAt() == 0);
    const unsigned seed = std::random_device()();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const Draw draw = [&random](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    for (int round = 0; round < 9; ++round) { // edits of figures alone
        INFO("round " << round << ": " << kEdits[round].what);
        kEdits[round].make(world, draw);
        memory = readAgain(memory);
        REQUIRE(textOf(minedOf(world, &memory)) == textOf(minedOf(world, nullptr)));
    }
}
