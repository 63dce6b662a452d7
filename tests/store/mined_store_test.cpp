// What mining keeps: rows come back as they were put, one a field, and go when nothing is kept any more.
#include "core/store/site/mined_store.h"

#include <catch2/catch.hpp>

#include <QTemporaryDir>

#include <algorithm>

using namespace factoid;

namespace {

// By slug.
std::vector<MinedRow> rowsOf(Database& db)
{
    auto rows = MinedStore(db).load();
    REQUIRE(rows);
    std::ranges::sort(*rows, {}, &MinedRow::slug);
    return *rows;
}

} // namespace

TEST_CASE("what mining keeps comes back byte for byte, and in place of what was there")
{
    QTemporaryDir folder;
    auto db = Database::open({folder.filePath(u"store.db"_s)}, OpenMode::ReadWrite);
    REQUIRE(db);
    CHECK(rowsOf(**db).empty());
    const QByteArray zeros("\0a\0\xff", 4);
    REQUIRE(MinedStore(**db).put({{u"debt"_s, zeros, QByteArray(100'000, '\0')}, {QString(), QByteArray(), "pairs"}}));
    auto rows = rowsOf(**db);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].slug.isEmpty());
    CHECK(rows[0].inputs.isEmpty());
    CHECK(rows[0].found == "pairs");
    CHECK(rows[1].slug == u"debt"_s);
    CHECK(rows[1].inputs == zeros);
    CHECK(rows[1].found == QByteArray(100'000, '\0'));

    REQUIRE(MinedStore(**db).put({{u"debt"_s, "other", "found"}, {QString(), QByteArray(), QByteArray()}}));
    rows = rowsOf(**db);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].slug == u"debt"_s);
    CHECK(rows[0].inputs == "other");
    CHECK(rows[0].found == "found");
}
