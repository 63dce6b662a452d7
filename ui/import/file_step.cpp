#include "ui/import/file_step.h"

#include "ui/base/formats.h"

#include <QFileDialog>
#include <QFileInfo>

namespace factoid {

namespace {

constexpr int kImportsShown = 500;

QString filesText(const ImportRecord& import)
{
    QStringList names;
    for (const QString& path : import.files)
        names << QFileInfo(path).fileName();
    return names.join(u", "_s);
}

std::vector<ColumnOf<ImportRecord>> columns()
{
    const auto column = [](const QString& id, const QString& title, ColumnKind kind, int width, auto value) {
        return columnOf<ImportRecord>(id, title, kind, value).wide(width);
    };
    const auto state = [](const ImportRecord& import) {
        return import.undoneAt ? FileStep::tr("Undone") : FileStep::tr("Applied");
    };
    return {column(u"import_id"_s, FileStep::tr("Import"), ColumnKind::Number, 70, &ImportRecord::importId),
            column(u"time"_s, FileStep::tr("When"), ColumnKind::Time, 120, &ImportRecord::time),
            column(u"files"_s, FileStep::tr("Files"), ColumnKind::Text, 330, &ImportRecord::files).saying(filesText),
            column(u"inserted"_s, FileStep::tr("New"), ColumnKind::Number, 80, &ImportRecord::inserted),
            column(u"updated"_s, FileStep::tr("Changed"), ColumnKind::Number, 80, &ImportRecord::updated),
            column(u"removed"_s, FileStep::tr("Removed"), ColumnKind::Number, 80, &ImportRecord::removed),
            column(u"rejected"_s, FileStep::tr("Rejected"), ColumnKind::Number, 100, &ImportRecord::rejected),
            column(u"state"_s, FileStep::tr("State"), ColumnKind::State, 110, state)
                .standing([](const ImportRecord& import) { return import.undoneAt ? State::Idle : State::Good; })};
}

} // namespace

FileStep::FileStep(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new RowModel<ImportRecord>(columns(), context.theme, &ImportRecord::importId, this))
    , m_table(new DataTable(u"imports"_s, tr("Past imports"), context.theme, context.state, this))
    , m_undo(new QPushButton(tr("Undo the selected import"), this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kLarge);
    auto* drop = new Card({}, this);
    auto* empty = new EmptyState(
        tr("Drop CSV files, a folder or a Data Package here. Files are recognised by their header, not their name."),
        drop);
    empty->addAction(
        tr("Choose files…"), [this] { chooseFiles(); }, true);
    empty->addAction(tr("Choose a folder…"), [this] { chooseFolder(); });
    drop->body()->addWidget(empty);
    drop->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    layout->addWidget(drop);
    auto* past = new Card(tr("Past imports"), this);
    m_table->setModel(m_model);
    m_table->setEmptyState(tr("Nothing has been imported yet."));
    m_undo->setEnabled(false);
    past->addToHeading(m_undo);
    past->body()->addWidget(m_table, 1);
    layout->addWidget(past, 1);
    connect(m_table, &DataTable::currentRowChanged, this, [this](int row) { m_undo->setEnabled(canUndo(row)); });
    connect(m_undo, &QPushButton::clicked, this, [this] {
        if (const ImportRecord* import = m_model->row(m_table->currentRow()))
            Q_EMIT undoWanted(import->importId);
    });
}

bool FileStep::canUndo(int row) const
{
    const ImportRecord* import = m_model->row(row);
    return import && !import->undoneAt;
}

void FileStep::refresh()
{
    m_asking.askNext(
        m_context.reader, [](QueryContext& query) { return importsQuery(query, kImportsShown); },
        [this](const Result<ImportsAnswer>& imports) {
            if (!imports)
                return; // the page's own state tells of a store that cannot be read
            m_model->setRows(imports->imports, m_context.engine.clock().now());
            m_undo->setEnabled(canUndo(m_table->currentRow()));
        });
}

void FileStep::chooseFiles()
{
    auto* dialog = new QFileDialog(
        this, tr("Files to import"), QString(),
        tr("Tables and Data Packages (*.csv *.tsv *.txt *.xlsx *.xlsm *.ods datapackage.json);;All files (*)"));
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
