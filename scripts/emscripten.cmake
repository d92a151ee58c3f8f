# What Emscripten makes of the core: three modules for the browser and the tests for Node.
# Included by CMakeLists.txt. emcc 3.1.6 is the floor; newer ones renamed two settings.
if(EMSCRIPTEN_VERSION VERSION_LESS 3.1.25)
  set(stack -sTOTAL_STACK=2MB)
else()
  set(stack -sSTACK_SIZE=2MB)
endif()

set(memory -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=33554432 -sMAXIMUM_MEMORY=1073741824 ${stack})
set(module_options
  --bind -sMODULARIZE=1 -sEXPORT_ES6=1 -sEXPORT_NAME=createCore -sENVIRONMENT=web,worker
  -sDYNAMIC_EXECUTION=0 -sFILESYSTEM=0 -sMALLOC=emmalloc ${memory}
  -sINCOMING_MODULE_JS_API=[wasmBinary,locateFile,instantiateWasm,onAbort])

# Only math/ and nn/ are hot: what surrounds them is compiled for size, which is half of a download.
file(GLOB surroundings CONFIGURE_DEPENDS src/lab/*.cpp src/bindings.cpp)
set_source_files_properties(${surroundings} PROPERTIES COMPILE_OPTIONS -Os)

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
add_module(core-scalar core_scalar)
add_module(core-single core -sSINGLE_FILE=1)
if(TARGET module)
  set_target_properties(module PROPERTIES OUTPUT_NAME core)
endif()

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
