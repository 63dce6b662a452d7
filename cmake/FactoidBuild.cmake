# Compiler settings shared by every target, and the helper that makes a room.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS ON) # __int128 carries the exact sums
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_AUTOMOC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(factoid_options INTERFACE)
target_include_directories(factoid_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_definitions(factoid_options INTERFACE
  QT_NO_KEYWORDS QT_NO_CAST_FROM_BYTEARRAY QT_NO_FOREACH QT_DISABLE_DEPRECATED_BEFORE=0x060400
  FACTOID_VERSION="${PROJECT_VERSION}")
target_compile_options(factoid_options INTERFACE
  -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wnull-dereference)
# GCC 12 sees overlapping copies in std::string that are not there (GCC bug 105651).
target_compile_options(factoid_options INTERFACE -Wno-restrict)
if(FACTOID_WERROR)
  target_compile_options(factoid_options INTERFACE -Werror)
endif()
if(FACTOID_SANITIZE)
  # GCC's -Wnull-dereference and -Wmaybe-uninitialized misfire on instrumented code.
  target_compile_options(factoid_options INTERFACE
    -fsanitize=${FACTOID_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined
    -Wno-null-dereference -Wno-maybe-uninitialized)
  target_link_options(factoid_options INTERFACE -fsanitize=${FACTOID_SANITIZE})
endif()

# What makes a slip in memory end the program in place of its owner's day: stack protectors, checked library calls (they need
# optimisation) and containers, and no table of the linker's that can be written once the program runs. Kept with the
# other options, so that precompiled headers and the files that read them agree.
option(FACTOID_HARDEN "Build with the compiler's and the linker's protections" ON)
if(FACTOID_HARDEN)
  target_compile_options(factoid_options INTERFACE -fstack-protector-strong -fstack-clash-protection)
  target_compile_definitions(factoid_options INTERFACE _GLIBCXX_ASSERTIONS)
  target_link_options(factoid_options INTERFACE LINKER:-z,relro LINKER:-z,now LINKER:-z,noexecstack)
  # The sanitizers watch the same calls themselves.
  if(NOT FACTOID_SANITIZE)
    target_compile_options(factoid_options INTERFACE $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE> $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
  endif()
endif()

# binutils' second linker takes half the time on the test programs with their debug information.
find_program(FACTOID_GOLD ld.gold)
if(FACTOID_GOLD AND CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_link_options(factoid_options INTERFACE -fuse-ld=gold)
endif()

# The compiler's cache takes a precompiled header by its content only when told so, and knows a file of one working copy
# in another when it sees paths from the build folder on.
find_program(FACTOID_CCACHE ccache)
if(FACTOID_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
      "CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime"
      "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${FACTOID_CCACHE}")
  add_compile_options(-fpch-preprocess)
endif()

# factoid_precompile(TARGET KIND): the headers that nearly every file of a kind (core, window, test) reads, compiled
# once a kind and shared. A target of the kind's name holds them; kinds differ in flags (-fPIC, -fPIE) and libraries.
set(FACTOID_PRECOMPILED_core "${CMAKE_CURRENT_LIST_DIR}/precompiled_core.h")
set(FACTOID_PRECOMPILED_window "${CMAKE_CURRENT_LIST_DIR}/precompiled_window.h")
set(FACTOID_PRECOMPILED_test "${CMAKE_CURRENT_LIST_DIR}/precompiled_test.h")
function(factoid_precompile TARGET KIND)
  if(NOT TARGET factoid_precompiled_${KIND})
    message(FATAL_ERROR "factoid_precompiled_${KIND} is not made yet")
  endif()
  target_precompile_headers(${TARGET} REUSE_FROM factoid_precompiled_${KIND})
endfunction()
function(factoid_precompiled KIND)
  cmake_parse_arguments(P "EXECUTABLE" "" "LIBRARIES" ${ARGN})
  set(empty "${CMAKE_BINARY_DIR}/precompiled_${KIND}.cpp")
  if(P_EXECUTABLE)
    file(CONFIGURE OUTPUT "${empty}" CONTENT "int main() { return 0; }\n" @ONLY)
    add_executable(factoid_precompiled_${KIND} "${empty}")
  else()
    file(CONFIGURE OUTPUT "${empty}" CONTENT "namespace factoid {}\n" @ONLY)
    add_library(factoid_precompiled_${KIND} STATIC "${empty}")
  endif()
  set_target_properties(factoid_precompiled_${KIND} PROPERTIES AUTOMOC OFF)
  target_link_libraries(factoid_precompiled_${KIND} PRIVATE factoid_options ${P_LIBRARIES})
  target_precompile_headers(factoid_precompiled_${KIND} PRIVATE "${FACTOID_PRECOMPILED_${KIND}}")
endfunction()

# Several files read by the compiler as one cost half of what they cost apart, since most of it is headers. Changing one
# of them then compiles its neighbours too, so for everyday work it is off. A name of a file's own must differ from those
# of its room; what would only be blurred by that is left apart (factoid_apart).
option(FACTOID_UNITY "Compile the files of a room together" OFF)
set(FACTOID_UNITY_FILES 8)
function(factoid_together TARGET)
  if(FACTOID_UNITY)
    set_target_properties(${TARGET} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${FACTOID_UNITY_FILES})
  endif()
endfunction()
# factoid_apart(PATTERN…): files of this folder, each compiled alone in any case.
function(factoid_apart)
  file(GLOB apart CONFIGURE_DEPENDS ${ARGN})
  set_source_files_properties(${apart} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# factoid_room(NAME DEPENDS other rooms… LIBRARIES external…): one static library
# per room of core/, all the .cpp and .h files of its folder and of those within it.
function(factoid_room NAME)
  cmake_parse_arguments(ROOM "" "" "DEPENDS;LIBRARIES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${NAME}/*.cpp"
       "${CMAKE_CURRENT_SOURCE_DIR}/${NAME}/*.h")
  list(TRANSFORM ROOM_DEPENDS PREPEND "factoid_")
  add_library(factoid_${NAME} STATIC ${sources})
  set_target_properties(factoid_${NAME} PROPERTIES LINKER_LANGUAGE CXX)
  target_link_libraries(factoid_${NAME} PUBLIC factoid_options Qt6::Core ${ROOM_DEPENDS}
                        ${ROOM_LIBRARIES})
  factoid_precompile(factoid_${NAME} core)
  factoid_together(factoid_${NAME})
endfunction()
