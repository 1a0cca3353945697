from components import data_tables, reconciliation_table, state
from geo.current import current_programme

view = state.read(current_programme())
state.show_notices(view)

data_tables.show_introduction(view)
reconciliation_table.show(view)
data_tables.show_dictionary(view)
data_tables.show_sources(view)
data_tables.show_leads(view)
