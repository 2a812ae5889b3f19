-- What was handed in stays as it was. Erasing a person's data is the one exception: it says so for its transaction.
create function application_version_refuse_change() returns trigger language plpgsql as $$
begin
	if current_setting('orrery.erasing', true) = 'yes' and tg_op <> 'TRUNCATE' then
		return case when tg_op = 'DELETE' then old else new end;
	end if;
	raise exception 'a submitted version is immutable: % on % refused', tg_op, tg_table_name;
end $$;
--> statement-breakpoint
create trigger application_version_immutable before update or delete on application_version
	for each row execute function application_version_refuse_change();
--> statement-breakpoint
create trigger application_version_kept before truncate on application_version
	for each statement execute function application_version_refuse_change();
