# Writes a C++ file with the hash of sources, so that what depends on them can be told apart from what an older program
# made: cmake -DLIST=file with their paths -DROOT=folder -DWITH=text -DOUT=file -P hash_sources.cmake. The paths are named from ROOT on, and
# `WITH` (compiler, libraries) is part of the hash.
file(STRINGS "${LIST}" files)
set(all "${WITH}\n")
foreach(path IN LISTS files)
  file(SHA256 "${path}" hash)
  file(RELATIVE_PATH name "${ROOT}" "${path}")
  string(APPEND all "${hash} ${name}\n")
endforeach()
string(SHA256 digest "${all}")
file(WRITE "${OUT}" "#include \"core/insights/mine/detectors_version.h\"\n\nnamespace factoid {\n\nQByteArray detectorsVersion()\n{\n    return \"${digest}\";\n}\n\n} // namespace factoid\n")
