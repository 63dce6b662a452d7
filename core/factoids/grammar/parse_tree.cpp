#include "core/factoids/grammar/parse_tree.h"

#include <QHash>

namespace factoid {

std::optional<NodeKind> nodeKindFrom(const QString& name)
{
    static const QHash<QString, NodeKind> kKinds = {
#define FACTOID_NODE_KIND(name) {QStringLiteral(#name), NodeKind::name},
        FACTOID_NODE_KINDS(FACTOID_NODE_KIND)
#undef FACTOID_NODE_KIND
    };
    const auto found = kKinds.constFind(name);
    return found == kKinds.cend() ? std::nullopt : std::optional(*found);
}

const Node* Node::part(NodeKind wanted) const
{
    for (const Node* each : parts) {
        if (each->kind == wanted)
            return each;
    }
    return nullptr;
}

std::optional<bool> wayOf(const Node& node)
{
    for (const Node* part : node.parts) {
        switch (part->kind) {
        case NodeKind::High:
        case NodeKind::Up:
        case NodeKind::More:
            return true;
        case NodeKind::Low:
        case NodeKind::Down:
        case NodeKind::Less:
            return false;
        default:
            break;
        }
    }
    return std::nullopt;
}

const Node* Forest::add(Node node)
{
    size_t hash = qHashMulti(0, static_cast<int>(node.kind), node.council, node.sign, node.name, node.number, node.den,
                             node.tenths, static_cast<int>(node.year.form), node.year.number, node.year.month);
    hash = qHashMulti(hash, static_cast<qint64>(node.amount.units), static_cast<qint64>(node.amount.step),
                      static_cast<int>(node.amount.unit), node.amount.symbol);
    for (const int field : node.fields)
        hash = qHashMulti(hash, field);
    for (const Node* part : node.parts)
        hash = qHashMulti(hash, part->hash);
    node.hash = hash;
    return &m_nodes.emplace_back(std::move(node));
}

} // namespace factoid
