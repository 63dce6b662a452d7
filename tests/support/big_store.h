// A large store for measurements and tests, written through the real schema: councils, fields, a first import,
// years of revisions with their change log, hashes that hold, runs that dealt with the changes, and summaries.
// Made up, deterministic (the same shape and seed give the same store), with the long tails of real amounts.
#pragma once

#include "core/base/result.h"

#include <QString>

namespace factoid::test {

struct BigShape {
    int councils = 500;
    int fields = 400;
    int years = 25; // 5,000,000 figures
    qint64 changes = 1'000'000;
    int runs = 10'000;
    int imports = 120;
    bool summaries = true;
    quint32 seed = 1;
};

// 60 councils, 12 fields, 8 years; the same in small, made in well under a second.
[[nodiscard]] inline BigShape smallShape()
{
    return {60, 12, 8, 6'000, 200, 12, true, 1};
}

// Makes the store at `path`, which must not exist. Errors: the store's.
[[nodiscard]] Result<void> makeBigStore(const QString& path, const BigShape& shape);

// The full-size store that measurements share: FACTOID_BIG_STORE, or `folder`/big-store-2.db, made when it is not
// there.
[[nodiscard]] Result<QString> sharedBigStore(const QString& folder);

} // namespace factoid::test
