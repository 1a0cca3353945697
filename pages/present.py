from components import draft, presenting, state

view = state.read(draft.programme())
state.show_notices(view)

presenting.show(view)
