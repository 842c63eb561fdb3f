// A domain file that imports Web has the floor it stands on: see HOUSE rules in docs/architecture.md.
@_exported public import Access
@_exported public import Base
@_exported public import Markup
@_exported public import Store
