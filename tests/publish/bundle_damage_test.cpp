// Random damage to a whole bundle: every flipped bit and every cut must be found.
#include "core/publish/bundle_verifier.h"

#include "tests/publish/samples.h"

#include <random>

using namespace factoid;
using samples::Written;

namespace {

constexpr int kFlipsPerFile = 120;

} // namespace

TEST_CASE("a flipped bit in any file of a folder is found")
{
    const Written bundle;
    const unsigned seed = std::random_device{}();
    std::mt19937 random(seed);
    CAPTURE(seed);
    for (const QString& name : QDir(bundle.path).entryList(QDir::Files)) {
        const QString path = bundle.path + QLatin1Char('/') + name;
        const QByteArray whole = samples::bytesOf(path);
        CAPTURE(name.toStdString());
        int missed = 0;
        for (int i = 0; i < kFlipsPerFile; ++i) {
            const auto at = static_cast<qsizetype>(random() % static_cast<unsigned long>(whole.size()));
            QByteArray flipped = whole;
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << (random() % 8)));
            samples::putBytes(path, flipped);
            const bool found = !verifyBundle(bundle.path).ok();
            if (!found)
                UNSCOPED_INFO("byte " << at);
            missed += found ? 0 : 1;
        }
        CHECK(missed == 0);
        samples::putBytes(path, whole);
    }
    CHECK(verifyBundle(bundle.path).ok());
    WARN("seed " << seed);
}

TEST_CASE("a flipped bit anywhere in the manifest is found")
{
    const Written bundle;
    const QByteArray whole = samples::bytesOf(bundle.file("manifest.json"));
    int missed = 0;
    for (qsizetype at = 0; at < whole.size(); ++at) {
        QByteArray flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ (1 << (at % 8)));
        samples::putBytes(bundle.file("manifest.json"), flipped);
        missed += verifyBundle(bundle.path).ok() ? 1 : 0;
    }
    CHECK(missed == 0);
}

TEST_CASE("a flipped bit or a cut anywhere in a zip is found")
{
    const Written bundle(BundleForm::Zip);
    const QByteArray whole = samples::bytesOf(bundle.path);
    const unsigned seed = std::random_device{}();
    std::mt19937 random(seed);
    CAPTURE(seed);
    const auto missedWith = [&](const QByteArray& bytes) {
        samples::putBytes(bundle.path, bytes);
        return verifyBundle(bundle.path).ok() ? 1 : 0;
    };
    int missed = 0;
    const auto directory = whole.indexOf("PK\x01\x02");
    REQUIRE(directory > 0);
    // Every byte of the directory and the first header, where no file's hash reaches; samples elsewhere.
    for (qsizetype at = directory; at < whole.size(); ++at) {
        QByteArray flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ (1 << (random() % 8)));
        missed += missedWith(flipped);
    }
    for (qsizetype at = 0; at < 64; ++at) {
        QByteArray flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ (1 << (random() % 8)));
        missed += missedWith(flipped);
    }
    for (int i = 0; i < 4 * kFlipsPerFile; ++i) {
        QByteArray flipped = whole;
        const auto at = static_cast<qsizetype>(random() % static_cast<unsigned long>(whole.size()));
        flipped[at] = static_cast<char>(flipped[at] ^ (1 << (random() % 8)));
        missed += missedWith(flipped);
        missed += missedWith(whole.left(at));
    }
    missed += missedWith(whole + '\0');
    missed += missedWith('\0' + whole);
    CHECK(missed == 0);
    CHECK(missedWith(whole) == 1);
    WARN("seed " << seed);
}
