// ProviderList: the configured providers of language models, one row each: whether the last probe reached it, whether
// its key was there (never the key), how it is asked for JSON, how long it took, what is wrong and what mends it; with
// a button that asks it now and stops asking. Below each what its model costs. GUI thread.
#pragma once

#include "core/queries/connections/provider_list_query.h"
#include "ui/widgets/widgets.h"

#include <QDateTime>

namespace factoid {

class ProviderLine : public QWidget
{
    Q_OBJECT

  public:
    ProviderLine(const QString& name, const Theme& theme, bool readOnly, QWidget* parent);
    void show_(const ProviderRow& provider, const QDateTime& now);
    // The job that asks it; 0: none.
    void setAsking(int job);
    [[nodiscard]] int asking() const { return m_job; }
    // Why the last try from here came to nothing; empty: it came to something.
    void say(const QString& sentence) { m_error->say(sentence); }

  Q_SIGNALS:
    void probeWanted(const QString& name);
    void cancelWanted(int job);

  private:
    void showProbe(const QDateTime& now);

    const QString m_name;
    const bool m_readOnly;
    int m_job = 0;
    ProviderRow m_provider;
    StateDot* m_state;
    QLabel *m_where, *m_facts, *m_wrong;
    QPushButton* m_button;
    FormError* m_error;
};

class ProviderList : public Card
{
    Q_OBJECT

  public:
    ProviderList(const Theme& theme, bool readOnly, QWidget* parent);
    void show_(const std::vector<ProviderRow>& providers, const QDateTime& now);
    // An empty name is all of them.
    void setAsking(const QString& name, int job);
    // The job is over; `problem` empty: it found something out, which the next show_() brings.
    void answer(int job, const QString& problem);

  Q_SIGNALS:
    void probeWanted(const QString& name);
    void cancelWanted(int job);

  private:
    const Theme& m_theme;
    const bool m_readOnly;
    QPushButton* m_all;
    QVBoxLayout* m_layout;
    std::vector<std::pair<QString, ProviderLine*>> m_rows;
};

// "strict schema" for json_schema.
[[nodiscard]] QString modeWords(const QString& mode);

} // namespace factoid
