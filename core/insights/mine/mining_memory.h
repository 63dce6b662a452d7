// MiningMemory: what was found in each field, each with a hash of all that it was found in: the figures and their
// statuses, the register, what is known of fields, the ground that all fields share, and the detectors. Mining takes
// from it what has the same hash today, finds the rest, and leaves here what it found. An entry whose seal or hash does
// not fit is not used. A value; one mining at a time.
#pragma once

#include "core/insights/detect/detector.h"
#include "core/insights/mine/findings_bytes.h"

#include <QByteArray>
#include <QHash>
#include <QMap>
#include <QSet>
#include <QString>

namespace factoid {

class MiningMemory
{
  public:
    struct Entry {
        QByteArray inputs; // the hash of what it was found in
        QByteArray found;  // sealed
    };

    // As they are kept: by slug, and all pairs of fields under an empty one.
    [[nodiscard]] const QHash<QString, Entry>& entries() const { return m_entries; }
    void put(const QString& slug, Entry entry) { m_entries.insert(slug, std::move(entry)); }
    // Slugs of entries that are not as they were put in.
    [[nodiscard]] const QSet<QString>& changed() const { return m_changed; }
    // How many fields the last mining looked for facts in, and how many pairs.
    [[nodiscard]] int fieldsLookedAt() const { return m_fieldsLookedAt; }
    [[nodiscard]] int pairsLookedAt() const { return m_pairsLookedAt; }

    // For the miner. What was found in these inputs; nullopt: nothing is kept of them.
    [[nodiscard]] std::optional<FieldFindings> field(const QString& slug, const QByteArray& inputs) const;
    void keepField(const QString& slug, const QByteArray& inputs, const FieldFindings& found);
    // The findings of pairs by the hash of their inputs, as bytes.
    [[nodiscard]] QMap<QByteArray, QByteArray> pairs() const;
    void keepPairs(const QMap<QByteArray, QByteArray>& pairs);
    // Drops the entries of other fields, and notes how much was looked at.
    void keepOnly(const QSet<QString>& slugs, int fieldsLookedAt, int pairsLookedAt);

  private:
    QHash<QString, Entry> m_entries;
    QSet<QString> m_changed;
    int m_fieldsLookedAt = 0;
    int m_pairsLookedAt = 0;
};

// The hash of what the findings of a field are made of. One for a mining; its questions may be asked by any thread.
class MiningInputs
{
  public:
    // The ground without its doubts: they follow from what is hashed.
    explicit MiningInputs(const MiningContext& ground);
    [[nodiscard]] QByteArray ofField(int field, Year year) const;
    [[nodiscard]] static QByteArray ofPair(const QByteArray& a, const QByteArray& b);

  private:
    struct BlockHash {
        QByteArray figures;  // and statuses
        QByteArray presence; // who has a figure
    };
    [[nodiscard]] const QByteArray& ofFigures(int field) const;

    const Panel& m_panel;
    const Traits& m_traits;
    QByteArray m_shared;
    std::vector<std::map<Year, BlockHash>> m_blocks; // by field
    std::vector<QByteArray> m_figures;               // by field: of all its years
};

} // namespace factoid
