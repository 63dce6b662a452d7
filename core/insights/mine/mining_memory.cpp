#include "core/insights/mine/mining_memory.h"

#include "core/base/sha256.h"
#include "core/insights/detect/context_parts.h"
#include "core/insights/mine/detectors_version.h"

#include <QDataStream>
#include <QJsonDocument>
#include <QtConcurrentMap>

#include <numeric>

namespace factoid {

namespace {

constexpr qsizetype kSeal = 32; // bytes of a SHA-256
const QString kPairs;           // the slug that no field has

QByteArray sealOf(const QString& slug, const QByteArray& inputs, const QByteArray& found)
{
    Sha256 seal;
    for (const QByteArray& part : {slug.toUtf8(), inputs, found}) {
        seal.addData(QByteArray::number(part.size()) + ' ');
        seal.addData(part);
    }
    return seal.result();
}

// What was sealed; nullopt when it is not as it was.
std::optional<QByteArray> opened(const QString& slug, const MiningMemory::Entry& entry)
{
    if (entry.found.size() < kSeal)
        return std::nullopt;
    const QByteArray found = entry.found.mid(kSeal);
    return entry.found.first(kSeal) == sealOf(slug, entry.inputs, found) ? std::optional(found) : std::nullopt;
}

// Everything that is said of councils and fields, but for the store's keys.
void writeRegister(QDataStream& out, const Panel& panel, const Traits& traits)
{
    for (const Council& council : panel.councils())
        out << council.code << council.name << council.type << council.nation << council.region << council.activeFrom
            << council.activeTo << council.successors;
    for (const Field& field : panel.fields()) {
        out << field.slug << field.name << field.unit << field.comparison << static_cast<quint8>(field.polarity)
            << field.perHeadOf;
        const FieldTraits known = traits.value(field.slug);
        out << known.balance << known.income << known.partOf << known.own << known.levied << known.compared
            << static_cast<quint32>(known.breaks.size());
        for (const Year year : known.breaks)
            out << qint32(year.code());
    }
    out << QJsonDocument(profileToJson(panel.profile())).toJson(QJsonDocument::Compact);
}

// What all fields share, and of today what makes a difference: which councils have ended.
QByteArray sharedHash(const MiningContext& ground)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << detectorsVersion();
    writeRegister(out, ground.panel, ground.traits);
    for (const Council& council : ground.panel.councils())
        out << (council.activeTo.isValid() && council.activeTo < ground.today);
    for (const auto& services : ground.services) {
        for (const signed char service : services)
            out << static_cast<qint8>(service);
    }
    for (const char unlike : ground.unlike)
        out << static_cast<qint8>(unlike);
    return Sha256::hash(bytes);
}

template <class T>
QByteArrayView bytesOf(const std::vector<T>& list)
{
    return {reinterpret_cast<const char*>(list.data()), static_cast<qsizetype>(list.size() * sizeof(T))};
}

} // namespace

std::optional<FieldFindings> MiningMemory::field(const QString& slug, const QByteArray& inputs) const
{
    const auto entry = m_entries.constFind(slug);
    if (entry == m_entries.cend() || entry->inputs != inputs)
        return std::nullopt;
    const auto found = opened(slug, *entry);
    return found ? fieldFindingsFrom(*found) : std::nullopt;
}

void MiningMemory::keepField(const QString& slug, const QByteArray& inputs, const FieldFindings& found)
{
    const QByteArray bytes = toBytes(found);
    m_entries.insert(slug, {inputs, sealOf(slug, inputs, bytes) + bytes});
    m_changed.insert(slug);
}

QMap<QByteArray, QByteArray> MiningMemory::pairs() const
{
    QMap<QByteArray, QByteArray> pairs;
    const auto entry = m_entries.constFind(kPairs);
    const auto found = entry == m_entries.cend() ? std::nullopt : opened(kPairs, *entry);
    if (!found)
        return {};
    QDataStream in(*found);
    in.setVersion(QDataStream::Qt_6_4);
    in >> pairs;
    return in.status() == QDataStream::Ok ? pairs : QMap<QByteArray, QByteArray>();
}

void MiningMemory::keepPairs(const QMap<QByteArray, QByteArray>& pairs)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << pairs;
    m_entries.insert(kPairs, {{}, sealOf(kPairs, {}, bytes) + bytes});
    m_changed.insert(kPairs);
}

void MiningMemory::keepOnly(const QSet<QString>& slugs, int fieldsLookedAt, int pairsLookedAt)
{
    m_entries.removeIf([&](const QHash<QString, Entry>::iterator& entry) {
        const bool gone = entry.key() != kPairs && !slugs.contains(entry.key());
        if (gone)
            m_changed.insert(entry.key());
        return gone;
    });
    m_fieldsLookedAt = fieldsLookedAt;
    m_pairsLookedAt = pairsLookedAt;
}

MiningInputs::MiningInputs(const MiningContext& ground)
    : m_panel(ground.panel)
    , m_traits(ground.traits)
    , m_shared(sharedHash(ground))
    , m_blocks(ground.panel.fields().size())
    , m_figures(ground.panel.fields().size())
{
    std::vector<int> fields(m_blocks.size());
    std::iota(fields.begin(), fields.end(), 0);
    QtConcurrent::blockingMap(fields, [&](int field) {
        Sha256 all;
        for (const auto& [year, block] : m_panel.years(field)) {
            BlockHash hash;
            Sha256 figures;
            figures.addData(bytesOf(block.units));
            figures.addData(bytesOf(block.statuses));
            hash.figures = figures.result();
            QByteArray present(static_cast<qsizetype>(block.units.size()), '\0');
            for (size_t council = 0; council < block.units.size(); ++council)
                present[static_cast<qsizetype>(council)] = block.units[council] != Block::kMissing ? '\1' : '\0';
            hash.presence = Sha256::hash(present);
            // A year that has not begun is a projection.
            all.addData(QByteArray::number(year.code()) +
                        (m_panel.days(field, year).first > ground.today ? " ahead " : " "));
            all.addData(hash.figures);
            m_blocks[static_cast<size_t>(field)].emplace(year, std::move(hash));
        }
        m_figures[static_cast<size_t>(field)] = all.result();
    });
}

const QByteArray& MiningInputs::ofFigures(int field) const
{
    static const QByteArray kNone;
    return field < 0 ? kNone : m_figures[static_cast<size_t>(field)];
}

QByteArray MiningInputs::ofField(int field, Year year) const
{
    const Field& info = m_panel.fields()[static_cast<size_t>(field)];
    const FieldTraits traits = m_traits.value(info.slug);
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << m_shared << qint32(field) << qint32(year.code()) << ofFigures(field);
    for (const QString& slug : {info.perHeadOf, traits.partOf, traits.own, traits.levied})
        out << ofFigures(m_panel.fieldIndex(slug));
    out << ofFigures(peopleField(m_panel, field));
    // Fields of the same years, as lines of one return (detect_missing.cpp): who filled them in.
    const auto& own = m_blocks[static_cast<size_t>(field)];
    for (size_t other = 0; other < m_blocks.size(); ++other) {
        const auto& years = m_blocks[other];
        const auto line = years.find(year);
        if (line != years.end() &&
            std::ranges::equal(
                years, own, {}, [](const auto& of) { return of.first; }, [](const auto& of) { return of.first; }))
            out << static_cast<quint32>(other) << line->second.presence;
    }
    return Sha256::hash(bytes);
}

QByteArray MiningInputs::ofPair(const QByteArray& a, const QByteArray& b)
{
    return Sha256::hash(a + b);
}

} // namespace factoid
