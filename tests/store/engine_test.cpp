// What the engine behind a database says in its own way: rows in bulk, a list bound as one text, the counter of
// changes.
#include "core/store/sql/bulk_insert.h"
#include "core/store/sql/bulk_read.h"
#include "core/store/sql/change_counter.h"

#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace factoid;

namespace {

std::unique_ptr<Database> blank()
{
    auto made = Database::blank();
    REQUIRE(made);
    return std::move(*made);
}

} // namespace

TEST_CASE("a row with the key of another takes its place and leaves the columns that it does not name")
{
    const auto db = blank();
    BulkInsert rows(*db, u"cells"_s, {u"field_id"_s, u"year"_s, u"data_hash"_s, u"figures"_s},
                    {u"field_id"_s, u"year"_s});
    REQUIRE(rows.add({1, 201920, u"a"_s, 3}));
    REQUIRE(rows.add({1, 202021, u"b"_s, 3}));
    REQUIRE(db->run(u"UPDATE cells SET summary_hash = 'kept' WHERE year = 201920"_s));
    REQUIRE(rows.add({1, 201920, u"c"_s, 4}));
    REQUIRE(rows.finish());

    BulkRead read(*db, u"SELECT year, data_hash, figures, summary_hash FROM cells WHERE field_id = ? ORDER BY year"_s);
    read.bind(1, 1);
    REQUIRE(read.next().value_or(false));
    CHECK(read.number(0) == 201920);
    CHECK(QByteArray(read.text(1).toByteArray()) == "c");
    CHECK(read.number(2) == 4);
    CHECK(QByteArray(read.text(3).toByteArray()) == "kept");
    REQUIRE(read.next().value_or(false));
    CHECK(read.number(0) == 202021);
    const auto after = read.next();
    REQUIRE(after);
    CHECK_FALSE(*after);
}

TEST_CASE("without a key the second row is an error, and so is a statement that cannot be")
{
    const auto db = blank();
    BulkInsert rows(*db, u"state"_s, {u"key"_s, u"value"_s});
    REQUIRE(rows.add({u"k"_s, u"one"_s}));
    const auto twice = rows.add({u"k"_s, u"two"_s});
    REQUIRE_FALSE(twice);
    CHECK(twice.error().kind == ErrorKind::Store);
    BulkRead read(*db, u"SELECT nothing FROM nowhere"_s);
    read.bind(1, 1);
    CHECK_FALSE(read.next());
}

TEST_CASE("a list is bound as one text and keeps its order")
{
    const auto db = blank();
    QStringList found;
    REQUIRE(db->each(u"SELECT c0 FROM %1 r ORDER BY place"_s.arg(db->backend().boundRows(1)), {u"[3,1,2]"_s},
                     [&](const QSqlQuery& row) { found << row.value(0).toString(); }));
    CHECK(found == QStringList{u"3"_s, u"1"_s, u"2"_s});
    found.clear();
    REQUIRE(db->each(u"SELECT c1 || c0 FROM %1 r ORDER BY place"_s.arg(db->backend().boundRows(2)),
                     {u"[[1,\"a\"],[2,\"b\"]]"_s}, [&](const QSqlQuery& row) { found << row.value(0).toString(); }));
    CHECK(found == QStringList{u"a1"_s, u"b2"_s});
}

TEST_CASE("the counter is another one after a write of somebody else, and there is none without a store")
{
    const QTemporaryDir folder;
    const StoreUrl url{folder.filePath(u"store.db"_s)};
    CHECK(ChangeCounter::open(url) == nullptr);
    auto db = Database::open(url, OpenMode::ReadWrite);
    REQUIRE(db);
    const auto counter = ChangeCounter::open(url);
    REQUIRE(counter);
    const auto before = counter->read();
    REQUIRE(before);
    CHECK(counter->read() == before);
    REQUIRE((*db)->run(u"INSERT INTO state(key, value) VALUES('k', 'v')"_s));
    CHECK(counter->read() != before);
    QStringList values;
    REQUIRE(counter->each(u"SELECT value FROM state WHERE key = 'k'"_s,
                          [&](const BulkStatement& row) { values << QString::fromUtf8(row.text(0)); }));
    CHECK(values == QStringList{u"v"_s});
    CHECK_FALSE(counter->each(u"SELECT nothing FROM nowhere"_s, [](const BulkStatement&) {}));
}

TEST_CASE("whether a store takes writes is asked without waiting")
{
    const QTemporaryDir folder;
    const StoreUrl url{folder.filePath(u"store.db"_s)};
    auto writer = Database::open(url, OpenMode::ReadWrite);
    auto other = Database::open(url, OpenMode::ReadWrite);
    REQUIRE(writer);
    REQUIRE(other);
    CHECK((*other)->takesWrites().value_or(false));
    const auto held = (*writer)->transaction<bool>([&]() -> Result<bool> { return (*other)->takesWrites(); });
    REQUIRE(held);
    CHECK_FALSE(*held);
    CHECK((*other)->takesWrites().value_or(false));
}
