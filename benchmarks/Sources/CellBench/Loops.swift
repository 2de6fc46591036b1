// The loops whose speed in cells is compared. The package compiles this file, and `LoopCell` gives its
// very text to the kernel's compiler, so it imports nothing and names nothing of the package.

/// A loop, told by its number; what it has computed comes back.
///
/// It is the only name that is looked for from outside.
@_cdecl("quill_bench_loop") public func loop(_ number: Int, times: Int) -> Double {
  var value = 0.0
  for _ in 0..<times { value = result(of: number) }
  return value
}

@inline(never) private func result(of number: Int) -> Double {
  switch number {
  case 0: Double(sumWrapping(integers))
  case 1: Double(sumChecked(integers))
  case 2: dotProduct(reals, reals)
  case 3: axpy(reals)
  case 4: matrixProduct(grid, grid, size: 128)
  case 5: Double(fibonacci(20))
  case 6: Double(doubled(integers))
  case 7: Double(counted(integers))
  case 8: Double(nested(300))
  case 9: smallProduct(grid, grid)
  case 10: differences(reals)
  case 11: Double(kept(integers))
  default: scalarProduct(reals, reals)
  }
}

private let integers = (0..<4096).map { $0 % 1000 }
private let reals = (0..<4096).map { Double($0 % 100) / 64 }
private let grid = (0..<128 * 128).map { Double($0 % 10) }

@inline(never) private func sumWrapping(_ values: [Int]) -> Int {
  var sum = 0
  for value in values { sum &+= value }
  return sum
}

@inline(never) private func sumChecked(_ values: [Int]) -> Int {
  var sum = 0
  for index in 0..<values.count { sum += values[index] }
  return sum
}

@inline(never) private func dotProduct(_ left: [Double], _ right: [Double]) -> Double {
  var sum = 0.0
  for index in 0..<left.count { sum += left[index] * right[index] }
  return sum
}

@inline(never) private func axpy(_ values: [Double]) -> Double {
  var result = values
  for index in 0..<values.count { result[index] += 0.5 * values[index] }
  return result[7]
}

@inline(never) private func matrixProduct(_ left: [Double], _ right: [Double], size: Int) -> Double
{
  var product = [Double](repeating: 0, count: size * size)
  for row in 0..<size {
    for column in 0..<size {
      var sum = 0.0
      for index in 0..<size {
        sum += left[row * size + index] * right[index * size + column]
      }
      product[row * size + column] = sum
    }
  }
  return product[size + 1]
}

@inline(never) private func fibonacci(_ number: Int) -> Int {
  number < 2 ? number : fibonacci(number - 1) + fibonacci(number - 2)
}

@inline(never) private func doubled(_ values: [Int]) -> Int {
  values.map { value in
    let twice = value &* 2
    return twice ^ 1
  }[5]
}

@inline(never) private func counted(_ values: [Int]) -> Int {
  var count = 0
  var index = 0
  while index < values.count {
    if values[index] > 500 { count += 1 }
    index += 1
  }
  return count
}

@inline(never) private func nested(_ size: Int) -> Int {
  var sum = 0
  for row in 0..<size {
    for column in 0..<size { sum &+= (row ^ column) & 7 }
  }
  return sum
}

/// A product of matrices of 8 rows, whose loops are short.
@inline(never) private func smallProduct(_ left: [Double], _ right: [Double]) -> Double {
  var sum = 0.0
  for _ in 0..<16 { sum += matrixProduct(left, right, size: 8) }
  return sum
}

@inline(never) private func differences(_ values: [Double]) -> Double {
  zip(values.dropFirst(), values).map { $0 - $1 }[7]
}

@inline(never) private func kept(_ values: [Int]) -> Int {
  values.filter { $0 > 500 }.reduce(0) { $0 &+ $1 }
}

@inline(never) private func scalarProduct(_ left: [Double], _ right: [Double]) -> Double {
  var sum = 0.0
  for (x, y) in zip(left, right) { sum += x * y }
  return sum
}
