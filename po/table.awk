# A catalogue of gettext as rows of a C table, one entry a line: {"english", "french"}, with the English text and a tab
# before it to sort by (LC_ALL=C): a tab stands before all other characters, as the end of a text does. Header, obsolete and fuzzy entries are left out.
function emit()
{
	if (english != "" && french != "" && !fuzzy)
		printf "%s\t{\"%s\", \"%s\"},\n", english, english, french
	english = french = part = ""
	fuzzy = 0
}
function inside(line)
{
	sub(/^[^"]*"/, "", line)
	sub(/"[ \t\r]*$/, "", line)
	return line
}
/^#,.*fuzzy/ { fuzzy = 1; next }
/^#/ { next }
/^msgid / { was = fuzzy; if (part == "french") { emit(); } fuzzy = was; part = "english"; english = inside($0); next }
/^msgstr / { part = "french"; french = inside($0); next }
/^"/ { if (part == "english") english = english inside($0); else french = french inside($0); next }
/^[ \t]*$/ { if (part == "french") emit() }
END { if (part == "french") emit() }
