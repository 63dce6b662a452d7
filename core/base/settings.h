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
    QString scheduleSlots = QStringLiteral("06:00,10:30,14:00,18:30");
    QString scheduleZone = QStringLiteral("Europe/London");
    QString scheduleMissed = QStringLiteral("once");
    int freshnessMinutes = 60;
    int minimumGapMinutes = 0;
    int checkMinutes = 15;
    // factoids
    int setSize = 3;
    int reserve = 21;
    QString language = QStringLiteral("en");
    // cache
    int cacheFreshMinutes = 360;
    int cacheJitterPercent = 10;
    int cacheStaleDays = 30;
    // retention
    int keepSummariesDays = 1100;
    int keepChangesDays = 1100;
    int keepRunsDays = 400;
    int keepSetsDays = 400;
    // site
    QString siteTitle = QStringLiteral("Council finance factoids");
    QString siteUrl = QStringLiteral("https://example.org/");
    QString attribution = QStringLiteral("Contains public sector information licensed under the Open Government Licence v3.0.");
    int bundleExpiryDays = 30;
};

struct SettingField {
    QString key;  // "schedule.zone": nested in JSON as {"schedule": {"zone": …}}
    std::variant<int Settings::*, QString Settings::*> member;
    int least = 0, most = 0; // for numbers
    QStringList choices;     // for texts; empty: free
    QString help;            // one sentence
};

[[nodiscard]] std::span<const SettingField> settingFields();
[[nodiscard]] const SettingField* settingField(const QString& key);

// As text, whatever the kind.
[[nodiscard]] QString settingText(const Settings& settings, const SettingField& field);
// Errors: Usage, an unknown key or a value out of range; the sentence names both.
Result<void> setSetting(Settings& settings, const QString& key, const QString& text);
// Reads a --config document over `settings`. The sections `providers` and `spend` are checked for shape and belong
// to the model writer. Errors: Usage.
Result<void> applyConfig(Settings& settings, const QJsonObject& config);

} // namespace factoid
