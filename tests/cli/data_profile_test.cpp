// Data that are not the United Kingdom's through the real program: what is said of them is what they say themselves.
#include "tests/support/small_data.h"

#include <QRegularExpression>

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kHowMany = 40;

// 24 countries of three groups, in calendar years; one of them stands out.
QByteArray countries(const char* type = "Country")
{
    QByteArray csv = "code,name,type,nation\n";
    for (int i = 0; i < 24; ++i)
        csv += "C" + QByteArray::number(100 + i) + ",Land" + QByteArray::number(i) + "," + type + "," +
               (i % 3 == 0   ? "Ruritania"
                : i % 3 == 1 ? "Borduria"
                             : "Syldavia") +
               "\n";
    return csv;
}

QByteArray figures(const QByteArray& slug, bool financial)
{
    QByteArray csv = "council_code,field_slug,year,value\n";
    for (int year = 2010; year <= 2022; ++year) {
        const QByteArray label =
            QByteArray::number(year) +
            (financial ? "/" + QByteArray::number((year + 1) % 100).rightJustified(2, '0') : QByteArray());
        for (int i = 0; i < 24; ++i) {
            const qint64 base = 1'000'000LL * (i == 5 ? 900 : 100 + 7 * i);
            csv += "C" + QByteArray::number(100 + i) + "," + slug + "," + label + "," +
                   QByteArray::number(base + 4'000'000LL * (year - 2010) + 100'000LL * ((i * 7 + year * 13) % 17)) +
                   "\n";
        }
    }
    return csv;
}

void give(const Desk& desk, const QByteArray& slug, bool financial, const QByteArray& profile = {})
{
    desk.write(u"data/councils.csv"_s, countries());
    desk.write(u"data/fields.csv"_s, "slug,name,unit,description,comparison\n" + slug + ",Public debt,EUR,,yes\n");
    desk.write(u"data/figures.csv"_s, figures(slug, financial));
    if (!profile.isEmpty())
        desk.write(u"data/profile.json"_s, profile);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
}

QStringList told(const Desk& desk)
{
    (void)desk.ask({u"update-factoids"_s, u"--force"_s, u"--limit"_s, QString::number(kHowMany)});
    QStringList texts;
    for (const QJsonValue& each :
         desk.ask({u"factoids"_s, u"--limit"_s, QString::number(kHowMany)}).value("factoids"_L1).toArray())
        texts << each.toObject().value("text"_L1).toString();
    CHECK(texts.size() > 3);
    return texts;
}

bool anyHas(const QStringList& texts, const QString& pattern)
{
    return !texts.filter(QRegularExpression(pattern)).isEmpty();
}

} // namespace

TEST_CASE("of countries that are not in the United Kingdom nothing says so")
{
    Desk desk;
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    give(desk, "debt", false);
    const QStringList texts = told(desk);
    INFO(texts.join(QLatin1Char('\n')).toStdString());
    CHECK_FALSE(anyHas(texts, u"UK|United Kingdom|[Cc]ouncil|[Cc]ountrys|authorit"_s));
    CHECK(anyHas(texts, u"countr(y|ies)"_s));
    CHECK(desk.ask(words("verify")).value(u"refused"_s).toInt() == 0);

    // And a text that says it is refused, whatever its claims.
    QJsonObject set = desk.ask({u"factoids"_s, u"--limit"_s, QString::number(kHowMany)});
    QJsonArray lies;
    for (const QJsonValue& each : set.value("factoids"_L1).toArray()) {
        QJsonObject lie = each.toObject();
        const QString text = lie.value("text"_L1).toString();
        for (const auto& [from, to] :
             {std::pair(u"countries"_s, u"UK countries"_s), std::pair(u"countries"_s, u"UK councils"_s),
              std::pair(u"country"_s, u"UK council"_s)}) {
            if (!text.contains(from))
                continue;
            lie.insert(u"text"_s, QString(text).replace(from, to));
            lies.append(lie);
        }
    }
    REQUIRE_FALSE(lies.isEmpty());
    desk.write(u"lies.json"_s, QJsonDocument(QJsonObject{{u"factoids"_s, lies}}).toJson());
    const Answer verified = desk.run({u"--json"_s, u"verify"_s, desk.path(u"lies.json"_s)});
    CHECK(verified.code == 6);
    CHECK(verified.json().value(u"refused"_s).toInt() == lies.size());
}

TEST_CASE("a year ends in the month that the data say, or in none")
{
    Desk desk;
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    // The slug is one that the program knows as a balance of the United Kingdom's.
    give(desk, "total_borrowing", true);
    const QStringList before = told(desk);
    INFO(before.join(QLatin1Char('\n')).toStdString());
    CHECK_FALSE(anyHas(before, u"March|April|June"_s));
    CHECK(anyHas(before, u"2022/23"_s));
    CHECK(desk.ask(words("verify")).value(u"refused"_s).toInt() == 0);
    (void)desk.ask(words("settings set data.year_end=06-30"));
    const QStringList after = told(desk);
    INFO(after.join(QLatin1Char('\n')).toStdString());
    CHECK_FALSE(anyHas(after, u"March|April"_s));
    CHECK(anyHas(after, u"June 2023"_s));
    CHECK(desk.ask(words("verify")).value(u"refused"_s).toInt() == 0);
}

TEST_CASE("a data set brings its own words, and an undo takes them back")
{
    Desk desk;
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    give(desk, "debt", false);
    give(
        desk, "debt", false,
        R"({"whole": {"spoken": "the Three Lands", "adjective": "Three Lands"}, "entity": {"one": "land", "many": "lands"},
             "types": {"Country": {"one": "land", "many": "lands"}}})");
    const QStringList texts = told(desk);
    INFO(texts.join(QLatin1Char('\n')).toStdString());
    CHECK(anyHas(texts, u"\\blands?\\b"_s));
    CHECK_FALSE(anyHas(texts, u"countr|UK|council"_s));
    CHECK(desk.ask(words("verify")).value(u"refused"_s).toInt() == 0);
    const auto whole = [&] {
        for (const QJsonValue& row : desk.ask(words("settings list")).value(u"settings"_s).toArray()) {
            if (row.toObject().value(u"key"_s).toString() == u"data.whole"_s)
                return row.toObject().value(u"value"_s).toString();
        }
        return QString();
    };
    CHECK(whole() == u"the Three Lands"_s);
    (void)desk.ask(words("undo"));
    (void)desk.ask(words("undo"));
    CHECK(whole().isEmpty());
}

TEST_CASE("no Welsh is written of what has no Welsh words")
{
    Desk desk;
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    give(desk, "debt", false);
    (void)desk.run({u"--json"_s, u"update-factoids"_s, u"--force"_s, u"--language"_s, u"cy"_s});
    const Answer answer = desk.run({u"--json"_s, u"factoids"_s, u"--language"_s, u"cy"_s});
    CHECK(answer.code != 0);
    CHECK(answer.json().value(u"factoids"_s).toArray().isEmpty());
}

TEST_CASE("columns of the register's files say what a profile says, and an undo takes them back")
{
    Desk desk;
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    give(desk, "debt", true);
    QByteArray councils = countries().replace(
        "code,name,type,nation\n", "code,name,type,nation,entity_one,entity_many,type_one,type_many,year_end\n");
    councils.replace(",Country,Ruritania\n", ",Country,Ruritania,land,lands,land,lands,\n")
        .replace(",Country,Borduria\n", ",Country,Borduria,,,,,09-30\n")
        .replace(",Country,Syldavia\n", ",Country,Syldavia,,,,,\n");
    desk.write(u"words/councils.csv"_s, councils);
    desk.write(u"words/fields.csv"_s,
               "slug,name,unit,comparison,balance,year_end\ndebt,Public debt,EUR,yes,yes,06-30\n");
    const QJsonObject report = desk.ask({u"import"_s, desk.path(u"words"_s)});
    CHECK(report.value("rejected"_L1).toInt() == 0);
    CHECK(report.value("warnings"_L1).toArray().isEmpty());
    const QStringList texts = told(desk);
    INFO(texts.join(QLatin1Char('\n')).toStdString());
    CHECK(anyHas(texts, u"June 2023"_s));
    CHECK(anyHas(texts, u"\\blands?\\b"_s));
    CHECK_FALSE(anyHas(texts, u"September|March|countr|council"_s));
    CHECK(desk.ask(words("verify")).value(u"refused"_s).toInt() == 0);
    (void)desk.ask({u"import"_s, u"--undo"_s, u"2"_s});
    const QStringList after = told(desk);
    INFO(after.join(QLatin1Char('\n')).toStdString());
    CHECK_FALSE(anyHas(after, u"June|\\blands?\\b"_s));
}

TEST_CASE("where years end decides who was there, and summaries follow when it is said")
{
    Desk desk;
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    give(desk, "debt", true);
    QByteArray councils = countries().replace("nation\n", "nation,active_to\n");
    for (const char* nation : {"Ruritania", "Borduria", "Syldavia"})
        councils.replace(QByteArray(",") + nation + "\n", QByteArray(",") + nation + ",\n");
    councils += "C900,Gone,Country,Syldavia,2019-05-01\n"; // in 2019/20 where that began in April
    desk.write(u"data/councils.csv"_s, councils);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    const auto eligible = [&] {
        (void)desk.ask(words("build-summaries"));
        return desk.ask(words("summary debt 2019/20")).value("eligible_councils"_L1).toInt();
    };
    CHECK(eligible() == 25); // nobody says when: it may have been there
    (void)desk.ask(words("settings set data.year_end=06-30"));
    CHECK(eligible() == 24);
    (void)desk.ask(words("settings set data.year_end=03-31"));
    CHECK(eligible() == 25);
    desk.write(u"fields.csv"_s, "slug,name,unit,year_end\ndebt,Public debt,EUR,06-30\n");
    (void)desk.ask({u"import"_s, desk.path(u"fields.csv"_s)});
    CHECK(eligible() == 24);
    (void)desk.ask(words("undo"));
    CHECK(eligible() == 25);
}
