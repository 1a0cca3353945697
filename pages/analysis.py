from components import analysis, analysis_controls, draft, figures, filters, state, undated
from geo import shown

view = state.read(draft.programme())
question = analysis_controls.read()
subject = question.asked.subject
state.show_notices(view, subject, opens=())
analysis_controls.show_notices(view)

analysis_controls.show(view, question)
filters.show(view, subject, analysis_controls.FILTERS[subject])
analysis.show_sentences(view, question)
undated.show(view, subject)

if shown.number(view.programme, view.selection, subject):
    analysis.show(view, question)
else:
    filters.show_empty(view, subject)
figures.show_data_date(view)
