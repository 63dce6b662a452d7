// A tidy folder as a Panel, read in the plainest way: for tests of what is computed from a panel.
// It shares no code with the import reader, so that one's mistakes do not hide the other's.
#pragma once

#include "core/figures/panel.h"

#include <QDir>
#include <QFile>

#include <vector>

namespace factoid::test {

// One line of RFC 4180 without line breaks inside quotes.
inline std::vector<QByteArray> csvCells(const QByteArray& line)
{
    std::vector<QByteArray> cells(1);
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
            cells.back() += '"';
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += c;
        }
    }
    return cells;
}

// The rows below the header; empty when the file cannot be read.
inline std::vector<std::vector<QByteArray>> csvRows(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::vector<std::vector<QByteArray>> rows;
    file.readLine();
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().trimmed();
        if (!line.isEmpty())
            rows.push_back(csvCells(line));
    }
    return rows;
}

// Councils, fields and all figures*.csv of the folder, every figure with status final; who followed whom only where
// asked.
inline Panel tidyPanel(const QString& folder, bool withSuccessors = false)
{
    const QDir dir(folder);
    const auto date = [](const QByteArray& text) { return QDate::fromString(QString::fromLatin1(text), Qt::ISODate); };
    std::vector<Council> councils;
    for (const auto& row : csvRows(dir.filePath(u"councils.csv"_s))) {
        Council council;
        council.code = QString::fromUtf8(row.at(0));
        council.name = QString::fromUtf8(row.at(1));
        council.type = QString::fromUtf8(row.at(2));
        council.nation = QString::fromUtf8(row.at(3));
        council.region = QString::fromUtf8(row.at(4));
        council.activeFrom = date(row.at(5));
        council.activeTo = date(row.at(6));
        if (withSuccessors)
            council.successors = QString::fromUtf8(row.at(7)).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        councils.push_back(council);
    }
    std::vector<Field> fields;
    for (const auto& row : csvRows(dir.filePath(u"fields.csv"_s))) {
        Field field;
        field.slug = QString::fromUtf8(row.at(0));
        field.name = QString::fromUtf8(row.at(1));
        field.unit = QString::fromUtf8(row.at(2));
        field.comparison = row.at(4) == "yes";
        field.perHeadOf = QString::fromUtf8(row.at(6));
        fields.push_back(field);
    }
    Panel panel(std::move(councils), std::move(fields));
    for (const QString& name : dir.entryList({u"figures*.csv"_s}, QDir::Files, QDir::Name)) {
        for (const auto& row : csvRows(dir.filePath(name))) {
            const auto value = Decimal::parse(row.at(3));
            if (!value)
                continue;
            panel.set(panel.fieldIndex(QString::fromUtf8(row.at(1))), Year::parse(row.at(2)).value(),
                      panel.councilIndex(QString::fromUtf8(row.at(0))), {*value, Status::Final, false});
        }
    }
    return panel;
}

} // namespace factoid::test
