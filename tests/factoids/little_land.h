// A little land for the tests of words: six county councils, two Cornwalls, two districts and a
// Scottish council, with figures that are easy to check by eye.
#pragma once

#include "words_support.h"

namespace factoid::test {

inline Council landCouncil(const char* code, const char* name, const char* type, const char* nation, const char* region,
                           QDate from = {}, QDate to = {})
{
    Council council;
    council.code = QString::fromLatin1(code);
    council.name = QString::fromUtf8(name);
    council.type = QString::fromLatin1(type);
    council.nation = QString::fromLatin1(nation);
    council.region = QString::fromLatin1(region);
    council.activeFrom = from;
    council.activeTo = to;
    return council;
}

inline Field landField(const char* slug, const char* name, const char* unit, const char* heads = "population")
{
    Field field;
    field.slug = QString::fromLatin1(slug);
    field.name = QString::fromUtf8(name);
    field.unit = QString::fromLatin1(unit);
    field.comparison = true;
    field.perHeadOf = QString::fromLatin1(heads);
    return field;
}

inline std::vector<Council> landCouncils()
{
    const QDate merged(2009, 4, 1);
    return {landCouncil("E10000016", "Kent", "County", "England", "South East"),
            landCouncil("E10000008", "Devon", "County", "England", "South West"),
            landCouncil("E10000012", "Essex", "County", "England", "East of England"),
            landCouncil("E10000030", "Surrey", "County", "England", "South East"),
            landCouncil("E10000020", "Norfolk", "County", "England", "East of England"),
            landCouncil("E0820", "Cornwall", "County", "England", "South West", {}, merged),
            landCouncil("E06000052", "Cornwall", "Unitary authority", "England", "South West", merged),
            landCouncil("E06000046", "Isle of Wight", "Unitary authority", "England", "South East"),
            landCouncil("E08000013", "St Helens", "Metropolitan district", "England", "North West"),
            landCouncil("E47000010", "North East", "Combined authority", "England", "North East"),
            landCouncil("N09000002", "Armagh City, Banbridge and Craigavon", "NI district", "Northern Ireland",
                        "Northern Ireland"),
            landCouncil("W06000022", "Newport", "Welsh unitary authority", "Wales", "Wales"),
            landCouncil("S12000036", "City of Edinburgh", "Scottish unitary authority", "Scotland", "Scotland")};
}

inline std::vector<Field> landFields()
{
    return {landField("total_borrowing", "Total borrowing outstanding", "GBP"),
            landField("spend_cultural", "Cultural and related services", "GBP"),
            landField("total_service_expenditure", "Total service expenditure", "GBP"),
            landField("unallocated_reserves_close", "Unallocated reserves at 31 March", "GBP"),
            landField("revenue_support_grant", "Revenue Support Grant", "GBP"),
            landField("retained_business_rates", "Retained business rates", "GBP"),
            landField("band_d_council_tax", "Average Band D council tax", "GBP_per_dwelling", ""),
            landField("estimated_collection_rate", "Estimated council tax collection rate", "percent", ""),
            landField("population", "Population", "count", ""),
            landField("library_visits", "Library visits (all branches)", "count"),
            landField("water_cost", "Water cost", "EUR")};
}

inline void put(Panel& panel, const char* field, int start, const char* code, const char* value,
                Status status = Status::Final)
{
    panel.set(panel.fieldIndex(QString::fromLatin1(field)), Year::financial(start),
              panel.councilIndex(QString::fromLatin1(code)), {Decimal::parse(value).value(), status, false});
}

// Kent owes £301.4 million in March 2020, twice Devon's £151.6 million, and so on.
inline Panel littleLand()
{
    Panel panel(landCouncils(), landFields());
    const char* counties[] = {"E10000016", "E10000008", "E10000012", "E10000030", "E10000020"};
    const char* borrowing[] = {"301400000", "151600000", "120000000", "64550000", "0"};
    const char* earlier[] = {"75300000", "140000000", "118000000", "60000000", "0"};
    const char* culture[] = {"30500000", "20000000", "18000000", "9000000", "6000000"};
    const char* reserves[] = {"40000000", "35000000", "30000000", "25000000", "-1765861"};
    const char* grant[] = {"-50000000", "-20000000", "-10000000", "-8000000", "-5000000"};
    const char* bandD[] = {"1534.23", "1488.60", "1391.40", "1668.75", "1570.10"};
    const char* people[] = {"1500000", "800000", "1400000", "1200000", "900000"};
    for (int i = 0; i < 5; ++i) {
        put(panel, "total_borrowing", 2019, counties[i], borrowing[i]);
        put(panel, "total_borrowing", 2015, counties[i], earlier[i]);
        put(panel, "spend_cultural", 2019, counties[i], culture[i]);
        put(panel, "total_service_expenditure", 2019, counties[i], "200000000");
        put(panel, "unallocated_reserves_close", 2019, counties[i], reserves[i]);
        put(panel, "revenue_support_grant", 2019, counties[i], grant[i]);
        put(panel, "band_d_council_tax", 2019, counties[i], bandD[i]);
        put(panel, "estimated_collection_rate", 2019, counties[i], i == 0 ? "98.45" : "97");
        put(panel, "population", 2019, counties[i], people[i]);
        put(panel, "library_visits", 2019, counties[i], i == 0 ? "1234567" : "500000");
        put(panel, "water_cost", 2019, counties[i], i == 0 ? "2500000" : "1000000");
    }
    put(panel, "revenue_support_grant", 2018, counties[0], "-100000000");
    put(panel, "retained_business_rates", 2019, counties[0], "1500000");
    put(panel, "retained_business_rates", 2019, counties[1], "-2500000");
    return panel;
}

} // namespace factoid::test
