import Dispatch
import Glibc
import JSONTrees

// The process that asks SourceKit: a line of JSON in on its channel, a line out. SourceKit may crash or
// hang on what people type, and takes nothing along but this process.

/// The channel to the kernel: a socket, open under this number when the process starts.
let channel: Int32 = 0

// An interrupt is meant for a cell, also where a terminal sends it to everyone.
signal(SIGINT, SIG_IGN)
signal(SIGPIPE, SIG_IGN)
SourceKit.start()

/// Answers in the order of the requests, while the main thread watches whether the kernel is there.
let worker = DispatchQueue(label: "answers")
nonisolated(unsafe) var answers = Answers()
var lines = JSONLines()
var piece = [UInt8](repeating: 0, count: 1 << 16)
while true {
  let count = read(channel, &piece, piece.count)
  if count < 0 && errno == EINTR { continue }
  // Whatever SourceKit is doing, nobody waits for it any more.
  if count <= 0 { _exit(0) }
  lines.add(piece.prefix(count))
  while let line = lines.next() {
    worker.async { send(answers.answer(line)) }
  }
}

/// Sends a line to the kernel.
func send(_ answer: JSON) {
  let bytes = answer.serializedBytes + [UInt8(ascii: "\n")]
  var sent = 0
  while sent < bytes.count {
    let count = bytes[sent...].withUnsafeBytes { write(channel, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    if count <= 0 { _exit(0) }
    sent += count
  }
}
