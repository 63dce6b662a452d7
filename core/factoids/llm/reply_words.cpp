#include "core/factoids/llm/reply_words.h"

#include "core/base/json_texts.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace factoid {

namespace {

// Types by name, where a name may stand for a group of them.
QSet<QString> types(const QJsonValue& names, const QJsonObject& groups)
{
    QSet<QString> set;
    for (const QString& name : textsOf(names)) {
        const QStringList members = textsOf(groups.value(name));
        for (const QString& type : members.isEmpty() ? QStringList{name} : members)
            set.insert(type);
    }
    return set;
}

} // namespace

Result<ReplyWords> ReplyWords::load(const QString& language)
{
    const QString path = u":/words/reply_%1.json"_s.arg(language);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Usage, u"there are no words for replies in this language"_s, path);
    QJsonParseError problem;
    const QJsonObject root = QJsonDocument::fromJson(file.readAll(), &problem).object();
    if (root.isEmpty())
        return fail(ErrorKind::Input, problem.errorString(), path);
    ReplyWords made;
    const QJsonObject reasons = root.value("reasons"_L1).toObject();
    const QJsonObject words = root.value("words"_L1).toObject();
    for (auto list = words.begin(); list != words.end(); ++list) {
        const QString why = reasons.value(list.key()).toString();
        if (why.isEmpty())
            return fail(ErrorKind::Input, u"the list “%1” has no reason"_s.arg(list.key()), path);
        for (const QString& word : textsOf(*list)) {
            if (!made.m_reasons.contains(word))
                made.m_reasons.insert(word, {list.key(), why});
        }
    }
    const QJsonObject licences = root.value("licences"_L1).toObject();
    for (auto licence = licences.begin(); licence != licences.end(); ++licence) {
        for (const QString& word : textsOf(*licence))
            made.m_licences.insert(word, licence.key());
    }
    static const QRegularExpression kWord(u"\\p{L}+"_s);
    made.m_note = root.value("note"_L1).toString();
    made.m_shapes = root.value("shapes"_L1).toString();
    made.m_example = root.value("example"_L1).toString();
    const QJsonObject groups = root.value("groups"_L1).toObject();
    for (const QJsonValue& value : root.value("joints"_L1).toArray()) {
        const QJsonObject json = value.toObject();
        for (const QString& say : textsOf(json.value("say"_L1))) {
            made.m_joints[say].push_back({say, types(json.value("after"_L1), groups),
                                          types(json.value("before"_L1), groups), json.value("needs"_L1).toString()});
            if (!made.m_sayings.contains(say))
                made.m_sayings.append(say);
            // A word that needs a licence is judged by its licence first.
            if (json.contains("needs"_L1))
                continue;
            for (auto it = kWord.globalMatch(say); it.hasNext();)
                made.m_joining.insert(it.next().captured().toLower());
        }
    }
    return made;
}

std::optional<WordReason> ReplyWords::reasonFor(const QString& word) const
{
    const auto found = m_reasons.constFind(word);
    return found == m_reasons.cend() ? std::nullopt : std::optional(*found);
}

const Connective* ReplyWords::connective(const QString& say, const QString& after, const QString& before,
                                         const QSet<QString>& licences) const
{
    const auto found = m_joints.constFind(say);
    if (found == m_joints.cend())
        return nullptr;
    for (const Connective& connective : *found) {
        const bool licensed = connective.needs.isEmpty() || licences.contains(connective.needs);
        if (licensed && connective.after.contains(after) && connective.before.contains(before))
            return &connective;
    }
    return nullptr;
}

bool ReplyWords::isLicensed(const QString& say, const QSet<QString>& licences) const
{
    return std::ranges::any_of(m_joints.value(say), [&](const Connective& connective) {
        return connective.needs.isEmpty() || licences.contains(connective.needs);
    });
}

} // namespace factoid
