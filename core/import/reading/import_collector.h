// Import collector: the batch while it grows. Counts rows, keeps rejects, sorts the figures and turns
// second figures for a key into rejects. One thread; lives as long as one readImport call.
#pragma once

#include "core/import/reading/import_reader.h"

#include <QSet>

namespace factoid {

// Where a row stands while it is judged.
struct RowPlace {
    std::uint16_t file = 0;
    qint64 line = 0;
};

class ImportCollector
{
  public:
    explicit ImportCollector(const Register& known) { m_batch.known = known; }

    [[nodiscard]] ImportBatch& batch() { return m_batch; }
    [[nodiscard]] Register& known() { return m_batch.known; }
    // Begins a file. Error (Input) past 65,535 files.
    [[nodiscard]] Result<std::uint16_t> addFile(const QString& path, FileKind kind, const QString& encoding);
    [[nodiscard]] SourceFile& file(std::uint16_t index) { return m_batch.files[index]; }

    // A row is counted once, by one of these three.
    void acceptRegisterRow() { ++m_batch.accepted; }
    void reject(RowPlace place, const QString& column, QByteArrayView value, const QString& reason,
                RejectKind kind = RejectKind::Other);
    void skip(RowPlace place, size_t rule);
    void accept(const StagedFigure& figure) { m_batch.figures.push_back(figure); }

    // A row whose council was found by its name.
    void noteNamed(RowPlace place, const QString& name, int council);

    // Said once each, in order of first saying.
    void warn(const QString& warning);
    // Notes that the files mention it.
    void mentionCouncil(int position);
    void mentionField(int position);

    // Sorts, settles duplicates and hands the batch over. The collector is empty afterwards.
    [[nodiscard]] ImportBatch finish();

  private:
    void settleDuplicates();
    void sortRejects();
    void tellNamed();

    ImportBatch m_batch;
    std::vector<std::uint16_t> m_rejectFiles; // parallel to rejects: which file, for their order
    QSet<QString> m_said;
    QHash<QString, size_t> m_named; // by name and council: its place in the batch
    RowPlace m_lastNamed;
    std::vector<bool> m_councilMentioned;
    std::vector<bool> m_fieldMentioned;
};

} // namespace factoid
