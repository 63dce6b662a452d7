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
    int yearEnds = 0;       // month times 100 plus day of the last day of a year such as 2018/19; 0: not known
    QSet<QString> balances; // slugs of fields that are a stock at the year's end, not a flow in it

    [[nodiscard]] bool isUk() const;
    // Last and first day of a year; invalid for a year such as 2018/19 when the profile does not say where years end.
    [[nodiscard]] QDate lastDay(Year year) const;
    [[nodiscard]] QDate firstDay(Year year) const;
    friend bool operator==(const DataProfile&, const DataProfile&) = default;
};

// Errors (Input): which key is unknown or has a wrong value.
[[nodiscard]] Result<DataProfile> profileFromJson(const QJsonObject& json);
[[nodiscard]] Result<DataProfile> profileFromBytes(const QByteArray& json);
// What profileFromJson reads back; empty for a profile that says nothing.
[[nodiscard]] QJsonObject profileToJson(const DataProfile& profile);

// The part of a profile that each setting `data.…` keeps, by its key; without those that are not given.
[[nodiscard]] QHash<QString, QString> profileSettings(const DataProfile& profile);
// The profile of the councils with what the settings say instead. What they cannot say (words that are no JSON) is
// left.
[[nodiscard]] DataProfile profileWith(const std::vector<Council>& councils, const QHash<QString, QString>& settings);

// That which ships for the United Kingdom.
[[nodiscard]] const DataProfile& ukProfile();
// The United Kingdom's where all nations of the councils are the United Kingdom's; else one that says nothing.
[[nodiscard]] DataProfile profileOf(const std::vector<Council>& councils);

} // namespace factoid
