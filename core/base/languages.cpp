#include "core/base/languages.h"

namespace factoid {

QStringList knownLanguages()
{
    return {u"en"_s, u"cy"_s};
}

QStringList languagesOf(const QString& setting)
{
    if (setting == QLatin1String(kBothLanguages))
        return knownLanguages();
    return knownLanguages().contains(setting) ? QStringList{setting} : QStringList();
}

QString languageName(const QString& language)
{
    if (language == "en"_L1)
        return u"English"_s;
    return language == "cy"_L1 ? u"Welsh"_s : language;
}

QStringList inLanguageOrder(const QStringList& languages)
{
    QStringList order;
    for (const QString& known : knownLanguages()) {
        if (languages.contains(known))
            order << known;
    }
    for (const QString& language : languages) {
        if (!order.contains(language))
            order << language;
    }
    return order;
}

} // namespace factoid
