#include "app/session.h"

#include "app/interrupt.h"
#include "core/base/literals.h"

#include <QCoreApplication>
#include <QFutureWatcher>
#include <QtConcurrent>

#include <optional>

namespace factoid {

namespace {

// Turns the event loop until the future has its result.
template <class T>
T await(const QFuture<T>& future)
{
    QFutureWatcher<T> watcher;
    QObject::connect(&watcher, &QFutureWatcher<T>::finished, QCoreApplication::instance(), &QCoreApplication::quit,
                     Qt::QueuedConnection);
    watcher.setFuture(future);
    QCoreApplication::exec();
    watcher.waitForFinished();
    return watcher.result();
}

} // namespace

int failed(Session& session, const Error& error)
{
    session.console.error(error);
    return exitCodeFor(error.kind);
}

Result<JobOutcome> runJob(Session& session, const QString& name, const QJsonObject& options, bool dryRun)
{
    TaskControl control;
    control.progress = [&](const Progress& progress) { session.console.progress(progress); };
    const CancelToken cancel = control.cancel;
    const Interrupt interrupt([cancel] { cancel.request(); });
    JobOptions jobOptions;
    jobOptions.options = options;
    jobOptions.dryRun = dryRun;
    jobOptions.control = control;
    jobOptions.trigger = session.line.flag("check_schedule") ? u"schedule"_s : u"command"_s;

    auto outcome = await(session.engine.jobs().start(name, jobOptions));
    session.console.endProgress();
    return outcome;
}

Result<QJsonObject> askLong(Session& session, DataAnswer answer, AtSignal signal)
{
    return askAside(
        session,
        [&](const TaskControl& control) {
            return session.engine.ask([&](QueryContext& context) {
                context.control = control;
                return answer(context, session.line);
            });
        },
        signal);
}

Result<QJsonObject> askAside(Session& session, const std::function<Result<QJsonObject>(const TaskControl&)>& work,
                             AtSignal signal)
{
    TaskControl control;
    control.progress = [&](const Progress& progress) { session.console.progress(progress); };
    std::optional<Interrupt> interrupt;
    if (signal == AtSignal::Cancel)
        interrupt.emplace([cancel = control.cancel] { cancel.request(); });
    auto answered = await(QtConcurrent::run([&] { return work(control); }));
    session.console.endProgress();
    return answered;
}

int report(Session& session, const Result<JobOutcome>& outcome, const QString& text)
{
    if (!outcome)
        return failed(session, outcome.error());
    if (session.console.isJson())
        session.console.document(outcome->result);
    if (!text.isEmpty())
        session.console.line(text.trimmed());
    if (!outcome->note.isEmpty())
        session.console.line(outcome->note.text());
    return Done;
}

int simpleJob(Session& session, const QString& name, const QJsonObject& options)
{
    return report(session, runJob(session, name, options));
}

int show(Session& session, const Result<QJsonObject>& answer, QString (*asText)(const QJsonObject&))
{
    if (!answer)
        return failed(session, answer.error());
    if (session.console.isJson())
        session.console.document(*answer);
    else
        session.console.line(asText(*answer).trimmed());
    return Done;
}

Result<qint64> numberOf(const Session& session, const QString& what)
{
    const QString text = session.line.arguments.value(0);
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber || number < 1)
        return fail(ErrorKind::Usage, u"%1 needs the number of %2, not “%3”"_s.arg(session.line.command, what, text));
    return number;
}

} // namespace factoid
