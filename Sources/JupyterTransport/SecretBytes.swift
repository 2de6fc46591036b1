import CSodium
import Glibc

/// Bytes that stay in this process: not in its children, not in a dump of its memory, and no longer
/// in memory than this object.
package final class SecretBytes: @unchecked Sendable {
  // Unchecked: the bytes are written once, before anybody else has this object.
  private let memory: UnsafeMutablePointer<UInt8>
  private let size: Int
  private let count: Int

  package init(_ bytes: [UInt8]) throws(TransportError) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    size = (max(bytes.count, 1) + page - 1) / page * page
    count = bytes.count
    let start = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let start, start != MAP_FAILED else { throw .lastSystemError("memory") }
    // What an old system cannot do leaves the bytes as safe as ordinary memory.
    madvise(start, size, MADV_WIPEONFORK)
    madvise(start, size, MADV_DONTDUMP)
    mlock(start, size)
    memory = start.bindMemory(to: UInt8.self, capacity: size)
    memory.update(from: bytes, count: bytes.count)
  }

  deinit {
    sodium_memzero(memory, size)
    munmap(memory, size)
  }

  package func withBytes<Result>(_ body: (UnsafePointer<UInt8>, Int) -> Result) -> Result {
    body(memory, count)
  }
}

extension TransportError {
  /// The error that the system's last call left behind.
  static func lastSystemError(_ what: String) -> TransportError {
    .systemRefuses(what, reason: String(cString: strerror(errno)))
  }
}
