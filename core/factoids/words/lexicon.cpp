#include "core/factoids/words/lexicon.h"

#include "core/factoids/words/welsh_grammar.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace factoid {

namespace {

QStringList strings(const QJsonValue& value) {
    QStringList list;
    for (const QJsonValue& item : value.toArray())
        list.append(item.toString());
    return list;
}

Moment momentFrom(const QString& word) {
    if (word == QLatin1String("opening"))
        return Moment::Opening;
    if (word == QLatin1String("middle"))
        return Moment::Middle;
    if (word == QLatin1String("closing"))
        return Moment::Closing;
    return Moment::Flow;
}

FieldWords fieldWords(const QJsonObject& json, const FieldWords& fallback) {
    FieldWords words;
    words.did = json.value(QLatin1String("did")).toString(fallback.did);
    words.has = json.value(QLatin1String("has")).toString(fallback.has);
    words.topic = json.value(QLatin1String("topic")).toString(fallback.topic);
    words.opposite = json.value(QLatin1String("opposite")).toString();
    words.noun = json.value(QLatin1String("noun")).toString();
    words.by = json.value(QLatin1String("by")).toString(QStringLiteral("by"));
    words.thing = json.value(QLatin1String("thing")).toString();
    words.pound = json.value(QLatin1String("pound")).toString();
    words.lift = json.value(QLatin1String("lift")).toString(fallback.lift);
    words.alsoDid = strings(json.value(QLatin1String("also_did")));
    words.alsoNoun = strings(json.value(QLatin1String("also_noun")));
    words.plural = json.value(QLatin1String("plural")).toBool();
    words.feminine = json.value(QLatin1String("feminine")).toBool();
    words.article = json.value(QLatin1String("article")).toBool();
    words.attributive = json.value(QLatin1String("attributive")).toBool();
    words.moment = momentFrom(json.value(QLatin1String("when")).toString());
    return words;
}

GroupWords groupWords(const QJsonObject& json) {
    return {
        json.value(QLatin1String("one")).toString(), json.value(QLatin1String("many")).toString(),
        json.value(QLatin1String("nation")).toString(), strings(json.value(QLatin1String("also"))),
        json.value(QLatin1String("place")).toString(),
        json.value(QLatin1String("feminine")).toBool(), json.value(QLatin1String("alone")).toBool()};
}

// A place as a file has it: its spoken name alone, or an object with the forms that its language needs.
PlaceWords placeWords(const QJsonValue& value, const QString& name) {
    const QJsonObject json = value.toObject();
    const QString spoken = value.isString() ? value.toString() : json.value(QLatin1String("spoken")).toString(name);
    return {spoken, json.value(QLatin1String("adjective")).toString(),
            json.value(QLatin1String("in")).toString(QStringLiteral("in ") + spoken),
            json.value(QLatin1String("of")).toString()};
}

// "Total visits (libraries)" -> "total visits": a name as it stands inside a sentence.
QString nameInSentence(QString name) {
    const qsizetype bracket = name.indexOf(QLatin1Char('('));
    if (bracket > 0)
        name.truncate(bracket);
    name = name.simplified();
    // An acronym or a code keeps its capitals.
    if (name.size() > 1 && name.at(1).isLower())
        name[0] = name.at(0).toLower();
    return name;
}

Result<QJsonObject> readObject(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Usage, QStringLiteral("there are no words for this language"), path);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &problem);
    if (!document.isObject())
        return fail(ErrorKind::Input, problem.errorString(), path);
    return document.object();
}

} // namespace

Result<Lexicon> Lexicon::load(const QString& language) {
    const QString path = QStringLiteral(":/words/%1.json").arg(language);
    const auto read = readObject(path);
    if (!read)
        return std::unexpected(read.error());
    const QJsonObject& root = *read;
    Lexicon made;
    made.m_language = language;
    made.m_fallback = fieldWords(root.value(QLatin1String("fallback")).toObject(), {});
    const QJsonObject fields = root.value(QLatin1String("fields")).toObject();
    for (auto it = fields.begin(); it != fields.end(); ++it)
        made.m_fields.insert(it.key(), fieldWords(it->toObject(), made.m_fallback));
    const QJsonObject types = root.value(QLatin1String("types")).toObject();
    for (auto it = types.begin(); it != types.end(); ++it)
        made.m_types.insert(it.key(), groupWords(it->toObject()));
    made.m_council = groupWords(root.value(QLatin1String("council")).toObject());
    const QJsonObject nations = root.value(QLatin1String("nations")).toObject();
    for (auto it = nations.begin(); it != nations.end(); ++it)
        made.m_places.insert(it.key(), placeWords(*it, it.key()));
    const QJsonObject regions = root.value(QLatin1String("regions")).toObject();
    for (auto it = regions.begin(); it != regions.end(); ++it) {
        made.m_places.insert(it.key(), placeWords(*it, it.key()));
        made.m_regions.insert(it.key());
    }
    made.m_whole = placeWords(root.value(QLatin1String("whole")), {});
    const QJsonObject brackets = root.value(QLatin1String("brackets")).toObject();
    made.m_bracketToday = brackets.value(QLatin1String("today")).toString();
    made.m_bracketFormer = brackets.value(QLatin1String("former")).toString();
    const QJsonObject names = root.value(QLatin1String("spoken_names")).toObject();
    for (auto it = names.begin(); it != names.end(); ++it)
        made.m_spokenNames.insert(it.key(), it->toString());
    made.m_patterns = root.value(QLatin1String("patterns")).toObject();
    made.m_grammar = root.value(QLatin1String("grammar")).toObject();
    if (made.m_fallback.did.isEmpty() || made.m_council.one.isEmpty() || made.m_patterns.isEmpty())
        return fail(ErrorKind::Input, QStringLiteral("fallback, council or patterns is missing"),
                    path);
    return made;
}

FieldWords Lexicon::field(const Field& field, const Traits& traits) const {
    const auto known = m_fields.constFind(field.slug);
    FieldWords words = known != m_fields.cend() ? *known : m_fallback;
    if (words.noun.isEmpty())
        words.noun = nameInSentence(field.name);
    const QString nounSlot = QStringLiteral("{noun}");
    for (QString* text : {&words.did, &words.has, &words.topic})
        text->replace(nounSlot, words.noun);
    if (words.moment == Moment::Flow && traits.value(field.slug).balance)
        words.moment = Moment::Closing;
    return words;
}

GroupWords Lexicon::type(const QString& type) const {
    const auto known = m_types.constFind(type);
    if (known != m_types.cend())
        return *known;
    const QString spoken = nameInSentence(type);
    return {spoken, spoken + QLatin1Char('s'), {}, {}, {}, false, false};
}

PlaceWords Lexicon::place(const QString& nationOrRegion) const {
    const auto known = m_places.constFind(nationOrRegion);
    return known != m_places.cend() ? *known : PlaceWords{nationOrRegion, {}, QStringLiteral("in ") + nationOrRegion, {}};
}

QString Lexicon::bracketed(const QString& name, const QString& kind, bool former) const {
    QString text = former ? m_bracketFormer : m_bracketToday;
    text.replace(QLatin1String("{type:soft}"), softMutation(kind)).replace(QLatin1String("{type:the}"), withArticle(kind));
    return text.replace(QLatin1String("{name}"), name).replace(QLatin1String("{type}"), kind);
}

QString Lexicon::spokenName(const QString& name) const {
    return m_spokenNames.value(name, name);
}

QStringList Lexicon::patterns(const QString& kind) const {
    QJsonValue value = m_patterns.value(kind);
    if (value.isString()) // shares the patterns of another kind
        value = m_patterns.value(value.toString());
    return strings(value);
}

QStringList Lexicon::allPatterns() const {
    QStringList all;
    for (auto it = m_patterns.begin(); it != m_patterns.end(); ++it) {
        if (it->isArray())
            all += strings(*it);
    }
    all.removeDuplicates();
    return all;
}

QStringList Lexicon::grammar(const QString& list) const {
    return strings(m_grammar.value(list));
}

} // namespace factoid
