/*
 * A CPS card in front of SoftHSM2: what the Cryptolib and a card do that SoftHSM2 does not (card/README 3 to
 * 8). One slot; tries that run out, removal, another card, latency, a driver that hangs, the card's mechanisms only.
 *
 * Environment: CARD_SHIM_MODULE = path of SoftHSM2, CARD_SHIM_DIR = folder of the reader. Files, read at each call:
 *   reader:  present     "0", or "<insertion number> <folder of the card>"
 *            foreign     "1": the card is not a CPS
 *            latency_ms  what a login or a signature takes
 *            hang        "1": every call blocks until it goes; "compute": those alone that ask the card to compute;
 *                        "initialize": C_Initialize and C_Finalize alone
 *            resets      how many times another program made the card forget the PIN it was given
 *            pcsc        life of the system's PC/SC service, counted from 1 (the default); "0": it is stopped
 *            dead        what every call answers once its PC/SC service has been replaced, in decimal; by default no
 *                        reader and no error, as Cryptolib 5.2.2 (card/README 9)
 *            log         one line per C_Initialize, C_Login and C_Sign: name, process, result, mechanism
 *            computing   one line per computation begun: process
 *            sights      one line per change that a process saw: insertion (0: empty), process, ms since 1970
 *   card:    softhsm2.conf, serial, model, no_pss ("1": CPS3), tries, max_tries (one digit each)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <p11-kit/pkcs11.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define SLOT 0UL
#define PATH 4096
/* Handles carry the insertion they were given in: SoftHSM2 numbers them from 1 again, a card never gives one back. */
#define EPOCH_SHIFT 24
#define OF_CARD(handle) ((handle) & ((1UL << EPOCH_SHIFT) - 1))
#define EPOCH_OF(handle) ((handle) >> EPOCH_SHIFT)
#define TO_CLIENT(handle) ((epoch << EPOCH_SHIFT) | (handle))

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static CK_FUNCTION_LIST *hsm;
static int initialized;
/* The life of the PC/SC service that this initialisation has met; 0: none yet. */
static long met;
/* The insertion under way: 0 = empty, negative = a foreign card. */
static long inserted;
static long announced;
static unsigned long epoch;
static CK_SLOT_ID hsm_slot;
static char card[PATH];
/* `resets` when the PIN was given: more of them since, and the card no longer knows it. */
static long resets_at_login;
static CK_MECHANISM_TYPE signing;
static int signing_with_authentication;

/* ---- files ---- */

static int read_text(const char *folder, const char *name, char *into, size_t size) {
  char path[PATH + 64];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  ssize_t got = read(file, into, size - 1);
  close(file);
  if (got < 0) return 0;
  into[got] = 0;
  into[strcspn(into, "\n")] = 0;
  return 1;
}

static long read_number(const char *folder, const char *name, long otherwise) {
  char text[32];
  return read_text(folder, name, text, sizeof text) ? strtol(text, NULL, 10) : otherwise;
}

static const char *reader(void) {
  const char *folder = getenv("CARD_SHIM_DIR");
  return folder == NULL ? "/nonexistent" : folder;
}

static void note(const char *name, const char *format, ...) {
  char path[PATH + 64], line[128];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  snprintf(path, sizeof path, "%s/%s", reader(), name);
  int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return;
  if (write(file, line, (size_t)length) != length) perror("card-shim log");
  close(file);
}

/* Adds `change` to the tries left, or with 0 gives them all back; on disk before it returns, whatever the process. */
static void move_tries(long change) {
  char path[PATH + 64], text[8] = "";
  snprintf(path, sizeof path, "%s/tries", card);
  int file = open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) return;
  flock(file, LOCK_EX);
  if (pread(file, text, sizeof text - 1, 0) > 0) {
    long next = change == 0 ? read_number(card, "max_tries", 3) : strtol(text, NULL, 10) + change;
    text[0] = (char)('0' + (next < 0 ? 0 : next));
    if (pwrite(file, text, 1, 0) != 1 || fsync(file) != 0) perror("card-shim tries");
  }
  close(file);
}

/* ---- the card in the reader ---- */

/* No reader is seen: the PC/SC service is stopped, or is another one than the one this initialisation met. */
static int blind(void) {
  long life = read_number(reader(), "pcsc", 1);
  if (met == 0) met = life;
  return life == 0 || life != met;
}

/* What every call answers then, once the service runs again; 0: as if there were no reader. */
static CK_RV dead(void) {
  return blind() && read_number(reader(), "pcsc", 1) != 0 ? (CK_RV)read_number(reader(), "dead", 0) : CKR_OK;
}

static long seen_in_reader(char *folder, size_t size) {
  char text[PATH + 32];
  folder[0] = 0;
  if (blind() || !read_text(reader(), "present", text, sizeof text)) return 0;
  char *rest;
  long number = strtol(text, &rest, 10);
  if (number <= 0) return 0;
  snprintf(folder, size, "%s", *rest == ' ' ? rest + 1 : "");
  return read_number(reader(), "foreign", 0) == 1 ? -number : number;
}

static void while_hung(const char *doing) {
  char what[32];
  while (read_text(reader(), "hang", what, sizeof what) && (strcmp(what, "1") == 0 || strcmp(what, doing) == 0)) usleep(20000);
}

static void drop_card(void) {
  if (card[0] != 0) hsm->C_Finalize(NULL);
  card[0] = 0;
  epoch++;
}

/* One card, one SoftHSM2 configuration, one token. */
static int take_card(const char *folder) {
  char conf[PATH + 64];
  CK_C_INITIALIZE_ARGS threads = {.flags = CKF_OS_LOCKING_OK};
  CK_SLOT_ID slots[8];
  CK_ULONG count = 8;
  snprintf(conf, sizeof conf, "%s/softhsm2.conf", folder);
  if (folder[0] == 0 || access(conf, R_OK) != 0) return 0;
  setenv("SOFTHSM2_CONF", conf, 1);
  if (hsm->C_Initialize(&threads) != CKR_OK) return 0;
  if (hsm->C_GetSlotList(CK_TRUE, slots, &count) == CKR_OK)
    for (CK_ULONG i = 0; i < count; i++) {
      CK_TOKEN_INFO token;
      if (hsm->C_GetTokenInfo(slots[i], &token) != CKR_OK || (token.flags & CKF_TOKEN_INITIALIZED) == 0) continue;
      hsm_slot = slots[i];
      snprintf(card, sizeof card, "%s", folder);
      return 1;
    }
  hsm->C_Finalize(NULL);
  return 0;
}

static void look(void) {
  char folder[PATH];
  struct timespec at;
  while_hung("look");
  long now = seen_in_reader(folder, sizeof folder);
  if (now == inserted) return;
  clock_gettime(CLOCK_REALTIME, &at);
  note("sights", "%ld %d %lld\n", now, (int)getpid(), (long long)at.tv_sec * 1000 + at.tv_nsec / 1000000);
  drop_card();
  inserted = now;
  if (now > 0 && !take_card(folder)) inserted = -now;
}

/* What the card takes to compute; it may be pulled out meanwhile. */
static CK_RV compute(void) {
  char folder[PATH];
  note("computing", "%d\n", (int)getpid());
  for (long left = read_number(reader(), "latency_ms", 0); left > 0; left -= 10) {
    usleep((useconds_t)(left < 10 ? left : 10) * 1000);
    if (seen_in_reader(folder, sizeof folder) != inserted) break;
  }
  long before = inserted;
  while_hung("compute");
  look();
  return inserted == before ? CKR_OK : CKR_DEVICE_REMOVED;
}

/* ---- doors: every call enters by one of these and leaves by leave() ---- */

static CK_RV leave(CK_RV answer) {
  pthread_mutex_unlock(&lock);
  return answer;
}

static CK_RV enter(void) {
  pthread_mutex_lock(&lock);
  if (!initialized) return CKR_CRYPTOKI_NOT_INITIALIZED;
  look();
  return dead();
}

static CK_RV enter_slot(CK_SLOT_ID slot, CK_RV when_foreign) {
  CK_RV answer = enter();
  if (answer != CKR_OK) return answer;
  if (slot != SLOT || blind()) return CKR_SLOT_ID_INVALID;
  return inserted > 0 ? CKR_OK : inserted < 0 ? when_foreign : CKR_TOKEN_NOT_PRESENT;
}

static CK_RV enter_session(CK_SESSION_HANDLE *session) {
  CK_RV answer = enter();
  if (answer != CKR_OK) return answer;
  /* Even if the same card is back (card/README 7). */
  if (inserted <= 0 || EPOCH_OF(*session) != epoch) return CKR_SESSION_HANDLE_INVALID;
  *session = OF_CARD(*session);
  return CKR_OK;
}

#define ENTER(door)               \
  do {                            \
    CK_RV refused = door;         \
    if (refused != CKR_OK) return leave(refused); \
  } while (0)

/* ---- library, slot, token ---- */

static void fill(unsigned char *field, size_t size, const char *text) {
  size_t length = strlen(text);
  memset(field, ' ', size);
  memcpy(field, text, length < size ? length : size);
}

static CK_RV initialize(void) {
  if (initialized) return CKR_CRYPTOKI_ALREADY_INITIALIZED;
  if (hsm == NULL) {
    const char *path = getenv("CARD_SHIM_MODULE");
    void *library = path == NULL ? NULL : dlopen(path, RTLD_NOW | RTLD_LOCAL);
    CK_C_GetFunctionList list = NULL;
    /* POSIX: the one way to read a function out of dlsym. */
    if (library != NULL) *(void **)&list = dlsym(library, "C_GetFunctionList");
    if (list == NULL || list(&hsm) != CKR_OK) return CKR_GENERAL_ERROR;
  }
  initialized = 1;
  met = 0;
  return CKR_OK;
}

static CK_RV card_Initialize(void *arguments) {
  (void)arguments;
  pthread_mutex_lock(&lock);
  while_hung("initialize");
  CK_RV answer = initialize();
  note("log", "C_Initialize %d 0x%lx 0x0\n", (int)getpid(), answer);
  return leave(answer);
}

static CK_RV card_Finalize(void *reserved) {
  (void)reserved;
  pthread_mutex_lock(&lock);
  while_hung("initialize");
  if (!initialized) return leave(CKR_CRYPTOKI_NOT_INITIALIZED);
  drop_card();
  inserted = 0;
  initialized = 0;
  return leave(CKR_OK);
}

static CK_RV card_GetInfo(CK_INFO *info) {
  pthread_mutex_lock(&lock);
  if (!initialized) return leave(CKR_CRYPTOKI_NOT_INITIALIZED);
  memset(info, 0, sizeof *info);
  info->cryptokiVersion.major = 2;
  info->cryptokiVersion.minor = 20;
  info->libraryVersion.major = 3;
  info->libraryVersion.minor = 1;
  fill(info->manufacturerID, sizeof info->manufacturerID, "ANS");
  fill(info->libraryDescription, sizeof info->libraryDescription, "CPS3 PKCS#11 LINUX");
  return leave(CKR_OK);
}

static CK_RV card_GetSlotList(unsigned char with_token, CK_SLOT_ID *slots, CK_ULONG *count) {
  ENTER(enter());
  CK_ULONG have = blind() || (with_token && inserted <= 0) ? 0 : 1;
  CK_ULONG room = *count;
  *count = have;
  if (slots == NULL) return leave(CKR_OK);
  if (room < have) return leave(CKR_BUFFER_TOO_SMALL);
  if (have == 1) slots[0] = SLOT;
  return leave(CKR_OK);
}

static CK_RV card_GetSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO *info) {
  ENTER(enter());
  if (slot != SLOT || blind()) return leave(CKR_SLOT_ID_INVALID);
  memset(info, 0, sizeof *info);
  fill(info->slotDescription, sizeof info->slotDescription, "Virtual reader 00 00");
  fill(info->manufacturerID, sizeof info->manufacturerID, "");
  info->flags = CKF_REMOVABLE_DEVICE | CKF_HW_SLOT | (inserted > 0 ? CKF_TOKEN_PRESENT : 0);
  return leave(CKR_OK);
}

static CK_RV card_GetTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO *info) {
  char text[32];
  ENTER(enter_slot(slot, CKR_TOKEN_NOT_RECOGNIZED));
  CK_RV answer = hsm->C_GetTokenInfo(hsm_slot, info);
  if (answer != CKR_OK) return leave(answer);
  if (read_text(card, "serial", text, sizeof text)) fill(info->serialNumber, sizeof info->serialNumber, text);
  if (read_text(card, "model", text, sizeof text)) {
    fill(info->model, sizeof info->model, text);
    /* As on the card: ended by a NUL (card/README 3). */
    if (strlen(text) < sizeof info->model) info->model[strlen(text)] = 0;
  }
  fill(info->manufacturerID, sizeof info->manufacturerID, "ANS");
  long tries = read_number(card, "tries", 3);
  info->flags = CKF_RNG | CKF_LOGIN_REQUIRED | CKF_USER_PIN_INITIALIZED | CKF_TOKEN_INITIALIZED;
  /* Table of card/README 6. */
  if (tries <= 0) info->flags |= CKF_USER_PIN_LOCKED;
  else if (tries < read_number(card, "max_tries", 3)) info->flags |= CKF_USER_PIN_COUNT_LOW;
  if (tries == 1) info->flags |= CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY;
  info->ulMinPinLen = 4;
  info->ulMaxPinLen = 8;
  return leave(CKR_OK);
}

static CK_RV card_WaitForSlotEvent(CK_FLAGS flags, CK_SLOT_ID *slot, void *reserved) {
  (void)reserved;
  if ((flags & CKF_DONT_BLOCK) == 0) return CKR_FUNCTION_NOT_SUPPORTED;
  ENTER(enter());
  /* A foreign card raises no event (card/README 7). */
  long now = inserted > 0 ? inserted : 0;
  if (now == announced) return leave(CKR_NO_EVENT);
  announced = now;
  *slot = SLOT;
  return leave(CKR_OK);
}

/* ---- mechanisms (card/README 4) ---- */

static const CK_MECHANISM_TYPE MECHANISMS[] = {
  CKM_RSA_PKCS, CKM_SHA1_RSA_PKCS, CKM_SHA256_RSA_PKCS, CKM_SHA_1, CKM_SHA256,
  CKM_RSA_PKCS_PSS, CKM_SHA1_RSA_PKCS_PSS, CKM_SHA256_RSA_PKCS_PSS,
};

static CK_ULONG mechanism_count(void) {
  return read_number(card, "no_pss", 1) == 1 ? 5 : 8;
}

static int has_mechanism(CK_MECHANISM_TYPE type) {
  for (CK_ULONG i = 0; i < mechanism_count(); i++)
    if (MECHANISMS[i] == type) return 1;
  return 0;
}

static CK_RV card_GetMechanismList(CK_SLOT_ID slot, CK_MECHANISM_TYPE *list, CK_ULONG *count) {
  ENTER(enter_slot(slot, CKR_TOKEN_NOT_PRESENT));
  CK_ULONG room = *count;
  *count = mechanism_count();
  if (list == NULL) return leave(CKR_OK);
  if (room < *count) return leave(CKR_BUFFER_TOO_SMALL);
  memcpy(list, MECHANISMS, *count * sizeof *list);
  return leave(CKR_OK);
}

static CK_RV card_GetMechanismInfo(CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO *info) {
  ENTER(enter_slot(slot, CKR_TOKEN_NOT_PRESENT));
  return leave(has_mechanism(type) ? hsm->C_GetMechanismInfo(hsm_slot, type, info) : CKR_MECHANISM_INVALID);
}

/* ---- sessions and the PIN ---- */

static CK_RV card_OpenSession(CK_SLOT_ID slot, CK_FLAGS flags, void *application, CK_NOTIFY notify, CK_SESSION_HANDLE *session) {
  ENTER(enter_slot(slot, CKR_TOKEN_NOT_RECOGNIZED));
  CK_RV answer = hsm->C_OpenSession(hsm_slot, flags, application, notify, session);
  if (answer == CKR_OK) *session = TO_CLIENT(*session);
  return leave(answer);
}

static CK_RV card_CloseSession(CK_SESSION_HANDLE session) {
  ENTER(enter_session(&session));
  return leave(hsm->C_CloseSession(session));
}

static CK_RV card_CloseAllSessions(CK_SLOT_ID slot) {
  ENTER(enter_slot(slot, CKR_TOKEN_NOT_RECOGNIZED));
  return leave(hsm->C_CloseAllSessions(hsm_slot));
}

static CK_RV card_GetSessionInfo(CK_SESSION_HANDLE session, CK_SESSION_INFO *info) {
  ENTER(enter_session(&session));
  CK_RV answer = hsm->C_GetSessionInfo(session, info);
  info->slotID = SLOT;
  return leave(answer);
}

static CK_RV present_pin(CK_SESSION_HANDLE session, CK_USER_TYPE user, unsigned char *pin, CK_ULONG length) {
  CK_SESSION_INFO info;
  /* The unblocking code is not played. */
  if (user != CKU_USER) return CKR_USER_TYPE_INVALID;
  CK_RV answer = hsm->C_GetSessionInfo(session, &info);
  if (answer != CKR_OK) return answer;
  if (info.state == CKS_RO_USER_FUNCTIONS || info.state == CKS_RW_USER_FUNCTIONS) return CKR_USER_ALREADY_LOGGED_IN;
  if (read_number(card, "tries", 3) <= 0) return CKR_PIN_LOCKED;
  /* Outside the card's limits: refused without asking the card, no try spent. */
  if (length < 4 || length > 8) return CKR_PIN_INCORRECT;
  answer = compute();
  if (answer != CKR_OK) return answer;
  /* Taken before the check: pulling the card out saves no try. */
  move_tries(-1);
  answer = hsm->C_Login(session, CKU_USER, pin, length);
  if (answer != CKR_OK) return answer;
  move_tries(0);
  resets_at_login = read_number(reader(), "resets", 0);
  return CKR_OK;
}

static CK_RV card_Login(CK_SESSION_HANDLE session, CK_USER_TYPE user, unsigned char *pin, CK_ULONG length) {
  CK_RV answer = enter_session(&session);
  if (answer == CKR_OK) answer = present_pin(session, user, pin, length);
  note("log", "C_Login %d 0x%lx 0x0\n", (int)getpid(), answer);
  return leave(answer);
}

static CK_RV card_Logout(CK_SESSION_HANDLE session) {
  ENTER(enter_session(&session));
  return leave(hsm->C_Logout(session));
}

/* ---- objects ---- */

static CK_RV enter_object(CK_SESSION_HANDLE *session, CK_OBJECT_HANDLE *object) {
  CK_RV answer = enter_session(session);
  if (answer != CKR_OK) return answer;
  if (EPOCH_OF(*object) != epoch) return CKR_OBJECT_HANDLE_INVALID;
  *object = OF_CARD(*object);
  return CKR_OK;
}

static CK_RV card_GetAttributeValue(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *template, CK_ULONG count) {
  ENTER(enter_object(&session, &object));
  return leave(hsm->C_GetAttributeValue(session, object, template, count));
}

static CK_RV card_FindObjectsInit(CK_SESSION_HANDLE session, CK_ATTRIBUTE *template, CK_ULONG count) {
  ENTER(enter_session(&session));
  return leave(hsm->C_FindObjectsInit(session, template, count));
}

static CK_RV card_FindObjects(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *objects, CK_ULONG max, CK_ULONG *count) {
  ENTER(enter_session(&session));
  CK_RV answer = hsm->C_FindObjects(session, objects, max, count);
  if (answer == CKR_OK)
    for (CK_ULONG i = 0; i < *count; i++) objects[i] = TO_CLIENT(objects[i]);
  return leave(answer);
}

static CK_RV card_FindObjectsFinal(CK_SESSION_HANDLE session) {
  ENTER(enter_session(&session));
  return leave(hsm->C_FindObjectsFinal(session));
}

/* ---- signatures ---- */

static int is_authentication_key(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key) {
  char label[32] = "";
  CK_ATTRIBUTE wanted = {CKA_LABEL, label, sizeof label - 1};
  return hsm->C_GetAttributeValue(session, key, &wanted, 1) == CKR_OK && strcmp(label, "CPS_PRIV_AUT") == 0;
}

static CK_RV card_SignInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key) {
  ENTER(enter_object(&session, &key));
  CK_MECHANISM_TYPE type = mechanism->mechanism;
  if (type == CKM_SHA_1 || type == CKM_SHA256 || !has_mechanism(type)) return leave(CKR_MECHANISM_INVALID);
  int authentication = is_authentication_key(session, key);
  /* A CPS3 hashes nothing for its authentication key. */
  if (authentication && mechanism_count() == 5 && type != CKM_RSA_PKCS) return leave(CKR_MECHANISM_INVALID);
  CK_RV answer = hsm->C_SignInit(session, mechanism, key);
  if (answer == CKR_OK) {
    signing = type;
    signing_with_authentication = authentication;
  }
  return leave(answer);
}

/*
 * What CKM_RSA_PKCS takes (card/README 4). Authentication key: up to 40 % of the modulus (2048 bits). Signature key: a SHA-1
 * or SHA-256 DigestInfo, or the bare hash, which the card completes.
 */
static CK_RV padded_input(unsigned char *data, CK_ULONG length, unsigned char *full, CK_ULONG *full_length) {
  static const unsigned char SHA1[] = {0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00, 0x04, 0x14};
  static const unsigned char SHA256[] = {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                         0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
  if (length > 102) return CKR_DATA_LEN_RANGE;
  CK_ULONG before = 0;
  if (!signing_with_authentication) {
    int sha1 = length == sizeof SHA1 + 20 && memcmp(data, SHA1, sizeof SHA1) == 0;
    int sha256 = length == sizeof SHA256 + 32 && memcmp(data, SHA256, sizeof SHA256) == 0;
    const unsigned char *prefix = length == 20 ? SHA1 : length == 32 ? SHA256 : NULL;
    if (!sha1 && !sha256 && prefix == NULL) return CKR_DATA_INVALID;
    if (prefix != NULL) {
      before = length == 20 ? sizeof SHA1 : sizeof SHA256;
      memcpy(full, prefix, before);
    }
  }
  memcpy(full + before, data, length);
  *full_length = before + length;
  return CKR_OK;
}

/* Another program reset the PIN state of the card: seen by the next signature, which ends the login (card/README 7). */
static int pin_was_reset(void) {
  return read_number(reader(), "resets", 0) != resets_at_login;
}

static CK_RV forgotten(CK_SESSION_HANDLE session) {
  hsm->C_Logout(session);
  return CKR_USER_NOT_LOGGED_IN;
}

static CK_RV sign_data(CK_SESSION_HANDLE session, unsigned char *data, CK_ULONG length, unsigned char *signature, CK_ULONG *size) {
  unsigned char full[160], unused[512];
  CK_RV answer = CKR_OK;
  if (signing == CKM_RSA_PKCS) {
    answer = padded_input(data, length, full, &length);
    data = full;
  }
  if (answer == CKR_OK) answer = compute();
  if (answer != CKR_OK) return answer;
  if (!pin_was_reset()) return hsm->C_Sign(session, data, length, signature, size);
  /* Ends the operation, for nobody. */
  CK_ULONG room = sizeof unused;
  hsm->C_Sign(session, data, length, unused, &room);
  return forgotten(session);
}

static CK_RV card_Sign(CK_SESSION_HANDLE session, unsigned char *data, CK_ULONG length, unsigned char *signature, CK_ULONG *size) {
  ENTER(enter_session(&session));
  /* The question of the size is the library's to answer. */
  if (signature == NULL) return leave(hsm->C_Sign(session, data, length, NULL, size));
  CK_RV answer = sign_data(session, data, length, signature, size);
  note("log", "C_Sign %d 0x%lx 0x%lx\n", (int)getpid(), answer, signing);
  return leave(answer);
}

static CK_RV card_SignUpdate(CK_SESSION_HANDLE session, unsigned char *part, CK_ULONG length) {
  ENTER(enter_session(&session));
  return leave(hsm->C_SignUpdate(session, part, length));
}

static CK_RV card_SignFinal(CK_SESSION_HANDLE session, unsigned char *signature, CK_ULONG *size) {
  ENTER(enter_session(&session));
  if (signature == NULL) return leave(hsm->C_SignFinal(session, NULL, size));
  CK_RV answer = compute();
  if (answer == CKR_OK) {
    unsigned char unused[512];
    CK_ULONG room = sizeof unused;
    int reset = pin_was_reset();
    answer = hsm->C_SignFinal(session, reset ? unused : signature, reset ? &room : size);
    if (reset) answer = forgotten(session);
  }
  note("log", "C_Sign %d 0x%lx 0x%lx\n", (int)getpid(), answer, signing);
  return leave(answer);
}

static CK_RV card_GenerateRandom(CK_SESSION_HANDLE session, unsigned char *bytes, CK_ULONG length) {
  ENTER(enter_session(&session));
  return leave(hsm->C_GenerateRandom(session, bytes, length));
}

/* Takes any arguments and looks at none: fine with the calling conventions SoftHSM2 runs on. */
static CK_RV not_supported(void) {
  return CKR_FUNCTION_NOT_SUPPORTED;
}

/* What the card does not do (C_CreateObject...), and what no client of ours asks of it. */
#define NOT_SUPPORTED (void *)not_supported

static CK_FUNCTION_LIST functions = {
  .version = {2, 20},
  .C_Initialize = card_Initialize,
  .C_Finalize = card_Finalize,
  .C_GetInfo = card_GetInfo,
  .C_GetFunctionList = C_GetFunctionList,
  .C_GetSlotList = card_GetSlotList,
  .C_GetSlotInfo = card_GetSlotInfo,
  .C_GetTokenInfo = card_GetTokenInfo,
  .C_GetMechanismList = card_GetMechanismList,
  .C_GetMechanismInfo = card_GetMechanismInfo,
  .C_InitToken = NOT_SUPPORTED,
  .C_InitPIN = NOT_SUPPORTED,
  .C_SetPIN = NOT_SUPPORTED,
  .C_OpenSession = card_OpenSession,
  .C_CloseSession = card_CloseSession,
  .C_CloseAllSessions = card_CloseAllSessions,
  .C_GetSessionInfo = card_GetSessionInfo,
  .C_GetOperationState = NOT_SUPPORTED,
  .C_SetOperationState = NOT_SUPPORTED,
  .C_Login = card_Login,
  .C_Logout = card_Logout,
  .C_CreateObject = NOT_SUPPORTED,
  .C_CopyObject = NOT_SUPPORTED,
  .C_DestroyObject = NOT_SUPPORTED,
  .C_GetObjectSize = NOT_SUPPORTED,
  .C_GetAttributeValue = card_GetAttributeValue,
  .C_SetAttributeValue = NOT_SUPPORTED,
  .C_FindObjectsInit = card_FindObjectsInit,
  .C_FindObjects = card_FindObjects,
  .C_FindObjectsFinal = card_FindObjectsFinal,
  .C_EncryptInit = NOT_SUPPORTED,
  .C_Encrypt = NOT_SUPPORTED,
  .C_EncryptUpdate = NOT_SUPPORTED,
  .C_EncryptFinal = NOT_SUPPORTED,
  .C_DecryptInit = NOT_SUPPORTED,
  .C_Decrypt = NOT_SUPPORTED,
  .C_DecryptUpdate = NOT_SUPPORTED,
  .C_DecryptFinal = NOT_SUPPORTED,
  .C_DigestInit = NOT_SUPPORTED,
  .C_Digest = NOT_SUPPORTED,
  .C_DigestUpdate = NOT_SUPPORTED,
  .C_DigestKey = NOT_SUPPORTED,
  .C_DigestFinal = NOT_SUPPORTED,
  .C_SignInit = card_SignInit,
  .C_Sign = card_Sign,
  .C_SignUpdate = card_SignUpdate,
  .C_SignFinal = card_SignFinal,
  .C_SignRecoverInit = NOT_SUPPORTED,
  .C_SignRecover = NOT_SUPPORTED,
  .C_VerifyInit = NOT_SUPPORTED,
  .C_Verify = NOT_SUPPORTED,
  .C_VerifyUpdate = NOT_SUPPORTED,
  .C_VerifyFinal = NOT_SUPPORTED,
  .C_VerifyRecoverInit = NOT_SUPPORTED,
  .C_VerifyRecover = NOT_SUPPORTED,
  .C_DigestEncryptUpdate = NOT_SUPPORTED,
  .C_DecryptDigestUpdate = NOT_SUPPORTED,
  .C_SignEncryptUpdate = NOT_SUPPORTED,
  .C_DecryptVerifyUpdate = NOT_SUPPORTED,
  .C_GenerateKey = NOT_SUPPORTED,
  .C_GenerateKeyPair = NOT_SUPPORTED,
  .C_WrapKey = NOT_SUPPORTED,
  .C_UnwrapKey = NOT_SUPPORTED,
  .C_DeriveKey = NOT_SUPPORTED,
  .C_SeedRandom = NOT_SUPPORTED,
  .C_GenerateRandom = card_GenerateRandom,
  .C_GetFunctionStatus = NOT_SUPPORTED,
  .C_CancelFunction = NOT_SUPPORTED,
  .C_WaitForSlotEvent = card_WaitForSlotEvent,
};

__attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list) {
  *list = &functions;
  return CKR_OK;
}
