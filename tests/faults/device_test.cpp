// What is no file is never replaced by one, never waited for and never read without end.
#include "tests/support/small_data.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

using namespace factoid::test;

namespace {

struct Other {
    const char* name;  // of the thing, below the desk's folder
    const char* words; // what it is called
    mode_t kind;
};

// A pipe, a socket, links to devices, and devices of their own where they may be made.
std::vector<Other> makeOthers(const Desk& desk)
{
    std::vector<Other> made;
    const auto at = [&](const char* name) { return QFile::encodeName(desk.path(QString::fromLatin1(name))); };
    REQUIRE(::mkfifo(at("pipe").constData(), 0600) == 0);
    made.push_back({"pipe", "a pipe", S_IFIFO});
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const QByteArray path = at("socket");
    REQUIRE(path.size() < static_cast<qsizetype>(sizeof address.sun_path));
    std::memcpy(address.sun_path, path.constData(), static_cast<size_t>(path.size()));
    REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    ::close(socket);
    made.push_back({"socket", "a socket", S_IFSOCK});
    if (::mknod(at("null").constData(), S_IFCHR | 0600, makedev(1, 3)) == 0)
        made.push_back({"null", "a device", S_IFCHR});
    REQUIRE(QFile::link(desk.path(QStringLiteral("pipe")), desk.path(QStringLiteral("link"))));
    made.push_back({"link", "a pipe", S_IFIFO});
    REQUIRE(QDir().mkdir(desk.path(QStringLiteral("folder"))));
    made.push_back({"folder", "a folder", S_IFDIR});
    return made;
}

mode_t kindOf(const Desk& desk, const char* name)
{
    struct stat found = {};
    REQUIRE(::stat(QFile::encodeName(desk.path(QString::fromLatin1(name))).constData(), &found) == 0);
    return found.st_mode & S_IFMT;
}

} // namespace

TEST_CASE("no export takes the place of what is no file")
{
    Desk desk;
    importAndPublish(desk);
    desk.write(QStringLiteral("more.csv"), "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24,5\nX9,total_borrowing,2023/24,5\n");
    const int imports = static_cast<int>(desk.ask(words("imports")).value(QStringLiteral("imports")).toArray().size());
    for (const Other& other : makeOthers(desk)) {
        const QString place = desk.path(QString::fromLatin1(other.name));
        const QStringList commands[] = {
            {QStringLiteral("changes"), QStringLiteral("--export"), place},
            {QStringLiteral("fallbacks"), QStringLiteral("export"), place},
            {QStringLiteral("backup"), place},
            {QStringLiteral("import"), desk.path(QStringLiteral("more.csv")), QStringLiteral("--rejects"), place},
            {QStringLiteral("export"), QStringLiteral("--out"), place},
        };
        for (const QStringList& command : commands) {
            if (other.kind == S_IFDIR && command[0] == QLatin1String("export"))
                continue; // a folder is what it wants
            const Answer answer = desk.run(command);
            INFO(command.join(QLatin1Char(' ')).toStdString() << " -> " << answer.code << " " << answer.err.toStdString());
            CHECK(answer.code == (command[0] == QLatin1String("export") ? 1 : 2));
            CHECK(answer.err.contains(other.words));
            CHECK(kindOf(desk, other.name) == other.kind);
        }
    }
    CHECK(static_cast<int>(desk.ask(words("imports")).value(QStringLiteral("imports")).toArray().size()) == imports);
    CHECK(QDir(desk.path(QStringLiteral("."))).entryList({QStringLiteral("*part*")}, QDir::AllEntries | QDir::Hidden | QDir::System).isEmpty());
}

TEST_CASE("what is no file is refused by its kind where a file is to be read")
{
    Desk desk;
    importAndPublish(desk);
    std::vector<std::pair<QString, QByteArray>> places;
    for (const Other& other : makeOthers(desk))
        places.emplace_back(desk.path(QString::fromLatin1(other.name)), other.words);
    places.emplace_back(QStringLiteral("/dev/zero"), "a device");
    for (const auto& [place, kind] : places) {
        const bool folder = kind == "a folder";
        const struct {
            QStringList command;
            int code;
            bool folderToo; // a folder is refused in the same way
        } cases[] = {
            {{QStringLiteral("--config"), place, QStringLiteral("status")}, 2, true},
            {{QStringLiteral("verify"), place}, 3, true},
            {{QStringLiteral("fallbacks"), QStringLiteral("import"), place}, 3, true},
            {{QStringLiteral("import"), desk.path(QStringLiteral("data")), QStringLiteral("--mapping"), place}, 3, true},
            {{QStringLiteral("import"), place}, 3, false},
            {{QStringLiteral("import"), QStringLiteral("--preview"), place}, 3, false},
            {{QStringLiteral("restore"), place}, 3, true},
            {{QStringLiteral("verify-bundle"), place}, 6, true},
            {{QStringLiteral("bundles"), place}, 3, false},
            {{QStringLiteral("--store"), place, QStringLiteral("status")}, 4, true},
            {{QStringLiteral("--store"), place, QStringLiteral("build-summaries")}, 4, true},
        };
        for (const auto& c : cases) {
            if (folder && !c.folderToo)
                continue;
            const Answer answer = desk.run(c.command);
            INFO(c.command.join(QLatin1Char(' ')).toStdString() << " -> " << answer.code << " " << answer.err.toStdString() << answer.out.toStdString());
            CHECK(answer.code == c.code);
        }
    }
}

TEST_CASE("a package with a pipe in it is refused at once")
{
    Desk desk;
    REQUIRE(QDir().mkdir(desk.path(QStringLiteral("package"))));
    REQUIRE(::mkfifo(QFile::encodeName(desk.path(QStringLiteral("package/p.csv"))).constData(), 0600) == 0);
    const QByteArray tables[] = {R"({"name":"f","path":"p.csv","hash":"abc"})", R"({"name":"f","path":"p.csv"})", R"({"name":"f","path":["p.csv"],"bytes":0})"};
    for (const QByteArray& resource : tables) {
        desk.write(QStringLiteral("package/datapackage.json"), R"({"name":"x","resources":[)" + resource + "]}");
        const Answer answer = desk.run({QStringLiteral("import"), desk.path(QStringLiteral("package"))});
        INFO(answer.err.toStdString());
        CHECK(answer.code == 3);
        CHECK(answer.err.contains("a pipe"));
    }
    REQUIRE(QFile::remove(desk.path(QStringLiteral("package/datapackage.json"))));
    REQUIRE(::mkfifo(QFile::encodeName(desk.path(QStringLiteral("package/datapackage.json"))).constData(), 0600) == 0);
    const Answer answer = desk.run({QStringLiteral("import"), desk.path(QStringLiteral("package"))});
    CHECK(answer.code == 3);
    CHECK(answer.err.contains("a pipe"));
}

TEST_CASE("a standard input without end is refused by its size")
{
    Desk desk;
    importAndPublish(desk);
    QProcess process;
    process.setStandardInputFile(QStringLiteral("/dev/zero"));
    process.start(QStringLiteral(FACTOID_BINARY), desk.arguments({QStringLiteral("verify")}));
    REQUIRE(process.waitForFinished(60'000));
    CHECK(process.exitCode() == 3);
    CHECK(process.readAllStandardError().contains("larger than"));
}
