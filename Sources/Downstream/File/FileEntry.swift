/// What is at a path, itself and not what a link points to.
package struct FileEntry: Sendable, Equatable {
    /// What kind of thing it is.
    package enum Kind: Sendable {
        case regular
        case directory
        case other
    }

    package let kind: Kind
    package let device: UInt64
    package let inode: UInt64
    /// How many names it has.
    package let links: UInt64
    /// Who may read and write it: the nine bits of its mode.
    package let mode: UInt32
    /// Its size in bytes.
    package let size: Int64

    /// Describes something on a disk.
    package init(
        kind: Kind,
        device: UInt64,
        inode: UInt64,
        links: UInt64,
        mode: UInt32,
        size: Int64
    ) {
        self.kind = kind
        self.device = device
        self.inode = inode
        self.links = links
        self.mode = mode
        self.size = size
    }

    /// Whether both are one file.
    func isSame(as other: FileEntry) -> Bool {
        inode == other.inode && device == other.device
    }
}
