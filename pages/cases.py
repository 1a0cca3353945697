from components import case_gallery, case_page, figures, state
from geo.current import current_programme

view = state.read(current_programme())
case = state.selected(view, "case")
state.show_notices(view, None if case else "cases", opens=["case"])

if case:
    case_page.show(view, case)
else:
    case_gallery.show(view)
figures.show_data_date(view)
