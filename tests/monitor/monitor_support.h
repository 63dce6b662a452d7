// A store in a temporary folder, rules from a config, and small helpers for the tests of the monitor room.
#pragma once

#include "core/monitor/spend/spend_rules.h"
#include "tests/support/test_paths.h"

#include <catch2/catch.hpp>

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

namespace factoid::test {

template <class T>
T must(Result<T> result)
{
    if (!result)
        FAIL(result.error().message.toStdString());
    return std::move(*result);
}

inline void must(Result<void> result)
{
    if (!result)
        FAIL(result.error().message.toStdString());
}

struct Books {
    QTemporaryDir folder;
    StoreUrl url{folder.filePath(u"store.db"_s)};
    [[nodiscard]] std::unique_ptr<Database> open() const { return must(Database::open(url, OpenMode::ReadWrite)); }
};

inline QDateTime at(const char* iso)
{
    return QDateTime::fromString(QLatin1String(iso), Qt::ISODate).toUTC();
}

inline Settings settingsOf(const QByteArray& config)
{
    Settings settings;
    must(applyConfig(settings, QJsonDocument::fromJson(config).object()));
    return settings;
}

// The rows of tests/monitor/cases/NAME, comments and empty lines left out.
inline std::vector<QStringList> caseRows(const char* name)
{
    QFile file(testPath(u"monitor/cases/"_s) + QLatin1String(name));
    REQUIRE(file.open(QIODevice::ReadOnly));
    std::vector<QStringList> rows;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
        if (!line.trimmed().isEmpty() && !line.startsWith(QLatin1Char('#')))
            rows.push_back(line.split(QLatin1Char(',')));
    }
    return rows;
}

} // namespace factoid::test
