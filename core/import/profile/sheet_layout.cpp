#include "core/import/profile/sheet_layout.h"

#include "core/import/profile/unit_words.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace factoid {

namespace {

constexpr int kHundred = 100;
constexpr int kFewestTexts = 2; // a header names two columns or more
constexpr int kHalfOfThem = 50;
constexpr int kMostlyNumbers = 60;

// What one record holds.
struct RowCounts {
    int filled = 0; // neither blank nor a marker nor a filler heading
    int texts = 0;
    int numbers = 0;
    int years = 0;
    int units = 0;
    int counted = 0; // numbers that are one more than their left neighbour
};

RowCounts countRow(const SheetRow& row)
{
    RowCounts counts;
    bool whole = false;
    qint64 before = 0;
    for (const QString& cell : row.cells) {
        if (cell.isEmpty() || isMarkerText(cell) || isFillerHeading(cell))
            continue;
        ++counts.filled;
        counts.years += isYearText(cell, true) ? 1 : 0;
        counts.units += isUnitCell(cell) ? 1 : 0;
        if (!isNumberText(cell)) {
            ++counts.texts;
            continue;
        }
        ++counts.numbers;
        const bool had = whole;
        const qint64 number = cell.toLongLong(&whole);
        counts.counted += whole && had && number == before + 1 ? 1 : 0;
        before = number;
    }
    return counts;
}

bool share(int part, int whole, int percent)
{
    return whole > 0 && part * kHundred >= whole * percent;
}

class LayoutFinder
{
  public:
    LayoutFinder(const std::vector<SheetRow>& head, const std::vector<SheetRow>& rows, const KnownWords& words)
        : m_head(head)
        , m_words(words)
    {
        for (const SheetRow& row : head)
            m_counts.push_back(countRow(row));
        findCouncilColumn(rows);
    }

    [[nodiscard]] SheetLayout find() const
    {
        SheetLayout layout;
        size_t first = firstByCouncil();
        if (first == m_head.size())
            first = firstByNumbers();
        if (first == m_head.size())
            return withoutData();
        while (const auto above = dataAbove(first))
            first = *above;
        layout.firstRow = static_cast<int>(first) + 1;
        putHeader(layout, first);
        layout.headless = layout.headerRows.empty() && first == 0;
        return layout;
    }

  private:
    [[nodiscard]] bool isCouncil(const QString& cell) const
    {
        return m_byName ? m_words.isName(cell) : m_words.isCode(cell) || looksLikeCode(cell);
    }

    // The column that most often holds a council, by code before name.
    void findCouncilColumn(const std::vector<SheetRow>& rows)
    {
        for (const bool byName : {false, true}) {
            m_byName = byName;
            std::vector<int> found;
            for (const std::vector<SheetRow>* some : {&m_head, &rows}) {
                for (const SheetRow& row : *some) {
                    found.resize(std::max(found.size(), static_cast<size_t>(row.cells.size())));
                    for (qsizetype i = 0; i < row.cells.size(); ++i)
                        found[static_cast<size_t>(i)] += !row.cells[i].isEmpty() && isCouncil(row.cells[i]) ? 1 : 0;
                }
            }
            const auto best = std::ranges::max_element(found);
            if (best != found.end() && *best > 0) {
                m_column = static_cast<int>(best - found.begin());
                return;
            }
        }
    }

    [[nodiscard]] size_t firstByCouncil() const
    {
        if (m_column < 0)
            return m_head.size();
        const auto at =
            std::ranges::find_if(m_head, [&](const SheetRow& row) { return isCouncil(row.cells.value(m_column)); });
        return static_cast<size_t>(at - m_head.begin());
    }

    // Without any known council: the first row with a number below a row of texts.
    [[nodiscard]] size_t firstByNumbers() const
    {
        for (size_t i = 1; i < m_head.size(); ++i) {
            if (m_counts[i].numbers > 0 && m_counts[i].years < m_counts[i].filled &&
                m_counts[i - 1].texts >= kFewestTexts && m_counts[i - 1].numbers == 0)
                return i;
        }
        return m_head.size();
    }

    // One cell alone is a title or a note, but for a unit or a year below a heading.
    [[nodiscard]] bool isBlank(size_t row) const
    {
        const RowCounts& counts = m_counts[row];
        const bool beneath = counts.filled == 1 && counts.units + counts.years == 1 &&
                             m_head[row].cells.value(0).isEmpty() && row > 0 && m_counts[row - 1].texts >= kFewestTexts;
        return counts.filled < kFewestTexts && !beneath;
    }
    // A row that numbers the columns, or names years or units beneath the header proper.
    [[nodiscard]] bool isLowerHeader(size_t row) const
    {
        const RowCounts& counts = m_counts[row];
        return share(counts.years, counts.filled, kHalfOfThem) || share(counts.units, counts.filled, kHalfOfThem);
    }

    // A row of totals above the first council is data as well; blank rows between do not matter.
    [[nodiscard]] std::optional<size_t> dataAbove(size_t first) const
    {
        for (size_t row = first; row-- > 0;) {
            if (isBlank(row))
                continue;
            const RowCounts& counts = m_counts[row];
            const bool numbersColumns = share(counts.counted, counts.numbers - 1, kHalfOfThem);
            if (counts.texts == 0 || numbersColumns || isLowerHeader(row) ||
                !share(counts.numbers, counts.filled, kMostlyNumbers))
                return std::nullopt;
            return row;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<size_t> filledAbove(size_t row) const
    {
        while (row-- > 0) {
            if (!isBlank(row))
                return row;
        }
        return std::nullopt;
    }

    void putHeader(SheetLayout& layout, size_t first) const
    {
        const auto lowest = filledAbove(first);
        if (!lowest) {
            // A single named column above is a header, too.
            if (first > 0 && m_counts[first - 1].filled > 0)
                layout.headerRows = {static_cast<int>(first)};
            return;
        }
        // Years and units stand beneath the headings that they belong to, in up to three rows.
        constexpr size_t kMostRows = 3;
        size_t top = *lowest;
        layout.headerRows = {static_cast<int>(top) + 1};
        while (layout.headerRows.size() < kMostRows && isLowerHeader(top)) {
            const auto above = filledAbove(top);
            if (!above || (!isLowerHeader(*above) && m_counts[*above].texts < kFewestTexts) ||
                m_counts[*above].numbers > m_counts[*above].texts)
                return;
            layout.headerRows.push_back(static_cast<int>(*above) + 1);
            std::ranges::rotate(layout.headerRows, layout.headerRows.end() - 1); // from the top down
            layout.fillHeader = layout.fillHeader || hasMergedCells(m_head[*above], m_head[top]);
            top = *above;
        }
    }

    // The upper row names a column once for several below.
    [[nodiscard]] static bool hasMergedCells(const SheetRow& upper, const SheetRow& lower)
    {
        for (qsizetype i = 1; i < lower.cells.size(); ++i) {
            if (!lower.cells[i].isEmpty() && !isMarkerText(lower.cells[i]) && upper.cells.value(i).isEmpty())
                return true;
        }
        return false;
    }

    [[nodiscard]] SheetLayout withoutData() const
    {
        SheetLayout layout;
        const auto header =
            std::ranges::find_if(m_counts, [](const RowCounts& counts) { return counts.texts >= kFewestTexts; });
        if (header == m_counts.end())
            return layout;
        layout.headerRows = {static_cast<int>(header - m_counts.begin()) + 1};
        layout.firstRow = layout.headerRows.front() + 1;
        return layout;
    }

    const std::vector<SheetRow>& m_head;
    const KnownWords& m_words;
    std::vector<RowCounts> m_counts;
    int m_column = -1;
    bool m_byName = false;
};

// "31/3/2020", "31.03.2020", "March 2020" where years end on 31 March.
QRegularExpression yearEndPattern(int yearEnds)
{
    constexpr int kMonth = 100;
    const int month = yearEnds / kMonth;
    return QRegularExpression(u"(?:(?<!\\d)%1[./-]0?%2[./-]|%3 )((?:19|20)\\d\\d)(?!\\d)"_s.arg(yearEnds % kMonth)
                                  .arg(month)
                                  .arg(QLocale::c().monthName(month)),
                              QRegularExpression::CaseInsensitiveOption);
}

} // namespace

SheetLayout findLayout(const std::vector<SheetRow>& head, const std::vector<SheetRow>& rows, const KnownWords& words)
{
    return LayoutFinder(head, rows, words).find();
}

QString yearInText(const QString& text, int yearEnds, bool plain)
{
    static const QRegularExpression financial(u"(?<!\\d)((?:19|20)\\d\\d) ?([-/\u2013]) ?(\\d{4}|\\d\\d)(?!\\d)"_s);
    static const QRegularExpression alone(u"(?<!\\d)((?:19|20)\\d\\d)(?!\\d)"_s);
    QStringList found;
    const auto note = [&](const QString& label) {
        if (!label.isEmpty() && !found.contains(label))
            found << label;
    };
    for (auto match = financial.globalMatch(text); match.hasNext();) {
        const auto one = match.next();
        const auto year = Year::parse((one.captured(1) + QLatin1Char('/') + one.captured(3)).toUtf8());
        note(year ? year->label() : QString());
    }
    if (found.isEmpty() && yearEnds > 0) {
        const QRegularExpression end = yearEndPattern(yearEnds);
        for (auto match = end.globalMatch(text); match.hasNext();)
            note(Year::financial(match.next().captured(1).toInt() - 1).label());
    }
    for (auto match = alone.globalMatch(text); plain && found.isEmpty() && match.hasNext();)
        note(match.next().captured(1));
    return found.size() == 1 ? found.first() : QString();
}

} // namespace factoid
