# Completes chat-server in PowerShell. Made by 'chat-server completion powershell': do not edit it.
Register-ArgumentCompleter -Native -CommandName 'chat-server' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $commands = [hashtable]::new([StringComparer]::Ordinal)
    $commands[''] = 'account audit backup cluster completion config doctor health history hook import man reload top windows-service'
    $commands['account'] = 'add always-on drop list password'
    $commands['cluster'] = 'status'
    $commands['config'] = 'check password schema show'
    $commands['history'] = 'erase export'
    $commands['hook'] = 'add del list'
    $commands['import'] = 'ergo inspircd irssi weechat znc'
    $options = [hashtable]::new([StringComparer]::Ordinal)
    $options[''] = '--version'
    $options['account'] = ''
    $options['account add'] = '--password-stdin'
    $options['account always-on'] = ''
    $options['account drop'] = ''
    $options['account list'] = '--json'
    $options['account password'] = '--password-stdin'
    $options['audit'] = '--operator --since'
    $options['backup'] = '--force --quiet'
    $options['cluster'] = ''
    $options['cluster status'] = ''
    $options['completion'] = ''
    $options['config'] = ''
    $options['config check'] = ''
    $options['config password'] = '--iterations'
    $options['config schema'] = ''
    $options['config show'] = ''
    $options['doctor'] = '--json'
    $options['health'] = ''
    $options['history'] = ''
    $options['history erase'] = '--account --before --quiet --room'
    $options['history export'] = '--account --quiet --room --since'
    $options['hook'] = ''
    $options['hook add'] = ''
    $options['hook del'] = ''
    $options['hook list'] = ''
    $options['import'] = ''
    $options['import ergo'] = '--dry-run --into --quiet --room --strict'
    $options['import inspircd'] = '--dry-run --into --quiet --room --strict --timezone'
    $options['import irssi'] = '--dry-run --into --quiet --room --strict --timezone'
    $options['import weechat'] = '--dry-run --into --quiet --room --strict --timezone'
    $options['import znc'] = '--dry-run --into --quiet --room --strict --timezone'
    $options['man'] = '--markdown'
    $options['reload'] = ''
    $options['top'] = '--json --once --process'
    $options['windows-service'] = ''
    $values = [hashtable]::new([StringComparer]::Ordinal)
    $values['* --account'] = 'text'
    $values['* --admin-email'] = 'text'
    $values['* --admin-location'] = 'text'
    $values['* --admin-name'] = 'text'
    $values['* --before'] = 'text'
    $values['* --bind'] = 'text'
    $values['* --cert'] = 'file'
    $values['* --cloaking'] = 'words off on'
    $values['* --close-timeout'] = 'text'
    $values['* --cluster'] = 'text'
    $values['* --config'] = 'file'
    $values['* --connection-rate-per-address'] = 'text'
    $values['* --connection-rate-per-network'] = 'text'
    $values['* --data'] = 'dir'
    $values['* --discovery'] = 'words all lan off'
    $values['* --durability'] = 'words disk process'
    $values['* --exempt-networks'] = 'text'
    $values['* --flood-burst'] = 'text'
    $values['* --flood-rate'] = 'text'
    $values['* --greet-after'] = 'text'
    $values['* --handshake-timeout'] = 'text'
    $values['* --history-days'] = 'text'
    $values['* --history-megabytes'] = 'text'
    $values['* --history-on-join'] = 'text'
    $values['* --hook-networks'] = 'text'
    $values['* --into'] = 'text'
    $values['* --iterations'] = 'text'
    $values['* --key'] = 'file'
    $values['* --lobby'] = 'text'
    $values['* --log-format'] = 'words json text'
    $values['* --log-level'] = 'words debug error fatal information verbose warning'
    $values['* --login-attempts'] = 'text'
    $values['* --max-connections'] = 'text'
    $values['* --max-connections-per-address'] = 'text'
    $values['* --max-connections-per-network'] = 'text'
    $values['* --max-rooms-per-account'] = 'text'
    $values['* --max-rooms-per-user'] = 'text'
    $values['* --metrics-networks'] = 'text'
    $values['* --min-password-length'] = 'text'
    $values['* --motd'] = 'file'
    $values['* --name'] = 'text'
    $values['* --network'] = 'text'
    $values['* --network-icon'] = 'text'
    $values['* --operator'] = 'text'
    $values['* --otlp'] = 'text'
    $values['* --outbox-bytes'] = 'text'
    $values['* --password'] = 'text'
    $values['* --pidfile'] = 'file'
    $values['* --ping-interval'] = 'text'
    $values['* --ping-timeout'] = 'text'
    $values['* --port'] = 'text'
    $values['* -p'] = 'text'
    $values['* --process'] = 'text'
    $values['* --proxy-networks'] = 'text'
    $values['* --registration-timeout'] = 'text'
    $values['* --room'] = 'text'
    $values['* --since'] = 'text'
    $values['* --sts-duration'] = 'text'
    $values['* --thread-stack-bytes'] = 'text'
    $values['* --timezone'] = 'text'
    $values['* --tls'] = 'words off optional required'
    $values['* --tls-port'] = 'text'
    $values['* --web'] = 'words off on'
    $values['* --web-hosts'] = 'text'
    $values['* --web-origins'] = 'text'
    $values['* --write-lanes'] = 'text'
    $arguments = [hashtable]::new([StringComparer]::Ordinal)
    $arguments['account always-on/1'] = 'words off on'
    $arguments['backup/0'] = 'file'
    $arguments['completion/0'] = 'words bash fish powershell zsh'
    $arguments['import ergo/*'] = 'file'
    $arguments['import inspircd/*'] = 'file'
    $arguments['import irssi/*'] = 'file'
    $arguments['import weechat/*'] = 'file'
    $arguments['import znc/*'] = 'file'
    $everywhere = '--admin-email --admin-location --admin-name --bind --cert --cloaking --close-timeout --closed-registration --cluster --config --connection-rate-per-address --connection-rate-per-network --data --discovery --durability --exempt-networks --flood-burst --flood-rate --greet-after --handshake-timeout --help --help-all --history-days --history-megabytes --history-on-join --hook-networks --in-memory --key --lobby --log-format --log-level --login-attempts --max-connections --max-connections-per-address --max-connections-per-network --max-rooms-per-account --max-rooms-per-user --metrics-networks --min-password-length --motd --name --network --network-icon --otlp --outbox-bytes --password --pidfile --ping-interval --ping-timeout --port --proxy-networks --register-after-connect --registration-timeout --sts-duration --thread-stack-bytes --tls --tls-port --web --web-hosts --web-origins --write-lanes -? -h -p'
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
    if ($kind -like 'lookup *') { $offered += @(chat-server completion values $kind.Substring(7) 2>$null) }
    $offered | Where-Object { $_ -and $_.StartsWith($wordToComplete, 'Ordinal') } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
