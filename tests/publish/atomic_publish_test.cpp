#include "core/publish/atomic_publish.h"

#include "core/publish/bundle_verifier.h"
#include "tests/publish/samples.h"

#include <QElapsedTimer>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <random>
#include <thread>

#include <sched.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fcntl.h>

using namespace factoid;

namespace {

constexpr int kSkipped = 77;

BundleInput oldInput()
{
    return samples::input("2026-06-15T09:00:00Z", 'a');
}

BundleInput newInput()
{
    return samples::input("2026-06-16T09:00:00Z", 'b');
}

QString latestName(BundleForm form)
{
    return form == BundleForm::Zip ? u"latest.zip"_s : u"latest"_s;
}

// Runs `work` in a forked child and gives its exit status, or -signal.
template <class Work>
int inChild(Work work)
{
    const pid_t child = fork();
    if (child == 0)
        _exit(work());
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

// How many steps one whole write announces.
int stepsOf(BundleForm form)
{
    QTemporaryDir out;
    int steps = 0;
    TaskControl count;
    count.progress = [&](const Progress&) { ++steps; };
    REQUIRE(writeBundle(oldInput(), out.path(), form, count));
    return steps;
}

// After a kill: `latest` leads to a whole bundle, the old or the new one.
void checkOldOrNew(const QTemporaryDir& out, BundleForm form)
{
    const BundleReport report = verifyBundle(out.filePath(latestName(form)));
    CHECK(report.ok());
    const bool old = report.created == oldInput().created;
    const bool fresh = report.created == newInput().created;
    CHECK((old || fresh));
    // Whatever has a published name is whole.
    const QStringList visible = QDir(out.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    for (const QString& name : visible)
        CHECK(verifyBundle(out.filePath(name)).ok());
}

} // namespace

TEST_CASE("a bundle is named by time and data hash and latest leads to it")
{
    const auto form = GENERATE(BundleForm::Folder, BundleForm::Zip);
    QTemporaryDir out;
    const auto written = writeBundle(oldInput(), out.path(), form);
    REQUIRE(written);
    const QString extension = form == BundleForm::Zip ? u".zip"_s : QString();
    CHECK(QFileInfo(written->path).fileName() == "20260615T090000Z-aaaaaaaaaaaa"_L1 + extension);
    CHECK(written->latestMoved);
    CHECK(QFileInfo(written->latestPath).isSymLink());
    CHECK(QFileInfo(written->latestPath).canonicalFilePath() == QFileInfo(written->path).canonicalFilePath());
    const auto next = writeBundle(newInput(), out.path(), form);
    REQUIRE(next);
    CHECK(QFileInfo(next->latestPath).canonicalFilePath() == QFileInfo(next->path).canonicalFilePath());
    CHECK(verifyBundle(written->path).ok());
}

TEST_CASE("writing the same bundle twice changes nothing")
{
    QTemporaryDir out;
    const auto first = writeBundle(oldInput(), out.path());
    const auto before = samples::contents(out.path());
    const auto second = writeBundle(oldInput(), out.path());
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->path == second->path);
    CHECK((samples::contents(out.path()) == before) == true);
}

TEST_CASE("another bundle of the same name is put beside and never over a published one")
{
    QTemporaryDir out;
    const auto first = writeBundle(oldInput(), out.path());
    const auto before = samples::contents(first->path);
    BundleInput other = oldInput();
    other.corrections.clear();
    const auto second = writeBundle(other, out.path());
    REQUIRE(second);
    CHECK(QFileInfo(second->path).fileName() == "20260615T090000Z-aaaaaaaaaaaa-2"_L1);
    CHECK((samples::contents(first->path) == before) == true);
    CHECK(QFileInfo(second->latestPath).canonicalFilePath() == QFileInfo(second->path).canonicalFilePath());
}

TEST_CASE("a late writer of older figures does not take readers back")
{
    QTemporaryDir out;
    REQUIRE(writeBundle(newInput(), out.path()));
    const auto late = writeBundle(oldInput(), out.path());
    REQUIRE(late);
    CHECK_FALSE(late->latestMoved);
    CHECK(verifyBundle(late->latestPath).created == newInput().created);
    CHECK(verifyBundle(late->path).ok());
}

TEST_CASE("a cancel at any step leaves the folder as it was")
{
    const auto form = GENERATE(BundleForm::Folder, BundleForm::Zip);
    const int steps = stepsOf(form);
    CHECK(steps >= 5);
    for (int at = 1; at <= steps; ++at) {
        CAPTURE(at);
        QTemporaryDir out;
        REQUIRE(writeBundle(oldInput(), out.path(), form));
        const auto before = samples::contents(out.path());
        TaskControl stop;
        int step = 0;
        stop.progress = [&](const Progress& progress) {
            CHECK(progress.done <= progress.total);
            if (++step == at)
                stop.cancel.request();
        };
        const auto written = writeBundle(newInput(), out.path(), form, stop);
        REQUIRE_FALSE(written);
        CHECK(written.error().kind == ErrorKind::Interrupted);
        CHECK((samples::contents(out.path()) == before) == true);
    }
}

TEST_CASE("a kill at any step leaves the old bundle or the new and the next writer clears up")
{
    const auto form = GENERATE(BundleForm::Folder, BundleForm::Zip);
    const int steps = stepsOf(form);
    for (int at = 1; at <= steps; ++at) {
        CAPTURE(at);
        QTemporaryDir out;
        REQUIRE(writeBundle(oldInput(), out.path(), form));
        TaskControl die;
        int step = 0;
        die.progress = [&](const Progress&) {
            if (++step == at)
                ::kill(getpid(), SIGKILL);
        };
        CHECK(inChild([&] { return writeBundle(newInput(), out.path(), form, die) ? 0 : 1; }) == -SIGKILL);
        checkOldOrNew(out, form);
        REQUIRE(writeBundle(newInput(), out.path(), form));
        CHECK(verifyBundle(out.filePath(latestName(form))).created == newInput().created);
        CHECK(QDir(out.path())
                  .entryList({u".*"_s}, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)
                  .isEmpty());
    }
}

TEST_CASE("a kill at a random moment leaves the old bundle or the new")
{
    const unsigned seed = std::random_device{}();
    std::mt19937 random(seed);
    CAPTURE(seed);
    QElapsedTimer timer;
    timer.start();
    {
        QTemporaryDir out;
        REQUIRE(writeBundle(oldInput(), out.path()));
    }
    const auto whole = static_cast<unsigned>(std::max<qint64>(timer.nsecsElapsed() / 1000, 500));
    for (int i = 0; i < 60; ++i) {
        QTemporaryDir out;
        REQUIRE(writeBundle(oldInput(), out.path()));
        const pid_t child = fork();
        if (child == 0)
            _exit(writeBundle(newInput(), out.path()) ? 0 : 1);
        usleep(random() % (whole + whole / 2));
        ::kill(child, SIGKILL);
        REQUIRE(waitpid(child, nullptr, 0) == child);
        checkOldOrNew(out, BundleForm::Folder);
    }
    WARN("seed " << seed);
}

TEST_CASE("readers see a whole latest at every moment while writers replace it")
{
    QTemporaryDir out;
    REQUIRE(writeBundle(oldInput(), out.path()));
    std::atomic<bool> done{false};
    std::atomic<int> writersFailed{0};
    const auto write = [&](int from) {
        for (int i = 0; i < 25; ++i) {
            BundleInput input = newInput();
            input.created = input.created.addSecs(from + 2 * i);
            writersFailed += writeBundle(input, out.path()) ? 0 : 1;
        }
    };
    std::thread reader([&] {
        while (!done) {
            // Resolved once, as a web server does; the folder behind a link stays whole for ever.
            const QString target = QFileInfo(out.filePath(u"latest"_s)).canonicalFilePath();
            if (target.isEmpty() || !verifyBundle(target).ok())
                writersFailed += 1000;
        }
    });
    std::thread one(write, 0);
    std::thread two(write, 1);
    one.join();
    two.join();
    done = true;
    reader.join();
    CHECK(writersFailed == 0);
    CHECK(verifyBundle(out.filePath(u"latest"_s)).created == newInput().created.addSecs(49));
    CHECK(QDir(out.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks).size() == 51);
}

TEST_CASE("a disk that takes no more bytes is an error of its kind and leaves nothing")
{
    const auto form = GENERATE(BundleForm::Folder, BundleForm::Zip);
    for (const rlim_t most : {rlim_t(0), rlim_t(100), rlim_t(1300), rlim_t(2000)}) {
        CAPTURE(most);
        QTemporaryDir out;
        REQUIRE(writeBundle(oldInput(), out.path(), form));
        const auto before = samples::contents(out.path());
        const int status = inChild([&] {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{most, most};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            const auto written = writeBundle(newInput(), out.path(), form);
            return !written && written.error().kind == ErrorKind::DiskFull ? 0 : 1;
        });
        CHECK(status == 0);
        CHECK((samples::contents(out.path()) == before) == true);
    }
}

TEST_CASE("a full disk and a read-only disk are told apart and leave nothing")
{
    QTemporaryDir place;
    const QString out = place.filePath(u"disk"_s);
    REQUIRE(QDir().mkdir(out));
    const QByteArray mountPoint = out.toLocal8Bit();
    // A small disk of the child's own, unseen by anybody else; needs a kernel that lets us.
    const auto mounted = [&] {
        return (::unshare(CLONE_NEWNS) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0) &&
               ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
               ::mount("tmpfs", mountPoint.constData(), "tmpfs", 0, "size=40k") == 0;
    };
    const int full = inChild([&] {
        if (!mounted())
            return kSkipped;
        if (!writeBundle(oldInput(), out))
            return 2;
        const auto before = samples::contents(out);
        const auto written = writeBundle(newInput(), out);
        if (written || written.error().kind != ErrorKind::DiskFull)
            return 3;
        return samples::contents(out) == before ? 0 : 4;
    });
    if (full == kSkipped) {
        WARN("skipped: this kernel lets us mount no disk of our own");
        return;
    }
    CHECK(full == 0);
    const int readOnly = inChild([&] {
        if (!mounted() || !writeBundle(oldInput(), out))
            return kSkipped;
        if (::mount("none", mountPoint.constData(), nullptr, MS_REMOUNT | MS_RDONLY, "size=40k") != 0)
            return kSkipped;
        const auto before = samples::contents(out);
        const auto written = writeBundle(newInput(), out);
        if (written || written.error().kind != ErrorKind::Failed || written.error().message.isEmpty())
            return 3;
        return samples::contents(out) == before ? 0 : 4;
    });
    CHECK((readOnly == 0 || readOnly == kSkipped));
}

TEST_CASE("places that cannot be written give one clear sentence")
{
    QTemporaryDir place;
    SECTION("a file where the folder should be")
    {
        samples::putBytes(place.filePath(u"file"_s), "x");
        const auto written = writeBundle(oldInput(), place.filePath(u"file"_s));
        REQUIRE_FALSE(written);
        CHECK(written.error().kind == ErrorKind::Failed);
        CHECK(written.error().sentence().contains("file"_L1));
    }
    SECTION("below a file")
    {
        samples::putBytes(place.filePath(u"file"_s), "x");
        CHECK_FALSE(writeBundle(oldInput(), place.filePath(u"file/deep/er"_s)));
    }
    SECTION("latest is somebody's folder")
    {
        REQUIRE(QDir(place.path()).mkdir(u"latest"_s));
        const auto written = writeBundle(oldInput(), place.path());
        REQUIRE_FALSE(written);
        CHECK(written.error().sentence().contains("is not a link"_L1));
        CHECK(samples::contents(place.path()).size() == 1);
    }
    SECTION("no open files left")
    {
        const int status = inChild([&] {
            const rlimit limit{4, 4};
            ::setrlimit(RLIMIT_NOFILE, &limit);
            return writeBundle(oldInput(), place.filePath(u"a/b"_s)) ? 1 : 0;
        });
        CHECK(status == 0);
        CHECK(samples::contents(place.path()).isEmpty());
    }
}

TEST_CASE("missing folders are made and unmade when nothing could be written")
{
    QTemporaryDir place;
    const QString out = place.filePath(u"a/b/c"_s);
    TaskControl stop;
    stop.progress = [&](const Progress& progress) {
        if (progress.stage.startsWith("writing"_L1))
            stop.cancel.request();
    };
    CHECK_FALSE(writeBundle(oldInput(), out, BundleForm::Folder, stop));
    CHECK(samples::contents(place.path()).isEmpty());
    CHECK(writeBundle(oldInput(), out));
}

TEST_CASE("a writer that waits for another can be cancelled")
{
    QTemporaryDir out;
    const int held = ::open(out.path().toLocal8Bit().constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    REQUIRE(::flock(held, LOCK_EX) == 0);
    TaskControl stop;
    std::thread later([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(120));
        stop.cancel.request();
    });
    const auto written = writeBundle(oldInput(), out.path(), BundleForm::Folder, stop);
    later.join();
    ::close(held);
    REQUIRE_FALSE(written);
    CHECK(written.error().kind == ErrorKind::Interrupted);
    CHECK(samples::contents(out.path()).isEmpty());
}
