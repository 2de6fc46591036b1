internal import Glibc

/// Runs a call of BLAS or LAPACK while no other thread runs one.
///
/// A single-threaded OpenBLAS (Debian's is built without `USE_LOCKING`) hands out its work buffers
/// without a lock, so two threads at once may get one buffer and, silently, wrong numbers: of
/// 80,000 products of 17×17 matrices on eight threads, 142 were wrong.
func oneAtATime<Result>(_ call: () -> Result) -> Result {
  pthread_mutex_lock(lock)
  defer { pthread_mutex_unlock(lock) }
  return call()
}

/// A recursive lock, so that a call may be made of calls.
///
/// A fork waits for the call that is running, and the child starts with a lock of its own: the
/// thread that held the old one is not there.
nonisolated(unsafe) private let lock: UnsafeMutablePointer<pthread_mutex_t> = {
  let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  initialize(lock)
  pthread_atfork(holdLock, releaseLock, renewLock)
  return lock
}()

private func initialize(_ lock: UnsafeMutablePointer<pthread_mutex_t>) {
  var attributes = pthread_mutexattr_t()
  pthread_mutexattr_init(&attributes)
  pthread_mutexattr_settype(&attributes, Int32(PTHREAD_MUTEX_RECURSIVE))
  pthread_mutex_init(lock, &attributes)
  pthread_mutexattr_destroy(&attributes)
}

private func holdLock() { pthread_mutex_lock(lock) }

private func releaseLock() { pthread_mutex_unlock(lock) }

private func renewLock() { initialize(lock) }
