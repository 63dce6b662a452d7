// The publishers' own files through the shipped mappings, held against the tidy figures.

#include "tests/import/import_support.h"
#include "tests/support/test_paths.h"

#include <QHash>

#include <cstdio>
#include <map>
#include <set>
#include <tuple>

using namespace factoid;
using namespace factoid::test;

namespace {

using Key = std::tuple<QString, QString, int>; // council, field, year

std::map<Key, StagedFigure> byKey(const ImportBatch& batch)
{
    std::map<Key, StagedFigure> figures;
    for (const StagedFigure& figure : batch.figures) {
        const Key key{batch.known.councils()[static_cast<size_t>(figure.council)].code,
                      batch.known.fields()[static_cast<size_t>(figure.field)].slug, figure.year};
        REQUIRE(figures.emplace(key, figure).second);
    }
    return figures;
}

Mapping shippedMapping(const QString& name)
{
    auto mapping = loadMapping(sourcePath(u"resources/mappings/%1.json"_s).arg(name));
    if (!mapping)
        FAIL(mapping.error().sentence().toStdString());
    return *mapping;
}

// Nothing to compare with: say so, and pass as skipped.
bool withoutSharedData()
{
    if (!sharedData().isEmpty())
        return false;
    WARN("skipped: FACTOID_SHARED_DATA does not name the folder with tidy/ and messy/");
    return true;
}

const ImportBatch& tidyBatch()
{
    static const ImportBatch batch = [] {
        auto read = readImport({sharedData() + u"/tidy"_s}, Register());
        if (!read)
            FAIL(read.error().sentence().toStdString());
        return *read;
    }();
    return batch;
}

ImportBatch readMessy(const QString& name)
{
    ReadOptions options;
    options.mapping = shippedMapping(name);
    auto read = readImport({u"%1/messy/%2.csv"_s.arg(sharedData(), name)}, tidyBatch().known, options);
    if (!read)
        FAIL(read.error().sentence().toStdString());
    REQUIRE(read->rows == read->accepted + static_cast<qint64>(read->rejects.size()));
    return *read;
}

struct Comparison {
    int equal = 0;
    int different = 0;
    int onlyMessy = 0; // with a value
    int missing = 0;   // landed as missing
    int onlyTidy = 0;  // of the fields and years that landed
};

Comparison compare(const ImportBatch& messy, const QString& name)
{
    const auto tidy = byKey(tidyBatch());
    const auto landed = byKey(messy);
    Comparison result;
    std::set<std::pair<QString, int>> cells;
    for (const auto& [key, figure] : landed) {
        cells.insert({std::get<1>(key), std::get<2>(key)});
        const auto same = tidy.find(key);
        if (isMissing(figure.status)) {
            // A published figure must not have become a missing one.
            CHECK(same == tidy.end());
            ++result.missing;
        } else if (same == tidy.end()) {
            ++result.onlyMessy;
        } else if (same->second.units == figure.units) {
            ++result.equal;
        } else {
            ++result.different;
            UNSCOPED_INFO(std::get<0>(key).toStdString()
                          << " " << std::get<1>(key).toStdString() << " " << std::get<2>(key) << ": "
                          << Decimal::fromUnits(figure.units).toString().toStdString() << " but tidy has "
                          << Decimal::fromUnits(same->second.units).toString().toStdString());
        }
    }
    for (const auto& [key, figure] : tidy) {
        if (cells.contains({std::get<1>(key), std::get<2>(key)}) && !landed.contains(key))
            ++result.onlyTidy;
    }
    std::printf(
        "%s: %d equal, %d different, %d only in the mapped file, %d missing there, %d only in tidy, %zu rejects\n",
        name.toUtf8().constData(), result.equal, result.different, result.onlyMessy, result.missing, result.onlyTidy,
        messy.rejects.size());
    CHECK(result.different == 0);
    return result;
}

} // namespace

TEST_CASE("tidy figures of the shared data are all accepted", "[shared-data]")
{
    if (withoutSharedData())
        return;
    const ImportBatch& batch = tidyBatch();
    CHECK(batch.rows == 514 + 72 + 244'383 + 83'344 + 25'175 + 5'053);
    CHECK(batch.accepted == batch.rows);
    CHECK(batch.rejects.empty());
    CHECK(batch.councils.size() == 514);
    CHECK(batch.fields.size() == 72);
    CHECK(batch.files.size() == 6);
    CHECK(batch.warnings.empty());
    // The publisher's own anchor: borrowing at March 2020.
    Int128 sum = 0;
    const int field = batch.known.field("total_borrowing");
    for (const StagedFigure& figure : batch.figures)
        sum += figure.field == field && figure.year == 201920 ? figure.units : 0;
    CHECK(int128ToString(sum, Decimal::kDigits) == u"112357422000.0000"_s);
}

TEST_CASE("the sample has each council's own figures")
{
    const auto sample = readImport({sourcePath(u"resources/sample"_s)}, Register());
    REQUIRE(sample);
    const auto cut = byKey(*sample);
    const auto amount = [&](const char* code, const char* field) {
        const auto found = cut.find({QString::fromLatin1(code), QString::fromLatin1(field), 201617});
        REQUIRE(found != cut.end());
        return Decimal::fromUnits(found->second.units).toString();
    };
    // The publisher's sheet has them so; West of England began in 2017.
    CHECK(amount("E47000006", "total_service_expenditure") == u"13564000"_s);
    CHECK(amount("E47000006", "net_revenue_expenditure") == u"-20363000"_s);
    CHECK(amount("E47000009", "total_service_expenditure") == u"0"_s);
    if (withoutSharedData())
        return;
    const auto tidy = byKey(tidyBatch());
    int different = 0;
    for (const auto& [key, figure] : cut) {
        const auto whole = tidy.find(key);
        different += whole == tidy.end() || whole->second.units != figure.units;
    }
    CHECK(different == 0);
    CHECK(cut.size() == 57'274 + 10'418 + 3'468 + 5'053);
}

TEST_CASE("the revenue summary sheet equals the tidy figures", "[shared-data]")
{
    if (withoutSharedData())
        return;
    const QString name = u"revenue_summary_2023-24_sheet"_s;
    const ImportBatch batch = readMessy(name);
    const Comparison result = compare(batch, name);
    CHECK(batch.rejects.empty());
    CHECK(batch.files[0].encoding == u"Windows-1252"_s);
    CHECK(result.equal > 13'000);
    CHECK(result.onlyTidy == 0);
    const int england = batch.known.council("E92000001");
    REQUIRE(england >= 0);
    CHECK(batch.known.councils()[static_cast<size_t>(england)].total);
}

TEST_CASE("the council tax sheet equals the tidy figures", "[shared-data]")
{
    if (withoutSharedData())
        return;
    const QString name = u"council_tax_requirement_2022-23_sheet"_s;
    const ImportBatch batch = readMessy(name);
    const Comparison result = compare(batch, name);
    CHECK(batch.rejects.empty());
    CHECK(result.equal > 900);
}

TEST_CASE("the council tax export equals the tidy figures", "[shared-data]")
{
    if (withoutSharedData())
        return;
    const QString name = u"council_tax_requirement_2022-23_windows1252"_s;
    const ImportBatch batch = readMessy(name);
    const Comparison result = compare(batch, name);
    CHECK(batch.rejects.empty());
    CHECK(batch.files[0].encoding == u"Windows-1252"_s);
    CHECK(result.equal > 2'500);
}

TEST_CASE("budget figures never land as outturn", "[shared-data]")
{
    if (withoutSharedData())
        return;
    const ImportBatch batch = readMessy(u"revenue_accounts_export"_s);
    CHECK(batch.rejects.empty());
    CHECK(batch.files[0].encoding == u"UTF-8"_s);
    CHECK(batch.figures.size() > 7'000);
    std::map<QString, QString> shown;
    for (const StagedFigure& figure : batch.figures) {
        const QString slug = batch.known.fields()[static_cast<size_t>(figure.field)].slug;
        REQUIRE(slug.startsWith("budget_"_L1));
        REQUIRE(figure.year == 201718);
        const QString code = batch.known.councils()[static_cast<size_t>(figure.council)].code;
        if (code == "E06000022"_L1)
            shown[slug] = Decimal::fromUnits(figure.units).toString();
    }
    // Bath and North East Somerset, read off the file by eye, in £ thousand: 86675 and 84596.314879579702.
    CHECK(shown[u"budget_education"_s] == u"86675000"_s);
    CHECK(shown[u"budget_council_tax_requirement"_s] == u"84596314.8796"_s);
}

TEST_CASE("each shipped mapping refuses the other files in one sentence", "[shared-data]")
{
    if (withoutSharedData())
        return;
    const QStringList names{u"revenue_summary_2023-24_sheet"_s, u"revenue_accounts_export"_s,
                            u"council_tax_requirement_2022-23_sheet"_s,
                            u"council_tax_requirement_2022-23_windows1252"_s};
    for (const QString& mapping : names) {
        for (const QString& file : names) {
            if (mapping == file)
                continue;
            ReadOptions options;
            options.mapping = shippedMapping(mapping);
            const QString path = u"%1/messy/%2.csv"_s.arg(sharedData(), file);
            const auto read = readImport({path}, tidyBatch().known, options);
            REQUIRE(!read);
            INFO(read.error().sentence().toStdString());
            CHECK(read.error().file == path);
            CHECK(
                (read.error().message.contains(u"is for another file"_s) || read.error().message.contains(u"UTF-8"_s)));
        }
    }
}
