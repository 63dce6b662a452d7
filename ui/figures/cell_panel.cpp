#include "ui/figures/cell_panel.h"

#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"

#include <QCoreApplication>
#include <QFileInfo>

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

QString valueOf(const CellVersion& version, const QString& unit)
{
    return version.value ? amountText(*version.value, unit) : statusWords(version.status);
}

void addVersion(SidePanel& panel, const CellVersion& version, const QString& unit, const QDateTime& now)
{
    const QDateTime from = timeFromText(version.knownFrom.value_or(QString()));
    const QDateTime until = timeFromText(version.knownUntil.value_or(QString()));
    QString note = version.file.isEmpty() ? CellPanelWords::tr("Not from an import")
                                          : CellPanelWords::tr("%1, line %2, import %3")
                                                .arg(QFileInfo(version.file).fileName())
                                                .arg(version.line)
                                                .arg(version.importId);
    const QString when = !from.isValid()   ? CellPanelWords::tr("From before imports were recorded")
                         : until.isValid() ? CellPanelWords::tr("Until %1").arg(relativeTimeText(until, now))
                                           : CellPanelWords::tr("Since %1").arg(relativeTimeText(from, now));
    QLabel* row = panel.addRow(when, valueOf(version, unit), note);
    row->setToolTip(version.file + (from.isValid() ? QLatin1Char('\n') + exactTimeText(from) : QString()));
}

void addSource(SidePanel& panel, const CellSource& source)
{
    panel.addHeading(CellPanelWords::tr("In the file"));
    panel.addText(CellPanelWords::tr("%1, line %2").arg(QFileInfo(source.file).fileName()).arg(source.line), "muted");
    if (source.problem) {
        panel.addText(CellPanelWords::tr("The row cannot be shown: %1.").arg(*source.problem), "error");
        return;
    }
    const QStringList header = source.header.value_or(QStringList());
    const QStringList cells = source.cells.value_or(QStringList());
    constexpr qsizetype kShown = 12;
    for (qsizetype i = 0; i < std::min(cells.size(), kShown); ++i) {
        const QString name = header.value(i);
        panel.addRow(name.isEmpty() ? CellPanelWords::tr("Column %1").arg(i + 1) : name,
                     cells[i].isEmpty() ? CellPanelWords::tr("(empty)") : cells[i]);
    }
    if (cells.size() > kShown)
        panel.addText(CellPanelWords::tr("and %1 more cells").arg(cells.size() - kShown), "note");
}

} // namespace

void showCell(SidePanel& panel, const CellHistory& history, const QDateTime& now)
{
    panel.clear();
    panel.setTitle(history.name);
    panel.addText(CellPanelWords::tr("%1, %2").arg(history.fieldName, history.year.label()), "muted");
    const bool current = !history.versions.empty() && !history.versions.front().knownUntil;
    panel.addText(current ? valueOf(history.versions.front(), history.unit) : CellPanelWords::tr("No figure"), "title");
    if (current && history.versions.front().status != statusName(Status::Final))
        panel.addText(statusWords(history.versions.front().status), "note");
    panel.addHeading(CellPanelWords::tr("Quality"));
    if (history.flags.isEmpty())
        panel.addText(CellPanelWords::tr("Nothing is doubtful about this figure or its year."), "muted");
    for (const QString& flag : history.flags)
        panel.addText(flag.left(1).toUpper() + flag.mid(1) + QLatin1Char('.'));
    panel.addHeading(CellPanelWords::tr("History"));
    if (history.versions.empty())
        panel.addText(CellPanelWords::tr("There has never been a figure."), "muted");
    for (const CellVersion& version : history.versions)
        addVersion(panel, version, history.unit, now);
    if (history.source)
        addSource(panel, *history.source);
}

} // namespace factoid
