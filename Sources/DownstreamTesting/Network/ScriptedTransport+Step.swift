public import Downstream

#if canImport(FoundationEssentials)
public import struct FoundationEssentials.Data
#else
public import struct Foundation.Data
#endif

extension ScriptedTransport {
    /// One line of a script.
    @nonexhaustive
    public enum Step: Sendable {
        /// Status and header fields; one of status 1xx is skipped, as a transport does.
        case head(ResponseHead)
        /// So many bytes of ``BytePattern``, from where the body is; a 206 begins at its range.
        case bytes(Int)
        /// These bytes.
        case data(Data)
        /// This text in UTF-8.
        case text(String)
        /// Nothing for so long, on the script's clock.
        case pause(Duration)
        /// Nothing until the test opens the gate.
        case wait(for: Gate)
        /// The connection breaks off.
        case drop
        /// The transport fails.
        case fail(TransportError)
    }
}
