import streamlit as st

from components import country_brief, draft, state

view = state.read(draft.programme())
state.show_notices(view)

with st.container(key="not_printed"):
    country_brief.choose(view)
    st.caption(view.text("Print this page with the browser: it is made for one sheet of paper."))
country = country_brief.country_of(view)
if country:
    country_brief.show(view, country)
else:
    country_brief.show_all(view)
