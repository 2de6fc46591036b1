import Lapack
