#include "ui/table/table_text.h"

#include "core/base/csv_text.h"
#include "ui/table/row_model.h"

namespace factoid {

namespace {

QStringList titles(const QAbstractItemModel& model, const QList<int>& columns)
{
    QStringList list;
    for (const int column : columns)
        list << model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    return list;
}

QString markdownCell(QString text)
{
    return text.replace(QLatin1Char('\n'), QLatin1Char(' ')).replace(QLatin1Char('|'), u"\\|"_s);
}

} // namespace

QByteArray tableCsv(const QAbstractItemModel& model, const QList<int>& rows, const QList<int>& columns)
{
    QByteArray csv = csvRow(titles(model, columns));
    for (const int row : rows) {
        QStringList cells;
        for (const int column : columns) {
            const QModelIndex index = model.index(row, column);
            const QVariant bare = index.data(BareRole);
            cells << (bare.isValid() ? bare.toString() : index.data(Qt::DisplayRole).toString());
        }
        csv += csvRow(cells);
    }
    return csv;
}

QString tableMarkdown(const QAbstractItemModel& model, const QList<int>& rows, const QList<int>& columns)
{
    QString text = u"| "_s;
    QString rule = u"|"_s;
    for (const int column : columns) {
        text += markdownCell(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()) + u" | "_s;
        const bool right = model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
        rule += right ? u" ---: |"_s : u" --- |"_s;
    }
    text = text.trimmed() + QLatin1Char('\n') + rule + QLatin1Char('\n');
    for (const int row : rows) {
        text += u"| "_s;
        for (const int column : columns)
            text += markdownCell(model.index(row, column).data(Qt::DisplayRole).toString()) + u" | "_s;
        text = text.trimmed() + QLatin1Char('\n');
    }
    return text;
}

} // namespace factoid
