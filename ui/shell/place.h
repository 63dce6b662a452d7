// Place: where in the window one is: a page and what it shows. Links, back and forward and the palette are made of
// places. Plain value; any thread.
#pragma once

#include <QMap>
#include <QString>

namespace factoid {

struct Place {
    QString page;                   // "figures"
    QMap<QString, QString> at = {}; // e.g. {field: total_borrowing, year: 2019/20}
    [[nodiscard]] QString value(const char* key) const { return at.value(QLatin1String(key)); }
    friend bool operator==(const Place&, const Place&) = default;
};

} // namespace factoid
