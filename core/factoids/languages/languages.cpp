#include "core/factoids/languages/languages.h"

#include "core/factoids/english/english_filler.h"
#include "core/factoids/english/english_lexis.h"
#include "core/factoids/welsh/welsh_filler.h"
#include "core/factoids/welsh/welsh_lexis.h"

namespace factoid {

namespace {

template <class T>
std::unique_ptr<Lexis> made(const Panel& panel, const Traits& traits, Lexicon words)
{
    return std::make_unique<T>(panel, traits, std::move(words));
}

template <class T>
Result<Sentence> filled(const Speech& speech, const Fact& fact, const QString& pattern, int extraDigits)
{
    return T(speech, fact, extraDigits).fill(pattern);
}

struct Language {
    QString code;
    std::unique_ptr<Lexis> (*make)(const Panel& panel, const Traits& traits, Lexicon words);
    Result<Sentence> (*fill)(const Speech& speech, const Fact& fact, const QString& pattern, int extraDigits);
};

const std::vector<Language>& languages()
{
    static const std::vector<Language> kLanguages = {{u"en"_s, &made<EnglishLexis>, &filled<EnglishFiller>},
                                                     {u"cy"_s, &made<WelshLexis>, &filled<WelshFiller>}};
    return kLanguages;
}

} // namespace

const QStringList& factoidLanguages()
{
    static const QStringList kCodes = [] {
        QStringList codes;
        for (const Language& each : languages())
            codes << each.code;
        return codes;
    }();
    return kCodes;
}

Result<Sentence> fillPattern(const Speech& speech, const Fact& fact, const QString& pattern, int extraDigits)
{
    const QString language = speech.lexicon().language();
    for (const Language& each : languages()) {
        if (each.code == language)
            return each.fill(speech, fact, pattern, extraDigits);
    }
    return fail(ErrorKind::Usage, u"factoids are not written in “%1”"_s.arg(language));
}

Result<std::unique_ptr<Lexis>> makeLexis(const QString& language, const Panel& panel, const Traits& traits)
{
    for (const Language& each : languages()) {
        if (each.code != language)
            continue;
        auto words = TRY(Lexicon::load(language));
        return each.make(panel, traits, std::move(words));
    }
    return fail(ErrorKind::Usage, u"factoids are not written in “%1”"_s.arg(language));
}

} // namespace factoid
