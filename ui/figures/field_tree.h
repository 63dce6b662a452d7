// FieldTree: the fields by category with a bar of how complete the newest year is, or the councils by name; type to
// find. GUI thread.
#pragma once

#include "core/queries/figures/figures_queries.h"
#include "ui/widgets/widgets.h"

#include <QLineEdit>
#include <QStandardItemModel>
#include <QTreeView>

class QSortFilterProxyModel;

namespace factoid {

class FieldTree : public QWidget
{
    Q_OBJECT

  public:
    explicit FieldTree(const Theme& theme, QWidget* parent = nullptr);

    // Keeps the selection and what is open where it stays.
    void setFields(const std::vector<FieldNode>& nodes);
    void setCouncils(const std::vector<std::pair<QString, QString>>& codesAndNames, const QStringList& notes);
    // Marks the field or council without telling of it; false: it is not there.
    bool select(const QString& key);
    [[nodiscard]] QString selected() const;
    // The first field that has figures; empty: none.
    [[nodiscard]] QString firstKey() const;
    [[nodiscard]] QTreeView* view() const { return m_view; }

  Q_SIGNALS:
    void picked(const QString& key);

  private:
    void pick(const QModelIndex& index);
    void replaceModel(QStandardItemModel* model);

    const Theme& m_theme;
    QLineEdit* m_filter;
    QTreeView* m_view;
    QStandardItemModel* m_model = nullptr;
    QSortFilterProxyModel* m_proxy;
    bool m_quiet = false;
};

} // namespace factoid
