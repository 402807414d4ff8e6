/* Finds many fixed pieces of text at once, by a hash of how each begins. `twin.py` does the same in Python;
 * a property test holds the two together, so change both or neither. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LEFT = 1, RIGHT = 2 };      /* no letter, digit or underscore may stand on this side */
enum { RUN = 4, LONG = 16 };       /* stands for letters and digits without a break, and how many */
enum { WORDS = 0, ANYWHERE = 1 };  /* pieces that begin a word, and all others */
enum { HEADS = 6, MAYBE_BITS = 17, ROOM = 512 };
static const int HEAD_LENGTHS[HEADS] = {1, 2, 3, 4, 6, 8};
static const uint8_t ANY_DIGIT = 0x02; /* in a piece: stands for every digit */

typedef struct {
    uint32_t at, next; /* where its bytes are; the next piece of the same hash, plus one */
    uint32_t length, characters;
    uint8_t sides, is_exact;
} Piece;

typedef struct {
    uint32_t *heads;
    uint32_t room; /* of heads, a power of two; 0 when no piece is of this kind */
    uint64_t mask; /* of the bytes that count */
} Table;

typedef struct {
    PyObject_HEAD
    Piece *pieces;
    uint32_t count;
    uint8_t *folded, *exact; /* bytes of all pieces; exact ones are 0 where capitals or digits are free */
    Table tables[2][HEADS];
    uint64_t maybe[2][1 << (MAYBE_BITS - 6)];
    uint8_t fold[256], is_word[256], is_run[256];
    uint32_t run; /* the piece that stands for a run, plus one */
} Finder;

/* ---- hashing ---------------------------------------------------------------------------------- */

static inline uint64_t hash_of(uint64_t head, int kind) {
    return (head + (uint64_t)kind) * 0x9E3779B97F4A7C15ULL;
}

static inline uint64_t load(const uint8_t *bytes) {
    uint64_t value;
    memcpy(&value, bytes, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    return value;
}

static inline int may_be(const Finder *self, int where, uint64_t hash) {
    uint64_t bit = hash >> (64 - MAYBE_BITS);
    return (int)(self->maybe[where][bit >> 6] >> (bit & 63)) & 1;
}

/* ---- looking ---------------------------------------------------------------------------------- */

/* Called with each piece that stands at a place; what is not 0 ends the search. */
typedef int (*Met)(void *told, const Finder *self, uint32_t piece, Py_ssize_t characters);

static int stands(const Finder *self, const Piece *piece, const uint8_t *text, const uint8_t *folded,
                  Py_ssize_t at, Py_ssize_t length) {
    Py_ssize_t end = at + piece->length;
    if (end > length || memcmp(folded + at, self->folded + piece->at, piece->length)) return 0;
    if ((piece->sides & LEFT) && at && self->is_word[text[at - 1]]) return 0;
    if ((piece->sides & RIGHT) && end < length && self->is_word[text[end]]) return 0;
    if (piece->is_exact)
        for (uint32_t one = 0; one < piece->length; one++) {
            uint8_t exact = self->exact[piece->at + one];
            if (exact && exact != text[at + one]) return 0;
        }
    return 1;
}

static int look_at(const Finder *self, int where, const uint8_t *text, const uint8_t *folded, Py_ssize_t at,
                   Py_ssize_t length, Py_ssize_t characters, Met met, void *told) {
    uint64_t bytes = load(folded + at);
    for (int head = 0; head < HEADS; head++) {
        const Table *table = &self->tables[where][head];
        if (!table->room) continue;
        uint64_t hash = hash_of(bytes & table->mask, head);
        if (!may_be(self, where, hash)) continue;
        for (uint32_t one = table->heads[(hash >> 20) & (table->room - 1)]; one;
             one = self->pieces[one - 1].next)
            if (stands(self, &self->pieces[one - 1], text, folded, at, length)) {
                int result = met(told, self, one - 1, characters);
                if (result) return result;
            }
    }
    return 0;
}

static int look(const Finder *self, const uint8_t *text, Py_ssize_t length, Met met, void *told) {
    uint8_t stack[ROOM], *folded = stack;
    if (length + 8 > ROOM && !(folded = PyMem_Malloc((size_t)length + 8))) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t at = 0; at < length; at++) folded[at] = self->fold[text[at]];
    memset(folded + length, 0, 8);
    int result = 0;
    Py_ssize_t characters = 0, run = 0;
    for (Py_ssize_t at = 0; at < length && !result; at++) {
        run = self->is_run[text[at]] ? run + 1 : 0;
        if (run == LONG && self->run) {
            result = met(told, self, self->run - 1, characters - LONG + 1);
            if (result) break;
        }
        if ((text[at] & 0xC0) == 0x80) continue;
        if (!at || !self->is_word[text[at - 1]])
            result = look_at(self, WORDS, text, folded, at, length, characters, met, told);
        if (!result) result = look_at(self, ANYWHERE, text, folded, at, length, characters, met, told);
        characters++;
    }
    if (folded != stack) PyMem_Free(folded);
    return result;
}

/* ---- making ----------------------------------------------------------------------------------- */

static int is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }

static void set_up(Finder *self) {
    for (int byte = 0; byte < 256; byte++) {
        int is_capital = byte >= 'A' && byte <= 'Z', is_small = byte >= 'a' && byte <= 'z';
        self->fold[byte] = (uint8_t)(is_capital ? byte + 32 : is_digit((uint8_t)byte) ? '0' : byte);
        self->is_word[byte] = is_capital || is_small || is_digit((uint8_t)byte) || byte == '_';
        self->is_run[byte] = self->is_word[byte] || byte == '+' || byte == '/' || byte == '-';
    }
    self->fold[ANY_DIGIT] = 0; /* what stands for a digit in a piece is nothing in a text */
}

static void spell(Finder *self, Piece *piece, const char *bytes) {
    for (uint32_t one = 0; one < piece->length; one++) {
        uint8_t byte = (uint8_t)bytes[one], fold = self->fold[byte];
        self->folded[piece->at + one] = byte == ANY_DIGIT ? '0' : fold;
        uint8_t exact = is_digit(byte) || (byte >= 'A' && byte <= 'Z') ? byte : 0;
        self->exact[piece->at + one] = exact;
        piece->is_exact |= exact != 0;
        piece->characters += (byte & 0xC0) != 0x80;
    }
}

static int head_of(uint32_t length) {
    int head = HEADS - 1;
    while (HEAD_LENGTHS[head] > (int)length) head--;
    return head;
}

static int fill(Finder *self) {
    uint32_t counts[2][HEADS] = {{0}};
    for (uint32_t one = 0; one < self->count; one++)
        if (!(self->pieces[one].sides & RUN)) counts[!(self->pieces[one].sides & LEFT)][head_of(self->pieces[one].length)]++;
    for (int where = 0; where < 2; where++)
        for (int head = 0; head < HEADS; head++) {
            Table *table = &self->tables[where][head];
            if (!counts[where][head]) continue;
            table->room = 16;
            while (table->room < 2 * counts[where][head]) table->room *= 2;
            table->mask = HEAD_LENGTHS[head] == 8 ? ~0ULL : (1ULL << (8 * HEAD_LENGTHS[head])) - 1;
            table->heads = calloc(table->room, sizeof(uint32_t));
            if (!table->heads) return -1;
        }
    for (uint32_t one = self->count; one--;) {
        Piece *piece = &self->pieces[one];
        if (piece->sides & RUN) {
            self->run = one + 1;
            continue;
        }
        int where = !(piece->sides & LEFT), head = head_of(piece->length);
        Table *table = &self->tables[where][head];
        uint64_t hash = hash_of(load(self->folded + piece->at) & table->mask, head);
        uint32_t *first = &table->heads[(hash >> 20) & (table->room - 1)];
        uint64_t bit = hash >> (64 - MAYBE_BITS);
        self->maybe[where][bit >> 6] |= 1ULL << (bit & 63);
        piece->next = *first;
        *first = one + 1;
    }
    return 0;
}

static int Finder_init(Finder *self, PyObject *args, PyObject *kwargs) {
    static char *names[] = {"pieces", "sides", NULL};
    PyObject *given;
    Py_buffer sides;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O!y*", names, &PyList_Type, &given, &sides)) return -1;
    int result = -1;
    size_t total = 0;
    Py_ssize_t count = PyList_GET_SIZE(given);
    if (self->pieces) {
        PyErr_SetString(PyExc_RuntimeError, "a finder is made once");
        goto done;
    }
    if (sides.len != count || count > UINT32_MAX / 2) {
        PyErr_SetString(PyExc_ValueError, "every piece needs its sides");
        goto done;
    }
    for (Py_ssize_t one = 0; one < count; one++) {
        Py_ssize_t length = 0;
        const char *bytes = PyUnicode_AsUTF8AndSize(PyList_GET_ITEM(given, one), &length);
        if (!bytes) goto done;
        if (length == 0 || memchr(bytes, 0, (size_t)length)) {
            PyErr_SetString(PyExc_ValueError, "a piece must not be empty nor hold a null");
            goto done;
        }
        total += (size_t)length;
    }
    if (total > UINT32_MAX / 2) {
        PyErr_SetString(PyExc_ValueError, "too many pieces");
        goto done;
    }
    set_up(self);
    self->count = (uint32_t)count;
    self->pieces = calloc((size_t)count + 1, sizeof(Piece));
    self->folded = calloc(total + 8, 1);
    self->exact = calloc(total + 8, 1);
    if (!self->pieces || !self->folded || !self->exact) {
        PyErr_NoMemory();
        goto done;
    }
    uint32_t at = 0;
    for (Py_ssize_t one = 0; one < count; one++) {
        Py_ssize_t length = 0;
        const char *bytes = PyUnicode_AsUTF8AndSize(PyList_GET_ITEM(given, one), &length);
        if (!bytes) goto done;
        Piece *piece = &self->pieces[one];
        piece->at = at;
        piece->length = (uint32_t)length;
        piece->sides = ((uint8_t *)sides.buf)[one];
        spell(self, piece, bytes);
        at += piece->length;
    }
    if (fill(self) < 0) PyErr_NoMemory();
    else result = 0;
done:
    PyBuffer_Release(&sides);
    return result;
}

static void Finder_dealloc(Finder *self) {
    free(self->pieces);
    free(self->folded);
    free(self->exact);
    for (int where = 0; where < 2; where++)
        for (int head = 0; head < HEADS; head++) free(self->tables[where][head].heads);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

/* ---- Python ----------------------------------------------------------------------------------- */

static int add_place(void *told, const Finder *self, uint32_t piece, Py_ssize_t characters) {
    PyObject *place = Py_BuildValue(
        "(Inn)", piece, characters, characters + (Py_ssize_t)self->pieces[piece].characters);
    int result = place ? PyList_Append(told, place) : -1;
    Py_XDECREF(place);
    return result;
}

static int stop(void *told, const Finder *self, uint32_t piece, Py_ssize_t characters) {
    (void)told, (void)self, (void)piece, (void)characters;
    return 1;
}

/* Look at a text; 1 when `met` ended it, -1 and an exception on failure. */
static int look_in(const Finder *self, PyObject *text, Met met, void *told) {
    if (!self->pieces) {
        PyErr_SetString(PyExc_RuntimeError, "the finder has no pieces");
        return -1;
    }
    Py_ssize_t length = 0;
    const char *bytes = PyUnicode_AsUTF8AndSize(text, &length);
    if (bytes) return look(self, (const uint8_t *)bytes, length, met, told);
    if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) return -1;
    PyErr_Clear(); /* half a surrogate pair, as a name of a file may hold */
    PyObject *encoded = PyUnicode_AsEncodedString(text, "utf-8", "surrogatepass");
    if (!encoded) return -1;
    int result = look(
        self, (const uint8_t *)PyBytes_AS_STRING(encoded), PyBytes_GET_SIZE(encoded), met, told);
    Py_DECREF(encoded);
    return result;
}

static PyObject *Finder_find(Finder *self, PyObject *text) {
    PyObject *found = PyList_New(0);
    if (found && look_in(self, text, add_place, found) < 0) Py_CLEAR(found);
    return found;
}

static PyObject *Finder_is_in(Finder *self, PyObject *text) {
    int result = look_in(self, text, stop, NULL);
    return result < 0 ? NULL : PyBool_FromLong(result);
}

static PyMethodDef Finder_methods[] = {
    {"find", (PyCFunction)Finder_find, METH_O, "[(piece, start, end), ...], all that stand in the text."},
    {"is_in", (PyCFunction)Finder_is_in, METH_O, "Whether any piece stands in the text."},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject FinderType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "lightyear.guard.pieces.kernel.Finder",
    .tp_basicsize = sizeof(Finder),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_doc = "Finds many fixed pieces of text at once.",
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)Finder_init,
    .tp_dealloc = (destructor)Finder_dealloc,
    .tp_methods = Finder_methods,
};

/* ---- gates ------------------------------------------------------------------------------------ */

enum { SLOTS = 3 };

/* Which of many things a text may hold: each has up to three slots, and a piece of each must stand there. */
typedef struct {
    PyObject_HEAD
    PyObject *finder;
    uint32_t count, words;        /* things, and 64-bit words for a bit of each */
    uint32_t *starts, marks_count; /* of each piece: where its marks begin */
    uint16_t *marks;              /* slot * count + thing */
    uint64_t *open;               /* slots that need nothing */
} Gate;

typedef struct {
    const Gate *gate;
    uint64_t *seen;
} Seen;

static int mark(void *told, const Finder *finder, uint32_t piece, Py_ssize_t characters) {
    (void)finder, (void)characters;
    const Seen *seen = told;
    const Gate *gate = seen->gate;
    for (uint32_t one = gate->starts[piece]; one < gate->starts[piece + 1]; one++) {
        uint32_t slot = gate->marks[one] / gate->count, thing = gate->marks[one] % gate->count;
        seen->seen[slot * gate->words + (thing >> 6)] |= 1ULL << (thing & 63);
    }
    return 0;
}

static int Gate_init(Gate *self, PyObject *args, PyObject *kwargs) {
    static char *names[] = {"finder", "marks", "count", NULL};
    PyObject *finder, *marks;
    unsigned int count;
    if (!PyArg_ParseTupleAndKeywords(
            args, kwargs, "O!O!I", names, &FinderType, &finder, &PyList_Type, &marks, &count))
        return -1;
    Py_ssize_t pieces = PyList_GET_SIZE(marks), total = 0;
    if (self->finder || !((Finder *)finder)->pieces || pieces != (Py_ssize_t)((Finder *)finder)->count ||
        count == 0 || count > UINT16_MAX / SLOTS) {
        PyErr_SetString(PyExc_ValueError, "every piece needs its marks, and there may not be too many");
        return -1;
    }
    for (Py_ssize_t one = 0; one < pieces; one++) {
        if (!PyTuple_Check(PyList_GET_ITEM(marks, one))) {
            PyErr_SetString(PyExc_TypeError, "the marks of a piece are a tuple");
            return -1;
        }
        total += PyTuple_GET_SIZE(PyList_GET_ITEM(marks, one));
    }
    self->count = count;
    self->words = (count + 63) / 64;
    self->starts = calloc((size_t)pieces + 1, sizeof(uint32_t));
    self->marks = calloc((size_t)total + 1, sizeof(uint16_t));
    self->open = calloc((size_t)self->words * SLOTS, sizeof(uint64_t));
    if (!self->starts || !self->marks || !self->open) {
        PyErr_NoMemory();
        return -1;
    }
    for (uint32_t slot = 0; slot < SLOTS; slot++)
        for (uint32_t thing = 0; thing < count; thing++)
            self->open[slot * self->words + (thing >> 6)] |= 1ULL << (thing & 63);
    uint32_t at = 0;
    for (Py_ssize_t one = 0; one < pieces; one++) {
        PyObject *told = PyList_GET_ITEM(marks, one);
        self->starts[one] = at;
        for (Py_ssize_t each = 0; each < PyTuple_GET_SIZE(told); each++) {
            unsigned long value = PyLong_AsUnsignedLong(PyTuple_GET_ITEM(told, each));
            if (value >= count * SLOTS) {
                if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "a mark is of nothing");
                return -1;
            }
            uint32_t slot = (uint32_t)value / count, thing = (uint32_t)value % count;
            self->open[slot * self->words + (thing >> 6)] &= ~(1ULL << (thing & 63));
            self->marks[at++] = (uint16_t)value;
        }
    }
    self->starts[pieces] = at;
    Py_INCREF(finder);
    self->finder = finder;
    return 0;
}

static void Gate_dealloc(Gate *self) {
    free(self->starts);
    free(self->marks);
    free(self->open);
    Py_XDECREF(self->finder);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *Gate_passing(Gate *self, PyObject *text) {
    if (!self->finder) {
        PyErr_SetString(PyExc_RuntimeError, "the gate has no finder");
        return NULL;
    }
    size_t size = (size_t)self->words * SLOTS * sizeof(uint64_t);
    Seen seen = {self, PyMem_Malloc(size)};
    if (!seen.seen) return PyErr_NoMemory();
    memcpy(seen.seen, self->open, size);
    PyObject *passing = look_in((Finder *)self->finder, text, mark, &seen) < 0 ? NULL : PyList_New(0);
    for (uint32_t word = 0; passing && word < self->words; word++) {
        uint64_t bits = seen.seen[word];
        for (uint32_t slot = 1; slot < SLOTS; slot++) bits &= seen.seen[slot * self->words + word];
        for (; passing && bits; bits &= bits - 1) {
            PyObject *thing = PyLong_FromUnsignedLong(word * 64 + (uint32_t)__builtin_ctzll(bits));
            if (!thing || PyList_Append(passing, thing) < 0) Py_CLEAR(passing);
            Py_XDECREF(thing);
        }
    }
    PyMem_Free(seen.seen);
    return passing;
}

static PyMethodDef Gate_methods[] = {
    {"passing", (PyCFunction)Gate_passing, METH_O, "[thing, ...]: those of which every slot is met."},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject GateType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "lightyear.guard.pieces.kernel.Gate",
    .tp_basicsize = sizeof(Gate),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_doc = "Says which of many things a text may hold.",
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)Gate_init,
    .tp_dealloc = (destructor)Gate_dealloc,
    .tp_methods = Gate_methods,
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "kernel", "Finds many pieces at once, compiled.", -1, NULL, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit_kernel(void) {
    if (PyType_Ready(&FinderType) < 0 || PyType_Ready(&GateType) < 0) return NULL;
    PyObject *made = PyModule_Create(&module);
    if (made && PyModule_AddObjectRef(made, "Gate", (PyObject *)&GateType) < 0) Py_CLEAR(made);
    if (made && PyModule_AddObjectRef(made, "Finder", (PyObject *)&FinderType) < 0) Py_CLEAR(made);
    return made;
}
