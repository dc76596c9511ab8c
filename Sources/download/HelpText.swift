/// What `--help` prints: 80 columns wide, and no longer than it must be.
enum HelpText {
    static let text = """
        download saves files from the web, whole or not at all.

        Usage: download [options] URL...

          -o FILE               save as FILE
          -d DIR                save in DIR under the name that the server or the URL
                                gives; by default in the current directory
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
          --help, --version     show this, or the version
          --                    take everything that follows as a URL

        Several URLs are saved one after the other; one that fails does not stop the
        rest. While a file is incomplete, its bytes are in a file that ends in .part,
        from which the next run of the same download goes on.

        Exit codes: 0 all saved, 1 something failed, 2 wrong usage,
                    130 or 143 interrupted by SIGINT (Ctrl-C) or SIGTERM.

        """
}
