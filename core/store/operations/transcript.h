// Transcript: what a language model was asked and what it answered, as the store keeps it and the window shows it.
// Plain values; any thread.
#pragma once

#include "core/base/literals.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

#include <vector>

namespace factoid {

// What was thought of one sentence of a reply.
struct ReplyVerdict {
    struct Rejection {
        QString word, why; // no word: the sentence as a whole
    };
    QString text;     // as the model put it
    QString rendered; // with its slots filled; empty: it did not come to that
    bool accepted = false;
    std::vector<Rejection> rejections;
    // As a transcript keeps it.
    [[nodiscard]] static ReplyVerdict from(const QJsonObject& kept);
};

struct Transcript {
    qint64 id = 0, call = 0, run = 0;
    QDateTime at;
    QString provider, model;
    QString prompt, reply; // as sent and as received; never a key
    QJsonArray verdicts;   // one a sentence, as they are kept
    friend bool operator==(const Transcript&, const Transcript&) = default;
    [[nodiscard]] QJsonObject toJson() const;
};

} // namespace factoid
