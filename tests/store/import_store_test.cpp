// Import, undo, history and change log against a real database.
#include "core/import/reading/import_reader.h"
#include "core/store/data/cell_store.h"
#include "core/store/data/change_index.h"
#include "core/store/data/change_search.h"
#include "core/store/data/import_store.h"
#include "core/store/data/register_store.h"
#include "core/store/data/summary_store.h"

#include <catch2/catch.hpp>

#include <QCryptographicHash>
#include <QFile>
#include <QRandomGenerator>
#include <QSqlRecord>
#include <QTemporaryDir>

using namespace factoid;

namespace {

const QByteArray kCouncils =
    "code,name,type,nation,region,active_from,active_to,successor\n"
    "A1,Alpha,District,England,North,,,\nA2,Beta,District,England,North,,,\nA3,Gamma,District,England,South,,,\n"
    "A4,Delta,District,England,South,,,\nA5,Epsilon,District,England,South,,,\n";
const QByteArray kFields = "slug,name,unit,description,comparison,polarity,per_head_of\n"
                           "debt,Debt,GBP,,yes,neutral,\nparks,Parks,GBP,,no,neutral,\n";
const QByteArray kFigures =
    "council_code,field_slug,year,value\n"
    "A1,debt,2019/20,100\nA2,debt,2019/20,200\nA3,debt,2019/20,300\nA4,debt,2019/20,400\nA5,debt,2019/20,500\n"
    "A1,parks,2019/20,7\n";

class Fixture
{
  public:
    Fixture()
    {
        auto opened = Database::open({m_folder.filePath(u"store.db"_s)}, OpenMode::ReadWrite);
        REQUIRE(opened);
        db = std::move(*opened);
    }
    QString file(const QString& name, const QByteArray& bytes)
    {
        QFile out(m_folder.filePath(name));
        REQUIRE(out.open(QIODevice::WriteOnly | QIODevice::Truncate));
        out.write(bytes);
        return out.fileName();
    }
    Result<ImportReport> import(const QStringList& files, bool replace = false, bool fail_ = false)
    {
        const auto known = RegisterStore(*db).load();
        REQUIRE(known);
        auto batch = readImport(files, *known);
        REQUIRE(batch);
        now = now.addSecs(60);
        return db->transaction<ImportReport>([&]() -> Result<ImportReport> {
            auto report = ImportStore(*db).apply(*batch, {now, 0, replace, true}, {});
            if (fail_)
                return fail(ErrorKind::Failed, u"stopped on purpose"_s);
            return report;
        });
    }
    ImportReport first()
    {
        auto report = import(
            {file(u"councils.csv"_s, kCouncils), file(u"fields.csv"_s, kFields), file(u"figures.csv"_s, kFigures)});
        INFO((report ? std::string() : report.error().sentence().toStdString()));
        REQUIRE(report);
        return *report;
    }
    // Everything that an import may touch, as text; two equal texts are two equal stores.
    QString contents()
    {
        QString text;
        for (const char* sql : {"SELECT * FROM councils ORDER BY id", "SELECT * FROM fields ORDER BY id",
                                "SELECT field_id, year, council_id, value, status FROM figures",
                                "SELECT field_id, year, data_hash, figures FROM cells", "SELECT * FROM field_groups",
                                "SELECT field_id, year, council_id, value, status FROM revisions"}) {
            REQUIRE(db->each(QLatin1String(sql), {}, [&](const QSqlQuery& row) {
                for (int i = 0; i < 12 && row.isValid() && i < row.record().count(); ++i)
                    text += row.value(i).toString() + QLatin1Char('|');
                text += QLatin1Char('\n');
            }));
            text += u"--\n"_s;
        }
        return text;
    }
    QByteArray hash(const char* slug)
    {
        auto value = db->scalar(u"SELECT data_hash FROM cells c JOIN fields f ON f.id = c.field_id WHERE f.slug = ?"_s,
                                {QLatin1String(slug)});
        REQUIRE(value);
        return value->value_or(QString()).toString().toLatin1();
    }

    std::unique_ptr<Database> db;
    QDateTime now = QDateTime::fromString(u"2026-06-01T09:00:00Z"_s, Qt::ISODate);

  private:
    QTemporaryDir m_folder;
};

} // namespace

TEST_CASE("a first import adds and logs one row a field and year")
{
    Fixture f;
    const ImportReport report = f.first();
    CHECK(report.inserted == 6);
    CHECK(report.rows == report.accepted + report.rejected);
    QStringList types;
    for (const ChangeView& change : report.diff)
        types << change.type;
    CHECK(types.count(u"new_council"_s) == 5);
    CHECK(types.count(u"new_field"_s) == 2);
    CHECK(types.count(u"bulk_import"_s) == 2);
    CHECK(report.changes == 9);
    // The hash is what sort and sha256sum give of these lines.
    CHECK(f.hash("parks") == QCryptographicHash::hash("A1\t7.0000\n", QCryptographicHash::Sha256).toHex());
}

TEST_CASE("fault_16 unchanged data logs nothing and a change logs once")
{
    Fixture f;
    f.first();
    const QString before = f.contents();
    const auto again = f.import({f.file(u"figures.csv"_s, kFigures)});
    REQUIRE(again);
    CHECK(again->unchanged == 6);
    CHECK(again->changes == 0);
    CHECK(f.contents() == before);

    const QByteArray oldHash = f.hash("debt");
    const auto changed = f.import(
        {f.file(u"new.csv"_s, "council_code,field_slug,year,value\nA2,debt,2019/20,250\nA3,debt,2019/20,300.0000\n")});
    REQUIRE(changed);
    CHECK(changed->updated == 1);
    CHECK(changed->unchanged == 1);
    REQUIRE(changed->diff.size() == 1);
    const ChangeView& row = changed->diff.front();
    CHECK(row.type == u"revision"_s);
    CHECK(row.oldValue == u"200"_s);
    CHECK(row.newValue == u"250"_s);
    CHECK(row.magnitude == u"25.00"_s);
    CHECK(row.comparison);
    CHECK(row.oldHash.value().toLatin1() == oldHash);
    CHECK(row.newHash.value().toLatin1() == f.hash("debt"));
    CHECK(f.hash("debt") != oldHash);
    CHECK(changed->diff.front().council == u"A2"_s);
}

TEST_CASE("earlier values stay in the history and can be asked for as known on a day")
{
    Fixture f;
    f.first();
    const QDateTime between = f.now.addSecs(30);
    REQUIRE(f.import({f.file(u"new.csv"_s, "council_code,field_slug,year,value\nA2,debt,2019/20,[x]\n")}));
    const auto history = FigureStore(*f.db).history(u"A2"_s, u"debt"_s, Year::financial(2019));
    REQUIRE(history);
    REQUIRE(history->size() == 2);
    CHECK_FALSE(history->at(0).value.has_value());
    CHECK(history->at(0).status == Status::NotAvailable);
    CHECK(history->at(1).value == Decimal::fromInt(200));
    CHECK(history->at(1).line == 3);
    CHECK(history->at(1).file.endsWith(u"figures.csv"_s));
    const auto known = FigureStore(*f.db).asKnownAt(u"A2"_s, u"debt"_s, Year::financial(2019), between);
    REQUIRE(known);
    REQUIRE(known->has_value());
    CHECK((*known)->value == Decimal::fromInt(200));
}

TEST_CASE("undo puts everything back")
{
    Fixture f;
    f.first();
    const QString before = f.contents();
    const struct {
        const char* name;
        QByteArray bytes;
        bool replace;
    } cases[] = {
        {"a changed figure", "council_code,field_slug,year,value\nA2,debt,2019/20,250\n", false},
        {"a new year", "council_code,field_slug,year,value\nA2,debt,2020/21,250\nA3,debt,2020/21,1\n", false},
        {"a figure that goes missing", "council_code,field_slug,year,value\nA2,debt,2019/20,[c]\n", false},
        {"a whole truth that removes", "council_code,field_slug,year,value\nA1,debt,2019/20,100\nA2,debt,2019/20,1\n",
         true},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const auto report = f.import({f.file(u"case.csv"_s, c.bytes)}, c.replace);
        REQUIRE(report);
        CHECK(f.contents() != before);
        const auto undone = f.db->transaction<ImportReport>([&] {
            return ImportStore(*f.db).undo(report->importId, {f.now, 0, false, true});
        });
        REQUIRE(undone);
        CHECK(f.contents() == before);
        const auto twice = f.db->transaction<ImportReport>([&] {
            return ImportStore(*f.db).undo(report->importId, {f.now, 0, false, true});
        });
        REQUIRE_FALSE(twice);
        CHECK(twice.error().kind == ErrorKind::Input);
    }
}

TEST_CASE("an import that a later one has built on is not undone and the later one is named")
{
    Fixture f;
    f.first();
    const auto second = f.import({f.file(u"b.csv"_s, "council_code,field_slug,year,value\nA2,debt,2019/20,250\n")});
    const auto third = f.import({f.file(u"c.csv"_s, "council_code,field_slug,year,value\nA2,debt,2019/20,260\n")});
    REQUIRE(second);
    REQUIRE(third);
    const auto refused = f.db->transaction<ImportReport>([&] {
        return ImportStore(*f.db).undo(second->importId, {f.now, 0, false, false});
    });
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.contains(u"undo import %1 first"_s.arg(third->importId)));
    REQUIRE(f.db->transaction<ImportReport>([&] {
        return ImportStore(*f.db).undo(third->importId, {f.now, 0, false, false});
    }));
    REQUIRE(f.db->transaction<ImportReport>([&] {
        return ImportStore(*f.db).undo(second->importId, {f.now, 0, false, false});
    }));
}

TEST_CASE("an import that fails half-way leaves nothing behind")
{
    Fixture f;
    f.first();
    const QString before = f.contents();
    const auto failed =
        f.import({f.file(u"b.csv"_s, "council_code,field_slug,year,value\nA2,debt,2019/20,250\nA1,debt,2021/22,1\n")},
                 false, true);
    CHECK_FALSE(failed);
    CHECK(f.contents() == before);
}

TEST_CASE("replace removes what the file does not mention only in the fields and years in it")
{
    Fixture f;
    f.first();
    const auto report =
        f.import({f.file(u"b.csv"_s, "council_code,field_slug,year,value\nA1,debt,2019/20,100\n")}, true);
    REQUIRE(report);
    CHECK(report->removed == 4);
    CHECK(report->unchanged == 1);
    const auto left = f.db->scalar(u"SELECT COUNT(*) FROM figures"_s);
    CHECK(left->value_or(0).toInt() == 2); // A1's debt and its parks
}

TEST_CASE("fault_16 figures written by another program are found and logged once")
{
    Fixture f;
    f.first();
    REQUIRE(f.db->run(
        u"UPDATE figures SET value = 9990000 WHERE council_id = (SELECT id FROM councils WHERE code = 'A5') AND field_id = (SELECT id FROM fields WHERE slug = 'debt')"_s));
    const auto look = [&] {
        const auto panel = FigureStore(*f.db).loadPanel();
        REQUIRE(panel);
        const auto found = ImportStore(*f.db).findOutsideWrites(
            *panel, [&](int field, Year year) { return dataHash(*panel, *panel->block(field, year)); }, f.now, false);
        REQUIRE(found);
        return found->cells;
    };
    CHECK(look() == 1);
    CHECK(look() == 0);
    ChangeIndex index;
    REQUIRE(index.sync(*f.db));
    ChangeKeys updates;
    updates.types = QStringList{u"data_update"_s};
    const auto changes = ChangeStore(*f.db).read(index.select(updates, ChangeOrder::Newest));
    REQUIRE(changes);
    REQUIRE(changes->size() == 1);
    CHECK(changes->front().comparison);
    CHECK(changes->front().newHash.value().toLatin1() == f.hash("debt"));
}

TEST_CASE("fault_18 a change that arrives during a generation stays open")
{
    Fixture f;
    f.first();
    ChangeStore changes(*f.db);
    const auto newest = changes.newestId();
    REQUIRE(newest);
    REQUIRE(f.import({f.file(u"b.csv"_s, "council_code,field_slug,year,value\nA2,debt,2019/20,250\n")}));
    REQUIRE(changes.markProcessed(*newest, 1));
    CHECK(changes.openCount().value_or(-1) == 1);
}

TEST_CASE("a council that changes type is counted in its new group")
{
    Fixture f;
    f.first();
    QByteArray councils = kCouncils;
    councils.replace("A1,Alpha,District", "A1,Alpha,County");
    const auto report = f.import({f.file(u"councils.csv"_s, councils)});
    REQUIRE(report);
    const auto groups = FigureStore(*f.db).reportedGroups();
    REQUIRE(groups);
    CHECK(groups->value(u"parks"_s) == ReportedGroups{{u"County"_s, u"England"_s}});
    CHECK(CellStore(*f.db).dirtyCount().value_or(0) == 2);
}

TEST_CASE("a statement finds the changes that the index finds")
{
    Fixture f;
    f.first();
    for (int round = 0; round < 4; ++round) {
        QByteArray figures = "council_code,field_slug,year,value\n";
        for (int council = 1; council <= 5; ++council)
            figures += QByteArray("A%1,debt,2019/20,%2\n")
                           .replace("%1", QByteArray::number(council))
                           .replace("%2", QByteArray::number(council * 100 + round * 7));
        REQUIRE(f.import({f.file(u"more.csv"_s, figures)}));
    }
    REQUIRE(f.db->run(u"UPDATE changes SET processed_run = id % 3 WHERE id % 2 = 0"_s));
    ChangeIndex index;
    REQUIRE(index.sync(*f.db));
    const quint32 seed = 20261130;
    INFO("seed " << seed);
    QRandomGenerator random(seed);
    int found = 0;
    for (int i = 0; i < 300; ++i) {
        ChangeKeys keys;
        const auto perhaps = [&] { return random.bounded(4) == 0; };
        if (perhaps())
            keys.types = index.types().first(1 + random.bounded(static_cast<int>(index.types().size())));
        if (perhaps())
            keys.field = 1 + random.bounded(3);
        if (perhaps())
            keys.council = 1 + random.bounded(6);
        if (perhaps())
            keys.year = random.bounded(2) == 0 ? 201920 : 202021;
        if (perhaps())
            keys.importId = 1 + random.bounded(6);
        if (perhaps())
            keys.run = 1 + random.bounded(3);
        if (perhaps())
            keys.processed = random.bounded(2) == 0;
        if (perhaps())
            keys.from = f.now.addSecs(-60 * random.bounded(6));
        if (perhaps())
            keys.until = f.now.addSecs(60 - 60 * random.bounded(6));
        const ChangeOrder order = random.bounded(2) == 0 ? ChangeOrder::Newest : ChangeOrder::Oldest;
        const auto all = index.select(keys, order);
        const qint64 limit = random.bounded(12);
        const auto asked = searchChanges(*f.db, keys, order, limit);
        REQUIRE(asked);
        REQUIRE(*asked);
        CHECK((*asked)->total == static_cast<qint64>(all.size()));
        CHECK((*asked)->inLog == index.size());
        const size_t shown = std::min(all.size(), static_cast<size_t>(limit));
        CHECK((*asked)->ids == std::vector<qint64>(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(shown)));
        found += all.empty() ? 0 : 1;
    }
    CHECK(found > 50);
    ChangeKeys words;
    words.words.resize(1);
    CHECK_FALSE(searchChanges(*f.db, words, ChangeOrder::Newest, 1).value());
    CHECK_FALSE(searchChanges(*f.db, {}, ChangeOrder::Largest, 1).value());
}

TEST_CASE("what another program writes is marked, and what an import writes is not")
{
    Fixture f;
    f.first();
    CellStore cells(*f.db);
    CHECK(cells.outsideMarks().value().empty());
    const auto marked = [&](const char* sql) {
        REQUIRE(f.db->run(QLatin1String(sql)));
        QStringList marks;
        const auto keys = cells.outsideMarks().value();
        for (const CellKey& key : keys)
            marks << u"%1 %2"_s.arg(key.field).arg(key.year);
        REQUIRE(cells.clearOutsideMarks());
        return marks.join(u", "_s).toStdString();
    };
    CHECK(marked("UPDATE figures SET value = value + 1 WHERE field_id = 1 AND council_id = 1") == "1 201920");
    CHECK(marked("UPDATE figures SET year = 202021 WHERE field_id = 2") == "2 201920, 2 202021");
    CHECK(marked("DELETE FROM figures WHERE field_id = 2") == "2 202021");
    CHECK(
        marked("INSERT OR REPLACE INTO figures(field_id, year, council_id, value, status) VALUES(1, 201920, 1, 5, 0), "
               "(2, 201819, 1, 5, 0)") == "1 201920, 2 201819");
    // Between the two, another import: it says nothing of itself, and forgets nothing of others.
    REQUIRE(f.db->run(u"UPDATE figures SET value = 9 WHERE field_id = 1 AND council_id = 2"_s));
    REQUIRE(f.import({f.file(u"again.csv"_s, "council_code,field_slug,year,value\nA1,parks,2021/22,8\n")}));
    CHECK(cells.outsideMarks().value() == std::vector<CellKey>{{1, 201920}});
    // An import that fails leaves no trace of having written.
    REQUIRE_FALSE(
        f.import({f.file(u"fails.csv"_s, "council_code,field_slug,year,value\nA1,parks,2022/23,8\n")}, false, true));
    CHECK(cells.outsideMarks().value() == std::vector<CellKey>{{1, 201920}});
}
