// Parser: all readings of a text by a grammar (a chart of what each rule makes of each place, so every rule is tried
// once a place). Rules must not begin with themselves. Immutable after construction; any thread.
#pragma once

#include "core/factoids/grammar/grammar_file.h"
#include "core/factoids/grammar/lexis.h"

#include <memory>

namespace factoid {

// The readings that consume every token, each once: the nodes of Sentence in the order of the text.
struct Parses {
    std::vector<std::vector<const Node*>> readings;
    size_t furthest = 0;  // the token at which every reading had ended or failed
    bool tooMany = false; // more than can be told apart: not a text that is proven
};

class Parser
{
  public:
    // Errors (Input): a lexeme or family of the file that the language does not have. Both must outlive the parser.
    [[nodiscard]] static Result<std::unique_ptr<Parser>> make(const GrammarFile& grammar, const Lexis& lexis);
    [[nodiscard]] Parses parse(const std::vector<Token>& tokens, Forest* forest) const;

  private:
    struct Item {
        // Inside: the rule in the middle of a family.
        enum class Type { Word, Rule, Lexical, Inside };
        Type type;
        QString word;
        int index = -1;
        bool absent = false;
    };
    struct Alternative {
        std::vector<Item> items;
        std::vector<Node> emits; // leaves of its own, after its parts
    };
    struct Alternatives {
        std::vector<Alternative> list;
        QHash<QString, std::vector<int>> byWord; // by their first word
        std::vector<int> others;                 // those that do not begin with one
        explicit Alternatives(std::vector<Alternative> all);
    };
    struct Rule {
        std::optional<NodeKind> kind;
        GrammarRule::Repeat repeat = GrammarRule::Repeat::None;
        std::shared_ptr<const Alternatives> alternatives; // of a family: the same whatever is inside
        int inside = -1;
    };
    class Chart;

    Parser() = default;
    [[nodiscard]] static std::vector<Alternative> alternativesOf(const std::vector<FieldFrame>& frames);

    std::vector<Rule> m_rules;
    std::vector<Lexis::Reader> m_lexical;
    int m_start = -1;
};

} // namespace factoid
