// Health: whether all is well, reckoned in one place from what the status knows. The headline, the tiles, the foot and
// the list of the window's first page, `status` and `doctor` all say what this says. Pure; any thread.
#pragma once

#include "core/base/record.h"

#include <QDateTime>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace factoid {

enum class HealthLevel {
    Good,
    Warning, // somebody should do something about it some day
    Bad,     // something is wrong now
};
[[nodiscard]] QString healthLevelName(HealthLevel level); // good, warning, bad

// Something that a person should know or do.
struct HealthItem {
    HealthLevel level = HealthLevel::Warning;
    QString id; // "change_waits"
    QString text;
    QString action;                     // what is to be done, in words
    QString page;                       // of the window, where it is done
    std::map<QString, QString> at = {}; // and what it opens with
    friend bool operator==(const HealthItem&, const HealthItem&) = default;
    [[nodiscard]] QJsonObject toJson() const; // level, id, text
};

struct Health {
    std::vector<HealthItem> items; // worst first
    [[nodiscard]] HealthLevel level() const;
    [[nodiscard]] bool has(const QString& id) const;
    [[nodiscard]] qint64 count(HealthLevel level) const;
    [[nodiscard]] QJsonObject toJson() const; // {level, items}
};

// What it is reckoned from.
struct HealthFacts {
    QDateTime now;
    qint64 figures = 0, summariesBehind = 0;
    bool published = false;
    qint64 waitedMinutes = 0, targetMinutes = 0; // of the oldest change that no set has
    bool fewerThanAskedFor = false;              // factoids on show
    QStringList unsaid;                          // languages asked for that the set is not in
    bool paused = false;
    bool slotsAreChecked = false;
    QDateTime lastCheck;   // invalid: never
    QStringList rehearsed; // levels
    struct FailedRun {
        qint64 id = 0;
        QString job, outcome, message;
    };
    std::vector<FailedRun> failedRuns; // the newest of each job of the last day, where it failed
    qint64 alerts = 0;                 // incidents that called for a person
    struct SilentProvider {
        QString name;
        QDateTime since;
        qint64 times = 0;
    };
    std::vector<SilentProvider> silent; // providers with an incident that is open
    struct NeverAsked {
        QString provider, why;
    };
    std::vector<NeverAsked> neverAsked; // providers that the settings let nobody call
    qint64 reviewsDue = 0, expired = 0, uncheckedUnserved = 0;
    bool hasFallbacks = false;
    qint64 withdrawnThisWeek = 0;
};
[[nodiscard]] Health healthOf(const HealthFacts& facts);

} // namespace factoid
