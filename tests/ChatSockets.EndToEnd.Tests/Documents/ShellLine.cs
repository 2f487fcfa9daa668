using System.Text;

namespace ChatSockets.EndToEnd.Tests.Documents;

/// <summary>A line of shell as its simple commands: quotes, comments, pipes, redirections and command substitution, and no more.</summary>
internal sealed class ShellLine
{
    private readonly List<string[]> _commands = [];
    private readonly List<string> _words = [];
    private readonly StringBuilder _word = new();
    private bool _isWord;
    private bool _isFileNext;

    private ShellLine(string line)
    {
        for (int index = 0; index < line.Length; index++)
        {
            char character = line[index];
            if (character == '#' && !_isWord) break;
            if (character is '\'' or '"')
            {
                int end = line.IndexOf(character, index + 1);
                if (end < 0) end = line.Length;
                Add(line[(index + 1)..end]);
                index = end;
            }
            else if (character == '\\' && index + 1 < line.Length) Add(line[++index].ToString());
            else if (character is '|' or ';' or '&' or '(' or ')') EndCommand();
            else if (character is '<' or '>')
            {
                if (_word.Length > 0 && char.IsAsciiDigit(_word[0])) _isWord = false; // 2>file
                EndWord();
                _isFileNext = true;
            }
            else if (character is ' ' or '\t') EndWord();
            else Add(character.ToString());
        }
        EndCommand();
    }

    /// <summary>The commands, each as its words. Assignments before a command and files of redirections are left out.</summary>
    public static IReadOnlyList<string[]> Commands(string line) => new ShellLine(line)._commands;

    private void Add(string text)
    {
        _word.Append(text);
        _isWord = true;
    }

    private void EndWord()
    {
        if (_isWord && !_isFileNext) _words.Add(_word.ToString());
        if (_isWord) _isFileNext = false;
        _word.Clear();
        _isWord = false;
    }

    private void EndCommand()
    {
        EndWord();
        string[] command = [.. _words.SkipWhile(word => word.Split('=') is { Length: > 1 } parts && parts[0].All(IsOfName))];
        if (command.Length > 0) _commands.Add(command);
        _words.Clear();
    }

    private static bool IsOfName(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';
}
