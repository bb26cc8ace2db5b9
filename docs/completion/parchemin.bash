# Completion of parchemin for bash: commands, the options that each takes, and the values of those that have few. Held to
# src/command/option.def by tests/check-terminal.
_parchemin()
{
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} words= head=
	local always="pv parchemins resultats emargement bilan"
	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		COMPREPLY=($(compgen -W "check build print export archive verify format --help --version" -- "$word"))
		return
	fi
	case $before in
	--only)
		# After the last comma.
		case $word in *,*) head=${word%,*}, ;; esac
		words="$always attestations extraits duplicata bordereau grilles convocations prerequis trames"
		COMPREPLY=($(compgen -P "$head" -W "$words" -- "${word##*,}"))
		return
		;;
	--kind) words=$always ;;
	--lang) words="fr en" ;;
	--to) words="cdc csv" ;;
	--seda) words="2.1 2.2 2.3" ;;
	--engine) words="pdf cairo" ;;
	--format) words="text json" ;;
	--progress) words="auto always never json" ;;
	esac
	if [ -z "$words" ] && [ "${word#-}" != "$word" ]; then
		words="--lang --quiet --help"
		case $command in
		check) words="$words --before --referentiels --certificateur --format" ;;
		build)
			words="$words --output --jobs --shard --shard-count --timeout --progress --only --draft --before --referentiels"
			words="$words --stylesheets --certificateur --report --timing"
			;;
		format) words="$words --output --xsl --engine --lenient --resolution --page --attach" ;;
		print) words="$words --output --stylesheets --kind --duplex --copies" ;;
		export) words="$words --output --stylesheets --to --schemas --report --only-refused --excel" ;;
		archive) words="$words --output --stylesheets --schemas --seda --check" ;;
		verify) words="$words --stylesheets" ;;
		esac
	fi
	if [ -n "$words" ]; then
		COMPREPLY=($(compgen -W "$words" -- "$word"))
	else
		compopt -o filenames 2>/dev/null
		COMPREPLY=($(compgen -f -- "$word"))
	fi
}
complete -F _parchemin parchemin
