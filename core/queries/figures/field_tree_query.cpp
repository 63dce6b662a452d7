// fieldTreeQuery (figures_queries.h): fields by category, with completeness by year.

#include "core/factoids/words/lexicon.h"
#include "core/queries/figures/figures_queries.h"
#include "core/store/data/register_store.h"
#include "core/store/data/summary_store.h"

#include <QHash>

#include <algorithm>

namespace factoid {

namespace {

constexpr int kFewestOfAWord = 3;

// Words of a slug that may name a family, in the singular: grants and grant are one family.
QStringList familyWords(const QString& slug)
{
    static const QStringList general{u"total"_s, u"other"_s, u"open"_s, u"close"_s, u"set"_s,
                                     u"and"_s,   u"to"_s,    u"from"_s, u"net"_s,   u"term"_s,
                                     u"long"_s,  u"short"_s, u"excl"_s, u"of"_s,    u"the"_s};
    QStringList words;
    for (QString word : slug.split(QLatin1Char('_'), Qt::SkipEmptyParts)) {
        if (word.size() > 3 && word.endsWith(QLatin1Char('s')) && !word.endsWith("ss"_L1))
            word.chop(1);
        if (word.size() > 2 && !general.contains(word) && !words.contains(word))
            words << word;
    }
    return words;
}

QString capitalised(const QString& text)
{
    return text.isEmpty() ? text : text.left(1).toUpper() + text.mid(1);
}

class Categories
{
  public:
    Categories(const std::vector<Field>& fields, const Traits& traits)
        : m_traits(traits)
    {
        for (const Field& field : fields) {
            m_names.insert(field.slug, field.name);
            const QString whole = traits.value(field.slug).partOf;
            if (!whole.isEmpty())
                ++m_parts[whole];
        }
        // Words are counted over the fields that no whole claims, so that a family is what is left to sort.
        for (const Field& field : fields) {
            if (!wholeOf(field.slug).isEmpty())
                continue;
            for (const QString& word : familyWords(field.slug))
                ++m_words[word];
        }
    }

    void put(FieldNode& node) const
    {
        if (const QString whole = wholeOf(node.slug); !whole.isEmpty()) {
            node.category = m_names.value(whole) + u" and its parts"_s;
            node.categoryWhy = node.slug == whole
                                   ? u"the whole of which %1 fields are parts"_s.arg(m_parts.value(whole))
                                   : u"a part of “%1”"_s.arg(m_names.value(whole));
            return;
        }
        const QStringList words = familyWords(node.slug);
        int most = 0;
        for (const QString& word : words)
            most = std::max(most, m_words.value(word));
        if (most >= kFewestOfAWord) {
            QStringList family; // words that always go together are one name: council tax
            for (const QString& word : words) {
                if (m_words.value(word) == most)
                    family << word;
            }
            node.category = capitalised(family.join(QLatin1Char(' ')));
            node.categoryWhy = u"%1 fields have “%2” in their name"_s.arg(most).arg(family.join(QLatin1Char(' ')));
            return;
        }
        const QString& unit = node.unit;
        node.category = unit == "percent"_L1        ? u"Percentages"_s
                        : unit == "count"_L1        ? u"Counts"_s
                        : unit.contains("_per_"_L1) ? u"Rates"_s
                                                    : u"Other amounts"_s;
        node.categoryWhy = u"by its unit, %1"_s.arg(unit);
    }

  private:
    // The field itself when others are its parts. Its name must be known.
    [[nodiscard]] QString wholeOf(const QString& slug) const
    {
        const QString whole = m_parts.contains(slug) ? slug : m_traits.value(slug).partOf;
        return m_names.contains(whole) ? whole : QString();
    }

    const Traits& m_traits;
    QHash<QString, QString> m_names;
    QHash<QString, int> m_parts;
    QHash<QString, int> m_words;
};

} // namespace

Result<FieldTreeAnswer> fieldTreeQuery(QueryContext& context)
{
    const auto known = TRY(RegisterStore(context.db).load());
    const auto traits = TRY(loadTraits());
    const Categories categories(known.fields(), traits);
    FieldTreeAnswer answer;
    QHash<qint64, size_t> byId;
    for (const Field& field : known.fields()) {
        FieldNode node{.slug = field.slug, .name = field.name, .unit = field.unit, .comparison = field.comparison};
        categories.put(node);
        byId.insert(field.id, answer.nodes.size());
        answer.nodes.push_back(std::move(node));
    }
    for (const SummarisedCell& cell : TRY(SummaryStore(context.db).cells())) {
        const auto at = byId.constFind(cell.key.field);
        const auto year = Year::fromCode(cell.key.year);
        if (at == byId.constEnd() || !year)
            continue;
        FieldNode& node = answer.nodes[*at];
        node.figures += cell.figures;
        node.years.push_back({*year, cell.figures, cell.completeness, cell.dirty});
    }
    for (FieldNode& node : answer.nodes)
        std::ranges::sort(node.years, {}, &YearCompleteness::year);
    std::ranges::stable_sort(answer.nodes, [](const FieldNode& a, const FieldNode& b) {
        if (a.category != b.category)
            return a.category < b.category;
        return QString::localeAwareCompare(a.name, b.name) < 0;
    });
    return answer;
}

} // namespace factoid
