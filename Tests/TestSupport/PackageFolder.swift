import Foundation

/// The root folder of the package, found from where this file was compiled.
public let packageFolder = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
