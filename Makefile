# parchemin: see README.md. Everything that is made goes to $(B).
#   make setup      install what the program and its tests need (docs/packages.list says what, and why)
#   make            build $(B)/parchemin
#   make demo       set up, build, and close out the sample sessions into $(B)/demo
#   make check      set up, build, and pass the tests; make check-all: also what needs heavy packages (make setup-all)
#   make accept     make what the program says and lays out now the golden cases
#   make asan, memcheck, lint, conformance, bench, bench-guard, bench-cores, bench-batch, pictures, fresh-debian, install, clean
B ?= build
PREFIX ?= /usr/local
CC ?= cc
CFLAGS ?= -O2 -g
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla $(WERROR)
PACKAGES = libxml-2.0 libxslt libexslt pangoft2 pangocairo cairo harfbuzz harfbuzz-subset fontconfig freetype2 libdeflate nettle icu-i18n icu-uc libpng libjpeg libqrencode zlib glib-2.0
# Not linked, but brought in by the few runs that need them: src/base/library.h.
LATE_PACKAGES = librsvg-2.0 libarchive libqpdf libcrypto
PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) $(LATE_PACKAGES) 2>/dev/null | sed 's/-I/-isystem /g')
PKG_LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lhyphen -lm
ALL_CFLAGS = -std=gnu2x $(CFLAGS) $(WARNINGS) $(PKG_CFLAGS) -D_GNU_SOURCE -Isrc -I$(B)/gen -MMD -MP

SOURCES := $(filter-out src/main.c,$(wildcard src/*/*.c src/*/*/*.c))
OBJECTS = $(SOURCES:src/%.c=$(B)/%.o)
TESTS := $(patsubst tests/test_%.c,$(B)/tests/test_%,$(wildcard tests/test_*.c))

all: $(B)/parchemin

$(B)/parchemin: $(B)/main.o $(B)/shortage.o $(B)/equality.o $(B)/libparchemin.a
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

# The names of the files of those libraries, as the linker would note them.
$(B)/base/library.o: $(B)/gen/libraries.inc
$(B)/gen/libraries.inc: Makefile
	@mkdir -p $(@D)
	for name in rsvg-2 archive qpdf crypto; do \
		objdump -p "$$($(CC) -print-file-name=lib$$name.so)" | awk -v name=$$name '$$1 == "SONAME" { printf "{\"%s\", \"%s\"},\n", name, $$2 }'; \
	done >$@.tmp
	@mv $@.tmp $@

# The schemas are built into the program as lists of bytes.
$(B)/gen/schema/%.inc: src/input/schema/%.xsd
	@mkdir -p $(@D)
	od -An -v -tx1 $< | sed 's/ \(..\)/0x\1,/g' >$@
$(B)/input/schema.o: $(patsubst src/input/%.xsd,$(B)/gen/%.inc,$(wildcard src/input/schema/*.xsd))

$(B)/tests/test_%: tests/test_%.c $(B)/libparchemin.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests -o $@ $< $(B)/libparchemin.a $(LDFLAGS) $(PKG_LIBS) -lcmocka

# The same, with the tests that are not a program of cmocka.
export PARCHEMIN = $(B)/parchemin
export PAGES = $(B)/tests/pages
export LIKENESS = $(B)/tests/likeness
TOOLS := $(patsubst tests/%.c,$(B)/tests/%,$(filter-out tests/test_%.c,$(wildcard tests/*.c)))
CHECKS = $(TESTS) "B=$(B) tests/check-layers" tests/check-man tests/check-samples tests/check-build tests/check-faults tests/check-growth tests/check-night tests/check-print tests/check-cases tests/check-translations tests/check-guide tests/check-terminal tests/run-cases tests/check-pdf tests/check-documents tests/check-letters tests/check-parchments tests/check-pictures tests/check-export
CHECKS += "tests/check-readers quick"

$(TOOLS): $(B)/tests/%: tests/%.c $(B)/libparchemin.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests -o $@ $< $(B)/libparchemin.a $(LDFLAGS) $(PKG_LIBS)

# Read by a library that is not ours.
$(B)/tests/conform: PKG_LIBS += -lqpdf

programs: all $(TESTS) $(TOOLS)

tests: programs
	@tests/run $(CHECKS)

# What is installed now is found by a make that starts afterwards.
AGAIN = $(MAKE) --no-print-directory
JOBS := $(shell nproc 2>/dev/null || echo 1)

setup:
	@docs/setup build test

setup-all:
	@docs/setup build test heavy
	@$(AGAIN) -s setup-web

# What tests/check-web needs besides; without it that test is skipped.
setup-web:
	@mkdir -p build/web && cp tests/web/package.json build/web && cd build/web && npm install --silent --no-fund --no-audit || \
		echo "the packages of tests/web were not brought"

check-web: all
	@tests/check-web

demo: setup
	@$(AGAIN) -s -j$(JOBS) all
	@$(AGAIN) -s run-demo

DEMO = $(B)/demo
# Among the files it holds for its own sessions alone; as an option it would hold for all.
CERTIFIER = samples/certificateurs/ucanss.xml
run-demo:
	@rm -rf $(DEMO)
	@$(B)/parchemin build --timing --referentiels samples/referentiels $(CERTIFIER) -o $(DEMO) samples/sessions
	@echo "The documents are in $(DEMO):"
	@for pv in $(DEMO)/*/r*/pv.pdf; do \
		echo "  $$pv, and beside it: $$(ls "$${pv%/*}"/parchemins | wc -l) parchemins, $$(ls "$${pv%/*}"/resultats | wc -l) resultats"; \
	done

check: setup
	@$(AGAIN) -s -j$(JOBS) programs
	@$(AGAIN) -s tests

check-all: setup-all
	@$(AGAIN) -s -j$(JOBS) programs
	@TEST_TIMEOUT=3600 $(AGAIN) -s run-check-all

run-check-all: export FOREIGN_FO = $(dir $(CONFORMANCE))../external/fop/fo
run-check-all:
	@tests/run $(CHECKS) tests/check-web tests/check-service "FAULTS=all tests/check-faults" "GROWTH='100 1563' MORE=6 tests/check-growth" tests/check-memory tests/check-cluster tests/check-readers "$(AGAIN) -s asan" "$(AGAIN) -s memcheck" "$(AGAIN) -s lint" "$(AGAIN) -s conformance"

# Address and undefined-behaviour sanitizers; the first fault ends the program. What libraries keep until the end is no leak of
# ours: tests/lsan.supp.
asan: export ASAN_OPTIONS = detect_stack_use_after_return=1:strict_string_checks=1
asan: export LSAN_OPTIONS = suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0
asan: export UBSAN_OPTIONS = print_stacktrace=1
asan:
	@$(AGAIN) -s -j$(JOBS) B=build/asan CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
		-fno-sanitize-recover=all" programs
	@$(AGAIN) -s B=build/asan CFLAGS="-O1 -g -fsanitize=address,undefined" tests

memcheck: programs
	@RUNNER="valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite --child-silent-after-fork=yes \
		--suppressions=tests/valgrind.supp" tests/run $(TESTS)

# Bytes to pages, with libFuzzer; pictures, and damaged fonts: FUZZ_SECONDS of each, from the small corpora in tests/fuzz.
FUZZ_SECONDS ?= 60
FUZZ_TARGETS ?= format image font
FUZZ_FLAGS = -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
fuzz:
	@$(AGAIN) -s -j$(JOBS) B=build/fuzz CC=clang CFLAGS="$(FUZZ_FLAGS)" build/fuzz/libparchemin.a
	@set -e; for target in $(FUZZ_TARGETS); do \
		clang $(filter-out -MMD -MP,$(ALL_CFLAGS)) $(FUZZ_FLAGS) -fsanitize=fuzzer -o build/fuzz/fuzz_$$target \
			tests/fuzz/fuzz_$$target.c build/fuzz/libparchemin.a $(PKG_LIBS); \
		mkdir -p build/fuzz/found build/fuzz/$$target.new tests/fuzz/corpus-$$target; \
		LSAN_OPTIONS=suppressions=tests/lsan.supp:print_suppressions=0 build/fuzz/fuzz_$$target \
			-max_total_time=$(FUZZ_SECONDS) -timeout=20 -rss_limit_mb=2048 -max_len=8192 \
			$$(find tests/fuzz -name "$$target.dict" -printf '-dict=%p') -artifact_prefix=build/fuzz/found/ \
			-print_final_stats=1 build/fuzz/$$target.new tests/fuzz/corpus-$$target; \
	done

# Each tool on its own: their exit statuses count.
LINTED = $(wildcard src/*.c src/*/*.c tests/*.c)
lint:
	@tests/run "$(AGAIN) -s -j$(JOBS) B=build/gcc CC=gcc WERROR=-Werror programs" \
		"$(AGAIN) -s -j$(JOBS) B=build/clang CC=clang WERROR=-Werror programs" \
		"$(AGAIN) -s -k -j$(JOBS) tidy" "$(AGAIN) -s cppcheck"

# File by file: given several at once, clang-tidy 14 sees a fault in every va_list.
tidy: $(LINTED:%=$(B)/tidy/%)
$(B)/tidy/%: % .clang-tidy $(B)/libparchemin.a
	@mkdir -p $(@D)
	clang-tidy --quiet --warnings-as-errors='*' $< -- $(filter-out -MMD -MP,$(ALL_CFLAGS)) -Itests 2>$@.log >$@.out || \
		{ cat $@.out; grep -v 'warnings generated' $@.log; exit 1; }
	@touch $@

cppcheck: $(B)/libparchemin.a
	@cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
		--suppressions-list=tests/cppcheck.supp -D__GNUC__ '-D__VA_OPT__(x)=x' -Isrc -I$(B)/gen src tests

format:
	@clang-format -i $(LINTED) $(wildcard src/*/*.h)

accept: programs
	@tests/run-cases --accept $(CASES)
	@tests/check-documents --accept
	@tests/check-pictures --accept $(CASES)

# Another formatter's own test files: they lie beside the project, not in it.
CONFORMANCE = ../shared/tools/fo-conformance
conformance: all
	@if [ -x $(CONFORMANCE) ]; then $(CONFORMANCE) $(B)/parchemin; \
	else echo "skipped: $(CONFORMANCE) is not there"; exit 77; fi

# Against the peers that are installed (bench-setup installs them); RECORD=docs writes docs/performance.md. LIMIT: see tests/bench/run.
bench: all $(B)/tests/writing
	@tests/bench/writing
	@tests/bench/run $(B)/parchemin $(RECORD)

# npm is not asked for: where it is not there, Typst is left out.
bench-setup:
	@docs/setup build bench
	@if command -v npm >/dev/null; then npm install --silent --no-audit --no-fund --prefix build/typst @myriaddreamin/typst-ts-node-compiler@0.7.0; \
	else echo "npm is not installed: Typst will be left out"; fi

bench-guard: all
	@tests/bench/guard $(B)/parchemin $(RECORD)

# What a second core is worth: on a machine that does nothing else. SIZE sessions, ROUNDS times.
bench-cores: all
	@tests/bench/cores $(B)/parchemin

# Thousands of sessions: SIZES="100 1000" ALONE=0 for an hour less.
bench-batch: all
	@tests/bench/night $(B)/parchemin

# The pictures of README.md and of docs/guide.md, drawn from the documents of the demo by a reader of PDF.
pictures: all
	@$(AGAIN) -s run-demo >/dev/null
	@mkdir -p docs/images
	@set -e; draw() { pdftoppm -singlefile -f 1 -png -r $$3 "$$1" "$$2"; echo "$$2.png: $$1"; }; \
	one() { find $(DEMO) -path "$$1" | LC_ALL=C sort | head -1; }; \
	draw "$$(one '*/2024-006/*/parchemins/*-T-*.pdf')" docs/images/parchemin 80; \
	draw "$$(one '*/2024-006/*/pv.pdf')" docs/images/pv 80; \
	for look in atelier horizon chene; do \
		$(B)/parchemin build -q -o $(DEMO)/$$look --referentiels samples/referentiels \
			--certificateur samples/certificateurs/$$look.xml samples/sessions/2024-006.xml 2>/dev/null; \
		draw "$$(one "*/$$look/2024-006/*/parchemins/*-T-*.pdf")" docs/images/certificateur-$$look 40; \
	done; \
	draw $(DEMO)/horizon/2024-006/r1/resultats/C08.pdf docs/images/lettre 60; \
	awk '/^<!-- .*laureats.xsl -->$$/ { on = 1 } on && /^```$$/ { exit } on && !/^<!-- .* -->$$/ && !/^```/' docs/guide.md \
		>$(DEMO)/laureats.xsl; \
	$(B)/parchemin format --xsl $(DEMO)/laureats.xsl -o $(DEMO)/laureats.pdf $(DEMO)/2024-006/r1/deliberation.xml; \
	draw $(DEMO)/laureats.pdf docs/images/laureats 40

# Both commands of README.md, each alone, in a Debian that has nothing but git and make.
fresh-debian:
	@tests/fresh-debian

DATA = $(DESTDIR)$(PREFIX)/share/parchemin
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DATA)/stylesheets $(DATA)/fonts $(DATA)/referentiels \
		$(DESTDIR)$(PREFIX)/share/doc/parchemin
	install -m 755 $(B)/parchemin $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(wildcard stylesheets/*.xsl) $(DATA)/stylesheets
	install -m 644 $(wildcard fonts/*) $(DATA)/fonts
	install -m 644 $(wildcard samples/referentiels/*.xml) $(DATA)/referentiels
	install -m 644 LICENSE.md README.md $(DESTDIR)$(PREFIX)/share/doc/parchemin
	install -D -m 644 docs/completion/parchemin.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/parchemin
	install -D -m 644 docs/completion/_parchemin $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_parchemin
	for page in $(wildcard docs/man/*.1 docs/man/*.5); do \
		install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man$${page##*.} $$page || exit 1; done

clean:
	rm -rf $(B)

.PHONY: all tests programs setup setup-all demo run-demo check check-all run-check-all setup-web check-web asan memcheck lint tidy cppcheck \
	format accept conformance bench bench-guard bench-cores bench-batch pictures fresh-debian install clean
-include $(shell find $(B) -name '*.d' 2>/dev/null)
