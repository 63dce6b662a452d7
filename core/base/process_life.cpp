#include "core/base/process_life.h"
#include "core/base/sha256.h"

#include <QCoreApplication>
#include <QFile>
#include <QStringList>
#include <QSysInfo>

#include <cerrno>
#include <signal.h>

namespace factoid {

namespace {

constexpr int kMarkLength = 8;
constexpr qsizetype kStateField = 0,
                    kStartField = 19; // of /proc/PID/stat, behind the name (proc(5) counts them as 3 and 22)

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

// Differs between machines, between two starts of one, and between containers that count their processes apart.
QString processSpace()
{
    static const QString mark = [] {
        const QByteArray boot = contentOf(u"/proc/sys/kernel/random/boot_id"_s);
        const QString space = QFile::symLinkTarget(u"/proc/self/ns/pid"_s);
        return QString::fromLatin1(Sha256::hash(boot + ' ' + space.toUtf8()).toHex().left(kMarkLength));
    }();
    return mark;
}

// State and start, in ticks since the machine started; empty when there is no such process.
struct Life {
    char state = 0;
    QByteArray start;
};

Life lifeOf(qint64 pid)
{
    const QByteArray stat = contentOf(u"/proc/%1/stat"_s.arg(pid));
    // The name may hold anything, blanks and brackets too; what counts stands behind its last one.
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    if (stat.isEmpty() || fields.size() <= kStartField)
        return {};
    return {fields[kStateField].isEmpty() ? '\0' : fields[kStateField].front(), fields[kStartField]};
}

} // namespace

bool isProcessAlive(qint64 pid)
{
    const char state = lifeOf(pid).state;
    // One that has ended stays in the list until its parent has looked.
    return pid > 0 && state != 'Z' && state != 'X' && (::kill(static_cast<pid_t>(pid), 0) == 0 || errno == EPERM);
}

QString thisProcess()
{
    const qint64 pid = QCoreApplication::applicationPid();
    return u"%1/%2/%3.%4"_s.arg(QSysInfo::machineHostName())
        .arg(pid)
        .arg(processSpace(), QString::fromLatin1(lifeOf(pid).start));
}

bool isKnownDead(const QString& process)
{
    const QStringList parts = process.split(QLatin1Char('/'));
    if (parts.size() != 3 || parts[0] != QSysInfo::machineHostName())
        return false;
    const QStringList mark = parts[2].split(QLatin1Char('.'));
    bool isNumber = false;
    const qint64 pid = parts[1].toLongLong(&isNumber);
    if (mark.size() < 2 || mark[0] != processSpace() || mark[1].isEmpty() || !isNumber || pid <= 0)
        return false;
    const Life life = lifeOf(pid);
    if (life.start.isEmpty()) // hidden from us (hidepid), or gone
        return ::kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH;
    return life.state == 'Z' || life.state == 'X' || life.start != mark[1].toLatin1();
}

} // namespace factoid
