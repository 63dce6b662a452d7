#include "ui/import/file_step.h"

#include "core/queries/import/import_queries.h"
#include "ui/base/formats.h"

#include <QFileDialog>
#include <QFileInfo>

namespace factoid {

namespace {

constexpr int kImportsShown = 500;

QString filesText(const QJsonObject& row)
{
    QStringList names;
    for (const QJsonValue& path : row.value(u"files"_s).toArray())
        names << QFileInfo(path.toString()).fileName();
    return names.join(u", "_s);
}

} // namespace

FileStep::FileStep(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new RecordModel(
          {{u"import_id"_s, tr("Import"), ColumnKind::Number, {}, {}, 70},
           {u"time"_s, tr("When"), ColumnKind::Time, {}, {}, 120},
           {u"files"_s, tr("Files"), ColumnKind::Text, {}, {}, 330, true, filesText},
           {u"inserted"_s, tr("New"), ColumnKind::Number, {}, {}, 80},
           {u"updated"_s, tr("Changed"), ColumnKind::Number, {}, {}, 80},
           {u"removed"_s, tr("Removed"), ColumnKind::Number, {}, {}, 80},
           {u"rejected"_s, tr("Not imported"), ColumnKind::Number, {}, {}, 100},
           {u"state"_s,
            tr("State"),
            ColumnKind::State,
            {},
            {},
            110,
            true,
            [](const QJsonObject& row) { return row.value(u"undone_at"_s).isNull() ? tr("In force") : tr("Undone"); },
            [](const QJsonObject& row) { return row.value(u"undone_at"_s).isNull() ? State::Good : State::Idle; }}},
          context.theme, this))
    , m_table(new DataTable(u"imports"_s, tr("Past imports"), context.theme, context.state, this))
    , m_undo(new QPushButton(tr("Undo the selected import"), this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kLarge);
    auto* drop = new Card({}, this);
    auto* empty = new EmptyState(
        tr("Drop CSV files, a folder or a Data Package here. Files are known by their header, not their name."), drop);
    empty->addAction(
        tr("Choose files…"), [this] { chooseFiles(); }, true);
    empty->addAction(tr("Choose a folder…"), [this] { chooseFolder(); });
    drop->body()->addWidget(empty);
    drop->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    layout->addWidget(drop);
    auto* past = new Card(tr("Past imports"), this);
    m_model->setRowKey(u"import_id"_s);
    m_table->setModel(m_model);
    m_table->setEmptyState(tr("Nothing was imported yet."));
    m_undo->setEnabled(false);
    past->addToHeading(m_undo);
    past->body()->addWidget(m_table, 1);
    layout->addWidget(past, 1);
    connect(m_table, &DataTable::currentRowChanged, this,
            [this](int row) { m_undo->setEnabled(row >= 0 && m_model->row(row).value(u"undone_at"_s).isNull()); });
    connect(m_undo, &QPushButton::clicked, this, [this] {
        const int row = m_table->currentRow();
        if (row >= 0)
            Q_EMIT undoWanted(m_model->row(row).value(u"import_id"_s).toInteger());
    });
}

void FileStep::refresh()
{
    m_asking.askNext(
        m_context.reader, [](QueryContext& query) { return importsQuery(query, kImportsShown); },
        [this](const Result<QJsonObject>& imports) {
            if (!imports)
                return; // the page's own state tells of a store that cannot be read
            m_model->setRows(imports->value(u"imports"_s).toArray(), m_context.engine.clock().now());
            const int row = m_table->currentRow();
            m_undo->setEnabled(row >= 0 && m_model->row(row).value(u"undone_at"_s).isNull());
        });
}

void FileStep::chooseFiles()
{
    auto* dialog = new QFileDialog(this, tr("Files to import"), QString(),
                                   tr("CSV and Data Packages (*.csv *.tsv *.txt datapackage.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &FileStep::chosen);
    dialog->open();
}

void FileStep::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Folder to import"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::filesSelected, this, &FileStep::chosen);
    dialog->open();
}

} // namespace factoid
