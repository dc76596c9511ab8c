/// A download that waits or runs in a batch, as far as it decides which may begin.
package protocol BatchEntry: AnyObject {
    associatedtype Host: Hashable

    /// Its place in the sequence, from 1.
    var id: Int { get }
    /// Who is asked; nil where only a running download finds out.
    var host: Host? { get }
    /// Where it writes; nil where it is no file of its own.
    var place: String? { get }
}
