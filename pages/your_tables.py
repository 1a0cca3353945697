from components import draft, state, upload

view = state.read(draft.programme())
state.show_notices(view)

upload.show(view)
