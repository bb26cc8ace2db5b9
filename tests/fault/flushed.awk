# Reads the log of tests/fault/shim.c in order of its numbers (sort -n) and says what could be lost when power fails: a file that is not
# flushed when its folder is moved into place, and a move that is not flushed afterwards. `root` is the output folder. Prints one line
# for each fault, then "N files, N folders".
BEGIN { FS = "\t" }
$6 < 0 { next }

# The file as it will be called: what is written under a temporary name counts under its last one.
$3 == "write" || $3 == "pwrite" || $3 == "ftruncate" { dirty[$4] = $1; next }
$3 == "mkdir" || $3 == "mkdirat" { if ($4 !~ /\/\.staging$/) dirty[$4] = $1; next }
$3 == "fsync" || $3 == "fdatasync" { delete dirty[$4]; delete moved[$4]; next }

# What a flush does is done when it returns: what happens while it runs in another process may be missed by it. The shim writes its
# line afterwards but numbers it before, so that whatever has a higher number is not covered.
$3 == "syncfs" {
	for (path in dirty)
		if (dirty[path] < $1)
			delete dirty[path]
	for (path in moved)
		if (moved[path] < $1)
			delete moved[path]
	next
}

$3 ~ /^rename/ && index($4, root "/.staging/") == 1 && index($5, root "/.staging/") != 1 {
	folders++
	for (path in dirty)
		if (index(path, $4 "/") == 1) {
			print "not flushed before its folder was moved: " path
			faults++
		}
	for (path in written)
		if (index(path, $4 "/") == 1) {
			files++
			delete written[path]
		}
	sub(/\/[^\/]*$/, "", $5)
	moved[$5] = $1
	next
}

# From the temporary name to the last: what was dirty stays so, and the name is new.
$3 ~ /^rename/ {
	delete dirty[$4]
	delete written[$4]
	dirty[$5] = $1
	written[$5] = 1
}

END {
	for (path in moved) {
		print "not flushed after a session was moved to it: " path
		faults++
	}
	print files + 0 " files, " folders + 0 " folders"
	exit faults > 0
}
