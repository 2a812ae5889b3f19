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
