// Code forms: a council's code as a spreadsheet leaves it (="E06000001", 'E06000001, e06000001, 512 for 00512) and the
// code of the register that it stands for. Built once per reading, after the register files; one thread.
#pragma once

#include "core/figures/register.h"

#include <QHash>

namespace factoid {

class CodeIndex
{
  public:
    // The register must outlive the index.
    explicit CodeIndex(const Register& known);
    // The council whose code is written so, apart from wrapping, blanks and case; −1: none, or more than one.
    [[nodiscard]] int find(QByteArrayView text) const;
    // A council whose code the text may have been before a spreadsheet took it for a number; −1: none, or more than
    // one.
    [[nodiscard]] int likely(QByteArrayView text) const;
    // What to say of a code that is not known, for a reject: with the code that it may be, or where to put a new one.
    [[nodiscard]] QString whyUnknown(QByteArrayView text, const QString& elsewhere) const;

  private:
    using Positions = QHash<QByteArray, int>; // −1: two councils share the key
    const Register& m_known;
    Positions m_byKey, m_byNumber;
};

} // namespace factoid
