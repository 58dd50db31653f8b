/*
 * Stands between a process and its disk (LD_PRELOAD): logs what it writes, names and syncs below one folder, in order and with the
 * monotonic time; on order it lets operations fail, or syncs hang, or syncs lie. log.ts reads the log, shim.ts gives the orders.
 *
 * DISK_ROOT: the folder (real path). DISK_LOG: where to log; empty: no log. DISK_CONTROL: a file of the size of `struct control`.
 * Mapped memory is not seen (SQLite's -shm, which is no durable state).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define MOST_FDS 65536
#define FILE_TRACKED 1
#define DIR_TRACKED 2
#define WRITE_THROUGH 4

/* Classes of operations that can be made to fail. */
#define CLASS_WRITE 1
#define CLASS_SYNC 2
#define CLASS_NAME 4

struct control {
  int64_t mask;      /* classes that count */
  int64_t countdown; /* passes until the first failure; 0: no order */
  int64_t times;     /* failures from there; -1: until taken back */
  int64_t error;     /* errno */
  int64_t stall;     /* syncs hang while set */
  int64_t lie;       /* syncs do nothing and say they did */
  int64_t writes, syncs, names; /* passes seen */
  int64_t stalled;   /* syncs that hang now */
  int64_t failed;    /* failures made */
};

static struct control idle_control, *control = &idle_control;
static char root[4096];
static size_t root_length;
static int log_fd = -1;
static unsigned char kinds[MOST_FDS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int64_t next_id = 1;

struct record {
  uint32_t payload;
  uint8_t type;
  uint8_t pad[3];
  int32_t fd;
  int32_t result;
  int64_t id;
  int64_t time_ns;
  int64_t a;
  int64_t b;
};

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (!found) abort();
  return found;
}

static long raw_write(int fd, const struct iovec *parts, int count) {
  static long (*call)(long, ...);
  if (!call) call = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
  return call(SYS_writev, fd, parts, count);
}

__attribute__((constructor)) static void begin(void) {
  const char *given = getenv("DISK_ROOT"), *log = getenv("DISK_LOG"), *orders = getenv("DISK_CONTROL");
  if (!given || !realpath(given, root)) return;
  root_length = strlen(root);
  if (orders) {
    int fd = REAL(open)(orders, O_RDWR | O_CLOEXEC);
    void *map = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (map == MAP_FAILED) abort();
    control = map;
    REAL(close)(fd);
  }
  if (log && *log) {
    int fd = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    log_fd = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 60000);
    if (log_fd < 0) log_fd = fcntl(fd, F_DUPFD_CLOEXEC, 900);
    if (log_fd < 0) abort();
    REAL(close)(fd);
  }
}

/* Returns the record's id. `parts` is its payload. */
static int64_t note(char type, int fd, int64_t id, int64_t a, int64_t b, int result, const struct iovec *parts, int count) {
  if (log_fd < 0) return 0;
  int saved = errno;
  struct iovec all[count + 1];
  struct record record = {.type = (uint8_t)type, .fd = fd, .a = a, .b = b, .result = result};
  size_t payload = 0;
  for (int i = 0; i < count; i++) payload += parts[i].iov_len, all[i + 1] = parts[i];
  record.payload = (uint32_t)payload;
  all[0] = (struct iovec){&record, sizeof record};
  pthread_mutex_lock(&lock);
  record.id = id ? id : next_id++;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  record.time_ns = now.tv_sec * 1000000000LL + now.tv_nsec;
  if (raw_write(log_fd, all, count + 1) != (long)(sizeof record + payload)) abort();
  pthread_mutex_unlock(&lock);
  errno = saved;
  return record.id;
}

static int below(const char *path) {
  return root_length > 0 && strncmp(path, root, root_length) == 0 && (path[root_length] == '/' || path[root_length] == 0);
}

static int kind(int fd) { return fd >= 0 && fd < MOST_FDS ? kinds[fd] : 0; }

/* Whether this passage has to fail; sets errno. */
static int fails(int class) {
  int64_t *seen = class == CLASS_WRITE ? &control->writes : class == CLASS_SYNC ? &control->syncs : &control->names;
  __atomic_add_fetch(seen, 1, __ATOMIC_SEQ_CST);
  if (!(control->mask & class) || __atomic_load_n(&control->countdown, __ATOMIC_SEQ_CST) <= 0) return 0;
  if (__atomic_load_n(&control->countdown, __ATOMIC_SEQ_CST) > 1) {
    __atomic_sub_fetch(&control->countdown, 1, __ATOMIC_SEQ_CST);
    return 0;
  }
  if (control->times == 0) return 0;
  if (control->times > 0 && __atomic_sub_fetch(&control->times, 1, __ATOMIC_SEQ_CST) < 0) {
    control->times = 0;
    return 0;
  }
  __atomic_add_fetch(&control->failed, 1, __ATOMIC_SEQ_CST);
  errno = (int)control->error;
  return 1;
}

static void hang(void) {
  if (!control->stall) return;
  __atomic_add_fetch(&control->stalled, 1, __ATOMIC_SEQ_CST);
  while (__atomic_load_n(&control->stall, __ATOMIC_SEQ_CST)) {
    struct timespec pause = {0, 5000000};
    nanosleep(&pause, NULL);
  }
  __atomic_sub_fetch(&control->stalled, 1, __ATOMIC_SEQ_CST);
}

/* ---------------------------------------------------------------- open, close */

static int opened(int fd, int flags) {
  if (fd < 0 || fd >= MOST_FDS) return fd;
  kinds[fd] = 0;
  if (root_length == 0) return fd;
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return fd;
  path[length] = 0;
  struct stat stat;
  if (!below(path) || fstat(fd, &stat) != 0) return fd;
  size_t n = (size_t)length;
  if (n > 4 && strcmp(path + n - 4, "-shm") == 0) return fd;
  if (!S_ISREG(stat.st_mode) && !S_ISDIR(stat.st_mode)) return fd;
  kinds[fd] = S_ISDIR(stat.st_mode) ? DIR_TRACKED : FILE_TRACKED | ((flags & O_DSYNC) ? WRITE_THROUGH : 0);
  struct iovec payload = {path, n};
  note('O', fd, 0, flags, S_ISDIR(stat.st_mode), 0, &payload, 1);
  return fd;
}

#define MODE                                  \
  mode_t mode = 0;                            \
  if (flags & (O_CREAT | __O_TMPFILE)) {      \
    va_list given;                            \
    va_start(given, flags);                   \
    mode = va_arg(given, mode_t);             \
    va_end(given);                            \
  }
static int refuses(const char *path, int flags) { return (flags & O_CREAT) && below(path) && access(path, F_OK) != 0 && fails(CLASS_NAME); }

int open(const char *path, int flags, ...) {
  MODE
  if (refuses(path, flags)) return -1;
  return opened(REAL(open)(path, flags, mode), flags);
}
int open64(const char *path, int flags, ...) {
  MODE
  if (refuses(path, flags)) return -1;
  return opened(REAL(open64)(path, flags, mode), flags);
}
int openat(int at, const char *path, int flags, ...) {
  MODE
  return opened(REAL(openat)(at, path, flags, mode), flags);
}
static void closing(int fd) {
  kinds[fd] = 0;
  note('C', fd, 0, 0, 0, 0, NULL, 0);
}
int close(int fd) {
  if (kind(fd)) closing(fd);
  return REAL(close)(fd);
}

/* ---------------------------------------------------------------- writes */

/* `offset` -1: where the file stands. */
static ssize_t put(int fd, const struct iovec *parts, int count, off_t offset) {
  int through = kind(fd) & WRITE_THROUGH;
  if (fails(CLASS_WRITE)) return -1;
  /* A write through that fails has reached the cache, and no one knows what of it the disk. */
  int unsynced = through && fails(CLASS_SYNC), error = errno;
  off_t at = offset;
  if (at < 0) {
    struct stat stat;
    at = (fcntl(fd, F_GETFL) & O_APPEND) && fstat(fd, &stat) == 0 ? stat.st_size : lseek(fd, 0, SEEK_CUR);
  }
  int lies = through && control->lie;
  int64_t id = note('W', fd, 0, at, 0, 0, parts, count);
  if (through) hang();
  ssize_t done = offset >= 0 ? REAL(pwritev)(fd, parts, count, offset) : REAL(writev)(fd, parts, count);
  note('w', fd, id, at, unsynced ? 2 : through && !lies, done < 0 ? -errno : (int)done, NULL, 0);
  if (!unsynced) return done;
  errno = error;
  return -1;
}

ssize_t write(int fd, const void *data, size_t length) {
  if (!(kind(fd) & FILE_TRACKED)) return REAL(write)(fd, data, length);
  struct iovec part = {(void *)data, length};
  return put(fd, &part, 1, -1);
}
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
  if (!(kind(fd) & FILE_TRACKED)) return REAL(pwrite64)(fd, data, length, offset);
  struct iovec part = {(void *)data, length};
  return put(fd, &part, 1, offset);
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return pwrite64(fd, data, length, offset); }
ssize_t writev(int fd, const struct iovec *parts, int count) {
  if (!(kind(fd) & FILE_TRACKED)) return REAL(writev)(fd, parts, count);
  return put(fd, parts, count, -1);
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
  if (!(kind(fd) & FILE_TRACKED)) return REAL(pwritev64)(fd, parts, count, offset);
  return put(fd, parts, count, offset);
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  if (!(kind(fd) & FILE_TRACKED)) return REAL(pwritev)(fd, parts, count, offset);
  return put(fd, parts, count, offset);
}
ssize_t sendfile(int to, int from, off_t *offset, size_t count) {
  if (kind(to)) return errno = EINVAL, -1; /* so that it is copied by write */
  static ssize_t (*call)(int, int, off_t *, size_t);
  if (!call) call = real("sendfile");
  return call(to, from, offset, count);
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t count) { return sendfile(to, from, offset, count); }

int ftruncate64(int fd, off64_t length) {
  if (!(kind(fd) & FILE_TRACKED)) return REAL(ftruncate64)(fd, length);
  if (fails(CLASS_WRITE)) return -1;
  int done = REAL(ftruncate64)(fd, length);
  if (done == 0) note('T', fd, 0, length, 0, 0, NULL, 0);
  return done;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }
int fallocate(int fd, int mode, off_t offset, off_t length) {
  if (!(kind(fd) & FILE_TRACKED)) return REAL(fallocate)(fd, mode, offset, length);
  if (fails(CLASS_WRITE)) return -1;
  int done = REAL(fallocate)(fd, mode, offset, length);
  if (done == 0) note('F', fd, 0, offset, length, mode, NULL, 0);
  return done;
}
int fallocate64(int fd, int mode, off64_t offset, off64_t length) { return fallocate(fd, mode, offset, length); }
int posix_fallocate(int fd, off_t offset, off_t length) { return fallocate(fd, 0, offset, length) == 0 ? 0 : errno; }
int posix_fallocate64(int fd, off64_t offset, off64_t length) { return posix_fallocate(fd, offset, length); }

/* ---------------------------------------------------------------- syncs */

static int synced(int fd, int (*sync)(int), int data_only) {
  if (!kind(fd)) return sync(fd);
  hang();
  int failed = fails(CLASS_SYNC), error = errno;
  if (control->lie) return 0;
  int64_t id = note('S', fd, 0, data_only, 0, 0, NULL, 0);
  int done = failed ? -1 : sync(fd);
  if (failed) errno = error;
  note('s', fd, id, data_only, 0, done == 0 ? 0 : -errno, NULL, 0);
  return done;
}
int fsync(int fd) { return synced(fd, REAL(fsync), 0); }
int fdatasync(int fd) { return synced(fd, REAL(fdatasync), 1); }

/* ---------------------------------------------------------------- names */

static int named(char type, const char *one, const char *two, int done) {
  if (done == 0 && root_length > 0) {
    char buffer[2][4096];
    const char *paths[2] = {one, two ? two : ""};
    struct iovec payload[3];
    for (int i = 0; i < 2; i++)
      if (paths[i][0] != '/' && paths[i][0] != 0 && getcwd(buffer[i], sizeof buffer[i] / 2)) {
        strncat(buffer[i], "/", 2);
        strncat(buffer[i], paths[i], 2000);
        paths[i] = buffer[i];
      }
    if (!below(paths[0]) && !below(paths[1])) return done;
    payload[0] = (struct iovec){(void *)paths[0], strlen(paths[0])};
    payload[1] = (struct iovec){"\0", 1};
    payload[2] = (struct iovec){(void *)paths[1], strlen(paths[1])};
    note(type, -1, 0, 0, 0, 0, payload, 3);
  }
  return done;
}
#define NAME_FAILS(path) (below(path) && fails(CLASS_NAME))

int rename(const char *from, const char *to) { return NAME_FAILS(to) ? -1 : named('R', from, to, REAL(rename)(from, to)); }
int link(const char *from, const char *to) { return NAME_FAILS(to) ? -1 : named('L', from, to, REAL(link)(from, to)); }
int symlink(const char *from, const char *to) { return named('Y', to, NULL, REAL(symlink)(from, to)); }
int unlink(const char *path) { return named('U', path, NULL, REAL(unlink)(path)); }
int unlinkat(int at, const char *path, int flags) {
  return at == AT_FDCWD ? named(flags & AT_REMOVEDIR ? 'D' : 'U', path, NULL, REAL(unlinkat)(at, path, flags)) : REAL(unlinkat)(at, path, flags);
}
int mkdir(const char *path, mode_t mode) { return NAME_FAILS(path) ? -1 : named('M', path, NULL, REAL(mkdir)(path, mode)); }
int rmdir(const char *path) { return named('D', path, NULL, REAL(rmdir)(path)); }

/* Node's copy of libuv calls some of them without libc's wrapper. */
long syscall(long number, ...) {
  static long (*call)(long, ...);
  if (!call) call = (long (*)(long, ...))real("syscall");
  va_list given;
  va_start(given, number);
  long a = va_arg(given, long), b = va_arg(given, long), c = va_arg(given, long);
  long d = va_arg(given, long), e = va_arg(given, long), f = va_arg(given, long);
  va_end(given);
  if (number == SYS_pwritev && kind((int)a)) return put((int)a, (const struct iovec *)b, (int)c, d);
  if (number == SYS_close && kind((int)a)) closing((int)a);
  if (number == SYS_copy_file_range && kind((int)c)) return errno = ENOSYS, -1;
  return call(number, a, b, c, d, e, f);
}
