# Completion of `metaforge` for bash (3.2 and newer).
_metaforge() {
  local current="${COMP_WORDS[COMP_CWORD]}" line name
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files | :folders)
        compopt -o filenames 2>/dev/null
        while IFS= read -r name; do
          COMPREPLY+=("$name")
        done < <(if [ "$line" = :files ]; then compgen -f -- "$current"; else compgen -d -- "$current"; fi)
        ;;
      *) COMPREPLY+=("${line%%$'\t'*}") ;;
    esac
  done < <(metaforge complete --shell bash -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null </dev/null)
}
complete -F _metaforge metaforge
