// Console: what the command line prints. Results on standard output, everything else on standard error.
// Main thread, but progress() may come from any.
#pragma once

#include "app/standard_output.h"
#include "core/base/cancel.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QString>

#include <mutex>

namespace factoid {

class Console
{
  public:
    explicit Console(bool json);
    ~Console();

    // The one document of --json.
    void document(const QJsonObject& json);
    // A line for a person; silent with --json.
    void line(const QString& text);
    void error(const Error& error);
    // Text that is printed with --json too: help and version.
    void text(const QString& text);
    // What was printed is with the reader now.
    void flush();

    // Redraws one line on a terminal, a few times a second; silent in a pipe.
    void progress(const Progress& progress);
    void endProgress();
    // After everything was printed. Standard output that could not be written is said, and turns a code that stands for
    // printed results (done, fell back, not verified) into Failed.
    [[nodiscard]] int finish(int code);
    [[nodiscard]] bool isJson() const { return m_json; }

  private:
    bool m_json;
    StandardOutput m_out;
    bool m_terminal;
    std::mutex m_mutex;
    QElapsedTimer m_since; // the stage began
    QElapsedTimer m_drawn;
    QString m_stage;
    bool m_drawing = false;
};

} // namespace factoid
