// The built program has the protections of the compiler and the linker that the build asks for; looked up in the
// binary, so that a flag that came to nothing is found. A build with FACTOID_HARDEN=OFF has what every one has.
#include "tests/support/test_paths.h"

#include <QProcess>
#include <QString>

#include <catch2/catch.hpp>

using namespace Qt::StringLiterals;

namespace {

QByteArray readelf(const char* what)
{
    QProcess process;
    process.start(u"readelf"_s, {u"--wide"_s, QString::fromLatin1(what), factoid::test::deskBinary()});
    REQUIRE(process.waitForFinished(60'000));
    REQUIRE(process.exitCode() == 0);
    return process.readAllStandardOutput();
}

// The flags of a program header, "RW" or "R E".
QByteArray segment(const QByteArray& headers, const char* name)
{
    for (const QByteArray& line : headers.split('\n')) {
        if (line.trimmed().startsWith(name))
            return line.simplified();
    }
    return {};
}

} // namespace

TEST_CASE("the program stands anywhere and no page of it is both written and run")
{
    CHECK(readelf("--file-header").contains("DYN"));
    const QByteArray headers = readelf("--program-headers");
    const QByteArray stack = segment(headers, "GNU_STACK");
    INFO(stack.toStdString());
    CHECK(stack.contains(" RW "));
    CHECK_FALSE(headers.contains("RWE"));
}

#ifdef FACTOID_HARDENED

TEST_CASE("what the linker fills in cannot be written once the program runs")
{
    CHECK_FALSE(segment(readelf("--program-headers"), "GNU_RELRO").isEmpty());
    const QByteArray dynamic = readelf("--dynamic");
    CHECK((dynamic.contains("BIND_NOW") || dynamic.contains("FLAGS_1) Flags: NOW")));
}

TEST_CASE("stacks are guarded and containers and library calls checked")
{
    const QByteArray symbols = readelf("--dyn-syms");
    CHECK(symbols.contains("__stack_chk_fail"));
    CHECK(symbols.contains("__glibcxx_assert_fail"));
#ifdef FACTOID_FORTIFIED
    CHECK(QByteArray(symbols).contains("_chk@"));
#else
    SUCCEED("library calls are checked where the build optimises");
#endif
}

#endif
