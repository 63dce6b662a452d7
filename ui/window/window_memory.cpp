#include "ui/window/window_memory.h"

#include <cstdlib> // defines __GLIBC__ where it holds

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace factoid {

void keepMemorySmall()
{
#ifdef __GLIBC__
    constexpr int kArenas = 2;
    mallopt(M_ARENA_MAX, kArenas);
#endif
}

} // namespace factoid
