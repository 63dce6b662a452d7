"""A mail server on localhost that insists on STARTTLS and a login: prints its port, then each mail as JSON, a line each.
    mail_server.py CERTIFICATE KEY
The user is desk, the password swordfish."""
import email, email.policy, json, ssl, sys, time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


class Box:
    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        print(json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos, "subject": mail["subject"],
                          "text": mail.get_content(), "id": mail["message-id"], "tls": session.ssl is not None,
                          "login": session.auth_data.decode()}), flush=True)
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    good = data.login == b"desk" and data.password == b"swordfish"
    return AuthResult(success=good, auth_data=data.login, handled=not good and False)


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(*sys.argv[1:3])


class Server(Controller):
    def factory(self):
        return SMTP(self.handler, tls_context=context, require_starttls=True, auth_required=True,
                    authenticator=authenticate)


import socket
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
server = Server(Box(), hostname="127.0.0.1", port=port)
server.start()
print(port, flush=True)
while True:
    time.sleep(60)
