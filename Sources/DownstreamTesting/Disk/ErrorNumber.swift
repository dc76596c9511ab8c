#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The error numbers that a simulated disk has, with names for its trace.
enum ErrorNumber: String, Sendable {
    case noEntry = "ENOENT"
    case exists = "EEXIST"
    case notFolder = "ENOTDIR"
    case isFolder = "EISDIR"
    case nameTooLong = "ENAMETOOLONG"
    case notOpen = "EBADF"
    case full = "ENOSPC"
    case overQuota = "EDQUOT"
    case denied = "EACCES"
    case readOnly = "EROFS"
    case broken = "EIO"
    case tooManyOpen = "EMFILE"
    case unsupported = "EINVAL"

    var number: Int32 {
        switch self {
        case .noEntry: ENOENT
        case .exists: EEXIST
        case .notFolder: ENOTDIR
        case .isFolder: EISDIR
        case .nameTooLong: ENAMETOOLONG
        case .notOpen: EBADF
        case .full: ENOSPC
        case .overQuota: EDQUOT
        case .denied: EACCES
        case .readOnly: EROFS
        case .broken: EIO
        case .tooManyOpen: EMFILE
        case .unsupported: EINVAL
        }
    }

    init(_ failure: SimulatedDisk.Failure) {
        self =
            switch failure {
            case .full: .full
            case .overQuota: .overQuota
            case .denied: .denied
            case .readOnly: .readOnly
            case .broken: .broken
            case .tooManyOpen: .tooManyOpen
            case .unsupported: .unsupported
            }
    }
}

/// Why a step of a simulated disk fails.
enum DiskRefusal: Error {
    case number(ErrorNumber)
    /// Somebody else has the lock.
    case locked

    /// What the trace says of it.
    var word: String {
        switch self {
        case .number(let number): number.rawValue
        case .locked: "locked"
        }
    }
}
