#include "core/factoids/languages/languages.h"

#include "core/factoids/english/english_lexis.h"
#include "core/factoids/english/english_renderer.h"
#include "core/factoids/welsh/welsh_lexis.h"
#include "core/factoids/welsh/welsh_renderer.h"

namespace factoid {

namespace {

template <class T>
std::unique_ptr<Lexis> made(const Panel& panel, const Traits& traits, Lexicon words)
{
    return std::make_unique<T>(panel, traits, std::move(words));
}

template <class T>
Result<Sentence> filled(const NameFormatter& formatter, const Fact& fact, const QString& pattern, int extraDigits)
{
    return T(formatter, fact, extraDigits).fill(pattern);
}

struct Language {
    QString code;
    std::unique_ptr<Lexis> (*make)(const Panel& panel, const Traits& traits, Lexicon words);
    Result<Sentence> (*fill)(const NameFormatter& formatter, const Fact& fact, const QString& pattern, int extraDigits);
};

const std::vector<Language>& languages()
{
    static const std::vector<Language> kLanguages = {{u"en"_s, &made<EnglishLexis>, &filled<EnglishRenderer>},
                                                     {u"cy"_s, &made<WelshLexis>, &filled<WelshRenderer>}};
    return kLanguages;
}

// The language that names of fields, types and places are in; any other needs words of its own for each.
const QString kOwn = u"en"_s;

// What the fact speaks of and the lexicon has no words for; empty: nothing. A profile of the data has words in the
// data's own language alone.
QString lacked(const NameFormatter& formatter, const Fact& fact)
{
    const Lexicon& lexicon = formatter.lexicon();
    if (!lexicon.profile().isUk())
        return u"what the data set is about"_s;
    const auto lackedOf = [&](const Scope& scope) {
        if (!scope.type.isEmpty() && !lexicon.knowsType(scope.type))
            return scope.type;
        for (const QString& place : {scope.nation, scope.region}) {
            if (!place.isEmpty() && !lexicon.knowsPlace(place))
                return place;
        }
        return QString();
    };
    for (const Claim& claim : fact.claims) {
        if (const QString what = lackedOf(claim.scope); !what.isEmpty())
            return what;
        for (const Operand& operand : claim.operands) {
            for (const QString& slug : {operand.field, operand.ofField}) {
                if (slug.isEmpty())
                    continue;
                if (!lexicon.knowsField(slug))
                    return slug;
                if (lexicon.profile().yearEndsOf(slug) != ukProfile().yearEnds)
                    return u"when its years end"_s;
            }
            const int council = formatter.panel().councilIndex(operand.council);
            if (council >= 0 && formatter.isAmbiguous(council) &&
                !lexicon.knowsType(formatter.panel().councils()[static_cast<size_t>(council)].type))
                return formatter.panel().councils()[static_cast<size_t>(council)].type;
        }
    }
    return {};
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

Result<Sentence> fillPattern(const NameFormatter& formatter, const Fact& fact, const QString& pattern, int extraDigits)
{
    const QString language = formatter.lexicon().language();
    for (const Language& each : languages()) {
        if (each.code == language && each.code != kOwn) {
            if (const QString what = lacked(formatter, fact); !what.isEmpty())
                return fail(ErrorKind::Verification,
                            u"there is no word for %1 in this language (%2)"_s.arg(what, language));
        }
        if (each.code == language)
            return each.fill(formatter, fact, pattern, extraDigits);
    }
    return fail(ErrorKind::Usage, u"factoids are not written in “%1”"_s.arg(language));
}

Result<std::unique_ptr<Lexis>> makeLexis(const QString& language, const Panel& panel, const Traits& traits)
{
    for (const Language& each : languages()) {
        if (each.code != language)
            continue;
        auto words = TRY(Lexicon::load(language, panel.profile()));
        return each.make(panel, traits, std::move(words));
    }
    return fail(ErrorKind::Usage, u"factoids are not written in “%1”"_s.arg(language));
}

} // namespace factoid
