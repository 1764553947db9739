# Each output line is a candidate, with a description after a tab. Fish escapes what it inserts.
function __plan_complete
    set -l given (commandline -opc)
    set -e given[1]
    # Fish keeps an opening quote itself.
    set -l token (commandline -ct | string trim --left --chars='"\'')
    for line in (command plan complete -- $given "$token" 2>/dev/null </dev/null)
        switch $line
            case :files
                __plan_paths $token
            case :folders
                __plan_paths $token | string match '*/*'
            case :nospace
            case '*'
                printf '%s\n' $line
        end
    end
end

function __plan_paths
    set -l head (string match -r '^--[^=]+=' -- $argv[1])
    for path in (__fish_complete_path (string sub -s (math 1 + (string length -- "$head")) -- "$argv[1]"))
        printf '%s%s\n' "$head" $path
    end
end

complete -c plan -f -k -a '(__plan_complete)'
complete -c plantrail -w plan
