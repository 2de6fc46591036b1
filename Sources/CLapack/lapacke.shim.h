// Swift imports no C99 complex type, so LAPACKE is given plain structures of two numbers; the
// layout is the same. (LAPACK 3.11 reads LAPACK_COMPLEX_STRUCTURE in one of its headers only.)
typedef struct { float real, imaginary; } QuillComplexFloat;
typedef struct { double real, imaginary; } QuillComplexDouble;
#define LAPACK_COMPLEX_CUSTOM
#define lapack_complex_float QuillComplexFloat
#define lapack_complex_double QuillComplexDouble
#include <lapacke.h>
#include <cblas.h>
