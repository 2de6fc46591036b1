internal import Numerics

/// Sines of angles in 65536ths of a turn, as whole numbers of 15 fraction bits: a quarter wave in 128
/// steps with straight lines between, within 1.1 units of the last place.
enum FixedTurns {
  /// 1, in 15 fraction bits.
  static let one: Int32 = 32768

  /// The quarter wave; one more stands behind its end, so that the last line has an end as well.
  static let table: [Int32] = (0...129).map { step in
    Int32((32768 * Double.sin(.pi / 256 * Double(min(step, 128)))).rounded())
  }

  static func sine(_ turn: UInt16) -> Int32 {
    var quarter = Int32(turn & 0x7FFF)
    if quarter > 0x4000 { quarter = 0x8000 - quarter }
    let (place, rest) = (Int(quarter >> 7), quarter & 127)
    let height = table[place] + (((table[place + 1] - table[place]) * rest + 64) >> 7)
    return turn & 0x8000 == 0 ? height : -height
  }

  static func cosine(_ turn: UInt16) -> Int32 { sine(turn &+ 0x4000) }

  /// The bytes of the table.
  static var constantBytes: Int { 2 * table.count }

  /// Writes the table and the sine.
  static func write(to text: inout CText) {
    text.addTable("uint16_t", "quarter_wave", table)
    text.add(
      """
      /* The sine of an angle in 65536ths of a turn, in 15 fraction bits. */
      static int32_t @sine(uint16_t turn)
      {
        const uint32_t half = turn & 0x7fffu;
        const uint32_t quarter = half > 0x4000u ? 0x8000u - half : half;
        const uint16_t *const at = &@quarter_wave[quarter >> 7];
        const int32_t rest = (int32_t)(quarter & 127u);
        const int32_t height = at[0] + (((at[1] - at[0]) * rest + 64) >> 7);
        return turn & 0x8000u ? -height : height;
      }

      """)
  }
}
