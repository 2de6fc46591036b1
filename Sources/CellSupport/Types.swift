/// Says what type the value of some code has, which is not run; `%type code` in a cell is rewritten to
/// call it.
public func quillType<Value>(_ body: () throws -> Value) { print(Value.self) }

/// Says what type the value of some code has that waits.
@_disfavoredOverload
public func quillType<Value>(_ body: () async throws -> Value) { print(Value.self) }
