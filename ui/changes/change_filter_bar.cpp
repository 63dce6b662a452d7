#include "ui/changes/change_filter_bar.h"

#include "core/base/decimal.h"
#include "ui/changes/change_log_model.h"
#include "ui/widgets/flow_layout.h"

#include <QAbstractItemView>
#include <QLineEdit>

namespace factoid {

namespace {

QComboBox* plainBox(const QString& name, const QStringList& choices, QWidget* parent)
{
    auto* box = new QComboBox(parent);
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->addItems(choices);
    box->view()->setAccessibleName(name);
    return box;
}

} // namespace

ChangeFilterBar::ChangeFilterBar(QWidget* parent)
    : QWidget(parent)
    , m_type(new PickBox(tr("Type of change"), tr("All types"), 140, this))
    , m_field(new PickBox(tr("Field"), tr("All fields"), 190, this))
    , m_council(new PickBox(tr("Council"), tr("All councils"), 170, this))
    , m_year(new PickBox(tr("Year"), tr("All years"), 100, this))
    , m_state(plainBox(tr("Processed"), {tr("Any status"), tr("Open"), tr("Processed")}, this))
    , m_least(addLine(tr("Size at least, percent"), tr("Size ≥ %"), 80))
    , m_import(addLine(tr("Import number"), tr("Import"), 70))
    , m_run(addLine(tr("Run number"), tr("Run"), 70))
    , m_from(addLine(tr("From date"), tr("From"), 96))
    , m_to(addLine(tr("To date"), tr("To"), 96))
    , m_group(plainBox(tr("Group by"),
                       {tr("No grouping"), tr("By type"), tr("By field"), tr("By import"), tr("By day")}, this))
    , m_error(new FormError(this))
{
    auto* flow = new FlowLayout(metric::kSmall);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_type, m_field, m_council, m_year, m_state, m_least,
                                                           m_import, m_run, m_from, m_to, m_group})
        flow->addWidget(widget);
    auto* clear = new QPushButton(tr("Clear"), this);
    clear->setAccessibleName(tr("Clear the filters"));
    connect(clear, &QPushButton::clicked, this, [this] {
        this->clear();
        Q_EMIT changed();
    });
    flow->addWidget(clear);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kTiny);
    layout->addLayout(flow);
    layout->addWidget(m_error);
    std::vector<PickBox::Choice> types;
    for (const QString& type : changeTypes())
        types.push_back({type, changeTypeText(type)});
    m_type->setChoices(types);
    for (PickBox* box : {m_type, m_field, m_council, m_year})
        connect(box, &PickBox::pickedByUser, this, &ChangeFilterBar::changed);
    connect(m_state, &QComboBox::activated, this, &ChangeFilterBar::changed);
    connect(m_group, &QComboBox::currentIndexChanged, this, &ChangeFilterBar::groupingChanged);
}

QLineEdit* ChangeFilterBar::addLine(const QString& name, const QString& hint, int width)
{
    auto* line = new QLineEdit(this);
    line->setAccessibleName(name);
    line->setToolTip(name);
    line->setPlaceholderText(hint);
    line->setFixedWidth(width);
    connect(line, &QLineEdit::editingFinished, this, [this, line] {
        if (line->isModified())
            Q_EMIT changed();
        line->setModified(false);
    });
    return line;
}

void ChangeFilterBar::setChoices(const ChangeChoices& choices)
{
    std::vector<PickBox::Choice> fields, councils, years;
    for (const FieldName& field : choices.fields)
        fields.push_back({field.slug, field.name});
    QMap<QString, int> seen;
    for (const CouncilName& council : choices.councils)
        ++seen[council.name];
    for (const CouncilName& council : choices.councils) {
        // Two councils of one name are told apart by what they are.
        councils.push_back({council.code, seen[council.name] > 1
                                              ? u"%1 (%2, %3)"_s.arg(council.name, council.type, council.code)
                                              : council.name});
    }
    for (const QString& year : choices.years)
        years.push_back({year, year});
    m_field->setChoices(fields);
    m_council->setChoices(councils);
    m_year->setChoices(years);
}

bool ChangeFilterBar::readDate(QLineEdit* line, QDate& date) const
{
    const QString text = line->text().trimmed();
    if (text.isEmpty())
        return true;
    for (const char* format : {"yyyy-MM-dd", "d.M.yyyy", "d/M/yyyy", "d MMM yyyy"}) {
        date = QLocale(QLocale::English).toDate(text, QLatin1String(format));
        if (date.isValid())
            return true;
    }
    m_error->say(tr("“%1” is not a date; write it as 2026-11-24.").arg(text), line);
    return false;
}

std::optional<ChangeFilter> ChangeFilterBar::filter() const
{
    ChangeFilter filter;
    if (!m_type->picked().isEmpty())
        filter.types = QStringList{m_type->picked()};
    filter.field = m_field->picked();
    filter.council = m_council->picked();
    filter.year = m_year->picked();
    if (m_state->currentIndex() > 0)
        filter.processed = m_state->currentIndex() == 2;
    filter.leastMagnitude = m_least->text().trimmed().remove(QLatin1Char('%')).trimmed();
    if (!filter.leastMagnitude.isEmpty()) {
        const auto least = Decimal::parse(filter.leastMagnitude.toUtf8());
        if (!least || least->isNegative()) {
            m_error->say(tr("“%1” is not a size of change; write a percentage such as 2.5.").arg(m_least->text()),
                         m_least);
            return std::nullopt;
        }
    }
    for (const auto& [line, number] : {std::pair(m_import, &filter.importId), std::pair(m_run, &filter.run)}) {
        const QString text = line->text().trimmed();
        bool fine = true;
        if (!text.isEmpty())
            *number = text.toLongLong(&fine);
        if (!fine || *number < 0 || (!text.isEmpty() && *number == 0)) {
            m_error->say(tr("“%1” is not the number of an import or a run; numbers start at 1.").arg(text), line);
            return std::nullopt;
        }
    }
    if (!readDate(m_from, filter.from) || !readDate(m_to, filter.to))
        return std::nullopt;
    if (filter.from.isValid() && filter.to.isValid() && filter.to < filter.from) {
        m_error->say(tr("The period ends before it begins."), m_to);
        return std::nullopt;
    }
    m_error->say({});
    return filter;
}

void ChangeFilterBar::setPeriod(const QDate& from, const QDate& to)
{
    m_from->setText(from.isValid() ? from.toString(Qt::ISODate) : QString());
    m_to->setText(to.isValid() ? to.toString(Qt::ISODate) : QString());
}

void ChangeFilterBar::set(const QMap<QString, QString>& values)
{
    const auto given = [&](const char* key, auto&& take) {
        if (values.contains(QLatin1String(key)))
            take(values.value(QLatin1String(key)));
    };
    given("type", [&](const QString& value) { m_type->pick(value); });
    given("field", [&](const QString& value) { m_field->pick(value); });
    given("council", [&](const QString& value) { m_council->pick(value); });
    given("year", [&](const QString& value) { m_year->pick(value); });
    given("import", [&](const QString& value) { m_import->setText(value); });
    given("run", [&](const QString& value) { m_run->setText(value); });
    given("from", [&](const QString& value) { m_from->setText(value); });
    given("to", [&](const QString& value) { m_to->setText(value); });
    given("state", [&](const QString& value) {
        m_state->setCurrentIndex(value == "open"_L1 ? 1 : (value == "processed"_L1 ? 2 : 0));
    });
}

void ChangeFilterBar::clear()
{
    for (PickBox* box : {m_type, m_field, m_council, m_year})
        box->pick({});
    for (QLineEdit* line : {m_least, m_import, m_run, m_from, m_to})
        line->clear();
    m_state->setCurrentIndex(0);
}

std::optional<ChangeGrouping> ChangeFilterBar::grouping() const
{
    const int at = m_group->currentIndex();
    return at > 0 ? std::optional(static_cast<ChangeGrouping>(at - 1)) : std::nullopt;
}

void ChangeFilterBar::setGrouping(int index)
{
    m_group->setCurrentIndex(index);
}

} // namespace factoid
