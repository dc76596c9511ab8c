internal import Downstream

// Steps on the disk that are left out, or not looked at.
extension Defect {
    /// A disk whose open files of some names do not do something.
    private static func disk(
        without fault: ChangedFile.Fault,
        of suffix: String = ".part"
    ) -> @Sendable (any Disk) -> any Disk {
        { base in
            var disk = ChangedDisk(base)
            disk.change = { file, path, _ in
                path.hasSuffix(suffix) ? ChangedFile(base: file, fault: fault) : file
            }
            return disk
        }
    }

    static let flushBeforePublishing = Defect(
        name: "flush-publish",
        summary: "a file is published without having been flushed",
        telltale: ["after a power failure", "is empty"],
        disk: disk(without: .flush)
    )

    static let flushBeforeCheckpoint = Defect(
        name: "flush-checkpoint",
        summary: "bytes are noted as safe without having been flushed",
        telltale: ["published", "then zeros"],
        disk: disk(without: .flushData)
    )

    static let shortWrites = Defect(
        name: "short-write",
        summary: "a write that failed, or fell short, counts as done",
        telltale: ["published", "then zeros"],
        disk: disk(without: .shortWrites)
    )

    static let cut = Defect(
        name: "cut",
        summary: "what lies behind the bytes that are gone on from stays",
        telltale: ["bytes behind it"],
        disk: disk(without: .cut)
    )

    static let lock = Defect(
        name: "lock",
        summary: "a partial file is written although another process has it locked",
        telltale: ["published", "the first"],
        disk: disk(without: .lock)
    )

    static let folderFlush = Defect(
        name: "folder-flush",
        summary: "the folder is not flushed behind the renaming",
        telltale: ["after a power failure", "is missing"],
        disk: { base in
            var disk = ChangedDisk(base)
            disk.change = { file, _, use in
                use == .flushingFolder ? ChangedFile(base: file, fault: .flush) : file
            }
            return disk
        }
    )

    static let inode = Defect(
        name: "inode",
        summary: "what was locked is not looked at: it may have another name by now",
        telltale: ["without being published"],
        disk: { base in
            let locked = Locked<[String: any OpenFile]>([:])
            var disk = ChangedDisk(base)
            disk.change = { file, path, _ in
                guard path.hasSuffix(".part") else { return file }
                return ChangedFile(base: file) { file in locked.withLock { $0[path] = file } }
            }
            disk.look = { path throws(FileProblem) in
                try locked.withLock { $0.removeValue(forKey: path) }?.entry()
            }
            return disk
        }
    )

    static let boot = Defect(
        name: "boot",
        summary: "after a power failure, bytes are trusted as if there had been none",
        telltale: ["published", "then zeros"],
        disk: { base in
            var disk = ChangedDisk(base)
            disk.boot = "always the same"
            return disk
        }
    )

    static let staleRecord = Defect(
        name: "stale-record",
        summary: "the record of the version before stays when another one comes",
        telltale: ["begin like no version"],
        disk: { base in
            // Who drops a record empties it before he removes it; who has published a file takes its
            // place first.
            let dropped = Locked<Set<String>>([])
            var disk = ChangedDisk(base)
            disk.change = { file, path, use in
                let record = path + ".json"
                if use == .making, (try? base.entry(at: record)) != nil {
                    dropped.withLock { _ = $0.insert(path) }
                }
                guard use == .cutting else { return file }
                let isPublished = dropped.withLock { $0.contains(String(path.dropLast(5))) }
                if isPublished { return file }
                dropped.withLock { _ = $0.insert(path) }
                return ChangedFile(base: file, fault: .cut)
            }
            disk.keeps = { path in
                dropped.withLock { dropped in
                    dropped.remove(String(path.dropLast(5)))
                    return dropped.remove(path) != nil
                }
            }
            return disk
        }
    )
}
