// A reader's own table behind the door.
#pragma once

namespace dropout::bindings {

/// Makes known to JavaScript: the class Table, and openTable, which opens an experiment on one.
void bind_table();

}  // namespace dropout::bindings
