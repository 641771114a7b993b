-- label: A sort of all names, some 600 kB
SELECT count(*)
FROM (SELECT name, venue FROM events ORDER BY md5(name), id OFFSET 0) AS sorted;
