#include "ui/import/mapping_step.h"

#include "ui/base/formats.h"
#include "ui/import/way_out_panel.h"

#include <QFileInfo>
#include <QHeaderView>

namespace factoid {

namespace {

constexpr int kColumnsWidth = 300;

QString outcomeText(const QJsonObject& row)
{
    const QString outcome = row.value(u"outcome"_s).toString();
    if (outcome == "ready"_L1)
        return MappingStep::tr("Ready");
    if (outcome == "missing"_L1)
        return MappingStep::tr("Missing");
    if (outcome == "total"_L1)
        return MappingStep::tr("Total, kept apart");
    if (outcome == "rejected"_L1)
        return MappingStep::tr("Needs you");
    if (outcome == "left_out"_L1)
        return MappingStep::tr("Left out");
    return MappingStep::tr("Not read");
}

State outcomeState(const QJsonObject& row)
{
    const QString outcome = row.value(u"outcome"_s).toString();
    return outcome == "rejected"_L1                         ? State::Bad
           : outcome == "ready"_L1 || outcome == "total"_L1 ? State::Good
                                                            : State::Idle;
}

// A missing value in words, a number with separators.
QString becomesText(const QJsonObject& row)
{
    const QString outcome = row.value(u"outcome"_s).toString();
    QString text = row.value(u"becomes"_s).toString();
    if (outcome == "missing"_L1)
        return MappingStep::tr("missing (%1)").arg(text.replace(QLatin1Char('_'), QLatin1Char(' ')));
    if (outcome == "rejected"_L1 || outcome == "left_out"_L1 || text.isEmpty())
        return row.value(u"note"_s).toString();
    return numberText(text) + (row.value(u"rounded"_s).toBool() ? MappingStep::tr(" (rounded)") : QString());
}

// One row of the table for each value of a row of the file.
void appendRow(const PreviewRow& row, const FileLook* look, QJsonArray& rows)
{
    QJsonObject shown{{u"line"_s, row.line},
                      {u"council"_s, row.councilName.isEmpty() ? row.cells.value(0) : row.councilName},
                      {u"code"_s, row.councilCode},
                      {u"outcome"_s, rowOutcomeName(row.outcome)},
                      {u"note"_s, row.note}};
    if (row.values.empty()) {
        shown.insert(u"written"_s, row.cells.join(u" · "_s));
        rows.append(shown);
        return;
    }
    for (const PreviewValue& value : row.values) {
        QJsonObject one = shown;
        const bool known = look && value.column >= 0 && value.column < static_cast<int>(look->columns.size());
        one.insert(u"column"_s, known ? look->columns[static_cast<size_t>(value.column)].label : value.header);
        one.insert(u"written"_s, value.written);
        one.insert(u"field"_s, value.field);
        one.insert(u"year"_s, value.year);
        one.insert(u"becomes"_s, value.becomes);
        one.insert(u"outcome"_s, rowOutcomeName(value.outcome));
        one.insert(u"rounded"_s, value.rounded);
        one.insert(u"note"_s, value.reason);
        rows.append(one);
    }
}

QJsonArray problemRows(const ImportPreview& preview)
{
    QJsonArray rows;
    for (size_t i = 0; i < preview.problems.size(); ++i) {
        const PreviewProblem& problem = preview.problems[i];
        QString lines = QString::number(problem.lines.front());
        if (problem.rows > 1)
            lines = MappingStep::tr("%1 and %2 more").arg(lines, numberText(problem.rows - 1));
        rows.append(QJsonObject{{u"id"_s, static_cast<int>(i)},
                                {u"line"_s, lines},
                                {u"column"_s, problem.column.isEmpty() ? MappingStep::tr("council") : problem.column},
                                {u"value"_s, problem.value},
                                {u"values"_s, problem.cells},
                                {u"reason"_s, problem.reason},
                                {u"way_out"_s, waysOutSentence(problem.kind, problem.mapped)}});
    }
    return rows;
}

} // namespace

MappingStep::MappingStep(PageContext& context, ImportDraft& draft, SidePanel& panel, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_draft(draft)
    , m_panel(panel)
    , m_left(new Card(tr("Columns"), this))
    , m_columns(new ColumnsPanel(draft, context.engine.clock(), this))
    , m_files(wrappedLabel({}, "muted", this))
    , m_rowsCard(new Card(tr("What each row becomes"), this))
    , m_problemsCard(new Card(tr("Rows that need you"), this))
    , m_rowsModel(
          new RecordModel({{u"line"_s, tr("Line"), ColumnKind::Number, {}, {}, 52},
                           {u"council"_s, tr("Council"), ColumnKind::Text, {}, {}, 140},
                           {u"written"_s, tr("In the file"), ColumnKind::Text, {}, {}, 110},
                           {u"becomes"_s, tr("Becomes"), ColumnKind::Number, {}, {}, 140, true, becomesText},
                           {u"outcome"_s, tr("State"), ColumnKind::State, {}, {}, 108, true, outcomeText, outcomeState},
                           {u"column"_s, tr("Column"), ColumnKind::Text, {}, {}, 150},
                           {u"field"_s, tr("Field"), ColumnKind::Text, {}, {}, 130},
                           {u"year"_s, tr("Year"), ColumnKind::Text, {}, {}, 70}},
                          context.theme, this))
    , m_problemsModel(new RecordModel({{u"line"_s, tr("Line"), ColumnKind::Text, {}, {}, 96},
                                       {u"column"_s, tr("Column"), ColumnKind::Text, {}, {}, 104},
                                       {u"value"_s,
                                        tr("Value"),
                                        ColumnKind::State,
                                        {},
                                        {},
                                        116,
                                        true,
                                        {},
                                        [](const QJsonObject&) { return State::Bad; }},
                                       {u"way_out"_s, tr("Way out (Enter)"), ColumnKind::Text, {}, {}, 160},
                                       {u"values"_s, tr("Figures"), ColumnKind::Number, {}, {}, 64},
                                       {u"reason"_s, tr("Why"), ColumnKind::Text, {}, {}, 320}},
                                      context.theme, this))
    , m_rows(new DataTable(u"import_rows"_s, tr("What each row becomes"), context.theme, context.state, this))
    , m_problems(new DataTable(u"import_problems"_s, tr("Rows that need you"), context.theme, context.state, this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kLarge);
    m_left->setFixedWidth(kColumnsWidth);
    m_left->body()->addWidget(m_files);
    m_left->body()->addWidget(m_columns, 1);
    layout->addWidget(m_left);
    auto* right = new QVBoxLayout;
    right->setSpacing(metric::kLarge);
    m_rowsModel->setRowKey({});
    m_rows->setModel(m_rowsModel);
    m_rows->setEmptyState(tr("No rows yet: say what the columns are."));
    m_rowsCard->body()->addWidget(m_rows, 1);
    m_problems->setModel(m_problemsModel);
    m_problems->setCompact(true);
    m_problems->setEmptyState(tr("Nothing: every row can be read."));
    m_problemsCard->body()->addWidget(m_problems, 1);
    right->addWidget(m_rowsCard, 3);
    right->addWidget(m_problemsCard, 2);
    layout->addLayout(right, 1);
    connect(&m_draft, &ImportDraft::looked, this, [this] {
        showFiles();
        m_columns->rebuild();
    });
    connect(&m_draft, &ImportDraft::previewed, this, &MappingStep::showPreview);
    connect(m_problems, &DataTable::activated, this, &MappingStep::openProblem);
    connect(m_problems->view(), &QTableView::clicked, this, [this] { openProblem(m_problems->currentRow()); });
    connect(m_columns, &ColumnsPanel::newFieldWanted, this, [this](int column) {
        showNewField(m_panel, m_draft, column, [this] {
            m_panel.hide();
            m_columns->rebuild();
        });
    });
}

void MappingStep::clear()
{
    m_columns->rebuild();
    m_left->setHeading(tr("Columns"));
    m_files->hide();
    m_rows->setFilterText({});
    m_problems->setFilterText({});
    showPreview();
}

void MappingStep::setBusy(bool busy)
{
    m_rows->setBusy(busy);
}

// Of tidy files there is nothing to map; what they were taken for is said instead.
void MappingStep::showFiles()
{
    const bool mapped = m_draft.untidy() != nullptr;
    m_columns->setVisible(mapped);
    m_left->setHeading(mapped ? tr("Columns") : tr("Files"));
    QStringList lines;
    for (const FileLook& look : m_draft.answer().look.files) {
        if (mapped && !look.tidy() && m_draft.answer().look.files.size() == 1)
            continue;
        const QString kind = look.shape == FileShape::Councils  ? tr("councils")
                             : look.shape == FileShape::Fields  ? tr("fields")
                             : look.shape == FileShape::Figures ? tr("figures")
                                                                : tr("read by the mapping");
        lines << tr("%1\n%2, %3, %4, %5")
                     .arg(QFileInfo(look.path).fileName(), kind,
                          countText(std::max<qint64>(0, look.records - 1), tr("row"), tr("rows")),
                          encodingName(look.encoding), bytesText(look.bytes));
    }
    lines << m_draft.answer().look.warnings;
    m_files->setText(lines.join(u"\n\n"_s));
    m_files->setVisible(!lines.isEmpty());
}

void MappingStep::showPreview()
{
    setBusy(false);
    const ImportPreview* preview = m_draft.preview();
    QJsonArray rows;
    if (preview) {
        for (const PreviewRow& row : preview->rows) {
            const auto file = static_cast<size_t>(row.file);
            const QString& path = preview->files[file].path;
            const auto look = std::ranges::find(m_draft.answer().look.files, path, &FileLook::path);
            appendRow(row, look == m_draft.answer().look.files.end() ? nullptr : &*look, rows);
        }
    }
    m_rowsModel->setRows(rows);
    m_rowsCard->setNote(preview ? tr("first, last and random rows") : QString());
    m_problemsModel->setRows(preview ? problemRows(*preview) : QJsonArray());
    m_problemsCard->setNote(
        !preview || preview->problems.empty() ? QString()
        : preview->problemsInAll > static_cast<qint64>(preview->problems.size())
            ? tr("%1 of %2")
                  .arg(numberText(static_cast<qint64>(preview->problems.size())), numberText(preview->problemsInAll))
            : numberText(preview->problemsInAll));
    m_problemsCard->setVisible(preview && !preview->problems.empty());
}

void MappingStep::openProblem(int row)
{
    const ImportPreview* preview = m_draft.preview();
    const int at = m_problemsModel->row(row).value(u"id"_s).toInt(-1);
    if (!preview || at < 0 || at >= static_cast<int>(preview->problems.size()))
        return;
    showWaysOut(m_panel, m_draft, preview->problems[static_cast<size_t>(at)], [this] { m_panel.hide(); });
}

} // namespace factoid
