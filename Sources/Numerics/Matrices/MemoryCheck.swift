internal import Glibc

/// The number of elements of an array of this shape, if such an array can be had.
///
/// An allocation that fails would end the process, so a large one is tried out first; the system
/// gives pages out only when they are written, so that costs nothing.
@usableFromInline
func checkedCount<Element>(
  _ operation: String, _ rows: Int, _ columns: Int, of type: Element.Type
) throws(NumericsError) -> Int {
  guard rows >= 0, columns >= 0 else {
    throw .invalidArgument(
      operation: operation, given: "the size is \(sizeText(rows, columns))",
      allowed: "give a size that is not negative")
  }
  let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
  let (bytes, tooManyBytes) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
  guard !overflow, !tooManyBytes, canAllocate(bytes) else {
    throw .tooLarge(operation: operation, size: sizeText(rows, columns))
  }
  return count
}

/// "3×4", or "3" for a list of three.
private func sizeText(_ rows: Int, _ columns: Int) -> String {
  columns == 1 ? "\(rows)" : "\(rows)×\(columns)"
}

private func canAllocate(_ bytes: Int) -> Bool {
  guard bytes > 1 << 26 else { return true }
  // Not malloc and free: the optimiser knows that pair, drops it and takes success for granted.
  guard let pages = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
    pages != MAP_FAILED
  else { return false }
  munmap(pages, bytes)
  return true
}
