#include "core/insights/mine/permutation_null.h"

#include <QSet>

#include <limits>
#include <utility>

namespace factoid {

namespace {

// SplitMix64.
quint64 draw(quint64& state)
{
    state += 0x9E3779B97F4A7C15ULL;
    quint64 z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

// What one year's figures alone say of its shape or sum is the same however they are dealt.
bool isJudged(const QString& kind)
{
    static const QSet<QString> kKept = {
        u"highest"_s,
        u"lowest"_s,
        u"highest_per_head"_s,
        u"lowest_per_head"_s,
        u"gap"_s,
        u"rank"_s,
        u"outlier"_s,
        u"share"_s,
        u"concentration"_s,
        u"gini"_s,
        u"mean_median"_s,
        u"threshold_count"_s,
        u"ratio"_s,
        u"missing"_s,
        u"total_record"_s,
        u"total_streak"_s,
        u"total_trend"_s,
        u"total_yoy_change"_s,
        u"part_of_whole"_s,
        u"total_long_change"_s,
    };
    return !kKept.contains(kind);
}

Result<std::map<QString, int>> calledBy(const Panel& panel, const Traits& traits, const MineOptions& options,
                                        const TaskControl& control)
{
    const auto facts = TRY(mine(panel, traits, options, control));
    std::map<QString, int> called;
    for (const Fact& fact : facts) {
        if (fact.confidence && *fact.confidence >= Fact::kConfident)
            ++called[fact.kind];
    }
    return called;
}

} // namespace

Panel dealtAnew(const Panel& panel, quint64 seed)
{
    Panel copy(panel.councils(), panel.fields());
    const auto& types = panel.types();
    quint64 state = seed;
    QSet<QString> heads; // the councils keep their people
    for (const Field& field : panel.fields())
        heads.insert(field.perHeadOf);
    for (size_t field = 0; field < panel.fields().size(); ++field) {
        const bool kept = heads.contains(panel.fields()[field].slug);
        for (const auto& [year, block] : panel.years(static_cast<int>(field))) {
            std::vector<std::vector<int>> reporting(types.names.size() + 1);
            for (size_t council = 0; council < block.units.size(); ++council) {
                const int type = types.of[council];
                if (block.units[council] != Block::kMissing)
                    reporting[static_cast<size_t>(type + 1)].push_back(static_cast<int>(council));
            }
            for (const std::vector<int>& who : reporting) {
                std::vector<int> dealt = who;
                for (size_t i = dealt.size(); i > 1 && !kept; --i)
                    std::swap(dealt[i - 1], dealt[draw(state) % i]);
                for (size_t i = 0; i < who.size(); ++i) {
                    const auto from = static_cast<size_t>(dealt[i]);
                    copy.set(static_cast<int>(field), year, who[i],
                             {Decimal::fromUnits(block.units[from]), block.statuses[from], false});
                }
            }
        }
    }
    return copy;
}

QJsonObject PermutationNull::toJson() const
{
    QJsonArray list;
    int called = 0, noise = 0;
    for (const auto& [name, kind] : kinds) {
        list.append(QJsonObject{
            {u"kind"_s, name}, {u"called"_s, kind.called}, {u"noise"_s, kind.noise}, {u"judged"_s, kind.judged}});
        called += kind.judged ? kind.called : 0;
        noise += kind.judged ? kind.noise : 0;
    }
    return {{u"kinds"_s, list}, {u"called"_s, called}, {u"noise"_s, noise}, {u"seed"_s, QString::number(seed)}};
}

Result<PermutationNull> nullMirror(const Panel& panel, const Traits& traits, const MineOptions& options, quint64 seed,
                                   const TaskControl& control)
{
    MineOptions all = options;
    all.most = std::numeric_limits<int>::max();
    const auto called = TRY(calledBy(panel, traits, all, control));
    const auto noise = TRY(calledBy(dealtAnew(panel, seed), traits, all, control));
    PermutationNull mirror;
    mirror.seed = seed;
    for (const auto& [kind, count] : called)
        mirror.kinds[kind].called = count;
    for (const auto& [kind, count] : noise)
        mirror.kinds[kind].noise = count;
    for (auto& [kind, counts] : mirror.kinds)
        counts.judged = isJudged(kind);
    return mirror;
}

} // namespace factoid
