// Predictions of new rows behind the door.
#pragma once

namespace dropout::bindings {

/// Makes known to JavaScript: the classes Noise and RowPredictor, and openTrained, which opens an
/// experiment that can only predict.
void bind_rows();

}  // namespace dropout::bindings
