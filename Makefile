# parchemin: see README.md. Everything that is made goes to $(B).
B ?= build
PREFIX ?= /usr/local
CC ?= cc
CFLAGS ?= -O2 -g
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla $(WERROR)
PACKAGES = libxml-2.0 libxslt libexslt pangoft2 cairo harfbuzz harfbuzz-subset fontconfig freetype2 libdeflate icu-i18n icu-uc libpng glib-2.0
PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null | sed 's/-I/-isystem /g')
PKG_LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lhyphen -lm
ALL_CFLAGS = -std=gnu2x $(CFLAGS) $(WARNINGS) $(PKG_CFLAGS) -D_GNU_SOURCE -Isrc -I$(B)/gen -MMD -MP

SOURCES := $(filter-out src/main.c,$(wildcard src/*/*.c src/*/*/*.c))
OBJECTS = $(SOURCES:src/%.c=$(B)/%.o)
TESTS := $(patsubst tests/test_%.c,$(B)/tests/test_%,$(wildcard tests/test_*.c))

all: $(B)/parchemin

$(B)/parchemin: $(B)/main.o $(B)/libparchemin.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

$(B)/libparchemin.a: $(OBJECTS)
	@rm -f $@
	ar rcs $@ $^

$(B)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

# The French of the messages, built in: see src/base/message.c.
$(B)/base/message.o: $(B)/gen/translations.inc
$(B)/gen/translations.inc: po/fr.po po/table.awk
	@mkdir -p $(@D)
	awk -f po/table.awk po/fr.po | LC_ALL=C sort | cut -f2- >$@.tmp
	@mv $@.tmp $@

# The schemas are built into the program as lists of bytes.
$(B)/gen/schema/%.inc: src/input/schema/%.xsd
	@mkdir -p $(@D)
	od -An -v -tx1 $< | sed 's/ \(..\)/0x\1,/g' >$@
$(B)/input/schema.o: $(patsubst src/input/%.xsd,$(B)/gen/%.inc,$(wildcard src/input/schema/*.xsd))

$(B)/tests/test_%: tests/test_%.c $(B)/libparchemin.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests -o $@ $< $(B)/libparchemin.a $(LDFLAGS) $(PKG_LIBS) -lcmocka

tests: $(TESTS)
	@for t in $(TESTS); do $$t || exit 1; done

clean:
	rm -rf $(B)

.PHONY: all tests clean
-include $(shell find $(B) -name '*.d' 2>/dev/null)
