internal import Numerics

extension StateVectorFixed {
  /// Writes what changes amplitudes.
  func writeMoves(to text: inout CText, hasMatrices: Bool) {
    text.add("static int16_t @real[\(size)], @imaginary[\(size)];\n")
    text.add(
      """
      static int16_t @cut(int32_t sum)
      {
        const int32_t whole = (sum + 16384) >> 15;
        return (int16_t)(whole > 32767 ? 32767 : whole < -32768 ? -32768 : whole);
      }

      """)
    if hasMatrices { text.add(StateVectorFixed.matrixProduct(size: size)) }
    text.add(
      """
      static void @turn(int16_t *a, int16_t *b, int32_t cosine, int32_t sine)
      {
        const int32_t x = *a, y = *b;
        *a = @cut(cosine * x - sine * y);
        *b = @cut(sine * x + cosine * y);
      }

      /* Turns by twice the angle. */
      static inline void @turn_y(uint16_t angle, int qubit)
      {
        const int32_t c = @sine((uint16_t)(angle + 0x4000u)), s = @sine(angle);
        const int bit = 1 << qubit;
        for (int i = 0; i < \(size); i++) {
          if (i & bit) continue;
          @turn(&@real[i], &@real[i | bit], c, s);
          @turn(&@imaginary[i], &@imaginary[i | bit], c, s);
        }
      }

      static inline void @turn_z(uint16_t angle, int qubit)
      {
        const int32_t c = @sine((uint16_t)(angle + 0x4000u)), s = @sine(angle);
        const int bit = 1 << qubit;
        for (int i = 0; i < \(size); i++) @turn(&@real[i], &@imaginary[i], c, i & bit ? s : -s);
      }

      static inline void @flip(int control, int target)
      {
        const int from = 1 << control, to = 1 << target;
        for (int i = 0; i < \(size); i++) {
          if (!(i & from) || i & to) continue;
          const int16_t re = @real[i], im = @imaginary[i];
          @real[i] = @real[i | to];
          @imaginary[i] = @imaginary[i | to];
          @real[i | to] = re;
          @imaginary[i | to] = im;
        }
      }

      """)
  }

  private static func matrixProduct(size: Int) -> String {
    """
    /* A matrix of one qubit: real and imaginary parts by turns, row after row, in 15 fraction bits. */
    static void @apply(const int32_t *m, int qubit)
    {
      int16_t *const re = @real, *const im = @imaginary;
      const int bit = 1 << qubit;
      for (int i = 0; i < \(size); i++) {
        if (i & bit) continue;
        const int j = i | bit;
        const int32_t ar = re[i], ai = im[i], br = re[j], bi = im[j];
        re[i] = @cut(m[0] * ar - m[1] * ai + m[2] * br - m[3] * bi);
        im[i] = @cut(m[0] * ai + m[1] * ar + m[2] * bi + m[3] * br);
        re[j] = @cut(m[4] * ar - m[5] * ai + m[6] * br - m[7] * bi);
        im[j] = @cut(m[4] * ai + m[5] * ar + m[6] * bi + m[7] * br);
      }
    }

    """
  }

  /// Writes what measures.
  func writeMeans(to text: inout CText) {
    text.add(
      """
      static int @is_odd(uint32_t bits)
      {
        for (int shift = 16; shift > 0; shift /= 2) bits ^= bits >> shift;
        return (int)(bits & 1u);
      }

      /* The mean of a product of Pauli matrices: what it flips, and where it changes signs. */
      static inline int32_t @mean(uint32_t flips, uint32_t phases, int imaginary)
      {
        const int16_t *const re = @real, *const im = @imaginary;
        int32_t sum = 0;
        for (uint32_t i = 0; i < \(size)u; i++) {
          const uint32_t j = i ^ flips;
          const int32_t product =
              imaginary ? re[j] * im[i] - im[j] * re[i] : re[j] * re[i] + im[j] * im[i];
          sum = @is_odd(i & phases) ? sum - product : sum + product;
        }
        return (sum + 16384) >> 15;
      }

      """)
  }
}
