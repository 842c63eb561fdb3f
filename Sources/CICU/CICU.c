#include "CICU.h"

#include <stdio.h>
#include <string.h>
#include <unicode/ucnv.h>
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

int32_t cicu_decode_gb18030(const uint8_t *bytes, int32_t length, uint16_t *out, int32_t capacity, int32_t *bad) {
    UErrorCode status = U_ZERO_ERROR;
    *bad = 0;
    UConverter *converter = ucnv_open("gb18030", &status);
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    if (U_FAILURE(status)) return -1;
    const char *source = (const char *)bytes, *end = source + length;
    UChar *target = (UChar *)out;
    ucnv_toUnicode(converter, &target, target + capacity, &source, end, NULL, 1, &status);
    if (U_FAILURE(status)) {
        char invalid[8];
        int8_t count = sizeof invalid;
        UErrorCode asked = U_ZERO_ERROR;
        ucnv_getInvalidChars(converter, invalid, &count, &asked);
        *bad = (int32_t)(source - (const char *)bytes) - (U_SUCCESS(asked) ? count : 0);
    }
    ucnv_close(converter);
    return U_SUCCESS(status) ? (int32_t)(target - (UChar *)out) : -1;
}
