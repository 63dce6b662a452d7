// forecast through the real program: on the real sample, and on data made to be refused.
#include "tests/support/small_data.h"

#include <QRegularExpression>

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

double number(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString().toDouble();
}

QJsonObject first(const QJsonObject& answer, const char* key)
{
    return answer.value(QLatin1String(key)).toArray().at(0).toObject();
}

QJsonObject last(const QJsonObject& answer, const char* key)
{
    const QJsonArray all = answer.value(QLatin1String(key)).toArray();
    return all.at(all.size() - 1).toObject();
}

// Four councils of one type: one that broke, one that took over another, one that copied, one that moved across zero.
void importOddSeries(Desk& desk)
{
    QByteArray councils = "code,name,type,nation,region,active_from,active_to,successor\n";
    QByteArray figures = "council_code,field_slug,year,value\n";
    const auto add = [&](int number, const QByteArray& life, const QList<int>& values) {
        const QByteArray code = "X" + QByteArray::number(100 + number);
        councils += code + ",Council " + QByteArray::number(number) + ",Town,Utopia,," + life + "\n";
        for (int year = 0; year < values.size(); ++year) {
            if (values[year] != INT_MIN)
                figures +=
                    code + ",roads," + QByteArray::number(2014 + year) + "," + QByteArray::number(values[year]) + "\n";
        }
    };
    for (int peer = 1; peer <= 20; ++peer) {
        QList<int> values;
        for (int year = 0; year < 9; ++year)
            values << 1000 * peer + 30 * year + (peer * 7 + year * 5) % 11;
        add(peer, ",,", values);
    }
    add(21, ",,", {100, 104, 107, 111, 116, 119, 124, 900, 903});
    add(22, ",,", {100, 104, 107, 111, 116, 119, 324, 330, 333});
    add(23, ",2020-01-01,X122", {200, 204, 205, 206, 209, 210});
    add(24, ",,", {100, 104, 107, 111, 116, 119, 124, 130, 130});
    add(25, ",,", {-9, 4, -7, 11, -6, 9, -4, 3, 8});
    add(26, ",,", {100, 104, 107, 111, 116, 119, 124, 130, INT_MIN});
    add(27, ",,", {5, 5, 5, 5, 5, 5, 5, 5, 5});
    desk.write(u"odd/councils.csv"_s, councils);
    desk.write(u"odd/fields.csv"_s, "slug,name,unit,description,comparison,polarity,per_head_of\n"
                                    "roads,Roads,EUR,,yes,neutral,\n");
    desk.write(u"odd/figures.csv"_s, figures);
    (void)desk.ask({u"import"_s, desk.path(u"odd"_s)});
}

} // namespace

TEST_CASE("forecast tells a council's coming years with interval, methods and what earlier ones missed")
{
    Desk desk;
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    (void)desk.ask({u"import"_s, samplePath()});
    const QJsonObject answer = desk.ask(words("forecast population --council E06000004 --years 2"));
    CHECK(answer.value(u"subject"_s).toObject().value(u"name"_s) == u"Stockton-on-Tees"_s);
    CHECK(answer.value(u"refusal"_s).isNull());
    CHECK(answer.value(u"projected"_s).toBool());
    CHECK(answer.value(u"sentence"_s).toString().contains(u"is projected to be"_s));
    REQUIRE(answer.value(u"forecast"_s).toArray().size() == 2);
    const QJsonObject newest = last(answer, "history");
    CHECK(newest.value(u"year"_s) == answer.value(u"origin"_s));
    const QJsonObject next = first(answer, "forecast");
    // People of a place come and go by less than 3 percent a year.
    CHECK(number(next, "value") > 0.97 * number(newest, "value"));
    CHECK(number(next, "value") < 1.03 * number(newest, "value"));
    CHECK(number(next, "low") < number(next, "value"));
    CHECK(number(next, "value") < number(next, "high"));
    CHECK_FALSE(next.value(u"value"_s).toString().contains(QLatin1Char('.')));
    double weights = 0;
    for (const QJsonValue& method : answer.value(u"methods"_s).toArray())
        weights += number(method.toObject(), "weight");
    CHECK(weights == Approx(100).margin(0.5));
    // Each past forecast says how far off it was, to the last digit.
    REQUIRE_FALSE(answer.value(u"past"_s).toArray().isEmpty());
    for (const QJsonValue& value : answer.value(u"past"_s).toArray()) {
        const QJsonObject past = value.toObject();
        CHECK(number(past, "off") == number(past, "outcome") - number(past, "value"));
        CHECK(past.value(u"inside"_s).toBool() ==
              (number(past, "low") <= number(past, "outcome") && number(past, "outcome") <= number(past, "high")));
    }
    CHECK(desk.run(words("forecast population --council E06000004")).out.contains("is projected to be"));
}

TEST_CASE("forecast adds amounts of a group and of all up, and averages rates")
{
    Desk desk;
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    (void)desk.ask({u"import"_s, samplePath()});
    const QJsonObject total = desk.ask(words("forecast total_borrowing --total"));
    CHECK(total.value(u"subject"_s).toObject().value(u"measure"_s) == u"sum"_s);
    CHECK(total.value(u"refusal"_s).isNull());
    const QJsonObject summary =
        desk.ask({u"summary"_s, u"total_borrowing"_s, total.value(u"origin"_s).toString(), u"--spread"_s});
    CHECK(number(last(total, "history"), "value") == number(summary.value(u"summary"_s).toObject(), "sum"));
    const QJsonObject wales = desk.ask(words("forecast total_borrowing --group nation=Wales"));
    CHECK(number(last(wales, "history"), "value") < number(last(total, "history"), "value"));
    const QJsonObject rate = desk.ask(words("forecast band_d_council_tax --group type=County"));
    CHECK(rate.value(u"subject"_s).toObject().value(u"measure"_s) == u"average"_s);
    // Thousands are set apart in the sentence, before a decimal point and after a minus.
    static const QRegularExpression odd(u"-,|,\\.|\\d{4}[ ,.]|,\\d{1,2}[ ,.]"_s);
    for (const QString& line :
         {u"forecast band_d_council_tax --group type=County"_s, u"forecast revenue_support_grant --total"_s}) {
        const QString sentence = desk.ask(line.split(QLatin1Char(' '))).value(u"sentence"_s).toString();
        INFO(sentence.toStdString());
        CHECK(sentence.contains(u"is projected to be"_s));
        CHECK_FALSE(sentence.section(u"is projected to be"_s, 1).contains(odd));
    }
}

TEST_CASE("forecast refuses with the reason, in a sentence")
{
    Desk desk;
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    importOddSeries(desk);
    const std::tuple<const char*, const char*, const char*> cases[] = {
        {"X121", "break", "changed in 2021"},
        {"X122", "merger", "took over the area of others in 2020"},
        {"X123", "ended", "its area went to Council 22"},
        {"X124", "copied_forward", "looks copied"},
        {"X125", "mixed_signs", "above zero in some years and below in others"},
        {"X126", "no_newest", "no figure for 2022"},
        {"X127", "never_changed", "is the same"},
    };
    for (const auto& [code, refusal, sentence] : cases) {
        INFO(code);
        const QJsonObject answer = desk.ask({u"forecast"_s, u"roads"_s, u"--council"_s, QLatin1String(code)});
        CHECK(answer.value(u"refusal"_s).toString().toStdString() == refusal);
        CHECK(answer.value(u"sentence"_s).toString().contains(QLatin1String(sentence)));
        CHECK(answer.value(u"forecast"_s).toArray().isEmpty());
    }
    // A data set that does not say what its members are called has no word for them put into its mouth.
    const QString all = desk.ask(words("forecast roads --total")).value(u"sentence"_s).toString();
    CHECK(all.startsWith(u"Roads of all of them together is projected to be "_s));
    // Beside each other: those that are gone are not there, the others have a forecast or the reason.
    const QJsonObject each = desk.ask(words("forecast roads --years 1"));
    CHECK(each.value(u"councils"_s).toArray().size() == 26);
    CHECK(each.value(u"forecasts"_s).toInt() == 20);
    CHECK(each.value(u"refused"_s).toInt() == 6);
    CHECK(desk.run(words("forecast roads")).out.contains("no forecast: copied_forward"));
}

TEST_CASE("an import says how far off forecasts were, and which figure lies outside its interval")
{
    Desk desk;
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    importOddSeries(desk);
    const QJsonObject expected = first(desk.ask(words("forecast roads --council X110 --years 1")), "forecast");
    QByteArray csv = "council_code,field_slug,year,value\n";
    for (int peer = 1; peer <= 20; ++peer) {
        const int value = 1000 * peer + 270 + (peer * 7 + 45) % 11;
        csv += "X" + QByteArray::number(100 + peer) + ",roads,2023," +
               QByteArray::number(peer == 10 ? 10 * value : value) + "\n";
    }
    desk.write(u"odd/figures.csv"_s, csv);
    const QJsonObject imported = desk.ask({u"import"_s, desk.path(u"odd/figures.csv"_s)});
    const QJsonObject arrived = first(imported, "forecasts");
    CHECK(arrived.value(u"field"_s) == u"roads"_s);
    CHECK(arrived.value(u"year"_s) == u"2023"_s);
    CHECK(arrived.value(u"forecasts"_s).toInt() == 20);
    CHECK(arrived.value(u"inside"_s).toInt() == 19);
    CHECK(number(arrived, "median_off_percent") < 1);
    QStringList outside;
    for (const QJsonValue& warning : imported.value(u"warnings"_s).toArray()) {
        if (warning.toString().contains(u"worth a look"_s))
            outside << warning.toString();
    }
    REQUIRE(outside.size() == 1);
    CHECK(outside[0].startsWith(
        u"Council 10 (X110) of roads in 2023 is 102750; forecast from the years before was %1,"_s.arg(
            expected.value(u"value"_s).toString())));
    // A file of all years is no arrival of what was forecast.
    importOddSeries(desk);
    desk.write(u"odd/figures.csv"_s, csv + "X101,roads,2022,1261\n");
    CHECK(desk.ask({u"import"_s, desk.path(u"odd/figures.csv"_s)}).value(u"forecasts"_s).toArray().isEmpty());
}

TEST_CASE("forecast says what is wrong with a question")
{
    Desk desk;
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    importOddSeries(desk);
    const std::pair<const char*, const char*> cases[] = {
        {"forecast", "needs FIELD"},
        {"forecast nothing --total", "no field"},
        {"forecast roads --council X999", "no council has the code X999"},
        {"forecast roads --group type=Castle", "no council has the type"},
        {"forecast roads --group castle", "type=NAME, nation=NAME or region=NAME"},
        {"forecast roads --total --council X101", "only one of"},
        {"forecast roads --total --years 11", "from 1 to 10"},
    };
    for (const auto& [command, sentence] : cases) {
        const Answer answer = desk.run(words(command));
        INFO(command << " -> " << answer.code << " " << answer.err.toStdString());
        CHECK(answer.code == 2);
        CHECK(answer.err.contains(sentence));
    }
}

TEST_CASE("a group is called what the data set calls it")
{
    Desk desk;
    QByteArray figures = "council_code,field_slug,year,value\n";
    QByteArray councils = "code,name,type,nation,nation_spoken,nation_adjective\n";
    for (int town = 1; town <= 20; ++town) {
        const QByteArray code = "T" + QByteArray::number(town);
        councils += code + ",Town " + QByteArray::number(town) +
                    (town == 1   ? ",Town,Netherlands,the Netherlands,Dutch\n"
                     : town < 11 ? ",Town,Netherlands,,\n"
                                 : ",Town,Belgium,,\n");
        for (int year = 0; year < 8; ++year)
            figures += code + ",roads," + QByteArray::number(2014 + year) + "," +
                       QByteArray::number(1000 * town + 40 * year + (town * 5 + year * 3) % 7) + "\n";
    }
    desk.write(u"low/councils.csv"_s, councils);
    desk.write(u"low/fields.csv"_s, "slug,name,unit,comparison\nroads,Roads,EUR,yes\n");
    desk.write(u"low/figures.csv"_s, figures);
    (void)desk.ask({u"import"_s, desk.path(u"low"_s)});
    for (const auto& [group, name] : {std::pair("nation=Netherlands", "the Netherlands"),
                                      std::pair("nation=Belgium", "Belgium"), std::pair("type=Town", "Town")}) {
        const QJsonObject answer = desk.ask({u"forecast"_s, u"roads"_s, u"--group"_s, QLatin1String(group)});
        CHECK(answer.value(u"subject"_s).toObject().value(u"name"_s) == QLatin1String(name));
        CHECK(
            answer.value(u"sentence"_s).toString().startsWith(u"Roads of %1 is projected"_s.arg(QLatin1String(name))));
    }
}
