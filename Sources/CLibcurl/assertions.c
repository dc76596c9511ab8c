// Holds our numbers and layouts against the real header. Built only where that header is:
//     cc -DDOWNSTREAM_CHECK_HEADERS -fsyntax-only -I PATH_OF_HEADERS assertions.c
#ifdef DOWNSTREAM_CHECK_HEADERS

#include "layouts.h"

// We use the older names on purpose: they work on our floor, libcurl 7.81.
#define CURL_DISABLE_DEPRECATION
#include <curl/curl.h>
#include <openssl/ssl.h>
#include <stddef.h>

#define DS_NUMBER(ours, theirs, value) \
    _Static_assert((long)(theirs) == (long)(value), #theirs " is not " #value);
#include "include/numbers.def"

DS_NUMBER(, CURLMSG_DONE, DS_MESSAGE_DONE)
DS_NUMBER(, CURL_WAIT_POLLIN, DS_WAIT_IN)
DS_NUMBER(, CURLSSLBACKEND_OPENSSL, DS_TLS_OPENSSL)
DS_NUMBER(, CRYPTO_EX_INDEX_SSL, DS_TLS_CONNECTION)
DS_NUMBER(, SSL_CB_READ_ALERT, DS_TLS_ALERT_READ)
DS_NUMBER(, SSL_AD_CLOSE_NOTIFY, DS_TLS_CLOSE_NOTIFY)
DS_NUMBER(, CURL_SOCKET_BAD, DS_SOCKET_BAD)
DS_NUMBER(, CURL_GLOBAL_DEFAULT, DS_GLOBAL_DEFAULT)

#define SAME_PLACE(ours, our_field, theirs, their_field)                                  \
    _Static_assert(offsetof(struct ours, our_field) == offsetof(struct theirs, their_field), \
                   #theirs "." #their_field " has moved");

SAME_PLACE(ds_message, kind, CURLMsg, msg)
SAME_PLACE(ds_message, easy, CURLMsg, easy_handle)
SAME_PLACE(ds_message, data, CURLMsg, data)
SAME_PLACE(ds_wait_descriptor, fd, curl_waitfd, fd)
SAME_PLACE(ds_wait_descriptor, events, curl_waitfd, events)
SAME_PLACE(ds_wait_descriptor, revents, curl_waitfd, revents)
SAME_PLACE(ds_blob, data, curl_blob, data)
SAME_PLACE(ds_blob, length, curl_blob, len)
SAME_PLACE(ds_blob, flags, curl_blob, flags)
SAME_PLACE(ds_tls_session, backend, curl_tlssessioninfo, backend)
SAME_PLACE(ds_tls_session, connection, curl_tlssessioninfo, internals)
SAME_PLACE(ds_address, family, curl_sockaddr, family)
SAME_PLACE(ds_address, socktype, curl_sockaddr, socktype)
SAME_PLACE(ds_address, protocol, curl_sockaddr, protocol)
SAME_PLACE(ds_address, length, curl_sockaddr, addrlen)
SAME_PLACE(ds_address, address, curl_sockaddr, addr)
_Static_assert(sizeof(curl_off_t) == 8, "curl_off_t is not 64 bits");
_Static_assert(sizeof(CURLcode) == sizeof(int), "CURLcode is not an int");

#endif
