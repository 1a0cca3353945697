from components import data_tables, draft, reconciliation_table, state

view = state.read(draft.programme())
state.show_notices(view)

data_tables.show_introduction(view)
reconciliation_table.show(view)
data_tables.show_dictionary(view)
data_tables.show_sources(view)
data_tables.show_leads(view)
