from components import data_parts, draft, state

view = state.read(draft.programme())
state.show_notices(view)

data_parts.show(view)
