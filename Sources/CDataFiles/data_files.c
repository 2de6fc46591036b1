// The compiler embeds the files as they lie in `Files`: nothing is generated, found or opened.

#include "data_files.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char iris[] = {
#embed "Files/iris.csv"
};
static const unsigned char wine[] = {
#embed "Files/wine.csv"
};
static const unsigned char breast_cancer[] = {
#embed "Files/breast_cancer.csv"
};
static const unsigned char diabetes[] = {
#embed "Files/diabetes.csv"
};
static const unsigned char digits[] = {
#embed "Files/digits.csv"
};

QuillDataFile quill_iris(void) { return (QuillDataFile){iris, sizeof iris}; }
QuillDataFile quill_wine(void) { return (QuillDataFile){wine, sizeof wine}; }
QuillDataFile quill_breast_cancer(void) {
  return (QuillDataFile){breast_cancer, sizeof breast_cancer};
}
QuillDataFile quill_diabetes(void) { return (QuillDataFile){diabetes, sizeof diabetes}; }
QuillDataFile quill_digits(void) { return (QuillDataFile){digits, sizeof digits}; }
