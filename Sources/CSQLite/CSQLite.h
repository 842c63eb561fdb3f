#pragma once
#include <sqlite3.h>

// SQLite counts its memory under one lock for all threads; without the count there is none. Swift cannot call this itself, as it takes
// a varying number of arguments. To be called before the first connection is opened; later it does nothing.
static inline int sqlite3_without_statistics(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
