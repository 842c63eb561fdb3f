#pragma once
#include <curl/curl.h>

// Swift calls no function with a varying number of arguments, so each kind of value has its own name here.

static inline CURLcode curl_set_text(CURL *curl, CURLoption option, const char *value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode curl_set_number(CURL *curl, CURLoption option, long value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode curl_set_list(CURL *curl, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode curl_set_body(CURL *curl, const void *bytes, long count) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, count);
    return code == CURLE_OK ? curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, bytes) : code;
}

static inline size_t curl_swallow(char *bytes, size_t size, size_t count, void *left) {
    (void)bytes;
    size_t all = size * count;
    size_t *rest = left;
    if (all > *rest) return 0;
    *rest -= all;
    return all;
}

// The body of the answer is read and thrown away; one that is longer than `*left` ends the talk.
static inline CURLcode curl_set_swallowing(CURL *curl, size_t *left) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, curl_swallow);
    return code == CURLE_OK ? curl_easy_setopt(curl, CURLOPT_WRITEDATA, left) : code;
}

static inline long curl_status(CURL *curl) {
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

static inline long curl_retry_after(CURL *curl) {
    curl_off_t seconds = 0;
    curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds);
    return (long)seconds;
}
