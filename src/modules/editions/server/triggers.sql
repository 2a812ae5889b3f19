-- Dates that said the same moment as the window of their call are that window from now on.
update key_date d set window_end = case d.kind when 'opening' then 'opens' else 'closes' end
	from call c join call_window w on w.call_id = c.id
	where c.edition_id = d.edition_id and c.slug = d.call_slug and d.local_at is not null and not d.latest
	and ((d.kind = 'opening' and d.at = w.opens_at) or (d.kind = 'deadline' and d.at = w.closes_at));
