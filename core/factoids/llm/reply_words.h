// ReplyWords: what may stand outside slots in a sentence from a language model, and why a word may not: the data file
// resources/words/reply_<language>.json. Immutable once loaded; any thread.
#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <optional>
#include <vector>

namespace factoid {

// Words between two slots, with the types of slot that may stand on either side ("start" and "end": of the sentence).
struct Connective {
    QString say; // "stood at", ",", ""
    QSet<QString> after;
    QSet<QString> before;
    QString needs; // a licence of the fact: "rise", "fall"; empty: none
};

// Why a word has no place: its list's name and the sentence for a person.
struct WordReason {
    QString list; // counting, ordering, comparing, time, cause, judging
    QString why;
};

class ReplyWords
{
  public:
    // Errors: Usage (no such language), Input (the file is not as it should be).
    [[nodiscard]] static Result<ReplyWords> load(const QString& language);

    // Of a word in lower case; nullopt when no list has it.
    [[nodiscard]] std::optional<WordReason> reasonFor(const QString& word) const;
    // The licence that a word of direction needs; empty: it is not one.
    [[nodiscard]] QString licenceFor(const QString& word) const { return m_licences.value(word); }
    // Whether the word occurs in a connective that needs no licence: then its place decides.
    [[nodiscard]] bool isJoining(const QString& word) const { return m_joining.contains(word); }
    // What the words say between two types of slot; nullptr: they may not stand there with these licences.
    [[nodiscard]] const Connective* connective(const QString& say, const QString& after, const QString& before,
                                               const QSet<QString>& licences) const;
    // Whether some connective with these words needs no licence but these.
    [[nodiscard]] bool isLicensed(const QString& say, const QSet<QString>& licences) const;
    // The connectives of the file, in its order, for the prompt.
    [[nodiscard]] const QStringList& sayings() const { return m_sayings; }
    // For the prompt: what else a model must know of the language, sentences by type of slot, and one with slots.
    [[nodiscard]] const QString& note() const { return m_note; }
    [[nodiscard]] const QString& shapes() const { return m_shapes; }
    [[nodiscard]] const QString& example() const { return m_example; }

  private:
    QHash<QString, WordReason> m_reasons;
    QHash<QString, QString> m_licences;
    QHash<QString, std::vector<Connective>> m_joints;
    QSet<QString> m_joining;
    QStringList m_sayings;
    QString m_note, m_shapes, m_example;
};

} // namespace factoid
