#include "core/factoids/words/lexicon.h"

#include "core/base/json_texts.h"
#include "core/factoids/words/welsh_grammar.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace factoid {

namespace {

Moment momentFrom(const QString& word)
{
    if (word == "opening"_L1)
        return Moment::Opening;
    if (word == "middle"_L1)
        return Moment::Middle;
    if (word == "closing"_L1)
        return Moment::Closing;
    return Moment::Flow;
}

FieldWords fieldWords(const QJsonObject& json, const FieldWords& fallback)
{
    FieldWords words;
    words.did = json.value("did"_L1).toString(fallback.did);
    words.has = json.value("has"_L1).toString(fallback.has);
    words.topic = json.value("topic"_L1).toString(fallback.topic);
    words.opposite = json.value("opposite"_L1).toString();
    words.noun = json.value("noun"_L1).toString();
    words.by = json.value("by"_L1).toString(u"by"_s);
    words.thing = json.value("thing"_L1).toString();
    words.pound = json.value("pound"_L1).toString();
    words.lift = json.value("lift"_L1).toString(fallback.lift);
    words.alsoDid = textsOf(json.value("also_did"_L1));
    words.alsoNoun = textsOf(json.value("also_noun"_L1));
    words.alsoPart = textsOf(json.value("also_part"_L1));
    words.asides = textsOf(json.value("asides"_L1));
    words.costs = textsOf(json.value("costs"_L1));
    words.units = textsOf(json.value("units"_L1));
    words.lender = json.value("lender"_L1).toString();
    words.qualities = textsOf(json.value("qualities"_L1));
    words.lenders = textsOf(json.value("lenders"_L1));
    words.sources = textsOf(json.value("sources"_L1));
    words.asideNouns = textsOf(json.value("aside_nouns"_L1));
    words.quality = json.value("quality"_L1).toString();
    words.plural = json.value("plural"_L1).toBool();
    words.feminine = json.value("feminine"_L1).toBool();
    words.article = json.value("article"_L1).toBool();
    words.attributive = json.value("attributive"_L1).toBool();
    words.moment = momentFrom(json.value("when"_L1).toString());
    return words;
}

// What is said of every service alike: "expenditure on {thing}".
void addServiceWords(const QJsonObject& service, FieldWords* words)
{
    if (words->thing.isEmpty())
        return;
    const auto filled = [&](const QString& list) {
        QStringList texts = textsOf(service.value(list));
        texts.replaceInStrings(u"{thing}"_s, words->thing);
        return texts;
    };
    words->alsoDid += filled(u"also_did"_s);
    words->alsoNoun += filled(u"also_noun"_s);
    words->costs += words->thing;
}

GroupWords groupWords(const QJsonObject& json)
{
    return {json.value("one"_L1).toString(), json.value("many"_L1).toString(),  json.value("nation"_L1).toString(),
            textsOf(json.value("also"_L1)),  json.value("place"_L1).toString(), json.value("feminine"_L1).toBool(),
            json.value("alone"_L1).toBool()};
}

// A place as a file has it: its spoken name alone, or an object with the forms that its language needs.
PlaceWords placeWords(const QJsonValue& value, const QString& name)
{
    const QJsonObject json = value.toObject();
    const QString spoken = value.isString() ? value.toString() : json.value("spoken"_L1).toString(name);
    return {spoken, json.value("adjective"_L1).toString(), json.value("in"_L1).toString(u"in "_s + spoken),
            json.value("of"_L1).toString()};
}

// "Total visits (libraries)" -> "total visits": a name as it stands inside a sentence. What stands in brackets at its
// end is a remark; brackets within the name are part of it. A name in title case is put into the case of a sentence.
QString nameInSentence(QString name)
{
    static const QRegularExpression remark(u"\\s*\\([^()]*\\)\\s*$"_s);
    name = name.simplified();
    static const QRegularExpression ofWhich(u"^of which:?\\s+"_s, QRegularExpression::CaseInsensitiveOption);
    name.remove(ofWhich);
    if (QString bare = QString(name).remove(remark); !bare.isEmpty())
        name = bare;
    QStringList words = name.split(QLatin1Char(' '));
    // "Capital Financing Requirement": every word of more than three letters is capitalised.
    const bool title = std::ranges::all_of(words, [](const QString& word) {
        constexpr qsizetype kShort = 3;
        return word.size() <= kShort || word.at(0).isUpper() || !word.at(0).isLetter();
    });
    for (qsizetype i = 0; i < words.size(); ++i) {
        QString& word = words[i];
        // An acronym or a code keeps its capitals.
        if ((i == 0 || title) && word.size() > 1 && word.at(0).isUpper() && word.mid(1) == word.mid(1).toLower())
            word[0] = word.at(0).toLower();
    }
    return words.join(QLatin1Char(' '));
}

// "country" -> "countries", "parish" -> "parishes". Of several words the last is turned.
QString pluralOf(const QString& one)
{
    const auto ends = [&](std::initializer_list<const char*> endings) {
        return std::ranges::any_of(endings, [&](const char* ending) { return one.endsWith(QLatin1String(ending)); });
    };
    if (one.size() > 1 && one.endsWith(QLatin1Char('y')) && !u"aeiou"_s.contains(one.at(one.size() - 2)))
        return one.chopped(1) + u"ies"_s;
    return one + (ends({"s", "x", "ch", "sh", "z"}) ? u"es"_s : u"s"_s);
}

// "United States" -> "the United States": countries whose names are descriptions take the article.
QString withTheArticle(const QString& place)
{
    static const QRegularExpression described(
        u"^(United|Isle|Netherlands|Philippines|Bahamas|Gambia|Maldives|Seychelles|Comoros)\\b|"
        "\\b(Republic|Islands|States|Kingdom|Emirates|Union|Federation)$"_s);
    const bool takes = described.match(place).hasMatch() && !place.startsWith("the "_L1, Qt::CaseInsensitive);
    return takes ? u"the "_s + place : place;
}

GroupWords groupOf(const KindNames& kind)
{
    return {kind.one, kind.many, {}, {}, {}, false, false};
}

PlaceWords placeOf(const PlaceNames& names)
{
    return {names.spoken, names.adjective, u"in "_s + names.spoken, {}};
}

Result<QJsonObject> readObject(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Usage, u"there are no words for this language"_s, path);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &problem);
    if (!document.isObject())
        return fail(ErrorKind::Input, problem.errorString(), path);
    return document.object();
}

} // namespace

Result<Lexicon> Lexicon::load(const QString& language, const DataProfile& profile)
{
    auto made = TRY(load(language));
    made.speakOf(profile);
    return made;
}

void Lexicon::speakOf(const DataProfile& profile)
{
    m_profile = profile;
    if (profile.isUk())
        return;
    m_types.clear();
    m_places.clear();
    m_regions.clear();
    m_spokenNames.clear();
    m_council = {};
    m_whole = {};
    if (m_language != "en"_L1)
        return; // a profile has English words alone
    if (profile.entity.given())
        m_council = groupOf(profile.entity);
    if (!profile.whole.spoken.isEmpty())
        m_whole = placeOf(profile.whole);
    for (auto it = profile.types.begin(); it != profile.types.end(); ++it)
        m_types.insert(it.key(), groupOf(*it));
    for (auto it = profile.nations.begin(); it != profile.nations.end(); ++it)
        m_places.insert(it.key(), placeOf(*it));
}

Result<Lexicon> Lexicon::load(const QString& language)
{
    const QString path = u":/words/%1.json"_s.arg(language);
    const auto read = TRY(readObject(path));
    const QJsonObject& root = read;
    Lexicon made;
    made.m_language = language;
    made.m_profile = ukProfile();
    made.m_fallback = fieldWords(root.value("fallback"_L1).toObject(), {});
    const QJsonObject fields = root.value("fields"_L1).toObject();
    const QJsonObject service = root.value("service"_L1).toObject();
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        FieldWords words = fieldWords(it->toObject(), made.m_fallback);
        addServiceWords(service, &words);
        made.m_fields.insert(it.key(), std::move(words));
    }
    const QJsonObject types = root.value("types"_L1).toObject();
    for (auto it = types.begin(); it != types.end(); ++it)
        made.m_types.insert(it.key(), groupWords(it->toObject()));
    made.m_council = groupWords(root.value("council"_L1).toObject());
    const QJsonObject nations = root.value("nations"_L1).toObject();
    for (auto it = nations.begin(); it != nations.end(); ++it)
        made.m_places.insert(it.key(), placeWords(*it, it.key()));
    const QJsonObject regions = root.value("regions"_L1).toObject();
    for (auto it = regions.begin(); it != regions.end(); ++it) {
        made.m_places.insert(it.key(), placeWords(*it, it.key()));
        made.m_regions.insert(it.key());
    }
    made.m_whole = placeWords(root.value("whole"_L1), {});
    const QJsonObject brackets = root.value("brackets"_L1).toObject();
    made.m_bracketToday = brackets.value("today"_L1).toString();
    made.m_bracketFormer = brackets.value("former"_L1).toString();
    const QJsonObject names = root.value("spoken_names"_L1).toObject();
    for (auto it = names.begin(); it != names.end(); ++it)
        made.m_spokenNames.insert(it.key(), it->toString());
    made.m_patterns = root.value("patterns"_L1).toObject();
    made.m_grammar = root.value("grammar"_L1).toObject();
    if (made.m_fallback.did.isEmpty() || made.m_council.one.isEmpty() || made.m_patterns.isEmpty())
        return fail(ErrorKind::Input, u"fallback, council or patterns is missing"_s, path);
    return made;
}

FieldWords Lexicon::field(const Field& field, const Traits& traits) const
{
    const auto known = m_fields.constFind(field.slug);
    FieldWords words = known != m_fields.cend() ? *known : m_fallback;
    if (words.noun.isEmpty())
        words.noun = nameInSentence(field.name);
    const QString nounSlot = u"{noun}"_s;
    for (QString* text : {&words.did, &words.has, &words.topic})
        text->replace(nounSlot, words.noun);
    if (m_profile.flows.contains(field.slug))
        words.moment = Moment::Flow;
    else if (words.moment == Moment::Flow &&
             (traits.value(field.slug).balance || m_profile.balances.contains(field.slug)))
        words.moment = Moment::Closing;
    // Where nobody says when a year ends, it is said as the data name it.
    const bool dated = m_profile.isUk() || (m_profile.yearEndsOf(field.slug) > 0 && words.moment != Moment::Middle);
    if (!dated)
        words.moment = Moment::Flow;
    return words;
}

GroupWords Lexicon::type(const QString& type) const
{
    const auto known = m_types.constFind(type);
    if (known != m_types.cend())
        return *known;
    const QString spoken = nameInSentence(type);
    return {spoken, pluralOf(spoken), {}, {}, {}, false, false};
}

PlaceWords Lexicon::place(const QString& nationOrRegion) const
{
    const auto known = m_places.constFind(nationOrRegion);
    if (known != m_places.cend())
        return *known;
    const QString spoken = withTheArticle(nationOrRegion);
    return {spoken, {}, u"in "_s + spoken, {}};
}

QString Lexicon::bracketed(const QString& name, const QString& kind, bool former) const
{
    QString text = former ? m_bracketFormer : m_bracketToday;
    text.replace("{type:soft}"_L1, softMutation(kind)).replace("{type:the}"_L1, withArticle(kind));
    return text.replace("{name}"_L1, name).replace("{type}"_L1, kind);
}

QString Lexicon::spokenName(const QString& name) const
{
    return m_spokenNames.value(name, name);
}

QStringList Lexicon::patterns(const QString& kind) const
{
    QJsonValue value = m_patterns.value(kind);
    if (value.isString()) // shares the patterns of another kind
        value = m_patterns.value(value.toString());
    return textsOf(value);
}

QStringList Lexicon::allPatterns() const
{
    QStringList all;
    for (auto it = m_patterns.begin(); it != m_patterns.end(); ++it) {
        if (it->isArray())
            all += textsOf(*it);
    }
    all.removeDuplicates();
    return all;
}

QStringList Lexicon::grammar(const QString& list) const
{
    return textsOf(m_grammar.value(list));
}

} // namespace factoid
