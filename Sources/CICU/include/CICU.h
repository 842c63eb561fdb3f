#pragma once
#include <stdint.h>

// ICU behind plain names, void * and integers of fixed width: its headers rename every function by macro, which Swift
// cannot import, and they clash with the ICU inside Foundation. Text is UTF-16; lengths count its units.
// A function that answers a length answers the length needed, even when `capacity` was too small; -1 is a failure.

/// The version of the library and of its collation data, such as "72.1/153.120".
const char *cicu_version(void);

/// A collator of a locale, or NULL.
void *cicu_collator(const char *locale);

/// The sort key, closing zero included.
int32_t cicu_sort_key(const void *collator, const uint16_t *text, int32_t length, uint8_t *out, int32_t capacity);

/// A transliterator by its ASCII name, or NULL.
void *cicu_transliterator(const char *name);

/// Rewrites `text` in place and answers its new length; -1 also when `capacity` is too small.
int32_t cicu_transliterate(const void *transliterator, uint16_t *text, int32_t length, int32_t capacity);

/// The text in normal form KC.
int32_t cicu_nfkc(const uint16_t *text, int32_t length, uint16_t *out, int32_t capacity);
