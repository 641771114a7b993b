-- label: How often a role is taken, by a scan of a table of links
SELECT role, count(*)
FROM event_speakers
GROUP BY role
ORDER BY role;
