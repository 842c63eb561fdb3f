#pragma once
#include <microhttpd.h>

/* What Swift cannot call: the functions of libmicrohttpd that take a variable number of arguments. */

struct mhd_terms {
    int socket;
    unsigned int threads;
    unsigned int connections;
    unsigned int connections_per_address;
    unsigned int idle_seconds;
    size_t memory;
    MHD_AccessHandlerCallback access;
    void *(*target)(void *closure, const char *uri, struct MHD_Connection *connection);
    MHD_RequestCompletedCallback completed;
    MHD_NotifyConnectionCallback connection;
    void *closure;
};

static inline struct MHD_Daemon *mhd_start(const struct mhd_terms *terms) {
    struct MHD_OptionItem pool[] = {
        {terms->threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, (intptr_t)terms->threads, NULL},
        {MHD_OPTION_END, 0, NULL},
    };
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TURBO, 0, NULL, NULL,
        terms->access, terms->closure,
        MHD_OPTION_LISTEN_SOCKET, terms->socket,
        MHD_OPTION_CONNECTION_LIMIT, terms->connections,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, terms->connections_per_address,
        MHD_OPTION_CONNECTION_TIMEOUT, terms->idle_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, terms->memory,
        MHD_OPTION_URI_LOG_CALLBACK, terms->target, terms->closure,
        MHD_OPTION_NOTIFY_COMPLETED, terms->completed, terms->closure,
        MHD_OPTION_NOTIFY_CONNECTION, terms->connection, terms->closure,
        MHD_OPTION_ARRAY, pool,
        MHD_OPTION_END);
}

static inline int mhd_socket(struct MHD_Connection *connection) {
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
}

static inline void *mhd_socket_context(struct MHD_Connection *connection) {
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

static inline size_t mhd_head_size(struct MHD_Connection *connection) {
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size;
}

static inline const struct sockaddr *mhd_peer(struct MHD_Connection *connection) {
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
}
