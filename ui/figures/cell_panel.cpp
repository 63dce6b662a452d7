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
    const QJsonValue value = version.value(u"value"_s);
    return value.isNull() ? statusWords(version.value(u"status"_s).toString()) : amountText(value.toString(), unit);
}

void addVersion(SidePanel& panel, const QJsonObject& version, const QString& unit, const QDateTime& now)
{
    const QDateTime from = timeFromText(version.value(u"known_from"_s).toString());
    const QDateTime until = timeFromText(version.value(u"known_until"_s).toString());
    const QString file = version.value(u"file"_s).toString();
    QString note = file.isEmpty() ? CellPanelWords::tr("Not through an import")
                                  : CellPanelWords::tr("%1, line %2, import %3")
                                        .arg(QFileInfo(file).fileName())
                                        .arg(version.value(u"line"_s).toInteger())
                                        .arg(version.value(u"import_id"_s).toInteger());
    const QString when = !from.isValid()   ? CellPanelWords::tr("Known before imports were kept")
                         : until.isValid() ? CellPanelWords::tr("Until %1").arg(relativeTimeText(until, now))
                                           : CellPanelWords::tr("Since %1").arg(relativeTimeText(from, now));
    QLabel* row = panel.addRow(when, valueOf(version, unit), note);
    row->setToolTip(file + (from.isValid() ? QLatin1Char('\n') + exactTimeText(from) : QString()));
}

void addSource(SidePanel& panel, const QJsonObject& source)
{
    panel.addHeading(CellPanelWords::tr("In the file"));
    panel.addText(CellPanelWords::tr("%1, line %2")
                      .arg(QFileInfo(source.value(u"file"_s).toString()).fileName())
                      .arg(source.value(u"line"_s).toInteger()),
                  "muted");
    if (source.contains(u"problem"_s)) {
        panel.addText(CellPanelWords::tr("The row cannot be shown: %1.").arg(source.value(u"problem"_s).toString()),
                      "error");
        return;
    }
    const QJsonArray header = source.value(u"header"_s).toArray();
    const QJsonArray cells = source.value(u"cells"_s).toArray();
    constexpr qsizetype kShown = 12;
    for (qsizetype i = 0; i < std::min(cells.size(), kShown); ++i) {
        const QString name = header.at(i).toString();
        panel.addRow(name.isEmpty() ? CellPanelWords::tr("Column %1").arg(i + 1) : name,
                     cells.at(i).toString().isEmpty() ? CellPanelWords::tr("(empty)") : cells.at(i).toString());
    }
    if (cells.size() > kShown)
        panel.addText(CellPanelWords::tr("and %1 more cells").arg(cells.size() - kShown), "note");
}

} // namespace

void showCell(SidePanel& panel, const QJsonObject& history, const QDateTime& now)
{
    const QString unit = history.value(u"unit"_s).toString();
    panel.clear();
    panel.setTitle(history.value(u"name"_s).toString());
    panel.addText(CellPanelWords::tr("%1, %2").arg(history.value(u"field_name"_s).toString(),
                                                   history.value(u"year"_s).toString()),
                  "muted");
    const QJsonArray versions = history.value(u"versions"_s).toArray();
    const bool current = !versions.isEmpty() && versions.first().toObject().value(u"known_until"_s).isNull();
    panel.addText(current ? valueOf(versions.first().toObject(), unit) : CellPanelWords::tr("No figure"), "title");
    if (current) {
        const QString status = versions.first().toObject().value(u"status"_s).toString();
        if (status != "final"_L1)
            panel.addText(statusWords(status), "note");
    }
    const QJsonArray flags = history.value(u"flags"_s).toArray();
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
    if (history.contains(u"source"_s))
        addSource(panel, history.value(u"source"_s).toObject());
}

} // namespace factoid
