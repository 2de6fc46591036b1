#ifndef QUILL_DATA_FILES_H
#define QUILL_DATA_FILES_H

#include <stddef.h>

/// The bytes of a file, which live as long as the process.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} QuillDataFile;

QuillDataFile quill_iris(void);
QuillDataFile quill_wine(void);
QuillDataFile quill_breast_cancer(void);
QuillDataFile quill_diabetes(void);
QuillDataFile quill_digits(void);

#endif
