// Links behind the door. The page reads them itself (web/page/link).
#pragma once

namespace dropout::bindings {

/// Makes known to JavaScript: the function read.
void bind_link();

}  // namespace dropout::bindings
