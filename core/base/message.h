// Message: what the program says, kept as an id with arguments. The sentence is made where it is read: its English
// stands in message_table.cpp, and a QTranslator knows it under the context “factoid::Message”. The store keeps
// stored(); words that were kept before there were ids are read as verbatim. A plain value; any thread.
#pragma once

#include "core/base/literals.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonValue>
#include <QList>
#include <QString>

#include <functional>

namespace factoid {

class Message
{
  public:
    // How an instant is written: “06:00”, “06:00 UTC”, “24 November 2026”, “06:00 on 24 November 2026”.
    enum class Form { Time, UtcTime, Day, Full };

    Message() = default; // says nothing
    // `id` is a row of message_table.cpp; a test holds every id in the sources to it.
    explicit Message(const char* id)
        : m_id(QString::fromLatin1(id))
    {
    }
    // Words that are not the program's: a person's, an operating system's, a library's, or those of an older store.
    [[nodiscard]] static Message verbatim(const QString& text);
    // Several, one after the other: “a; b”, or “a, b”. Those that say nothing are left out.
    [[nodiscard]] static Message list(const QList<Message>& messages);
    [[nodiscard]] static Message commas(const QList<Message>& messages);

    // The next argument, %1 first. A number stands as it is (“run 1250”), a count in groups of three (“1,250 rows”);
    // the first count also decides between singular and plural.
    [[nodiscard]] Message arg(const QString& text) const { return with(text); }
    [[nodiscard]] Message arg(qint64 number) const { return with(number); }
    [[nodiscard]] Message arg(const Message& message) const { return with(message.toJson()); }
    [[nodiscard]] Message count(qint64 count) const;
    // An instant, as the clocks of its own zone show it.
    [[nodiscard]] Message arg(const QDateTime& at, Form form) const;

    // The same with each text in it, at any depth, as the function makes it: without secrets, say.
    [[nodiscard]] Message withTexts(const std::function<QString(const QString&)>& made) const;

    [[nodiscard]] bool isEmpty() const { return m_id.isEmpty(); }
    [[nodiscard]] const QString& id() const { return m_id; }
    // The sentence, in the language of the installed translator or in English.
    [[nodiscard]] QString text() const;

    // For a text column: JSON with the id and the arguments, or the words themselves where they are verbatim.
    [[nodiscard]] QString stored() const;
    [[nodiscard]] static Message fromStored(const QString& stored);

    friend bool operator==(const Message&, const Message&) = default;

  private:
    [[nodiscard]] Message with(const QJsonValue& argument) const;
    [[nodiscard]] QJsonArray toJson() const; // the id, then the arguments
    [[nodiscard]] static Message fromJson(const QJsonArray& json);
    [[nodiscard]] static QString argumentText(const QJsonValue& argument);

    QString m_id;
    QJsonArray m_arguments; // texts, numbers, {count}, {at, zone, form}, and messages as arrays
};

// A record's JSON has the sentence (core/base/record.h).
[[nodiscard]] inline QJsonValue jsonOf(const Message& message)
{
    return message.text();
}

} // namespace factoid
