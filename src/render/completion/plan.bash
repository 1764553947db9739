# Passes the whole line, because Readline also splits words at `=` and `:`. Nothing in the output is expanded.
# Descriptions are added only to lists that are shown, not to what Readline inserts.
_plan() {
  local IFS=$'\t' word what width=0 at
  local words=() whats=()
  COMPREPLY=()
  while read -r word what; do
    case $word in
      :files) compopt -o default 2> /dev/null ;;
      :folders) compopt -o dirnames 2> /dev/null ;;
      :nospace) compopt -o nospace 2> /dev/null ;;
      *)
        words+=("$word")
        whats+=("$what")
        if ((${#word} > width)); then width=${#word}; fi
        ;;
    esac
  done < <(command plan complete --breaks="$COMP_WORDBREAKS" --line="${COMP_LINE:0:COMP_POINT}" 2> /dev/null < /dev/null)
  for at in "${!words[@]}"; do
    word=${words[at]} what=${whats[at]}
    case $COMP_TYPE in
      33 | 63 | 64)
        if [[ -n $what && ${#words[@]} -gt 1 ]]; then
          printf -v word '%-*s  %s' "$width" "$word" "$what"
          word=${word:0:${COLUMNS:-80} - 1}
        fi
        ;;
    esac
    COMPREPLY+=("$word")
  done
}
complete -o nosort -F _plan plan plantrail 2> /dev/null || complete -F _plan plan plantrail
