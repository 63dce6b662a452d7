// Certificates for tests of TLS, made anew by the openssl program in a folder of the caller's: an authority, a server
// that it signed (localhost, 127.0.0.1), one for another host, one that is expired, and one that signed itself.
#pragma once

#include "core/base/literals.h"

#include <QDir>
#include <QProcess>
#include <QString>

namespace factoid::test {

struct TestCertificates {
    QString folder; // ca.pem, and of each server NAME.pem and NAME.key: good, elsewhere, expired, alone

    [[nodiscard]] QString path(const QString& name) const { return QDir(folder).filePath(name); }
};

inline bool openssl(const QString& folder, const QStringList& arguments)
{
    QProcess program;
    program.setWorkingDirectory(folder);
    program.start(u"openssl"_s, arguments);
    constexpr int kLongest = 30'000;
    return program.waitForFinished(kLongest) && program.exitStatus() == QProcess::NormalExit && program.exitCode() == 0;
}

// False when openssl is missing or refuses.
inline bool makeCertificates(const TestCertificates& to)
{
    const QString days = u"2"_s;
    const auto request = [&](const QString& name, const QString& host) {
        return openssl(to.folder, {"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                                   "-keyout", name + ".key", "-out", name + ".csr", "-subj", "/CN=" + host});
    };
    const auto sign = [&](const QString& name, const QString& host, const QStringList& when) {
        QFile extensions(to.path(name + u".ext"_s));
        if (!extensions.open(QIODevice::WriteOnly))
            return false;
        extensions.write(
            ("subjectAltName=" + host + "\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n").toUtf8());
        extensions.close();
        return openssl(to.folder, QStringList{"x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key",
                                              "-CAcreateserial", "-extfile", name + ".ext", "-out", name + ".pem"} +
                                      when);
    };
    const QString here = u"DNS:localhost,IP:127.0.0.1"_s;
    return openssl(to.folder,
                   {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
                    "ca.key", "-out", "ca.pem", "-days", days, "-subj", "/CN=Test Authority", "-addext",
                    "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign"}) &&
           request("good", "localhost") && sign("good", here, {"-days", days}) &&
           request("elsewhere", "elsewhere.example") && sign("elsewhere", "DNS:elsewhere.example", {"-days", days}) &&
           request("expired", "localhost") && sign("expired", here, {"-days", "-1"}) &&
           openssl(to.folder, {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                               "-keyout", "alone.key", "-out", "alone.pem", "-days", days, "-subj", "/CN=localhost",
                               "-addext", "subjectAltName=" + here});
}

} // namespace factoid::test
