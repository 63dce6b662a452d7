#include "core/figures/summariser.h"
#include "tests/figures/small_panel.h"

#include <catch2/catch.hpp>

#include <QCryptographicHash>

#include <limits>
#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

const Year kYear = Year::financial(2019);

} // namespace

TEST_CASE("the data hash is what sort and sha256sum give")
{
    // printf 'CODE\tVALUE\n…' | LC_ALL=C sort | sha256sum
    std::vector<Council> councils = {
        councilOf(u"W06000001"_s), councilOf(u"E0701"_s),     councilOf(QString::fromUtf8("ZÉ")),
        councilOf(u"E06000002"_s), councilOf(u"E06000001"_s), councilOf(u"E06000003"_s),
        councilOf(u"England"_s)};
    councils.back().total = true;
    Panel panel = panelOf(councils);
    const auto set = [&panel](const char* code, const char* value) {
        put(panel, kYear, panel.councilIndex(QString::fromUtf8(code)), amount(value));
    };
    set("ZÉ", "1534.23");
    set("W06000001", "922337203685477.5807");
    set("E0701", "0");
    set("E06000001", "5");
    set("E06000002", "-0.5");
    put(panel, kYear, panel.councilIndex(u"E06000003"_s), {}, Status::NotAvailable);
    CHECK(dataHash(panel, *panel.block(0, kYear)) ==
          "fcc035441d2e58b6e2dfcf82c4ba8a22abf794802679d9b019ca9debafa7828d");
}

TEST_CASE("a block without figures hashes to that of no bytes")
{
    Panel panel = panelOf(councilsOf(3));
    CHECK(dataHash(panel, panel.blockForWrite(0, kYear)) ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("the data hash agrees with lines written the slow way")
{
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    for (int round = 0; round < 50; ++round) {
        const int count = 1 + static_cast<int>(random() % 60);
        Panel panel = panelOf(councilsOf(count));
        Block& block = panel.blockForWrite(0, kYear);
        QCryptographicHash expected(QCryptographicHash::Sha256);
        for (int council = 0; council < count; ++council) {
            if (random() % 7 == 0)
                continue;
            auto units = static_cast<std::int64_t>(random()) >> (random() % 64);
            if (random() % 20 == 0 || units == Block::kMissing)
                units = random() % 2 ? std::numeric_limits<std::int64_t>::max() : Block::kMissing + 1;
            put(panel, kYear, council, Decimal::fromUnits(units));
            expected.addData(
                (codeAt(council + 1) + QLatin1Char('\t') + Decimal::fromUnits(units).toFixed(4) + QLatin1Char('\n'))
                    .toUtf8());
        }
        REQUIRE(dataHash(panel, block) == expected.result().toHex());
    }
}

TEST_CASE("fault_16 the hash depends on the figures and on nothing else")
{
    std::vector<Council> councils = councilsOf(20);
    Panel panel = panelOf(councils);
    for (int i = 0; i < 20; ++i)
        put(panel, kYear, i, Decimal::fromInt(i * 1'000));
    const QByteArray hash = dataHash(panel, *panel.block(0, kYear));

    // Another order of councils and of filling, other names and other statuses: the same figures.
    std::ranges::reverse(councils);
    for (Council& council : councils)
        council.name = u"renamed"_s;
    Panel other = panelOf(councils);
    for (int i = 19; i >= 0; --i) {
        put(other, kYear, i, Decimal::fromInt(1));
        put(other, kYear, i, Decimal::fromInt(i * 1'000), Status::Provisional);
    }
    CHECK(dataHash(other, *other.block(0, kYear)) == hash);

    // The smallest change, and a figure that goes missing, show.
    put(other, kYear, 7, Decimal::fromUnits(7'000 * Decimal::kScale + 1));
    CHECK(dataHash(other, *other.block(0, kYear)) != hash);
    put(other, kYear, 7, Decimal::fromInt(7'000));
    CHECK(dataHash(other, *other.block(0, kYear)) == hash);
    put(other, kYear, 0, {}, Status::NotAvailable); // was 0: unknown is not 0
    CHECK(dataHash(other, *other.block(0, kYear)) != hash);
}

TEST_CASE("the site hash is of sorted lines")
{
    const SiteHashLine a{u"alpha"_s, Year::financial(2019), "aa"};
    const SiteHashLine b{u"alpha"_s, Year::financial(2020), "bb"};
    const SiteHashLine c{u"alpha_b"_s, Year::calendar(2018), "cc"};
    // printf 'alpha\t2019/20\taa\nalpha\t2020/21\tbb\nalpha_b\t2018\tcc\n' | sha256sum
    const QByteArray expected = "e3f0518f2affd83e95a241006a2352985de4c8aa70889006ddcb573d51479723";
    CHECK(siteHash({a, b, c}) == expected);
    CHECK(siteHash({c, b, a}) == expected);
    CHECK(siteHash({a, b}) != expected);
    CHECK(siteHash({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
