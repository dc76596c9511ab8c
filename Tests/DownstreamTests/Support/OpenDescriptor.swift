@testable import Downstream

// What tests open themselves, as another program would, in the place of what the library opens.

extension PartialFile {
    /// The descriptor that it writes to.
    var descriptor: Int32? {
        get { (file as? RealFile)?.descriptor }
        set { file = newValue.map { RealFile($0, path: path) } }
    }
}

extension PartialFile.Checkpoint {
    /// A checkpoint of what a descriptor is open on.
    init(descriptor: Int32, path: String, recordPath: String, record: ResumeRecord) {
        self.init(
            disk: RealDisk(),
            file: RealFile(descriptor, path: path),
            recordPath: recordPath,
            record: record
        )
    }
}

extension FileStamp {
    /// Notes it on what a descriptor is open on.
    func put(on descriptor: Int32) {
        put(on: RealFile(descriptor, path: ""))
    }
}
