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
                  ? ExtentChip::tr("No claim supports it and it is not a notice: it has not been checked for truth")
                  : tip;
        label->setAccessibleName(ExtentChip::tr("Not checked: nothing proves this text"));
    } else if (isNoticeExtent(extent)) {
        label = chip(ExtentChip::tr("Notice"), "", parent);
        tip = ExtentChip::tr("One of the sentences that say nothing about the figures");
        label->setAccessibleName(ExtentChip::tr("Notice: it says nothing about the figures"));
    } else if (holds) {
        label = chip(ExtentChip::tr("✓ proven"), "good", parent);
        tip = ExtentChip::tr("Every number, name and word is supported by today's figures");
        label->setAccessibleName(ExtentChip::tr("Proven: every word is supported by today's figures"));
    } else {
        label = chip(ExtentChip::tr("not supported"), "bad", parent);
        label->setAccessibleName(ExtentChip::tr("Not supported by today's figures"));
    }
    label->setToolTip(tip);
    return label;
}

} // namespace factoid
