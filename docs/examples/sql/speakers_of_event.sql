-- label: Who speaks at an event
-- values: SELECT event_id AS event FROM event_speakers ORDER BY id
-- rows: 1..
-- index: event_speakers_event_id_speaker_id_key
SELECT s.id, s.name, l.role
FROM event_speakers AS l
JOIN speakers AS s ON s.id = l.speaker_id
WHERE l.event_id = :event
ORDER BY s.name, s.id;
