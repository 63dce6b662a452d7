// fieldTreeQuery (figures_queries.h): fields by category, with completeness by year.

#include "core/factoids/words/lexicon.h"
#include "core/queries/figures/figures_queries.h"
#include "core/store/data/register_store.h"

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
        if (const QString whole = wholeOf(node.field.slug); !whole.isEmpty()) {
            node.category = m_names.value(whole) + u" and its parts"_s;
            node.categoryWhy = node.field.slug == whole
                                   ? u"the whole of which %1 fields are parts"_s.arg(m_parts.value(whole))
                                   : u"a part of “%1”"_s.arg(m_names.value(whole));
            return;
        }
        const QStringList words = familyWords(node.field.slug);
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
        const QString& unit = node.field.unit;
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

qint64 FieldNode::figures() const
{
    qint64 sum = 0;
    for (const YearCompleteness& year : years)
        sum += year.figures;
    return sum;
}

std::optional<double> FieldNode::completeness() const
{
    double sum = 0;
    int count = 0;
    for (const YearCompleteness& year : years) {
        if (!year.completeness)
            continue;
        sum += static_cast<double>(year.completeness->units());
        ++count;
    }
    constexpr double kUnits = 10'000;
    return count == 0 ? std::nullopt : std::optional(sum / kUnits / count);
}

Result<std::vector<FieldNode>> fieldTreeQuery(QueryContext& context)
{
    const auto known = TRY(RegisterStore(context.db).load());
    const auto traits = TRY(loadTraits());
    const Categories categories(known.fields(), traits);
    std::vector<FieldNode> nodes;
    QHash<qint64, size_t> byId;
    for (const Field& field : known.fields()) {
        FieldNode node;
        node.field = field;
        categories.put(node);
        byId.insert(field.id, nodes.size());
        nodes.push_back(std::move(node));
    }
    auto read = context.db.each(
        u"SELECT c.field_id, c.year, c.figures, c.dirty, (SELECT s.completeness FROM summaries s WHERE s.field_id = "
        u"c.field_id"
        " AND s.year = c.year ORDER BY s.date_calculated DESC LIMIT 1) FROM cells c ORDER BY c.field_id, c.year"_s,
        {}, [&](const QSqlQuery& row) {
            const auto at = byId.constFind(row.value(0).toLongLong());
            const auto year = Year::fromCode(row.value(1).toInt());
            if (at == byId.constEnd() || !year)
                return;
            YearCompleteness one{*year, row.value(2).toLongLong(), std::nullopt, row.value(3).toBool()};
            if (!row.value(4).isNull()) {
                if (const auto percent = Decimal::parse(row.value(4).toString().toLatin1()))
                    one.completeness = *percent;
            }
            nodes[*at].years.push_back(one);
        });
    if (!read)
        return std::unexpected(read.error());
    for (FieldNode& node : nodes)
        std::ranges::sort(node.years, {}, &YearCompleteness::year);
    std::ranges::stable_sort(nodes, [](const FieldNode& a, const FieldNode& b) {
        if (a.category != b.category)
            return a.category < b.category;
        return QString::localeAwareCompare(a.field.name, b.field.name) < 0;
    });
    return nodes;
}

QJsonObject fieldTreeJson(const std::vector<FieldNode>& nodes)
{
    QJsonArray fields;
    for (const FieldNode& node : nodes) {
        QJsonArray years;
        for (const YearCompleteness& year : node.years) {
            years.append(QJsonObject{
                {u"year"_s, year.year.label()},
                {u"figures"_s, year.figures},
                {u"completeness"_s, year.completeness ? QJsonValue(year.completeness->toString()) : QJsonValue()},
                {u"stale"_s, year.stale}});
        }
        fields.append(QJsonObject{{u"field"_s, node.field.slug},
                                  {u"name"_s, node.field.name},
                                  {u"unit"_s, node.field.unit},
                                  {u"comparison"_s, node.field.comparison},
                                  {u"category"_s, node.category},
                                  {u"category_why"_s, node.categoryWhy},
                                  {u"figures"_s, node.figures()},
                                  {u"years"_s, years}});
    }
    return {{u"fields"_s, fields}};
}

} // namespace factoid
