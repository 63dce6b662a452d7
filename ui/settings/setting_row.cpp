#include "ui/settings/setting_row.h"

#include "ui/base/formats.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QSignalBlocker>

namespace factoid {

namespace {

constexpr int kNameWidth = 260;
constexpr int kNumberWidth = 120;
constexpr int kFieldWidth = 360;

} // namespace

QString settingTitle(const QString& key)
{
    QString title = key.section(QLatin1Char('.'), 1);
    title.replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!title.isEmpty())
        title[0] = title[0].toUpper();
    return title;
}

SettingRow::SettingRow(const SettingLine& setting, QWidget* parent)
    : QWidget(parent)
    , m_key(setting.key)
    , m_help(setting.help)
    , m_mark(chip({}, "", this))
    , m_reset(linkButton(tr("Default"), this))
    , m_error(new FormError(this))
{
    makeField(setting);
    arrange(setting);
    m_value = setting.value;
    setText(m_value);
    take(setting);
}

void SettingRow::makeField(const SettingLine& setting)
{
    if (setting.kind == "choice"_L1) {
        m_choice = new QComboBox(this);
        m_choice->addItems(setting.choices);
        connect(m_choice, &QComboBox::currentTextChanged, this, [this] { Q_EMIT edited(); });
    } else {
        m_line = new QLineEdit(this);
        if (setting.kind == "number"_L1) {
            m_line->setAlignment(Qt::AlignRight);
            m_line->setFixedWidth(kNumberWidth);
        } else {
            m_line->setMinimumWidth(kFieldWidth);
        }
        connect(m_line, &QLineEdit::textEdited, this, [this] { Q_EMIT edited(); });
    }
    const QString title = settingTitle(m_key);
    field()->setAccessibleName(title);
    field()->setAccessibleDescription(m_help);
    m_reset->setAccessibleName(tr("Default for %1").arg(title));
    connect(m_reset, &QPushButton::clicked, this, [this] {
        setText(m_default);
        Q_EMIT edited();
    });
}

void SettingRow::arrange(const SettingLine& setting)
{
    auto* name = roleLabel(settingTitle(m_key), "", this);
    name->setFont(Theme::font(metric::kBody, QFont::DemiBold));
    name->setFixedWidth(kNameWidth);
    name->setBuddy(field());
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, metric::kTiny, 0, metric::kTiny);
    layout->setHorizontalSpacing(metric::kMedium);
    layout->setVerticalSpacing(2);
    layout->addWidget(name, 0, 0, Qt::AlignVCenter);
    auto* right = new QHBoxLayout;
    right->setSpacing(metric::kSmall);
    right->addWidget(field());
    if (setting.least && setting.most)
        right->addWidget(roleLabel(
            tr("%1 to %2").arg(numberText(qint64(*setting.least)), numberText(qint64(*setting.most))), "note", this));
    right->addWidget(m_mark);
    right->addWidget(m_reset);
    right->addStretch(1);
    layout->addLayout(right, 0, 1);
    layout->addWidget(roleLabel(m_key, "note", this), 1, 0, Qt::AlignTop);
    layout->addWidget(wrappedLabel(m_help, "note", this), 1, 1);
    layout->addWidget(m_error, 2, 1);
    layout->setColumnStretch(1, 1);
}

QWidget* SettingRow::field() const
{
    return m_choice ? static_cast<QWidget*>(m_choice) : m_line;
}

QString SettingRow::text() const
{
    return m_choice ? m_choice->currentText() : m_line->text().trimmed();
}

void SettingRow::setText(const QString& text)
{
    const QSignalBlocker quiet(field());
    if (m_choice)
        m_choice->setCurrentText(text);
    else
        m_line->setText(text);
    mark();
}

void SettingRow::take(const SettingLine& setting)
{
    const bool typed = isEdited();
    m_meanwhile = typed && (m_meanwhile || setting.value != m_value);
    m_value = setting.value;
    m_default = setting.standard;
    m_saved = setting.saved.value_or(QString());
    m_overridden = setting.overridden;
    if (!typed)
        setText(m_value);
    mark();
}

void SettingRow::check(const Settings& all)
{
    // A wrong text in one row is said there, not in all that are checked with it.
    QString fault = isEdited() ? settingFault(all, m_key, text()) : QString();
    m_faulty = !fault.isEmpty();
    if (m_faulty)
        fault[0] = fault[0].toUpper();
    m_error->say(fault, field());
    mark();
}

void SettingRow::setReadOnly(bool readOnly)
{
    field()->setEnabled(!readOnly);
    m_reset->setEnabled(!readOnly);
}

void SettingRow::mark()
{
    m_mark->setVisible(isEdited() || !isDefault() || m_overridden);
    if (isEdited())
        m_mark->setText(m_meanwhile ? tr("not saved yet; saved elsewhere in the meantime: %1").arg(m_value)
                                    : tr("not saved yet"));
    else if (m_overridden)
        m_mark->setText(tr("given by --config"));
    else
        m_mark->setText(tr("changed"));
    m_mark->setToolTip(m_overridden ? tr("The configuration file of this window overrides the saved value (%1).")
                                          .arg(m_saved.isEmpty() ? m_default : m_saved)
                                    : tr("Default: %1").arg(m_default));
    setChipTone(m_mark, isEdited() || m_overridden ? "warning" : "");
    m_reset->setVisible(!isDefault());
    m_reset->setToolTip(tr("Reset to %1").arg(m_default));
}

bool SettingRow::matches(const QString& words) const
{
    const QString all = m_key + QLatin1Char(' ') + settingTitle(m_key) + QLatin1Char(' ') + m_help;
    for (const QString& word : words.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (!all.contains(word, Qt::CaseInsensitive))
            return false;
    }
    return true;
}

} // namespace factoid
