/// The counter-based generator Philox4x64-10: a keyed bijection of blocks of four words.
///
/// J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random numbers: as easy as
/// 1, 2, 3", SC'11. A block depends on its counter and the key alone, so any part of a stream can
/// be had without what precedes it.
public enum Philox {
  /// The block of a counter under a key.
  public static func block(counter: SIMD4<UInt64>, key: SIMD2<UInt64>) -> SIMD4<UInt64> {
    var (c0, c1, c2, c3) = (counter[0], counter[1], counter[2], counter[3])
    var (k0, k1) = (key[0], key[1])
    for _ in 0..<10 {
      let p = UInt64(0xD2E7_470E_E14C_6C93).multipliedFullWidth(by: c0)
      let q = UInt64(0xCA5A_8263_9512_1157).multipliedFullWidth(by: c2)
      (c0, c1, c2, c3) = (q.high ^ c1 ^ k0, q.low, p.high ^ c3 ^ k1, p.low)
      // The fractions of the golden ratio and of √3, as the paper has it.
      k0 &+= 0x9E37_79B9_7F4A_7C15
      k1 &+= 0xBB67_AE85_84CA_A73B
    }
    return SIMD4(c0, c1, c2, c3)
  }
}
