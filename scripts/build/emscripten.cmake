# What Emscripten makes of the core: three modules for the browser, the parameter table's program
# and the tests for Node. Included by CMakeLists.txt. emcc 3.1.6 is the floor; newer ones renamed a
# setting.
if(EMSCRIPTEN_VERSION VERSION_LESS 3.1.25)
  set(stack -sTOTAL_STACK=2MB)
else()
  set(stack -sSTACK_SIZE=2MB)
endif()
include(scripts/build/emscripten-compile.cmake)

set(memory -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=33554432 -sMAXIMUM_MEMORY=1073741824 ${stack})
set(module_options
  --bind -sMODULARIZE=1 -sEXPORT_ES6=1 -sEXPORT_NAME=createCore
  -sDYNAMIC_EXECUTION=0 -sFILESYSTEM=0 -sMALLOC=emmalloc ${memory}
  -sINCOMING_MODULE_JS_API=[wasmBinary,locateFile,instantiateWasm,onAbort])
if(CMAKE_BUILD_TYPE STREQUAL Debug)
  # Assertions refuse an environment that was not named.
  list(APPEND module_options -O1 -g2 -sASSERTIONS=2 -sENVIRONMENT=web,worker,node)
else()
  list(APPEND module_options -Oz -sENVIRONMENT=web,worker)
endif()

set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g2")
# Register tiles (math/, conv) need their loops unrolled; other loops of a training step that want
# lanes say so themselves (simd.h), and what is left is a third smaller without.
set(plain ${core_sources})
list(FILTER plain EXCLUDE REGEX "/src/math/|/nn/conv")
file(GLOB bindings CONFIGURE_DEPENDS src/bindings/*.cpp)
set_source_files_properties(${plain} ${bindings} PROPERTIES
  COMPILE_OPTIONS "-fno-vectorize;-fno-slp-vectorize;-fno-unroll-loops")
# What a training step runs is compiled for speed, what surrounds it for size: half of what a reader
# waits for is this download.
set(steps ${core_sources})
list(FILTER steps INCLUDE REGEX "/src/math/|/src/nn/|/src/lab/train/")
list(REMOVE_ITEM core_sources ${steps})
set(for_size "$<$<CONFIG:Release>:-Oz;-fno-inline-functions>")

# add_engine(<core> <flags...>): the core of these flags, as a library.
function(add_engine core)
  add_library(${core}_steps OBJECT ${steps})
  target_link_libraries(${core}_steps PRIVATE rules)
  target_compile_options(${core}_steps PRIVATE ${ARGN})
  precompile(${core}_steps)
  add_core(${core} ${ARGN})
  target_sources(${core} PRIVATE $<TARGET_OBJECTS:${core}_steps>)
  target_compile_options(${core} PRIVATE ${for_size})
  precompile(${core})
endfunction()
set(CMAKE_EXECUTABLE_SUFFIX .mjs)
add_engine(core -fno-exceptions -msimd128)
add_engine(core_scalar -fno-exceptions)

# add_module(<name> <engine> <core>): <name>.mjs and <name>.wasm, with the bindings of an engine: whole
# or small. Only what these reach is linked.
set(bindings_whole src/bindings/whole.cpp src/bindings/experiment.cpp src/bindings/link.cpp
    src/bindings/table.cpp src/bindings/rows.cpp)
set(bindings_small src/bindings/small.cpp src/bindings/experiment.cpp)
function(add_module name engine core)
  add_executable(${name} ${bindings_${engine}})
  target_link_libraries(${name} PRIVATE ${core})
  target_compile_options(${name} PRIVATE ${for_size} ${for_ccache})
  target_precompile_headers(${name} REUSE_FROM ${core})
  target_link_options(${name} PRIVATE ${module_options})
endfunction()
add_module(module whole core)
set_target_properties(module PROPERTIES OUTPUT_NAME core)
add_module(core-scalar whole core_scalar)
add_module(core-small small core)

# Prints the descriptors in Node, to `print` of the module: see generate.mjs.
add_executable(spec-table scripts/build/spec_table.cpp src/cli/spec.cpp src/cli/describe.cpp src/cli/json.cpp)
target_link_libraries(spec-table PRIVATE core)
target_compile_options(spec-table PRIVATE ${for_size} ${for_ccache})
target_precompile_headers(spec-table REUSE_FROM core)
target_link_options(spec-table PRIVATE -O1 -sMODULARIZE=1 -sEXPORT_ES6=1 -sENVIRONMENT=web
  -sFILESYSTEM=0 -sMALLOC=emmalloc -sINCOMING_MODULE_JS_API=[wasmBinary,print] ${memory})

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
