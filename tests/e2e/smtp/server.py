"""A real mail server on this machine, for tests: python3 server.py --mails FILE [--answer ADDRESS=CODE] [--login NAME:PASSWORD]

It prints its port on the first line and adds each letter that it takes to the file, one JSON object a line: "from", "to",
"hello" (what the client called itself), "headers" (pairs), "subject", "text", "at" (when it was whole, milliseconds since
1970). It answers 250 only once that is written. It ends when its standard input does, so that it never outlives the test
that started it. Without aiosmtpd it ends with 3.
"""

import argparse
import asyncio
import json
import logging
import sys
import time
import warnings
from email import message_from_bytes, policy

try:
    from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
except ImportError:
    print("there is no aiosmtpd for this python3; cargo xtask test brings one", file=sys.stderr)
    sys.exit(3)


class Letters:
    """Takes letters, but for some addresses, to which it answers something else."""

    def __init__(self, path, answers):
        self.path = path
        self.answers = answers

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.answers:
            # As real servers do, it repeats the address.
            return f"{self.answers[address]} <{address}>: not now, or never"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        at = time.time_ns() // 1_000_000
        message = message_from_bytes(envelope.content, policy=policy.default)
        letter = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "hello": session.host_name,
            "headers": [[name, str(value)] for name, value in message.items()],
            "subject": str(message["Subject"]),
            "text": message.get_content().replace("\r\n", "\n"),
            "at": at,
        }
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(letter, ensure_ascii=False) + "\n")
        return "250 OK"


def login_by(login):
    """Lets in whoever knows the one name and its password."""
    name, password = (part.encode() for part in login.split(":", 1))

    def check(server, session, envelope, mechanism, given):
        is_right = isinstance(given, LoginPassword) and (given.login, given.password) == (name, password)
        return AuthResult(success=is_right, handled=False)

    # It warns of passwords without TLS, which on this machine nobody overhears.
    warnings.simplefilter("ignore")
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    return {"authenticator": check, "auth_required": True, "auth_require_tls": False}


async def serve(options):
    letters = Letters(options.mails, dict(answer.rsplit("=", 1) for answer in options.answer))
    login = login_by(options.login) if options.login else {}
    loop = asyncio.get_running_loop()

    def speak():
        return SMTP(letters, hostname="mail.test", enable_SMTPUTF8=options.utf8, loop=loop, **login)

    server = await loop.create_server(speak, "127.0.0.1", options.port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.buffer.read)
    server.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mails", required=True, help="the file that letters are added to")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--answer", action="append", default=[], metavar="ADDRESS=CODE", help="such as x@y.org=451")
    parser.add_argument("--login", metavar="NAME:PASSWORD", help="take letters only from this name")
    parser.add_argument("--utf8", action="store_true", help="know addresses with other letters than English ones")
    asyncio.run(serve(parser.parse_args()))


main()
