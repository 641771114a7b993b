-- The dead rows of the updates are another plant. Statistics of columns stay as they are. Alone in its file: no VACUUM in a transaction.
VACUUM FULL events;
