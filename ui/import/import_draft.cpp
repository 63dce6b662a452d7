#include "ui/import/import_draft.h"

#include "core/import/reading/workbook.h"

#include <QFileInfo>

namespace factoid {

namespace {

constexpr int kSoon = 150; // ms; several changes at once are read once

} // namespace

ImportDraft::ImportDraft(StoreReader& reader, QObject* parent)
    : QObject(parent)
    , m_reader(reader)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kSoon);
    connect(&m_timer, &QTimer::timeout, this, &ImportDraft::ask);
}

void ImportDraft::clear()
{
    m_paths.clear();
    m_hasLook = false;
    m_preview.reset();
    m_timer.stop();
    m_looking.drop();
    m_reading.drop();
}

void ImportDraft::start(const QStringList& paths)
{
    clear();
    m_paths = paths;
    m_looking.ask(
        m_reader, [paths](QueryContext& context) { return importLookQuery(context, paths); },
        [this](const Result<ImportLookAnswer>& answer) {
            if (!answer) {
                Q_EMIT failed(answer.error().sentence());
                return;
            }
            m_answer = *answer;
            m_hasLook = true;
            Q_EMIT failed({});
            if (!m_answer.fitting.empty())
                useSaved(m_answer.fitting.front().mapping);
            else
                useSuggestion();
        });
}

void ImportDraft::useSheet(const QString& sheet)
{
    const FileProfile* file = untidy();
    if (!file)
        return;
    const QString book = sheetAddress(file->path).file;
    QStringList paths = m_paths;
    for (QString& path : paths) {
        if (sheetAddress(path).file == book)
            path = sheetPath(book, sheet);
    }
    start(paths);
}

const FileProfile* ImportDraft::untidy() const
{
    return m_hasLook && m_answer.look.untidy >= 0 ? &m_answer.look.files[static_cast<size_t>(m_answer.look.untidy)]
                                                  : nullptr;
}

QString ImportDraft::subject() const
{
    if (m_paths.isEmpty())
        return {};
    if (m_paths.size() == 1)
        return QFileInfo(m_paths.first()).fileName();
    return tr("%1 files").arg(m_paths.size());
}

void ImportDraft::useSaved(const Mapping& mapping)
{
    const FileProfile* file = untidy();
    if (!file)
        return;
    auto draft = toDraft(mapping, *file);
    if (!draft) {
        Q_EMIT failed(draft.error().sentence());
        return;
    }
    m_draft = std::move(*draft);
    Q_EMIT looked();
    ask();
}

void ImportDraft::useSuggestion()
{
    m_draft = m_answer.suggestion;
    if (!untidy()) {
        m_draft = {};
        m_draft.base.name = u"help"_s;
    }
    Q_EMIT looked();
    ask();
}

Result<std::optional<Mapping>> ImportDraft::mapping() const
{
    const FileProfile* file = untidy();
    if (!file) {
        if (!m_draft.base.helpsTidyFiles())
            return std::nullopt;
        return std::optional<Mapping>(m_draft.base);
    }
    if (file->records == 0)
        return fail(ErrorKind::Input, tr("This file is empty: it has no rows."));
    if (file->headerRows.empty() && !file->headless)
        return fail(ErrorKind::Input, tr("No row of this file looks like a header. Add a row that names the columns, "
                                         "and choose the file again."));
    Mapping made = toMapping(m_draft, *file);
    if (!made.councilCode && !made.councilName)
        return fail(ErrorKind::Input, tr("Choose the column that holds the council: its code or its name."));
    if (made.values.empty())
        return fail(ErrorKind::Input, tr("Choose which columns are figures, and a field for each of them."));
    for (const ValueColumn& value : made.values) {
        if (!value.field.given() && !made.field.given())
            return fail(ErrorKind::Input, tr("Choose the field of the column “%1”.").arg(value.column.text));
        if (!value.year.given() && !made.year.given())
            return fail(ErrorKind::Input, tr("Choose the year of the figures."));
    }
    TRY(mappingFromJson(mappingToJson(made)));
    return std::optional<Mapping>(std::move(made));
}

void ImportDraft::change()
{
    m_timer.start();
}

void ImportDraft::ask()
{
    if (!m_hasLook)
        return;
    auto mapped = mapping();
    if (!mapped) {
        m_reading.drop();
        m_preview.reset();
        Q_EMIT previewed();
        Q_EMIT failed(mapped.error().message);
        return;
    }
    m_reading.ask(
        m_reader,
        [paths = m_paths, mapping = *mapped](QueryContext& context) {
            return importRowsQuery(context, paths, mapping);
        },
        [this](const Result<ImportPreview>& preview) {
            if (!preview) {
                m_preview.reset();
                Q_EMIT previewed();
                Q_EMIT failed(preview.error().sentence());
                return;
            }
            m_preview = *preview;
            Q_EMIT failed({});
            Q_EMIT previewed();
        });
}

} // namespace factoid
