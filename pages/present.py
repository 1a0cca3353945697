from components import presenting, state
from geo.current import current_programme

view = state.read(current_programme())
state.show_notices(view)

presenting.show(view)
