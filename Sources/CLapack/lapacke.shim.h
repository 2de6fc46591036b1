// Swift imports no C99 complex type, so LAPACKE is asked for its plain structures of two
// numbers; the layout is the same.
#define LAPACK_COMPLEX_STRUCTURE
#include <lapacke.h>
