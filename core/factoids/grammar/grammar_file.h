// GrammarFile: the rules of a language as its file has them (resources/grammar/<language>.grammar, format in
// docs/house-style.md), with names resolved. Immutable once loaded; any thread.
#pragma once

#include "core/base/result.h"
#include "core/factoids/grammar/parse_tree.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace factoid {

// What a rule is made of. A family is a rule with another one in its middle: did<Amount> is "owed", an Amount, and what
// follows it of each field's wording.
struct GrammarItem {
    enum class Type { Word, Rule, Lexical, Family };
    Type type = Type::Word;
    QString word;        // Word: one token in lower case; Lexical, Family: its name
    int rule = -1;       // Rule; Family: the rule in its middle
    bool absent = false; // ^Rule: it must not stand here
};

struct GrammarAlternative {
    std::vector<GrammarItem> items;
    std::optional<std::pair<int, int>> value; // {2}, {1/2}: a Number of its own
};

struct GrammarRule {
    // Best: of an optional, nothing only when the thing itself cannot stand there.
    enum class Repeat { None, Optional, Best, Star };
    QString name;
    std::optional<NodeKind> kind; // nullopt: its parts are those of the rule that uses it
    Repeat repeat = Repeat::None; // of the one item of its one alternative
    std::vector<GrammarAlternative> alternatives;
};

class GrammarFile
{
  public:
    // Reads :/grammar/<language>.grammar. Errors (Usage): no such language; (Input): where the file is not as it should
    // be.
    [[nodiscard]] static Result<GrammarFile> load(const QString& language);
    [[nodiscard]] static Result<GrammarFile> parse(const QString& text);

    [[nodiscard]] const std::vector<GrammarRule>& rules() const { return m_rules; }
    [[nodiscard]] int start() const { return m_start; } // the rule Sentence

  private:
    friend class GrammarFileReader;
    std::vector<GrammarRule> m_rules;
    int m_start = -1;
};

} // namespace factoid
