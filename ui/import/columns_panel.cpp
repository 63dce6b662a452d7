#include "ui/import/columns_panel.h"

#include <QLineEdit>
#include <QStyle>
#include <QTimer>

#include <array>

namespace factoid {

namespace {

constexpr int kTextWidth = 240;
constexpr int kAtOnce = 24; // columns made in one go, so that a sheet of hundreds does not hold the window

const QString kField = u"field:"_s;

struct PlainUse {
    ColumnUse use;
    const char* key;
    const char* text;
};
constexpr std::array kPlainUses{
    PlainUse{ColumnUse::LeaveOut, "leave", QT_TRANSLATE_NOOP("factoid::ColumnsPanel", "Leave out")},
    PlainUse{ColumnUse::CouncilCode, "code", QT_TRANSLATE_NOOP("factoid::ColumnsPanel", "Council, by code")},
    PlainUse{ColumnUse::CouncilName, "name", QT_TRANSLATE_NOOP("factoid::ColumnsPanel", "Council, by name")},
    PlainUse{ColumnUse::CouncilType, "type", QT_TRANSLATE_NOOP("factoid::ColumnsPanel", "Type of council")},
    PlainUse{ColumnUse::Field, "field", QT_TRANSLATE_NOOP("factoid::ColumnsPanel", "Field, given by each row")},
    PlainUse{ColumnUse::Year, "year", QT_TRANSLATE_NOOP("factoid::ColumnsPanel", "Year, given by each row")},
    PlainUse{ColumnUse::Value, "value", QT_TRANSLATE_NOOP("factoid::ColumnsPanel", "Figures of the row's field")},
    PlainUse{ColumnUse::Status, "status", QT_TRANSLATE_NOOP("factoid::ColumnsPanel", "Status of the figure")},
};

} // namespace

ColumnsPanel::ColumnsPanel(ImportDraft& draft, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_clock(clock)
    , m_inside(new QWidget)
    , m_rows(new QVBoxLayout(m_inside))
    , m_uses(new QStandardItemModel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Columns of the file"));
    m_rows->setContentsMargins(0, 0, metric::kSmall, 0);
    m_rows->setSpacing(metric::kTiny);
    scroll->setWidget(m_inside);
    layout->addWidget(scroll);
    connect(&m_draft, &ImportDraft::previewed, this, &ColumnsPanel::showEvidence);
}

void ColumnsPanel::makeUses()
{
    m_uses->clear();
    const auto add = [this](const QString& text, const QString& key) {
        auto* item = new QStandardItem(text);
        item->setData(key, Qt::UserRole);
        m_uses->appendRow(item);
    };
    for (const PlainUse& use : kPlainUses)
        add(tr(use.text), QLatin1String(use.key));
    add(tr("A new field…"), u"new"_s);
    for (const Field& field : m_draft.draft().base.fields)
        add(tr("Field: %1 (new)").arg(field.name), kField + field.slug);
    for (const Field& field : m_draft.answer().fields)
        add(tr("Field: %1").arg(field.name), kField + field.slug);
}

void ColumnsPanel::rebuild()
{
    clearLayout(m_rows);
    m_rest.clear();
    m_notes.clear();
    m_whys.clear();
    m_more = nullptr;
    const FileProfile* file = m_draft.untidy();
    if (!file)
        return;
    makeUses();
    addQuestions();
    addSheets();
    addMappings();
    const auto& columns = m_draft.draft().columns;
    int shown = 0;
    for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
        const bool used = columns[static_cast<size_t>(i)].use != ColumnUse::LeaveOut;
        const bool small = columns.size() <= kAtOnce;
        if ((used || small) && shown < kAtOnce) {
            addColumn(i);
            ++shown;
        } else {
            m_rest.push_back(i);
        }
    }
    addWholeFile();
    if (!m_rest.empty()) {
        m_more = linkButton(QString(), m_inside);
        connect(m_more, &QPushButton::clicked, this, &ColumnsPanel::addRest);
        m_rows->addWidget(m_more);
        m_more->setText(tr("Show %1 more columns").arg(m_rest.size()));
    }
    m_rows->addStretch(1);
}

// What the suggestion could not decide stands above all columns.
void ColumnsPanel::addQuestions()
{
    const QStringList& questions = m_draft.draft().questions;
    if (questions.isEmpty())
        return;
    QLabel* asked = wrappedLabel(tr("Please check:") + u"\n• "_s + questions.join(u"\n• "_s), "warning", m_inside);
    asked->setObjectName(u"import_questions"_s);
    asked->setMinimumHeight(asked->heightForWidth(kTextWidth));
    m_rows->addWidget(asked);
}

// The columns held against the store, below why each is taken for what it is.
void ColumnsPanel::showEvidence()
{
    const ImportPreview* preview = m_draft.preview();
    for (auto it = m_notes.begin(); it != m_notes.end(); ++it) {
        QStringList parts{m_whys.value(it.key())};
        bool doubtful = false;
        if (preview) {
            for (const ColumnEvidence& one : preview->columns) {
                if (one.column != it.key() || one.compared == 0)
                    continue;
                parts << one.sentence;
                doubtful = doubtful || one.doubtful();
            }
        }
        QLabel* note = it.value();
        note->setText(parts.join(u"\n"_s));
        note->setMinimumHeight(note->heightForWidth(kTextWidth));
        note->setProperty("role", doubtful ? u"warning"_s : u"note"_s);
        note->style()->unpolish(note);
        note->style()->polish(note);
    }
}

QComboBox* ColumnsPanel::addRow(const QString& title, const QString& why, const QString& name, QLabel** shown)
{
    auto* heading = new QLabel(m_inside);
    heading->setTextFormat(Qt::PlainText);
    heading->setFont(Theme::font(metric::kBody, QFont::DemiBold));
    heading->setText(heading->fontMetrics().elidedText(title.simplified(), Qt::ElideRight, kTextWidth));
    heading->setToolTip(title);
    auto* note = wrappedLabel(why, "note", m_inside);
    // A scroll area asks no label how high its lines are.
    note->setMinimumHeight(note->heightForWidth(kTextWidth));
    if (shown)
        *shown = note;
    auto* box = new QComboBox(m_inside);
    box->setAccessibleName(name);
    box->setAccessibleDescription(why);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(18);
    box->setMaxVisibleItems(18);
    // The wheel is for scrolling the list of columns.
    box->setFocusPolicy(Qt::StrongFocus);
    auto* part = new QWidget(m_inside);
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, metric::kTiny, 0, metric::kTiny);
    layout->setSpacing(2);
    layout->addWidget(heading);
    layout->addWidget(note);
    layout->addWidget(box);
    m_rows->addWidget(part);
    return box;
}

// Which sheet of a workbook is read.
void ColumnsPanel::addSheets()
{
    const FileProfile& file = *m_draft.untidy();
    if (file.sheets.size() < 2)
        return;
    QComboBox* box = addRow(tr("Sheet"), tr("of the workbook"), tr("Sheet"));
    box->addItems(file.sheets);
    box->setCurrentIndex(static_cast<int>(file.sheets.indexOf(file.sheet)));
    connect(box, &QComboBox::activated, this, [this, box, now = file.sheet](int index) {
        const QString sheet = box->itemText(index);
        if (sheet == now)
            return;
        // Later: another sheet makes this box anew.
        QTimer::singleShot(0, this, [this, sheet] { m_draft.useSheet(sheet); });
    });
}

void ColumnsPanel::addMappings()
{
    const auto& fitting = m_draft.answer().fitting;
    if (fitting.empty())
        return;
    QComboBox* box =
        addRow(tr("Saved mapping"),
               fitting.size() == 1 ? tr("one matches this file") : tr("%1 match this file").arg(fitting.size()),
               tr("Saved mapping"));
    for (const SavedMapping& saved : fitting)
        box->addItem(saved.mapping.title.isEmpty() ? saved.mapping.name : saved.mapping.title, saved.mapping.name);
    box->addItem(tr("None: as detected in the file"), QString());
    const int now = box->findData(m_draft.draft().base.name);
    box->setCurrentIndex(now >= 0 ? now : box->count() - 1);
    connect(box, &QComboBox::activated, this, [this, box](int index) {
        const QString name = box->itemData(index).toString();
        // Later: taking another mapping makes this box anew.
        QTimer::singleShot(0, this, [this, name] {
            for (const SavedMapping& saved : m_draft.answer().fitting) {
                if (saved.mapping.name == name) {
                    m_draft.useSaved(saved.mapping);
                    return;
                }
            }
            m_draft.useSuggestion();
        });
    });
}

void ColumnsPanel::addWholeFile()
{
    const FileProfile& file = *m_draft.untidy();
    Mapping& base = m_draft.draft().base;
    QComboBox* year = addRow(
        tr("(whole file) Year"),
        file.year && file.year->text == base.year.fixed ? file.year->why : tr("for columns that do not name a year"),
        tr("Year of the whole file"));
    year->setEditable(true);
    year->addItem(base.year.fixed);
    constexpr int kYearsBack = 12;
    const int newest = m_clock.now().date().year();
    for (int start = newest; start > newest - kYearsBack; --start)
        year->addItem(Year::financial(start).label());
    year->setCurrentIndex(0);
    auto* error = new FormError(m_inside);
    m_rows->addWidget(error);
    connect(year, &QComboBox::currentTextChanged, this, [this, year, error](const QString& text) {
        const auto parsed = Year::parse(text.toUtf8());
        if (!text.isEmpty() && !parsed) {
            error->say(tr("“%1” is not a year; write 2019/20, or 2019 for a calendar year.").arg(text), year);
            return;
        }
        error->say({}, year);
        m_draft.draft().base.year.fixed = parsed ? parsed->label() : QString();
        m_draft.change();
    });

    QComboBox* scale =
        addRow(tr("(whole file) Unit"),
               file.scale && file.scale->exponent == base.scaleExponent ? file.scale->why
                                                                        : tr("what the figures are multiplied by"),
               tr("Unit of the whole file"));
    addScales(scale);
    scale->setCurrentIndex(std::max(0, scale->findData(base.scaleExponent)));
    connect(scale, &QComboBox::activated, this, [this, scale](int index) {
        m_draft.draft().base.scaleExponent = scale->itemData(index).toInt();
        m_draft.change();
    });

    auto* rows = new QWidget(m_inside);
    auto* layout = new QHBoxLayout(rows);
    layout->setContentsMargins(0, metric::kTiny, 0, 0);
    const int head = base.headerRows.empty() ? 0 : std::max(base.headerRows.back(), base.codeRow);
    const auto spin = [&](const QString& name, int least, int value, const QString& special) {
        auto* box = new QSpinBox(rows);
        box->setRange(least, static_cast<int>(std::min<qint64>(file.records + 1, 1'000'000'000)));
        box->setValue(value);
        box->setAccessibleName(name);
        box->setSpecialValueText(special);
        box->setKeyboardTracking(false);
        layout->addWidget(box, 1);
        return box;
    };
    m_rows->addWidget(roleLabel(tr("(whole file) First and last row of data"), "note", m_inside));
    QSpinBox* first = spin(tr("First row of data"), head + 1, base.firstRow > 0 ? base.firstRow : head + 1, {});
    QSpinBox* last = spin(tr("Last row of data"), 0, base.lastRow, tr("to the end"));
    m_rows->addWidget(rows);
    connect(first, &QSpinBox::valueChanged, this, [this, head](int row) {
        m_draft.draft().base.firstRow = row == head + 1 ? 0 : row;
        m_draft.change();
    });
    connect(last, &QSpinBox::valueChanged, this, [this](int row) {
        m_draft.draft().base.lastRow = row;
        m_draft.change();
    });
}

void ColumnsPanel::addScales(QComboBox* box)
{
    for (const auto& [exponent, text] :
         {std::pair(0, tr("As written")), std::pair(3, tr("× 1,000")), std::pair(6, tr("× 1,000,000")),
          std::pair(9, tr("× 1,000,000,000")), std::pair(2, tr("× 100")), std::pair(-2, tr("÷ 100"))})
        box->addItem(text, exponent);
}

// One column in pounds among columns in thousands is common: its unit can differ from the file's.
QComboBox* ColumnsPanel::unitOf(int column, const QString& label)
{
    auto* box = new QComboBox(m_inside);
    box->setAccessibleName(tr("Unit of the column %1").arg(label));
    box->setFocusPolicy(Qt::StrongFocus);
    box->addItem(tr("Unit of the whole file"), QVariant());
    addScales(box);
    const auto own = m_draft.draft().columns[static_cast<size_t>(column)].value.scaleExponent;
    box->setCurrentIndex(own ? std::max(0, box->findData(*own)) : 0);
    connect(box, &QComboBox::activated, this, [this, box, column](int index) {
        const QVariant exponent = box->itemData(index);
        m_draft.draft().columns[static_cast<size_t>(column)].value.scaleExponent =
            exponent.isValid() ? std::optional(exponent.toInt()) : std::nullopt;
        m_draft.change();
    });
    return box;
}

void ColumnsPanel::addColumn(int column)
{
    const FileProfile& file = *m_draft.untidy();
    const auto at = static_cast<size_t>(column);
    const bool known = at < file.columns.size();
    const QString label =
        known && !file.columns[at].label.isEmpty() ? file.columns[at].label : tr("Column %1").arg(column + 1);
    QString why = known ? file.columns[at].why : QString();
    if (const QString year = m_draft.draft().columns[at].value.year.fixed; !year.isEmpty())
        why += tr("; figures of %1").arg(year);
    if (const QString reason = m_draft.draft().columns[at].why; !reason.isEmpty())
        why += u"; "_s + reason;
    QLabel* note = nullptr;
    QComboBox* box = addRow(label, why, tr("Use of the column %1").arg(label), &note);
    m_notes.insert(column, note);
    m_whys.insert(column, why);
    box->setModel(m_uses);
    select(box, useOf(column));
    QComboBox* unit = unitOf(column, label);
    unit->setVisible(useOf(column).startsWith(kField));
    box->parentWidget()->layout()->addWidget(unit);
    connect(box, &QComboBox::activated, this, [this, box, unit, column](int index) {
        const QString use = box->itemData(index).toString();
        if (use == "new"_L1) {
            select(box, useOf(column));
            Q_EMIT newFieldWanted(column);
            return;
        }
        unit->setVisible(use.startsWith(kField));
        applyUse(column, use);
    });
}

void ColumnsPanel::addRest()
{
    // Above the year, unit and rows would be better, but what was looked at must not jump away.
    const auto count = std::min<size_t>(kAtOnce, m_rest.size());
    const int at = m_rows->indexOf(m_more);
    for (size_t i = 0; i < count; ++i) {
        addColumn(m_rest[i]);
        QLayoutItem* item = m_rows->takeAt(m_rows->count() - 1);
        m_rows->insertItem(at + static_cast<int>(i), item);
    }
    m_rest.erase(m_rest.begin(), m_rest.begin() + static_cast<std::ptrdiff_t>(count));
    m_more->setVisible(!m_rest.empty());
    m_more->setText(tr("Show %1 more columns").arg(m_rest.size()));
}

QString ColumnsPanel::useOf(int column) const
{
    const DraftColumn& draft = m_draft.draft().columns[static_cast<size_t>(column)];
    if (draft.use == ColumnUse::Value && !draft.value.field.fixed.isEmpty())
        return kField + draft.value.field.fixed;
    for (const PlainUse& use : kPlainUses) {
        if (use.use == draft.use)
            return QLatin1String(use.key);
    }
    return u"leave"_s;
}

void ColumnsPanel::select(QComboBox* box, const QString& use) const
{
    const int index = box->findData(use);
    box->setCurrentIndex(std::max(0, index));
}

void ColumnsPanel::applyUse(int column, const QString& use)
{
    DraftColumn& draft = m_draft.draft().columns[static_cast<size_t>(column)];
    if (use == useOf(column))
        return;
    const std::optional<ColumnRef> ref = draft.ref;
    const ValueColumn before = draft.value;
    draft = {};
    draft.ref = ref;
    if (use.startsWith(kField)) {
        draft.use = ColumnUse::Value;
        draft.value = before;
        draft.value.field = {use.mid(kField.size()), {}};
    }
    for (const PlainUse& plain : kPlainUses) {
        if (use == QLatin1String(plain.key))
            draft.use = plain.use;
    }
    // Only one column can be each of these: the one before is left out.
    const bool single = draft.use != ColumnUse::Value && draft.use != ColumnUse::LeaveOut;
    bool others = false;
    for (size_t i = 0; single && i < m_draft.draft().columns.size(); ++i) {
        DraftColumn& other = m_draft.draft().columns[i];
        if (static_cast<int>(i) == column || other.use != draft.use)
            continue;
        other.use = ColumnUse::LeaveOut;
        others = true;
    }
    if (others)
        QTimer::singleShot(0, this, &ColumnsPanel::rebuild);
    m_draft.change();
}

} // namespace factoid
