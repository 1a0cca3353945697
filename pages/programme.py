from components import programme_story, state
from geo.current import current_programme

view = state.read(current_programme())
state.show_notices(view)

programme_story.show(view)
