import Numerics
import Testing

/// Expects a `NumericsError` with exactly this wording.
func expectError<Value>(
  _ wording: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> Value
) {
  do {
    let value = try body()
    Issue.record("Nothing was thrown, but returned: \(value)", sourceLocation: sourceLocation)
  } catch {
    #expect(error is NumericsError && "\(error)" == wording, sourceLocation: sourceLocation)
  }
}
