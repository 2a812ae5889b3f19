create function ledger_refuse_change() returns trigger language plpgsql as $$
begin
	raise exception 'the ledger is append-only: % on % refused', tg_op, tg_table_name;
end $$;
--> statement-breakpoint
create trigger ledger_event_append_only before update or delete or truncate on ledger_event
	for each statement execute function ledger_refuse_change();
--> statement-breakpoint
create trigger ledger_seal_append_only before update or delete or truncate on ledger_seal
	for each statement execute function ledger_refuse_change();
--> statement-breakpoint
create function ledger_note_pending() returns trigger language plpgsql as $$
begin
	insert into ledger_pending (event_id) values (new.id);
	return null;
end $$;
--> statement-breakpoint
create trigger ledger_event_pending after insert on ledger_event for each row execute function ledger_note_pending();
