# Completes chat-client in PowerShell. Made by 'chat-client completion powershell': do not edit it.
Register-ArgumentCompleter -Native -CommandName 'chat-client' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $commands = [hashtable]::new([StringComparer]::Ordinal)
    $commands[''] = 'certificate completion config discover history man ping replay rooms send tail trust wait who'
    $commands['config'] = 'check edit keys path show'
    $options = [hashtable]::new([StringComparer]::Ordinal)
    $options[''] = '--account --config --fingerprint --insecure-plaintext --json --nick --no-ctcp --pass --pass-file --password-file --plain --record --room --show-password --timeout --version'
    $options['certificate'] = '--account --fingerprint --insecure-plaintext --json --nick --no-ctcp --pass --pass-file --password-file --room --show-password --timeout'
    $options['completion'] = ''
    $options['config'] = '--config'
    $options['config check'] = '--config'
    $options['config edit'] = '--config'
    $options['config keys'] = '--config'
    $options['config path'] = '--config'
    $options['config show'] = '--config'
    $options['discover'] = '--interface --json --port --time'
    $options['history'] = '--account --count --fingerprint --insecure-plaintext --json --nick --no-ctcp --pass --pass-file --password-file --room --show-password --since --timeout'
    $options['man'] = '--markdown'
    $options['ping'] = '--account --count --fingerprint --insecure-plaintext --interval --json --nick --no-ctcp --pass --pass-file --password-file --room --show-password --tcp --timeout -c -i'
    $options['replay'] = '--config --speed --svg --text'
    $options['rooms'] = '--account --fingerprint --insecure-plaintext --json --nick --no-ctcp --pass --pass-file --password-file --room --show-password --timeout'
    $options['send'] = '--account --fingerprint --insecure-plaintext --json --nick --no-ctcp --once --pass --pass-file --password-file --reply-to --room --show-password --timeout --to'
    $options['tail'] = '--account --count --fingerprint --follow --insecure-plaintext --json --nick --no-ctcp --pass --pass-file --password-file --room --show-password --since --timeout -f'
    $options['trust'] = '--config --fingerprint --forget'
    $options['wait'] = '--account --fingerprint --from --insecure-plaintext --json --literal --nick --no-ctcp --pass --pass-file --password-file --room --show-password --since --timeout'
    $options['who'] = '--account --fingerprint --insecure-plaintext --join --json --nick --no-ctcp --pass --pass-file --password-file --room --show-password --timeout'
    $values = [hashtable]::new([StringComparer]::Ordinal)
    $values['* --account'] = 'text'
    $values['* --config'] = 'file'
    $values['ping --count'] = 'text'
    $values['ping -c'] = 'text'
    $values['* --count'] = 'text'
    $values['* --fingerprint'] = 'text'
    $values['* --from'] = 'text'
    $values['* --interface'] = 'text'
    $values['* --interval'] = 'text'
    $values['* -i'] = 'text'
    $values['* --nick'] = 'text'
    $values['* --once'] = 'text'
    $values['* --pass'] = 'text'
    $values['* --pass-file'] = 'file'
    $values['* --password-file'] = 'file'
    $values['* --port'] = 'text'
    $values['* --record'] = 'file'
    $values['* --reply-to'] = 'text'
    $values['* --room'] = 'text'
    $values['* --since'] = 'text'
    $values['* --speed'] = 'text'
    $values['* --time'] = 'text'
    $values['* --timeout'] = 'text'
    $values['* --to'] = 'text'
    $arguments = [hashtable]::new([StringComparer]::Ordinal)
    $arguments['/0'] = 'lookup server'
    $arguments['certificate/0'] = 'lookup server'
    $arguments['completion/0'] = 'words bash fish powershell zsh'
    $arguments['history/0'] = 'lookup server'
    $arguments['ping/0'] = 'lookup server'
    $arguments['replay/0'] = 'file'
    $arguments['rooms/0'] = 'lookup server'
    $arguments['send/0'] = 'lookup server'
    $arguments['tail/0'] = 'lookup server'
    $arguments['trust/0'] = 'lookup server'
    $arguments['wait/0'] = 'lookup server'
    $arguments['who/0'] = 'lookup server'
    $everywhere = '--help --help-all -? -h'
    $place = ''
    $position = 0
    $kind = ''
    $dashes = $false
    $before = $commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.Extent.Text }
    foreach ($word in $before) {
        if ($dashes) { $position++ }
        elseif ($kind) { $kind = '' }
        elseif ($word -ceq '--') { $dashes = $true }
        elseif ($word -like '--*=*') { continue }
        elseif ($word -like '-*') {
            $kind = $values["$place $word"]
            if ($null -eq $kind) { $kind = $values["* $word"] }
        }
        elseif ($position -eq 0 -and $commands[$place] -and ($commands[$place] -split ' ') -ccontains $word) {
            $place = "$place $word".Trim()
        }
        else { $position++ }
    }
    $offered = @()
    if (-not $kind) {
        if (-not $dashes -and $wordToComplete -like '-*') { $offered = "$($options[$place]) $everywhere" -split ' ' }
        else {
            if (-not $dashes -and $position -eq 0 -and $commands[$place]) { $offered = $commands[$place] -split ' ' }
            $kind = $arguments["$place/$position"]
            if ($null -eq $kind) { $kind = $arguments["$place/*"] }
        }
    }
    if ($kind -like 'words *') { $offered += ($kind.Substring(6) -split ' ') }
    if ($kind -like 'lookup *') { $offered += @(chat-client completion values $kind.Substring(7) 2>$null) }
    $offered | Where-Object { $_ -and $_.StartsWith($wordToComplete, 'Ordinal') } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
