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
      for instruction in instructions {
        switch instruction {
        case .realTurn(let bit, let turn, let place):
          Scalar.writeRealTurn(turn.matrix(values), bit: bit, to: memory + place)
        case .turn(let bit, let run, let place):
          ComplexTurns<Scalar>.write(run.matrix(values), bit: bit, to: memory + place)
        case .phases(let phases): phases.write(values, to: memory)
        case .pair(let low, let high, let product, let place):
          PairMatrix<Scalar>.write(product.matrix(angles), low: low, high: high, to: memory + place)
        case .moves, .gate: break
        }
      }
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

extension Stage.RealTurn {
  func matrix(_ angles: UnsafePointer<Double>) -> RealTwoByTwo {
    switch self {
    case .angle(let slot, let scale): RealTwoByTwo(turning: scale * angles[slot])
    case .half(let half): RealTwoByTwo(turning: half)
    case .fixed(let matrix):
      RealTwoByTwo(
        a: matrix.a.real, b: matrix.b.real, c: matrix.c.real, d: matrix.d.real)
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
