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

// The beginning of the answer's body, as far as there is room; an answer longer than `left` ends the talk.
struct curl_page { unsigned char *bytes; size_t room, count, left; };

static inline size_t curl_note(char *bytes, size_t size, size_t count, void *to) {
    size_t all = size * count;
    struct curl_page *page = to;
    if (all > page->left) return 0;
    page->left -= all;
    size_t free = page->room - page->count, kept = all < free ? all : free;
    for (size_t i = 0; i < kept; i++) page->bytes[page->count + i] = (unsigned char)bytes[i];
    page->count += kept;
    return all;
}

static inline CURLcode curl_set_noting(CURL *curl, struct curl_page *page) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, curl_note);
    return code == CURLE_OK ? curl_easy_setopt(curl, CURLOPT_WRITEDATA, page) : code;
}

// A letter as it is handed over piece by piece.
struct curl_letter { const unsigned char *bytes; size_t left; };

static inline size_t curl_hand_over(char *into, size_t size, size_t count, void *from) {
    struct curl_letter *letter = from;
    size_t room = size * count, all = letter->left < room ? letter->left : room;
    for (size_t i = 0; i < all; i++) into[i] = (char)letter->bytes[i];
    letter->bytes += all;
    letter->left -= all;
    return all;
}

static inline CURLcode curl_set_letter(CURL *curl, struct curl_letter *letter) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_READFUNCTION, curl_hand_over);
    if (code == CURLE_OK) code = curl_easy_setopt(curl, CURLOPT_READDATA, letter);
    return code == CURLE_OK ? curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L) : code;
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
