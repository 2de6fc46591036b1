import Foundation
import Numerics
import TestSupport

/// The answers of NumPy and SciPy that `Tests/Oracles/numerics_oracle.py` wrote for one topic.
func oracle<Answers: Decodable>(_ topic: String, as type: Answers.Type = Answers.self) throws
  -> Answers
{
  let file = goldensFolder.appending(path: "Numerics/oracle-\(topic).json")
  return try JSONDecoder().decode(Answers.self, from: Data(contentsOf: file))
}

/// A complex number as the oracle writes it.
struct OracleComplex: Decodable {
  let real: Double
  let imaginary: Double

  var number: Complex<Double> { Complex(real, imaginary) }
}
