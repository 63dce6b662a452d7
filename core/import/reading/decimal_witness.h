// Decimal witness: notices that a file writes its decimals with a comma though nobody said so. There "1.234" and
// "12,345", which can be read either way, were read wrongly: they become rejects, once the file is read. One file; one
// thread.
#pragma once

#include "core/import/reading/import_collector.h"

namespace factoid {

class DecimalWitness
{
  public:
    // A value that was read as a figure, the one that is accepted next.
    void read(QByteArrayView text, const ImportBatch& batch);
    // A value that could not be read.
    void refused(QByteArrayView text, qint64 line);
    // After the last row: takes the figures that can be read either way back, when some value needs the comma and none
    // the full stop. `header` of their column by position.
    void settle(ImportCollector& collector, const std::function<QString(int column)>& header) const;

  private:
    struct Either {
        size_t figure = 0; // index in the batch
        QByteArray text;
    };
    std::vector<Either> m_either;
    bool m_needsPoint = false;
    qint64 m_commaLine = 0; // the first that needs the comma; 0: none
    QByteArray m_commaText;
};

} // namespace factoid
