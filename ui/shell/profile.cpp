#include "ui/shell/profile.h"

#include "core/store/sql/database.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace factoid {

namespace {

struct ProfileWords {
    Q_DECLARE_TR_FUNCTIONS(factoid::Profile)
};

const QString kKey = u"profiles"_s;

} // namespace

std::vector<Profile> loadProfiles(const UiState& state)
{
    std::vector<Profile> profiles;
    for (const QJsonValue& value : QJsonDocument::fromJson(state.value(kKey).toString().toUtf8()).array()) {
        const QJsonObject row = value.toObject();
        profiles.push_back({row.value(u"name"_s).toString(), row.value(u"store"_s).toString(),
                            QColor(row.value(u"color"_s).toString()), row.value(u"read_only"_s).toBool()});
    }
    return profiles;
}

void saveProfiles(UiState& state, const std::vector<Profile>& profiles)
{
    QJsonArray rows;
    for (const Profile& profile : profiles) {
        rows.append(QJsonObject{{u"name"_s, profile.name},
                                {u"store"_s, profile.store},
                                {u"color"_s, profile.color.isValid() ? profile.color.name() : QString()},
                                {u"read_only"_s, profile.readOnly}});
    }
    state.set(kKey, QString::fromUtf8(QJsonDocument(rows).toJson(QJsonDocument::Compact)));
    state.save();
}

std::optional<QString> whatIsWrongWith(const Profile& profile, const std::vector<Profile>& others, int except)
{
    if (profile.name.trimmed().isEmpty())
        return ProfileWords::tr("Give the connection a name.");
    for (size_t i = 0; i < others.size(); ++i) {
        if (static_cast<int>(i) != except && others[i].name.compare(profile.name.trimmed(), Qt::CaseInsensitive) == 0)
            return ProfileWords::tr("Another connection is called “%1” already.").arg(others[i].name);
    }
    const auto url = StoreUrl::parse(profile.store);
    if (!url)
        return url.error().sentence();
    const QFileInfo file(url->path);
    if (!file.absoluteDir().exists())
        return ProfileWords::tr("The folder %1 does not exist.").arg(file.absolutePath());
    if (profile.readOnly && !file.exists())
        return ProfileWords::tr("There is no store at %1, and a read-only connection cannot create one.")
            .arg(url->path);
    return std::nullopt;
}

} // namespace factoid
