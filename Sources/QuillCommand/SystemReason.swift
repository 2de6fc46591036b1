import FoundationEssentials
import Glibc

/// Why a file could not be read or written, in the system's own words where they are known.
func systemReason(of error: any Error) -> String {
  guard let error = error as? CocoaError else { return "\(error)" }
  guard let cause = error.userInfo["NSUnderlyingError"] as? POSIXError else {
    return "error \(error.code.rawValue)"
  }
  return String(cString: strerror(cause.code.rawValue))
}
