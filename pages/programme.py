from components import draft, programme_story, state

view = state.read(draft.programme())
state.show_notices(view)

programme_story.show(view)
