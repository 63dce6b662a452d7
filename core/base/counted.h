// "1 row", "1,250 rows": a number with what it counts, for sentences in English. Any thread.
#pragma once

#include <QLocale>
#include <QString>

namespace factoid {

[[nodiscard]] inline QString counted(qint64 count, const char* one, const char* many)
{
    return QLocale(QLocale::English).toString(count) + QLatin1Char(' ') + QLatin1String(count == 1 ? one : many);
}

} // namespace factoid
