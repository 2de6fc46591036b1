internal import Glibc
internal import Numerics

extension Program {
  /// Runs the program on a state.
  ///
  /// - Parameters:
  ///   - angles: The values of all angles.
  ///   - state: The state, which is changed.
  ///   - isZero: Whether the state is 0 in all qubits, so that most blocks have nothing in them yet.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func run(_ angles: [Double], on state: Amplitudes<Scalar>, isZero: Bool) {
    let numbers = Scratch<Lanes>(count: max(1, size))
    defer { numbers.free() }
    // Qubits that can be 1.
    var reached = isZero ? 0 : ~0
    for pass in passes {
      pass.write(angles, to: numbers.vectors)
      pass.run(angles, numbers.vectors, on: state, reached: reached)
      reached |= pass.pass.localQubitMask
    }
  }
}

extension Pass {
  /// The qubits of which a block has both values.
  var localQubitMask: Int { qubits.prefix(localCount).reduce(0) { $0 | 1 << $1 } }
}

extension PassProgram {
  /// Writes the numbers for given angles.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func write(_ angles: [Double], to memory: UnsafeMutablePointer<Lanes>) {
    angles.withUnsafeBufferPointer { buffer in
      // Without angles there is nothing that would read them.
      guard let values = buffer.baseAddress ?? UnsafePointer(bitPattern: 8) else { return }
      withUnsafeTemporaryAllocation(of: SIMD8<Double>.self, capacity: 2 * halfChunks + 1) { turns in
        let half = UnsafeMutableRawBufferPointer(turns).assumingMemoryBound(to: Double.self)
        writeHalves(values, to: half)
        write(angles, values, half, to: memory)
      }
    }
  }

  private func write(
    _ angles: [Double], _ values: UnsafePointer<Double>,
    _ halves: UnsafeMutableBufferPointer<Double>, to memory: UnsafeMutablePointer<Lanes>
  ) {
    for instruction in instructions {
      switch instruction {
      case .realTurn(let bit, let turn, let place):
        Scalar.writeRealTurn(matrix(of: turn, halves), bit: bit, to: memory + place)
      case .turn(let bit, let run, let place):
        ComplexTurns<Scalar>.write(run.matrix(values), bit: bit, to: memory + place)
      case .phases(let phases): phases.write(values, to: memory)
      case .pair(let low, let high, let product, let place):
        PairMatrix<Scalar>.write(product.matrix(angles), low: low, high: high, to: memory + place)
      case .moves, .gate: break
      }
    }
  }

  /// How many vectors hold the half angles of all real turns.
  private var halfChunks: Int { (halfAngles.count + 7) / 8 }

  /// Writes the sines and cosines of half the angles of all real turns, eight at a time: first the sines of
  /// eight, then their cosines.
  private func writeHalves(
    _ values: UnsafePointer<Double>, to halves: UnsafeMutableBufferPointer<Double>
  ) {
    for chunk in 0..<halfChunks {
      var angles = SIMD8<Double>()
      for place in 0..<min(8, halfAngles.count - 8 * chunk) {
        let half = halfAngles[8 * chunk + place]
        angles[place] = half.scale * values[half.slot]
      }
      let (sines, cosines) = sineCosine(reducedTurns(angles))
      for place in 0..<8 {
        halves[16 * chunk + place] = sines[place]
        halves[16 * chunk + 8 + place] = cosines[place]
      }
    }
  }

  private func matrix(
    of turn: Turned, _ halves: UnsafeMutableBufferPointer<Double>
  ) -> RealTwoByTwo {
    switch turn {
    case .fixed(let matrix): return matrix
    case .half(let number):
      let place = (number >> 3) << 4 | number & 7
      let (sine, cosine) = (halves[place], halves[place + 8])
      return RealTwoByTwo(a: cosine, b: -sine, c: sine, d: cosine)
    }
  }

  /// Does the pass to all blocks that have something in them.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func run(
    _ angles: [Double], _ memory: UnsafeMutablePointer<Lanes>, on state: Amplitudes<Scalar>,
    reached: Int
  ) {
    let blocks = 1 << outerQubits.count
    let size = 1 << (blockBits - Scalar.laneBits)
    let empty = outerQubits.enumerated().reduce(0) { sum, entry in
      reached >> entry.element & 1 == 1 ? sum : sum | 1 << entry.offset
    }
    let parts = blocks == 1 ? 1 : WorkerPool.partCount(for: blocks * size)
    WorkerPool.perform(parts) { part in
      var worker = BlockWorker(self, angles, memory, state)
      for block in (blocks * part / parts)..<(blocks * (part + 1) / parts) where block & empty == 0
      {
        worker.run(block)
      }
      worker.finish()
    }
  }
}

/// Memory for vectors.
struct Scratch<Element> {
  let vectors: UnsafeMutablePointer<Element>

  init(count: Int) {
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: MemoryLayout<Element>.stride * count, alignment: 64)
    vectors = raw.bindMemory(to: Element.self, capacity: count)
  }

  func free() { UnsafeMutableRawPointer(vectors).deallocate() }
}
