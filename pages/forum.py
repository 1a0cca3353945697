from components import draft, forum_story, state

view = state.read(draft.programme())
state.show_notices(view)

forum_story.show(view)
