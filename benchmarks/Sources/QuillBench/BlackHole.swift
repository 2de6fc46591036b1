/// Takes a value out of the optimiser's sight, so that its computation is not left out.
@inline(never) @_optimize(none)
package func keep<Value>(_ value: Value) {}

/// Returns its argument in a way that the optimiser cannot see through.
///
/// What is timed takes its values through it: a computation from constants alone could be done
/// once, before the clock starts.
@inline(never) @_optimize(none)
package func opaque<Value>(_ value: Value) -> Value { value }
