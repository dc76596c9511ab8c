// The structures and numbers of libcurl's ABI that pass through our hands.
#ifndef DOWNSTREAM_LAYOUTS_H
#define DOWNSTREAM_LAYOUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

struct ds_message {
    int kind;
    void *easy;
    union {
        void *whatever;
        int code;
    } data;
};

struct ds_wait_descriptor {
    int fd;
    short events;
    short revents;
};

struct ds_blob {
    void *data;
    size_t length;
    unsigned int flags;
};

struct ds_tls_session {
    int backend;
    void *connection;
};

struct ds_address {
    int family;
    int socktype;
    int protocol;
    unsigned int length;
    struct sockaddr address;
};

#define DS_MESSAGE_DONE 1
#define DS_WAIT_IN 1
#define DS_SOCKET_BAD (-1)
#define DS_TLS_OPENSSL 1
// Of OpenSSL: the class of ex_data, the event of an info callback, and the alert.
#define DS_TLS_CONNECTION 0
#define DS_TLS_ALERT_READ 0x4004
#define DS_TLS_CLOSE_NOTIFY 0
#define DS_GLOBAL_DEFAULT 3L

/// Called by libcurl with OpenSSL's settings of a new connection.
int ds_farewell_listen(void *easy, void *context, void *unused);
/// Has the close of a connection noted; NULL where it cannot be.
struct ds_farewell *ds_farewell_expect(const struct ds_tls_session *session);

#endif
