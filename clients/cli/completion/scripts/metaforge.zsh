#compdef metaforge
# Completion of `metaforge` for zsh.
_metaforge() {
  local -a values
  local line value
  while IFS= read -r line; do
    case $line in
      :files) _files ;;
      :folders) _files -/ ;;
      *)
        value=${line%%$'\t'*}
        values+=("${value//:/\\:}:${line#*$'\t'}")
        ;;
    esac
  done < <(metaforge complete --shell zsh -- "${(@Q)words[2,CURRENT]}" 2>/dev/null </dev/null)
  (( ${#values} )) && _describe -V metaforge values
}
if [[ "${funcstack[1]}" == _metaforge ]]; then
  _metaforge "$@"
else
  compdef _metaforge metaforge
fi
