#include "core/factoids/write/slot_table.h"

#include "core/factoids/languages/languages.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace factoid {

QString patternKind(const Fact& fact)
{
    const bool one = fact.kind == "threshold_count"_L1 && fact.claims.size() > 1;
    return one ? u"threshold_one"_s : fact.kind;
}

Result<SlotTable> SlotTable::load(const QString& language)
{
    const QString path = u":/words/slots_%1.json"_s.arg(language);
    const auto wrong = [&](const QString& what) { return fail(ErrorKind::Input, what, path); };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Usage, u"there are no slots for this language"_s, path);
    QJsonParseError problem;
    const QJsonObject root = QJsonDocument::fromJson(file.readAll(), &problem).object();
    if (root.isEmpty())
        return wrong(problem.errorString());
    const QJsonObject slots_ = root.value("slots"_L1).toObject();
    const QJsonObject kinds = root.value("kinds"_L1).toObject();
    SlotTable table;
    for (auto kind = kinds.begin(); kind != kinds.end(); ++kind) {
        // A kind may share the slots of another.
        const QJsonValue own = kind->isString() ? kinds.value(kind->toString()) : *kind;
        const QJsonObject fills = own.toObject();
        std::vector<SlotWords> made;
        for (auto fill = fills.begin(); fill != fills.end(); ++fill) {
            const QJsonObject words = slots_.value(fill.key()).toObject();
            if (words.isEmpty())
                return wrong(u"the slot “%1” of “%2” is not described"_s.arg(fill.key(), kind.key()));
            QStringList needs;
            for (const QJsonValue& need : words.value("needs"_L1).toArray())
                needs.append(need.toString());
            made.push_back({fill.key(), words.value("type"_L1).toString(), words.value("says"_L1).toString(),
                            fill->toString(), needs, 0});
        }
        table.m_kinds.insert(kind.key(), made);
    }
    return table;
}

const std::vector<SlotWords>& SlotTable::ofKind(const Fact& fact) const
{
    static const std::vector<SlotWords> kNone;
    const auto found = m_kinds.constFind(patternKind(fact));
    return found == m_kinds.cend() ? kNone : *found;
}

namespace {

// Every name as two words, so that nothing of a prompt depends on how councils are called.
QString withoutNames(const NameFormatter& formatter, const Fact& fact, QString text)
{
    for (const QString& code : fact.councils) {
        const int council = formatter.panel().councilIndex(code);
        if (const QString spoken = council < 0 ? QString() : formatter.council(council); !spoken.isEmpty())
            text.replace(spoken, u"Some Town"_s, Qt::CaseInsensitive);
    }
    return text;
}

} // namespace

std::vector<SlotWords> slotsFor(const NameFormatter& formatter, const SlotTable& table, const Fact& fact)
{
    std::vector<SlotWords> offered;
    for (const SlotWords& slot : table.ofKind(fact)) {
        const auto filled = fillPattern(formatter, fact, slot.fill + QLatin1Char('.'), 0);
        if (!filled)
            continue;
        offered.push_back(slot);
        offered.back().words = wordCount(withoutNames(formatter, fact, filled->text));
    }
    return offered;
}

QString licenceOf(const NameFormatter& formatter, const Fact& fact)
{
    if (fact.claims.empty() || fact.claims.front().operation == Operation::Correlation)
        return {};
    const auto said = fillPattern(formatter, fact, u"{way:rise|fall}."_s, 0);
    return said ? said->text.chopped(1).toLower() : QString();
}

} // namespace factoid
