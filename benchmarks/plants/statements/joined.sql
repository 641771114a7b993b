-- label: The topics of the rarest events
SELECT topic.name, count(*)
FROM events AS event
JOIN event_topics AS link ON link.event_id = event.id
JOIN topics AS topic ON topic.id = link.topic_id
WHERE event.audience_rank < 20
GROUP BY topic.name
ORDER BY topic.name;
