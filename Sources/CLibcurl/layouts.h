// The structures and numbers of libcurl's ABI that pass through our hands.
#ifndef DOWNSTREAM_LAYOUTS_H
#define DOWNSTREAM_LAYOUTS_H

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
#define DS_GLOBAL_DEFAULT 3L

#endif
