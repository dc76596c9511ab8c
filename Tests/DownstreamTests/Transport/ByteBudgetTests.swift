import Downstream
import Testing

@Suite("A budget of bytes")
struct ByteBudgetTests {
    @Test func `lends what it has, and no more`() {
        let budget = ByteBudget(100)
        let first = budget.take(60)
        let second = budget.take(41)
        let third = budget.take(40)

        #expect(first != nil && second == nil && third != nil)
        #expect(budget.remaining == 0)
    }

    @Test func `has back what was let go, once its last holder lets go`() {
        let budget = ByteBudget(100)
        var loan = budget.take(60)
        var copy = loan
        #expect(budget.remaining == 40)

        loan = nil
        #expect(budget.remaining == 40)
        #expect(copy != nil && loan == nil)
        copy = nil
        #expect(budget.remaining == 100)
    }

    @Test func `lends nothing where it is nothing`() {
        #expect(ByteBudget(0).take(1) == nil)
        #expect(ByteBudget(-1).take(1) == nil)
    }
}
