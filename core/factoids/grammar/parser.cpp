#include "core/factoids/grammar/parser.h"

#include <QMap>

namespace factoid {

namespace {
// A place with more readings than this is no sentence that anybody could be sure of.
constexpr size_t kMostReadings = 96;
} // namespace

Result<std::unique_ptr<Parser>> Parser::make(const GrammarFile& grammar, const Lexis& lexis)
{
    std::unique_ptr<Parser> made(new Parser);
    QHash<QString, int> lexical;
    QHash<QString, int> families;
    QHash<QString, std::shared_ptr<const Alternatives>> frames; // of each family: there are thousands
    made->m_rules.resize(grammar.rules().size());
    for (size_t r = 0; r < grammar.rules().size(); ++r) {
        const GrammarRule& given = grammar.rules()[r];
        std::vector<Alternative> alternatives;
        for (const GrammarAlternative& each : given.alternatives) {
            Alternative alternative;
            for (const GrammarItem& item : each.items) {
                switch (item.type) {
                case GrammarItem::Type::Word:
                    alternative.items.push_back({Item::Type::Word, item.word});
                    break;
                case GrammarItem::Type::Rule:
                    alternative.items.push_back({Item::Type::Rule, {}, item.rule, item.absent});
                    break;
                case GrammarItem::Type::Lexical: {
                    if (!lexical.contains(item.word)) {
                        Lexis::Reader reader = lexis.reader(item.word);
                        if (!reader)
                            return fail(ErrorKind::Input, u"the grammar's @%1 is not known"_s.arg(item.word));
                        lexical.insert(item.word, static_cast<int>(made->m_lexical.size()));
                        made->m_lexical.push_back(std::move(reader));
                    }
                    alternative.items.push_back({Item::Type::Lexical, {}, lexical.value(item.word)});
                    break;
                }
                case GrammarItem::Type::Family: {
                    const QString key = item.word + QLatin1Char('<') + QString::number(item.rule);
                    if (!families.contains(key)) {
                        auto& shared = frames[item.word];
                        if (!shared)
                            shared = std::make_shared<Alternatives>(alternativesOf(lexis.family(item.word)));
                        families.insert(key, static_cast<int>(made->m_rules.size()));
                        made->m_rules.push_back({std::nullopt, GrammarRule::Repeat::None, shared, item.rule});
                    }
                    alternative.items.push_back({Item::Type::Rule, {}, families.value(key)});
                    break;
                }
                }
            }
            if (each.value) {
                Node number;
                number.kind = NodeKind::Number;
                number.number = each.value->first;
                number.den = each.value->second;
                alternative.emits.push_back(number);
            }
            alternatives.push_back(std::move(alternative));
        }
        Rule& rule = made->m_rules[r];
        rule.kind = given.kind;
        rule.repeat = given.repeat;
        rule.alternatives = std::make_shared<Alternatives>(std::move(alternatives));
    }
    made->m_start = grammar.start();
    return made;
}

std::vector<Parser::Alternative> Parser::alternativesOf(const std::vector<FieldFrame>& frames)
{
    std::vector<Alternative> alternatives;
    alternatives.reserve(frames.size());
    for (const FieldFrame& frame : frames) {
        Alternative alternative;
        for (const QString& word : frame.before)
            alternative.items.push_back({Item::Type::Word, word});
        alternative.items.push_back({Item::Type::Inside, {}});
        for (const QString& word : frame.after)
            alternative.items.push_back({Item::Type::Word, word});
        alternative.emits.push_back(frame.node);
        alternatives.push_back(std::move(alternative));
    }
    return alternatives;
}

Parser::Alternatives::Alternatives(std::vector<Alternative> all)
    : list(std::move(all))
{
    for (size_t i = 0; i < list.size(); ++i) {
        const auto& items = list[i].items;
        if (!items.empty() && items.front().type == Item::Type::Word)
            byWord[items.front().word].push_back(static_cast<int>(i));
        else
            others.push_back(static_cast<int>(i));
    }
}

class Parser::Chart
{
  public:
    Chart(const Parser& parser, const std::vector<Token>& tokens, Forest* forest)
        : m_parser(parser)
        , m_tokens(tokens)
        , m_forest(forest)
        , m_cells(parser.m_rules.size() * (tokens.size() + 1))
        , m_leaves(parser.m_lexical.size() * (tokens.size() + 1))
    {
    }

    Parses run()
    {
        Parses parses;
        for (const Made& made : at(m_parser.m_start, 0)) {
            if (made.end == m_tokens.size())
                parses.readings.push_back(made.nodes);
        }
        parses.furthest = m_furthest;
        parses.tooMany = m_tooMany;
        return parses;
    }

  private:
    struct Made {
        size_t end = 0;
        std::vector<const Node*> nodes;
    };
    using Cell = std::unique_ptr<std::vector<Made>>;

    const std::vector<Made>& at(int rule, size_t place)
    {
        Cell& cell = m_cells[static_cast<size_t>(rule) * (m_tokens.size() + 1) + place];
        if (cell)
            return *cell;
        std::vector<Made> made;
        fill(m_parser.m_rules[static_cast<size_t>(rule)], rule, place, &made);
        Cell& filled = m_cells[static_cast<size_t>(rule) * (m_tokens.size() + 1) + place];
        filled = std::make_unique<std::vector<Made>>(std::move(made));
        return *filled;
    }

    void fill(const Rule& rule, int index, size_t place, std::vector<Made>* made)
    {
        using Repeat = GrammarRule::Repeat;
        if (rule.repeat == Repeat::Star) {
            keep(rule, place, {place, {}}, made);
            std::vector<Made> once;
            follow(rule, rule.alternatives->list.front(), 0, place, place, {}, &once);
            for (const Made& one : once) {
                if (one.end == place)
                    continue;
                for (const Made& rest : at(index, one.end)) {
                    Made both = one;
                    both.nodes.insert(both.nodes.end(), rest.nodes.begin(), rest.nodes.end());
                    both.end = rest.end;
                    keep(rule, place, std::move(both), made);
                }
            }
            return;
        }
        const Alternatives& all = *rule.alternatives;
        if (place < m_tokens.size()) {
            m_furthest = std::max(m_furthest, place);
            const auto byWord = all.byWord.constFind(m_tokens[place].lower);
            if (byWord != all.byWord.cend()) {
                for (const int i : *byWord)
                    follow(rule, all.list[static_cast<size_t>(i)], 0, place, place, {}, made);
            }
        }
        for (const int i : all.others)
            follow(rule, all.list[static_cast<size_t>(i)], 0, place, place, {}, made);
        if (rule.repeat == Repeat::Optional || (rule.repeat == Repeat::Best && made->empty()))
            keep(rule, place, {place, {}}, made);
    }

    void follow(const Rule& rule, const Alternative& alternative, size_t item, size_t start, size_t place,
                std::vector<const Node*> nodes, std::vector<Made>* made)
    {
        for (; item < alternative.items.size(); ++item) {
            const Item& next = alternative.items[item];
            if (next.type == Item::Type::Word) {
                m_furthest = std::max(m_furthest, std::min(place, m_tokens.size() - 1));
                if (place >= m_tokens.size() || m_tokens[place].lower != next.word)
                    return;
                ++place;
                continue;
            }
            if (next.type == Item::Type::Lexical) {
                const auto& leaves = leavesAt(next.index, place);
                for (const Made& leaf : leaves) {
                    std::vector<const Node*> more = nodes;
                    more.insert(more.end(), leaf.nodes.begin(), leaf.nodes.end());
                    follow(rule, alternative, item + 1, start, leaf.end, std::move(more), made);
                }
                return;
            }
            const std::vector<Made>& found = at(next.type == Item::Type::Inside ? rule.inside : next.index, place);
            if (next.absent) {
                if (!found.empty())
                    return;
                continue;
            }
            for (size_t i = 0; i < found.size(); ++i) {
                std::vector<const Node*> more = nodes;
                more.insert(more.end(), found[i].nodes.begin(), found[i].nodes.end());
                follow(rule, alternative, item + 1, start, found[i].end, std::move(more), made);
            }
            return;
        }
        for (const Node& emitted : alternative.emits) {
            Node node = emitted;
            node.first = start;
            node.last = place > start ? place - 1 : start;
            nodes.push_back(m_forest->add(std::move(node)));
        }
        keep(rule, start, {place, std::move(nodes)}, made);
    }

    const std::vector<Made>& leavesAt(int reader, size_t place)
    {
        Cell& cell = m_leaves[static_cast<size_t>(reader) * (m_tokens.size() + 1) + place];
        if (cell)
            return *cell;
        cell = std::make_unique<std::vector<Made>>();
        if (place >= m_tokens.size())
            return *cell;
        m_furthest = std::max(m_furthest, place);
        for (Lexeme& leaf : m_parser.m_lexical[static_cast<size_t>(reader)](m_tokens, place)) {
            leaf.node.first = place;
            leaf.node.last = leaf.end - 1;
            cell->push_back({leaf.end, {m_forest->add(std::move(leaf.node))}});
        }
        return *cell;
    }

    // Each meaning of a stretch once.
    void keep(const Rule& rule, size_t start, Made one, std::vector<Made>* made)
    {
        if (rule.kind) {
            Node node;
            node.kind = *rule.kind;
            node.parts = std::move(one.nodes);
            node.first = start;
            node.last = one.end > start ? one.end - 1 : start;
            one.nodes = {m_forest->add(std::move(node))};
        }
        for (const Made& known : *made) {
            if (known.end == one.end && std::ranges::equal(known.nodes, one.nodes, {}, &Node::hash, &Node::hash))
                return;
        }
        if (made->size() >= kMostReadings) {
            m_tooMany = true;
            return;
        }
        made->push_back(std::move(one));
    }

    const Parser& m_parser;
    const std::vector<Token>& m_tokens;
    Forest* m_forest;
    std::vector<Cell> m_cells;
    std::vector<Cell> m_leaves;
    size_t m_furthest = 0;
    bool m_tooMany = false;
};

Parses Parser::parse(const std::vector<Token>& tokens, Forest* forest) const
{
    if (tokens.empty())
        return {};
    return Chart(*this, tokens, forest).run();
}

} // namespace factoid
