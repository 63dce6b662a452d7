// The list of changes that can be taken back: its order, what a new change does to it, and that it is kept.
#include "core/store/operations/undo_store.h"

#include <catch2/catch.hpp>

#include <QTemporaryDir>

using namespace factoid;

namespace {

const QDateTime kNow = QDateTime::fromString(QStringLiteral("2026-06-01T09:00:00Z"), Qt::ISODate);

Reversal reversal(const QString& label, const QString& how)
{
    return {label, QStringLiteral("schedule"), {{QStringLiteral("action"), how}}};
}

class Steps
{
  public:
    Steps() { open(); }
    void open()
    {
        m_db.reset();
        auto opened = Database::open({m_folder.filePath(QStringLiteral("store.db"))}, OpenMode::ReadWrite);
        REQUIRE(opened);
        m_db = std::move(*opened);
    }
    UndoStore store() { return UndoStore(*m_db); }
    qint64 add(const QString& label)
    {
        const auto id = store().add(reversal(label, QStringLiteral("back of ") + label), QStringLiteral("window"), 7, kNow);
        REQUIRE(id);
        return *id;
    }
    QString next(bool redo = false)
    {
        const auto step = redo ? store().nextRedo() : store().nextUndo();
        REQUIRE(step);
        return *step ? (*step)->label : QStringLiteral("nothing");
    }

  private:
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_db;
};

} // namespace

TEST_CASE("undo goes backwards, redo forwards, and both are kept when the store is opened again")
{
    Steps steps;
    const qint64 a = steps.add(QStringLiteral("a"));
    const qint64 b = steps.add(QStringLiteral("b"));
    CHECK(steps.next() == QStringLiteral("b"));
    CHECK(steps.next(true) == QStringLiteral("nothing"));
    REQUIRE(steps.store().markUndone(b, reversal(QStringLiteral("b"), QStringLiteral("again b")), kNow));
    REQUIRE(steps.store().markUndone(a, reversal(QStringLiteral("a"), QStringLiteral("again a")), kNow));
    steps.open();
    CHECK(steps.next() == QStringLiteral("nothing"));
    CHECK(steps.next(true) == QStringLiteral("a"));
    const auto redo = steps.store().nextRedo();
    REQUIRE((redo && *redo));
    CHECK((*redo)->redo.options.value(QStringLiteral("action")).toString() == QStringLiteral("again a"));
    REQUIRE(steps.store().markDone(a, reversal(QStringLiteral("a"), QStringLiteral("back once more")), kNow));
    CHECK(steps.next() == QStringLiteral("a"));
    CHECK(steps.next(true) == QStringLiteral("b"));
    CHECK((*steps.store().nextUndo())->undo.options.value(QStringLiteral("action")).toString() == QStringLiteral("back once more"));
}

TEST_CASE("a new change ends what could be done again and a step without a way back is gone")
{
    Steps steps;
    const qint64 a = steps.add(QStringLiteral("a"));
    REQUIRE(steps.store().markUndone(a, reversal(QStringLiteral("a"), QStringLiteral("again")), kNow));
    const qint64 c = steps.add(QStringLiteral("c"));
    CHECK(steps.next(true) == QStringLiteral("nothing"));
    CHECK(steps.next() == QStringLiteral("c"));
    REQUIRE(steps.store().markUndone(c, std::nullopt, kNow));
    CHECK(steps.next() == QStringLiteral("nothing"));
    CHECK(steps.next(true) == QStringLiteral("nothing"));
    const auto all = steps.store().list(10);
    REQUIRE(all);
    REQUIRE(all->size() == 2);
    CHECK((*all)[0].label == QStringLiteral("c"));
    for (const UndoStep& step : *all) {
        CHECK(step.state == QStringLiteral("gone"));
        CHECK_FALSE(step.reason.isEmpty());
        CHECK(step.run == 7);
    }
}
