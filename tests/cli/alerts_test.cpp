// Alerts through the real program, told to a real mail server, a webhook receiver that fails on demand, and the log.
#include "core/store/sql/database.h"
#include "tests/support/small_data.h"
#include "tests/support/test_certificates.h"

#include <QMessageAuthenticationCode>

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject rowOf(const QJsonObject& json, const char* list, const char* key, const QString& value)
{
    for (const QJsonValue& row : json.value(QLatin1String(list)).toArray()) {
        if (row.toObject().value(QLatin1String(key)).toString() == value)
            return row.toObject();
    }
    return {};
}

void setMinute(Desk& desk, int minute)
{
    desk.setNow(u"2026-06-01T10:%1:05Z"_s.arg(minute, 2, 10, QLatin1Char('0')));
}

// A store whose only rule fires as soon as a change waits.
void prepare(Desk& desk)
{
    importAndPublish(desk);
    for (const QJsonValue& rule : desk.ask(words("alerts rules")).value(u"rules"_s).toArray())
        (void)desk.ask({u"alerts"_s, u"set"_s, rule.toObject().value(u"id"_s).toString(), u"--enabled"_s, u"no"_s});
    (void)desk.ask(
        words("alerts set waiting --metric factoid_changes_waiting --threshold 1 --clear 0 --title Waiting"));
}

void change(Desk& desk, qint64 bump)
{
    desk.write(u"more/figures.csv"_s, smallFigures(bump));
    (void)desk.ask({u"import"_s, desk.path(u"more"_s)});
}

// A helper in Python that prints its port on its first line and then what it was sent, one JSON document a line.
class Helper
{
  public:
    explicit Helper(const QStringList& arguments)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(u"/usr/bin/python3"_s, QStringList{u"-u"_s} + arguments); // which has Debian's packages
        REQUIRE(m_process.waitForStarted());
        port = line().toInt();
        REQUIRE(port > 0);
    }
    ~Helper()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    [[nodiscard]] QByteArray line()
    {
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(20'000))
                return {};
        }
        return m_process.readLine().trimmed();
    }
    [[nodiscard]] QJsonObject json() { return QJsonDocument::fromJson(line()).object(); }
    [[nodiscard]] bool isSilent() { return !m_process.canReadLine() && !m_process.waitForReadyRead(300); }

    int port = 0;

  private:
    QProcess m_process;
};

} // namespace

TEST_CASE("rules, silences and sinks are changed, undone, done again and in the audit log")
{
    Desk desk;
    importAndPublish(desk);
    const auto rule = [&](const QString& id) { return rowOf(desk.ask(words("alerts rules")), "rules", "id", id); };
    const QJsonObject before = rule(u"stale"_s);
    CHECK(before.value(u"threshold"_s).toDouble() == 1);
    CHECK_FALSE(before.value(u"own"_s).toBool());
    (void)desk.ask(words("alerts set stale --threshold 3 --for 9"));
    CHECK(rule(u"stale"_s).value(u"threshold"_s).toDouble() == 3);
    CHECK(rule(u"stale"_s).value(u"for_minutes"_s).toInt() == 9);
    CHECK(rule(u"stale"_s).value(u"own"_s).toBool());
    (void)desk.ask(words("undo"));
    CHECK(rule(u"stale"_s) == before);
    (void)desk.ask(words("redo"));
    CHECK(rule(u"stale"_s).value(u"threshold"_s).toDouble() == 3);
    (void)desk.ask(words("alerts reset stale"));
    CHECK(rule(u"stale"_s) == before);
    (void)desk.ask(words("undo"));
    CHECK(rule(u"stale"_s).value(u"threshold"_s).toDouble() == 3);

    (void)desk.ask(
        words("alerts set own_rule --metric factoid_runs_total --labels job_name=import --threshold 5 --window 60"));
    CHECK(rule(u"own_rule"_s).value(u"window_minutes"_s).toInt() == 60);
    (void)desk.ask(words("alerts reset own_rule"));
    CHECK(rule(u"own_rule"_s).isEmpty());

    const auto silences = [&] { return desk.ask(words("alerts silences")).value(u"silences"_s).toArray(); };
    (void)desk.ask(words("alerts silence stale --for 60 --reason works --author Anna"));
    REQUIRE(silences().size() == 1);
    CHECK(silences()[0].toObject().value(u"state"_s).toString() == u"holds"_s);
    CHECK(silences()[0].toObject().value(u"minutes_left"_s).toInt() == 60);
    (void)desk.ask(words("alerts end 1"));
    CHECK(silences()[0].toObject().value(u"state"_s).toString() == u"over"_s);
    (void)desk.ask(words("undo"));
    CHECK(silences()[0].toObject().value(u"state"_s).toString() == u"holds"_s);
    (void)desk.ask(words("undo"));
    CHECK(silences().isEmpty());
    (void)desk.ask(words("redo"));
    CHECK(silences().size() == 1);

    (void)desk.ask(words("alerts sink here log"));
    CHECK(desk.ask(words("alerts sinks")).value(u"sinks"_s).toArray().size() == 1);
    (void)desk.ask(words("undo"));
    CHECK(desk.ask(words("alerts sinks")).value(u"sinks"_s).toArray().isEmpty());

    QStringList actions;
    for (const QJsonValue& entry : desk.ask(words("audit")).value(u"entries"_s).toArray())
        actions << entry.toObject().value(u"action"_s).toString();
    for (const char* action : {"alerts set", "alerts reset", "alerts silence", "alerts end", "alerts sink"})
        CHECK(actions.contains(QLatin1String(action)));
}

TEST_CASE("what makes no sense is wrong usage and changes nothing")
{
    Desk desk;
    importAndPublish(desk);
    const QByteArray before = desk.run(words("--json alerts rules")).out;
    const char* const wrong_[] = {
        "alerts set nothing --threshold 3",
        "alerts set stale",
        "alerts set stale --threshold much",
        "alerts set stale --clear 2",
        "alerts set stale --sinks nobody",
        "alerts set Bad-Name --metric factoid_runs_total --threshold 1",
        "alerts set x --metric nothing --threshold 1",
        "alerts reset nothing",
        "alerts backtest nothing",
        "alerts silence stale --reason why",
        "alerts silence stale --for 60",
        "alerts silence nothing --for 60 --reason why",
        "alerts silence --for 60 --reason why --weekdays 8 --starts 22:00 --minutes 5",
        "alerts silence --for 60 --reason why --weekdays 1 --starts late --minutes 5",
        "alerts sink x webhook",
        "alerts sink x webhook --url http://example.org/hook",
        "alerts sink x webhook --url https://user:word@example.org/hook",
        "alerts sink x mail --host mail.example.org --sender nobody --recipients a@b.org",
        "alerts sink x mail --host mail.example.org --sender a@b.org --recipients a@b.org --tls none",
        "alerts sink x mail --host mail.example.org --sender a@b.org --recipients a@b.org --user me",
        "alerts sink x pigeon",
        "alerts unsink x",
        "alerts test",
    };
    for (const char* command : wrong_) {
        INFO(command);
        CHECK(desk.run(words(command)).code == 2);
    }
    CHECK(desk.run(words("alerts end 7")).code == 3);
    CHECK(desk.run(words("--json alerts rules")).out == before);
}

TEST_CASE("an alert fires, is tried on history, and says why")
{
    Desk desk;
    prepare(desk);
    for (int minute = 0; minute < 3; ++minute) {
        setMinute(desk, minute);
        CHECK(desk.ask(words("alerts check")).value(u"opened"_s).toInt() == 0);
    }
    CHECK_FALSE(desk.ask(words("alerts check")).value(u"done"_s).toBool());
    change(desk, 5'000'000);
    setMinute(desk, 3);
    CHECK(desk.ask(words("alerts check")).value(u"opened"_s).toInt() == 1);
    const QJsonObject firing = desk.ask(words("alerts list")).value(u"firing"_s).toArray().first().toObject();
    CHECK(firing.value(u"rule"_s).toString() == u"waiting"_s);
    CHECK(firing.value(u"title"_s).toString() == u"Waiting"_s);
    CHECK(firing.value(u"last"_s).toDouble() >= 1);
    CHECK(firing.value(u"ended_at"_s).isNull());
    const QByteArray text = desk.run(words("alerts list")).out;
    CHECK(text.contains("Waiting"));
    CHECK(text.contains("since 2026-06-01T10:02:00.000Z"));

    setMinute(desk, 4);
    (void)desk.ask(words("update-factoids --force"));
    CHECK(desk.ask(words("alerts check")).value(u"closed"_s).toInt() == 1);
    CHECK(desk.ask(words("alerts list")).value(u"past"_s).toArray().size() == 1);
    const QJsonObject test = desk.ask(words("alerts backtest waiting"));
    CHECK(test.value(u"fired"_s).toInt() == 1);
    CHECK(test.value(u"known"_s).toInt() == 5);
    CHECK(desk.ask(words("alerts backtest waiting --for 5")).value(u"fired"_s).toInt() == 0);
    CHECK(desk.ask(words("alerts backtest waiting --threshold 1000")).value(u"fired"_s).toInt() == 0);
    // Nothing of that was saved.
    CHECK(rowOf(desk.ask(words("alerts rules")), "rules", "id", u"waiting"_s).value(u"threshold"_s).toDouble() == 1);
    // A weekly silence on Mondays at that time would have hidden it.
    const QJsonObject preview =
        desk.ask(words("alerts silence waiting --for 9999 --reason why --author Anna --weekdays 1 "
                       "--starts 11:00 --minutes 30 --dry-run"));
    CHECK(preview.value(u"would_have_hidden"_s).toArray().size() == 1);
    CHECK(desk.ask(words("alerts silences")).value(u"silences"_s).toArray().isEmpty());
}

TEST_CASE("a webhook gets one signed message, tried again while the receiver fails, and never follows a redirect")
{
    Desk desk;
    prepare(desk);
    Helper receiver({testPath(u"support/webhook_receiver.py"_s)});
    qputenv("FACTOID_TEST_SECRET", "the secret");
    (void)desk.ask({u"alerts"_s, u"sink"_s, u"hook"_s, u"webhook"_s, u"--url"_s,
                    u"http://127.0.0.1:%1/fail-twice"_s.arg(receiver.port), u"--secret-env"_s,
                    u"FACTOID_TEST_SECRET"_s});
    setMinute(desk, 0);
    (void)desk.ask(words("alerts check"));
    change(desk, 5'000'000);
    int sent = 0, tries = 0;
    QJsonObject got;
    for (int minute = 1; minute < 40 && sent == 0; ++minute) {
        setMinute(desk, minute);
        sent += desk.ask(words("alerts check")).value(u"sent"_s).toInt();
        while (!receiver.isSilent()) {
            got = receiver.json();
            ++tries;
        }
    }
    CHECK(sent == 1);
    CHECK(tries == 3);
    const QByteArray body = got.value(u"body"_s).toString().toUtf8();
    const QByteArray time = got.value(u"timestamp"_s).toString().toUtf8();
    CHECK(got.value(u"signature"_s).toString().toUtf8() ==
          "sha256=" +
              QMessageAuthenticationCode::hash(time + '.' + body, "the secret", QCryptographicHash::Sha256).toHex());
    const QJsonObject told = QJsonDocument::fromJson(body).object();
    CHECK(told.value(u"kind"_s).toString() == u"firing"_s);
    CHECK(told.value(u"alerts"_s).toArray().size() == 1);
    CHECK(told.value(u"subject"_s).toString() == u"Factoid Desk: Waiting"_s);
    CHECK_FALSE(desk.read(u"store.db"_s).contains("the secret"));

    for (const auto& [path, words_] : {std::pair("/redirect", "redirect"), std::pair("/gone", "410")}) {
        (void)desk.ask({u"alerts"_s, u"sink"_s, u"hook"_s, u"webhook"_s, u"--url"_s,
                        u"http://127.0.0.1:%1%2"_s.arg(receiver.port).arg(QLatin1String(path))});
        const Answer test = desk.run(words("alerts test hook"));
        CHECK(test.code == 1);
        INFO(test.err.toStdString());
        CHECK(test.err.toLower().contains(words_));
        (void)receiver.json();
        CHECK(receiver.isSilent()); // nobody asked where it was redirected to
    }
    // Without its secret nothing is sent at all.
    qunsetenv("FACTOID_TEST_SECRET");
    (void)desk.ask({u"alerts"_s, u"sink"_s, u"hook"_s, u"webhook"_s, u"--url"_s,
                    u"http://127.0.0.1:%1/"_s.arg(receiver.port), u"--secret-env"_s, u"FACTOID_TEST_SECRET"_s});
    CHECK(desk.run(words("alerts test hook")).code == 1);
    CHECK(receiver.isSilent());
}

TEST_CASE("who was told of an alert is told that it is over when its rule is removed")
{
    for (const char* way : {"alerts reset waiting", "undo"}) {
        INFO(way);
        Desk desk;
        prepare(desk);
        (void)desk.ask(words("alerts reset waiting"));
        Helper receiver({testPath(u"support/webhook_receiver.py"_s)});
        (void)desk.ask({u"alerts"_s, u"sink"_s, u"hook"_s, u"webhook"_s, u"--url"_s,
                        u"http://127.0.0.1:%1/"_s.arg(receiver.port)});
        change(desk, 5'000'000);
        // The newest step, so that undo takes it back.
        (void)desk.ask(
            words("alerts set waiting --metric factoid_changes_waiting --threshold 1 --clear 0 --title Waiting"));
        int sent = 0;
        for (int minute = 0; minute < 10 && sent == 0; ++minute) {
            setMinute(desk, minute);
            sent += desk.ask(words("alerts check")).value(u"sent"_s).toInt();
        }
        REQUIRE(sent == 1);
        CHECK(QJsonDocument::fromJson(receiver.json().value(u"body"_s).toString().toUtf8()).object().value(u"kind"_s) ==
              u"firing"_s);
        (void)desk.ask(words(way));
        setMinute(desk, 20);
        CHECK(desk.ask(words("alerts check")).value(u"sent"_s).toInt() == 1);
        const QJsonObject told = QJsonDocument::fromJson(receiver.json().value(u"body"_s).toString().toUtf8()).object();
        CHECK(told.value(u"kind"_s) == u"resolved"_s);
        CHECK(told.value(u"alerts"_s).toArray().first().toObject().value(u"title"_s) == u"Waiting"_s);
        setMinute(desk, 21);
        CHECK(desk.ask(words("alerts check")).value(u"sent"_s).toInt() == 0);
    }
}

TEST_CASE("mail goes out by STARTTLS to a server that is trusted, with a login, and not otherwise")
{
    Desk desk;
    prepare(desk);
    const QTemporaryDir folder;
    const TestCertificates certificates{folder.path()};
    REQUIRE(makeCertificates(certificates));
    Helper server(
        {testPath(u"support/mail_server.py"_s), certificates.path(u"good.pem"_s), certificates.path(u"good.key"_s)});
    qputenv("FACTOID_TEST_PASSWORD", "swordfish");
    const QStringList sink{u"alerts"_s,         u"sink"_s,
                           u"post"_s,           u"mail"_s,
                           u"--host"_s,         u"localhost"_s,
                           u"--port"_s,         QString::number(server.port),
                           u"--sender"_s,       u"desk@example.org"_s,
                           u"--recipients"_s,   u"anna@example.org,bob@example.org"_s,
                           u"--user"_s,         u"desk"_s,
                           u"--password-env"_s, u"FACTOID_TEST_PASSWORD"_s};
    // Its authority is not known.
    (void)desk.ask(sink);
    CHECK(desk.run(words("alerts test post")).code == 1);
    (void)desk.ask(sink + QStringList{u"--ca-file"_s, certificates.path(u"ca.pem"_s)});
    CHECK(desk.run(words("alerts test post")).code == 0);
    QJsonObject mail = server.json();
    CHECK(mail.value(u"from"_s).toString() == u"desk@example.org"_s);
    CHECK(mail.value(u"to"_s).toArray().size() == 2);
    CHECK(mail.value(u"tls"_s).toBool());
    CHECK(mail.value(u"login"_s).toString() == u"desk"_s);
    CHECK(mail.value(u"subject"_s).toString() == u"Factoid Desk: a test"_s);

    setMinute(desk, 0);
    (void)desk.ask({u"alerts"_s, u"set"_s, u"waiting"_s, u"--title"_s, u"Änderungen"_s});
    (void)desk.ask(words("alerts check"));
    change(desk, 5'000'000);
    setMinute(desk, 1);
    CHECK(desk.ask(words("alerts check")).value(u"sent"_s).toInt() == 1);
    mail = server.json();
    CHECK(mail.value(u"subject"_s).toString() == u"Factoid Desk: Änderungen"_s);
    CHECK(mail.value(u"text"_s).toString().contains(u"factoid_changes_waiting"_s));
    // The wrong password.
    qputenv("FACTOID_TEST_PASSWORD", "guess");
    CHECK(desk.run(words("alerts test post")).code == 1);
    qunsetenv("FACTOID_TEST_PASSWORD");
    CHECK(desk.run(words("alerts test post")).code == 1);
    CHECK(server.isSilent());
}

TEST_CASE("a message whose sender died is sent by the next, and four watchers send it once")
{
    Desk desk;
    prepare(desk);
    Helper receiver({testPath(u"support/webhook_receiver.py"_s)});
    (void)desk.ask(
        {u"alerts"_s, u"sink"_s, u"hook"_s, u"webhook"_s, u"--url"_s, u"http://127.0.0.1:%1/"_s.arg(receiver.port)});
    setMinute(desk, 0);
    (void)desk.ask(words("alerts check"));
    change(desk, 5'000'000);
    setMinute(desk, 1);
    std::vector<std::unique_ptr<QProcess>> watchers;
    for (int i = 0; i < 4; ++i) {
        watchers.push_back(std::make_unique<QProcess>());
        watchers.back()->start(deskBinary(), desk.arguments(words("alerts check")));
    }
    for (const auto& each : watchers) {
        REQUIRE(each->waitForFinished(60'000));
        CHECK(each->exitCode() == 0);
    }
    CHECK_FALSE(receiver.json().isEmpty());
    CHECK(receiver.isSilent());
    // One that was taken and never sent: its process died.
    auto db = factoid::Database::open({desk.store()}, factoid::OpenMode::ReadWrite);
    REQUIRE(db);
    REQUIRE((*db)->run(
        u"UPDATE alert_messages SET state = 'pending', next_at = '2026-06-01T10:06:00.000Z', attempts = 1"_s));
    db->reset();
    setMinute(desk, 5);
    (void)desk.ask(words("alerts check"));
    CHECK(receiver.isSilent());
    setMinute(desk, 7);
    CHECK(desk.ask(words("alerts check")).value(u"sent"_s).toInt() == 1);
    CHECK_FALSE(receiver.json().isEmpty());
}
