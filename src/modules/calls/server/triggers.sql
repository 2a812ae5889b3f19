-- What was handed in stays as it was. Erasing a person's data is the one exception: it says so for its transaction.
create or replace function application_version_refuse_change() returns trigger language plpgsql as $$
begin
	if current_setting('orrery.erasing', true) = 'yes' and tg_op <> 'TRUNCATE' then
		return case when tg_op = 'DELETE' then old else new end;
	end if;
	raise exception 'a submitted version is immutable: % on % refused', tg_op, tg_table_name;
end $$;
--> statement-breakpoint
create or replace trigger application_version_immutable before update or delete on application_version
	for each row execute function application_version_refuse_change();
--> statement-breakpoint
create or replace trigger application_version_kept before truncate on application_version
	for each statement execute function application_version_refuse_change();
--> statement-breakpoint
-- Editions and standing calls have one desk each under one name: whoever comes second is refused, whichever of both it is.
create or replace function desk_slug_once() returns trigger language plpgsql as $$
begin
	if tg_table_name = 'call' then
		if new.edition_id is not null then return new; end if;
		perform pg_advisory_xact_lock(hashtext('edition:' || new.slug));
		if exists (select 1 from edition where slug = new.slug) then
			raise exception 'an edition has the slug %', new.slug using errcode = 'unique_violation', constraint = 'desk_slug';
		end if;
	else
		perform pg_advisory_xact_lock(hashtext('edition:' || new.slug));
	end if;
	if exists (select 1 from call where edition_id is null and slug = new.slug and id <> new.id) then
		raise exception 'a standing call has the slug %', new.slug using errcode = 'unique_violation', constraint = 'desk_slug';
	end if;
	return new;
end $$;
--> statement-breakpoint
create or replace trigger call_desk_slug before insert or update of slug, edition_id on call
	for each row execute function desk_slug_once();
--> statement-breakpoint
create or replace trigger edition_desk_slug before insert or update of slug on edition
	for each row execute function desk_slug_once();
--> statement-breakpoint
-- Who has a part in an application has a stake in it, whichever way he came to it: its holder, who works on it, and the
-- addresses that its newest version names. Kept here, so that no writer can forget it.
create or replace function application_stakes(of text) returns void language plpgsql as $$
begin
	delete from stake where object_type = 'application' and object_id = of and kind = 'part';
	insert into stake (object_type, object_id, person_id, address, kind)
		select 'application', of, a.person_id, null, 'part' from application a where a.id = of
		union select 'application', of, m.person_id, null, 'part' from application_member m
			where m.application_id = of and m.ended_at is null
		union select 'application', of, null, lower(trim(entry ->> 'email')), 'part'
			from application a
			join application_version v on v.application_id = a.id and v.version = a.version
			join call_form f on f.call_id = a.call_id and f.version = v.form_version
			cross join lateral jsonb_array_elements(f.form -> 'fields') field
			cross join lateral jsonb_array_elements(case jsonb_typeof(v.answers -> (field ->> 'id'))
				when 'array' then v.answers -> (field ->> 'id') else '[]' end) entry
			where a.id = of and field ->> 'kind' = 'person-list' and trim(entry ->> 'email') <> ''
		on conflict do nothing;
end $$;
--> statement-breakpoint
create or replace function application_stakes_of_row() returns trigger language plpgsql as $$
begin
	if tg_table_name = 'application' then
		perform application_stakes(new.id);
	else
		if tg_op <> 'DELETE' and new.application_id is not null then perform application_stakes(new.application_id); end if;
		if tg_op = 'DELETE' and old.application_id is not null then perform application_stakes(old.application_id); end if;
	end if;
	return null;
end $$;
--> statement-breakpoint
create or replace trigger application_stakes after insert or update of person_id, version on application
	for each row execute function application_stakes_of_row();
--> statement-breakpoint
create or replace trigger application_version_stakes after insert or update of answers on application_version
	for each row execute function application_stakes_of_row();
--> statement-breakpoint
create or replace trigger application_member_stakes
	after insert or delete or update of application_id, person_id, ended_at on application_member
	for each row execute function application_stakes_of_row();
--> statement-breakpoint
select application_stakes(id) from application;
