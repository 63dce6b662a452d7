// Session: one command at work: its line, the console, the engine, and how jobs and queries are run and shown.
// Main thread.
#pragma once

#include "app/command_line.h"
#include "app/console.h"
#include "app/exit_code.h"
#include "app/record_answer.h"
#include "core/engine/engine.h"

#include <functional>

namespace factoid {

struct Session {
    const CommandLine& line;
    Console& console;
    Engine& engine;
};

// An error of usage.
[[nodiscard]] inline Error wrong(const QString& message)
{
    return {ErrorKind::Usage, message};
}
// Prints the error; its exit code.
int failed(Session& session, const Error& error);
// Starts the job and turns the event loop until it has ended; a signal cancels it.
[[nodiscard]] Result<JobOutcome> runJob(Session& session, const QString& name, const QJsonObject& options,
                                        bool dryRun = false);
// What a signal does to a question: ends the process where nothing can be left behind, else cancels and waits.
enum class AtSignal { End, Cancel };
// Asks what may take long off the main thread while the event loop turns.
using DataAnswer = Result<QJsonObject> (*)(QueryContext&, const CommandLine&);
[[nodiscard]] Result<QJsonObject> askLong(Session& session, DataAnswer answer, AtSignal signal = AtSignal::End);
// The same for what needs no store: `work` is called on another thread.
[[nodiscard]] Result<QJsonObject> askAside(Session& session,
                                           const std::function<Result<QJsonObject>(const TaskControl&)>& work,
                                           AtSignal signal = AtSignal::End);
// Prints a job's result: the JSON, or `text` and the note.
int report(Session& session, const Result<JobOutcome>& outcome, const QString& text = {});
int simpleJob(Session& session, const QString& name, const QJsonObject& options);
// Prints a query's answer.
int show(Session& session, const Result<QJsonObject>& answer, QString (*asText)(const QJsonObject&));
// Asks the store, and prints the answer: a record, or JSON.
template <class Query>
int showAnswer(Session& session, const Query& query, QString (*asText)(const QJsonObject&))
{
    if constexpr (std::is_same_v<std::invoke_result_t<const Query&, QueryContext&>, Result<QJsonObject>>)
        return show(session, session.engine.ask(query), asText);
    else
        return show(session, session.engine.ask(asJson(query)), asText);
}
// The first operand as a whole number from 1; `what` it is the number of. Errors: Usage.
[[nodiscard]] Result<qint64> numberOf(const Session& session, const QString& what);

} // namespace factoid
