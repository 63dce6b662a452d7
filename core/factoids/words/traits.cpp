#include "core/factoids/words/lexicon.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace factoid {

Result<Traits> loadTraits() {
    const QString path = QStringLiteral(":/words/fields.json");
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Failed,
                    QStringLiteral("the program was built without its table of fields"), path);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &problem);
    if (!document.isObject())
        return fail(ErrorKind::Input, problem.errorString(), path);
    const QJsonObject fields = document.object().value(QLatin1String("fields")).toObject();
    Traits traits;
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        const QJsonObject json = it->toObject();
        FieldTraits made;
        made.balance = json.value(QLatin1String("balance")).toBool();
        made.income = json.value(QLatin1String("income")).toBool();
        made.partOf = json.value(QLatin1String("part_of")).toString();
        made.own = json.value(QLatin1String("own")).toString();
        made.levied = json.value(QLatin1String("levied")).toString();
        made.compared = json.value(QLatin1String("compared")).toBool(true);
        for (const QJsonValue& label : json.value(QLatin1String("breaks")).toArray()) {
            const auto year = Year::parse(label.toString().toUtf8());
            if (!year)
                return fail(
                    ErrorKind::Input,
                    QStringLiteral("%1: “%2” is not a year").arg(it.key(), label.toString()), path);
            made.breaks.push_back(*year);
        }
        traits.insert(it.key(), made);
    }
    return traits;
}

} // namespace factoid
