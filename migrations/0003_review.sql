CREATE TABLE "mail_address_fault" (
	"address" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"answer" text NOT NULL,
	"mail_id" text
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
ALTER TABLE "review_score" ADD COLUMN "answers" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "review_score" ADD COLUMN "fields" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "review_score" ADD COLUMN "confidence" integer;--> statement-breakpoint
ALTER TABLE "review_score" ADD COLUMN "not_competent" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "mail_address_fault" ADD CONSTRAINT "mail_address_fault_mail_id_mail_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."mail"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_mention" ADD CONSTRAINT "review_mention_post_id_review_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."review_post"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_post_version" ADD CONSTRAINT "review_post_version_post_id_review_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."review_post"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rebuttal_version" ADD CONSTRAINT "rebuttal_version_rebuttal_id_rebuttal_id_fk" FOREIGN KEY ("rebuttal_id") REFERENCES "public"."rebuttal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_sub_review" ADD CONSTRAINT "review_sub_review_assignment_id_review_assignment_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."review_assignment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
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
CREATE UNIQUE INDEX "review_sub_review_secret" ON "review_sub_review" USING btree ("secret_digest");--> statement-breakpoint
CREATE INDEX "review_sub_review_assignment" ON "review_sub_review" USING btree ("assignment_id");--> statement-breakpoint
CREATE INDEX "review_sub_review_person" ON "review_sub_review" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "mail_pace" ON "mail" USING btree ("pace","state","next_try_at");
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
