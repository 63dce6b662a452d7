// A record's JSON comes from its list of fields.
#include "core/base/record.h"

#include <catch2/catch.hpp>

#include <QJsonDocument>

using namespace factoid;

namespace {

struct Inner {
    QString name;
    bool known = false;
    static auto fields() { return std::tuple{field("name", &Inner::name), field("known", &Inner::known)}; }
};

struct Outer {
    qint64 id = 0;
    std::optional<double> ratio;
    std::optional<QString> note;
    std::vector<Inner> inner;
    QStringList words;
    std::optional<Inner> best;
    QJsonObject free;
    static auto fields()
    {
        return std::tuple{field("id", &Outer::id),          field("ratio", &Outer::ratio),
                          fieldIfAny("note", &Outer::note), field("inner", &Outer::inner),
                          field("words", &Outer::words),    field("best", &Outer::best),
                          field("free", &Outer::free)};
    }
};

struct Asked {
    std::optional<std::optional<qint64>> answer; // outer none: it was not asked
    static auto fields() { return std::tuple{fieldIfAny("answer", &Asked::answer)}; }
};

template <class T>
std::string printed(const T& record)
{
    return QJsonDocument(toJson(record)).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace

TEST_CASE("a record without values says so, and leaves out what it may")
{
    CHECK(printed(Outer()) == R"({"best":null,"free":{},"id":0,"inner":[],"ratio":null,"words":[]})");
}

TEST_CASE("a record says all it has")
{
    Outer record{9007199254740993,         0.5, u"seen"_s, {{u"Kent"_s, true}, {}}, {u"a"_s, u"b"_s},
                 Inner{u"Devon"_s, false}, {}};
    record.free.insert(u"x"_s, 1);
    CHECK(printed(record) == R"({"best":{"known":false,"name":"Devon"},"free":{"x":1},"id":9007199254740993,)"
                             R"("inner":[{"known":true,"name":"Kent"},{"known":false,"name":""}],"note":"seen",)"
                             R"("ratio":0.5,"words":["a","b"]})");
}

TEST_CASE("what was not asked is left out, and what was asked in vain is null")
{
    CHECK(printed(Asked()) == "{}");
    CHECK(printed(Asked{std::optional<qint64>()}) == R"({"answer":null})");
    CHECK(printed(Asked{std::optional<qint64>(4)}) == R"({"answer":4})");
}
