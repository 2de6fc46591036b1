// What a compiler is given that is started once and copied for each cell; see forking_compiler.c.
//
// It is loaded into the compiler (LD_PRELOAD) and takes its orders from a socket of packets, which is
// the compiler's standard input. An order is the arguments, a zero byte behind each, and with them two
// descriptors: what the copy writes to, and a line of packets on which is told how it ended, as waitpid
// tells it; the first packet counts. Whoever closes the line, or says anything on it, ends the copy.
#pragma once

// How long an order may be, in bytes.
enum { quill_order_room = 1 << 17 };
