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

Result<std::unique_ptr<TextReader>> TextReader::make(const QString& language, const Panel& panel, const Traits& traits)
{
    auto lexis = TRY(makeLexis(language, panel, traits));
    const auto grammar = TRY(grammarOf(language));
    std::unique_ptr<TextReader> made(new TextReader(panel, traits, std::move(lexis)));
    auto parser = TRY(Parser::make(*grammar, *made->m_lexis));
    made->m_parser = std::move(parser);
    return made;
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
    const Parses parses = m_parser->parse(reading.tokens, &forest);
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
    const Vocabulary& words = m_lexis->vocabulary();
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
        const auto name = m_lexis->ambiguousName(reading->tokens, i);
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
