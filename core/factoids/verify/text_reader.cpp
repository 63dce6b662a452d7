#include "core/factoids/verify/text_reader.h"

#include "core/factoids/languages/languages.h"

#include <algorithm>
#include <map>
#include <mutex>

namespace factoid {

namespace {

// A language's grammar file is read once in a process.
Result<const GrammarFile*> grammarOf(const QString& language)
{
    static std::mutex mutex;
    static std::map<QString, Result<GrammarFile>> read;
    const std::scoped_lock lock(mutex);
    auto known = read.find(language);
    if (known == read.end())
        known = read.emplace(language, GrammarFile::load(language)).first;
    if (!known->second)
        return std::unexpected(known->second.error());
    return &*known->second;
}

bool isSameRegister(const Panel& a, const Panel& b)
{
    return a.councils() == b.councils() && a.fields() == b.fields() && a.profile() == b.profile();
}

bool isSame(const Traits& a, const Traits& b)
{
    if (a.size() != b.size())
        return false;
    for (auto it = a.begin(); it != a.end(); ++it) {
        const auto other = b.constFind(it.key());
        if (other == b.cend() || it->balance != other->balance || it->income != other->income ||
            it->partOf != other->partOf || it->breaks != other->breaks || it->own != other->own ||
            it->levied != other->levied || it->compared != other->compared)
            return false;
    }
    return true;
}

// A text that could not be cut into tokens: at the first character that is in the way.
void placeOf(const QString& text, TextReading* reading)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) != u' ' && text.at(i) != u'&' && !tokenise(text.mid(i, 1))) {
            reading->start = static_cast<int>(i);
            reading->length = 1;
            return;
        }
    }
}

// Words with a capital, not at the start of a sentence, that no name, place or field accounts for.
std::vector<Token> strangeNames(const Vocabulary& words, const std::vector<Token>& tokens)
{
    std::vector<bool> known(tokens.size(), false);
    const auto cover = [&](size_t at, const auto& phrases) {
        for (const auto* phrase : phrases)
            std::fill_n(known.begin() + static_cast<std::ptrdiff_t>(at), phrase->tokens.size(), true);
    };
    for (size_t at = 0; at < tokens.size(); ++at) {
        cover(at, words.councils.longest(tokens, at));
        cover(at, words.places.longest(tokens, at));
        cover(at, words.adjectives.longest(tokens, at));
        cover(at, words.terms.all(tokens, at));
        cover(at, words.kinds.all(tokens, at));
        // A month before its year.
        if (at + 1 < tokens.size() && tokens[at + 1].digits)
            known[at] = true;
    }
    std::vector<Token> strange;
    for (size_t at = 1; at < tokens.size(); ++at) {
        if (!known[at] && tokens[at].word && tokens[at].text.at(0).isUpper() && tokens[at - 1].text != "."_L1)
            strange.push_back(tokens[at]);
    }
    return strange;
}

} // namespace

Result<std::shared_ptr<const TextReader::Words>> TextReader::makeWords(const QString& language, const Panel& panel,
                                                                       const Traits& traits)
{
    const auto grammar = TRY(grammarOf(language));
    const auto words =
        std::make_shared<Words>(Words{Panel(panel.councils(), panel.fields()), traits, nullptr, nullptr});
    words->panel.setProfile(panel.profile());
    words->lexis = TRY(makeLexis(language, words->panel, words->traits));
    words->parser = TRY(Parser::make(*grammar, *words->lexis));
    return words;
}

// A process proves against one register, with new figures each time: of each language the last words are kept.
Result<std::shared_ptr<const TextReader::Words>> TextReader::wordsFor(const QString& language, const Panel& panel,
                                                                      const Traits& traits)
{
    static std::mutex mutex;
    static std::map<QString, std::shared_ptr<const Words>> kept;
    const std::scoped_lock lock(mutex);
    std::shared_ptr<const Words>& words = kept[language];
    if (!words || !isSameRegister(words->panel, panel) || !isSame(words->traits, traits))
        words = TRY(makeWords(language, panel, traits));
    return words;
}

Result<std::unique_ptr<TextReader>> TextReader::make(const QString& language, const Panel& panel, const Traits& traits)
{
    auto words = TRY(wordsFor(language, panel, traits));
    return std::unique_ptr<TextReader>(new TextReader(panel, traits, std::move(words)));
}

TextReading TextReader::read(const QString& text) const
{
    TextReading reading;
    auto tokens = tokenise(text);
    if (!tokens) {
        reading.why = tokens.error().message;
        placeOf(text, &reading);
        return reading;
    }
    reading.tokens = *std::move(tokens);
    Forest forest;
    const Parses parses = m_words->parser->parse(reading.tokens, &forest);
    if (parses.readings.empty() || parses.tooMany) {
        explain(parses, &reading);
        return reading;
    }
    Interpreter interpreter(m_panel, m_traits, lexicon());
    for (const auto& nodes : parses.readings) {
        auto said = interpreter.interpret(nodes);
        if (said)
            reading.readings.push_back(*std::move(said));
        else if (reading.why.isEmpty())
            reading.why = said.error().message;
    }
    return reading;
}

// The first token that no sentence could go on with, and what is wrong with it.
void TextReader::explain(const Parses& parses, TextReading* reading) const
{
    if (reading->tokens.empty() || parses.tooMany) {
        reading->why = parses.tooMany ? u"the text can be read in too many ways"_s : u"there is no text"_s;
        return;
    }
    const Vocabulary& words = m_words->lexis->vocabulary();
    reading->strange = strangeNames(words, reading->tokens);
    const size_t at = std::min(parses.furthest, reading->tokens.size() - 1);
    // What is never said in a factoid is said so, wherever it stands.
    for (const Token& token : reading->tokens) {
        if (!words.forbidden.contains(token.lower))
            continue;
        reading->why = u"a factoid does not blame, praise, explain or use this word: “%1”"_s.arg(token.text);
        reading->start = token.start;
        reading->length = token.end - token.start;
        return;
    }
    for (size_t i = 0; i <= at; ++i) {
        const auto name = m_words->lexis->ambiguousName(reading->tokens, i);
        if (!name || i + static_cast<size_t>(name->count(QLatin1Char(' '))) < at)
            continue;
        reading->why = u"“%1” does not say which council is meant"_s.arg(*name);
        reading->start = reading->tokens[i].start;
        reading->length = static_cast<int>(name->size());
        return;
    }
    const Token& token = reading->tokens[at];
    reading->start = token.start;
    reading->length = token.end - token.start;
    const bool name = token.word && token.text.at(0).isUpper() && at > 0;
    reading->why = token.digits ? u"no claim supports the number here: “%1”"_s.arg(token.text)
                   : name       ? u"no claim is about this name, or it has no place here: “%1”"_s.arg(token.text)
                                : u"the sentence cannot be checked from “%1” on"_s.arg(token.text);
}

} // namespace factoid
