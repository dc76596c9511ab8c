/// What `--help` prints: one screen of 80 columns.
enum HelpText {
    static let text = """
        download saves files from the web, whole or not at all.

        Usage: download [options] URL...

          -o FILE      save as FILE; a file of that name is replaced when, and only
                       when, the new one is complete
          -d DIR       save in DIR, under the name that the server or the URL gives;
                       a name that is taken gets a number (by default in .)
          --quiet      say nothing but failures
          --json       write every event as a line of JSON to standard output
          --log FILE   append a log to FILE
          --help       show this
          --version    show the version
          --           take everything that follows as a URL

        Several URLs are saved one after the other; one that fails does not stop the
        rest. While a file is incomplete, its bytes are in a file that ends in .part.

        Exit codes: 0 all saved, 1 something failed, 2 wrong usage,
                    130 or 143 interrupted by SIGINT (Ctrl-C) or SIGTERM.

        """
}
