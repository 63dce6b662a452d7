// Sheet layout: where the header and the data of a publisher's sheet begin, and which year it names.
// Pure; any thread.
#pragma once

#include "core/import/profile/file_profile.h"

namespace factoid {

struct SheetLayout {
    std::vector<int> headerRows; // record numbers; empty: no header was found
    bool headless = false;       // it has none: the first row is data
    bool fillHeader = false;
    int firstRow = 1;
};

// `head` are the first records in order; `rows` a sample of the later ones.
[[nodiscard]] SheetLayout findLayout(const std::vector<SheetRow>& head, const std::vector<SheetRow>& rows,
                                     const KnownWords& words);

// The one year that a text names: "2019-20", or the day or month in which years end: where that is 31 March (331, as
// DataProfile::yearEnds; 0: not known), "31/3/2020" and "March 2020" are of 2019/20. Empty when it names none or
// several. With `plain` also a year alone.
[[nodiscard]] QString yearInText(const QString& text, int yearEnds, bool plain = false);

} // namespace factoid
