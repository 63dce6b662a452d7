// The list of changes that can be taken back: its order, what a new change does to it, and that it is kept.
#include "core/store/operations/undo_store.h"

#include <catch2/catch.hpp>

#include <QTemporaryDir>

using namespace factoid;

namespace {

const QDateTime kNow = QDateTime::fromString(u"2026-06-01T09:00:00Z"_s, Qt::ISODate);

Reversal reversal(const QString& label, const QString& how)
{
    return {Message::verbatim(label), u"schedule"_s, {{u"action"_s, how}}};
}

class Steps
{
  public:
    Steps() { open(); }
    void open()
    {
        m_db.reset();
        auto opened = Database::open({m_folder.filePath(u"store.db"_s)}, OpenMode::ReadWrite);
        REQUIRE(opened);
        m_db = std::move(*opened);
    }
    UndoStore store() { return UndoStore(*m_db); }
    qint64 add(const QString& label)
    {
        const auto id = store().add(reversal(label, u"back of "_s + label), u"window"_s, 7, kNow);
        REQUIRE(id);
        return *id;
    }
    QString next(bool redo = false)
    {
        const auto step = redo ? store().nextRedo() : store().nextUndo();
        REQUIRE(step);
        return *step ? (*step)->label.text() : u"nothing"_s;
    }

  private:
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_db;
};

} // namespace

TEST_CASE("undo goes backwards, redo forwards, and both are kept when the store is opened again")
{
    Steps steps;
    const qint64 a = steps.add(u"a"_s);
    const qint64 b = steps.add(u"b"_s);
    CHECK(steps.next() == u"b"_s);
    CHECK(steps.next(true) == u"nothing"_s);
    REQUIRE(steps.store().markUndone(b, reversal(u"b"_s, u"again b"_s), kNow));
    REQUIRE(steps.store().markUndone(a, reversal(u"a"_s, u"again a"_s), kNow));
    steps.open();
    CHECK(steps.next() == u"nothing"_s);
    CHECK(steps.next(true) == u"a"_s);
    const auto redo = steps.store().nextRedo();
    REQUIRE((redo && *redo));
    CHECK((*redo)->redo.options.value(u"action"_s).toString() == u"again a"_s);
    REQUIRE(steps.store().markDone(a, reversal(u"a"_s, u"back once more"_s), kNow));
    CHECK(steps.next() == u"a"_s);
    CHECK(steps.next(true) == u"b"_s);
    CHECK((*steps.store().nextUndo())->undo.options.value(u"action"_s).toString() == u"back once more"_s);
}

TEST_CASE("a new change ends what could be done again and a step without a way back is gone")
{
    Steps steps;
    const qint64 a = steps.add(u"a"_s);
    REQUIRE(steps.store().markUndone(a, reversal(u"a"_s, u"again"_s), kNow));
    const qint64 c = steps.add(u"c"_s);
    CHECK(steps.next(true) == u"nothing"_s);
    CHECK(steps.next() == u"c"_s);
    REQUIRE(steps.store().markUndone(c, std::nullopt, kNow));
    CHECK(steps.next() == u"nothing"_s);
    CHECK(steps.next(true) == u"nothing"_s);
    const auto all = steps.store().list(10);
    REQUIRE(all);
    REQUIRE(all->size() == 2);
    CHECK((*all)[0].label.text() == u"c"_s);
    for (const UndoStep& step : *all) {
        CHECK(step.state == u"gone"_s);
        CHECK_FALSE(step.reason.isEmpty());
        CHECK(step.run == 7);
    }
}
