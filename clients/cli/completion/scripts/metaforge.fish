# Completion of `metaforge` for fish.
function __metaforge_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    for line in (metaforge complete --shell fish -- $before[2..-1] "$current" 2>/dev/null </dev/null)
        switch $line
            case :files
                __fish_complete_path "$current"
            case :folders
                __fish_complete_directories "$current" ''
            case '*'
                echo $line
        end
    end
end
complete -c metaforge -f -a '(__metaforge_complete)'
