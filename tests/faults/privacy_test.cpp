// What the program keeps is its owner's alone; what it publishes is for whom the operator's umask says. A second user
// of the machine can neither read the store nor hold up its writers.
#include "tests/faults/hurt.h"
#include "tests/support/test_paths.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

int modeOf(const QString& path)
{
    struct stat found = {};
    INFO(path.toStdString());
    REQUIRE(::stat(QFile::encodeName(path).constData(), &found) == 0);
    return static_cast<int>(found.st_mode & 07777);
}

// Everything below runs with the umask that most systems give.
class Umask
{
  public:
    explicit Umask(mode_t mask)
        : m_before(::umask(mask))
    {
    }
    ~Umask() { ::umask(m_before); }
    Umask(const Umask&) = delete;
    Umask& operator=(const Umask&) = delete;

  private:
    mode_t m_before;
};

} // namespace

TEST_CASE("store backup and exports are their owner's alone")
{
    const Umask umask(022);
    Desk desk;
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    CHECK(modeOf(desk.store()) == 0600);
    (void)desk.ask(words("update-factoids --force"));
    desk.write(
        u"mixed.csv"_s,
        "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24,5\nX9,total_borrowing,2023/24,5\n");
    const QStringList commands[] = {
        {u"backup"_s, desk.path(u"b.db"_s)},
        {u"changes"_s, u"--export"_s, desk.path(u"c.csv"_s)},
        {u"fallbacks"_s, u"export"_s, desk.path(u"f.json"_s)},
        {u"import"_s, desk.path(u"mixed.csv"_s), u"--rejects"_s, desk.path(u"r.csv"_s)},
    };
    for (const QStringList& command : commands) {
        INFO(command.join(QLatin1Char(' ')).toStdString());
        (void)desk.ask(command);
        CHECK(modeOf(command.last()) == 0600);
        // Whoever was allowed to read what is replaced still is.
        REQUIRE(::chmod(QFile::encodeName(command.last()).constData(), 0640) == 0);
        (void)desk.ask(command);
        CHECK(modeOf(command.last()) == 0640);
    }
}

TEST_CASE("a store that an operator opened to others stays as open as it was")
{
    const Umask umask(022);
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    REQUIRE(::chmod(QFile::encodeName(desk.store()).constData(), 0660) == 0);
    (void)desk.ask(words("build-summaries"));
    CHECK(modeOf(desk.store()) == 0660);
}

TEST_CASE("the default store's folder is made for its owner alone")
{
    const Umask umask(022);
    Desk desk;
    writeSmallData(desk);
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_DATA_HOME"_s, desk.path(u"share"_s));
    process.setProcessEnvironment(environment);
    process.start(deskBinary(), {u"--headless"_s, u"import"_s, desk.path(u"data"_s)});
    REQUIRE(process.waitForFinished(60'000));
    REQUIRE(process.exitCode() == 0);
    const QString folder = desk.path(u"share/Factoid Desk/factoid-desk"_s);
    CHECK(modeOf(folder) == 0700);
    CHECK(modeOf(folder + u"/store.db"_s) == 0600);
}

TEST_CASE("bundles are for whom the operator's umask says")
{
    struct Case {
        mode_t umask;
        int folder, file;
    };
    const Case c = GENERATE(Case{022, 0755, 0644}, Case{027, 0750, 0640}, Case{077, 0700, 0600});
    const Umask umask(c.umask);
    Desk desk;
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask(words("update-factoids --force"));
    const QString out = desk.path(u"bundles"_s);
    const QString bundle = desk.ask({u"export"_s, u"--out"_s, out}).value(u"path"_s).toString();
    CHECK(modeOf(out) == c.folder);
    CHECK(modeOf(bundle) == c.folder);
    CHECK(modeOf(bundle + u"/manifest.json"_s) == c.file);
    CHECK(modeOf(desk.ask({u"export"_s, u"--zip"_s, u"--out"_s, out}).value(u"path"_s).toString()) == c.file);
}

TEST_CASE("another user can take no lock that stops writers")
{
    const Umask umask(022);
    Desk desk;
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    const QString folder = QFileInfo(desk.store()).path();
    REQUIRE(::chmod(QFile::encodeName(folder).constData(), 0755) == 0);
    // Held up while it writes, the program has the log and its shared memory open.
    const Hurt hurt(desk);
    const QStringList command = words("settings set site.title=one");
    const int number = Hurt::numberOf(hurt.calls(command), u"write"_s);
    REQUIRE(number > 0);
    QProcess process;
    hurt.startAndStop(process, command, number, 2'000);
    for (const char* end : {"", "-wal", "-shm"})
        CHECK(modeOf(desk.store() + QLatin1String(end)) == 0600);
    if (::geteuid() == 0) {
        for (const char* end : {"", "-wal", "-shm"}) {
            QProcess other;
            other.start(u"setpriv"_s, {u"--reuid=65534"_s, u"--regid=65534"_s, u"--clear-groups"_s, u"cat"_s,
                                       desk.store() + QLatin1String(end)});
            REQUIRE(other.waitForFinished());
            INFO(end);
            CHECK(other.exitCode() != 0);
        }
    }
    REQUIRE(process.waitForFinished(60'000));
    CHECK(process.exitCode() == 0);
}
