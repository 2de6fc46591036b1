/// Writes what a shell needs to complete the words of `quill`.
struct CompletionsCommand: Command {
  static let word = "completions"
  static let summary = "print what a shell needs to complete these words"
  static let usage = """
    usage: quill completions bash | zsh | fish

    Prints a script for the shell. To have it at each start:

      bash  quill completions bash > ~/.local/share/bash-completion/completions/quill
      zsh   quill completions zsh > _quill, in a folder of fpath
      fish  quill completions fish > ~/.config/fish/completions/quill.fish

      --help    this text
    """

  private let shell: Shell

  private enum Shell: String, CaseIterable { case bash, zsh, fish }

  init(_ arguments: [String]) throws {
    let options = try Options(arguments, of: Self.word, operands: 1)
    guard let shell = options.operands.first.flatMap(Shell.init) else {
      throw UsageError("give one of bash, zsh and fish; see quill completions --help")
    }
    self.shell = shell
  }

  func run() throws {
    switch shell {
    case .bash: print(bash)
    case .zsh: print(zsh)
    case .fish: print(fish)
    }
  }

  /// The options of a command, as its usage lists them.
  static func options(of command: any Command.Type) -> [String] {
    var seen: Set<String> = []
    return command.usage.matches(of: #/--[a-z][a-z-]*/#).map { String($0.output) }
      .filter { seen.insert($0).inserted }
  }

  private static var words: String { commands.map { $0.word }.joined(separator: " ") }

  /// Lines that say what follows each word, `run) options="--parameters --output" ;;`.
  private static func cases(indent: String) -> String {
    commands.map { command in
      "\(indent)\(command.word)) options=\"\(options(of: command).joined(separator: " "))\" ;;"
    }.joined(separator: "\n")
  }

  private var bash: String {
    """
    _quill() {
      local word=${COMP_WORDS[COMP_CWORD]} options=""
      if ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W "\(Self.words)" -- "$word"))
        return
      fi
      case ${COMP_WORDS[1]} in
    \(Self.cases(indent: "    "))
      esac
      if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$word"))
      elif [[ ${COMP_WORDS[1]} == completions ]]; then
        COMPREPLY=($(compgen -W "bash zsh fish" -- "$word"))
      else
        COMPREPLY=($(compgen -f -- "$word"))
      fi
    }
    complete -o filenames -F _quill quill
    """
  }

  private var zsh: String {
    """
    #compdef quill
    local options=""
    if ((CURRENT == 2)); then
      compadd \(Self.words)
      return
    fi
    case ${words[2]} in
    \(Self.cases(indent: "  "))
    esac
    if [[ ${words[CURRENT]} == -* ]]; then
      compadd -- ${=options}
    elif [[ ${words[2]} == completions ]]; then
      compadd bash zsh fish
    else
      _files
    fi
    """
  }

  private var fish: String {
    let words = commands.map { command in
      "complete -c quill -n __fish_use_subcommand -f -a \(command.word) -d '\(command.summary)'"
    }
    let options = commands.flatMap { command in
      Self.options(of: command).map { option in
        "complete -c quill -n '__fish_seen_subcommand_from \(command.word)' -l "
          + option.dropFirst(2)
      }
    }
    let shells =
      "complete -c quill -n '__fish_seen_subcommand_from completions' -f -a 'bash zsh fish'"
    return (words + options + [shells]).joined(separator: "\n")
  }
}
