// What a row of the table of commands is made of (command_table.h). Pure; any thread.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

namespace factoid {

struct Session;

// What an option or an operand is given.
enum class OptionKind {
    Flag, // nothing
    Text,
    File,
    Folder,
    Number,
    Choice,  // one of a list
    Date,    // 2026-11-22
    Instant, // 2026-06-06T12:00:00Z
};

// What a command does to the store, the cache within it included.
enum class Access {
    None,  // it needs no store
    Looks, // nothing is written, not even what the cache counts
    Writes,
};

constexpr int kAny = -1;

struct Option {
    const char* name; // without dashes
    OptionKind kind;
    QString value; // what the help calls the value
    QString help;
    int least = 0, most = kAny;   // of a number
    QStringList choices;          // all of a choice; of a text those that are known
    std::optional<Access> access; // given, the command does so, whatever its row says

    // "from 1", "from 0 to 23".
    [[nodiscard]] QString range() const;
    // As JSON and the functions of commands name it: "dry_run".
    [[nodiscard]] QString key() const;
};

struct Operands {
    const char* text = ""; // for the help
    int least = 0, most = 0;
    OptionKind kind = OptionKind::Text;
};

// What is done, with the function that does it. Made by looks(), writes() and prints() alone, so that no row leaves out
// what becomes of the store.
class Work
{
  public:
    using Function = int (*)(Session&);
    using Text = QString (*)();

    [[nodiscard]] Access access() const { return m_access; }
    [[nodiscard]] const Operands& operands() const { return m_operands; }
    // Null for what prints.
    [[nodiscard]] Function function() const { return m_function; }
    // Null for what looks or writes.
    [[nodiscard]] Text text() const { return m_text; }

  private:
    Work(Access access_, Function function_, Text text_, const Operands& operands_)
        : m_access(access_)
        , m_function(function_)
        , m_text(text_)
        , m_operands(operands_)
    {
    }
    friend Work looks(Function does, const Operands& with);
    friend Work writes(Function does, const Operands& with);
    friend Work prints(Text says, const Operands& with);

    Access m_access;
    Function m_function;
    Text m_text;
    Operands m_operands;
};
[[nodiscard]] Work looks(Work::Function function, const Operands& operands = {});
[[nodiscard]] Work writes(Work::Function function, const Operands& operands = {});
[[nodiscard]] Work prints(Work::Text text, const Operands& operands = {});

// What stands behind a command's name when it does several things.
struct Action {
    const char* name;
    Work work;
    QString help;
};
struct Actions {
    std::vector<Action> list;
    bool elseFirst = false; // without one, the first is meant
};

struct Command {
    const char* name;
    const char* page; // of the window, by its id, that shows the same; empty: none does
    QString help;
    std::variant<Work, Actions> work;
    std::vector<Option> options = {};

    // Null where it does one thing only.
    [[nodiscard]] const Actions* actions() const { return std::get_if<Actions>(&work); }
    // "show|coming", "[FIELD YEAR]".
    [[nodiscard]] QString operandsText() const;
};

// Null when there is none of the name.
[[nodiscard]] const Action* findAction(const Actions& actions, const QString& name);
[[nodiscard]] const Option* findOption(const std::vector<Option>& options, const QString& name);
// "a, b or c".
[[nodiscard]] QString orList(const QStringList& names);
[[nodiscard]] QStringList namesOf(const Actions& actions);

} // namespace factoid
