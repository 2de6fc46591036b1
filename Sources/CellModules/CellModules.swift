// The compiler reads this module, and with it the modules that every cell is given, before it comes to the
// text of a cell: `CellCompiler` has it imported first of all. Nothing of them is passed on. A cell sees
// them by way of the cells before it, whose definitions of the same names are nearer.

import CellSupport
import Circuits
import Display
import Numerics
import Quill
import Widgets
