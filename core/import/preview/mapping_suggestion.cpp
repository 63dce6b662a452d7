// suggestMapping (mapping_draft.h): a first mapping for a file that no saved one fits.

#include "core/import/preview/mapping_draft.h"
#include "core/import/profile/sheet_layout.h"
#include "core/import/profile/unit_words.h"
#include "core/import/reading/workbook.h"
#include "core/import/values/spelling.h"

#include <QFileInfo>

#include <algorithm>
#include <map>

namespace factoid {

namespace {

constexpr qsizetype kFingerprintLength = 60;
constexpr int kMostNewFields = 12;

bool isMoney(const QString& unit)
{
    return unit != "percent"_L1 && unit != "count"_L1 && !unit.contains("_per_"_L1);
}

class Suggester
{
  public:
    Suggester(const FileProfile& look, const KnownWords& words)
        : m_look(look)
        , m_words(words)
    {
        m_draft.columns.resize(look.columns.size());
    }

    [[nodiscard]] MappingDraft suggest()
    {
        putShape();
        useBest(ColumnMeaning::CouncilCode, ColumnUse::CouncilCode);
        useBest(ColumnMeaning::CouncilName, ColumnUse::CouncilName);
        useBest(ColumnMeaning::CouncilType, ColumnUse::CouncilType);
        m_fieldColumn = useBest(ColumnMeaning::Field, ColumnUse::Field);
        m_yearColumn = useBest(ColumnMeaning::Year, ColumnUse::Year);
        useBest(ColumnMeaning::Status, ColumnUse::Status);
        if (m_look.year && m_yearColumn < 0) {
            m_draft.base.year.fixed = m_look.year->text;
            m_draft.notes << u"year %1 %2"_s.arg(m_look.year->text, m_look.year->why);
        }
        if (m_fieldColumn >= 0)
            useLongValue();
        else
            useWideValues();
        putScale();
        putDecimals();
        putYearNames();
        askForYears();
        putSkips();
        putFingerprint();
        m_draft.questions = m_look.doubts + m_draft.questions;
        return m_draft;
    }

  private:
    // The column that bears a meaning out most often.
    int useBest(ColumnMeaning meaning, ColumnUse use)
    {
        int best = -1;
        for (size_t i = 0; i < m_look.columns.size(); ++i) {
            const ColumnProfile& column = m_look.columns[i];
            if (column.meaning == meaning &&
                (best < 0 || column.fitting > m_look.columns[static_cast<size_t>(best)].fitting))
                best = static_cast<int>(i);
        }
        if (best >= 0)
            m_draft.columns[static_cast<size_t>(best)].use = use;
        return best;
    }

    void putShape()
    {
        Mapping& base = m_draft.base;
        base.name = mappingNameFor(m_look.path);
        base.title = QFileInfo(m_look.path).fileName();
        base.sheet = sheetAddress(m_look.path).sheet;
        base.headerRows = m_look.headerRows;
        base.fillHeader = m_look.fillHeader;
        const int next = m_look.headerRows.empty() ? 1 : m_look.headerRows.back() + 1;
        if (m_look.firstRow != next)
            base.firstRow = m_look.firstRow;
        base.splitColumn = m_look.splitColumn;
        base.splitBy = m_look.splitBy;
        base.nameEndings = commonNameEndings();
    }

    void useLongValue()
    {
        int best = -1;
        for (size_t i = 0; i < m_look.columns.size(); ++i) {
            const ColumnProfile& column = m_look.columns[i];
            const bool named = column.label.contains("value"_L1, Qt::CaseInsensitive) ||
                               column.label.contains("amount"_L1, Qt::CaseInsensitive);
            if (column.meaning == ColumnMeaning::Numbers && (best < 0 || named))
                best = static_cast<int>(i);
        }
        if (best >= 0)
            m_draft.columns[static_cast<size_t>(best)].use = ColumnUse::Value;
    }

    [[nodiscard]] int yearEnds() const { return m_words.known().profile().yearEnds; }

    // The year that a column's own heading names.
    [[nodiscard]] QString yearOf(const ColumnProfile& column) const
    {
        const QString lowest = column.header.section(u" / "_s, -1);
        if (const QString year = yearInText(lowest, yearEnds(), isYearText(lowest, true)); !year.isEmpty())
            return year;
        return yearInText(column.header, yearEnds());
    }

    // A heading without the year and what spreadsheets fill in; of "...6" what stands to its left.
    [[nodiscard]] QString headingOf(size_t position) const
    {
        for (size_t at = position + 1; at-- > 0;) {
            QStringList parts;
            for (const QString& part : m_look.columns[at].label.split(u" / "_s)) {
                if (!isYearText(part, true) && !isUnitCell(part))
                    parts << part;
            }
            const QString heading = parts.join(u" / "_s).simplified();
            if (!heading.isEmpty() || m_look.columns[at].meaning != ColumnMeaning::Numbers)
                return at == position || m_look.columns[at].meaning == ColumnMeaning::Numbers ? heading : QString();
        }
        return {};
    }

    // A column that may hold a field's figures of one year.
    struct Candidate {
        size_t column = 0;
        bool exact = false;
    };

    // The one column for a field and year: the only one, or the only one that bears the field's very name.
    [[nodiscard]] static const Candidate* chosen(const std::vector<Candidate>& candidates)
    {
        if (candidates.size() == 1)
            return &candidates.front();
        if (std::ranges::count(candidates, true, &Candidate::exact) != 1)
            return nullptr;
        return &*std::ranges::find(candidates, true, &Candidate::exact);
    }

    void useWideValues()
    {
        std::map<std::pair<QString, QString>, std::vector<Candidate>> candidates; // by slug and year
        std::vector<size_t> unnamed;
        for (size_t i = 0; i < m_look.columns.size(); ++i) {
            if (m_look.columns[i].meaning != ColumnMeaning::Numbers)
                continue;
            const auto guess = m_words.guessField(headingOf(i));
            if (guess.field < 0) {
                unnamed.push_back(i);
                continue;
            }
            const QString slug = m_words.known().fields()[static_cast<size_t>(guess.field)].slug;
            candidates[{slug, yearOf(m_look.columns[i])}].push_back({i, guess.exact});
        }
        for (const auto& [key, columns] : candidates) {
            const QString name = nameOf(key.first);
            const Candidate* one = chosen(columns);
            if (!one) {
                askWhich(name, key.second, columns);
                continue;
            }
            useValue(one->column, key.first, key.second);
            DraftColumn& column = m_draft.columns[one->column];
            column.sure = one->exact;
            column.why = one->exact ? u"the heading is the field's name"_s
                                    : u"the heading resembles the field's name, “%1”"_s.arg(name);
            if (!one->exact)
                m_draft.questions << u"Is “%1” the field “%2”? Their names are alike, not the same."_s.arg(
                    m_look.columns[one->column].label, name);
        }
        if (m_look.headless) {
            if (candidates.empty())
                m_draft.questions << u"The file has no header: choose what each of its columns holds."_s;
        } else if (candidates.empty() && unnamed.size() <= kMostNewFields) {
            useNewFields(unnamed);
        }
    }

    void askWhich(const QString& field, const QString& year, const std::vector<Candidate>& columns)
    {
        QStringList labels;
        for (const Candidate& one : columns)
            labels << u"“%1”"_s.arg(m_look.columns[one.column].label);
        m_draft.questions << u"Which column is the field “%1”%2: %3?"_s.arg(
            field, year.isEmpty() ? QString() : u" of "_s + year, labels.join(u" or "_s));
    }

    [[nodiscard]] QString nameOf(const QString& slug) const
    {
        const int field = m_words.known().field(slug.toUtf8());
        return field < 0 ? slug : m_words.known().fields()[static_cast<size_t>(field)].name;
    }

    void useValue(size_t position, const QString& slug, const QString& year)
    {
        DraftColumn& column = m_draft.columns[position];
        column.use = ColumnUse::Value;
        column.value.field.fixed = slug;
        if (!year.isEmpty() && m_yearColumn < 0 && year != m_draft.base.year.fixed)
            column.value.year.fixed = year;
    }

    void useNewFields(const std::vector<size_t>& columns)
    {
        QSet<QString> taken;
        for (const Field& field : m_words.known().fields())
            taken.insert(field.slug);
        QHash<QString, QString> byHeading; // columns of several years are one field
        for (const size_t i : columns) {
            QString heading = headingOf(i);
            if (heading.isEmpty())
                heading = m_look.head.front().value(0).isEmpty() || m_look.headingRows() == 0
                              ? QFileInfo(m_look.path).completeBaseName()
                              : m_look.head.front().value(0);
            // The file's name or title may be that of a known field.
            const auto guess = m_words.guessField(heading);
            if (guess.field >= 0)
                byHeading.insert(heading, m_words.known().fields()[static_cast<size_t>(guess.field)].slug);
            if (!byHeading.contains(heading)) {
                const ColumnProfile& column = m_look.columns[i];
                const Field field = newFieldFor(heading, newUnit(column), taken);
                taken.insert(field.slug);
                m_draft.newFields << field.slug;
                m_draft.base.fields.push_back(field);
                byHeading.insert(heading, field.slug);
            }
            useValue(i, byHeading.value(heading), yearOf(m_look.columns[i]));
        }
        if (!m_draft.newFields.isEmpty())
            m_draft.notes
                << u"no heading is the name of a known field, so the columns of numbers are new fields; check their unit"_s;
    }

    // Percent where the column says so; else the money that the known fields are in, when it is one; else a count.
    [[nodiscard]] QString newUnit(const ColumnProfile& column) const
    {
        if (column.percent)
            return u"percent"_s;
        QSet<QString> money;
        for (const Field& field : m_words.known().fields()) {
            if (isMoney(field.unit))
                money.insert(field.unit);
        }
        const QString sign = column.scale ? column.scale->text.left(1) : QString();
        if (sign == u"£"_s || sign == u"€"_s)
            return sign == u"£"_s ? u"GBP"_s : u"EUR"_s;
        return money.size() == 1 ? *money.begin() : u"count"_s;
    }

    [[nodiscard]] QString unitOf(const QString& slug) const
    {
        if (const int field = m_words.known().field(slug.toUtf8()); field >= 0)
            return m_words.known().fields()[static_cast<size_t>(field)].unit;
        const auto made = std::ranges::find(m_draft.base.fields, slug, &Field::slug);
        return made == m_draft.base.fields.end() ? QString() : made->unit;
    }

    // The column's own heading or row of units before the title; what is counted or is a percentage keeps its own.
    void putScale()
    {
        const int whole = m_look.scale ? m_look.scale->exponent : 0;
        m_draft.base.scaleExponent = whole;
        if (m_look.scale)
            m_draft.notes << m_look.scale->why;
        const bool unless = m_look.scale && titleSaysUnless();
        for (size_t i = 0; i < m_draft.columns.size(); ++i) {
            DraftColumn& column = m_draft.columns[i];
            if (column.use != ColumnUse::Value)
                continue;
            const QString slug = column.value.field.fixed;
            if (!slug.isEmpty() && !unitOf(slug).isEmpty() && !isMoney(unitOf(slug))) {
                if (whole != 0)
                    column.value.scaleExponent = 0;
                continue;
            }
            const auto& own = m_look.columns[i].scale;
            if (!own || own->exponent == whole)
                continue;
            column.value.scaleExponent = own->exponent;
            m_draft.notes << u"“%1” in the heading of “%2”"_s.arg(own->text, m_look.columns[i].label);
            if (m_look.scale && !unless)
                m_draft.questions << u"“%1” names the unit %2, the rows above the header %3: is the column's right?"_s
                                         .arg(m_look.columns[i].label, own->text, m_look.scale->text);
        }
    }

    // "figures in £ thousand unless stated": a column that states its own is no contradiction.
    [[nodiscard]] bool titleSaysUnless() const
    {
        const int headings = m_look.headerRows.empty() ? 0 : m_look.headerRows.front() - 1;
        for (int row = 0; row < headings; ++row) {
            for (const QString& cell : m_look.head[static_cast<size_t>(row)]) {
                if (cell.contains("unless"_L1, Qt::CaseInsensitive) ||
                    cell.contains("otherwise"_L1, Qt::CaseInsensitive))
                    return true;
            }
        }
        return false;
    }

    void putDecimals()
    {
        m_draft.base.decimalComma = m_look.commaDecimals;
        for (size_t i = 0; i < m_draft.columns.size(); ++i) {
            const ColumnProfile& look = m_look.columns[i];
            if (m_draft.columns[i].use != ColumnUse::Value || m_look.commaDecimals || !look.commaDecimals)
                continue;
            if (look.pointDecimals)
                m_draft.questions
                    << u"“%1” has numbers with a comma before their decimals and numbers with a full stop: "
                       "say which sign starts the decimals."_s.arg(look.label);
            else
                m_draft.columns[i].value.decimalComma = true;
        }
    }

    // "202403" below "year_ending": the year that ends there, where years end in that month.
    void putYearNames()
    {
        if (m_yearColumn < 0)
            return;
        const ColumnProfile& look = m_look.columns[static_cast<size_t>(m_yearColumn)];
        constexpr qsizetype kYearMonth = 6;
        constexpr int kMonth = 100;
        const bool ends = look.label.contains("end"_L1, Qt::CaseInsensitive);
        for (const QString& written : look.examples) {
            if (written.size() != kYearMonth || isYearText(written, true))
                continue;
            if (ends && yearEnds() > 0 && written.endsWith(u"%1"_s.arg(yearEnds() / kMonth, 2, 10, QLatin1Char('0'))))
                m_draft.base.yearNames.insert(written, Year::financial(written.left(4).toInt() - 1).label());
            else
                m_draft.questions << u"Which year is “%1” in “%2”?"_s.arg(written, look.label);
        }
    }

    // A column without a year of its own beside others that have one.
    void askForYears()
    {
        const QString whole = m_draft.base.year.fixed;
        if (m_yearColumn >= 0 || (!whole.isEmpty() && !m_look.year->asked))
            return;
        for (size_t i = 0; i < m_draft.columns.size(); ++i) {
            const DraftColumn& column = m_draft.columns[i];
            if (column.use == ColumnUse::Value && !column.value.year.given() && yearOf(m_look.columns[i]).isEmpty())
                m_draft.questions << (whole.isEmpty()
                                          ? u"Which year are the figures of “%1” of?"_s.arg(m_look.columns[i].label)
                                          : u"Are the figures of “%1” of %2, as the file's name says?"_s.arg(
                                                m_look.columns[i].label, whole));
        }
    }

    // Rows that name no council, and a header that is repeated further down, are no data.
    void putSkips()
    {
        RowRule rule;
        rule.why = u"Rows that name no council."_s;
        const Mapping mapping = toMapping(m_draft, m_look);
        for (const auto& ref : {mapping.councilCode, mapping.councilName}) {
            if (!ref)
                continue;
            RowCondition condition;
            condition.column = *ref;
            condition.empty = true;
            condition.in = {u"NA"_s};
            rule.where.push_back(condition);
            RowCondition repeated;
            repeated.column = *ref;
            repeated.in = {ref->text.section(u" / "_s, 0, 0)};
            if (!repeated.in.front().isEmpty())
                m_draft.base.skip.push_back({{repeated}, u"The header again."_s});
        }
        if (!rule.where.empty())
            m_draft.base.skip.push_back(rule);
    }

    void putFingerprint()
    {
        for (int row = 1; !m_look.headerRows.empty() && row < m_look.headerRows.front(); ++row) {
            const QStringList& cells = m_look.head[static_cast<size_t>(row) - 1];
            const auto filled = std::ranges::find_if(cells, [](const QString& cell) {
                return cell.size() > 3 && !isNumberText(cell) && !isFillerHeading(cell);
            });
            if (filled == cells.end())
                continue;
            m_draft.base.fingerprint.push_back(
                {row, static_cast<int>(filled - cells.begin()) + 1, filled->simplified().left(kFingerprintLength)});
            if (m_draft.base.fingerprint.size() == 2)
                break;
        }
        for (size_t i = 0; i < m_draft.columns.size(); ++i) {
            const ColumnUse use = m_draft.columns[i].use;
            if ((use == ColumnUse::CouncilCode || use == ColumnUse::CouncilName || use == ColumnUse::Year) &&
                !m_look.columns[i].header.isEmpty())
                m_draft.base.requiredHeaders << m_look.columns[i].header;
        }
    }

    const FileProfile& m_look;
    const KnownWords& m_words;
    MappingDraft m_draft;
    int m_fieldColumn = -1;
    int m_yearColumn = -1;
};

} // namespace

MappingDraft suggestMapping(const FileProfile& look, const KnownWords& words)
{
    if (look.headerRows.empty() && !look.headless)
        return {};
    return Suggester(look, words).suggest();
}

} // namespace factoid
