# What can be typed after `helm-obo` on a command line of bash 3.2 or later.
_helm_obo() {
    local words=("${COMP_WORDS[0]}") last=0 word before="" i
    for ((i = 1; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if ((i == COMP_CWORD)) && [[ $word != "=" ]]; then
            word=$2 # up to the cursor
        fi
        # Bash takes words apart at `=`, and completes what comes after it.
        if ((i > 1)) && [[ $word == "=" || ${COMP_WORDS[i - 1]} == "=" ]]; then
            words[last]+=$word
            before=${words[last]%"${word#=}"}
        else
            words[last += 1]=$word
            before=""
        fi
    done
    local answer
    answer=$(HELM_OBO_COMPLETE=bash _CLAP_COMPLETE_INDEX=$last helm-obo -- "${words[@]}" 2>/dev/null) || return
    COMPREPLY=()
    while IFS= read -r word; do
        [[ -z $word ]] || COMPREPLY+=("${word#"$before"}")
    done <<<"$answer"
    if [[ -e ${COMPREPLY[0]-} ]]; then
        COMPREPLY=("${COMPREPLY[@]%/}")
        compopt -o filenames 2>/dev/null
    elif [[ ${COMPREPLY[0]-} == *= ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o bashdefault -o default -o nosort -F _helm_obo helm-obo 2>/dev/null ||
    complete -o bashdefault -o default -F _helm_obo helm-obo
