from components import forum_story, state
from geo.current import current_programme

view = state.read(current_programme())
state.show_notices(view)

forum_story.show(view)
