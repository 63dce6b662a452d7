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
        {u"auth"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "Key rejected")},
        {u"quota"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "Spending limit")},
        {u"rate"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "Too many requests")},
        {u"timeout"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "Timed out")},
        {u"transport"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "Connection failed")},
        {u"refusal"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "Model refused")},
        {u"schema"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "Malformed reply")},
        {u"content"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "Not supported by the figures")},
        {u"store_busy"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "Store busy")},
        {u"disk_full"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "Disk full")},
        {u"cache_down"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "Cache down")},
        {u"bad_data"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "Bad data")},
        {u"other"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "Other")},
    };
    return wordOf(words, kind);
}

QString actionWords(const QString& action)
{
    static const Words words{
        {u"wait"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "wait and try again")},
        {u"switch_provider"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "try another provider")},
        {u"shrink_prompt"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "ask with fewer facts")},
        {u"write_by_statistics"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "write without a model")},
        {u"rebuild_summary"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "rebuild the summary")},
        {u"rebuild_cache"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "refill the cache")},
        {u"serve_stale"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "keep the published set")},
        {u"serve_fallback"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "serve the fallbacks")},
        {u"raise_alert"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "alert a person")},
        {u"give_up"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "nothing can be done")},
    };
    return wordOf(words, action);
}

QString stepsWords(const QStringList& steps)
{
    QStringList words;
    for (const QString& step : steps)
        words << actionWords(step);
    return words.join(u" → "_s);
}

QString resultWords(const QString& result)
{
    static const Words words{
        {u"pending"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "under way")},
        {u"worked"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "worked")},
        {u"failed"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "did not help")},
        {u"skipped"_s, QT_TRANSLATE_NOOP("factoid::FailureWords", "not needed")},
    };
    return wordOf(words, result);
}

State resultState(const QString& result)
{
    if (result == "worked"_L1)
        return State::Good;
    if (result == "failed"_L1)
        return State::Bad;
    return result == "pending"_L1 ? State::Warning : State::Idle;
}

QString placeWords(const QString& name)
{
    if (name.startsWith("provider:"_L1))
        return name.section(QLatin1Char(':'), 1);
    if (name.startsWith("cache:"_L1))
        return QCoreApplication::translate("factoid::FailureWords", "cache level %1")
            .arg(name.section(QLatin1Char(':'), 1));
    return name;
}

} // namespace factoid
