#include "CICU.h"

#include <stdio.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/utrans.h>
#include <unicode/ustring.h>
#include <unicode/uversion.h>

const char *cicu_version(void) {
    static _Thread_local char text[2 * U_MAX_VERSION_STRING_LENGTH + 2];
    char library[U_MAX_VERSION_STRING_LENGTH], data[U_MAX_VERSION_STRING_LENGTH] = "";
    UVersionInfo version;
    u_getVersion(version);
    u_versionToString(version, library);
    UErrorCode status = U_ZERO_ERROR;
    UCollator *collator = ucol_open("zh@collation=pinyin", &status);
    if (U_SUCCESS(status)) {
        ucol_getVersion(collator, version);
        u_versionToString(version, data);
        ucol_close(collator);
    }
    snprintf(text, sizeof text, "%s/%s", library, data);
    return text;
}

void *cicu_collator(const char *locale) {
    UErrorCode status = U_ZERO_ERROR;
    UCollator *collator = ucol_open(locale, &status);
    return U_SUCCESS(status) ? collator : NULL;
}

int32_t cicu_sort_key(const void *collator, const uint16_t *text, int32_t length, uint8_t *out, int32_t capacity) {
    int32_t needed = ucol_getSortKey(collator, (const UChar *)text, length, out, capacity);
    return needed > 0 ? needed : -1;
}

void *cicu_transliterator(const char *name) {
    UChar id[128];
    int32_t length = (int32_t)strlen(name);
    if (length >= 128) return NULL;
    u_charsToUChars(name, id, length);
    UErrorCode status = U_ZERO_ERROR;
    UTransliterator *it = utrans_openU(id, length, UTRANS_FORWARD, NULL, 0, NULL, &status);
    return U_SUCCESS(status) ? it : NULL;
}

int32_t cicu_transliterate(const void *transliterator, uint16_t *text, int32_t length, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t limit = length;
    utrans_transUChars(transliterator, (UChar *)text, &length, capacity, 0, &limit, &status);
    return U_SUCCESS(status) ? length : -1;
}

int32_t cicu_nfkc(const uint16_t *text, int32_t length, uint16_t *out, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *form = unorm2_getNFKCInstance(&status);
    int32_t needed = unorm2_normalize(form, (const UChar *)text, length, (UChar *)out, capacity, &status);
    return U_SUCCESS(status) || status == U_BUFFER_OVERFLOW_ERROR ? needed : -1;
}
