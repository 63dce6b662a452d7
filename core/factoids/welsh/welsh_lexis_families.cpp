// The wordings of the fields as families: a rule with another one in its middle.
#include "core/factoids/welsh/welsh_lexis.h"
#include "core/factoids/words/welsh_grammar.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <map>

namespace factoid {

namespace {

const QString kOf = u"{of}"_s;
const QString kHas = u"roedd gan"_s;

QString spoken(const QStringList& words)
{
    return words.join(QLatin1Char(' '));
}

// What the verb of a wording is as a verbnoun: "gwariodd" -> "gwario".
QString verbNoun(const QString& verb)
{
    static const QHash<QString, QString> kNouns = {
        {u"gwariodd"_s, u"gwario"_s},     {u"casglodd"_s, u"casglu"_s},     {u"talodd"_s, u"talu"_s},
        {u"neilltuodd"_s, u"neilltuo"_s}, {u"enillodd"_s, u"ennill"_s},     {u"derbyniodd"_s, u"derbyn"_s},
        {u"symudodd"_s, u"symud"_s},      {u"tynnodd"_s, u"tynnu"_s},       {u"cadwodd"_s, u"cadw"_s},
        {u"rhoddodd"_s, u"rhoi"_s},       {u"benthycodd"_s, u"benthyca"_s}, {u"cafodd"_s, u"cael"_s},
        {u"daliai"_s, u"dal"_s},          {u"daliodd"_s, u"dal"_s}};
    return kNouns.value(verb);
}

// "Ni chasglodd", "a gasglodd": any word but one that begins with a vowel.
QStringList afterParticle(const QString& verb)
{
    QStringList forms = {softMutation(verb), aspirateMutation(verb)};
    forms.removeDuplicates();
    return forms;
}

} // namespace

FieldWords WelshLexis::wordsOf(size_t field) const
{
    return m_vocabulary.lexicon.field(m_panel.fields()[field], m_traits);
}

// The phrase, and as it is said with each of the other ways in it.
QStringList WelshLexis::variantsOf(const QString& phrase) const
{
    QStringList made = {phrase};
    for (const QStringList& pair : m_variants) {
        if (pair.size() == 2 && phrase.contains(pair.first(), Qt::CaseInsensitive))
            made << QString(phrase).replace(pair.first(), pair.last(), Qt::CaseInsensitive);
    }
    return made;
}

// Whose it is stands inside the noun or after it: "gwariant {of} ar addysg".
QStringList WelshLexis::topicsOf(size_t field) const
{
    const FieldWords words = wordsOf(field);
    QStringList made = variantsOf(words.topic);
    for (const QString& noun : words.alsoNoun)
        made << noun + QLatin1Char(' ') + kOf;
    return made;
}

void WelshLexis::addWording(const QString& wording, Node node)
{
    static const QRegularExpression kParts(u"^(.*)\\{name(?::soft)?\\}(.*)\\{amount\\}(.*)$"_s);
    for (const QString& said : variantsOf(wording)) {
        const auto parts = kParts.match(said);
        if (!parts.hasMatch())
            continue;
        Wording made{lowerTokens(parts.captured(1)), lowerTokens(parts.captured(2)), lowerTokens(parts.captured(3)),
                     node};
        made.node.name = spoken(made.verb);
        m_wordings.push_back(made);
        // "Roedd gan Kent £3 miliwn mewn cronfeydd" is also "daliai Kent £3 miliwn mewn cronfeydd".
        if (made.node.name != kHas || !made.middle.isEmpty())
            continue;
        for (const char* other : {"daliai", "daliodd", "cadwai"}) {
            made.verb = {QString::fromLatin1(other)};
            m_wordings.push_back(made);
        }
    }
}

void WelshLexis::makeWordings()
{
    for (size_t f = 0; f < m_panel.fields().size(); ++f) {
        const FieldWords words = wordsOf(f);
        addWording(words.did, fieldNode(f));
        for (const QString& other : words.alsoDid)
            addWording(other, fieldNode(f));
        if (!words.opposite.isEmpty())
            addWording(words.opposite, fieldNode(f, -1));
        QStringList nouns;
        for (const QString& noun : QStringList{words.noun} + words.alsoNoun)
            nouns << variantsOf(noun);
        for (const QString& noun : nouns) {
            const QString other = u"roedd gan {name} %1 o {amount}"_s.arg(softMutation(noun));
            if (other.toLower() != QString(words.did).replace(":soft"_L1, QString()).toLower())
                addWording(other, fieldNode(f));
            QStringList forms = mutatedForms(noun);
            if (u"aeiou"_s.contains(noun.at(0).toLower()))
                forms << QLatin1Char('h') + noun; // "eu hincwm"
            for (const QString& form : forms)
                m_nouns.add(form.toLower(), {static_cast<int>(f), TermPart::Noun}, false);
        }
        if (words.thing.isEmpty())
            continue;
        for (const QString& thing : variantsOf(words.thing)) {
            for (const QString& form : mutatedForms(thing))
                m_nouns.add(form.toLower(), {static_cast<int>(f), TermPart::Thing}, false);
        }
    }
}

std::vector<FieldFrame> WelshLexis::ownFamily(const QString& name) const
{
    if (name == "did"_L1 || name == "soft"_L1 || name == "verbnoun"_L1 || name == "tail"_L1)
        return verbFrames(name);
    if (name == "again"_L1)
        return againFrames();
    if (name == "gan"_L1)
        return restFrames(kHas);
    if (name == "ar"_L1)
        return restFrames(u"roedd ar"_s);
    if (name == "topic"_L1)
        return topicFrames(NodeKind::Field);
    if (name == "pwhole"_L1)
        return topicFrames(NodeKind::Pound);
    if (name == "short"_L1)
        return shortTopicFrames();
    if (name == "has"_L1)
        return hasFrames();
    if (name == "pdid"_L1)
        return poundFrames();
    if (name.startsWith("of"_L1))
        return doneFrames(name.mid(2));
    return restFrames(name); // by the verb that goes before: @cyllidebodd
}

// "gwariodd", who and how much, "ar addysg"; soft: as after "a" and "ni"; verbnoun: "wario", how much; tail: "ar
// addysg" alone, after a clause with the same verb.
std::vector<FieldFrame> WelshLexis::verbFrames(const QString& form) const
{
    std::vector<FieldFrame> frames;
    for (const Wording& each : m_wordings) {
        if (!each.middle.isEmpty() || each.rest.isEmpty())
            continue;
        if (form == "did"_L1) {
            frames.push_back({each.verb, each.rest, each.node});
            continue;
        }
        if (form == "tail"_L1) {
            Node node = each.node;
            node.byName = true;
            frames.push_back({{}, each.rest, node});
            continue;
        }
        if (each.verb.size() != 1)
            continue;
        const QString noun = verbNoun(each.verb.first());
        for (const QString& verb : form == "soft"_L1 ? afterParticle(each.verb.first())
                                   : noun.isEmpty()  ? QStringList()
                                                     : mutatedForms(noun))
            frames.push_back({{verb}, each.rest, each.node});
    }
    return frames;
}

// The verb alone, for a field that was named before; or one that any field may have.
std::vector<FieldFrame> WelshLexis::againFrames() const
{
    std::map<QStringList, std::vector<int>> verbs;
    for (const Wording& each : m_wordings) {
        if (each.middle.isEmpty() && spoken(each.verb) != kHas)
            verbs[each.verb].push_back(each.node.fields.front());
    }
    verbs[lowerTokens(kHas)] = {};
    std::vector<FieldFrame> frames;
    for (auto& [verb, fields] : verbs) {
        std::ranges::sort(fields);
        fields.erase(std::ranges::unique(fields).begin(), fields.end());
        Node node;
        node.kind = NodeKind::Again;
        node.fields = fields;
        frames.push_back({verb, {}, node});
    }
    return frames;
}

// What follows who, of wordings that have words of their own there: "ddyled o", how much.
std::vector<FieldFrame> WelshLexis::restFrames(const QString& verb) const
{
    std::vector<FieldFrame> frames;
    for (const Wording& each : m_wordings) {
        if (each.middle.isEmpty() || spoken(each.verb) != verb)
            continue;
        for (const QString& middle : mutatedForms(spoken(each.middle)))
            frames.push_back({lowerTokens(middle), each.rest, each.node});
    }
    return frames;
}

// Who and the rest of the wordings of one verb, which goes before in a form of its own: "[a wariodd]", who, "ar
// addysg".
std::vector<FieldFrame> WelshLexis::doneFrames(const QString& verb) const
{
    std::vector<FieldFrame> frames;
    for (const Wording& each : m_wordings) {
        if (each.middle.isEmpty() && !each.rest.isEmpty() && spoken(each.verb) == verb)
            frames.push_back({{}, each.rest, each.node});
    }
    return frames;
}

// "gwariant", whose, "ar addysg"
std::vector<FieldFrame> WelshLexis::topicFrames(NodeKind kind) const
{
    std::vector<FieldFrame> frames;
    for (size_t f = 0; f < m_panel.fields().size(); ++f) {
        Node node = fieldNode(f);
        node.kind = kind;
        for (const QString& topic : topicsOf(f)) {
            const qsizetype slot = topic.indexOf(kOf);
            for (const QString& form : mutatedForms(topic.left(slot).trimmed()))
                frames.push_back({lowerTokens(form), lowerTokens(topic.mid(slot + kOf.size())), node});
        }
    }
    return frames;
}

// The head of the noun alone, where the field was named before: "[na] gwariant Kent".
std::vector<FieldFrame> WelshLexis::shortTopicFrames() const
{
    std::map<QString, std::vector<int>> heads;
    for (size_t f = 0; f < m_panel.fields().size(); ++f) {
        for (const QString& topic : topicsOf(f)) {
            const QString head = topic.left(topic.indexOf(kOf)).trimmed();
            if (!topic.trimmed().endsWith(kOf) && (heads[head].empty() || heads[head].back() != static_cast<int>(f)))
                heads[head].push_back(static_cast<int>(f));
        }
    }
    std::vector<FieldFrame> frames;
    for (const auto& [head, fields] : heads) {
        Node node;
        node.kind = NodeKind::Again;
        node.fields = fields;
        for (const QString& form : mutatedForms(head))
            frames.push_back({lowerTokens(form), {}, node});
    }
    return frames;
}

// "a wariodd", how much, "ar addysg"; "a oedd â dyled o", how much.
std::vector<FieldFrame> WelshLexis::hasFrames() const
{
    std::vector<FieldFrame> frames;
    for (size_t f = 0; f < m_panel.fields().size(); ++f) {
        for (const QString& has : variantsOf(wordsOf(f).has)) {
            const qsizetype slot = has.indexOf(kAmountSlot);
            if (slot > 0)
                frames.push_back(
                    {lowerTokens(has.left(slot)), lowerTokens(has.mid(slot + kAmountSlot.size())), fieldNode(f)});
        }
    }
    return frames;
}

// Of a whole: "[o bob] punt a wariodd", who, "ar wasanaethau".
std::vector<FieldFrame> WelshLexis::poundFrames() const
{
    std::vector<FieldFrame> frames;
    for (const Wording& each : m_wordings) {
        if (!each.middle.isEmpty() || each.rest.isEmpty() || each.verb.size() != 1 ||
            wordsOf(static_cast<size_t>(each.node.fields.front())).pound.isEmpty())
            continue;
        Node node = each.node;
        node.kind = NodeKind::Pound;
        node.name.clear();
        frames.push_back({{u"punt"_s, u"a"_s, softMutation(each.verb.first())}, each.rest, node});
    }
    return frames;
}

} // namespace factoid
