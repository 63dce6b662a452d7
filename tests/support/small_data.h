// A small, made-up but well-behaved data set for tests of the jobs: 12 councils of two types, a comparison
// field with one striking council, a second field, and population. Deterministic.
#pragma once

#include "core/base/literals.h"

#include "tests/support/desk.h"

namespace factoid::test {

// What the first nine of them are; only types of the program's word files can be spoken of in Welsh.
inline const char* const kDistrict = "District";
inline const char* const kWelshToo = "Non-metropolitan district";

inline QByteArray smallCouncils(const char* district = kDistrict)
{
    QByteArray csv = "code,name,type,nation,region,active_from,active_to,successor\n";
    const char* names[] = {"Ashby",  "Barton", "Caldon", "Denby",  "Elford", "Farley",
                           "Gatton", "Henley", "Ilston", "Jarrow", "Kelby",  "Lorton"};
    for (int i = 0; i < 12; ++i) {
        csv += "E0700" + QByteArray::number(1000 + i) + "," + names[i] + "," + (i < 9 ? district : "County") +
               ",England," + (i % 2 ? "North" : "South") + ",,,\n";
    }
    return csv;
}

inline QByteArray smallFields()
{
    return "slug,name,unit,description,comparison,polarity,per_head_of\n"
           "total_borrowing,Total borrowing outstanding,GBP,,yes,neutral,population\n"
           "spend_cultural,Cultural and related services,GBP,,yes,neutral,population\n"
           "population,Population,count,,no,neutral,\n";
}

// `bump` is added to the borrowing of the first council in 2023/24.
inline QByteArray smallFigures(qint64 bump = 0)
{
    QByteArray csv = "council_code,field_slug,year,value\n";
    const int base[] = {40, 44, 51, 39, 420, 47, 36, 55, 42, 300, 340, 310};
    for (int year = 2014; year <= 2023; ++year) {
        const QByteArray label =
            QByteArray::number(year) + "/" + QByteArray::number((year + 1) % 100).rightJustified(2, '0');
        for (int i = 0; i < 12; ++i) {
            const QByteArray code = "E0700" + QByteArray::number(1000 + i);
            const qint64 drift = 100'000LL * ((i * 7 + year * 13) % 17);
            const qint64 borrowing = 1'000'000LL * base[i] + drift + (year - 2014) * 1'500'000LL * (i % 4) +
                                     (i == 0 && year == 2023 ? bump : 0);
            csv += code + ",total_borrowing," + label + "," + QByteArray::number(borrowing) + "\n";
            csv += code + ",spend_cultural," + label + "," +
                   QByteArray::number(9'000'000LL - 300'000LL * (year - 2014) + 50'000LL * ((i * 5 + year) % 11)) +
                   "\n";
            csv += code + ",population," + label + "," + QByteArray::number(90'000 + 4'000 * i + 500 * (year - 2014)) +
                   "\n";
        }
    }
    return csv;
}

inline void writeSmallData(const Desk& desk, qint64 bump = 0, const char* district = kDistrict)
{
    desk.write(u"data/councils.csv"_s, smallCouncils(district));
    desk.write(u"data/fields.csv"_s, smallFields());
    desk.write(u"data/figures.csv"_s, smallFigures(bump));
}

// The small data as of 1 June 2026, with a set published from it.
inline void importAndPublish(Desk& desk)
{
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"update-factoids"_s, u"--force"_s});
}

// The small data as of 1 June 2026, summarised, and again on 3 June with one council's borrowing 2,000,000 higher.
inline void importTwoDays(Desk& desk)
{
    for (const auto& [now, bump] :
         {std::pair("2026-06-01T09:00:00Z", 0LL), std::pair("2026-06-03T09:00:00Z", 2'000'000LL)}) {
        desk.setNow(QLatin1String(now));
        writeSmallData(desk, bump);
        (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
        (void)desk.ask({u"build-summaries"_s});
    }
}

inline QStringList words(const char* line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '));
}

} // namespace factoid::test
