from components import changes_between, draft, state

view = state.read(draft.programme())
state.show_notices(view)
changes_between.show(view)
