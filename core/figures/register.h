// Register: the councils and fields known, with look-up by the bytes of a file. Built once per
// import; not shared between threads while it grows.
#pragma once

#include "core/figures/council.h"
#include "core/figures/data_profile.h"

#include <QByteArray>
#include <QHash>

#include <vector>

namespace factoid {

class Register
{
  public:
    Register() = default;
    Register(std::vector<Council> councils, std::vector<Field> fields);

    [[nodiscard]] const std::vector<Council>& councils() const { return m_councils; }
    [[nodiscard]] const std::vector<Field>& fields() const { return m_fields; }
    // Positions in councils() and fields(); -1 when unknown. The key is UTF-8, case matters.
    [[nodiscard]] int council(QByteArrayView code) const;
    [[nodiscard]] int field(QByteArrayView slug) const;
    // Adds, or replaces what has the same code or slug (keeping its id). Gives the position.
    int put(Council council);
    int put(Field field);
    // What the data set calls things: what the nations of its councils say, with what the settings `data.…` say
    // instead.
    [[nodiscard]] const DataProfile& profile() const { return m_profile; }
    // Takes the settings over and makes the profile of them and of the councils that are known now.
    void setProfileSettings(const QHash<QString, QString>& settings);
    [[nodiscard]] const QHash<QString, QString>& profileSettings() const { return m_profileSettings; }
    // The store's keys, once it has given them.
    void setCouncilId(int position, qint64 id) { m_councils[static_cast<size_t>(position)].id = id; }
    void setFieldId(int position, qint64 id) { m_fields[static_cast<size_t>(position)].id = id; }

  private:
    std::vector<Council> m_councils;
    std::vector<Field> m_fields;
    DataProfile m_profile;
    QHash<QString, QString> m_profileSettings;
    QHash<QByteArray, int> m_councilByCode;
    QHash<QByteArray, int> m_fieldBySlug;
};

} // namespace factoid
