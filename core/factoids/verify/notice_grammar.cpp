#include "core/factoids/verify/notice_grammar.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QUrl>

#include <algorithm>
#include <functional>

namespace factoid {

namespace {

const QString kStart = u"notice"_s;
constexpr int kMostTitleWords = 8;

struct NoticeToken {
    QString text;
    int start = 0;
    bool afterBlank = false;
};

bool isMark(QChar c)
{
    return c == u'.' || c == u',';
}

// Words and the marks that may follow one. A blank is one plain blank: what only looks like one is part of a word that
// no notice has. The curved apostrophe is the straight one, and a letter with its accent beside it is one with its
// accent.
std::vector<NoticeToken> tokensOf(const QString& text)
{
    std::vector<NoticeToken> tokens;
    qsizetype at = 0;
    bool afterBlank = false;
    while (at < text.size()) {
        if (text.at(at) == u' ') {
            afterBlank = true;
            ++at;
            continue;
        }
        qsizetype end = text.indexOf(u' ', at);
        end = end < 0 ? text.size() : end;
        qsizetype word = end;
        while (word > at && isMark(text.at(word - 1)))
            --word;
        if (word > at) {
            QString said = text.mid(at, word - at).normalized(QString::NormalizationForm_C);
            said.replace(QChar(0x2019), u'\'');
            tokens.push_back({said, static_cast<int>(at), afterBlank});
            afterBlank = false;
        }
        for (; word < end; ++word) {
            tokens.push_back({text.mid(word, 1), static_cast<int>(word), afterBlank});
            afterBlank = false;
        }
        at = end;
    }
    return tokens;
}

QStringList wordsOf(const QString& text)
{
    QStringList words;
    for (const NoticeToken& token : tokensOf(text))
        words << token.text;
    return words;
}

bool isRule(const QString& symbol)
{
    return symbol.startsWith(u'<') && symbol.endsWith(u'>');
}

bool isSlot(const QString& symbol)
{
    return symbol.startsWith(u'{') && symbol.endsWith(u'}');
}

QString inner(const QString& symbol)
{
    return symbol.mid(1, symbol.size() - 2);
}

// A name and nothing more: no sentence, number or sign of money may come in through the site's title.
bool isPlainTitle(const QString& title)
{
    const bool plain = std::ranges::all_of(title, [](QChar c) {
        return c.isLetter() || c == u' ' || c == u'-' || c == u'\'' || c == u'&' || c == QChar(0x2019);
    });
    const qsizetype words = wordsOf(title).size();
    return plain && words > 0 && words <= kMostTitleWords;
}

// Ways in which a page's address is written.
std::vector<QStringList> spellingsOf(const QString& url)
{
    const QUrl parsed(url, QUrl::StrictMode);
    if (url.isEmpty() || !parsed.isValid() || parsed.host().isEmpty())
        return {};
    std::vector<QStringList> spellings;
    QString bare = parsed.host() + parsed.path();
    for (const QString& each : {url, bare}) {
        spellings.push_back({each});
        if (each.endsWith(u'/'))
            spellings.push_back({each.chopped(1)});
    }
    return spellings;
}

std::unexpected<Error> noGrammar(const QString& name, const QString& why)
{
    return fail(ErrorKind::Input, u"is no grammar of notices: %1"_s.arg(why), name);
}

} // namespace

// One reading of one text: every end that a rule can have from a place. Texts have at most a few dozen tokens, and no
// rule leads back to itself, so nothing need be remembered.
class NoticeReader
{
  public:
    NoticeReader(const NoticeGrammar& grammar, const SiteNames& site, std::vector<NoticeToken> tokens)
        : m_grammar(grammar)
        , m_tokens(std::move(tokens))
    {
        if (isPlainTitle(site.title))
            m_titles.push_back(wordsOf(site.title));
        m_addresses = spellingsOf(site.url);
        for (const QString& licence : grammar.m_licences)
            m_licences.push_back(wordsOf(licence));
    }

    // One notice after the other, to the end of the text.
    [[nodiscard]] bool readsWhole()
    {
        QSet<size_t> places{0};
        while (!places.isEmpty()) {
            QSet<size_t> next;
            for (const size_t at : places) {
                for (const size_t end : sentence(at)) {
                    if (end == m_tokens.size())
                        return true;
                    next.insert(end);
                }
            }
            places = next;
        }
        return false;
    }
    [[nodiscard]] size_t furthest() const { return m_furthest; }

  private:
    using Ends = QSet<size_t>;

    Ends sentence(size_t at)
    {
        m_first = at;
        Ends ends;
        for (const size_t end : rule(kStart, at)) {
            if (matches(end, u"."_s))
                ends.insert(end + 1);
        }
        return ends;
    }

    Ends rule(const QString& name, size_t at)
    {
        Ends ends;
        const auto alternatives = m_grammar.m_rules.constFind(name);
        for (const QStringList& alternative : *alternatives)
            ends.unite(sequence(alternative, at));
        return ends;
    }

    Ends sequence(const QStringList& symbols, size_t at)
    {
        Ends places{at};
        for (const QString& symbol : symbols) {
            Ends next;
            for (const size_t place : places)
                next.unite(one(symbol, place));
            places = next;
            if (places.isEmpty())
                break;
        }
        return places;
    }

    Ends one(const QString& symbol, size_t at)
    {
        if (isRule(symbol))
            return rule(inner(symbol), at);
        if (isSlot(symbol))
            return slot(inner(symbol), at);
        return matches(at, symbol) ? Ends{at + 1} : Ends{};
    }

    Ends slot(const QString& name, size_t at)
    {
        const auto& values = name == "site"_L1 ? m_titles : name == "address"_L1 ? m_addresses : m_licences;
        Ends ends;
        for (const QStringList& words : values) {
            size_t end = at;
            while (end - at < static_cast<size_t>(words.size()) &&
                   matches(end, words[static_cast<qsizetype>(end - at)]))
                ++end;
            if (end - at == static_cast<size_t>(words.size()))
                ends.insert(end);
        }
        return ends;
    }

    // A sentence opens with a capital, and parts its words by blanks; a mark follows its word without one.
    bool matches(size_t at, const QString& word)
    {
        m_furthest = std::max(m_furthest, at);
        if (at >= m_tokens.size())
            return false;
        const NoticeToken& token = m_tokens[at];
        const bool mark = word.size() == 1 && isMark(word.front());
        if (at > 0 && mark == token.afterBlank)
            return false;
        if (at != m_first)
            return token.text == word;
        const QString opening = word.left(1).toUpper() + word.mid(1);
        return token.text == opening || (word != opening && isOwnName(word) && token.text == word);
    }

    // A site that writes itself small stays so at the head of a sentence.
    [[nodiscard]] bool isOwnName(const QString& word) const
    {
        const auto begins = [&](const QStringList& words) { return !words.isEmpty() && words.front() == word; };
        return std::ranges::any_of(m_titles, begins) || std::ranges::any_of(m_addresses, begins);
    }

    const NoticeGrammar& m_grammar;
    std::vector<NoticeToken> m_tokens;
    std::vector<QStringList> m_titles, m_addresses, m_licences;
    size_t m_first = 0;    // where the sentence opens
    size_t m_furthest = 0; // to which a reading came
};

Result<NoticeGrammar> NoticeGrammar::load(const QString& language)
{
    const QString path = u":/words/notices_%1.json"_s.arg(language);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Usage, u"there are no notices in this language"_s, path);
    return parse(file.readAll(), path);
}

Result<NoticeGrammar> NoticeGrammar::parse(const QByteArray& json, const QString& name)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject())
        return noGrammar(name, problem.errorString());
    const QJsonObject root = document.object();
    NoticeGrammar made;
    const QJsonObject rules = root.value("rules"_L1).toObject();
    for (auto rule = rules.begin(); rule != rules.end(); ++rule) {
        std::vector<Alternative>& alternatives = made.m_rules[rule.key()];
        for (const QJsonValue& alternative : rule->toArray())
            alternatives.push_back(alternative.toString().split(u' ', Qt::SkipEmptyParts));
    }
    for (const QJsonValue& licence : root.value("licences"_L1).toArray())
        made.m_licences << licence.toString();
    for (const QJsonValue& example : root.value("examples"_L1).toArray())
        made.m_examples << example.toString();
    TRY(made.checkRules(name));
    return made;
}

Result<void> NoticeGrammar::checkRules(const QString& name) const
{
    static const QSet<QString> slotNames{u"site"_s, u"address"_s, u"licence"_s};
    QSet<QString> open, done;
    QString wrong;
    const std::function<bool(const QString&)> visit = [&](const QString& rule) {
        if (done.contains(rule))
            return true;
        if (open.contains(rule)) {
            wrong = u"the rule “%1” leads back to itself"_s.arg(rule);
            return false;
        }
        const auto found = m_rules.constFind(rule);
        if (found == m_rules.cend() || found->empty()) {
            wrong = u"there is no rule “%1”"_s.arg(rule);
            return false;
        }
        open.insert(rule);
        for (const Alternative& alternative : *found) {
            for (const QString& symbol : alternative) {
                if (isRule(symbol) && !visit(inner(symbol)))
                    return false;
                if (isSlot(symbol) && !slotNames.contains(inner(symbol))) {
                    wrong = u"there is no slot “%1”"_s.arg(inner(symbol));
                    return false;
                }
            }
        }
        open.remove(rule);
        done.insert(rule);
        return true;
    };
    if (!visit(kStart))
        return noGrammar(name, wrong);
    return {};
}

NoticeReading NoticeGrammar::read(const QString& text, const SiteNames& site) const
{
    const std::vector<NoticeToken> tokens = tokensOf(text);
    NoticeReader reader(*this, site, tokens);
    if (!tokens.empty() && reader.readsWhole())
        return {true, -1, 0};
    if (reader.furthest() >= tokens.size())
        return {};
    const NoticeToken& stop = tokens[reader.furthest()];
    return {false, stop.start, static_cast<int>(stop.text.size())};
}

} // namespace factoid
