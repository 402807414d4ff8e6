/* The tagger's inner loop: tokens, features, best path. `twin.py` does the same in Python, step by step;
 * a property test holds the two together, so change both or neither. */

#define _DEFAULT_SOURCE
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

#define TAGS 5 /* O, B-name, I-name, B-address, I-address */
#define LANES 8 /* a row of weights, padded */
#define MOST 40 /* features of one token */
#define REACH 4 /* tokens of the longest entry in the gazetteer */

enum { HAN = 1, WORD = 2, NUMBER = 3, MARK = 4 };
enum { LINE = 1, SPACE = 2, OPENS = 4 };
enum { LARGEST = 1 << 15 }; /* of moves and bias */
enum { BEGINS = 1 << 15, PLACE = 1 << 2, INSIDE = 1 << 12 };

typedef struct {
    Py_ssize_t start, end;
    uint64_t word, head, tail, end2; /* whole, first three, last three, last two code points, lowered */
    uint32_t known, starts, ends, covers; /* gazetteer: mask; longest entry from, up to and over here */
    uint8_t kind, shape, flags;
} Token;

typedef struct {
    PyObject_HEAD
    int8_t *weights;
    int bits;
    int32_t moves[TAGS + 1][TAGS];
    int32_t bias;
    uint64_t *keys;
    uint16_t *masks;
    uint64_t room; /* slots of the gazetteer, a power of two */
    int is_ready;
} Tagger;

/* ---- tables ----------------------------------------------------------------------------------- */

enum { HUGE = 2 << 20 };

/* Room, all zero, for a table that is read here and there: in huge pages, so that few addresses are looked up. */
static void *table_of(size_t size) {
    size_t whole = (size + HUGE - 1) / HUGE * HUGE;
    void *table = aligned_alloc(HUGE, whole);
    if (!table) return PyErr_NoMemory();
#ifdef MADV_HUGEPAGE
    madvise(table, whole, MADV_HUGEPAGE);
#endif
    return memset(table, 0, whole);
}

/* ---- hashing ---------------------------------------------------------------------------------- */

static inline uint64_t mix(uint64_t x) {
    x ^= x >> 32;
    x *= 0xD6E8FEB86659FD93ULL;
    x ^= x >> 32;
    return x;
}

static inline uint64_t more(uint64_t hash, uint64_t code) { return (hash ^ code) * 0x100000001B3ULL; }

static const uint64_t START = 0xCBF29CE484222325ULL;

static inline uint64_t chained(uint64_t key, uint64_t word) {
    return mix(key * 0x9E3779B97F4A7C15ULL + word);
}

static uint16_t known(const Tagger *self, uint64_t key) {
    uint64_t at = mix(key) & (self->room - 1);
    while (self->keys[at]) {
        if (self->keys[at] == key) return self->masks[at];
        at = (at + 1) & (self->room - 1);
    }
    return 0;
}

/* ---- tokens ----------------------------------------------------------------------------------- */

static inline int is_han(Py_UCS4 c) {
    return (c >= 0x3400 && c <= 0x9FFF) || c == 0x3005 || c == 0x3007 || (c >= 0x20000 && c <= 0x323AF);
}

static inline int is_letter(Py_UCS4 c) {
    if (c < 128) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return Py_UNICODE_ISALPHA(c) && !is_han(c);
}

static inline Py_UCS4 lowered(Py_UCS4 c) {
    if (c < 128) return (c >= 'A' && c <= 'Z') ? c + 32 : c;
    return Py_UNICODE_TOLOWER(c);
}

static inline int is_capital(Py_UCS4 c) {
    if (c < 128) return c >= 'A' && c <= 'Z';
    return Py_UNICODE_ISUPPER(c) || Py_UNICODE_ISTITLE(c);
}

static void spell(Token *token, int kind, const void *data) {
    Py_ssize_t length = token->end - token->start;
    uint64_t whole = START, head = START, tail = START, end2 = START;
    int capitals = 0, first = 0;
    for (Py_ssize_t at = 0; at < length; at++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, token->start + at);
        Py_UCS4 low = lowered(c);
        whole = more(whole, low);
        if (at < 3) head = more(head, low);
        if (at >= length - 3) tail = more(tail, low);
        if (at >= length - 2) end2 = more(end2, low);
        if (is_capital(c)) {
            capitals++;
            if (at == 0) first = 1;
        }
    }
    token->word = whole;
    token->head = head;
    token->tail = tail;
    token->end2 = end2;
    if (token->kind == WORD) {
        int is_short = length == 1;
        if (capitals == 0) token->shape = is_short ? 1 : 2;
        else if (capitals == length) token->shape = is_short ? 3 : 4;
        else if (first && capitals == 1) token->shape = 5;
        else token->shape = first ? 6 : 7;
    } else if (token->kind == NUMBER) {
        token->shape = (uint8_t)(8 + (length > 6 ? 7 : length));
    } else {
        token->shape = token->kind == HAN ? 16 : (uint8_t)(17 + whole % 64);
    }
}

/* Every token of the text; NULL and an exception when there is no memory. */
static Token *tokens_of(PyObject *text, Py_ssize_t *count) {
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t length = PyUnicode_GET_LENGTH(text), at = 0, made = 0;
    Token *tokens = PyMem_Malloc((size_t)(length ? length : 1) * sizeof(Token));
    if (!tokens) {
        PyErr_NoMemory();
        return NULL;
    }
    uint8_t flags = LINE | OPENS;
    while (at < length) {
        Py_UCS4 c = PyUnicode_READ(kind, data, at);
        if (c == '\n' || c == '\r') {
            flags |= LINE | SPACE | OPENS;
            at++;
            continue;
        }
        if (c == ' ' || (c != 'x' && Py_UNICODE_ISSPACE(c))) {
            flags |= SPACE;
            at++;
            continue;
        }
        Token *token = tokens + made++;
        token->start = at++;
        token->flags = flags;
        token->known = token->starts = token->ends = token->covers = 0;
        flags = 0;
        if (is_letter(c)) {
            token->kind = WORD;
            while (at < length) {
                Py_UCS4 next = PyUnicode_READ(kind, data, at);
                if (is_letter(next)) at++;
                else if (next == '\'' && at + 1 < length && is_letter(PyUnicode_READ(kind, data, at + 1))) at += 2;
                else break;
            }
        } else if (Py_UNICODE_ISDECIMAL(c)) {
            token->kind = NUMBER;
            while (at < length && Py_UNICODE_ISDECIMAL(PyUnicode_READ(kind, data, at))) at++;
        } else {
            token->kind = is_han(c) ? HAN : MARK;
            if (c == '.' || c == '!' || c == '?' || c == ':' || c == 0x3002) flags = OPENS;
        }
        token->end = at;
        spell(token, kind, data);
    }
    *count = made;
    return tokens;
}

static void look_up(const Tagger *self, Token *tokens, Py_ssize_t count) {
    for (Py_ssize_t at = 0; at < count; at++)
        if (tokens[at].kind == WORD || tokens[at].kind == HAN) tokens[at].known |= known(self, tokens[at].word);
    for (Py_ssize_t at = 0; at < count; at++) {
        if (!(tokens[at].known & BEGINS)) continue;
        uint64_t key = tokens[at].word;
        for (int length = 2; length <= REACH && at + length <= count; length++) {
            Token *last = tokens + at + length - 1;
            if (last->flags & LINE || (last->kind == HAN) != (tokens[at].kind == HAN)) break;
            key = chained(key, last->word);
            uint32_t mask = known(self, key) & 0x7FFF;
            if (!mask) continue;
            uint32_t entry = (uint32_t)length << 16 | mask;
            tokens[at].starts = entry;
            if (entry > last->ends) last->ends = entry;
            for (int inside = 0; inside < length; inside++) {
                Token *token = tokens + at + inside;
                if (mask & PLACE) token->known |= INSIDE;
                uint32_t place = (inside == 0 ? 1u : inside == length - 1 ? 3u : 2u) << 20 | entry;
                if ((place & 0xFFFFF) > (token->covers & 0xFFFFF)) token->covers = place;
            }
        }
    }
}

/* ---- features --------------------------------------------------------------------------------- */

typedef struct {
    uint32_t *rows;
    int count, shift;
    const int8_t *weights;
} Features;

/* The weights don't fit into a cache: a row is asked for as soon as it is known, and added up later. */
#if defined(__GNUC__) || defined(__clang__)
#define ASK_FOR(address) __builtin_prefetch(address)
#else
#define ASK_FOR(address) ((void)(address))
#endif

static inline void add(Features *features, uint64_t name, uint64_t a, uint64_t b, uint64_t c) {
    uint64_t hash = mix(a + name * 0x9E3779B97F4A7C15ULL);
    if (b) hash = mix(hash ^ b);
    if (c) hash = mix(hash + c);
    uint32_t row = (uint32_t)(mix(hash) >> features->shift);
    ASK_FOR(features->weights + (size_t)row * LANES);
    features->rows[features->count++] = row;
}

static const Token OUTSIDE = {0, 0, 7, 7, 7, 7, 0, 0, 0, 0, 0, 0, 0};

static inline const Token *near(const Token *tokens, Py_ssize_t count, Py_ssize_t at) {
    return at < 0 || at >= count ? &OUTSIDE : tokens + at;
}

/* A token (t) and those around it: c b a before it, x y z behind. */
typedef struct {
    const Token *c, *b, *a, *t, *x, *y, *z;
} Window;

static inline void add_words(Features *f, const Window *w) {
    const Token *b = w->b, *a = w->a, *t = w->t, *x = w->x, *y = w->y;
    add(f, 1, t->word, 0, 0);
    add(f, 2, a->word, 0, 0);
    add(f, 3, x->word, 0, 0);
    add(f, 4, b->word, 0, 0);
    add(f, 5, y->word, 0, 0);
    add(f, 6, a->word, t->word, 0);
    add(f, 7, t->word, x->word, 0);
    add(f, 8, b->word, a->word, t->kind);
    add(f, 9, x->word, y->word, t->kind);
}

static inline void add_han(Features *f, const Window *w, uint64_t breaks) {
    const Token *c = w->c, *b = w->b, *a = w->a, *t = w->t, *x = w->x, *y = w->y, *z = w->z;
    uint64_t here = (uint64_t)(t->known & 0x7FFF) << 8 | 1;
    uint64_t next = (uint64_t)(x->known & 0x7FFF) << 8 | x->kind, after = (uint64_t)(y->known & 0x7FFF) << 8 | y->kind;
    add(f, 40, b->word, a->word, t->word);
    add(f, 41, a->word, t->word, x->word);
    add(f, 42, t->word, x->word, y->word);
    add(f, 43, a->word, x->word, 0);
    add(f, 44, here, next, after);
    add(f, 45, here, t->starts + 1, a->ends + 1);
    add(f, 46, t->covers + 1, a->covers + 1, x->covers + 1);
    add(f, 47, x->starts + 1, here, 0);
    add(f, 48, y->starts + 1, here, next);
    add(f, 49, z->starts + 1, here, 0);
    add(f, 50, a->ends + 1, here, next);
    add(f, 51, t->covers + 1, here, a->word);
    add(f, 52, c->word, b->word, a->word);
    add(f, 53, y->word, z->word, here);
    add(f, 54, (uint64_t)a->kind << 8 | x->kind, here, breaks);
    add(f, 55, x->word, here, next);
    add(f, 56, a->word, here, next);
    add(f, 57, b->covers + 1, a->covers + 1, here);
}

static inline void add_looks(Features *f, const Window *w, uint64_t breaks, uint64_t mode) {
    const Token *c = w->c, *b = w->b, *a = w->a, *t = w->t, *x = w->x, *y = w->y, *z = w->z;
    uint64_t looks = (uint64_t)t->shape << 16 | (t->known & 0x7FFF) | 1ULL << 40;
    uint64_t before = (uint64_t)a->shape << 16 | (a->known & 0x7FFF) | 1ULL << 40;
    uint64_t behind = (uint64_t)x->shape << 16 | (x->known & 0x7FFF) | 1ULL << 40;
    uint64_t shapes = (uint64_t)a->shape << 16 | (uint64_t)t->shape << 8 | x->shape | 1ULL << 40;
    add(f, 10, shapes, (uint64_t)b->shape << 8 | y->shape, 0);
    add(f, 11, shapes, breaks, 0);
    add(f, 12, looks, mode, 0);
    add(f, 13, looks, breaks, mode);
    add(f, 14, looks, a->word, 0);
    add(f, 15, looks, x->word, 0);
    add(f, 16, looks, before, behind);
    add(f, 17, looks, before, 0);
    add(f, 18, looks, behind, 0);
    add(f, 19, t->tail, t->shape, 0);
    add(f, 20, t->head, t->shape, 0);
    add(f, 21, t->end2, t->shape, mode);
    add(f, 22, looks, b->word, a->word);
    add(f, 23, looks, x->word, y->word);
    add(f, 24, looks, b->word, before);
    add(f, 25, looks, y->word, behind);
    add(f, 26, t->starts + 1, t->covers + 1, t->shape);
    add(f, 27, a->ends + 1, looks, 0);
    add(f, 28, c->word, looks, 0);
    add(f, 29, z->word, looks, 0);
    add(f, 30, before, behind, (uint64_t)b->shape << 8 | y->shape | 1ULL << 40);
}

/* The rows of weights that speak about one token. `mode` is the text's manner of writing capitals. */
static int features_of(
    const Tagger *self, const Token *tokens, Py_ssize_t count, Py_ssize_t at, uint64_t mode, uint32_t *rows
) {
    Features f = {rows, 0, 64 - self->bits, self->weights};
    Window w = {
        near(tokens, count, at - 3), near(tokens, count, at - 2), near(tokens, count, at - 1), tokens + at,
        near(tokens, count, at + 1), near(tokens, count, at + 2), near(tokens, count, at + 3)};
    uint64_t breaks = (uint64_t)(w.t->flags & (LINE | OPENS)) << 2 | (uint64_t)(w.x->flags & LINE) << 1 | 32;
    add_words(&f, &w);
    if (w.t->kind == HAN) add_han(&f, &w, breaks);
    else add_looks(&f, &w, breaks, mode);
    return f.count;
}

/* How a text writes capitals: 1 none at all, 2 nothing but, 3 as usual. */
static uint64_t manner(const Token *tokens, Py_ssize_t count) {
    Py_ssize_t small = 0, large = 0;
    for (Py_ssize_t at = 0; at < count; at++) {
        if (tokens[at].kind != WORD) continue;
        if (tokens[at].shape <= 2) small++;
        else large += tokens[at].shape == 4 ? 1 : 1000000;
    }
    if (large == 0) return 1;
    return small == 0 && large < 1000000 ? 2 : 3;
}

/* ---- best path -------------------------------------------------------------------------------- */

static int may_follow(int before, int tag) {
    return !(tag == 2 || tag == 4) || before == tag || before == tag - 1;
}

static void emissions(const Tagger *self, const uint32_t *rows, int count, int32_t *sums) {
    int32_t lanes[LANES] = {0};
    for (int at = 0; at < count; at++) {
        const int8_t *row = self->weights + (size_t)rows[at] * LANES;
        for (int tag = 0; tag < LANES; tag++) lanes[tag] += row[tag];
    }
    lanes[0] += self->bias;
    memcpy(sums, lanes, TAGS * sizeof(int32_t));
}

/* Scores are kept relative to the best: their sum over a long text would not fit. */
static void settle(const int32_t *found, int32_t *score) {
    int32_t best = found[0];
    for (int tag = 1; tag < TAGS; tag++)
        if (found[tag] > best) best = found[tag];
    for (int tag = 0; tag < TAGS; tag++) score[tag] = found[tag] - best;
}

static int best_path(const Tagger *self, const Token *tokens, Py_ssize_t count, uint8_t *path) {
    uint8_t(*from)[TAGS] = PyMem_Malloc((size_t)count * TAGS);
    if (!from) {
        PyErr_NoMemory();
        return -1;
    }
    int32_t score[TAGS] = {0}, next[TAGS], sums[TAGS];
    uint32_t rows[MOST];
    uint64_t mode = manner(tokens, count);
    for (Py_ssize_t at = 0; at < count; at++) {
        emissions(self, rows, features_of(self, tokens, count, at, mode, rows), sums);
        for (int tag = 0; tag < TAGS; tag++) {
            int32_t best = INT32_MIN / 2;
            uint8_t origin = 0;
            if (at == 0) {
                if (may_follow(0, tag)) best = self->moves[TAGS][tag];
            } else {
                for (int before = 0; before < TAGS; before++) {
                    if (!may_follow(before, tag)) continue;
                    int32_t found = score[before] + self->moves[before][tag];
                    if (found > best) {
                        best = found;
                        origin = (uint8_t)before;
                    }
                }
            }
            next[tag] = best + sums[tag];
            from[at][tag] = origin;
        }
        settle(next, score);
    }
    int tag = 0;
    for (int other = 1; other < TAGS; other++)
        if (score[other] > score[tag]) tag = other;
    for (Py_ssize_t at = count - 1; at >= 0; at--) {
        path[at] = (uint8_t)tag;
        tag = from[at][tag];
    }
    PyMem_Free(from);
    return 0;
}

/* ---- Python ----------------------------------------------------------------------------------- */

static PyObject *spans_of(const Token *tokens, Py_ssize_t count, const uint8_t *path) {
    PyObject *spans = PyList_New(0);
    for (Py_ssize_t at = 0; spans && at < count;) {
        int tag = path[at];
        Py_ssize_t first = at++;
        if (tag == 0) continue;
        int inside = tag + (tag & 1);
        while (at < count && path[at] == inside) at++;
        PyObject *span = Py_BuildValue("(nni)", tokens[first].start, tokens[at - 1].end, (tag + 1) / 2);
        if (!span || PyList_Append(spans, span) < 0) Py_CLEAR(spans);
        Py_XDECREF(span);
    }
    return spans;
}

static Token *read_text(Tagger *self, PyObject *text, Py_ssize_t *count) {
    if (!self->is_ready) {
        PyErr_SetString(PyExc_RuntimeError, "the tagger has no weights");
        return NULL;
    }
    if (!PyUnicode_Check(text)) {
        PyErr_SetString(PyExc_TypeError, "text must be a str");
        return NULL;
    }
    Token *tokens = tokens_of(text, count);
    if (tokens) look_up(self, tokens, *count);
    return tokens;
}

static PyObject *Tagger_tag(Tagger *self, PyObject *text) {
    Py_ssize_t count = 0;
    Token *tokens = read_text(self, text, &count);
    if (!tokens) return NULL;
    uint8_t *path = PyMem_Malloc((size_t)count + 1);
    PyObject *spans = NULL;
    if (!path) PyErr_NoMemory();
    else if (count == 0) spans = PyList_New(0);
    else if (best_path(self, tokens, count, path) == 0) spans = spans_of(tokens, count, path);
    PyMem_Free(path);
    PyMem_Free(tokens);
    return spans;
}

/* [(start, end, (row, ...)), ...]: what training needs of a text. */
static PyObject *Tagger_features(Tagger *self, PyObject *text) {
    Py_ssize_t count = 0;
    Token *tokens = read_text(self, text, &count);
    if (!tokens) return NULL;
    uint64_t mode = manner(tokens, count);
    PyObject *found = PyList_New(count);
    for (Py_ssize_t at = 0; found && at < count; at++) {
        uint32_t rows[MOST];
        int made = features_of(self, tokens, count, at, mode, rows);
        PyObject *features = PyTuple_New(made);
        for (int row = 0; features && row < made; row++)
            PyTuple_SET_ITEM(features, row, PyLong_FromUnsignedLong(rows[row]));
        PyObject *token = Py_BuildValue("(nnN)", tokens[at].start, tokens[at].end, features);
        if (!token) Py_CLEAR(found);
        else PyList_SET_ITEM(found, at, token);
    }
    PyMem_Free(tokens);
    return found;
}

static int fill_gazetteer(Tagger *self, Py_buffer *keys, Py_buffer *masks) {
    Py_ssize_t count = keys->len / 8;
    if (keys->len % 8 || masks->len != count * 2) {
        PyErr_SetString(PyExc_ValueError, "the gazetteer's keys and masks don't fit each other");
        return -1;
    }
    self->room = 16;
    while (self->room < (uint64_t)count * 2) self->room *= 2;
    self->keys = table_of(self->room * sizeof(uint64_t));
    self->masks = self->keys ? table_of(self->room * sizeof(uint16_t)) : NULL;
    if (!self->masks) return -1;
    for (Py_ssize_t at = 0; at < count; at++) {
        uint64_t key;
        memcpy(&key, (char *)keys->buf + at * 8, 8);
        uint64_t slot = mix(key) & (self->room - 1);
        while (self->keys[slot]) slot = (slot + 1) & (self->room - 1);
        self->keys[slot] = key;
        memcpy(self->masks + slot, (char *)masks->buf + at * 2, 2);
    }
    return 0;
}

static int check_scores(const Tagger *self) {
    int is_small = self->bias >= -LARGEST && self->bias <= LARGEST;
    for (int at = 0; at < (TAGS + 1) * TAGS; at++) {
        int32_t move = self->moves[at / TAGS][at % TAGS];
        is_small = is_small && move >= -LARGEST && move <= LARGEST;
    }
    if (!is_small) PyErr_SetString(PyExc_ValueError, "a move or the bias is of no size that scores have");
    return is_small ? 0 : -1;
}

static int Tagger_init(Tagger *self, PyObject *args, PyObject *kwargs) {
    static char *names[] = {"weights", "moves", "keys", "masks", "bits", "bias", NULL};
    Py_buffer weights, moves, keys, masks;
    int bits, bias, result = -1;
    if (!PyArg_ParseTupleAndKeywords(
            args, kwargs, "y*y*y*y*ii", names, &weights, &moves, &keys, &masks, &bits, &bias))
        return -1;
    if (bits < 1 || bits > 28 || weights.len != ((Py_ssize_t)LANES << bits) ||
        moves.len != (Py_ssize_t)sizeof self->moves) {
        PyErr_SetString(PyExc_ValueError, "the weights don't have the size they say");
    } else if (self->weights) {
        PyErr_SetString(PyExc_RuntimeError, "a tagger is made once");
    } else if ((self->weights = table_of((size_t)weights.len))) {
        memcpy(self->weights, weights.buf, (size_t)weights.len);
        memcpy(self->moves, moves.buf, sizeof self->moves);
        self->bits = bits;
        self->bias = bias;
        result = check_scores(self) < 0 ? -1 : fill_gazetteer(self, &keys, &masks);
        self->is_ready = result == 0;
    }
    PyBuffer_Release(&weights);
    PyBuffer_Release(&moves);
    PyBuffer_Release(&keys);
    PyBuffer_Release(&masks);
    return result;
}

static void Tagger_dealloc(Tagger *self) {
    free(self->weights);
    free(self->keys);
    free(self->masks);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef Tagger_methods[] = {
    {"tag", (PyCFunction)Tagger_tag, METH_O, "[(start, end, kind), ...]; kind 1 is a name, 2 an address."},
    {"features", (PyCFunction)Tagger_features, METH_O, "[(start, end, rows), ...], a line for each token."},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject TaggerType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "lightyear.guard.tagging.kernel.Tagger",
    .tp_basicsize = sizeof(Tagger),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_doc = "A linear sequence tagger over hashed features.",
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)Tagger_init,
    .tp_dealloc = (destructor)Tagger_dealloc,
    .tp_methods = Tagger_methods,
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "kernel", "The tagger's inner loop, compiled.", -1, NULL, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit_kernel(void) {
    if (PyType_Ready(&TaggerType) < 0) return NULL;
    PyObject *made = PyModule_Create(&module);
    if (made && PyModule_AddObjectRef(made, "Tagger", (PyObject *)&TaggerType) < 0) Py_CLEAR(made);
    return made;
}
