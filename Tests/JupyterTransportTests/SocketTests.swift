import Testing

/// Everything that opens sockets, one test after the other: some count threads and descriptors.
@Suite(.serialized) enum SocketTests {}
