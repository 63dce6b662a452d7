// What is no file is never replaced by one, never waited for and never read without end.
#include "tests/support/small_data.h"
#include "tests/support/test_paths.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

using namespace factoid::test;
using namespace Qt::StringLiterals;

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
    REQUIRE(QFile::link(desk.path(u"pipe"_s), desk.path(u"link"_s)));
    made.push_back({"link", "a pipe", S_IFIFO});
    REQUIRE(QDir().mkdir(desk.path(u"folder"_s)));
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
    desk.write(
        u"more.csv"_s,
        "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24,5\nX9,total_borrowing,2023/24,5\n");
    const int imports = static_cast<int>(desk.ask(words("imports")).value(u"imports"_s).toArray().size());
    for (const Other& other : makeOthers(desk)) {
        const QString place = desk.path(QString::fromLatin1(other.name));
        const QStringList commands[] = {
            {u"changes"_s, u"--export"_s, place},
            {u"fallbacks"_s, u"export"_s, place},
            {u"backup"_s, place},
            {u"import"_s, desk.path(u"more.csv"_s), u"--rejects"_s, place},
            {u"export"_s, u"--out"_s, place},
        };
        for (const QStringList& command : commands) {
            if (other.kind == S_IFDIR && command[0] == "export"_L1)
                continue; // a folder is what it wants
            const Answer answer = desk.run(command);
            INFO(command.join(QLatin1Char(' ')).toStdString()
                 << " -> " << answer.code << " " << answer.err.toStdString());
            CHECK(answer.code == (command[0] == "export"_L1 ? 1 : 2));
            CHECK(answer.err.contains(other.words));
            CHECK(kindOf(desk, other.name) == other.kind);
        }
    }
    CHECK(static_cast<int>(desk.ask(words("imports")).value(u"imports"_s).toArray().size()) == imports);
    CHECK(QDir(desk.path(u"."_s)).entryList({u"*part*"_s}, QDir::AllEntries | QDir::Hidden | QDir::System).isEmpty());
}

TEST_CASE("what is no file is refused by its kind where a file is to be read")
{
    Desk desk;
    importAndPublish(desk);
    std::vector<std::pair<QString, QByteArray>> places;
    for (const Other& other : makeOthers(desk))
        places.emplace_back(desk.path(QString::fromLatin1(other.name)), other.words);
    places.emplace_back(u"/dev/zero"_s, "a device");
    for (const auto& [place, kind] : places) {
        const bool folder = kind == "a folder";
        const struct {
            QStringList command;
            int code;
            bool folderToo; // a folder is refused in the same way
        } cases[] = {
            {{u"--config"_s, place, u"status"_s}, 2, true},
            {{u"verify"_s, place}, 3, true},
            {{u"fallbacks"_s, u"import"_s, place}, 3, true},
            {{u"import"_s, desk.path(u"data"_s), u"--mapping"_s, place}, 3, true},
            {{u"import"_s, place}, 3, false},
            {{u"import"_s, u"--preview"_s, place}, 3, false},
            {{u"restore"_s, place}, 3, true},
            {{u"verify-bundle"_s, place}, 6, true},
            {{u"bundles"_s, place}, 3, false},
            {{u"--store"_s, place, u"status"_s}, 4, true},
            {{u"--store"_s, place, u"build-summaries"_s}, 4, true},
        };
        for (const auto& c : cases) {
            if (folder && !c.folderToo)
                continue;
            const Answer answer = desk.run(c.command);
            INFO(c.command.join(QLatin1Char(' ')).toStdString()
                 << " -> " << answer.code << " " << answer.err.toStdString() << answer.out.toStdString());
            CHECK(answer.code == c.code);
        }
    }
}

TEST_CASE("a package with a pipe in it is refused at once")
{
    Desk desk;
    REQUIRE(QDir().mkdir(desk.path(u"package"_s)));
    REQUIRE(::mkfifo(QFile::encodeName(desk.path(u"package/p.csv"_s)).constData(), 0600) == 0);
    const QByteArray tables[] = {R"({"name":"f","path":"p.csv","hash":"abc"})", R"({"name":"f","path":"p.csv"})",
                                 R"({"name":"f","path":["p.csv"],"bytes":0})"};
    for (const QByteArray& resource : tables) {
        desk.write(u"package/datapackage.json"_s, R"({"name":"x","resources":[)" + resource + "]}");
        const Answer answer = desk.run({u"import"_s, desk.path(u"package"_s)});
        INFO(answer.err.toStdString());
        CHECK(answer.code == 3);
        CHECK(answer.err.contains("a pipe"));
    }
    REQUIRE(QFile::remove(desk.path(u"package/datapackage.json"_s)));
    REQUIRE(::mkfifo(QFile::encodeName(desk.path(u"package/datapackage.json"_s)).constData(), 0600) == 0);
    const Answer answer = desk.run({u"import"_s, desk.path(u"package"_s)});
    CHECK(answer.code == 3);
    CHECK(answer.err.contains("a pipe"));
}

TEST_CASE("a standard input without end is refused by its size")
{
    Desk desk;
    importAndPublish(desk);
    QProcess process;
    process.setStandardInputFile(u"/dev/zero"_s);
    process.start(deskBinary(), desk.arguments({u"verify"_s}));
    REQUIRE(process.waitForFinished(60'000));
    CHECK(process.exitCode() == 3);
    CHECK(process.readAllStandardError().contains("larger than"));
}
