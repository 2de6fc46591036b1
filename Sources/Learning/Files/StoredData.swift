public import Storage

extension PrincipalComponents: StorableModel {
  /// `principal components`.
  public static let kind = "principal components"

  /// Reads means, directions and variances.
  public init(from reader: inout ModelReader) throws(StorageError) {
    let (means, directions) = (try reader.numbers(), try reader.table())
    let (variances, ratios) = (try reader.numbers(), try reader.numbers())
    guard directions[0].count == means.count, variances.count == directions.count,
      ratios.count == directions.count
    else {
      throw reader.malformed("directions do not fit means and variances")
    }
    self.init(
      means: means, directions: directions, variances: variances, explainedRatios: ratios)
  }

  /// Writes means, directions and variances.
  public func write(to writer: inout ModelWriter) throws(StorageError) {
    writer.write(means)
    writer.write(directions)
    writer.write(variances)
    writer.write(explainedRatios)
  }
}
