CREATE TABLE "stake" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"object_type" text NOT NULL,
	"object_id" text NOT NULL,
	"person_id" text,
	"address" text,
	"kind" text NOT NULL,
	CONSTRAINT "stake_once" UNIQUE NULLS NOT DISTINCT("object_type","object_id","kind","person_id","address")
);
--> statement-breakpoint
CREATE TABLE "mail_address_fault" (
	"address" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"answer" text NOT NULL,
	"mail_id" text
);
--> statement-breakpoint
CREATE TABLE "file_reading" (
	"file_id" text PRIMARY KEY NOT NULL,
	"reading" jsonb,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "scrubbed_file" (
	"original_id" text PRIMARY KEY NOT NULL,
	"copy_id" text,
	"fault" text,
	"rules" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "letter_edit" (
	"determination_id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"text" jsonb NOT NULL,
	"person_id" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "letter_plan" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"call_id" text NOT NULL,
	"person_id" text,
	"determinations" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"per_minute" integer,
	"made_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"batch_id" text,
	"refusal" text
);
--> statement-breakpoint
CREATE TABLE "application_signs" (
	"application_id" text NOT NULL,
	"version" integer NOT NULL,
	"signs" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "application_signs_application_id_version_pk" PRIMARY KEY("application_id","version")
);
--> statement-breakpoint
CREATE TABLE "assigning_lock" (
	"call_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"application_id" text NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"by_person_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "assigning_lock_call_id_stage_id_application_id_person_id_pk" PRIMARY KEY("call_id","stage_id","application_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "assigning_pair" (
	"run_id" text NOT NULL,
	"application_id" text NOT NULL,
	"person_id" text NOT NULL,
	"score" double precision NOT NULL,
	"origin" text NOT NULL,
	"lock_price" double precision,
	CONSTRAINT "assigning_pair_run_id_application_id_person_id_pk" PRIMARY KEY("run_id","application_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "assigning_reviewer" (
	"run_id" text NOT NULL,
	"person_id" text NOT NULL,
	"min" integer NOT NULL,
	"max" integer NOT NULL,
	"price" double precision,
	"blocking" integer[] DEFAULT '{}'::integer[] NOT NULL,
	CONSTRAINT "assigning_reviewer_run_id_person_id_pk" PRIMARY KEY("run_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "assigning_run" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"options" jsonb NOT NULL,
	"summary" jsonb,
	"progress" integer DEFAULT 0 NOT NULL,
	"changed" boolean DEFAULT false NOT NULL,
	"by_person_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"applied_by_person_id" text,
	"applied_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "review_conflict_statement" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"call_id" text NOT NULL,
	"application_id" text NOT NULL,
	"person_id" text NOT NULL,
	"source" text NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"by_person_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "review_conflict_verdict" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"call_id" text NOT NULL,
	"application_id" text NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"mark" text NOT NULL,
	"verdict" text NOT NULL,
	"reason" text NOT NULL,
	"by_person_id" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "review_declaration" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"person_id" text NOT NULL,
	"about" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"identifier" text DEFAULT '' NOT NULL,
	"year" integer,
	"at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "meta_review" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"call_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"application_id" text NOT NULL,
	"person_id" text NOT NULL,
	"summary" text NOT NULL,
	"recommendation" text,
	"final" boolean NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "review_mention" (
	"post_id" text NOT NULL,
	"place" integer NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "review_mention_post_id_place_pk" PRIMARY KEY("post_id","place")
);
--> statement-breakpoint
CREATE TABLE "review_post" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"call_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"application_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"taken_back_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "review_post_version" (
	"post_id" text NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "review_post_version_post_id_version_pk" PRIMARY KEY("post_id","version")
);
--> statement-breakpoint
CREATE TABLE "review_seen" (
	"application_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"person_id" text NOT NULL,
	"position" bigint NOT NULL,
	CONSTRAINT "review_seen_application_id_stage_id_person_id_pk" PRIMARY KEY("application_id","stage_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "review_pseudonym_key" (
	"call_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"secret" text NOT NULL,
	CONSTRAINT "review_pseudonym_key_call_id_stage_id_pk" PRIMARY KEY("call_id","stage_id")
);
--> statement-breakpoint
CREATE TABLE "rebuttal" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"application_id" text NOT NULL,
	"draft" text,
	"revision" integer NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"saved_by_person_id" text,
	CONSTRAINT "rebuttal_once" UNIQUE("application_id","stage_id")
);
--> statement-breakpoint
CREATE TABLE "rebuttal_version" (
	"rebuttal_id" text NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL,
	"person_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rebuttal_version_rebuttal_id_version_pk" PRIMARY KEY("rebuttal_id","version")
);
--> statement-breakpoint
CREATE TABLE "review_mark" (
	"id" text PRIMARY KEY NOT NULL,
	"assignment_id" text NOT NULL,
	"person_id" text NOT NULL,
	"marked_as" text NOT NULL,
	"mark" text NOT NULL,
	"note" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "review_mark_once" UNIQUE("assignment_id","marked_as","person_id")
);
--> statement-breakpoint
CREATE TABLE "review_reminder" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"person_id" text NOT NULL,
	"rule" text NOT NULL,
	"missing" integer NOT NULL,
	"by_person_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "review_reminder_once" UNIQUE("call_id","stage_id","person_id","rule")
);
--> statement-breakpoint
CREATE TABLE "review_affinity" (
	"call_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"provider" text NOT NULL,
	"fingerprint" text NOT NULL,
	"people" jsonb NOT NULL,
	"applications" jsonb NOT NULL,
	"values" "bytea" NOT NULL,
	"learnt" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "review_affinity_call_id_stage_id_pk" PRIMARY KEY("call_id","stage_id")
);
--> statement-breakpoint
CREATE TABLE "review_bid" (
	"call_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"application_id" text NOT NULL,
	"person_id" text NOT NULL,
	"value" smallint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "review_bid_stage_id_application_id_person_id_pk" PRIMARY KEY("stage_id","application_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "reviewer_invitation" (
	"id" text PRIMARY KEY NOT NULL,
	"digest" char(64) NOT NULL,
	"call_id" text NOT NULL,
	"stage_id" text,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"tracks" text[] NOT NULL,
	"locale" text NOT NULL,
	"state" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"suggested_name" text DEFAULT '' NOT NULL,
	"suggested_email" text DEFAULT '' NOT NULL,
	"follows_id" text,
	"by_person_id" text,
	"person_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reviewer_profile" (
	"scope" text NOT NULL,
	"person_id" text NOT NULL,
	"tracks" text[] NOT NULL,
	"keywords" text[] NOT NULL,
	"languages" text[] NOT NULL,
	"load_min" integer,
	"load_max" integer,
	"available_from" text,
	"available_to" text,
	"away" jsonb NOT NULL,
	"publications" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reviewer_profile_scope_person_id_pk" PRIMARY KEY("scope","person_id")
);
--> statement-breakpoint
CREATE TABLE "reviewer_role" (
	"call_id" text NOT NULL,
	"person_id" text NOT NULL,
	"track" text NOT NULL,
	"role" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reviewer_role_call_id_person_id_track_pk" PRIMARY KEY("call_id","person_id","track")
);
--> statement-breakpoint
CREATE TABLE "review_sub_review" (
	"id" text PRIMARY KEY NOT NULL,
	"assignment_id" text NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"secret_digest" text,
	"person_id" text,
	"may_be_named" boolean DEFAULT false NOT NULL,
	"draft" jsonb,
	"revision" integer DEFAULT 0 NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"handed_at" timestamp (3) with time zone,
	"credited_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "pace" text;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "per_minute" integer;--> statement-breakpoint
ALTER TABLE "letter" ADD COLUMN "place" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "letter" ADD COLUMN "edited" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "letter" ADD COLUMN "edited_by_person_id" text;--> statement-breakpoint
ALTER TABLE "letter_batch" ADD COLUMN "per_minute" integer;--> statement-breakpoint
ALTER TABLE "review_score" ADD COLUMN "answers" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "review_score" ADD COLUMN "fields" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "review_score" ADD COLUMN "confidence" integer;--> statement-breakpoint
ALTER TABLE "review_score" ADD COLUMN "not_competent" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "mail_address_fault" ADD CONSTRAINT "mail_address_fault_mail_id_mail_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."mail"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_reading" ADD CONSTRAINT "file_reading_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."file"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scrubbed_file" ADD CONSTRAINT "scrubbed_file_original_id_file_id_fk" FOREIGN KEY ("original_id") REFERENCES "public"."file"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scrubbed_file" ADD CONSTRAINT "scrubbed_file_copy_id_file_id_fk" FOREIGN KEY ("copy_id") REFERENCES "public"."file"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_plan" ADD CONSTRAINT "letter_plan_batch_id_letter_batch_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."letter_batch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_signs" ADD CONSTRAINT "application_signs_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assigning_pair" ADD CONSTRAINT "assigning_pair_run_id_assigning_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."assigning_run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assigning_reviewer" ADD CONSTRAINT "assigning_reviewer_run_id_assigning_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."assigning_run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_mention" ADD CONSTRAINT "review_mention_post_id_review_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."review_post"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_post_version" ADD CONSTRAINT "review_post_version_post_id_review_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."review_post"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rebuttal_version" ADD CONSTRAINT "rebuttal_version_rebuttal_id_rebuttal_id_fk" FOREIGN KEY ("rebuttal_id") REFERENCES "public"."rebuttal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_sub_review" ADD CONSTRAINT "review_sub_review_assignment_id_review_assignment_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."review_assignment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "stake_person" ON "stake" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "stake_address" ON "stake" USING btree ("address");--> statement-breakpoint
CREATE INDEX "scrubbed_file_copy" ON "scrubbed_file" USING btree ("copy_id");--> statement-breakpoint
CREATE INDEX "letter_edit_call" ON "letter_edit" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "letter_edit_person" ON "letter_edit" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "letter_plan_edition" ON "letter_plan" USING btree ("edition_id","state");--> statement-breakpoint
CREATE INDEX "letter_plan_call" ON "letter_plan" USING btree ("call_id","state");--> statement-breakpoint
CREATE INDEX "letter_plan_person" ON "letter_plan" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "assigning_lock_person" ON "assigning_lock" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "assigning_lock_by_person" ON "assigning_lock" USING btree ("by_person_id");--> statement-breakpoint
CREATE INDEX "assigning_pair_person" ON "assigning_pair" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "assigning_reviewer_person" ON "assigning_reviewer" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "assigning_run_number" ON "assigning_run" USING btree ("call_id","stage_id","number");--> statement-breakpoint
CREATE INDEX "assigning_run_by_person" ON "assigning_run" USING btree ("by_person_id");--> statement-breakpoint
CREATE INDEX "assigning_run_applied_by_person" ON "assigning_run" USING btree ("applied_by_person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "review_conflict_statement_once" ON "review_conflict_statement" USING btree ("application_id","person_id","source","kind") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "review_conflict_statement_call" ON "review_conflict_statement" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "review_conflict_statement_person" ON "review_conflict_statement" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "review_conflict_statement_by" ON "review_conflict_statement" USING btree ("by_person_id");--> statement-breakpoint
CREATE INDEX "review_conflict_verdict_call" ON "review_conflict_verdict" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "review_conflict_verdict_application" ON "review_conflict_verdict" USING btree ("application_id","person_id");--> statement-breakpoint
CREATE INDEX "review_conflict_verdict_person" ON "review_conflict_verdict" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "review_conflict_verdict_by" ON "review_conflict_verdict" USING btree ("by_person_id");--> statement-breakpoint
CREATE INDEX "review_declaration_person" ON "review_declaration" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "meta_review_application" ON "meta_review" USING btree ("application_id","stage_id","position");--> statement-breakpoint
CREATE INDEX "meta_review_person" ON "meta_review" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "meta_review_call" ON "meta_review" USING btree ("call_id","stage_id");--> statement-breakpoint
CREATE INDEX "review_mention_person" ON "review_mention" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "review_post_application" ON "review_post" USING btree ("application_id","stage_id","position");--> statement-breakpoint
CREATE INDEX "review_post_person" ON "review_post" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "review_post_call" ON "review_post" USING btree ("call_id","stage_id");--> statement-breakpoint
CREATE INDEX "review_seen_person" ON "review_seen" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "rebuttal_call" ON "rebuttal" USING btree ("call_id","stage_id");--> statement-breakpoint
CREATE INDEX "rebuttal_saved_by" ON "rebuttal" USING btree ("saved_by_person_id");--> statement-breakpoint
CREATE INDEX "rebuttal_version_person" ON "rebuttal_version" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "review_mark_person" ON "review_mark" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "review_reminder_person" ON "review_reminder" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "review_reminder_by" ON "review_reminder" USING btree ("by_person_id");--> statement-breakpoint
CREATE INDEX "review_bid_call" ON "review_bid" USING btree ("call_id","stage_id");--> statement-breakpoint
CREATE INDEX "review_bid_person" ON "review_bid" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "review_bid_application" ON "review_bid" USING btree ("application_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reviewer_invitation_digest" ON "reviewer_invitation" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "reviewer_invitation_call" ON "reviewer_invitation" USING btree ("call_id","at");--> statement-breakpoint
CREATE INDEX "reviewer_invitation_email" ON "reviewer_invitation" USING btree ("email");--> statement-breakpoint
CREATE INDEX "reviewer_invitation_by_person" ON "reviewer_invitation" USING btree ("by_person_id");--> statement-breakpoint
CREATE INDEX "reviewer_invitation_person" ON "reviewer_invitation" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "reviewer_profile_person" ON "reviewer_profile" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "reviewer_role_person" ON "reviewer_role" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "review_sub_review_secret" ON "review_sub_review" USING btree ("secret_digest");--> statement-breakpoint
CREATE INDEX "review_sub_review_assignment" ON "review_sub_review" USING btree ("assignment_id");--> statement-breakpoint
CREATE INDEX "review_sub_review_person" ON "review_sub_review" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "mail_pace" ON "mail" USING btree ("pace","state","next_try_at");--> statement-breakpoint
CREATE INDEX "letter_edited_by" ON "letter" USING btree ("edited_by_person_id");
--> statement-breakpoint
-- A scrubbed copy is nobody's file of his own: it goes with the file that it was made of.
create or replace function scrubbed_file_remove_copy() returns trigger language plpgsql as $$
begin
	delete from file where id = old.copy_id;
	return null;
end $$;
--> statement-breakpoint
create or replace trigger scrubbed_file_gone after delete on scrubbed_file
	for each row when (old.copy_id is not null) execute function scrubbed_file_remove_copy();
--> statement-breakpoint
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
--> statement-breakpoint
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
