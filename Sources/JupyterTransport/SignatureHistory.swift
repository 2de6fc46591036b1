import JupyterWire

/// The signatures that came last, so that a message that was overheard cannot be sent again.
package struct SignatureHistory {
  /// How many signatures are remembered.
  package static let standardCapacity = 65_536

  private var seen: Set<Signer.Digest> = []
  /// The same in the order of their coming, the oldest at `oldest` once the ring is full.
  private var ring: [Signer.Digest] = []
  private var oldest = 0
  private let capacity: Int

  package init(capacity: Int = SignatureHistory.standardCapacity) {
    self.capacity = max(1, capacity)
  }

  /// Throws where a signature came before, unless too many came since.
  package mutating func remember(_ digest: Signer.Digest) throws(WireError) {
    guard seen.insert(digest).inserted else { throw .replayed }
    if ring.count < capacity {
      ring.append(digest)
    } else {
      seen.remove(ring[oldest])
      ring[oldest] = digest
      oldest = (oldest + 1) % capacity
    }
  }
}
