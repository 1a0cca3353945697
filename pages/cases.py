from components import case_gallery, case_page, downloads, draft, figures, state

view = state.read(draft.programme())
case = state.selected(view, "case")
state.show_notices(view, None if case else "cases", opens=["case"])

if case:
    case_page.show(view, case)
else:
    case_gallery.show(view)
    downloads.show(view, "cases")
figures.show_data_date(view)
