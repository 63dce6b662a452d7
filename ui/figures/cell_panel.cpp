#include "ui/figures/cell_panel.h"

#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

namespace factoid {

namespace {

struct CellPanelWords {
    Q_DECLARE_TR_FUNCTIONS(factoid::CellPanel)
};

QString statusWords(const QString& status)
{
    QString words = status;
    return words.replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString valueOf(const QJsonObject& version, const QString& unit)
{
    const QJsonValue value = version.value(QStringLiteral("value"));
    return value.isNull() ? statusWords(version.value(QStringLiteral("status")).toString()) : amountText(value.toString(), unit);
}

void addVersion(SidePanel& panel, const QJsonObject& version, const QString& unit, const QDateTime& now)
{
    const QDateTime from = timeFromText(version.value(QStringLiteral("known_from")).toString());
    const QDateTime until = timeFromText(version.value(QStringLiteral("known_until")).toString());
    const QString file = version.value(QStringLiteral("file")).toString();
    QString note = file.isEmpty() ? CellPanelWords::tr("Not through an import")
                                  : CellPanelWords::tr("%1, line %2, import %3").arg(QFileInfo(file).fileName()).arg(version.value(QStringLiteral("line")).toInteger()).arg(version.value(QStringLiteral("import_id")).toInteger());
    const QString when = !from.isValid() ? CellPanelWords::tr("Known before imports were kept") : until.isValid() ? CellPanelWords::tr("Until %1").arg(relativeTimeText(until, now)) : CellPanelWords::tr("Since %1").arg(relativeTimeText(from, now));
    QLabel* row = panel.addRow(when, valueOf(version, unit), note);
    row->setToolTip(file + (from.isValid() ? QLatin1Char('\n') + exactTimeText(from) : QString()));
}

void addSource(SidePanel& panel, const QJsonObject& source)
{
    panel.addHeading(CellPanelWords::tr("In the file"));
    panel.addText(CellPanelWords::tr("%1, line %2").arg(QFileInfo(source.value(QStringLiteral("file")).toString()).fileName()).arg(source.value(QStringLiteral("line")).toInteger()), "muted");
    if (source.contains(QStringLiteral("problem"))) {
        panel.addText(CellPanelWords::tr("The row cannot be shown: %1.").arg(source.value(QStringLiteral("problem")).toString()), "error");
        return;
    }
    const QJsonArray header = source.value(QStringLiteral("header")).toArray();
    const QJsonArray cells = source.value(QStringLiteral("cells")).toArray();
    constexpr qsizetype kShown = 12;
    for (qsizetype i = 0; i < std::min(cells.size(), kShown); ++i) {
        const QString name = header.at(i).toString();
        panel.addRow(name.isEmpty() ? CellPanelWords::tr("Column %1").arg(i + 1) : name, cells.at(i).toString().isEmpty() ? CellPanelWords::tr("(empty)") : cells.at(i).toString());
    }
    if (cells.size() > kShown)
        panel.addText(CellPanelWords::tr("and %1 more cells").arg(cells.size() - kShown), "note");
}

} // namespace

void showCell(SidePanel& panel, const QJsonObject& history, const QDateTime& now)
{
    const QString unit = history.value(QStringLiteral("unit")).toString();
    panel.clear();
    panel.setTitle(history.value(QStringLiteral("name")).toString());
    panel.addText(CellPanelWords::tr("%1, %2").arg(history.value(QStringLiteral("field_name")).toString(), history.value(QStringLiteral("year")).toString()), "muted");
    const QJsonArray versions = history.value(QStringLiteral("versions")).toArray();
    const bool current = !versions.isEmpty() && versions.first().toObject().value(QStringLiteral("known_until")).isNull();
    panel.addText(current ? valueOf(versions.first().toObject(), unit) : CellPanelWords::tr("No figure"), "title");
    if (current) {
        const QString status = versions.first().toObject().value(QStringLiteral("status")).toString();
        if (status != QLatin1String("final"))
            panel.addText(statusWords(status), "note");
    }
    const QJsonArray flags = history.value(QStringLiteral("flags")).toArray();
    panel.addHeading(CellPanelWords::tr("Quality"));
    if (flags.isEmpty())
        panel.addText(CellPanelWords::tr("Nothing is doubtful about this figure or its year."), "muted");
    for (const QJsonValue& flag : flags)
        panel.addText(flag.toString().left(1).toUpper() + flag.toString().mid(1) + QLatin1Char('.'));
    panel.addHeading(CellPanelWords::tr("History"));
    if (versions.isEmpty())
        panel.addText(CellPanelWords::tr("There was never a figure."), "muted");
    for (const QJsonValue& version : versions)
        addVersion(panel, version.toObject(), unit, now);
    if (history.contains(QStringLiteral("source")))
        addSource(panel, history.value(QStringLiteral("source")).toObject());
}

} // namespace factoid
