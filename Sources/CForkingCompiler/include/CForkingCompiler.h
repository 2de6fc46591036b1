// What a compiler is given that is started once and copied for each cell; see forking_compiler.c.
//
// It is loaded into the compiler (LD_PRELOAD) and takes its orders from a socket of packets, which is
// the compiler's standard input. An order is the arguments, a zero byte behind each, and with them two
// descriptors: what the copy writes to, and a line of packets on which is told how it ended, as waitpid
// tells it; the first packet counts. Whoever closes the line, or says anything on it, ends the copy.
//
// With a third descriptor, a socket of packets as well, the copy goes on as far as it can without the
// texts of its files, and takes orders there, whose words do not matter. Its files of texts have to be
// there, and may be one; they have a length that says what they are, and blanks in them. What is compiled
// is what lies under their names once there is an order.
#pragma once

enum {
  // How long an order may be, in bytes.
  quill_order_room = 1 << 17,
  // A text that is waited for, with a byte behind it; whole pages.
  quill_text_room = 1 << 16,
  // How a copy ends whose text is too long, or not there.
  quill_text_unread = 77,
};
