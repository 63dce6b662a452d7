// resources/words/fields.json read in the plainest way, for tests that need the traits of real
// fields.
#pragma once

#include "core/insights/mine/miner.h"
#include "tests/support/test_paths.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace factoid::test {

inline Traits traitsFile()
{
    QFile file(sourcePath(u"resources/words/fields.json"_s));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject fields = QJsonDocument::fromJson(file.readAll()).object().value(u"fields"_s).toObject();
    Traits traits;
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        const QJsonObject json = it->toObject();
        FieldTraits made;
        made.balance = json.value(u"balance"_s).toBool();
        made.income = json.value(u"income"_s).toBool();
        made.partOf = json.value(u"part_of"_s).toString();
        made.own = json.value(u"own"_s).toString();
        made.levied = json.value(u"levied"_s).toString();
        made.compared = json.value(u"compared"_s).toBool(true);
        for (const QJsonValue& label : json.value(u"breaks"_s).toArray())
            made.breaks.push_back(Year::parse(label.toString().toUtf8()).value());
        traits.insert(it.key(), made);
    }
    return traits;
}

} // namespace factoid::test
