/* A power cut for one folder. Loaded with LD_PRELOAD into a database, it keeps beside the folder POWER_LIVE a second
   one, POWER_KEPT, that holds of each file only what was there at its last fsync or fdatasync: what a disk surely holds
   when the power goes. After kill -9 the drill puts POWER_KEPT in the place of POWER_LIVE, so that everything that only
   the operating system's buffers held is gone. Names (rename, link, unlink, mkdir, rmdir) are kept at once. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK 65536
#define REAL(name, ...) ((int (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

static const char *live(void) { return getenv("POWER_LIVE"); }

static int kept_name(const char *path, char *out) {
  char whole[PATH_MAX];
  const char *from = live(), *to = getenv("POWER_KEPT");
  if (!from || !to || !path) return 0;
  if (path[0] != '/') {
    char here[PATH_MAX];
    if (!getcwd(here, sizeof here) || snprintf(whole, sizeof whole, "%s/%s", here, path) >= (int)sizeof whole) return 0;
    path = whole;
  }
  size_t length = strlen(from);
  if (strncmp(path, from, length) || (path[length] && path[length] != '/')) return 0;
  return snprintf(out, PATH_MAX, "%s%s", to, path + length) < PATH_MAX;
}

static void parents(char *path) {
  for (char *at = path + 1; (at = strchr(at, '/')); at++) {
    *at = 0;
    REAL(mkdir, const char *, mode_t)(path, 0700);
    *at = '/';
  }
}

static void keep(int fd) {
  char link[64], path[PATH_MAX], out[PATH_MAX], block[BLOCK];
  struct stat is;
  int saved = errno;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) goto end;
  path[length] = 0;
  if (!kept_name(path, out) || fstat(fd, &is) || !S_ISREG(is.st_mode)) goto end;
  /* not through another descriptor where this one can be read: closing one drops the locks that SQLite holds */
  int own = (fcntl(fd, F_GETFL) & O_ACCMODE) != O_WRONLY, in = own ? fd : open(path, O_RDONLY);
  int kept = open(out, O_RDWR | O_CREAT, 0600);
  if (kept < 0) { parents(out); kept = open(out, O_RDWR | O_CREAT, 0600); }
  if (in < 0 || kept < 0) { fprintf(stderr, "power.c: cannot keep %s\n", path); abort(); }
  flock(kept, LOCK_EX);
  off_t at = 0;
  for (ssize_t got; (got = pread(in, block, BLOCK, at)) > 0; at += got)
    if (pwrite(kept, block, got, at) != got) { fprintf(stderr, "power.c: cannot keep %s\n", path); abort(); }
  if (ftruncate(kept, at)) abort();
  close(kept);
  if (!own) close(in);
end:
  errno = saved;
}

int fsync(int fd) {
  int done = REAL(fsync, int)(fd);
  if (!done) keep(fd);
  return done;
}

int fdatasync(int fd) {
  int done = REAL(fdatasync, int)(fd);
  if (!done) keep(fd);
  return done;
}

static void both(int (*does)(const char *, const char *), const char *from, const char *to) {
  char a[PATH_MAX], b[PATH_MAX];
  int saved = errno;
  if (kept_name(from, a) && kept_name(to, b)) does(a, b);
  errno = saved;
}

static void one(int (*does)(const char *), const char *path) {
  char a[PATH_MAX];
  int saved = errno;
  if (kept_name(path, a)) does(a);
  errno = saved;
}

int rename(const char *from, const char *to) {
  int (*does)(const char *, const char *) = REAL(rename, const char *, const char *);
  int done = does(from, to);
  if (!done) both(does, from, to);
  return done;
}

int link(const char *from, const char *to) {
  int (*does)(const char *, const char *) = REAL(link, const char *, const char *);
  int done = does(from, to);
  if (!done) both(does, from, to);
  return done;
}

int unlink(const char *path) {
  int (*does)(const char *) = REAL(unlink, const char *);
  int done = does(path);
  if (!done) one(does, path);
  return done;
}

int rmdir(const char *path) {
  int (*does)(const char *) = REAL(rmdir, const char *);
  int done = does(path);
  if (!done) one(does, path);
  return done;
}

int mkdir(const char *path, mode_t mode) {
  char a[PATH_MAX];
  int done = REAL(mkdir, const char *, mode_t)(path, mode), saved = errno;
  if (!done && kept_name(path, a)) REAL(mkdir, const char *, mode_t)(a, 0700);
  errno = saved;
  return done;
}
