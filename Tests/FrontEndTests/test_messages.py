"""Jupyter's own test of a kernel, jupyter_kernel_test, in full."""

import contextlib

import jupyter_kernel_test

class TestMessages(jupyter_kernel_test.KernelTests):
    kernel_name = "quill"
    language_name = "swift"
    file_extension = ".swift"
    code_hello_world = 'print("hello, world")'
    code_stderr = 'import Glibc\nfputs("oops\\n", stderr)'
    code_generate_error = 'fatalError("boom")'
    code_execute_result = [
        {"code": "1+2+39", "result": "42"},
        {"code": "let six = 6; six * 7", "result": "42"},
        {"code": '"a" + "b"', "result": '"ab"'},
        {"code": "LinePlot([1, 2, 4])", "mime": "image/svg+xml"},
    ]
    code_display_data = [
        {"code": "display(LinePlot([1, 2, 4]))", "mime": "image/svg+xml"},
        {"code": 'display(try Table(["x"], [[1]]))', "mime": "text/html"},
    ]
    complete_code_samples = ["let x = 1", "func f() {\n}", 'print("hello")', ""]
    incomplete_code_samples = ["func f() {", 'let s = """', "if true {", "let a = [1,"]
    invalid_code_samples = ["let = 3 )"]
    code_history_pattern = "1?2*"
    supported_history_operations = ("tail", "range", "search")
    completion_samples = [
        {"text": "let someNumber = 1; someNum", "matches": {"someNumber"}},
        {"text": '"abc".isEm', "matches": {"isEmpty"}},
    ]
    code_inspect_sample = "print"
    code_page_something = "print?"
    code_clear_output = "clearOutput()"

    def subTest(self, *_, **__):  # noqa: N802
        """A part that fails ends its test, so that a test is expected to fail as a whole."""
        return contextlib.nullcontext()


class TestWelcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "quill"
    support_iopub_welcome = True


class TestErrors(jupyter_kernel_test.KernelTests):
    """Every other way to fail; the one above traps."""

    kernel_name = "quill"

    def test_error(self):
        for code in ["undefinedName", "let = 3 )", "struct Oops: Error {}; throw Oops()"]:
            self.code_generate_error = code
            super().test_error()


# A kind of error needs no other test than its own.
for name in dir(TestErrors):
    if name.startswith("test_") and name != "test_error":
        setattr(TestErrors, name, None)
