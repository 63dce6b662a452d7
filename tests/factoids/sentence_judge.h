// The independent judges of sentences (tests/independent): Python that reads the sentence and the CSV and nothing else.
#pragma once

#include "tests/support/test_paths.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

#include <random>
#include <vector>

namespace factoid::test {

using Texts = std::vector<std::pair<QString, QString>>; // kind, text

struct Judged {
    int code = -1; // -1: there is no Python
    int all = 0, believed = 0, wrong = 0, unread = 0;
    QByteArray output;
};

inline Judged judge(const QString& figures, const QString& language, const Texts& texts)
{
    const QString python = QStandardPaths::findExecutable(u"python3"_s);
    REQUIRE_FALSE(python.isEmpty());
    const QTemporaryDir scratch;
    QFile file(scratch.filePath(u"accepted.jsonl"_s));
    REQUIRE(file.open(QIODevice::WriteOnly));
    for (const auto& [kind, text] : texts)
        file.write(QJsonDocument(QJsonObject{{u"kind"_s, kind}, {u"text"_s, text}}).toJson(QJsonDocument::Compact) +
                   '\n');
    file.close();
    const bool welsh = language == "cy"_L1;
    QProcess process;
    process.start(python, {testPath(u"independent/"_s) + (welsh ? u"check_welsh.py"_s : u"check_model_replies.py"_s),
                           figures, sourcePath(u"resources/words/%1.json"_s).arg(language), file.fileName()});
    REQUIRE(process.waitForFinished(200'000));
    Judged judged;
    judged.code = process.exitCode();
    judged.output = process.readAllStandardOutput() + process.readAllStandardError();
    static const QRegularExpression kTotals(u"(\\d+) texts judged, (\\d+) true, (\\d+) false, (\\d+) unread"_s);
    const auto totals = kTotals.match(QString::fromUtf8(judged.output));
    judged.all = totals.captured(1).toInt();
    judged.believed = totals.captured(2).toInt();
    judged.wrong = totals.captured(3).toInt();
    judged.unread = totals.captured(4).toInt();
    return judged;
}

// The judge is no friend of lies: with a digit changed in each of the texts at most one in twenty is believed. Some
// changed years and ends of roundings are true after all.
inline void changedDigitsAreFound(const QString& figures, const QString& language, Texts texts, unsigned seed)
{
    constexpr size_t kMost = 400;
    std::mt19937 random(seed);
    for (size_t i = texts.size(); i > 1; --i)
        std::swap(texts[i - 1], texts[random() % i]);
    Texts changed;
    for (const auto& [kind, text] : texts) {
        std::vector<qsizetype> digits;
        for (qsizetype i = 0; i < text.size(); ++i) {
            if (text.at(i).isDigit())
                digits.push_back(i);
        }
        if (digits.empty() || changed.size() == kMost)
            continue;
        QString lie = text;
        QChar& digit = lie[digits[random() % digits.size()]];
        digit = QChar(u'0' + (digit.digitValue() + 3) % 10);
        changed.emplace_back(kind, lie);
    }
    const Judged lies = judge(figures, language, changed);
    INFO(lies.output.right(1000).toStdString());
    CHECK(lies.code == 1);
    CHECK(lies.all == static_cast<int>(changed.size()));
    CHECK(lies.believed <= lies.all / 20);
}

} // namespace factoid::test
