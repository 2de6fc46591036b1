"""A front end without pauses of its own, so that what is measured is the kernel's."""

import contextlib
import os
import subprocess
import time

import zmq
from jupyter_client import KernelManager
from jupyter_client.session import Session

now = time.perf_counter

# How long anything may take before it counts as never.
PATIENCE = 120


class Kernel:
    """A kernel that has been started, and the sockets to it."""

    def __init__(self, name):
        self.name = name
        self.manager = KernelManager(kernel_name=name)
        self.started_at = now()
        self.manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        connection = self.manager.get_connection_info()
        self.session = Session(
            key=connection["key"], signature_scheme=connection["signature_scheme"],
            digest_history_size=0,
        )  # fmt: skip
        self.context = zmq.Context()
        self.poller = zmq.Poller()
        self.channels = {}
        for channel in ("shell", "control", "iopub"):
            self.channels[channel] = self._socket(connection, channel)
            self.poller.register(self.channels[channel], zmq.POLLIN)

    def _socket(self, connection, channel):
        socket = self.context.socket(zmq.SUB if channel == "iopub" else zmq.DEALER)
        socket.linger = 0
        # The usual tenth of a second between two attempts would be counted as the kernel's.
        socket.reconnect_ivl = 2
        if channel == "iopub":
            socket.rcvhwm = 0
            socket.subscribe(b"")
        socket.connect(f"tcp://{connection['ip']}:{connection[channel + '_port']}")
        return socket

    @property
    def process(self):
        return self.manager.provisioner.pid

    @property
    def language(self):
        return self.manager.kernel_spec.language

    def send(self, kind, content, channel="shell"):
        """Sends a request; returns its name, which stands in all that answers it."""
        message = self.session.msg(kind, content)
        self.session.send(self.channels[channel], message)
        return message["header"]["msg_id"]

    def answers(self, names, patience=PATIENCE):
        """The messages that answer these requests, each with its channel and when it came."""
        end = now() + patience
        while now() < end:
            for socket, _ in self.poller.poll(200):
                frames = socket.recv_multipart()
                came = now()
                message = self.session.deserialize(self.session.feed_identities(frames)[1])
                if message["parent_header"].get("msg_id") in names:
                    channel = next(key for key, value in self.channels.items() if value is socket)
                    yield channel, message, came
        raise TimeoutError(f"{self.name} did not answer in {patience} s")

    def wait_until_ready(self):
        """Seconds from the start of the process to the first `idle` that a front end sees."""
        names, asked = set(), 0.0
        while now() - self.started_at < PATIENCE:
            if now() - asked > 0.01:
                # What is published before the subscription has arrived is lost.
                names.add(self.send("kernel_info_request", {}))
                asked = now()
            with contextlib.suppress(TimeoutError):
                for _, message, came in self.answers(names, patience=0.01):
                    if is_idle(message):
                        self.answer_all(names)
                        return came - self.started_at
        raise TimeoutError(f"{self.name} did not start")

    def answer_all(self, names):
        """Reads what is still to come, so that it does not come in between later."""
        with contextlib.suppress(TimeoutError):
            for _ in self.answers(names, patience=0.3):
                pass

    def request(self, kind, content, channel="shell"):
        """The content of a reply, and the seconds that it took."""
        began = now()
        name = self.send(kind, content, channel)
        for source, message, came in self.answers({name}):
            if source == channel:
                return message["content"], came - began

    def execute(self, code, when=None):
        """Runs a cell to its end; `when` is given each message as it comes."""
        run = Run(now())
        name = self.send("execute_request", execution(code))
        for channel, message, came in self.answers({name}):
            run.take(channel, message, came)
            if when:
                when(message)
            if run.is_over:
                return run

    def interrupt(self):
        """Asks the kernel to stop its cell, in the way that it wants to be asked."""
        if self.manager.kernel_spec.interrupt_mode == "message":
            self.send("interrupt_request", {}, "control")
        else:
            self.manager.interrupt_kernel()

    def close(self):
        for socket in self.channels.values():
            socket.close(0)
        self.context.term()
        # Asked and not killed, so that it removes its files.
        self.manager.shutdown_kernel()

    def __enter__(self):
        self.start_seconds = self.wait_until_ready()
        return self

    def __exit__(self, *_):
        self.close()


class Run:
    """What came of a cell."""

    def __init__(self, began):
        self.began = began
        self.status = None
        self.ended_at = None
        self.text_bytes = 0
        self.messages = 0
        self.result = {}

    def take(self, channel, message, came):
        content = message["content"]
        if channel == "shell":
            self.status = content["status"]
        elif is_idle(message):
            self.ended_at = came
        elif message["msg_type"] == "stream":
            self.messages += 1
            self.text_bytes += len(content["text"].encode())
        elif message["msg_type"] == "execute_result":
            self.result = content["data"]

    @property
    def is_over(self):
        return self.status is not None and self.ended_at is not None

    @property
    def seconds(self):
        """From the request to `idle`, after which a front end takes the next cell."""
        return self.ended_at - self.began


def is_idle(message):
    return message["msg_type"] == "status" and message["content"]["execution_state"] == "idle"


def execution(code):
    return {
        "code": code, "silent": False, "store_history": True, "user_expressions": {},
        "allow_stdin": False, "stop_on_error": False,
    }  # fmt: skip


def installed(program, prefix):
    """Lets Jupyter know a kernel that was built, in a folder of its own that is searched first."""
    subprocess.run([program, "install", "--prefix", prefix], check=True, stdout=subprocess.DEVNULL)
    os.environ["JUPYTER_PATH"] = f"{prefix}/share/jupyter"
