internal import CLapack

/// The LAPACK routines that Quill uses, over plain pointers.
public enum Lapack {}
