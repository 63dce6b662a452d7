// RowModel: a table model over the rows of an answer, which are plain structs. A column says what it is called, what
// kind of value it shows and which member (or function of the row) that is; the model gives text to read, a key to sort
// by and the bare value to copy. Setting new rows keeps selection and scroll where the keys of the rows stay. GUI
// thread.
#pragma once

#include "core/base/message.h"
#include "ui/table/column.h"

#include <QAbstractTableModel>
#include <QDateTime>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace factoid {

// What a cell says, whatever its row is made of.
struct Cell {
    QVariant value;                   // text, number, yes or no, list of texts; invalid: no data
    std::optional<QString> text = {}; // to be read in place of the value
    QString unit = {};                // of an amount
    std::optional<State> state = {};
};

// What the cell gives for a role; RowRole is the caller's.
[[nodiscard]] QVariant cellData(const Column& column, const Cell& cell, int role, const Theme& theme,
                                const QDateTime& now);

[[nodiscard]] inline QVariant bareValue(const QString& value)
{
    return value.isEmpty() ? QVariant() : QVariant(value);
}
[[nodiscard]] inline QVariant bareValue(const Message& value)
{
    return bareValue(value.text());
}
template <class T>
[[nodiscard]] QVariant bareValue(const T& value)
{
    return QVariant::fromValue(value);
}
template <class T>
[[nodiscard]] QVariant bareValue(const std::optional<T>& value)
{
    return value ? bareValue(*value) : QVariant();
}

// A column of rows of one kind: what every table knows of it, and how its cells are read from a row.
template <class Row>
struct ColumnOf {
    Column look;
    std::function<QVariant(const Row&)> value = {};
    std::function<QString(const Row&)> text = {};
    std::function<QString(const Row&)> unit = {};
    std::function<State(const Row&)> state = {};

    ColumnOf& wide(int pixels)
    {
        look.width = pixels;
        return *this;
    }
    ColumnOf& hidden() // until the operator shows it
    {
        look.shownAtFirst = false;
        return *this;
    }
    ColumnOf& explained(const QString& toolTip)
    {
        look.toolTip = toolTip;
        return *this;
    }
    ColumnOf& saying(std::function<QString(const Row&)> words)
    {
        text = std::move(words);
        return *this;
    }
    ColumnOf& in(const QString& fixedUnit)
    {
        look.unit = fixedUnit;
        return *this;
    }
    ColumnOf& inUnitOf(std::function<QString(const Row&)> ofRow)
    {
        unit = std::move(ofRow);
        return *this;
    }
    ColumnOf& standing(std::function<State(const Row&)> ofRow)
    {
        state = std::move(ofRow);
        return *this;
    }
};

// `id` names the column in the operator's state; `value` is a member (&Row::name) or a function of the row.
template <class Row, class Value>
[[nodiscard]] ColumnOf<Row> columnOf(const QString& id, const QString& title, ColumnKind kind, Value value)
{
    ColumnOf<Row> column{.look = {id, title, kind},
                         .value = [value](const Row& row) { return bareValue(std::invoke(value, row)); }};
    return column;
}

template <class Row>
[[nodiscard]] std::vector<Column> looksOf(const std::vector<ColumnOf<Row>>& columns)
{
    std::vector<Column> looks;
    for (const ColumnOf<Row>& column : columns)
        looks.push_back(column.look);
    return looks;
}

template <class Row>
[[nodiscard]] Cell cellOf(const ColumnOf<Row>& column, const Row& row)
{
    Cell cell{.value = column.value(row)};
    if (column.text)
        cell.text = column.text(row);
    cell.unit = column.unit ? column.unit(row) : column.look.unit;
    if (column.state)
        cell.state = column.state(row);
    return cell;
}

// What a DataTable needs to know of a model and its columns; the rows are RowModel's.
class TableModel : public QAbstractTableModel
{
    Q_OBJECT

  public:
    [[nodiscard]] const std::vector<Column>& columns() const { return m_looks; }
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    // What tells the row apart; empty: it is told by its place, or not held.
    [[nodiscard]] virtual QString keyOf(int row) const = 0;
    // Position of the row with that key among those that are held; −1: none.
    [[nodiscard]] virtual int find(const QString& key) const = 0;

    // Rows were set once, be they none: until then an empty table says nothing.
    [[nodiscard]] bool isAnswered() const { return m_answered; }

  Q_SIGNALS:
    void answered(); // for the first time

  protected:
    TableModel(std::vector<Column> looks, const Theme& theme, QObject* parent);
    [[nodiscard]] virtual Cell cell(int row, int column) const = 0;
    [[nodiscard]] virtual QVariant wholeRow(int row) const = 0; // what RowRole gives
    // How the rows to come differ from those held, by their keys.
    enum class Differ { Not, GrownOnTop, Wholly };
    [[nodiscard]] static Differ difference(const QStringList& before, const QStringList& after, bool keyed);
    void sayRowsChanged();
    void takeNow(const QDateTime& now) { m_now = now; }
    void noteAnswered();

  private:
    std::vector<Column> m_looks;
    const Theme& m_theme;
    QDateTime m_now;
    bool m_answered = false;
};

template <class Row>
class RowModel : public TableModel
{
  public:
    // `key` tells rows apart: a member or a function of the row; none: by position.
    template <class Key = std::nullptr_t>
    RowModel(std::vector<ColumnOf<Row>> columns, const Theme& theme, Key key = {}, QObject* parent = nullptr)
        : TableModel(looksOf(columns), theme, parent)
        , m_columns(std::move(columns))
    {
        if constexpr (!std::is_same_v<Key, std::nullptr_t>)
            m_key = [key](const Row& row) { return bareValue(std::invoke(key, row)).toString(); };
    }

    // `now` for relative times.
    void setRows(std::vector<Row> rows, const QDateTime& now)
    {
        takeNow(now);
        noteAnswered();
        switch (difference(keysOf(m_rows), keysOf(rows), m_key != nullptr)) {
        case Differ::Not:
            m_rows = std::move(rows);
            break;
        case Differ::GrownOnTop:
            beginInsertRows({}, 0, static_cast<int>(rows.size() - m_rows.size()) - 1);
            m_rows = std::move(rows);
            endInsertRows();
            break;
        case Differ::Wholly:
            beginResetModel();
            m_rows = std::move(rows);
            endResetModel();
            return;
        }
        sayRowsChanged();
    }
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }
    // nullptr: there is none at that place.
    [[nodiscard]] const Row* row(int index) const
    {
        return index >= 0 && index < rowCount() ? &m_rows[static_cast<size_t>(index)] : nullptr;
    }
    [[nodiscard]] QString keyOf(int at) const override { return m_key && row(at) ? m_key(*row(at)) : QString(); }
    [[nodiscard]] int find(const QString& key) const override { return static_cast<int>(keysOf(m_rows).indexOf(key)); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

  private:
    [[nodiscard]] QStringList keysOf(const std::vector<Row>& rows) const
    {
        QStringList keys;
        for (const Row& row : rows)
            keys << (m_key ? m_key(row) : QString());
        return keys;
    }
    [[nodiscard]] Cell cell(int row, int column) const override
    {
        return cellOf(m_columns[static_cast<size_t>(column)], m_rows[static_cast<size_t>(row)]);
    }
    [[nodiscard]] QVariant wholeRow(int row) const override
    {
        return QVariant::fromValue(m_rows[static_cast<size_t>(row)]);
    }

    std::vector<ColumnOf<Row>> m_columns;
    std::function<QString(const Row&)> m_key;
    std::vector<Row> m_rows;
};

} // namespace factoid
