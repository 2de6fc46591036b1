internal import Numerics

/// A way to write any gate of one qubit with the gates of a basis, and a phase.
struct OneQubitStyle: Sendable {
  /// A step: a gate with its angles.
  typealias Step = (gate: Gate, angles: [Angle])

  /// Steps in the order in which they are done, and the phase of the whole.
  struct Text {
    var steps: [Step] = []
    var phase: Angle

    mutating func append(_ gate: Gate, _ angles: [Angle] = []) { steps.append((gate, angles)) }
  }

  /// The gates that have to be there.
  let gates: [Gate]
  /// What writes a gate, or nothing where it cannot.
  let write: @Sendable (EulerAngles) -> Text?

  /// The styles that a basis allows, the shortest first.
  static func styles(for basis: [Gate]) -> [OneQubitStyle] {
    let turns = [Gate.rz, .p, .u1].filter(basis.contains)
    let all =
      [anyTurn, equatorial] + turns.prefix(1).flatMap { byTurnsAboutZ(turn: $0) } + [crossed]
    return all.filter { $0.gates.allSatisfy(basis.contains) }
  }

  private static let anyTurn = OneQubitStyle(gates: [.u3]) { angles in
    var text = Text(phase: angles.phase - 0.5 * (angles.φ + angles.λ))
    let isNothing =
      angles.θ == 0 && (angles.φ + angles.λ).isConstant
      && (angles.φ + angles.λ).constant.isWholeTurn
    if !isNothing { text.append(.u3, [angles.θ, angles.φ, angles.λ]) }
    return text
  }

  /// Turns about axes in the equator; two half turns make one about Z.
  private static let equatorial = OneQubitStyle(gates: [.r]) { angles in
    let about = angles.φ + angles.λ
    var text = Text(phase: angles.phase)
    if angles.θ != 0 { text.append(.r, [angles.θ, .pi / 2 - angles.λ]) }
    if about.isConstant && about.constant.isWholeTurn {
      text.phase += 0.5 * about
    } else {
      text.append(.r, [.pi, 0])
      text.append(.r, [.pi, 0.5 * about])
      text.phase += .pi
    }
    return text
  }

  /// Turns about X between turns about Y between turns about X.
  private static let crossed = OneQubitStyle(gates: [.rx, .ry]) { angles in
    var text = Text(phase: angles.phase)
    guard angles.isConstant else {
      let frame: Angle = .pi / 2
      text.append(.rx, [-frame])
      text.append(.ry, [angles.λ])
      text.append(.rx, [frame])
      text.append(.ry, [angles.θ])
      text.append(.rx, [-frame])
      text.append(.ry, [angles.φ])
      text.append(.rx, [frame])
      return text
    }
    // In the frame in which X is Z and Y is Y.
    let frame = SmallMatrix.turn(about: .y, .pi / 2)
    let inner = EulerAngles(frame.adjoint * angles.matrix * frame)
    text.phase = inner.phase
    if inner.θ == 0 {
      text.appendTurn(.rx, inner.λ + inner.φ)
    } else {
      text.appendTurn(.rx, inner.λ)
      text.appendTurn(.ry, inner.θ)
      text.appendTurn(.rx, inner.φ)
    }
    return text
  }

  /// The styles that turn about Z by a gate, between gates that tilt.
  private static func byTurnsAboutZ(turn: Gate) -> [OneQubitStyle] {
    [
      OneQubitStyle(gates: [turn]) { angles in
        guard angles.θ == 0 else { return nil }
        return Text(turn, angles.phase, [.about(angles.φ + angles.λ)])
      },
      OneQubitStyle(gates: [turn, .ry]) { angles in
        Text(turn, angles.phase, [.about(angles.λ), .tilt(.ry, angles.θ), .about(angles.φ)])
      },
      OneQubitStyle(gates: [turn, .rx]) { angles in
        Text(
          turn, angles.phase,
          [.about(angles.λ - .pi / 2), .tilt(.rx, angles.θ), .about(angles.φ + .pi / 2)])
      },
      OneQubitStyle(gates: [turn, .r]) { angles in
        Text(
          turn, angles.phase,
          [.tilt(.r, angles.θ, [.pi / 2 - angles.λ]), .about(angles.φ + angles.λ)])
      },
      OneQubitStyle(gates: [turn, .x]) { angles in
        guard angles.θ == .pi else { return nil }
        return Text(
          turn, angles.phase + .pi / 2, [.about(.pi - angles.φ + angles.λ), .fixed(.x)])
      },
      OneQubitStyle(gates: [turn, .sx]) { angles in
        guard angles.θ == .pi / 2 else { return nil }
        return Text(
          turn, angles.phase - .pi / 4,
          [.about(angles.λ - .pi / 2), .fixed(.sx), .about(angles.φ + .pi / 2)])
      },
      OneQubitStyle(gates: [turn, .sx]) { angles in
        Text(
          turn, angles.phase + .pi / 2,
          [
            .about(angles.λ), .fixed(.sx), .about(angles.θ + .pi), .fixed(.sx),
            .about(angles.φ + .pi),
          ])
      },
      OneQubitStyle(gates: [turn, .h]) { angles in
        Text(
          turn, angles.phase,
          [
            .about(angles.λ - .pi / 2), .fixed(.h), .about(angles.θ), .fixed(.h),
            .about(angles.φ + .pi / 2),
          ])
      },
    ]
  }
}

extension OneQubitStyle.Text {
  /// What stands between turns about Z.
  fileprivate enum Part {
    case about(Angle)
    case tilt(Gate, Angle, [Angle] = [])
    case fixed(Gate)
  }

  /// Turns about Z by a gate, and what stands between them.
  fileprivate init(_ turn: Gate, _ phase: Angle, _ parts: [Part]) {
    self.init(phase: phase)
    for part in parts {
      switch part {
      case .about(let angle): appendTurn(turn, angle)
      case .tilt(let gate, let angle, let more): appendTurn(gate, angle, more)
      case .fixed(let gate): append(gate)
      }
    }
  }

  /// A turn, unless by nothing; a number is brought within half a turn.
  fileprivate mutating func appendTurn(_ gate: Gate, _ angle: Angle, _ more: [Angle] = []) {
    // Turns about Z that leave 0 alone are half of their angle away from those that do not.
    let leavesZero = gate.generators?.first.map { $0.constant != 0 } ?? false
    if leavesZero { phase = phase - 0.5 * angle }
    guard angle.isConstant else { return append(gate, [angle] + more) }
    let wrapped = angle.constant.wrappedAngle
    if !leavesZero { phase += Angle((angle.constant - wrapped) / 2) }
    if wrapped != 0 && !wrapped.isWholeTurn { append(gate, [Angle(wrapped)] + more) }
  }
}
