// Code forms: a council's code as a spreadsheet leaves it (="E06000001", 'E06000001, e06000001, 512 for 00512) and the
// code of the register that it stands for. Built once per reading, after the register files; one thread.
#pragma once

#include "core/figures/register.h"

#include <QHash>

#include <vector>

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
    // Why a code that a council had before is not taken for it: names the council and the day; empty: it is no such
    // code. It may have been of a smaller body, whose figures are not those of the council that took its place.
    [[nodiscard]] QString whyFormer(QByteArrayView text) const;
    // Whether it may be such a code, or one that likely() knows: no reason for a second council.
    [[nodiscard]] bool isKnownOtherwise(QByteArrayView text) const;
    // What to say of a code that is not known, for a reject: with the code that it may be, or where to put a new one.
    [[nodiscard]] QString whyUnknown(QByteArrayView text, const QString& elsewhere) const;

  private:
    using Positions = QHash<QByteArray, int>; // −1: two councils share the key
    const Register& m_known;
    Positions m_byKey, m_byNumber;
    QHash<QByteArray, std::vector<int>> m_byFormer;
};

// A code of the United Kingdom's that its statistical office replaced when a council's borders were moved.
struct ReplacedCode {
    QString code, present;
    QString year; // in which it ended
};
// Those that ship with the program (resources/profiles/uk_former_codes.csv).
[[nodiscard]] const std::vector<ReplacedCode>& ukReplacedCodes();

// Why there can be no figure of a council that ended before the year: names the day, and who took its place.
[[nodiscard]] QString whyEnded(const Register& known, int council, Year year);

} // namespace factoid
