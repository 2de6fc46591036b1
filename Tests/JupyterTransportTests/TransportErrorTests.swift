import JupyterTransport
import Testing

@Suite struct TransportErrorTests {
  @Test(arguments: [
    (
      TransportError.portInUse(.shell, endpoint: "tcp://127.0.0.1:5001"),
      "shell cannot listen on tcp://127.0.0.1:5001: the port is in use; start the kernel again with "
        + "a connection file that names other ports"
    ),
    (
      .cannotBind(.iopub, endpoint: "tcp://127.0.0.1:80", reason: "Permission denied"),
      "iopub cannot listen on tcp://127.0.0.1:80: Permission denied; give an address of this "
        + "machine, or for ipc a folder that is there and may be written to"
    ),
    (
      .noEncryption,
      "the connection file has CURVE keys, and this ZeroMQ is built without CURVE; install one "
        + "that has it, or take the keys out"
    ),
    (
      .curveKeysDiffer,
      "connection file: curve_publickey is not the public key of curve_secretkey; give two keys "
        + "that were made together"
    ),
    (
      .systemRefuses("thread", reason: "too many"),
      "the system gives no thread: too many; end other programs or raise the limits (ulimit -a)"
    ),
  ])
  func saysWhatToDo(_ error: TransportError, _ words: String) {
    #expect(error.description == words)
  }
}
