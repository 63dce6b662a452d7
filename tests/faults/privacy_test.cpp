// What the program keeps is its owner's alone; what it publishes is for whom the operator's umask says. A second user of the
// machine can neither read the store nor hold up its writers.
#include "tests/faults/hurt.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace factoid::test;

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
    explicit Umask(mode_t mask) : m_before(::umask(mask)) {}
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
    desk.setNow(QStringLiteral("2026-06-01T09:00:00Z"));
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    CHECK(modeOf(desk.store()) == 0600);
    (void)desk.ask(words("update-factoids --force"));
    desk.write(QStringLiteral("mixed.csv"), "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24,5\nX9,total_borrowing,2023/24,5\n");
    const QStringList commands[] = {
        {QStringLiteral("backup"), desk.path(QStringLiteral("b.db"))},
        {QStringLiteral("changes"), QStringLiteral("--export"), desk.path(QStringLiteral("c.csv"))},
        {QStringLiteral("fallbacks"), QStringLiteral("export"), desk.path(QStringLiteral("f.json"))},
        {QStringLiteral("import"), desk.path(QStringLiteral("mixed.csv")), QStringLiteral("--rejects"), desk.path(QStringLiteral("r.csv"))},
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
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
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
    environment.insert(QStringLiteral("XDG_DATA_HOME"), desk.path(QStringLiteral("share")));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(FACTOID_BINARY), {QStringLiteral("--headless"), QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    REQUIRE(process.waitForFinished(60'000));
    REQUIRE(process.exitCode() == 0);
    const QString folder = desk.path(QStringLiteral("share/Factoid Desk/factoid-desk"));
    CHECK(modeOf(folder) == 0700);
    CHECK(modeOf(folder + QStringLiteral("/store.db")) == 0600);
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
    desk.setNow(QStringLiteral("2026-06-01T09:00:00Z"));
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask(words("update-factoids --force"));
    const QString out = desk.path(QStringLiteral("bundles"));
    const QString bundle = desk.ask({QStringLiteral("export"), QStringLiteral("--out"), out}).value(QStringLiteral("path")).toString();
    CHECK(modeOf(out) == c.folder);
    CHECK(modeOf(bundle) == c.folder);
    CHECK(modeOf(bundle + QStringLiteral("/manifest.json")) == c.file);
    CHECK(modeOf(desk.ask({QStringLiteral("export"), QStringLiteral("--zip"), QStringLiteral("--out"), out}).value(QStringLiteral("path")).toString()) == c.file);
}

TEST_CASE("another user can take no lock that stops writers")
{
    const Umask umask(022);
    Desk desk;
    desk.setNow(QStringLiteral("2026-06-01T09:00:00Z"));
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    const QString folder = QFileInfo(desk.store()).path();
    REQUIRE(::chmod(QFile::encodeName(folder).constData(), 0755) == 0);
    // Held up while it writes, the program has the log and its shared memory open.
    const Hurt hurt(desk);
    const QStringList command = words("settings set site.title=one");
    const int number = Hurt::numberOf(hurt.calls(command), QStringLiteral("write"));
    REQUIRE(number > 0);
    QProcess process;
    hurt.startAndStop(process, command, number, 2'000);
    for (const char* end : {"", "-wal", "-shm"})
        CHECK(modeOf(desk.store() + QLatin1String(end)) == 0600);
    if (::geteuid() == 0) {
        for (const char* end : {"", "-wal", "-shm"}) {
            QProcess other;
            other.start(QStringLiteral("setpriv"), {QStringLiteral("--reuid=65534"), QStringLiteral("--regid=65534"), QStringLiteral("--clear-groups"), QStringLiteral("cat"), desk.store() + QLatin1String(end)});
            REQUIRE(other.waitForFinished());
            INFO(end);
            CHECK(other.exitCode() != 0);
        }
    }
    REQUIRE(process.waitForFinished(60'000));
    CHECK(process.exitCode() == 0);
}
