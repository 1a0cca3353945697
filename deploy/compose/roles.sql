-- Run by PostgreSQL's container when its database is made, as docs/postgresql.md says: who publishes, and who only reads.
\set keeper `cat /run/secrets/keeper`
\set reader `cat /run/secrets/reader`
CREATE ROLE keeper LOGIN PASSWORD :'keeper';
CREATE ROLE reader LOGIN PASSWORD :'reader';
ALTER DATABASE :"DBNAME" OWNER TO keeper;
CREATE EXTENSION IF NOT EXISTS postgis;
