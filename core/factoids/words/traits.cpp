#include "core/factoids/words/lexicon.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace factoid {

Result<Traits> loadTraits()
{
    const QString path = u":/words/fields.json"_s;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Failed, u"the program was built without its table of fields"_s, path);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &problem);
    if (!document.isObject())
        return fail(ErrorKind::Input, problem.errorString(), path);
    const QJsonObject fields = document.object().value("fields"_L1).toObject();
    Traits traits;
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        const QJsonObject json = it->toObject();
        FieldTraits made;
        made.balance = json.value("balance"_L1).toBool();
        made.income = json.value("income"_L1).toBool();
        made.partOf = json.value("part_of"_L1).toString();
        made.own = json.value("own"_L1).toString();
        made.levied = json.value("levied"_L1).toString();
        made.compared = json.value("compared"_L1).toBool(true);
        for (const QJsonValue& label : json.value("breaks"_L1).toArray()) {
            const auto year = Year::parse(label.toString().toUtf8());
            if (!year)
                return fail(ErrorKind::Input, u"%1: “%2” is not a year"_s.arg(it.key(), label.toString()), path);
            made.breaks.push_back(*year);
        }
        traits.insert(it.key(), made);
    }
    return traits;
}

} // namespace factoid
