#include "ui/base/kind_text.h"

#include <QCoreApplication>
#include <QHash>

namespace factoid {

QString kindText(const QString& kind)
{
    static const QHash<QString, const char*> names{
        {QStringLiteral("highest"), QT_TRANSLATE_NOOP("factoid::KindText", "Highest")},
        {QStringLiteral("lowest"), QT_TRANSLATE_NOOP("factoid::KindText", "Lowest")},
        {QStringLiteral("highest_per_head"), QT_TRANSLATE_NOOP("factoid::KindText", "Highest per resident")},
        {QStringLiteral("lowest_per_head"), QT_TRANSLATE_NOOP("factoid::KindText", "Lowest per resident")},
        {QStringLiteral("rank"), QT_TRANSLATE_NOOP("factoid::KindText", "Rank")},
        {QStringLiteral("rank_change"), QT_TRANSLATE_NOOP("factoid::KindText", "Change of rank")},
        {QStringLiteral("outlier"), QT_TRANSLATE_NOOP("factoid::KindText", "Outlier")},
        {QStringLiteral("share"), QT_TRANSLATE_NOOP("factoid::KindText", "Share of the total")},
        {QStringLiteral("yoy_change"), QT_TRANSLATE_NOOP("factoid::KindText", "Change on the year")},
        {QStringLiteral("long_change"), QT_TRANSLATE_NOOP("factoid::KindText", "Change over years")},
        {QStringLiteral("streak"), QT_TRANSLATE_NOOP("factoid::KindText", "Streak")},
        {QStringLiteral("record"), QT_TRANSLATE_NOOP("factoid::KindText", "Record")},
        {QStringLiteral("trend"), QT_TRANSLATE_NOOP("factoid::KindText", "Trend")},
        {QStringLiteral("ratio"), QT_TRANSLATE_NOOP("factoid::KindText", "Two councils")},
        {QStringLiteral("gap"), QT_TRANSLATE_NOOP("factoid::KindText", "Gap to the next")},
        {QStringLiteral("type_comparison"), QT_TRANSLATE_NOOP("factoid::KindText", "Types compared")},
        {QStringLiteral("nation_comparison"), QT_TRANSLATE_NOOP("factoid::KindText", "Nations compared")},
        {QStringLiteral("region_comparison"), QT_TRANSLATE_NOOP("factoid::KindText", "Regions compared")},
        {QStringLiteral("concentration"), QT_TRANSLATE_NOOP("factoid::KindText", "Concentration")},
        {QStringLiteral("gini"), QT_TRANSLATE_NOOP("factoid::KindText", "Inequality")},
        {QStringLiteral("mean_median"), QT_TRANSLATE_NOOP("factoid::KindText", "Average and typical")},
        {QStringLiteral("threshold_count"), QT_TRANSLATE_NOOP("factoid::KindText", "How many")},
        {QStringLiteral("total_yoy_change"), QT_TRANSLATE_NOOP("factoid::KindText", "Total: change on the year")},
        {QStringLiteral("total_long_change"), QT_TRANSLATE_NOOP("factoid::KindText", "Total: change over years")},
        {QStringLiteral("total_streak"), QT_TRANSLATE_NOOP("factoid::KindText", "Total: streak")},
        {QStringLiteral("total_record"), QT_TRANSLATE_NOOP("factoid::KindText", "Total: record")},
        {QStringLiteral("total_trend"), QT_TRANSLATE_NOOP("factoid::KindText", "Total: trend")},
        {QStringLiteral("part_of_whole"), QT_TRANSLATE_NOOP("factoid::KindText", "Part of the whole")},
        {QStringLiteral("correlation"), QT_TRANSLATE_NOOP("factoid::KindText", "Two fields together")},
        {QStringLiteral("reversal"), QT_TRANSLATE_NOOP("factoid::KindText", "Turn")},
        {QStringLiteral("crossing"), QT_TRANSLATE_NOOP("factoid::KindText", "Overtaking")},
        {QStringLiteral("change_point"), QT_TRANSLATE_NOOP("factoid::KindText", "Step")},
        {QStringLiteral("missing"), QT_TRANSLATE_NOOP("factoid::KindText", "Missing returns")},
        {QStringLiteral("curated"), QT_TRANSLATE_NOOP("factoid::KindText", "Curated")},
    };
    if (const auto found = names.constFind(kind); found != names.constEnd())
        return QCoreApplication::translate("factoid::KindText", *found);
    QString text = kind;
    text.replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString languageText(const QString& language)
{
    if (language == QLatin1String("en"))
        return QCoreApplication::translate("factoid::KindText", "English");
    return language == QLatin1String("cy") ? QCoreApplication::translate("factoid::KindText", "Welsh") : language;
}

} // namespace factoid
