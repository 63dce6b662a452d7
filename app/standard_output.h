// Standard output, checked: what could not be written is known at the end, when the exit code is still to be had.
// A reader who has seen enough and closed its end (`| head`) is no failure. Main thread.
#pragma once

#include <QByteArray>

namespace factoid {

class StandardOutput
{
  public:
    // Before anything is opened: descriptors 0 to 2 that are closed are taken, so that no file of ours becomes one, and
    // a closed pipe gives an error in place of a signal.
    static void prepare();

    void write(const QByteArray& bytes);
    // Flushes and closes. 0, or the errno of the first failure; from then on nothing is written.
    [[nodiscard]] int finish();

  private:
    int m_failed = 0;
    bool m_unread = false; // the reader is gone
};

} // namespace factoid
