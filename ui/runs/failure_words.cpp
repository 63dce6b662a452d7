#include "ui/runs/failure_words.h"

#include <QCoreApplication>
#include <QHash>

namespace factoid {

namespace {

using Words = QHash<QString, const char*>;

QString wordOf(const Words& words, const QString& name)
{
    if (const auto found = words.constFind(name); found != words.constEnd())
        return QCoreApplication::translate("factoid::FailureWords", *found);
    QString text = name;
    return text.replace(QLatin1Char('_'), QLatin1Char(' '));
}

} // namespace

QString failureWords(const QString& kind)
{
    static const Words words{
        {QStringLiteral("auth"), QT_TRANSLATE_NOOP("factoid::FailureWords", "Key refused")},
        {QStringLiteral("quota"), QT_TRANSLATE_NOOP("factoid::FailureWords", "Money used up")},
        {QStringLiteral("rate"), QT_TRANSLATE_NOOP("factoid::FailureWords", "Too many calls")},
        {QStringLiteral("timeout"), QT_TRANSLATE_NOOP("factoid::FailureWords", "No answer in time")},
        {QStringLiteral("transport"), QT_TRANSLATE_NOOP("factoid::FailureWords", "Connection")},
        {QStringLiteral("refusal"), QT_TRANSLATE_NOOP("factoid::FailureWords", "Model refused")},
        {QStringLiteral("schema"), QT_TRANSLATE_NOOP("factoid::FailureWords", "Reply out of shape")},
        {QStringLiteral("content"), QT_TRANSLATE_NOOP("factoid::FailureWords", "Nothing provable")},
        {QStringLiteral("store_busy"), QT_TRANSLATE_NOOP("factoid::FailureWords", "Store busy")},
        {QStringLiteral("disk_full"), QT_TRANSLATE_NOOP("factoid::FailureWords", "Disk full")},
        {QStringLiteral("cache_down"), QT_TRANSLATE_NOOP("factoid::FailureWords", "Cache down")},
        {QStringLiteral("bad_data"), QT_TRANSLATE_NOOP("factoid::FailureWords", "Bad data")},
        {QStringLiteral("other"), QT_TRANSLATE_NOOP("factoid::FailureWords", "Other")},
    };
    return wordOf(words, kind);
}

QString actionWords(const QString& action)
{
    static const Words words{
        {QStringLiteral("wait"), QT_TRANSLATE_NOOP("factoid::FailureWords", "wait and ask again")},
        {QStringLiteral("switch_provider"), QT_TRANSLATE_NOOP("factoid::FailureWords", "another provider")},
        {QStringLiteral("shrink_prompt"), QT_TRANSLATE_NOOP("factoid::FailureWords", "ask with fewer facts")},
        {QStringLiteral("write_by_statistics"), QT_TRANSLATE_NOOP("factoid::FailureWords", "write without a model")},
        {QStringLiteral("rebuild_summary"), QT_TRANSLATE_NOOP("factoid::FailureWords", "build the summary anew")},
        {QStringLiteral("rebuild_cache"), QT_TRANSLATE_NOOP("factoid::FailureWords", "fill the cache anew")},
        {QStringLiteral("serve_stale"), QT_TRANSLATE_NOOP("factoid::FailureWords", "keep the published set")},
        {QStringLiteral("serve_fallback"), QT_TRANSLATE_NOOP("factoid::FailureWords", "serve the fallbacks")},
        {QStringLiteral("raise_alert"), QT_TRANSLATE_NOOP("factoid::FailureWords", "call a person")},
        {QStringLiteral("give_up"), QT_TRANSLATE_NOOP("factoid::FailureWords", "nothing can be done")},
    };
    return wordOf(words, action);
}

QString stepsWords(const QJsonArray& steps)
{
    QStringList words;
    for (const QJsonValue& step : steps)
        words << actionWords(step.toString());
    return words.join(QStringLiteral(" → "));
}

QString resultWords(const QString& result)
{
    static const Words words{
        {QStringLiteral("pending"), QT_TRANSLATE_NOOP("factoid::FailureWords", "under way")},
        {QStringLiteral("worked"), QT_TRANSLATE_NOOP("factoid::FailureWords", "worked")},
        {QStringLiteral("failed"), QT_TRANSLATE_NOOP("factoid::FailureWords", "did not help")},
        {QStringLiteral("skipped"), QT_TRANSLATE_NOOP("factoid::FailureWords", "not needed")},
    };
    return wordOf(words, result);
}

State resultState(const QString& result)
{
    if (result == QLatin1String("worked"))
        return State::Good;
    if (result == QLatin1String("failed"))
        return State::Bad;
    return result == QLatin1String("pending") ? State::Warning : State::Idle;
}

QString placeWords(const QString& name)
{
    if (name.startsWith(QLatin1String("provider:")))
        return name.section(QLatin1Char(':'), 1);
    if (name.startsWith(QLatin1String("cache:")))
        return QCoreApplication::translate("factoid::FailureWords", "cache level %1").arg(name.section(QLatin1Char(':'), 1));
    return name;
}

} // namespace factoid
