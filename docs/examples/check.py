#!/usr/bin/env python3
"""Asks Sallyport whether an agent may use a package version, without any of our code.

    check.py --agent a1 pypi requests 2.32.3

Plain JSON on a NATS subject: what is here in Python can be done with any NATS client. Needs two packages:

    pip install --target DIR nats-py nkeys && PYTHONPATH=DIR python3 check.py ...

Prints the decision as one JSON document. Exit status: 0 allowed, 1 denied, 2 the question cannot be
asked like this, 4 nothing answers or not in time, 5 these credentials may not ask, 7 an unexpected fault.
Everything but 0 means: do not use the package.
"""

import argparse
import asyncio
import json
import os
import sys
from pathlib import Path

import nats
from nats.errors import Error as NatsError
from nats.errors import NoRespondersError
from nats.errors import TimeoutError as NatsTimeoutError

SUBJECT = "governance.package.check"
# Governance answers from memory; whoever waits longer than this should treat it as a "no".
TIMEOUT_SECONDS = 2
ALLOWED, DENIED, USAGE, UNREACHABLE, PERMISSION, INTERNAL = 0, 1, 2, 4, 5, 7
UNREACHABLE_CODES = {
    "audit-unavailable",
    "bus-unavailable",
    "nobody-listens",
    "stale-revision",
    "store-unavailable",
    "timeout",
}


def connect_file():
    """The file that `npm start` writes: address of the bus and the credentials of each role."""
    given = os.environ.get("SALLYPORT_CONNECT")
    if given:
        return Path(given)
    here = Path.cwd()
    candidates = [folder / ".sallyport" / "connect.json" for folder in (here, *here.parents)]
    return next((path for path in candidates if path.exists()), candidates[0])


async def check(connect, role, request):
    refused = asyncio.get_running_loop().create_future()

    async def on_error(error):
        # A forbidden publish is reported on the connection, not on the request.
        if "permissions violation" in str(error).lower() and not refused.done():
            refused.set_result(None)

    bus = await nats.connect(
        connect["natsUrl"],
        name="sallyport-example",
        # An nkey seed proves who we are; the seed itself never leaves this process.
        nkeys_seed=connect["credentials"][role],
        # A user may hear replies to itself only, so replies must come to an inbox of its name.
        inbox_prefix=f"_INBOX_{role}",
        error_cb=on_error,
        allow_reconnect=False,
        connect_timeout=TIMEOUT_SECONDS,
    )
    try:
        asking = asyncio.ensure_future(
            bus.request(SUBJECT, json.dumps(request).encode(), timeout=TIMEOUT_SECONDS)
        )
        await asyncio.wait({asking, refused}, return_when=asyncio.FIRST_COMPLETED)
        if not asking.done():
            asking.cancel()
            return PERMISSION, {"code": "permission-denied", "message": f"{role} may not ask {SUBJECT}"}
        reply = await asking
    finally:
        await bus.close()

    body = json.loads(reply.data)
    code = (reply.headers or {}).get("Sallyport-Error-Code")
    if code is not None:
        return status_of(code), body
    # Only a plain "true" allows; anything else, also something we do not understand, does not.
    return (ALLOWED if body["allowed"] is True and body["effect"] == "allow" else DENIED), body


def status_of(code):
    if code in UNREACHABLE_CODES:
        return UNREACHABLE
    return INTERNAL if code == "internal" else USAGE


def main():
    parser = argparse.ArgumentParser(description="May an agent use a package version?")
    parser.add_argument("--agent", required=True)
    parser.add_argument("--role", default="executor", help="whose credentials to use")
    parser.add_argument("ecosystem", help="pypi or npm")
    parser.add_argument("name")
    parser.add_argument("version")
    args = parser.parse_args()
    request = {
        "agentId": args.agent,
        "ecosystem": args.ecosystem,
        "name": args.name,
        "version": args.version,
    }
    try:
        connect = json.loads(connect_file().read_text())
        status, answer = asyncio.run(check(connect, args.role, request))
    except NoRespondersError:
        status, answer = UNREACHABLE, {"code": "nobody-listens", "message": f"no service serves {SUBJECT}"}
    except NatsTimeoutError:
        status, answer = UNREACHABLE, {"code": "timeout", "message": f"no answer in {TIMEOUT_SECONDS} s"}
    except (NatsError, OSError) as problem:
        status, answer = UNREACHABLE, {"code": "bus-unavailable", "message": str(problem)}
    except (KeyError, TypeError, ValueError) as problem:
        status, answer = INTERNAL, {"code": "internal", "message": f"not understood: {problem!r}"}
    print(json.dumps(answer, indent=2))
    return status


if __name__ == "__main__":
    sys.exit(main())
