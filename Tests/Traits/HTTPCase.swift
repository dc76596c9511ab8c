package import Testing

/// Which of the hard cases of HTTP downloading a test covers.
///
/// The table of cases in the documentation is made from these.
package struct HTTPCase: TestTrait, SuiteTrait {
    /// Their numbers in that table.
    package let numbers: [Int]
}

extension Trait where Self == HTTPCase {
    /// Covers the cases of these numbers.
    package static func `case`(_ numbers: Int...) -> Self {
        HTTPCase(numbers: numbers)
    }
}
