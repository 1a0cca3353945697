from components import draft, search_results, state

view = state.read(draft.programme())
state.show_notices(view)

search_results.show(view)
