// The names of docs/contract.md against the real program: each command with its options, and the keys of its answers.
#include "tests/support/small_data.h"

#include <QRegularExpression>
#include <QSet>

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

// The cells of the rows beneath this head of a table.
QList<QStringList> tableOf(const QString& head, const QString& name = u"docs/contract.md"_s)
{
    QFile page(sourcePath(name));
    REQUIRE(page.open(QIODevice::ReadOnly));
    static const QRegularExpression bar(u"(?<!\\\\)\\|"_s);
    QList<QStringList> rows;
    bool inside = false;
    for (const QString& line : QString::fromUtf8(page.readAll()).split(QLatin1Char('\n'))) {
        if (line == head)
            inside = true;
        else if (!line.startsWith(QLatin1Char('|')))
            inside = false;
        else if (inside && !line.startsWith(u"| ---"_s))
            rows << line.split(bar);
    }
    return rows;
}

QSet<QString> found(const QString& pattern, const QString& text)
{
    const QRegularExpression expression(pattern, QRegularExpression::MultilineOption);
    QSet<QString> all;
    for (auto it = expression.globalMatch(text); it.hasNext();)
        all.insert(it.next().captured(1));
    return all;
}

QString helpOf(const QString& command)
{
    QProcess process;
    process.start(deskBinary(), QStringList{u"--headless"_s} +
                                    (command.isEmpty() ? QStringList() : QStringList{command}) +
                                    QStringList{u"--help"_s});
    REQUIRE(process.waitForFinished(60'000));
    return QString::fromUtf8(process.readAllStandardOutput());
}

} // namespace

TEST_CASE("the contract has every command with all its options, and no other")
{
    QSet<QString> told;
    for (const QStringList& cells : tableOf(u"| command | its options |"_s)) {
        REQUIRE(cells.size() == 4);
        static const QRegularExpression name(u"`([a-z-]+)`"_s);
        const QString command = name.match(cells[1]).captured(1);
        INFO(command.toStdString());
        CHECK_FALSE(told.contains(command));
        told.insert(command);
        const QSet<QString> options = found(u"`(--[a-z-]+)`"_s, cells[2]);
        CHECK(options == found(u"^  (--[a-z-]+)"_s, helpOf(command)));
    }
    const QString all = helpOf({}).section(u"Global options"_s, 0, 0);
    CHECK(told == found(u"^  ([a-z][a-z-]+)  "_s, all));
}

TEST_CASE("the answers have the keys that the contract names")
{
    Desk desk;
    importAndPublish(desk);
    (void)desk.ask({u"settings"_s, u"set"_s, u"factoids.set_size=4"_s}); // a row of the audit log and a step
    const QList<QStringList> rows = tableOf(u"| answer to | at | has |"_s);
    CHECK(rows.size() > 20);
    for (const QStringList& cells : rows) {
        REQUIRE(cells.size() == 5);
        const QString command = cells[1].trimmed().remove(QLatin1Char('`'));
        QString at = cells[2].trimmed().remove(QLatin1Char('`'));
        INFO(command.toStdString() << " at " << at.toStdString());
        QJsonObject object = desk.ask(command.split(QLatin1Char(' ')));
        if (at.endsWith(u"[]"_s)) {
            at.chop(2);
            const QJsonArray items = object.value(at).toArray();
            REQUIRE_FALSE(items.isEmpty());
            object = items[0].toObject();
        } else if (!at.isEmpty()) {
            object = object.value(at).toObject();
        }
        for (const QString& key : cells[3].trimmed().remove(QLatin1Char('`')).split(QLatin1Char(' '))) {
            INFO(key.toStdString());
            CHECK(object.contains(key));
        }
    }
}

TEST_CASE("the page of settings is the table of the program")
{
    const Desk desk;
    QStringList told, held;
    for (QStringList cells : tableOf(u"| key | default | range | meaning |"_s, u"docs/settings.md"_s)) {
        for (QString& cell : cells)
            cell = cell.trimmed().remove(QLatin1Char('`'));
        told << cells.mid(1, 4).join(QLatin1Char('|'));
    }
    for (const QJsonValue& value : desk.ask(words("settings list")).value(u"settings"_s).toArray()) {
        const QJsonObject row = value.toObject();
        const QString standard = row.value(u"default"_s).toString();
        QStringList range = row.value(u"choices"_s).toVariant().toStringList();
        if (!row.value(u"least"_s).isNull())
            range << u"%1 to %2"_s.arg(row.value(u"least"_s).toInt()).arg(row.value(u"most"_s).toInt());
        held << QStringList{row.value(u"key"_s).toString(), standard.isEmpty() ? u"none"_s : standard,
                            range.join(u", "_s), row.value(u"help"_s).toString().remove(QLatin1Char('`'))}
                    .join(QLatin1Char('|'));
    }
    CHECK(held.size() > 20);
    CHECK(told == held);
}
