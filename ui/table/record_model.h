// RecordModel: a table model over JSON rows, as the queries of core give them. Columns say which key they show and
// what kind of value it is; the model gives text to read, a key to sort by and the bare value to copy. Setting new
// rows keeps selection and scroll where the row keys stay. GUI thread.
#pragma once

#include "ui/widgets/widgets.h"

#include <QAbstractTableModel>
#include <QJsonArray>
#include <QJsonObject>

#include <functional>
#include <vector>

namespace factoid {

enum class ColumnKind {
    Text,
    Number,  // an integer or a decimal text, with separators
    Amount,  // a decimal text with the column's unit (or the row's, by unitKey)
    Percent, // a decimal text or number, already in percent
    Time,    // an instant; relative, the exact one on hover
    Seconds, // a number
    Bytes,
    Hash,  // shortened, whole on hover and when copied
    State, // a word with a dot, by `state`
    YesNo,
};

struct Column {
    QString key;
    QString title;
    ColumnKind kind = ColumnKind::Text;
    QString unit = {};
    QString unitKey = {};
    int width = 0; // pixels; 0: by content
    bool shownAtFirst = true;
    std::function<QString(const QJsonObject&)> text = {}; // instead of the key's own text
    std::function<State(const QJsonObject&)> state = {};
    QString toolTip = {}; // of the header
};

// Roles beside Qt's own, on every model that a DataTable shows.
enum TableRole {
    SortRole = Qt::UserRole + 1, // qint64, double or text, comparable within a column
    BareRole,                    // what copy and export give: the value without separators, units or shortening
    RowRole,                     // the whole row, a QJsonObject
    StateRole,                   // int of State, where the column has one
};

class RecordModel : public QAbstractTableModel
{
    Q_OBJECT

  public:
    RecordModel(std::vector<Column> columns, const Theme& theme, QObject* parent = nullptr);

    // `now` for relative times.
    void setRows(const QJsonArray& rows, const QDateTime& now = QDateTime::currentDateTimeUtc());
    // The key whose value tells rows apart ("id", "key", …); empty: by position.
    void setRowKey(const QString& key) { m_rowKey = key; }
    [[nodiscard]] const std::vector<Column>& columns() const { return m_columns; }
    [[nodiscard]] QJsonObject row(int index) const;
    // Position of the row with that key; −1: none.
    [[nodiscard]] int find(const QString& key) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    [[nodiscard]] QString keyOf(const QJsonObject& row) const;
    std::vector<Column> m_columns;
    const Theme& m_theme;
    std::vector<QJsonObject> m_rows;
    QString m_rowKey = u"id"_s;
    QDateTime m_now;
};

// The same for one cell, for models that keep their rows elsewhere.
[[nodiscard]] QVariant columnData(const Column& column, const QJsonObject& row, int role, const Theme& theme,
                                  const QDateTime& now);
[[nodiscard]] QVariant columnHeader(const Column& column, int role);

} // namespace factoid
