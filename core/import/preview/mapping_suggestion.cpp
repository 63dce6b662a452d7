// suggestMapping (mapping_draft.h): a first mapping for a file that no saved one fits.

#include "core/import/preview/mapping_draft.h"
#include "core/import/profile/sheet_layout.h"
#include "core/import/values/import_register.h"

#include <QFileInfo>

#include <algorithm>

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
    Suggester(const FileLook& look, const KnownWords& words)
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
        putSkips();
        putFingerprint();
        return m_draft;
    }

  private:
    // The column that bears a meaning out most often.
    int useBest(ColumnMeaning meaning, ColumnUse use)
    {
        int best = -1;
        for (size_t i = 0; i < m_look.columns.size(); ++i) {
            const ColumnLook& column = m_look.columns[i];
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
        base.headerRows = m_look.headerRows;
        base.fillHeader = m_look.fillHeader;
        if (m_look.firstRow != m_look.headerRows.back() + 1)
            base.firstRow = m_look.firstRow;
        base.nameEndings = commonNameEndings();
    }

    void useLongValue()
    {
        int best = -1;
        for (size_t i = 0; i < m_look.columns.size(); ++i) {
            const ColumnLook& column = m_look.columns[i];
            const bool named = column.label.contains("value"_L1, Qt::CaseInsensitive) ||
                               column.label.contains("amount"_L1, Qt::CaseInsensitive);
            if (column.meaning == ColumnMeaning::Numbers && (best < 0 || named))
                best = static_cast<int>(i);
        }
        if (best >= 0)
            m_draft.columns[static_cast<size_t>(best)].use = ColumnUse::Value;
    }

    // The year that a column's own heading names.
    [[nodiscard]] QString yearOf(const ColumnLook& column) const
    {
        const QString lowest = column.header.section(u" / "_s, -1);
        if (const QString year = yearInText(lowest, isYearText(lowest, true)); !year.isEmpty())
            return year;
        return yearInText(column.header);
    }

    // A heading without the year and what spreadsheets fill in; of "...6" what stands to its left.
    [[nodiscard]] QString headingOf(size_t position) const
    {
        for (size_t at = position + 1; at-- > 0;) {
            QStringList parts;
            for (const QString& part : m_look.columns[at].label.split(u" / "_s)) {
                if (!isYearText(part, true))
                    parts << part;
            }
            const QString heading = parts.join(u" / "_s).simplified();
            if (!heading.isEmpty() || m_look.columns[at].meaning != ColumnMeaning::Numbers)
                return at == position || m_look.columns[at].meaning == ColumnMeaning::Numbers ? heading : QString();
        }
        return {};
    }

    void useWideValues()
    {
        QHash<QString, std::pair<size_t, bool>> taken; // field and year -> column, exact
        std::vector<size_t> unnamed;
        for (size_t i = 0; i < m_look.columns.size(); ++i) {
            if (m_look.columns[i].meaning != ColumnMeaning::Numbers)
                continue;
            const QString year = yearOf(m_look.columns[i]);
            const auto guess = m_words.guessField(headingOf(i));
            if (guess.field < 0) {
                unnamed.push_back(i);
                continue;
            }
            const QString slug = m_words.known().fields()[static_cast<size_t>(guess.field)].slug;
            const QString key = slug + QLatin1Char(' ') + year;
            const auto before = taken.constFind(key);
            if (before != taken.constEnd()) {
                if (before->second || !guess.exact)
                    continue; // one column a field and year: the first that fits best
                m_draft.columns[before->first] = {};
            }
            taken.insert(key, {i, guess.exact});
            useValue(i, slug, year);
        }
        if (taken.isEmpty() && unnamed.size() <= kMostNewFields)
            useNewFields(unnamed);
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
                const ColumnLook& column = m_look.columns[i];
                const bool percent = column.why.contains("percent"_L1) || column.label.contains(QLatin1Char('%'));
                const Field field = newFieldFor(heading, percent ? u"percent"_s : u"GBP"_s, taken);
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

    [[nodiscard]] QString unitOf(const QString& slug) const
    {
        if (const int field = m_words.known().field(slug.toUtf8()); field >= 0)
            return m_words.known().fields()[static_cast<size_t>(field)].unit;
        const auto made = std::ranges::find(m_draft.base.fields, slug, &Field::slug);
        return made == m_draft.base.fields.end() ? QString() : made->unit;
    }

    // A scale is one of money; what is counted or is a percentage keeps its own.
    void putScale()
    {
        if (!m_look.scale)
            return;
        m_draft.base.scaleExponent = m_look.scale->exponent;
        m_draft.notes << m_look.scale->why;
        for (DraftColumn& column : m_draft.columns) {
            if (column.use == ColumnUse::Value && !column.value.field.fixed.isEmpty() &&
                !isMoney(unitOf(column.value.field.fixed)))
                column.value.scaleExponent = 0;
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
        for (int row = 1; row < m_look.headerRows.front(); ++row) {
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

    const FileLook& m_look;
    const KnownWords& m_words;
    MappingDraft m_draft;
    int m_fieldColumn = -1;
    int m_yearColumn = -1;
};

} // namespace

MappingDraft suggestMapping(const FileLook& look, const KnownWords& words)
{
    if (look.headerRows.empty())
        return {};
    return Suggester(look, words).suggest();
}

} // namespace factoid
