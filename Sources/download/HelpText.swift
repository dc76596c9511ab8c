/// What `--help` prints: 80 columns wide, and no longer than it must be.
enum HelpText {
    static let text = """
        download saves files from the web, whole or not at all.

        Usage: download [options] URL...
               download [options] -i FILE
               download timeline [LOG]

          -o FILE               save as FILE; - writes the bytes to standard output
          -d DIR                save in DIR under the name that the server or the URL
                                gives; by default in the current directory
          -i FILE               take URLs from FILE too, one a line, with a TAB and a
                                name if wanted; - reads standard input as it comes
          -j N                  run N downloads at a time (1)
          --per-host N          at most N connections to one host (6)
          --segments N          fetch a large file over up to N connections (1)
          --if-exists RULE      replace, keep, fail, number or update; by default -o
                                replaces an older file, and -d numbers the new one
          --sync                flush the file to the disk before it counts as saved
          --no-resume           begin anew instead of going on from a partial file
          --retries N           try again up to N times in a row (3)
          --connect-timeout S   seconds to connect (30)
          --stall-timeout S     seconds without a byte (60)
          --deadline S          seconds for each URL, retries and all
          --max-size SIZE       refuse larger files: 500K, 2M, 1.5G
          --limit-rate RATE     bytes per second over all: 500K, 2M, 1.5G
          --checksum ALGO:HEX   demand this md5, sha1, sha256 or sha512
          --expect KIND         demand video, audio or image; any by default
          --header 'NAME: V'    send this field, to the host of the URL only
          --user NAME:PASSWORD  log in, at the host of the URL only
          --user-agent TEXT     say who asks
          --proxy URL           go through this proxy, not the environment's
          --cacert FILE         trust the authorities in this PEM file too
          --public-only         refuse loopback, private and other inner addresses
          --quiet               say nothing but failures
          --json                write events as lines of JSON to standard output
          --log FILE            append a log to FILE
          --timeline FILE.svg   draw when each download ran, waited and ended
          --failed FILE         list the URLs that failed, for -i; private to you
          --help, --version     show this, or the version
          --                    take everything that follows as a URL

        A URL that fails does not stop the rest. While a file is incomplete, its bytes
        are in a file that ends in .part, from which the next run goes on. "download
        timeline" draws a log that --json wrote.

        Exit codes: 0 all saved, 1 something failed, 2 wrong usage,
                    130 or 143 interrupted by SIGINT (Ctrl-C) or SIGTERM.

        """
}
