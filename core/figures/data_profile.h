// Data profile: what a data set calls things: all of it together, one of those that it tells of, its nations, the end
// of its year. Nothing of it is assumed that the data do not say: the United Kingdom's is one that ships with the
// program (resources/profiles/uk.json), and holds only where a register's nations are the United Kingdom's. A value;
// any thread.
#pragma once

#include "core/base/result.h"
#include "core/figures/council.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>

#include <vector>

namespace factoid {

// One and several of a kind: "country", "countries".
struct KindNames {
    QString one, many;
    [[nodiscard]] bool given() const { return !one.isEmpty(); }
    friend bool operator==(const KindNames&, const KindNames&) = default;
};

// A place in words: "the Netherlands", "Dutch". The adjective may be missing.
struct PlaceNames {
    QString spoken, adjective;
    friend bool operator==(const PlaceNames&, const PlaceNames&) = default;
};

struct DataProfile {
    QString name;                       // "uk": the program's own words hold; else what the data say of themselves
    PlaceNames whole;                   // all together: "the European Union"; not given: they have no name
    KindNames entity;                   // any of them: "council"; not given: only their types have names
    QHash<QString, KindNames> types;    // by type as in the register
    QHash<QString, PlaceNames> nations; // by nation as in the register
    int yearEnds = 0; // month times 100 plus day of the last day of a year such as 2018/19; 0: not known
    QHash<QString, int> fieldYearEnds; // the same of fields whose years end otherwise, by slug
    QSet<QString> balances;            // slugs of fields that are a stock at the year's end, not a flow in it
    QSet<QString> flows;               // slugs of fields that are said to be none

    [[nodiscard]] bool isUk() const;
    // Where years such as 2018/19 end for the field (empty: for the register), as yearEnds; 0: not known.
    [[nodiscard]] int yearEndsOf(const QString& field) const { return fieldYearEnds.value(field, yearEnds); }
    // Last and first day of a year; invalid for a year such as 2018/19 when the profile does not say where the field's
    // years end.
    [[nodiscard]] QDate lastDay(Year year, const QString& field = {}) const;
    [[nodiscard]] QDate firstDay(Year year, const QString& field = {}) const;
    // The days that a year has. Where its end is not known, all that it may have: 2018/19 begins in 2018 and ends in
    // 2019, so nobody who was there in one of them is left out.
    [[nodiscard]] YearDays days(Year year, const QString& field = {}) const;
    friend bool operator==(const DataProfile&, const DataProfile&) = default;
};

// Errors (Input): which key is unknown or has a wrong value.
[[nodiscard]] Result<DataProfile> profileFromJson(const QJsonObject& json);
[[nodiscard]] Result<DataProfile> profileFromBytes(const QByteArray& json);
// What profileFromJson reads back; empty for a profile that says nothing.
[[nodiscard]] QJsonObject profileToJson(const DataProfile& profile);

// Month and day as yearEnds has them: "06-30" is 630. nullopt: neither.
[[nodiscard]] std::optional<int> monthAndDayFrom(const QString& text);

// What `said` says, over what `profile` says. What it leaves out stays.
void takeOver(DataProfile& profile, const DataProfile& said);

// The part of a profile that each setting `data.…` keeps, by its key; without those that are not given.
[[nodiscard]] QHash<QString, QString> profileSettings(const DataProfile& profile);
// The settings of what is kept with what is said now: words are added to words, the rest takes the place of what is
// there.
[[nodiscard]] QHash<QString, QString> settingsWith(const QHash<QString, QString>& kept,
                                                   const QHash<QString, QString>& said);
// The profile of the councils with what the settings say instead. What they cannot say (words that are no JSON) is
// left.
[[nodiscard]] DataProfile profileWith(const std::vector<Council>& councils, const QHash<QString, QString>& settings);

// That which ships for the United Kingdom.
[[nodiscard]] const DataProfile& ukProfile();
// The United Kingdom's where all nations of the councils are the United Kingdom's; else one that says nothing.
[[nodiscard]] DataProfile profileOf(const std::vector<Council>& councils);

} // namespace factoid
