#include "core/base/languages.h"

namespace factoid {

QStringList knownLanguages()
{
    return {QStringLiteral("en"), QStringLiteral("cy")};
}

QStringList languagesOf(const QString& setting)
{
    if (setting == QLatin1String(kBothLanguages))
        return knownLanguages();
    return knownLanguages().contains(setting) ? QStringList{setting} : QStringList();
}

QString languageName(const QString& language)
{
    if (language == QLatin1String("en"))
        return QStringLiteral("English");
    return language == QLatin1String("cy") ? QStringLiteral("Welsh") : language;
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
