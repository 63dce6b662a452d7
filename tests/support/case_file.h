// Case files: blocks that start with "case NAME", then lines "key value"; '#' starts a comment line.
#pragma once

#include "core/base/literals.h"
#include "tests/support/test_paths.h"

#include <catch2/catch.hpp>

#include <QFile>
#include <QString>
#include <QStringList>

#include <map>
#include <vector>

namespace factoid::test {

struct CaseBlock {
    QString name;
    std::map<QString, QStringList> lines; // values of a key, in order

    [[nodiscard]] QString value(const QString& key, const QString& otherwise = {}) const
    {
        const auto found = lines.find(key);
        return found == lines.end() ? otherwise : found->second.first();
    }
    [[nodiscard]] QStringList values(const QString& key) const
    {
        const auto found = lines.find(key);
        return found == lines.end() ? QStringList() : found->second;
    }
};

// All blocks of tests/`room`/cases/`file`; fails the test when the file cannot be read.
inline std::vector<CaseBlock> caseBlocks(const QString& file, const QString& room)
{
    QFile input(testPath(u"%1/cases/%2"_s).arg(room, file));
    INFO(input.fileName().toStdString());
    REQUIRE(input.open(QIODevice::ReadOnly));
    std::vector<CaseBlock> blocks;
    for (const QString& raw : QString::fromUtf8(input.readAll()).split(QLatin1Char('\n'))) {
        const QString line = raw.trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1Char('#')))
            continue;
        const QString key = line.section(QLatin1Char(' '), 0, 0);
        const QString value = line.section(QLatin1Char(' '), 1).trimmed();
        if (key == "case"_L1) {
            blocks.push_back({value, {}});
            continue;
        }
        REQUIRE(!blocks.empty());
        blocks.back().lines[key] << value;
    }
    return blocks;
}

} // namespace factoid::test
