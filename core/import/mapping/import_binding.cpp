#include "core/import/mapping/import_binding.h"

#include "core/import/values/spelling.h"

#include <algorithm>

namespace factoid {

namespace {

QString shownRef(const ColumnRef& ref)
{
    switch (ref.by) {
    case ColumnRef::By::Header:
        return ref.number == 1 ? u"the column “%1”"_s.arg(ref.text)
                               : u"a column “%1” number %2"_s.arg(ref.text).arg(ref.number);
    case ColumnRef::By::Pattern:
        return u"one column “%1…%2”"_s.arg(ref.text, ref.ends);
    case ColumnRef::By::Code:
        return u"a column with the code “%1”"_s.arg(ref.text);
    case ColumnRef::By::Position:
        return u"a column number %1"_s.arg(ref.number);
    }
    return {};
}

QString headCell(const HeadRows& head, int row, int column)
{
    return row > static_cast<int>(head.size()) ? QString() : head[static_cast<size_t>(row) - 1].value(column);
}

class Binder
{
  public:
    Binder(const Mapping& mapping, const HeadRows& head)
        : m_mapping(mapping)
        , m_head(head)
        , m_headers(joinedHeader(mapping, head))
    {
        for (const QString& header : m_headers)
            m_keys.append(spellingKey(header));
    }

    [[nodiscard]] Result<Binding> bind()
    {
        checkFingerprint();
        Binding binding;
        binding.columns = m_headers.size();
        if (m_mapping.headerRows.empty() && m_headers.isEmpty())
            miss(u"it has no row %1"_s.arg(firstDataRow(m_mapping)));
        binding.code = optionalColumn(m_mapping.councilCode);
        binding.name = optionalColumn(m_mapping.councilName);
        binding.type = optionalColumn(m_mapping.councilType);
        for (const RowRule& rule : m_mapping.skip)
            binding.skip.push_back(boundRule(rule));
        if (m_mapping.stop)
            binding.stop = boundRule(*m_mapping.stop);
        for (const ValueColumn& value : m_mapping.values) {
            BoundValue bound;
            bound.source = &value;
            bound.column = column(value.column);
            bound.header = bound.column < m_headers.size() ? m_headers[bound.column] : QString();
            if (bound.header.isEmpty())
                bound.header = u"column %1"_s.arg(bound.column + 1);
            bound.field = boundText(value.field.given() ? value.field : m_mapping.field);
            bound.year = boundText(value.year.given() ? value.year : m_mapping.year);
            bound.status = optionalColumn(value.status);
            binding.values.push_back(std::move(bound));
        }
        for (const BoundValue& value : binding.values)
            binding.needed =
                std::max({binding.needed, value.column + 1, value.field.column + 1, value.year.column + 1});
        binding.needed = std::max({binding.needed, binding.code + 1, binding.name + 1});
        if (!m_fault.isEmpty())
            return fail(ErrorKind::Input, Message("mapping.other_file").arg(m_mapping.name).arg(m_fault));
        return binding;
    }

  private:
    [[nodiscard]] QString cell(int row, int column) const { return headCell(m_head, row, column); }

    void miss(const QString& what)
    {
        if (m_fault.isEmpty())
            m_fault = what;
    }

    void checkFingerprint()
    {
        for (const Fingerprint& print : m_mapping.fingerprint) {
            const QString found = cell(print.row, print.column - 1).simplified();
            if (!spellingKey(found).startsWith(spellingKey(print.begins)))
                miss(u"row %1, column %2 should begin with “%3”, but has “%4”"_s.arg(print.row)
                         .arg(print.column)
                         .arg(print.begins, found.left(60)));
        }
        for (const QString& required : m_mapping.requiredHeaders) {
            if (!m_keys.contains(spellingKey(required)))
                miss(u"the header has no “%1”"_s.arg(required));
        }
    }

    [[nodiscard]] bool fits(const ColumnRef& ref, int column) const
    {
        const QString key = spellingKey(ref.text);
        switch (ref.by) {
        case ColumnRef::By::Header:
            return m_keys[column] == key;
        case ColumnRef::By::Pattern:
            return m_keys[column].startsWith(key) && m_keys[column].endsWith(spellingKey(ref.ends));
        case ColumnRef::By::Code:
            return m_mapping.codeRow > 0 && spellingKey(cell(m_mapping.codeRow, column)) == key;
        case ColumnRef::By::Position:
            return column == ref.number - 1;
        }
        return false;
    }

    // 0 and a fault when the file has no such column.
    [[nodiscard]] int column(const ColumnRef& ref)
    {
        std::vector<int> found;
        for (int i = 0; i < static_cast<int>(m_headers.size()); ++i) {
            if (fits(ref, i))
                found.push_back(i);
        }
        const size_t wanted = ref.by == ColumnRef::By::Header ? static_cast<size_t>(ref.number) - 1 : 0;
        const bool unclear = ref.by != ColumnRef::By::Header && found.size() > 1;
        if (wanted < found.size() && !unclear)
            return found[wanted];
        miss(unclear ? u"it has several columns where the mapping wants %1"_s.arg(shownRef(ref))
                     : u"it does not have %1"_s.arg(shownRef(ref)));
        return 0;
    }

    [[nodiscard]] int optionalColumn(const std::optional<ColumnRef>& ref) { return ref ? column(*ref) : -1; }

    [[nodiscard]] BoundText boundText(const FixedOrColumn& either)
    {
        return {either.fixed, optionalColumn(either.column)};
    }

    [[nodiscard]] BoundRule boundRule(const RowRule& rule)
    {
        BoundRule bound;
        for (const RowCondition& condition : rule.where)
            bound.where.push_back({&condition, column(condition.column)});
        return bound;
    }

    const Mapping& m_mapping;
    const HeadRows& m_head;
    QStringList m_headers;
    QStringList m_keys; // spelling keys of the headers
    QString m_fault;
};

} // namespace

int headRowCount(const Mapping& mapping)
{
    return std::max(mapping.headerRows.empty() ? 0 : mapping.headerRows.back(), mapping.codeRow);
}

int firstDataRow(const Mapping& mapping)
{
    return mapping.firstRow > 0 ? mapping.firstRow : headRowCount(mapping) + 1;
}

QStringList joinedHeader(const Mapping& mapping, const HeadRows& head)
{
    qsizetype width = 0;
    // Without a header the first row of data says how many columns there are.
    if (const int first = firstDataRow(mapping); mapping.headerRows.empty() && first <= static_cast<int>(head.size()))
        width = head[static_cast<size_t>(first) - 1].size();
    for (const int row : mapping.headerRows) {
        if (row <= static_cast<int>(head.size()))
            width = std::max(width, head[static_cast<size_t>(row) - 1].size());
    }
    QStringList headers(width);
    for (size_t i = 0; i < mapping.headerRows.size(); ++i) {
        const bool upper = i + 1 < mapping.headerRows.size();
        QString left;
        for (int column = 0; column < static_cast<int>(width); ++column) {
            QString text = headCell(head, mapping.headerRows[i], column).simplified();
            if (text.isEmpty() && upper && mapping.fillHeader)
                text = left;
            left = text;
            if (text.isEmpty())
                continue;
            QString& header = headers[column];
            header = header.isEmpty() ? text : header + u" / "_s + text;
        }
    }
    return headers;
}

Result<Binding> bindMapping(const Mapping& mapping, const HeadRows& head)
{
    return Binder(mapping, head).bind();
}

} // namespace factoid
