using System.Text;

namespace ChatSockets.CommandLine.Completion;

/// <summary>The script for PowerShell, from 5.1 on. For a file's name it returns nothing, and PowerShell offers files.</summary>
internal static class PowerShellCompletion
{
    public static string Text(CompletionTable table)
    {
        var text = new StringBuilder();
        text.AppendLine($$"""
            # Completes {{table.Program}} in PowerShell. Made by '{{table.Program}} completion powershell': do not edit it.
            Register-ArgumentCompleter -Native -CommandName '{{table.Program}}' -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
            """);
        Write(text, "commands", table.Places.Where(place => place.Children.Count > 0)
            .Select(place => (place.Words, string.Join(' ', place.Children.Select(child => child.Command.Name)))));
        Write(text, "options", table.Places.Select(place => (place.Words,
            string.Join(' ', CompletionTable.NamesOf(table.OptionsAt(place))))));
        Write(text, "values", table.ValueRules.SelectMany(rule => rule.Names.Select(name => ($"{rule.Place} {name}", rule.Value.Code))));
        Write(text, "arguments", table.Arguments.Select(argument => ($"{argument.Place}/{argument.Position}", argument.Value.Code)));
        text.AppendLine($$"""
                $everywhere = '{{string.Join(' ', CompletionTable.NamesOf(table.Everywhere))}}'
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
                if ($kind -like 'lookup *') { $offered += @({{table.Program}} completion values $kind.Substring(7) 2>$null) }
                $offered | Where-Object { $_ -and $_.StartsWith($wordToComplete, 'Ordinal') } |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }
            """);
        return text.ToString();
    }

    // Ordinal, because a table written as @{} takes -c and -C for one.
    private static void Write(StringBuilder text, string name, IEnumerable<(string Key, string Value)> rows)
    {
        text.AppendLine($"    ${name} = [hashtable]::new([StringComparer]::Ordinal)");
        foreach ((string key, string value) in rows) text.AppendLine($"    ${name}['{key}'] = '{value}'");
    }
}
