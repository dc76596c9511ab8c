/// What waits in order: a first-in, first-out queue.
///
/// Taking moves no other element, but for one pass each time half of them are gone.
package struct Queue<Element> {
    private var elements: [Element?] = []
    private var head = 0

    /// A queue in which nothing waits.
    package init() {}

    /// How many elements wait.
    package var count: Int { elements.count - head }
    /// Whether nothing waits.
    package var isEmpty: Bool { count == 0 }

    /// The element at a place, 0 being the first.
    package subscript(place: Int) -> Element? { elements[head + place] }

    /// Puts an element at the end.
    package mutating func append(_ element: Element) {
        elements.append(element)
    }

    /// Takes the first element; nil where nothing waits.
    package mutating func popFirst() -> Element? {
        guard head < elements.count else { return nil }
        // The place keeps nothing alive until it goes.
        let element = elements[head].take()
        head += 1
        if head * 2 >= elements.count {
            elements.removeFirst(head)
            head = 0
        }
        return element
    }
}
