// The change log's filters against SQL that is written apart from them, on a real store of 6,000 changes.
#include "core/base/clock.h"
#include "core/base/decimal.h"
#include "core/queries/changes/changes_queries.h"
#include "tests/support/big_store.h"

#include <catch2/catch.hpp>

#include <QFile>
#include <QTemporaryDir>

using namespace factoid;
using namespace factoid::test;

namespace {

class LogFixture
{
  public:
    LogFixture()
    {
        REQUIRE(makeBigStore(m_folder.filePath(u"store.db"_s), smallShape()));
        auto opened = Database::open({m_folder.filePath(u"store.db"_s)}, OpenMode::ReadWrite);
        REQUIRE(opened);
        db = std::move(*opened);
    }
    QueryContext context() { return {*db, clock, Settings()}; }
    std::vector<qint64> ids(const QString& sql)
    {
        std::vector<qint64> found;
        REQUIRE(db->each(sql, {}, [&](const QSqlQuery& row) { found.push_back(row.value(0).toLongLong()); }));
        return found;
    }
    std::vector<qint64> chosen(const ChangeFilter& filter)
    {
        ChangeIndex index;
        REQUIRE(index.sync(*db));
        auto asked = context();
        const auto selection = selectChanges(asked, index, filter, {});
        INFO((selection ? std::string() : selection.error().sentence().toStdString()));
        REQUIRE(selection);
        return *selection->ids;
    }
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }

    SystemClock clock;
    std::unique_ptr<Database> db;

  private:
    QTemporaryDir m_folder;
};

const QString kLog =
    u"SELECT c.id FROM changes c LEFT JOIN fields f ON f.id = c.field_id LEFT JOIN councils k ON k.id = c.council_id WHERE "_s;

struct Case {
    const char* name;
    std::function<void(ChangeFilter&)> set;
    const char* where;
    const char* order = "c.id DESC";
};

} // namespace

TEST_CASE("every filter of the change log finds what SQL finds, in its order")
{
    LogFixture f;
    const std::vector<Case> cases{
        {"none", [](ChangeFilter&) {}, "1"},
        {"oldest", [](ChangeFilter& x) { x.order = ChangeOrder::Oldest; }, "1", "c.id"},
        {"largest", [](ChangeFilter& x) { x.order = ChangeOrder::Largest; }, "1",
         "CAST(c.magnitude AS REAL) DESC NULLS LAST, c.id DESC"},
        {"smallest", [](ChangeFilter& x) { x.order = ChangeOrder::Smallest; }, "c.magnitude IS NOT NULL",
         "CAST(c.magnitude AS REAL), c.id"},
        {"types",
         [](ChangeFilter& x) {
             x.types = QStringList{u"new_council"_s, u"data_update"_s};
         },
         "c.change_type IN ('new_council', 'data_update')"},
        {"field", [](ChangeFilter& x) { x.field = u"amount_003"_s; }, "f.slug = 'amount_003'"},
        {"year", [](ChangeFilter& x) { x.year = u"2019-20"_s; }, "c.year = 201920"},
        {"council", [](ChangeFilter& x) { x.council = u"E07000007"_s; }, "k.code = 'E07000007'"},
        {"import", [](ChangeFilter& x) { x.importId = 5; }, "c.import_id = 5"},
        {"run", [](ChangeFilter& x) { x.run = 1; }, "c.processed_run = 1"},
        {"open", [](ChangeFilter& x) { x.processed = false; }, "c.processed_run IS NULL"},
        {"processed", [](ChangeFilter& x) { x.processed = true; }, "c.processed_run IS NOT NULL"},
        {"at least", [](ChangeFilter& x) { x.leastMagnitude = u"7.5"_s; }, "CAST(c.magnitude AS REAL) >= 7.5"},
        {"from", [](ChangeFilter& x) { x.from = QDate(2026, 4, 1); }, "c.changed_at >= '2026-04-01'"},
        {"to is inclusive", [](ChangeFilter& x) { x.to = QDate(2026, 4, 17); }, "c.changed_at < '2026-04-18'"},
        {"one day", [](ChangeFilter& x) { x.from = x.to = QDate(2026, 6, 1); },
         "substr(c.changed_at, 1, 10) = '2026-06-01'"},
        {"a word of a name", [](ChangeFilter& x) { x.text = u"bury"_s; }, "k.name LIKE '%bury%'"},
        {"a word of a field", [](ChangeFilter& x) { x.text = u"HOUSING"_s; }, "f.name LIKE '%housing%'"},
        {"two words in different places", [](ChangeFilter& x) { x.text = u"ashbury waste"_s; },
         "k.name LIKE '%ashbury%' AND f.name LIKE '%waste%'"},
        {"a year as a word", [](ChangeFilter& x) { x.text = u"2018/19"_s; }, "c.year = 201819"},
        {"a type as a word", [](ChangeFilter& x) { x.text = u"bulk"_s; }, "c.change_type = 'bulk_import'"},
        {"a word that is nowhere", [](ChangeFilter& x) { x.text = u"zzz"_s; }, "0"},
        {"much at once",
         [](ChangeFilter& x) {
             x.types = QStringList{u"revision"_s};
             x.field = u"amount_002"_s;
             x.processed = true;
             x.leastMagnitude = u"1"_s;
             x.text = u"combe"_s;
         },
         "c.change_type = 'revision' AND f.slug = 'amount_002' AND c.processed_run IS NOT NULL AND CAST(c.magnitude AS "
         "REAL) >= 1 AND k.name LIKE '%combe%'"},
    };
    for (const Case& one : cases) {
        INFO(one.name);
        ChangeFilter filter;
        one.set(filter);
        const auto expected = f.ids(kLog + QLatin1String(one.where) + u" ORDER BY "_s + QLatin1String(one.order));
        auto found = f.chosen(filter);
        CHECK((!expected.empty() || QLatin1String(one.where) == "0"_L1)); // a case that finds nothing proves nothing
        if (filter.order == ChangeOrder::Smallest) {
            REQUIRE(found.size() == 6'000); // those without a magnitude follow
            found.resize(expected.size());
        }
        CHECK(found == expected);
    }
}

TEST_CASE("a filter that names what there is not is refused with a sentence")
{
    LogFixture f;
    auto context = f.context();
    const auto refused = [&](const std::function<void(ChangeFilter&)>& set) {
        ChangeFilter filter;
        set(filter);
        const auto keys = changeKeys(context, filter);
        REQUIRE_FALSE(keys);
        CHECK(keys.error().kind == ErrorKind::Usage);
        return keys.error().message;
    };
    CHECK(refused([](ChangeFilter& x) { x.types = QStringList{u"revisoin"_s}; }).contains(u"revision"_s));
    CHECK(refused([](ChangeFilter& x) { x.field = u"nope"_s; }).contains(u"nope"_s));
    CHECK(refused([](ChangeFilter& x) { x.council = u"X"_s; }).contains(u"council"_s));
    CHECK(refused([](ChangeFilter& x) { x.year = u"2019/21"_s; }).contains(u"2019/21"_s));
    CHECK(refused([](ChangeFilter& x) { x.leastMagnitude = u"big"_s; }).contains(u"percentage"_s));
    CHECK(refused([](ChangeFilter& x) { x.leastMagnitude = u"-1"_s; }).contains(u"percentage"_s));
    (void)refused([](ChangeFilter& x) {
        x.from = QDate(2026, 2, 1);
        x.to = QDate(2026, 1, 1);
    });
}

TEST_CASE("groups and days count every change once")
{
    LogFixture f;
    auto context = f.context();
    ChangeIndex index;
    REQUIRE(index.sync(*f.db));
    ChangeFilter filter;
    filter.types = QStringList{u"revision"_s};
    const std::pair<ChangeGrouping, const char*> groupings[] = {
        {ChangeGrouping::Type, "SELECT COUNT(DISTINCT change_type) FROM changes WHERE change_type = 'revision'"},
        {ChangeGrouping::Field, "SELECT COUNT(DISTINCT field_id) FROM changes WHERE change_type = 'revision'"},
        {ChangeGrouping::Import, "SELECT COUNT(DISTINCT import_id) FROM changes WHERE change_type = 'revision'"},
        {ChangeGrouping::Day,
         "SELECT COUNT(DISTINCT substr(changed_at, 1, 10)) FROM changes WHERE change_type = 'revision'"}};
    for (const auto& [by, sql] : groupings) {
        INFO(sql);
        const auto selection = selectChanges(context, index, filter, by);
        REQUIRE(selection);
        CHECK(static_cast<qint64>(selection->groups.size()) == f.db->scalar(QLatin1String(sql))->value().toLongLong());
        qint64 sum = 0;
        for (const ChangeGroup& group : selection->groups) {
            CHECK_FALSE(group.title.isEmpty());
            sum += group.tally.count;
        }
        CHECK(sum == static_cast<qint64>(selection->ids->size()));
        qint64 days = 0;
        for (const ChangeDay& day : selection->days)
            days += day.count;
        CHECK(days == sum);
    }
    // The days ignore the period, so that a brush over them can be widened again.
    filter.from = filter.to = QDate(2026, 6, 1);
    const auto narrow = selectChanges(context, index, filter, {});
    REQUIRE(narrow);
    CHECK(narrow->days.size() > 5);
    CHECK(narrow->ids->size() < 1'000);
}

TEST_CASE("the index follows the log: what is added, dealt with, pruned and restored")
{
    LogFixture f;
    ChangeIndex index;
    REQUIRE(index.sync(*f.db).value_or(false));
    CHECK_FALSE(index.sync(*f.db).value_or(true));
    const auto same = [&] {
        ChangeIndex fresh;
        REQUIRE(fresh.sync(*f.db));
        for (const auto order : {ChangeOrder::Newest, ChangeOrder::Oldest, ChangeOrder::Largest, ChangeOrder::Smallest})
            CHECK(index.select({}, order) == fresh.select({}, order));
        for (const bool processed : {true, false}) {
            ChangeKeys keys;
            keys.processed = processed;
            CHECK(index.count(keys) == fresh.count(keys));
            CHECK(index.count(keys) ==
                  f.db->scalar(u"SELECT COUNT(*) FROM changes WHERE (processed_run IS NOT NULL) = %1"_s.arg(
                                   processed ? 1 : 0))
                      ->value()
                      .toLongLong());
        }
    };
    REQUIRE(f.db->run(
        u"INSERT INTO changes(changed_at, change_type, field_id, year, magnitude) VALUES('2026-06-02T10:00:00.000Z', 'revision', 1, 202425, '3.25')"_s));
    CHECK(index.sync(*f.db).value_or(false));
    same();
    REQUIRE(ChangeStore(*f.db).markProcessed(5'900, 77));
    CHECK(index.sync(*f.db).value_or(false));
    same();
    // One more is dealt with and one more is open at the same time: the counts alone would not tell.
    REQUIRE(ChangeStore(*f.db).markProcessed(5'901, 78));
    REQUIRE(f.db->run(u"INSERT INTO changes(changed_at, change_type) VALUES('2026-06-02T11:00:00.000Z', 'merge')"_s));
    CHECK(index.sync(*f.db).value_or(false));
    same();
    REQUIRE(f.db->run(u"DELETE FROM changes WHERE id BETWEEN 100 AND 2000 AND processed_run IS NOT NULL"_s));
    CHECK(index.sync(*f.db).value_or(false));
    same();
    REQUIRE(f.db->run(u"DELETE FROM changes"_s));
    CHECK(index.sync(*f.db).value_or(false));
    same();
    CHECK(index.size() == 0);
}

TEST_CASE("an interrupted reading of the log leaves no half of it")
{
    LogFixture f;
    REQUIRE(f.db->run(
        u"INSERT INTO changes(changed_at, change_type) SELECT changed_at, change_type FROM changes, (SELECT 1 UNION SELECT 2 UNION SELECT 3)"_s));
    ChangeIndex index;
    TaskControl control;
    control.progress = [&](const Progress&) { control.cancel.request(); };
    const auto synced = index.sync(*f.db, control);
    REQUIRE_FALSE(synced);
    CHECK(synced.error().kind == ErrorKind::Interrupted);
    CHECK(index.size() == 0);
    CHECK(index.sync(*f.db));
    CHECK(index.size() == 24'000);
}

TEST_CASE("a change leads to its import, file and line, its figure today, its other changes and its run")
{
    LogFixture f;
    auto context = f.context();
    ChangeIndex index;
    REQUIRE(index.sync(*f.db));
    // The newest revision of a figure is what the figure says today.
    const auto id =
        f.ids(u"SELECT c.id FROM changes c WHERE change_type = 'revision' AND NOT EXISTS (SELECT 1 FROM changes d "
              u"WHERE d.id > c.id AND d.field_id = c.field_id"
              " AND d.year = c.year AND d.council_id = c.council_id) AND EXISTS (SELECT 1 FROM changes d WHERE d.id < "
              "c.id AND d.field_id = c.field_id AND d.year = c.year"
              " AND d.council_id = c.council_id) AND processed_run IS NOT NULL ORDER BY c.id DESC LIMIT 1"_s)
            .front();
    const auto story = changeStoryQuery(context, index, id);
    REQUIRE(story);
    const ChangeView& change = story->change;
    REQUIRE(story->current);
    CHECK(story->current->value == change.newValue);
    REQUIRE(story->import);
    CHECK(story->import->id == change.importId);
    REQUIRE(story->source);
    CHECK(story->source->line > 0);
    CHECK(story->source->file == story->import->files.at(0).path);
    REQUIRE(story->run);
    CHECK(story->run->id == change.run);
    CHECK(story->run->job == u"update-factoids"_s);
    CHECK(story->otherCount >= 1);
    for (const ChangeView& other : story->others) {
        CHECK(other.council == change.council);
        CHECK(other.slug == change.slug);
        CHECK(other.id != change.id);
    }
    const auto before = Decimal::parse(change.oldValue.value().toUtf8());
    const auto after = Decimal::parse(change.newValue.value().toUtf8());
    CHECK(story->difference.value() == after->minus(*before)->toString());
    CHECK(changeStoryQuery(context, index, 999'999).error().kind == ErrorKind::Usage);
}

TEST_CASE("an export holds the filtered changes, runs no formula and is whole or not there")
{
    LogFixture f;
    REQUIRE(f.db->run(u"UPDATE councils SET name = '=HYPERLINK(1)' WHERE code = 'E07000007'"_s));
    auto context = f.context();
    ChangeFilter filter;
    filter.council = u"E07000007"_s;
    filter.order = ChangeOrder::Oldest;
    const auto ids = f.chosen(filter);
    const QString path = f.path(u"changes.csv"_s);
    const auto written = exportChanges(context, ids, path);
    REQUIRE(written);
    CHECK(*written == static_cast<qint64>(ids.size()));
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().split('\n');
    CHECK(lines.size() == static_cast<qsizetype>(ids.size()) + 2);
    CHECK(lines[1].startsWith(QByteArray::number(ids.front()) + ","));
    CHECK(lines[1].contains("'=HYPERLINK(1)"));
    CHECK_FALSE(lines[1].contains(",=HYPERLINK"));

    context.control.cancel.request();
    const QString never = f.path(u"never.csv"_s);
    CHECK(exportChanges(context, ids, never).error().kind == ErrorKind::Interrupted);
    CHECK_FALSE(QFile::exists(never));
    context.control = {};
    CHECK(exportChanges(context, ids, f.path(u"no/such/folder.csv"_s)).error().kind == ErrorKind::Failed);
}
