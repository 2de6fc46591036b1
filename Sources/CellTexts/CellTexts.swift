// There is nothing in this module. The compiler imports it last of all that comes before the text of a
// cell; when it is about to open the file, it waits for the text, if there is none yet.
// `CForkingCompiler` says how.
