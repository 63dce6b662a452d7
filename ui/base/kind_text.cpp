#include "ui/base/kind_text.h"

#include <QCoreApplication>
#include <QHash>

namespace factoid {

QString kindText(const QString& kind)
{
    static const QHash<QString, const char*> names{
        {u"highest"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Highest")},
        {u"lowest"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Lowest")},
        {u"highest_per_head"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Highest per resident")},
        {u"lowest_per_head"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Lowest per resident")},
        {u"rank"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Rank")},
        {u"rank_change"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Change in rank")},
        {u"outlier"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Outlier")},
        {u"share"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Share of the total")},
        {u"yoy_change"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Change on the year")},
        {u"long_change"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Change over years")},
        {u"streak"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Streak")},
        {u"record"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Record")},
        {u"trend"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Trend")},
        {u"ratio"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Two councils")},
        {u"gap"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Gap to the next")},
        {u"type_comparison"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Types compared")},
        {u"nation_comparison"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Nations compared")},
        {u"region_comparison"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Regions compared")},
        {u"concentration"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Concentration")},
        {u"gini"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Inequality")},
        {u"mean_median"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Average and typical")},
        {u"threshold_count"_s, QT_TRANSLATE_NOOP("factoid::KindText", "How many")},
        {u"total_yoy_change"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Total: change on the year")},
        {u"total_long_change"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Total: change over years")},
        {u"total_streak"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Total: streak")},
        {u"total_record"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Total: record")},
        {u"total_trend"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Total: trend")},
        {u"part_of_whole"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Part of the whole")},
        {u"correlation"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Two fields together")},
        {u"reversal"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Turning point")},
        {u"crossing"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Overtaking")},
        {u"change_point"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Step change")},
        {u"missing"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Missing returns")},
        {u"curated"_s, QT_TRANSLATE_NOOP("factoid::KindText", "Curated")},
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
    if (language == "en"_L1)
        return QCoreApplication::translate("factoid::KindText", "English");
    return language == "cy"_L1 ? QCoreApplication::translate("factoid::KindText", "Welsh") : language;
}

} // namespace factoid
