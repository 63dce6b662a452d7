// resources/words/fields.json read in the plainest way, for tests that need the traits of real
// fields.
#pragma once

#include "core/insights/mine/miner.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace factoid::test {

inline Traits traitsFile() {
    QFile file(QStringLiteral(FACTOID_TEST_DIR "/../resources/words/fields.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject fields =
        QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("fields")).toObject();
    Traits traits;
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        const QJsonObject json = it->toObject();
        FieldTraits made;
        made.balance = json.value(QStringLiteral("balance")).toBool();
        made.income = json.value(QStringLiteral("income")).toBool();
        made.partOf = json.value(QStringLiteral("part_of")).toString();
        made.own = json.value(QStringLiteral("own")).toString();
        made.levied = json.value(QStringLiteral("levied")).toString();
        made.compared = json.value(QStringLiteral("compared")).toBool(true);
        for (const QJsonValue& label : json.value(QStringLiteral("breaks")).toArray())
            made.breaks.push_back(Year::parse(label.toString().toUtf8()).value());
        traits.insert(it.key(), made);
    }
    return traits;
}

} // namespace factoid::test
