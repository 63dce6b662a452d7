#include "core/factoids/english/english_lexis.h"

#include <algorithm>
#include <map>

namespace factoid {

namespace {

// "held {amount} in earmarked reserves": what stands before and after the amount.
FieldFrame frameOf(const QString& wording, Node node)
{
    const qsizetype slot = wording.indexOf(kAmountSlot);
    FieldFrame frame{lowerTokens(wording.left(slot)), lowerTokens(wording.mid(slot + kAmountSlot.size())),
                     std::move(node)};
    frame.node.name = frame.before.join(QLatin1Char(' '));
    if (frame.after.isEmpty() && frame.before.size() == 1) // "owed": no more than a verb
        frame.node.number = kVerbOnly;
    return frame;
}

} // namespace

EnglishLexis::EnglishLexis(const Panel& panel, const Traits& traits, Lexicon words)
    : Lexis(panel, traits, std::move(words))
{
    const auto word = [](const char* text) { return QString::fromLatin1(text); };
    m_amounts.scales = {{word("million"), 6}, {word("billion"), 9}, {word("trillion"), 12}};
    m_amounts.suffixes = {{word("bn"), 9}, {word("m"), 6}};
    m_amounts.percent = {{word("percent")}, {word("per"), word("cent")}, {word("%")}};
    m_amounts.points = {{word("percentage"), word("point")}, {word("percentage"), word("points")}};
    m_amounts.pence = QLatin1Char('p');
    m_amounts.minus = {word("minus")};
    m_amounts.about = {word("about"), word("around"), word("roughly"), word("some")};
    m_months = {word("January"),   word("February"), word("March"),    word("April"),
                word("May"),       word("June"),     word("July"),     word("August"),
                word("September"), word("October"),  word("November"), word("December")};
}

FieldWords EnglishLexis::wordsOf(size_t field) const
{
    return m_vocabulary.lexicon.field(m_panel.fields()[field], m_traits);
}

Lexis::Reader EnglishLexis::ownReader(const QString& name) const
{
    using Tokens = std::vector<Token>;
    if (name == "amount"_L1)
        return [this](const Tokens& tokens, size_t at) { return amountAt(m_amounts, tokens, at); };
    if (name == "year"_L1)
        return [this](const Tokens& tokens, size_t at) { return yearAt(m_months, u"mid-"_s, tokens, at); };
    // "the end of 2019/20", "the start of 2019/20", "the year to March 2020"
    using Form = SaidYear::Form;
    const auto turned = [this](Form from, Form to) {
        return [this, from, to](const Tokens& tokens, size_t at) {
            auto years = yearAt(m_months, {}, tokens, at);
            std::erase_if(years, [&](const Lexeme& each) { return each.node.year.form != from; });
            for (Lexeme& each : years)
                each.node.year.form = to;
            return years;
        };
    };
    if (name == "endof"_L1)
        return turned(Form::Label, Form::EndOf);
    if (name == "startof"_L1)
        return turned(Form::Label, Form::StartOf);
    if (name == "yearto"_L1)
        return turned(Form::Month, Form::YearTo);
    if (name == "twoyears"_L1) // "2014 to 2015", of the financial year
        return [this](const Tokens& tokens, size_t at) {
            auto years = yearAt({}, {}, tokens, at);
            if (years.empty() || tokens[at].text.size() != 4 || at + 2 >= tokens.size() ||
                tokens[at + 1].lower != "to"_L1)
                return std::vector<Lexeme>();
            const int first = years.front().node.year.number;
            const auto year =
                Year::parse(u"%1/%2"_s.arg(first).arg((first + 1) % 100, 2, 10, QLatin1Char('0')).toUtf8());
            if (!year || tokens[at + 2].text != QString::number(first + 1))
                return std::vector<Lexeme>();
            years.front().end = at + 3;
            years.front().node.year.number = year->code();
            return years;
        };
    return {};
}

std::vector<FieldFrame> EnglishLexis::ownFamily(const QString& name) const
{
    if (name == "did"_L1)
        return didFrames();
    if (name == "again"_L1)
        return againFrames(false);
    if (name == "verb"_L1)
        return againFrames(true);
    if (name == "done"_L1)
        return doneFrames();
    if (name == "tail"_L1)
        return tailFrames();
    if (name == "nounby"_L1)
        return nounByFrames();
    if (name == "do"_L1)
        return turnedFrames(u"plain_verbs"_s);
    if (name == "doing"_L1)
        return turnedFrames(u"participles"_s);
    if (name == "has"_L1)
        return hasFrames();
    if (name == "part"_L1)
        return partFrames();
    if (name == "given"_L1)
        return givenFrames();
    return {};
}

// Its own wordings, and those that any noun has: "had spending on culture of £3 million".
std::vector<FieldFrame> EnglishLexis::didFrames() const
{
    std::vector<FieldFrame> frames;
    for (size_t f = 0; f < m_panel.fields().size(); ++f) {
        const FieldWords words = wordsOf(f);
        frames.push_back(frameOf(words.did, fieldNode(f)));
        for (const QString& other : words.alsoDid)
            frames.push_back(frameOf(other, fieldNode(f)));
        if (!words.opposite.isEmpty())
            frames.push_back(frameOf(words.opposite, fieldNode(f, -1)));
        if (words.did.startsWith("held "_L1)) {
            for (const auto& verb : {u"had "_s, u"kept "_s, u"was holding "_s, u"were holding "_s})
                frames.push_back(frameOf(verb + words.did.mid(5), fieldNode(f)));
        }
        for (const QString& noun : QStringList{words.noun} + words.alsoNoun) {
            const QString article = words.article ? u"a "_s : QString();
            QStringList wordings = {u"had %1%2 of {amount}"_s.arg(article, noun),
                                    u"reported %1%2 of {amount}"_s.arg(article, noun),
                                    u"had {amount} of %1"_s.arg(noun), u"had {amount} in %1"_s.arg(noun)};
            if (m_traits.value(m_panel.fields()[f].slug).balance && words.plural)
                wordings << u"held {amount} in %1"_s.arg(noun) << u"held %1 of {amount}"_s.arg(noun);
            for (const QString& wording : wordings) {
                if (wording != words.did)
                    frames.push_back(frameOf(wording, fieldNode(f)));
            }
        }
    }
    return frames;
}

// "[to] hold …", "spending … on culture": those wordings whose verb has that form in the word list.
std::vector<FieldFrame> EnglishLexis::turnedFrames(const QString& list) const
{
    QHash<QString, QString> turned;
    for (const QString& pair : m_vocabulary.lexicon.grammar(list))
        turned.insert(pair.section(QLatin1Char(' '), 0, 0), pair.section(QLatin1Char(' '), 1));
    std::vector<FieldFrame> frames;
    for (FieldFrame& frame : didFrames()) {
        const auto verb = frame.before.isEmpty() ? turned.cend() : turned.constFind(frame.before.first());
        if (verb == turned.cend())
            continue;
        frame.before.first() = *verb;
        frames.push_back(std::move(frame));
    }
    return frames;
}

// A noun that somebody had: "had the highest spending on culture", "had £3 million more debt".
std::vector<FieldFrame> EnglishLexis::hasFrames() const
{
    std::vector<FieldFrame> frames;
    for (size_t f = 0; f < m_panel.fields().size(); ++f) {
        const FieldWords words = wordsOf(f);
        for (const QString& noun : QStringList{words.noun} + words.alsoNoun) {
            frames.push_back({{u"had"_s}, lowerTokens(noun), fieldNode(f)});
            frames.push_back({{u"had"_s, u"a"_s}, lowerTokens(noun), fieldNode(f)});
            if (words.plural && m_traits.value(m_panel.fields()[f].slug).balance)
                frames.push_back({{u"held"_s}, lowerTokens(noun), fieldNode(f)});
        }
    }
    return frames;
}

// What a part of a whole was: "[a third of Kent's borrowing was] from the Public Works Loan Board".
std::vector<FieldFrame> EnglishLexis::partFrames() const
{
    std::vector<FieldFrame> frames;
    for (size_t f = 0; f < m_panel.fields().size(); ++f) {
        if (m_traits.value(m_panel.fields()[f].slug).partOf.isEmpty())
            continue;
        const FieldWords words = wordsOf(f);
        const QStringList rest = frameOf(words.did, {}).after;
        if (!rest.isEmpty())
            frames.push_back({rest, {}, fieldNode(f)});
        for (const QString& other : words.alsoPart)
            frames.push_back({lowerTokens(other), {}, fieldNode(f)});
    }
    return frames;
}

// What was given, after how much: "[£7 billion] in revenue support grant [went to districts]".
std::vector<FieldFrame> EnglishLexis::givenFrames() const
{
    std::vector<FieldFrame> frames;
    for (size_t f = 0; f < m_panel.fields().size(); ++f) {
        const FieldWords words = wordsOf(f);
        if (words.by == "to"_L1) {
            frames.push_back({lowerTokens(u"in "_s + words.noun), {}, fieldNode(f)});
            frames.push_back({lowerTokens(u"of "_s + words.noun), {}, fieldNode(f)});
        }
    }
    return frames;
}

// The verb alone, for a field that was named before: "Kent set aside £12 million"; or "had", which any field may have.
// `alsoAlone`: "owed" as well, which says by itself what was done.
std::vector<FieldFrame> EnglishLexis::againFrames(bool alsoAlone) const
{
    std::map<QStringList, std::vector<int>> verbs;
    for (size_t f = 0; f < m_panel.fields().size(); ++f) {
        const FieldFrame did = frameOf(wordsOf(f).did, {});
        if ((alsoAlone || !did.after.isEmpty()) && !did.before.isEmpty())
            verbs[did.before].push_back(static_cast<int>(f));
        // "Held a third of all borrowing"
        const QStringList held = {u"held"_s};
        if (alsoAlone && did.before != held && m_traits.value(m_panel.fields()[f].slug).balance)
            verbs[held].push_back(static_cast<int>(f));
    }
    for (const QString& any : m_vocabulary.lexicon.grammar(u"neutral"_s))
        verbs[lowerTokens(any)] = {};
    std::vector<FieldFrame> frames;
    for (const auto& [verb, fields] : verbs) {
        Node node;
        node.kind = NodeKind::Again;
        node.fields = fields;
        frames.push_back({verb, {}, node});
    }
    return frames;
}

// What was done with an amount, without it: "[£3 million was] spent on culture", and what follows.
std::vector<FieldFrame> EnglishLexis::doneFrames() const
{
    std::vector<FieldFrame> frames;
    for (size_t f = 0; f < m_panel.fields().size(); ++f) {
        const FieldFrame did = frameOf(wordsOf(f).did, {});
        if (!did.before.isEmpty() && did.before.first() != "had"_L1 && did.before.first() != "reported"_L1)
            frames.push_back({did.before + did.after, {}, fieldNode(f)});
    }
    return frames;
}

// The rest of a wording whose verb was said before: "[spent £94 million on education and] £58 million on culture".
std::vector<FieldFrame> EnglishLexis::tailFrames() const
{
    std::vector<FieldFrame> frames;
    for (size_t f = 0; f < m_panel.fields().size(); ++f) {
        const FieldWords words = wordsOf(f);
        for (const QString& wording : QStringList{words.did} + words.alsoDid) {
            const FieldFrame did = frameOf(wording, fieldNode(f));
            if (did.before.isEmpty() || did.after.isEmpty())
                continue;
            Node node = did.node;
            node.byName = true;
            frames.push_back({{}, did.after, node});
        }
    }
    return frames;
}

// "spending on culture by", who; "borrowing per head by", who.
std::vector<FieldFrame> EnglishLexis::nounByFrames() const
{
    std::vector<FieldFrame> frames;
    for (size_t f = 0; f < m_panel.fields().size(); ++f) {
        const FieldWords words = wordsOf(f);
        // What is paid to somebody is not paid by them.
        QStringList between = {words.by};
        if (words.by != "to"_L1) {
            for (const QString& other : {u"by"_s, u"of"_s, u"at"_s, u"among"_s}) {
                if (!between.contains(other))
                    between << other;
            }
        }
        for (const QString& noun : QStringList{words.noun} + words.alsoNoun) {
            // "loans to Kent", whoever they are from.
            const bool lent = !words.lender.isEmpty() && noun.contains("loans"_L1);
            for (const QString& by : lent ? between + QStringList{u"to"_s} : between) {
                frames.push_back({lowerTokens(noun + QLatin1Char(' ') + by), {}, fieldNode(f)});
                for (const char* heads : {" per head ", " per resident "}) {
                    Node node = fieldNode(f);
                    node.number = kPerHead;
                    frames.push_back({lowerTokens(noun + QLatin1String(heads) + by), {}, node});
                }
            }
        }
    }
    return frames;
}

} // namespace factoid
