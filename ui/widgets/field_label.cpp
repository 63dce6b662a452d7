#include "ui/widgets/field_label.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>

namespace factoid {

QLabel* carrySlug(QLabel* label, const QString& slug)
{
    if (slug.isEmpty())
        return label;
    label->setToolTip(QCoreApplication::translate("factoid::FieldLabel", "%1 in files and commands").arg(slug));
    auto* copy = new QAction(QCoreApplication::translate("factoid::FieldLabel", "Copy “%1”").arg(slug), label);
    QObject::connect(copy, &QAction::triggered, label, [slug] { QApplication::clipboard()->setText(slug); });
    label->addAction(copy);
    label->setContextMenuPolicy(Qt::ActionsContextMenu);
    return label;
}

} // namespace factoid
