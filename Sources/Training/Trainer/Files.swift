internal import Glibc

/// The bytes of a file; nothing where there is none.
func readFile(_ path: String) throws(TrainingError) -> [UInt8]? {
  guard let file = fopen(path, "rb") else {
    if errno == ENOENT { return nil }
    throw .unreadable(file: path, reason: lastProblem())
  }
  defer { fclose(file) }
  var (bytes, chunk) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    bytes += chunk.prefix(count)
    if count < chunk.count { break }
  }
  guard ferror(file) == 0 else { throw .unreadable(file: path, reason: lastProblem()) }
  return bytes
}

/// Puts bytes in the place of a file, so that it holds the old or the new ones whatever happens.
func replaceFile(_ path: String, with bytes: [UInt8]) throws(TrainingError) {
  let beside = "\(path).\(getpid()).new"
  guard let file = fopen(beside, "wb") else {
    throw .unreadable(file: path, reason: "cannot be written: \(lastProblem())")
  }
  let written = fwrite(bytes, 1, bytes.count, file)
  let isWritten = written == bytes.count && fflush(file) == 0 && fsync(fileno(file)) == 0
  fclose(file)
  guard isWritten, rename(beside, path) == 0 else {
    let problem = lastProblem()
    unlink(beside)
    throw .unreadable(file: path, reason: "cannot be written: \(problem)")
  }
}

private func lastProblem() -> String { String(cString: strerror(errno)) }
