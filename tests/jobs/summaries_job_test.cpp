// The building of summaries on a real database: what it reads, what it writes, and what a quiet day costs.
#include "core/pipeline/summary_building.h"

#include "core/import/reading/import_reader.h"
#include "core/store/data/import_store.h"
#include "core/store/data/register_store.h"
#include "core/store/data/summary_store.h"

#include <catch2/catch.hpp>

#include <QFile>
#include <QTemporaryDir>

using namespace factoid;

namespace {

class Store
{
  public:
    explicit Store(int years)
    {
        auto opened = Database::open({m_folder.filePath(u"store.db"_s)}, OpenMode::ReadWrite);
        REQUIRE(opened);
        db = std::move(*opened);
        QByteArray figures = "council_code,field_slug,year,value\n";
        for (int year = 0; year < years; ++year) {
            for (int council = 1; council <= 6; ++council) {
                const QByteArray label = QByteArray::number(1980 + year);
                figures += "A" + QByteArray::number(council) + ",debt," + label + "," +
                           QByteArray::number(council * 100 + year) + "\n";
                figures += "A" + QByteArray::number(council) + ",parks," + label + "," +
                           QByteArray::number(council * 7 + year) + "\n";
            }
        }
        QByteArray councils = "code,name,type,nation,region,active_from,active_to,successor\n";
        for (int council = 1; council <= 6; ++council)
            councils += "A" + QByteArray::number(council) + ",Name" + QByteArray::number(council) +
                        ",District,England,North,,,\n";
        import({file("councils.csv", councils),
                file("fields.csv", "slug,name,unit,description,comparison,polarity,per_head_of\ndebt,Debt,GBP,,yes,"
                                   "neutral,\nparks,Parks,GBP,,no,neutral,\n"),
                file("figures.csv", figures)});
    }
    QString file(const char* name, const QByteArray& bytes)
    {
        QFile out(m_folder.filePath(QLatin1String(name)));
        REQUIRE(out.open(QIODevice::WriteOnly | QIODevice::Truncate));
        out.write(bytes);
        return out.fileName();
    }
    void import(const QStringList& files)
    {
        const auto known = RegisterStore(*db).load();
        REQUIRE(known);
        auto batch = readImport(files, *known);
        REQUIRE(batch);
        REQUIRE(db->transaction<ImportReport>([&] {
            return ImportStore(*db).apply(*batch, {now, 0, false, false}, {});
        }));
    }
    SummaryReport build(const SummaryOptions& options = {})
    {
        const auto report = buildSummaries(*db, now, options, {});
        REQUIRE(report);
        return *report;
    }
    qint64 rows(const char* table)
    {
        const auto count = db->scalar(u"SELECT COUNT(*) FROM %1"_s.arg(QLatin1String(table)));
        REQUIRE(count);
        return count->value_or(-1).toLongLong();
    }

    std::unique_ptr<Database> db;
    QDateTime now = QDateTime::fromString(u"2026-06-01T09:00:00Z"_s, Qt::ISODate);

  private:
    QTemporaryDir m_folder;
};

} // namespace

TEST_CASE("fault_22 a rebuild takes the same number of statements however many fields and years")
{
    const auto statements = [](int years, bool full) {
        Store store(years);
        const qint64 before = store.db->statementCount();
        const SummaryReport report = store.build({full, {}, {}});
        CHECK(report.built == 2 * years);
        CHECK(report.figuresRead == 12 * years);
        return store.db->statementCount() - before;
    };
    CHECK(statements(1, false) == statements(40, false));
    CHECK(statements(1, true) == statements(40, true));
    CHECK(statements(40, true) < 20);
}

TEST_CASE("fault_21 quiet days write no row and any past day can be read back")
{
    Store store(5);
    store.build();
    CHECK(store.rows("summaries") == 10);
    for (int day = 1; day <= 30; ++day) {
        store.now = store.now.addDays(1);
        const SummaryReport report = store.build({day % 2 == 0, {}, {}});
        CHECK(report.built == 0);
    }
    CHECK(store.rows("summaries") == 10);
    CHECK(store.rows("changes") == 10 + 6 + 2);

    store.import({store.file("more.csv", "council_code,field_slug,year,value\nA1,debt,1984,9999\n")});
    const SummaryReport changed = store.build();
    CHECK(changed.built == 1);
    CHECK(changed.figuresRead == 6);
    CHECK(store.rows("summaries") == 11);
    SummaryStore summaries(*store.db);
    const auto today = summaries.read(u"debt"_s, Year::calendar(1984));
    const auto before = summaries.read(u"debt"_s, Year::calendar(1984), store.now.date().addDays(-1));
    REQUIRE((today && *today && before && *before));
    CHECK((*today)->value(u"max"_s).toString() == u"9999.00"_s);
    CHECK((*before)->value(u"max"_s).toString() == u"604.00"_s);
}

TEST_CASE("an incremental build and a full one give the same summaries")
{
    Store store(4);
    store.build();
    store.import({store.file(
        "more.csv", "council_code,field_slug,year,value\nA1,debt,1983,-5\nA2,parks,1981,[x]\nA3,debt,1990,1\n")});
    CHECK(store.build().built == 3);
    const auto incremental = SummaryStore(*store.db).readAll();
    REQUIRE(store.db->run(u"DELETE FROM summaries"_s));
    REQUIRE(store.db->run(u"UPDATE cells SET summary_hash = ''"_s));
    store.build({true, {}, {}});
    CHECK(SummaryStore(*store.db).readAll().value() == incremental.value());
}

TEST_CASE("a build can be narrowed to a field and a year and an unknown field is refused")
{
    Store store(4);
    CHECK(store.build({false, u"debt"_s, Year::calendar(1981)}).figuresRead == 6);
    CHECK(store.build({false, u"debt"_s, {}}).built == 3);
    CHECK(store.build().built == 4);
    CHECK(buildSummaries(*store.db, store.now, {false, u"none"_s, {}}, {}).error().kind == ErrorKind::Usage);
}

TEST_CASE("a build that is cancelled leaves the summaries as they were")
{
    Store store(4);
    TaskControl control;
    control.cancel.request();
    const auto cancelled = buildSummaries(*store.db, store.now, {}, control);
    REQUIRE_FALSE(cancelled);
    CHECK(cancelled.error().kind == ErrorKind::Interrupted);
    CHECK(store.rows("summaries") == 0);
    CHECK(store.build().built == 8);
}
