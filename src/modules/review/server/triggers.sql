-- A score that was handed in stays as it was; changing it adds a version. Erasing a person's words is the one exception.
create or replace function review_score_refuse_change() returns trigger language plpgsql as $$
begin
	if current_setting('orrery.erasing', true) = 'yes' and tg_op = 'UPDATE' then
		return new;
	end if;
	raise exception 'a score that was handed in is immutable: % on % refused', tg_op, tg_table_name;
end $$;
--> statement-breakpoint
create or replace trigger review_score_immutable before update or delete on review_score
	for each row execute function review_score_refuse_change();
--> statement-breakpoint
create or replace trigger review_score_kept before truncate on review_score
	for each statement execute function review_score_refuse_change();
--> statement-breakpoint
-- What was said, summed up and answered stays as it was; erasing a person's words and merging two accounts are the exceptions.
create or replace function review_words_refuse_change() returns trigger language plpgsql as $$
begin
	if tg_op = 'UPDATE' and 'yes' in (current_setting('orrery.erasing', true), current_setting('orrery.merging', true)) then
		return new;
	end if;
	raise exception 'what was handed in is immutable: % on % refused', tg_op, tg_table_name;
end $$;
--> statement-breakpoint
create or replace trigger review_post_version_immutable before update or delete on review_post_version
	for each row execute function review_words_refuse_change();
--> statement-breakpoint
create or replace trigger meta_review_immutable before update or delete on meta_review
	for each row execute function review_words_refuse_change();
--> statement-breakpoint
create or replace trigger rebuttal_version_immutable before update or delete on rebuttal_version
	for each row execute function review_words_refuse_change();
