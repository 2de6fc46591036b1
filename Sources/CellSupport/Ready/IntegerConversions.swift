// Conversions between integers, each said for its own two types.
//
// The standard library has one for all types. To inline it, the compiler first optimises everything
// that an integer can do, which takes a fifth of a second a cell; and in a cell these are preferred.

/// Stops the cell in the words of the standard library.
@inline(never) @usableFromInline func stopAtNegativeNumber() -> Never {
  fatalError("Negative value is not representable")
}

/// Stops the cell in the words of the standard library.
@inline(never) @usableFromInline func stopAtLongNumber() -> Never {
  fatalError("Not enough bits to represent the passed value")
}

extension UInt8 {
  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: Int) {
    if number < 0 { stopAtNegativeNumber() }
    if number > 0xFF { stopAtLongNumber() }
    self.init(_truncatingBits: UInt(bitPattern: number))
  }
}

extension UInt16 {
  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: Int) {
    if number < 0 { stopAtNegativeNumber() }
    if number > 0xFFFF { stopAtLongNumber() }
    self.init(_truncatingBits: UInt(bitPattern: number))
  }
}

extension UInt32 {
  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: Int) {
    if number < 0 { stopAtNegativeNumber() }
    if number > 0xFFFF_FFFF { stopAtLongNumber() }
    self.init(_truncatingBits: UInt(bitPattern: number))
  }
}

extension UInt64 {
  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: Int) {
    if number < 0 { stopAtNegativeNumber() }
    self.init(_truncatingBits: UInt(bitPattern: number))
  }
}

extension UInt {
  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: Int) {
    if number < 0 { stopAtNegativeNumber() }
    self.init(_truncatingBits: UInt(bitPattern: number))
  }
}

extension Int8 {
  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: Int) {
    if number < -0x80 || number > 0x7F { stopAtLongNumber() }
    self.init(_truncatingBits: UInt(bitPattern: number))
  }
}

extension Int16 {
  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: Int) {
    if number < -0x8000 || number > 0x7FFF { stopAtLongNumber() }
    self.init(_truncatingBits: UInt(bitPattern: number))
  }
}

extension Int32 {
  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: Int) {
    if number < -0x8000_0000 || number > 0x7FFF_FFFF { stopAtLongNumber() }
    self.init(_truncatingBits: UInt(bitPattern: number))
  }
}

extension Int64 {
  /// The same number.
  @_transparent public init(_ number: Int) {
    self.init(_truncatingBits: UInt(bitPattern: number))
  }
}

extension Int {
  /// The same number.
  @_transparent public init(_ number: UInt8) {
    self.init(bitPattern: number._lowWord)
  }

  /// The same number.
  @_transparent public init(_ number: UInt16) {
    self.init(bitPattern: number._lowWord)
  }

  /// The same number.
  @_transparent public init(_ number: UInt32) {
    self.init(bitPattern: number._lowWord)
  }

  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: UInt64) {
    if number > 0x7FFF_FFFF_FFFF_FFFF { stopAtLongNumber() }
    self.init(bitPattern: number._lowWord)
  }

  /// The same number; one that does not fit stops the cell.
  @_transparent public init(_ number: UInt) {
    if number > 0x7FFF_FFFF_FFFF_FFFF { stopAtLongNumber() }
    self.init(bitPattern: number._lowWord)
  }

  /// The same number.
  @_transparent public init(_ number: Int8) {
    self.init(bitPattern: number._lowWord)
  }

  /// The same number.
  @_transparent public init(_ number: Int16) {
    self.init(bitPattern: number._lowWord)
  }

  /// The same number.
  @_transparent public init(_ number: Int32) {
    self.init(bitPattern: number._lowWord)
  }

  /// The same number.
  @_transparent public init(_ number: Int64) {
    self.init(bitPattern: number._lowWord)
  }
}
