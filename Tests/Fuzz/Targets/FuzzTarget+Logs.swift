import Downstream

extension FuzzTarget {
    /// What reads logs.
    static let logs = [recordedEvent]

    private static let recordedEvent = FuzzTarget(
        "RecordedEvent",
        samples: [
            #"""
            {"event":"started","download":2,"sequence":7,"time":0.123456,\#
            "source":"http://host/\"\\a","delay":0,"number":1,"resumingFrom":0}
            """#,
            #"""
            {"event":"chunk","download":1,"sequence":9,"time":1,"bytes":"YT8+Yg==",\#
            "count":4,"offset":16384}
            """#,
            #"{"event":"chunk","download":1,"sequence":9,"time":1e-3,"count":2,"offset":3}"#,
            #"""
            {"event":"progress","download":1,"sequence":3,"time":2,\#
            "bytesPerSecond":"inf","elapsed":1.5,"phase":{"receiving":{}},\#
            "received":4,"response":{"finalURL":"https://u:p@host/a?b#c","offset":0,\#
            "status":200}}
            """#,
            #"""
            {"event":"completed","download":1,"sequence":4,"time":2,"attempts":1,\#
            "byteCount":10,"duration":0.5,"how":"transferred","lengthVerified":true,\#
            "warnings":["a"]}
            """#,
        ],
        words: [
            "\"event\":", "\"failed\"", "\"nan\"", "null", "{}", "[]", "1e308", "\\u202e",
            "\\ud800",
            "-0.0", "0.0000000001", "\"url\":\"http://a:b@c/?d\",",
        ]
    ) { input in
        let event: RecordedEvent
        do throws(RecordingError) {
            event = try RecordedEvent(line: input.text)
        } catch {
            try holdPrintable(error.sentence)
            return false
        }
        let line = try event.line()
        try hold(!line.contains("\n") && !line.contains("\r"), "\(line) has an end in it")
        let again = try? RecordedEvent(line: line)
        // Not the events: a speed that is no number does not equal itself.
        let relined = try again?.line()
        try hold(relined == line, "\(line) becomes \(relined ?? "nothing")")
        return true
    }
}
