"""Bad input against the whole kernel.

After each attack the kernel is the same process and runs cells, has run nothing that it should not
have run, and has answered nothing that was not signed. Its memory and its descriptors are bounded.
"""

import random
import socket
import time

import attacks
import pytest
import zmq
from kernels import PATIENCE, Kernel, cell_hosts, memory, open_files, wait_until

CHANNELS = ("shell", "control", "stdin")
SEED = 20_26


class Target(Kernel):
    """A kernel under attack, with a stranger at each of its sockets."""

    def __init__(self):
        super().__init__()
        self.context = zmq.Context()
        info = self.manager.get_connection_info()
        self.ports = {role: info[f"{role}_port"] for role in (*CHANNELS, "iopub", "hb")}
        self.forger = attacks.Forger(info["key"])
        self.strangers = {role: self.open(zmq.DEALER, role) for role in CHANNELS}
        assert self.execute("var traces = 0")[0]["status"] == "ok"
        self.count = 1

    def open(self, kind, role):
        stranger = self.context.socket(kind)
        stranger.linger = 0
        stranger.connect(f"tcp://127.0.0.1:{self.ports[role]}")
        return stranger

    def send(self, frames, channel="shell"):
        self.strangers[channel].send_multipart(frames, copy=False)

    def answers(self, channel, milliseconds=0):
        """What came back to a stranger, each checked to be signed with the kernel's key."""
        stranger = self.strangers[channel]
        received = []
        while stranger.poll(milliseconds if not received else 0):
            frames = stranger.recv_multipart()
            parts = frames[frames.index(attacks.DELIMITER) + 1 :]
            assert parts[0] == self.forger.sign(parts[1:5]), "an answer has to be signed"
            received.append(parts)
        return received

    def forget_count(self):
        """Takes the number of cells as it is, where strangers may have run some."""
        self.count = self.execute("traces")[0]["execution_count"]

    def check(self, traces=0):
        """The kernel runs cells, and nothing else was run since the last time."""
        content, result, _ = self.execute("traces")
        assert content["status"] == "ok" and result == str(traces)
        self.count += 1
        assert content["execution_count"] == self.count, "something ran that should not"
        # Names are looked up beside the cells, one request after the other: behind this one none of
        # the strangers' is left.
        assert self.client.complete("tra", reply=True, timeout=PATIENCE)["content"]["matches"]
        assert self.manager.is_alive()


@pytest.fixture(scope="module")
def target():
    with Target() as target:
        process = target.process
        before = memory(process)
        yield target
        assert target.process == process
        after, most = memory(process), memory(process, "VmHWM")
        assert after < before + 300 and most < before + 700, (before, after, most)
        assert len(cell_hosts(process)) == 2
        target.context.destroy(linger=0)


def names(collection):
    return list(collection(attacks.Forger(b"")))


@pytest.mark.parametrize("name", names(attacks.without_key))
def test_who_has_no_key_has_no_say(target, name):
    for channel in CHANNELS:
        target.send(attacks.without_key(target.forger)[name], channel)
    target.check()
    assert all(target.answers(channel) == [] for channel in CHANNELS)


@pytest.mark.parametrize("name", names(attacks.unreadable))
def test_what_is_no_message_is_dropped(target, name):
    for channel in CHANNELS:
        target.send(attacks.unreadable(target.forger)[name], channel)
    target.check()
    assert all(target.answers(channel) == [] for channel in CHANNELS)


@pytest.mark.parametrize("name", names(attacks.strange))
def test_what_makes_no_sense_harms_nobody(target, name):
    for channel in CHANNELS:
        frames = attacks.strange(target.forger)[name]
        target.send(frames() if callable(frames) else frames, channel)
    target.forget_count()
    target.check()
    for channel in CHANNELS:
        assert len(target.answers(channel)) <= 1


def test_a_message_counts_once(target):
    message = target.forger.request()
    target.send(message)
    assert len(target.answers("shell", PATIENCE * 1000)) == 1
    for channel in CHANNELS:
        for copy in (message, [b"identity", *message], [*message, b"buffer"]):
            target.send(copy, channel)
    target.forget_count()
    target.check(traces=1)
    assert all(target.answers(channel) == [] for channel in CHANNELS)
    assert target.value("traces = 0; traces") == "0"
    target.count += 1


def mutated(frames, chance):
    """The frames with a few faults, and at least one."""
    frames = [bytearray(frame) for frame in frames]
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(frames))
        frame = frames[at]
        kind = chance.randrange(7)
        if kind == 0:
            frames.insert(at, bytearray(chance.randbytes(chance.randrange(40))))
        elif kind == 1 and len(frames) > 1:
            del frames[at]
        elif kind == 2:
            other = chance.randrange(len(frames))
            frames[at], frames[other] = frames[other], frames[at]
        elif kind == 3:
            del frame[chance.randrange(len(frame) + 1) :]
        elif frame:
            for _ in range(chance.randint(1, 3)):
                frame[chance.randrange(len(frame))] = chance.randrange(256)
    return [bytes(frame) for frame in frames]


HARMLESS = {
    "kernel_info_request": {},
    "is_complete_request": {"code": "func f() { [1, 2"},
    "complete_request": {"code": "[1].is", "cursor_pos": 6},
    "inspect_request": {"code": "print", "cursor_pos": 3, "detail_level": 1},
    "history_request": {"hist_access_type": "tail", "n": 3, "output": True, "raw": True},
    "comm_info_request": {"target_name": "x"},
    "comm_open": {"comm_id": "x", "target_name": "y", "data": {}},
}


@pytest.mark.parametrize("part", range(6))
def test_messages_with_random_faults_harm_nobody(target, part):
    chance = random.Random(SEED + part)
    stranger = attacks.Forger(b"another key")
    for _ in range(250):
        if chance.random() < 0.3:
            frames = mutated(stranger.request(), chance)
        else:
            kind = chance.choice(list(HARMLESS))
            frames = mutated(target.forger.request(kind, HARMLESS[kind]), chance)
            # Half of them get a signature that is right, so that their faults reach the reader.
            if chance.random() < 0.5 and len(frames) >= 6:
                frames[0:2] = [attacks.DELIMITER, target.forger.sign(frames[2:6])]
        target.send(frames, chance.choice(CHANNELS))
    target.check()
    for channel in CHANNELS:
        target.answers(channel)


# The first words of ZeroMQ's protocol, by which a stranger gets past its door.
GREETING = bytes([0xFF, *[0] * 8, 0x7F, 3, 0]) + b"NULL" + bytes(48)
READY = b"\x04\x19\x05READY\x0bSocket-Type\x00\x00\x00\x06DEALER"
WORDS = {
    "nothing": b"",
    "a page request": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "noise": random.Random(SEED).randbytes(4096),
    "half a greeting": GREETING[:10],
    "a greeting and silence": GREETING,
    "a frame of a terabyte": GREETING + READY + b"\x02" + (1 << 40).to_bytes(8, "big"),
    "a command of a terabyte": GREETING + b"\x06" + (1 << 40).to_bytes(8, "big"),
    "a greeting of a future version": bytes([0xFF, *[0] * 8, 0x7F, 9, 9]) + bytes(52),
}


@pytest.mark.parametrize("words", WORDS)
def test_whoever_does_not_speak_the_protocol_harms_nobody(target, words):
    before = len(open_files(target.process))
    peers = []
    for number in range(40):
        port = list(target.ports.values())[number % len(target.ports)]
        peers.append(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE))
        try:
            peers[-1].sendall(WORDS[words])
        except ConnectionError:
            pass  # The kernel has hung up already.
    target.check()
    for peer in peers:
        peer.close()
    assert wait_until(lambda: len(open_files(target.process)) <= before + 5)


def test_two_hundred_who_stay_harm_nobody(target):
    peers = []
    for number in range(200):
        port = list(target.ports.values())[number % len(target.ports)]
        peers.append(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE))
    for _ in range(3):
        target.check()
    for peer in peers:
        peer.close()


def test_heartbeats_come_back_whatever_they_are(target):
    for beat in (b"", b"ping", bytes(range(256)), b"\0" * 100_000):
        heart = target.open(zmq.REQ, "hb")
        heart.send(beat)
        assert heart.poll(PATIENCE * 1000) and heart.recv() == beat
    # A beat of this size says nothing: it may come back, or be thrown away.
    target.open(zmq.REQ, "hb").send(b"x" * (16 << 20))
    target.check()
    heart = target.open(zmq.REQ, "hb")
    heart.send(b"still there")
    assert heart.poll(PATIENCE * 1000) and heart.recv() == b"still there"


def test_subscriptions_to_anything_harm_nobody(target):
    listener = target.open(zmq.XSUB, "iopub")
    for words in ([b"\x01"], [b"\x01" + b"x" * 4000], [b"x" * 100_000], [b"", b"\x01", b"\x07"]):
        listener.send_multipart(words)
        target.check()


def test_the_heart_beats_while_a_cell_runs_and_floods_come(target):
    target.client.execute("import Glibc\nusleep(700_000)", silent=True)
    flood = attacks.without_key(target.forger)["no signature"]
    end = time.monotonic() + 0.6
    heart = target.open(zmq.REQ, "hb")
    while time.monotonic() < end:
        for _ in range(50):
            target.send(flood)
        began = time.monotonic()
        heart.send(b"beat")
        assert heart.poll(PATIENCE * 1000) and heart.recv() == b"beat"
        assert time.monotonic() - began < 1
    target.check()


@pytest.mark.parametrize("transport", ["tcp", "ipc"])
def test_whoever_does_not_encrypt_hears_nothing(transport):
    with Kernel(transport=transport, transport_encryption="required") as kernel:
        assert kernel.value("6 * 7") == "42"
        info = kernel.manager.get_connection_info()
        forger = attacks.Forger(info["key"])
        context = zmq.Context()
        stranger, listener = context.socket(zmq.DEALER), context.socket(zmq.SUB)
        listener.subscribe(b"")
        for plain, role in ((stranger, "shell"), (listener, "iopub")):
            plain.linger = 0
            plain.connect(kernel.manager._make_url(role))
        stranger.send_multipart(forger.request("kernel_info_request", {}))
        assert kernel.value("6 * 7") == "42"
        assert not stranger.poll(200) and not listener.poll(0)
        context.destroy(linger=0)
