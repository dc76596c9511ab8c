// The floor: what a download costs that only receives and writes. Nothing is checked, nothing is kept
// of the head, and a server that says more than it should gets away with it.
//
//     floor http://ADDRESS:PORT/PATH FILE

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char buffer[256 * 1024];

int main(int count, char **arguments) {
    char address[64], path[1024];
    unsigned short port;
    if (count != 3 || sscanf(arguments[1], "http://%63[^:]:%hu%1023s", address, &port, path) != 3) return 2;
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(port)};
    inet_pton(AF_INET, address, &server.sin_addr);
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(connection, (struct sockaddr *)&server, sizeof server)) return 1;
    dprintf(connection, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", path, address);
    int file = open(arguments[2], O_WRONLY | O_CREAT | O_TRUNC, 0644);
    // nginx sends the whole head at once, so it is in what comes first.
    ssize_t length = recv(connection, buffer, sizeof buffer, 0);
    char *body = length > 0 ? memmem(buffer, length, "\r\n\r\n", 4) : NULL;
    if (!body || strncmp(buffer, "HTTP/1.1 200", 12)) return 1;
    length -= body + 4 - buffer;
    memmove(buffer, body + 4, length);
    off_t offset = 0;
    do {
        if (pwrite(file, buffer, length, offset) != length) return 1;
        offset += length;
    } while ((length = recv(connection, buffer, sizeof buffer, 0)) > 0);
    return length < 0 || close(file);
}
