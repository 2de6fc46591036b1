import Foundation
import Learning
import Testing

@Suite struct VibrationTests {
  /// The numbers of a 6205 at 1,797 turns a minute, as published for the bearings of Case Western Reserve
  /// University: 3.5848, 5.4152 and 4.7135 times the shaft, the cage 0.39828.
  @Test func frequenciesAreThePublishedOnes() {
    let bearing = Bearing()
    #expect(abs(bearing.frequency(of: .outerRace, shaft: 1) - 3.5848) < 2e-3)
    #expect(abs(bearing.frequency(of: .innerRace, shaft: 1) - 5.4152) < 2e-3)
    #expect(abs(bearing.frequency(of: .ball, shaft: 1) - 4.7135) < 2e-3)
    #expect(abs(bearing.cageFrequency(shaft: 1) - 0.39828) < 2e-4)
    #expect(bearing.frequency(of: .none, shaft: 1) == 0)
    // Each ball passes a place of the outer race once a turn of the cage, of the inner race the rest.
    let sum =
      bearing.frequency(of: .outerRace, shaft: 7) + bearing.frequency(of: .innerRace, shaft: 7)
    #expect(abs(sum - 9 * 7) < 1e-12)
  }

  @Test(arguments: [Bearing.Fault.outerRace, .innerRace, .ball])
  func theEnvelopeBeatsAtTheFault(_ fault: Bearing.Fault) throws {
    var machine = VibrationGenerator()
    machine.slip = 0.002
    let signal = try machine.signal(fault: fault, count: 24_000, seed: 4)
    let envelope = zip(signal.dropFirst(), signal).map { abs($0 - $1) }
    // The strongest beat between the cage and twice the inner race.
    let frequencies = stride(from: 60.0, through: 300, by: 0.25)
    let strongest = frequencies.max { beat(envelope, $0) < beat(envelope, $1) } ?? 0
    #expect(abs(strongest - machine.frequency(of: fault)) < 1.5, "\(strongest)")
  }

  private func beat(_ series: [Double], _ frequency: Double) -> Double {
    let turn = 2 * Double.pi * frequency / 12_000
    let mean = series.reduce(0, +) / Double(series.count)
    let sums = series.enumerated().reduce(into: (0.0, 0.0)) { sums, value in
      sums.0 += (value.element - mean) * cos(turn * Double(value.offset))
      sums.1 += (value.element - mean) * sin(turn * Double(value.offset))
    }
    return sums.0 * sums.0 + sums.1 * sums.1
  }

  @Test func aHealthyMachineIsSinesAndNoise() throws {
    var machine = VibrationGenerator()
    machine.noise = 0
    let signal = try machine.signal(fault: .none, count: 12_000, seed: 1)
    let square = signal.reduce(0) { $0 + $1 * $1 } / 12_000
    #expect(abs(square - 0.04 * (1 + 0.09) / 2) < 1e-4)
    machine.imbalance = 0
    #expect(try machine.signal(fault: .none, count: 50, seed: 1).allSatisfy { $0 == 0 })
    #expect(machine.summary(of: [Double](repeating: 0, count: 50)) == [0, 0, 0, 0, 0, 0])
    #expect(machine.summary(of: []) == [0, 0, 0, 0, 0, 0])
    machine.noise = 1
    let noise = machine.summary(of: try machine.signal(fault: .none, count: 100_000, seed: 1))
    #expect(abs(noise[0] - 1) < 0.02 && abs(noise[1] - 3) < 0.1)
  }

  @Test func summariesTellFaultsApart() throws {
    let data = try VibrationGenerator().dataSet(windows: 30, seed: 1)
    #expect(data.count == 120 && data.classCounts == [30, 30, 30, 30] && data.featureCount == 6)
    #expect(data.classNames == ["healthy", "outer race", "inner race", "ball"])
    let split = try data.split(seed: 1)
    #expect(try NearestNeighbors.fitted(to: split.train).accuracy(on: split.test) > 0.8)
    let raw = try VibrationGenerator().dataSet(
      windows: 2, length: 64, faults: [.none, .ball], features: .samples, seed: 1)
    #expect(raw.count == 4 && raw.featureCount == 64)
  }

  @Test func noMachineIsRefused() {
    func changed(_ change: (inout VibrationGenerator) -> Void) -> String {
      var machine = VibrationGenerator()
      change(&machine)
      return words { try machine.signal(fault: .ball, count: 10, seed: 1) }
    }
    #expect(changed { $0.bearing.balls = 0 } == "bearing of balls 0: 2 to 1000 is allowed")
    #expect(changed { $0.bearing.ballDiameter = 50 }.contains("balls are smaller than the circle"))
    #expect(changed { $0.bearing.pitchDiameter = .nan }.contains("finite and over 0"))
    #expect(changed { $0.shaft = 0 }.contains("shaft 0.0"))
    #expect(changed { $0.shaft = .infinity }.contains("shaft"))
    #expect(changed { $0.samplingRate = -1 }.contains("samplingRate"))
    #expect(
      changed { $0.resonance = 7_000 } == "vibration of resonance 7000.0: 0.0 to 6000.0 is allowed")
    #expect(changed { $0.bearing.balls = 1_000 }.contains("frequency of faults"))
    #expect(changed { $0.ringing = 1e9 }.contains("ringing"))
    #expect(changed { $0.slip = 1 }.contains("slip"))
    let machine = VibrationGenerator()
    #expect(words { try machine.signal(fault: .ball, count: .max, seed: 1) }.contains("count"))
    #expect(words { try machine.dataSet(windows: 0, seed: 1) }.contains("windows 0"))
    #expect(words { try machine.dataSet(windows: .max, length: 16, seed: 1) }.contains("windows"))
    #expect(words { try machine.dataSet(windows: 1, faults: [], seed: 1) }.contains("faults"))
  }
}
