#include "ui/base/extent_chip.h"

#include <QCoreApplication>

namespace factoid {

namespace {

QString said(const char* text)
{
    return QCoreApplication::translate("factoid::ExtentChip", text);
}

} // namespace

bool isNotChecked(const QString& extent)
{
    return extent == QLatin1String("none");
}

bool isNoticeExtent(const QString& extent)
{
    return extent == QLatin1String("notice");
}

QLabel* extentChip(const QString& extent, bool holds, const QString& reason, QWidget* parent)
{
    QLabel* label = nullptr;
    QString tip = reason;
    if (isNotChecked(extent)) {
        label = chip(said("Not checked"), "warning", parent);
        tip = tip.isEmpty() ? said("No claim bears it out and it is no notice: whether it is true was not checked") : tip;
        label->setAccessibleName(said("Not checked: nothing proves this text"));
    } else if (isNoticeExtent(extent)) {
        label = chip(said("Notice"), "", parent);
        tip = said("One of the sentences that say nothing of the figures");
        label->setAccessibleName(said("Notice: it says nothing of the figures"));
    } else if (holds) {
        label = chip(said("✓ proven"), "good", parent);
        tip = said("Every number, name and word holds against today's figures");
        label->setAccessibleName(said("Proven: every word holds against today's figures"));
    } else {
        label = chip(said("does not hold"), "bad", parent);
        label->setAccessibleName(said("Does not hold against today's figures"));
    }
    label->setToolTip(tip);
    return label;
}

} // namespace factoid
