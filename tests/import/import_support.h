// What the import tests share: files in a temporary folder, a small register, case files.
#pragma once

#include "core/import/reading/import_reader.h"
#include "tests/support/test_paths.h"

#include <catch2/catch.hpp>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <ostream>
#include <vector>

// The Catch2 header prints what has operator<<; QString has none of its own.
inline std::ostream& operator<<(std::ostream& out, const QString& text)
{
    return out << text.toStdString();
}

namespace factoid::test {

class Folder
{
  public:
    // Writes a file below the folder and gives its path.
    QString write(const QString& name, const QByteArray& bytes) const
    {
        const QString path = m_dir.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        REQUIRE(file.open(QIODevice::WriteOnly));
        REQUIRE(file.write(bytes) == bytes.size());
        return path;
    }
    QString path() const { return m_dir.path(); }

  private:
    QTemporaryDir m_dir;
};

inline Council council(const char* code, const char* name, const char* type = "District",
                       const char* nation = "England")
{
    Council made;
    made.code = QString::fromUtf8(code);
    made.name = QString::fromUtf8(name);
    made.type = QString::fromUtf8(type);
    made.nation = QString::fromUtf8(nation);
    return made;
}

inline Field field(const char* slug, const char* unit = "GBP")
{
    Field made;
    made.slug = QString::fromUtf8(slug);
    made.name = QString::fromUtf8(slug);
    made.unit = QString::fromUtf8(unit);
    return made;
}

// Three councils A1 A2 A3 and the fields debt (GBP), rate (percent) and people (count).
inline Register smallRegister()
{
    return Register({council("A1", "Alpha"), council("A2", "Beta"), council("A3", "Gamma", "County")},
                    {field("debt"), field("rate", "percent"), field("people", "count")});
}

// Lines of a tab-separated case file under tests/import/cases, without comments and the header;
// \s is a space, \t a tab, \n a line break, \x{HEX} a character.
inline std::vector<QStringList> caseRows(const char* name)
{
    QFile file(testPath(u"import/cases/"_s) + QLatin1String(name));
    INFO(file.fileName().toStdString());
    REQUIRE(file.open(QIODevice::ReadOnly));
    std::vector<QStringList> rows;
    bool header = true;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray& line : lines) {
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        if (!header)
            rows.push_back(QString::fromUtf8(line).split(QLatin1Char('\t')));
        header = false;
    }
    REQUIRE(!rows.empty());
    return rows;
}

inline QString unescaped(QString text)
{
    text.replace("\\s"_L1, " "_L1);
    text.replace("\\t"_L1, "\t"_L1);
    text.replace("\\r"_L1, "\r"_L1);
    text.replace("\\n"_L1, "\n"_L1);
    for (qsizetype at = text.indexOf("\\x{"_L1); at >= 0; at = text.indexOf("\\x{"_L1)) {
        const qsizetype end = text.indexOf(QLatin1Char('}'), at);
        const char32_t code = text.mid(at + 3, end - at - 3).toUInt(nullptr, 16);
        text.replace(at, end - at + 1, QString::fromUcs4(&code, 1));
    }
    return text;
}

inline QString sharedData()
{
    return qEnvironmentVariable("FACTOID_SHARED_DATA");
}

} // namespace factoid::test
