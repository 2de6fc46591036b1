"""Messages that no honest front end sends: each is a name and the frames of one message."""

import hashlib
import hmac
import json
import uuid

DELIMITER = b"<IDS|MSG>"
# Whatever gets as far as running leaves a trace.
TRACE = "traces += 1"


def header(kind="execute_request", **more):
    fields = {
        "msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "attacker", "username": "nobody",
        "date": "2026-01-01T00:00:00Z", "version": "5.5",
    }  # fmt: skip
    return fields | more


def written(value):
    return value if isinstance(value, bytes) else json.dumps(value).encode()


class Forger:
    """Makes messages with a key."""

    def __init__(self, key):
        self.key = key

    def sign(self, parts):
        return hmac.new(self.key, b"".join(parts), hashlib.sha256).hexdigest().encode()

    def message(self, head, content, parent=b"{}", metadata=b"{}", buffers=()):
        parts = [written(part) for part in (head, parent, metadata, content)]
        return [DELIMITER, self.sign(parts), *parts, *buffers]

    def request(self, kind="execute_request", content=None, **more):
        return self.message(header(kind, **more), {"code": TRACE} if content is None else content)


def without_key(forger):
    """What somebody can send who has no key; none of it may have an effect or an answer."""
    good = forger.request()
    parts = good[2:]
    signature = good[1]

    def signed(text):
        return [DELIMITER, text, *parts]

    return {
        "an empty frame": [b""],
        "no delimiter": [b"a", b"b"],
        "no delimiter in a long message": [b"a"] * 100,
        "the delimiter alone": [DELIMITER],
        "two delimiters": [DELIMITER, DELIMITER],
        "a delimiter for every part": [DELIMITER] * 6,
        "a delimiter and a signature": [DELIMITER, signature],
        "three parts behind the delimiter": good[:4],
        "four parts behind the delimiter": good[:5],
        "empty parts": [DELIMITER, b"", b"", b"", b"", b""],
        "10,000 parts": [DELIMITER, signature, *[b"{}"] * 10_000],
        "10,000 identities": [*[b"a"] * 10_000, *good],
        "no signature": signed(b""),
        "a wrong signature": signed(b"0" * 64),
        "a short signature": signed(signature[:-1]),
        "a long signature": signed(signature + b"0"),
        "a signature that is no number": signed(b"x" * 64),
        "a signature in capitals": signed(signature.upper()),
        "a signature that is not text": signed(bytes(range(224, 256)) * 2),
        "a signature with a NUL": signed(signature[:32] + b"\0" + signature[33:]),
        "the signature of another message": signed(forger.request()[1]),
        "the signature of another key": Forger(b"another key").request(),
        "the signature of an empty key": Forger(b"").request(),
        "the signature of no parts": signed(forger.sign([])),
        "parts that changed places": [DELIMITER, signature, parts[1], parts[0], *parts[2:]],
        "a megabyte without a signature": signed(b"")[:-1] + [b"[" * (1 << 20)],
    }


def unreadable(forger):
    """What is signed and still no message; none of it may have an effect or an answer."""
    code = {"code": TRACE}
    deep = b"[" * 100_000 + b"]" * 100_000
    return {
        "a header that is not JSON": forger.message(b"not json", code),
        "a header that is a list": forger.message([], code),
        "an empty header": forger.message(b"", code),
        "a header that is not UTF-8": forger.message(b'{"msg_id":"\xff\xfe"}', code),
        "a header without fields": forger.message({}, code),
        "a kind that is a number": forger.request(msg_type=7),
        "an identifier that is a number": forger.request(msg_id=7),
        "a parent that is a list": forger.message(header(), code, parent=b"[]"),
        "metadata that are text": forger.message(header(), code, metadata=b'"x"'),
        "content that is a list": forger.message(header(), [TRACE]),
        "content that is not JSON": forger.message(header(), b'{"code": "' + b"traces += 1"),
        "content with a tail": forger.message(header(), b'{"code": "traces += 1"} {}'),
        "content that is deep": forger.message(header(), b'{"code": ' + deep + b"}"),
        "metadata that are deep": forger.message(header(), code, metadata=b'{"a": ' + deep + b"}"),
        "a deep text without an end": forger.message(header(), b'{"a":' * 100_000),
        "not a number": forger.message(header(), b'{"code": NaN}'),
    }


def strange(forger):
    """What is signed and readable and makes no sense; an answer is welcome, a death is not.

    What takes time to write is a function that writes it.
    """

    def ask(kind, content, **more):
        return forger.request(kind, content, **more)

    def ask_at_length(kind):
        return lambda: ask(kind, {"code": "1", "x": "x" * (64 << 20)})

    return {
        "a kind that is unknown": ask("quantum_request", {}),
        "a kind that is empty": ask("", {}),
        "a kind that is long": ask("x" * (1 << 20), {}),
        "a kind for kernels": ask("status", {"execution_state": "idle"}),
        "a reply": ask("execute_reply", {"status": "ok"}),
        "no code": ask("execute_request", {}),
        "code that is a number": ask("execute_request", {"code": 7}),
        "code that is nothing": ask("execute_request", {"code": None}),
        "a field of the wrong kind": ask(
            "execute_request", {"code": "1", "silent": "yes", "store_history": [], "allow_stdin": 3}
        ),
        "expressions that are none": ask(
            "execute_request", {"code": "1", "user_expressions": {"a": 7, "b": "", "": "1"}}
        ),
        "a NUL in code": ask("execute_request", {"code": 'let nul = "a\0b"'}),
        "half a character": forger.message(header(), b'{"code": "let half = \\"\\ud800\\""}'),
        "a number with 5,000 digits": forger.message(
            header(), b'{"code": "1", "n": ' + b"9" * 5000 + b"}"
        ),
        "a number beyond all": forger.message(header(), b'{"code": "1", "n": -1e999999}'),
        "64 MB in a field": ask_at_length("execute_request"),
        "64 MB to be checked": ask_at_length("kernel_info_request"),
        "code that looks for its end": ask("is_complete_request", {"code": "(" * 20_000}),
        "a code to be checked that is a list": ask("is_complete_request", {"code": []}),
        **{
            f"a cursor at {place!r}": ask("complete_request", {"code": "👩‍🔬.", "cursor_pos": place})
            for place in (-1, 10**12, "1", 1, 2.5, None)
        },
        "a question about nothing": ask("inspect_request", {"code": "", "cursor_pos": 9}),
        "a question of no depth": ask(
            "inspect_request", {"code": "print", "cursor_pos": 2, "detail_level": -(2**62)}
        ),
        "a history of a strange kind": ask("history_request", {"hist_access_type": "all"}),
        "a history before the first": ask(
            "history_request",
            {"hist_access_type": "range", "session": -(2**63), "start": -(2**63), "stop": 2**63 - 1},
        ),
        "a history without an end": ask("history_request", {"hist_access_type": "tail", "n": -5}),
        "a pattern that is long": ask(
            "history_request",
            {"hist_access_type": "search", "pattern": "*a" * 12 + "[", "n": 2**62, "unique": 3},
        ),
        "a comm to nobody": ask("comm_msg", {"comm_id": "nobody", "data": {}}),
        "a comm of a strange kind": ask("comm_open", {"comm_id": 7, "target_name": []}),
        "a comm without a name": ask("comm_open", {}),
        "an end of no comm": ask("comm_close", {"comm_id": None}),
        "a subshell that is not there": ask("kernel_info_request", {}, subshell_id="nowhere"),
        "1,000 buffers": [*ask("kernel_info_request", {}), *[b"x"] * 1000],
        "a version from far away": ask("kernel_info_request", {}, version="99.9"),
        "fields that nobody knows": ask("kernel_info_request", {}, colour="blue", more={"a": [1]}),
    }
