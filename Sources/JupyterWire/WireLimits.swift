/// How large a message may be, so that no peer can exhaust the memory with one.
public struct WireLimits: Hashable, Sendable {
  /// How many identities may stand before the delimiter: one for each router on the way.
  public static let identities = 16

  /// The most frames that a message may have.
  public var frames: Int
  /// The most bytes that a frame may have.
  public var frameBytes: Int
  /// The most bytes that all frames of a message may have together.
  public var messageBytes: Int

  /// Limits that no front end meets: data in buffers may be large, a message of buffers larger.
  public static let standard = WireLimits(
    frames: 4096, frameBytes: 256 << 20, messageBytes: 1 << 30)

  /// Makes limits.
  public init(frames: Int, frameBytes: Int, messageBytes: Int) {
    self.frames = frames
    self.frameBytes = frameBytes
    self.messageBytes = messageBytes
  }

  /// Throws where frames are too many or too large.
  public func check(_ frames: some Collection<[UInt8]>) throws(WireError) {
    guard frames.count <= self.frames else {
      throw .tooManyFrames(count: frames.count, limit: self.frames)
    }
    var total = 0
    for frame in frames {
      guard frame.count <= frameBytes else {
        throw .tooLarge("frame", bytes: frame.count, limit: frameBytes)
      }
      total += frame.count
    }
    guard total <= messageBytes else {
      throw .tooLarge("message", bytes: total, limit: messageBytes)
    }
  }
}
