"""Where tables are kept: a folder, or PostgreSQL with PostGIS, where every version that was published stays."""
