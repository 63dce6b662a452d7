// Inputs for the tests of the publish room: a small set with everything awkward in it, a folder that
// goes away, and the bytes of a folder.
#pragma once

#include "core/publish/bundle.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

namespace factoid::samples {

inline QDateTime instant(const char* iso)
{
    return QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate);
}

inline Claim claim(const char* value)
{
    Operand operand;
    operand.field = u"total_borrowing"_s;
    operand.year = Year::financial(2019);
    operand.council = u"E07000217"_s;
    operand.value = Decimal::parse(value).value();
    Claim made;
    made.operands = {operand};
    made.result = operand.value;
    made.shown = u"£1.38 billion"_s;
    return made;
}

inline Factoid factoid(const char* id, const QString& text)
{
    Factoid made;
    made.id = QString::fromLatin1(id);
    made.text = text;
    made.insightType = u"highest_per_head"_s;
    made.confidence = 0.97;
    made.claims = {claim("1378300000")};
    made.dataHash = QByteArray(64, 'a');
    made.generatedAt = instant("2026-06-15T08:59:30Z");
    made.generator = u"statistics"_s;
    made.field = u"total_borrowing"_s;
    made.councils = {u"E07000217"_s, u"E06000034"_s};
    return made;
}

inline BundleInput input(const char* created = "2026-06-15T09:00:00Z", char hash = 'a')
{
    BundleInput made;
    made.factoids = {
        factoid("f0000000000000001", u"Woking owed £1.38 billion in March 2020, more per head than any "
                                     "other council in the UK."_s),
        factoid("f0000000000000002", u"=HYPERLINK(\"http://x\") <script>alert(1)</script> & more"_s),
    };
    Correction correction;
    correction.factoidId = u"f0000000000000003"_s;
    correction.text = u"Thurrock's borrowing quadrupled."_s;
    correction.withdrawnAt = instant("2026-06-14T10:00:00Z");
    correction.reason = u"the borrowing of Thurrock in 2019/20 was revised"_s;
    correction.claim = claim("1412000000");
    correction.oldValue = u"1412000000"_s;
    correction.newValue = u"1112000000"_s;
    made.corrections = {correction};
    made.siteTitle = u"Council finance"_s;
    made.baseUrl = u"https://example.org/factoids"_s;
    made.created = instant(created);
    made.expiry = made.created.addDays(30);
    made.dataHash = QByteArray(64, hash);
    return made;
}

// Path -> bytes of everything below a folder; links are given as "-> target".
inline QMap<QString, QByteArray> contents(const QString& folder)
{
    QMap<QString, QByteArray> all;
    QDirIterator walk(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                      QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString path = walk.next();
        const QString name = QDir(folder).relativeFilePath(path);
        const QFileInfo info(path);
        QFile file(path);
        if (info.isSymLink())
            all[name] = "-> " + QFileInfo(info.symLinkTarget()).fileName().toUtf8();
        else if (info.isFile() && file.open(QIODevice::ReadOnly))
            all[name] = file.readAll();
        else
            all[name] = "folder";
    }
    return all;
}

inline QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

inline void putBytes(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    REQUIRE(file.write(bytes) == bytes.size());
}

// A bundle in a folder of its own.
struct Written {
    explicit Written(BundleForm form = BundleForm::Folder, const BundleInput& input = samples::input())
    {
        const auto written = writeBundle(input, dir.path(), form);
        REQUIRE(written);
        path = written->path;
        manifestSha256 = written->manifestSha256;
    }
    [[nodiscard]] QString file(const char* name) const { return path + QLatin1Char('/') + QLatin1String(name); }
    QTemporaryDir dir;
    QString path;
    QByteArray manifestSha256;
};

} // namespace factoid::samples
