#include "core/factoids/languages.h"

#include "core/factoids/english/english_lexis.h"
#include "core/factoids/welsh/welsh_lexis.h"

namespace factoid {

namespace {

template <class T>
std::unique_ptr<Lexis> made(const Panel& panel, const Traits& traits, Lexicon words) {
    return std::make_unique<T>(panel, traits, std::move(words));
}

struct Language {
    QString code;
    std::unique_ptr<Lexis> (*make)(const Panel& panel, const Traits& traits, Lexicon words);
};

const std::vector<Language>& languages() {
    static const std::vector<Language> kLanguages = {{QStringLiteral("en"), &made<EnglishLexis>}, {QStringLiteral("cy"), &made<WelshLexis>}};
    return kLanguages;
}

} // namespace

const QStringList& factoidLanguages() {
    static const QStringList kCodes = [] {
        QStringList codes;
        for (const Language& each : languages())
            codes << each.code;
        return codes;
    }();
    return kCodes;
}

Result<std::unique_ptr<Lexis>> makeLexis(const QString& language, const Panel& panel, const Traits& traits) {
    for (const Language& each : languages()) {
        if (each.code != language)
            continue;
        auto words = Lexicon::load(language);
        if (!words)
            return std::unexpected(words.error());
        return each.make(panel, traits, *std::move(words));
    }
    return fail(ErrorKind::Usage, QStringLiteral("factoids are not written in “%1”").arg(language));
}

} // namespace factoid
