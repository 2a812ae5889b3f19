-- A scrubbed copy is nobody's file of his own: it goes with the file that it was made of.
create or replace function scrubbed_file_remove_copy() returns trigger language plpgsql as $$
begin
	delete from file where id = old.copy_id;
	return null;
end $$;
--> statement-breakpoint
create or replace trigger scrubbed_file_gone after delete on scrubbed_file
	for each row when (old.copy_id is not null) execute function scrubbed_file_remove_copy();
