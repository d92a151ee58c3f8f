# What Emscripten makes of the core: three modules for the browser and the tests for Node.
# Included by CMakeLists.txt. emcc 3.1.6 is the floor; newer ones renamed two settings.
if(EMSCRIPTEN_VERSION VERSION_LESS 3.1.25)
  set(stack -sTOTAL_STACK=2MB)
else()
  set(stack -sSTACK_SIZE=2MB)
endif()

set(memory -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=33554432 -sMAXIMUM_MEMORY=1073741824 ${stack})
set(module_options
  -Oz --bind -sMODULARIZE=1 -sEXPORT_ES6=1 -sEXPORT_NAME=createCore -sENVIRONMENT=web,worker
  -sDYNAMIC_EXECUTION=0 -sFILESYSTEM=0 -sMALLOC=emmalloc ${memory}
  -sINCOMING_MODULE_JS_API=[wasmBinary,locateFile,instantiateWasm,onAbort]
  # Found again from scratch, the control flow is 1 % shorter by gzip, and no slower.
  -sBINARYEN_EXTRA_PASSES=--flatten,--rereloop,-Oz,-Oz)

# Half of what a reader waits for is this download. Register tiles (math/, conv) need their loops
# unrolled; other loops of a training step that want lanes say so themselves (simd.h); what
# surrounds them, or only calls them, is compiled for size. None of this changes a bit of the
# results, nor the speed.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(plain -fno-vectorize -fno-slp-vectorize -fno-unroll-loops)
set(steps ${core_sources})
list(FILTER steps INCLUDE REGEX "/src/nn/|/src/lab/train/batcher")
list(FILTER steps EXCLUDE REGEX "/nn/(conv|dropout|linear|schedule|sequential|transformer)")
set(surroundings ${core_sources} ${door})
list(FILTER surroundings EXCLUDE REGEX "/src/math/|/nn/conv")
list(REMOVE_ITEM surroundings ${steps})
set_source_files_properties(${steps} PROPERTIES COMPILE_OPTIONS "${plain}")
set_source_files_properties(${surroundings} PROPERTIES COMPILE_OPTIONS "-Oz;${plain}")

set(CMAKE_EXECUTABLE_SUFFIX .mjs)
add_core(core -fno-exceptions -msimd128)
add_core(core_scalar -fno-exceptions)

# add_module(<name> <core> <link options...>): <name>.mjs and, unless it is inlined, <name>.wasm.
function(add_module name core)
  if(NOT door)
    return()
  endif()
  add_executable(${name} ${door})
  target_link_libraries(${name} PRIVATE ${core})
  target_link_options(${name} PRIVATE ${module_options} ${ARGN})
endfunction()
add_module(module core)
add_module(core-small core)
add_module(core-scalar core_scalar)
add_module(core-single core -sSINGLE_FILE=1)
if(TARGET module)
  set_target_properties(module PROPERTIES OUTPUT_NAME core)
  # Its engine is found before the library's, which then stays out.
  target_sources(core-small PRIVATE src/lab/query/engines/small.cpp)
  target_compile_definitions(core-small PRIVATE DROPOUT_SMALL)
endif()

# Only what another compiler, 32-bit sizes, wasm's lanes or another C library could change: the
# kernels and elementary functions, random numbers, digests of every kind of training, PyTorch's
# values, decimal text, saved state. What these leave out is the same C++ as in the native suite.
# The door is tested from JavaScript, through the module that is shipped (tests/web/worker).
list(FILTER test_sources INCLUDE REGEX
  "/core/math/|/(digest|golden|golden_training|decimal|state)_test[.]cpp$")
add_core_tests(core)
if(TARGET core_tests)
  # CommonJS, which is all that the oldest emcc writes for Node; the folder says so to Node.
  file(WRITE ${CMAKE_BINARY_DIR}/tests/package.json "{ \"type\": \"commonjs\" }\n")
  # GoogleTest reads which shard it is from the environment, which Emscripten keeps from it.
  set(environment ${CMAKE_BINARY_DIR}/tests/environment.js)
  file(CONFIGURE OUTPUT ${environment} @ONLY
    CONTENT "Module.preRun = () => Object.assign(ENV, process.env);\n")
  set_target_properties(core_tests PROPERTIES
    SUFFIX .js RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  target_compile_definitions(gtest PUBLIC GTEST_HAS_PTHREAD=0 GTEST_HAS_EXCEPTIONS=0)
  target_compile_options(gtest PUBLIC -fno-exceptions)
  target_link_options(core_tests PRIVATE
    -sENVIRONMENT=node -sSINGLE_FILE=1 -sEXIT_RUNTIME=1 ${memory}
    --pre-js ${environment})
endif()
