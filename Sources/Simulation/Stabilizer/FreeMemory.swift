internal import Glibc

/// What the machine can still give, by what the kernel says is available.
var freeBytes: Int {
  guard let file = fopen("/proc/meminfo", "r") else { return .max }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 256)
  while fgets(&line, 256, file) != nil {
    var kilobytes = 0
    let found = withUnsafeMutablePointer(to: &kilobytes) { place in
      withVaList([place]) { vsscanf(line, "MemAvailable: %ld kB", $0) }
    }
    if found == 1 { return kilobytes * 1024 }
  }
  return .max
}
