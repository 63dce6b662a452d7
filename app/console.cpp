#include "app/console.h"

#include "app/exit_code.h"
#include "core/base/literals.h"
#include "core/base/terminal_text.h"

#include <QJsonDocument>

#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace factoid {

namespace {

constexpr qint64 kRedrawMs = 100;

const QString kEraseLine = u"\r\x1b[K"_s;

void write(const QByteArray& bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
}

// All that is said goes through here: no word of others makes the terminal do anything.
void say(const QString& text)
{
    write(terminalText(text).toUtf8());
}

QString duration(qint64 seconds)
{
    constexpr qint64 kMinute = 60;
    return u"%1:%2"_s.arg(seconds / kMinute).arg(seconds % kMinute, 2, 10, QLatin1Char('0'));
}

} // namespace

Console::Console(bool json)
    : m_json(json)
    , m_terminal(isatty(STDERR_FILENO) == 1)
{
}

Console::~Console()
{
    endProgress();
}

void Console::flush()
{
    std::fflush(stdout);
}

void Console::document(const QJsonObject& json)
{
    endProgress();
    m_out.write(terminalJson(QJsonDocument(json).toJson(QJsonDocument::Indented)));
}

void Console::line(const QString& text)
{
    if (m_json)
        return;
    endProgress();
    m_out.write(terminalText(text + QLatin1Char('\n')).toUtf8());
}

void Console::text(const QString& text)
{
    m_out.write(terminalText(text).toUtf8());
}

int Console::finish(int code)
{
    const int failure = m_out.finish();
    if (failure == 0)
        return code;
    endProgress();
    say(u"factoid-desk: standard output could not be written (%1); what is there is not the whole answer\n"_s.arg(
        QString::fromLocal8Bit(std::strerror(failure))));
    return code == Done || code == FellBack || code == NotVerified ? Failed : code;
}

void Console::error(const Error& error)
{
    endProgress();
    if (m_json)
        document({{u"error"_s, QJsonObject{{u"kind"_s, errorKindName(error.kind)},
                                           {u"message"_s, error.message},
                                           {u"file"_s, error.file},
                                           {u"line"_s, error.line}}}});
    say(u"factoid-desk: "_s + error.sentence() + QLatin1Char('\n'));
}

void Console::progress(const Progress& progress)
{
    if (!m_terminal)
        return;
    const std::lock_guard lock(m_mutex);
    if (progress.stage != m_stage) {
        m_stage = progress.stage;
        m_since.start();
    } else if (m_drawn.isValid() && m_drawn.elapsed() < kRedrawMs) {
        return;
    }
    m_drawn.start();
    QString text = m_stage;
    if (progress.total > 0) {
        constexpr qint64 kHundred = 100;
        constexpr qint64 kMillis = 1'000;
        text += u"  %1 %"_s.arg(progress.done * kHundred / progress.total);
        if (progress.done > 0 && m_since.elapsed() > kMillis)
            text += u"  %1 left"_s.arg(
                duration(m_since.elapsed() * (progress.total - progress.done) / progress.done / kMillis));
    }
    write(kEraseLine.toUtf8());
    say(text);
    std::fflush(stderr);
    m_drawing = true;
}

void Console::endProgress()
{
    const std::lock_guard lock(m_mutex);
    if (!m_drawing)
        return;
    write(kEraseLine.toUtf8());
    std::fflush(stderr);
    m_drawing = false;
}

} // namespace factoid
