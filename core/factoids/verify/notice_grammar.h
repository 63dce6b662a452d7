// NoticeGrammar: the closed grammar of notices, texts that a site may show though no claim stands behind them: when
// figures appear, where they come from, whom to ask, that a page is being worked on, under which licence they are. A
// text is a notice when it is read whole, every token of it; nothing else is. The sentences are data, one file a
// language (resources/words/notices_*.json). Its slots hold only what cannot lie: the site's own name and address, and
// a licence of the file's list. Immutable; any thread.
#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace factoid {

// The site as its settings name it; an empty one fills no slot.
struct SiteNames {
    QString title;
    QString url;
};

struct NoticeReading {
    bool isNotice = false;
    // Where no notice goes on so; -1: the text ends before its notice does.
    int start = -1;
    int length = 0;
};

class NoticeGrammar
{
  public:
    // Errors: Usage, no notices in this language; Input, a file that is no grammar (a rule that is not there, or that
    // leads back to itself).
    [[nodiscard]] static Result<NoticeGrammar> load(const QString& language);
    // From the text of such a file; `name` for errors.
    [[nodiscard]] static Result<NoticeGrammar> parse(const QByteArray& json, const QString& name);

    [[nodiscard]] NoticeReading read(const QString& text, const SiteNames& site) const;
    // A few whole notices of the grammar, for those who look for one.
    [[nodiscard]] const QStringList& examples() const { return m_examples; }

  private:
    using Alternative = QStringList; // words, <rules> and {slots}

    Result<void> checkRules(const QString& name) const;
    friend class NoticeReader;

    QHash<QString, std::vector<Alternative>> m_rules;
    QStringList m_licences;
    QStringList m_examples;
};

} // namespace factoid
