// Replies as a language model might give them: honest sentences (tests/factoids/cases/model_phrasings.txt) and lies of
// many kinds, for facts of a panel, through the whole way of a reply. One seed, one corpus. Used by a test and a bench.
#pragma once

#include "core/base/literals.h"
#include "core/factoids/llm/llm_writer.h"

#include <QFile>

#include <map>
#include <random>

namespace factoid::test {

struct ReplyCount {
    int told = 0;
    int accepted = 0;
    std::map<QString, int> reasons; // kind of rejection -> how often
};

struct Corpus {
    std::map<QString, ReplyCount> kinds;               // kind of lie; "honest"
    std::vector<std::pair<QString, Factoid>> accepted; // kind, and what would be published
    std::map<QString, QString> honestRefused;          // a sample: text -> why
};

struct CorpusOptions {
    int sentences = 1000; // half of them lies
    unsigned seed = 1;
    QString language = u"en"_s;
    int batch = 24; // facts of a prompt
};

// Facts are used in turn until there are enough sentences.
[[nodiscard]] Result<Corpus> makeCorpus(const Panel& panel, const Traits& traits, const std::vector<Fact>& facts,
                                        const QStringList& phrasings, const CorpusOptions& options);

[[nodiscard]] QStringList phrasingsFrom(const QString& path);

} // namespace factoid::test
