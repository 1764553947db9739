# Each candidate is split from its description at the first unescaped colon. Nothing in the output is expanded.
_plan() {
  local word what
  local -a given described bare flags
  given=("${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}")
  while IFS=$'\t' read -r word what; do
    case $word in
      :files)
        compset -P '--*='
        _files
        return
        ;;
      :folders)
        compset -P '--*='
        _files -/
        return
        ;;
      :nospace) flags=(-S '') ;;
      *)
        if [[ -n $what ]]; then
          described+=("${word//:/\\:}:$what")
        else
          bare+=("$word")
        fi
        ;;
    esac
  done < <(command plan complete -- "${given[@]}" 2> /dev/null < /dev/null)
  (( $#bare )) && compadd "${flags[@]}" -V plan -a bare
  (( $#described )) && _describe -V plan described "${flags[@]}"
}
if [[ $funcstack[1] == _plan ]]; then
  _plan "$@"
else
  compdef _plan plan plantrail
fi
