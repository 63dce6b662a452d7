#include "core/import/reading/import_pass.h"

namespace factoid {

ImportPass::ImportPass(std::unique_ptr<ImportSource> source, const PlannedFile& file, qint64 maxLineBytes,
                       const TaskControl& control, const ImportProgress& progress)
    : m_source(std::move(source))
    , m_path(file.scanned.path)
    , m_control(control)
    , m_progress(progress)
    , m_csv(std::make_unique<CsvReader>([this](char* to, qint64 most) { return fill(to, most); }, file.dialect,
                                        maxLineBytes))
{
}

Result<std::unique_ptr<ImportPass>> ImportPass::open(const PlannedFile& file, qint64 maxLineBytes,
                                                     const TaskControl& control, const ImportProgress& progress)
{
    auto source = TRY(ImportSource::open(file.scanned));
    return std::unique_ptr<ImportPass>(new ImportPass(std::move(source), file, maxLineBytes, control, progress));
}

// Cancel and progress are looked at whenever the buffer runs empty, a few hundred kilobytes apart.
qint64 ImportPass::fill(char* to, qint64 most)
{
    if (m_control.cancel.requested()) {
        m_cancelled = true;
        return -1;
    }
    const qint64 got = m_source->read(to, most);
    m_control.tell(u"reading files"_s, m_progress.done + m_source->consumed(), m_progress.total);
    return got;
}

Result<bool> ImportPass::next()
{
    const CsvReader::Step step = m_csv->next();
    if (step == CsvReader::Step::Record)
        return true;
    if (step == CsvReader::Step::End)
        return false;
    if (m_cancelled)
        return CancelToken::error();
    Error error = m_csv->error();
    error.file = m_path;
    return std::unexpected(error);
}

} // namespace factoid
