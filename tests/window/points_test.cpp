// What an operator relies on in the window, point by point, with the case that holds each. A case that is renamed or
// dropped is missed here.
#include "core/base/literals.h"
#include "tests/support/test_paths.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

#include <catch2/catch.hpp>

using namespace factoid;
using namespace factoid::test;

namespace {

struct Point {
    const char* promise;
    const char* test;
};

const Point kNothingByAccident[] = {
    {"the palette puts words first, the page's own actions before others, and nothing that takes away by its letters",
     "the palette puts words before letters, the page's own actions first, and nothing dangerous by its letters"},
    {"a key or the palette does not act on a selection that is out of sight",
     "what acts on a selection is not run from another page, where the selection is out of sight"},
    {"after a change the selection and the keyboard stay on the same factoid",
     "after a choice the panel shows the same factoid, and the keyboard is where it was"},
    {"after saving a fallback Space does not bin it",
     "after a fallback is saved the next Space moves nothing to the bin"},
    {"after an import Space does not undo it, and “Show what changes” does not lead to “replace everything”",
     "an import goes through by the keyboard without undoing or replacing anything"},
    {"a table's selection stays on its row",
     "rows that come and go leave the selection on its row, and a row that is gone is chosen no longer"},
    {"Ctrl+Z undoes what this window did, History what others did, by name",
     "Ctrl+Z leaves alone what another process did; History takes it back by its name"},
    {"a rehearsal says whom it hits and for how long, and shows on every page",
     "a rehearsal says whom it hits and for how long before it starts, and shows on every page while it runs"},
    {"closing in the middle of a job asks",
     "closing the window in the middle of a job asks: stay, cancel, or finish in the background"},
};

const Point kTruth[] = {
    {"one verdict for each state", "each state of the desk has one verdict"},
    {"headline, tile, foot, list, status and doctor agree",
     "headline, tile, foot, list, status and doctor say the same of a change that waits too long"},
    {"a person is called from the count that the rule names",
     "a person is called when the rule says so, though what stands before it in the rule always helps"},
    {"an operator's own refused click is no incident", "a click that was refused is no incident, and nothing red"},
    {"a page that loads shows no empty state", "while a page loads it does not say that there is nothing"},
    {"a store that vanished is not called empty", "of a store that vanished no page says that it is empty"},
    {"a bundle older than the set is not called one of today's figures",
     "a bundle from before the published set is not called one of today's figures"},
    {"History and Import agree on what is undone", "an import that was undone by its number is undone in History too"},
    {"a failure is told on the page",
     "an action that failed is told on the page until it is closed, whatever the page shows meanwhile"},
    {"a folder that cannot be opened is told on the page",
     "a bundle's folder that is gone, and a table that cannot be written, are told in place"},
    {"a provider that can never be asked is shown at once",
     "a provider whose price is in another currency than the limits is shown as a problem at once"},
};

const Point kSeeAndJudge[] = {
    {"figures that jump are marked before anything is applied, and changes have signs",
     "figures a power of ten off are marked before they are imported"},
};

const Point kDailyWork[] = {
    {"a run is run again with its options", "a run is started once more with its own options"},
    {"backup, restore and doctor", "the store is checked, backed up and restored from the window"},
    {"filters are kept per store", "a filter stays with the store that it was set on"},
    {"drafts are not thrown away by New", "New does not throw a draft away"},
    {"what writes is off in a read-only profile",
     "where nothing can be written every action that writes is off and says why"},
    {"version and places of files", "About says the version, the licence and where the files are"},
};

QSet<QString> cases()
{
    static const QRegularExpression head(u"TEST_CASE\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*)+)"_s);
    QSet<QString> names;
    QDirIterator files(testPath(), {u"*_test.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        REQUIRE(file.open(QIODevice::ReadOnly));
        auto found = head.globalMatch(QString::fromUtf8(file.readAll()));
        while (found.hasNext()) {
            QString name;
            for (const QString& part : found.next().captured(1).split(QLatin1Char('"')))
                name += part.trimmed().isEmpty() && part.contains(QLatin1Char('\n')) ? QString() : part;
            names.insert(name.trimmed());
        }
    }
    return names;
}

} // namespace

TEST_CASE("each point that an operator relies on is held by a case")
{
    const QSet<QString> known = cases();
    REQUIRE(known.size() > 100);
    const auto look = [&](const char* part, const auto& points) {
        for (const Point& point : points) {
            INFO(part << ": " << point.promise << "\n" << point.test);
            CHECK(known.contains(QString::fromUtf8(point.test)));
        }
    };
    look("nothing dangerous by accident", kNothingByAccident);
    look("the truth about itself", kTruth);
    look("to see and judge", kSeeAndJudge);
    look("daily work", kDailyWork);
}
