// Settings: a plain struct with defaults and one table of fields that drives load, save, --config, the
// settings page and docs/settings.md. Plain value; any thread.
#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QString>

#include <map>
#include <span>
#include <variant>

namespace factoid {

struct Settings {
    // schedule
    QString scheduleSlots = u"06:00,10:30,14:00,18:30"_s;
    QString scheduleZone = u"Europe/London"_s;
    QString scheduleMissed = u"once"_s;
    int freshnessMinutes = 60;
    int minimumGapMinutes = 0;
    int checkMinutes = 15;
    // factoids
    int setSize = 3;
    int reserve = 21;
    QString language = u"en"_s;
    // data: what the data set calls things (figures/data_profile.h); empty: what the data themselves say
    QString dataWhole;
    QString dataWholeAdjective;
    QString dataOne;
    QString dataMany;
    QString dataYearEnd;
    QString dataWords;
    // fallbacks
    QString serveUnchecked = u"on"_s;
    // cache
    int cacheFreshMinutes = 360;
    int cacheJitterPercent = 10;
    int cacheStaleDays = 30;
    // retention
    int keepSummariesDays = 1100;
    int keepChangesDays = 1100;
    int keepRunsDays = 400;
    int keepSetsDays = 400;
    int keepCallsDays = 400;
    int keepFailuresDays = 400;
    int keepTranscriptsDays = 30;
    // spend: amounts as text, empty: no cap
    QString spendPerRun;
    QString spendPerDay = u"2.00"_s;
    QString spendPerMonth = u"20.00"_s;
    QString spendCurrency = u"GBP"_s;
    // site
    QString siteTitle = u"Council finance factoids"_s;
    QString siteUrl = u"https://example.org/"_s;
    QString attribution = u"Contains public sector information licensed under the Open Government Licence v3.0."_s;
    int bundleExpiryDays = 30;
    QString bundleByteOrderMark = u"off"_s;
    // Of a --config document only, in no table: `prices`, `exchange` and `per_provider` of its section `spend`.
    QJsonObject spendTables;
};

struct SettingField {
    QString key; // "schedule.zone": nested in JSON as {"schedule": {"zone": …}}
    std::variant<int Settings::*, QString Settings::*> member;
    int least = 0, most = 0;                     // for numbers
    QStringList choices;                         // for texts; empty: free
    QString help;                                // one sentence
    bool (*fits)(const QString& text) = nullptr; // for texts of a kind, with its name
    QString kind = {};                           // "an amount such as 2.00, or empty for no cap"
};

[[nodiscard]] std::span<const SettingField> settingFields();
[[nodiscard]] const SettingField* settingField(const QString& key);

// As text, whatever the kind.
[[nodiscard]] QString settingText(const Settings& settings, const SettingField& field);
// Errors: Usage, an unknown key or a value out of range; the sentence names both.
Result<void> setSetting(Settings& settings, const QString& key, const QString& text);
// Reads a --config document over `settings`. The section `providers` is checked for shape and belongs to the model
// writer; of `spend` the tables are checked where they are used (monitor/spend/spend_rules.h). Errors: Usage.
Result<void> applyConfig(Settings& settings, const QJsonObject& config);

} // namespace factoid
