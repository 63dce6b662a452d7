#include "ui/widgets/extent_chip.h"

#include <QCoreApplication>

namespace factoid {

namespace {

struct ExtentChip {
    Q_DECLARE_TR_FUNCTIONS(factoid::ExtentChip)
};

} // namespace

bool isNotChecked(const QString& extent)
{
    return extent == "none"_L1;
}

bool isNoticeExtent(const QString& extent)
{
    return extent == "notice"_L1;
}

QLabel* extentChip(const QString& extent, bool holds, const QString& reason, QWidget* parent)
{
    QLabel* label = nullptr;
    QString tip = reason;
    if (isNotChecked(extent)) {
        label = chip(ExtentChip::tr("Not checked"), "warning", parent);
        tip = tip.isEmpty()
                  ? ExtentChip::tr("No claim bears it out and it is no notice: whether it is true was not checked")
                  : tip;
        label->setAccessibleName(ExtentChip::tr("Not checked: nothing proves this text"));
    } else if (isNoticeExtent(extent)) {
        label = chip(ExtentChip::tr("Notice"), "", parent);
        tip = ExtentChip::tr("One of the sentences that say nothing of the figures");
        label->setAccessibleName(ExtentChip::tr("Notice: it says nothing of the figures"));
    } else if (holds) {
        label = chip(ExtentChip::tr("✓ proven"), "good", parent);
        tip = ExtentChip::tr("Every number, name and word holds against today's figures");
        label->setAccessibleName(ExtentChip::tr("Proven: every word holds against today's figures"));
    } else {
        label = chip(ExtentChip::tr("does not hold"), "bad", parent);
        label->setAccessibleName(ExtentChip::tr("Does not hold against today's figures"));
    }
    label->setToolTip(tip);
    return label;
}

} // namespace factoid
