CREATE TABLE "api_idempotency" (
	"person_id" text NOT NULL,
	"key" text NOT NULL,
	"request_digest" char(64) NOT NULL,
	"status" integer NOT NULL,
	"body" text NOT NULL,
	"headers" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "api_idempotency_person_id_key_pk" PRIMARY KEY("person_id","key")
);
--> statement-breakpoint
CREATE TABLE "webhook_cursor" (
	"id" integer PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_delivery" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"endpoint_id" text NOT NULL,
	"seq" bigint,
	"event" text NOT NULL,
	"payload" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"first_tried_at" timestamp (3) with time zone,
	"tried_at" timestamp (3) with time zone,
	"next_at" timestamp (3) with time zone NOT NULL,
	"response_status" integer,
	"response_text" text,
	"fault" text,
	"milliseconds" integer
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoint" (
	"id" text PRIMARY KEY NOT NULL,
	"desk_id" text NOT NULL,
	"url" text NOT NULL,
	"label" text NOT NULL,
	"events" jsonb NOT NULL,
	"secret" text NOT NULL,
	"secret_before" text,
	"secret_before_until" timestamp (3) with time zone,
	"made_by_person_id" text,
	"made_at" timestamp (3) with time zone NOT NULL,
	"paused_at" timestamp (3) with time zone,
	"paused_why" text,
	"leased_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "certificate" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"fulfilment_id" text NOT NULL,
	"application_id" text NOT NULL,
	"call_id" text NOT NULL,
	"desk_id" text NOT NULL,
	"person_id" text,
	"holders" jsonb NOT NULL,
	"heading" jsonb NOT NULL,
	"outcome" jsonb NOT NULL,
	"title" text NOT NULL,
	"content" jsonb,
	"rehearsal" boolean NOT NULL,
	"state" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"file_id" text,
	"digest" char(64),
	"issued_at" timestamp (3) with time zone,
	"fault" text,
	"revoked_at" timestamp (3) with time zone,
	"revoked_reason" jsonb
);
--> statement-breakpoint
CREATE TABLE "fulfilment" (
	"id" text PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"call_id" text NOT NULL,
	"desk_id" text NOT NULL,
	"rule" text NOT NULL,
	"kind" text NOT NULL,
	"label" jsonb NOT NULL,
	"details" jsonb,
	"state" text NOT NULL,
	"determination_id" text NOT NULL,
	"owner_person_id" text,
	"due_at" timestamp (3) with time zone,
	"amount" integer,
	"currency" text,
	"paid" integer,
	"reference" text,
	"paid_on" text,
	"file_id" text,
	"note" text,
	"relation_on" text,
	"began_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	"done_by_person_id" text,
	"cancelled_at" timestamp (3) with time zone,
	"lapsed_at" timestamp (3) with time zone,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "fulfilment_once" UNIQUE("application_id","rule")
);
--> statement-breakpoint
CREATE TABLE "placement" (
	"fulfilment_id" text PRIMARY KEY NOT NULL,
	"desk_id" text NOT NULL,
	"among" text NOT NULL,
	"name" jsonb NOT NULL,
	"url" text,
	"digest" char(64) NOT NULL,
	"media_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"approved_at" timestamp (3) with time zone NOT NULL,
	"approved_by_person_id" text
);
--> statement-breakpoint
CREATE TABLE "review_assignment" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"application_id" text NOT NULL,
	"person_id" text NOT NULL,
	"relation" text NOT NULL,
	"assigned_by_person_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"draft" jsonb,
	"revision" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "review_recusal" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"call_id" text NOT NULL,
	"application_id" text NOT NULL,
	"person_id" text NOT NULL,
	"source" text NOT NULL,
	"reason" text NOT NULL,
	"text" text NOT NULL,
	"by_person_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "review_recusal_once" UNIQUE("application_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "review_score" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"assignment_id" text NOT NULL,
	"points" jsonb NOT NULL,
	"comments" jsonb NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attestation" (
	"id" text PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"rule_id" text NOT NULL,
	"rule" jsonb NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"entry" jsonb,
	"locale" text NOT NULL,
	"state" text NOT NULL,
	"answers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"person_id" text
);
--> statement-breakpoint
CREATE TABLE "attestation_file" (
	"id" text PRIMARY KEY NOT NULL,
	"attestation_id" text NOT NULL,
	"field" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attestation_link" (
	"digest" char(64) PRIMARY KEY NOT NULL,
	"attestation_id" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "call_design" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text,
	"organisation_id" text NOT NULL,
	"call_id" text,
	"definition" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"person_id" text,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "call_extension" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	"reason" jsonb NOT NULL,
	"applicants" boolean NOT NULL,
	"told" integer NOT NULL,
	"person_id" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "late_link" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"digest" char(64) NOT NULL,
	"label" text NOT NULL,
	"email" text,
	"uses" integer NOT NULL,
	"used" integer DEFAULT 0 NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"person_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "application_import" (
	"id" text PRIMARY KEY NOT NULL,
	"desk" text NOT NULL,
	"call_id" text NOT NULL,
	"person_id" text NOT NULL,
	"name" text NOT NULL,
	"rows" jsonb NOT NULL,
	"report" jsonb NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "application_source" (
	"call_id" text NOT NULL,
	"external_id" text NOT NULL,
	"application_id" text NOT NULL,
	CONSTRAINT "application_source_call_id_external_id_pk" PRIMARY KEY("call_id","external_id")
);
--> statement-breakpoint
CREATE TABLE "bulk_act" (
	"id" text PRIMARY KEY NOT NULL,
	"desk" text NOT NULL,
	"person_id" text NOT NULL,
	"action" jsonb NOT NULL,
	"query" text NOT NULL,
	"state" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	"undone_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "bulk_act_row" (
	"act_id" text NOT NULL,
	"position" integer NOT NULL,
	"application_id" text NOT NULL,
	"seen" text NOT NULL,
	"refusal" text,
	"result" text,
	"undo_refusal" text,
	CONSTRAINT "bulk_act_row_act_id_application_id_pk" PRIMARY KEY("act_id","application_id")
);
--> statement-breakpoint
CREATE TABLE "saved_view" (
	"id" text PRIMARY KEY NOT NULL,
	"desk" text NOT NULL,
	"person_id" text NOT NULL,
	"shared" boolean NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"columns" jsonb NOT NULL,
	"sort" text NOT NULL,
	"descending" boolean NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "application_invite" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"draft_id" text,
	"application_id" text,
	"call_id" text,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"may_write" boolean DEFAULT false NOT NULL,
	"stays_on" boolean DEFAULT false NOT NULL,
	"locale" text NOT NULL,
	"digest" char(64) NOT NULL,
	"by_person_id" text,
	"made_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"taken_at" timestamp (3) with time zone,
	"taken_person_id" text,
	"withdrawn_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "application_member" (
	"id" text PRIMARY KEY NOT NULL,
	"draft_id" text,
	"application_id" text,
	"person_id" text NOT NULL,
	"may_write" boolean NOT NULL,
	"added_by_person_id" text,
	"added_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "appeal" (
	"id" text PRIMARY KEY NOT NULL,
	"determination_id" text NOT NULL,
	"application_id" text NOT NULL,
	"state" text NOT NULL,
	"person_id" text,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"answer" text,
	"answered_by_person_id" text,
	"answered_at" timestamp (3) with time zone,
	CONSTRAINT "appeal_once" UNIQUE("determination_id")
);
--> statement-breakpoint
CREATE TABLE "info_request" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"application_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"state" text NOT NULL,
	"fields" jsonb NOT NULL,
	"questions" jsonb NOT NULL,
	"note" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"asked_by_person_id" text,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"replies" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"answered_version" integer,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "screening_tick" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"application_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"check_id" text NOT NULL,
	"ticked" boolean NOT NULL,
	"person_id" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "application_original" (
	"id" text PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "application_thread" (
	"application_id" text PRIMARY KEY NOT NULL,
	"holder_person_id" text,
	"closed_up_to" bigint,
	"closed_by_person_id" text,
	"closed_at" timestamp (3) with time zone
);
--> statement-breakpoint
DROP INDEX "application_call";--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "facts" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "stage_id" text;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "stage_worked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "cohort" text;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "late_link_id" text;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "follows_id" text;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "entered_by" text;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "minor" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "minor_allows" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "likeness" integer[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "application_file" ADD COLUMN "measures" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "settings" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "archived_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "call_window" ADD COLUMN "close_of_business" text;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "amount" integer;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "reopened_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "draft" ADD COLUMN "follows_id" text;--> statement-breakpoint
ALTER TABLE "draft" ADD COLUMN "late_link_id" text;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_endpoint_id_webhook_endpoint_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."webhook_endpoint"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_fulfilment_id_fulfilment_id_fk" FOREIGN KEY ("fulfilment_id") REFERENCES "public"."fulfilment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "placement_fulfilment_id_fulfilment_id_fk" FOREIGN KEY ("fulfilment_id") REFERENCES "public"."fulfilment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_score" ADD CONSTRAINT "review_score_assignment_id_review_assignment_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."review_assignment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attestation" ADD CONSTRAINT "attestation_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attestation_file" ADD CONSTRAINT "attestation_file_attestation_id_attestation_id_fk" FOREIGN KEY ("attestation_id") REFERENCES "public"."attestation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attestation_link" ADD CONSTRAINT "attestation_link_attestation_id_attestation_id_fk" FOREIGN KEY ("attestation_id") REFERENCES "public"."attestation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_extension" ADD CONSTRAINT "call_extension_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "late_link" ADD CONSTRAINT "late_link_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_import" ADD CONSTRAINT "application_import_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_source" ADD CONSTRAINT "application_source_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_source" ADD CONSTRAINT "application_source_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_act_row" ADD CONSTRAINT "bulk_act_row_act_id_bulk_act_id_fk" FOREIGN KEY ("act_id") REFERENCES "public"."bulk_act"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_act_row" ADD CONSTRAINT "bulk_act_row_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_determination_id_determination_id_fk" FOREIGN KEY ("determination_id") REFERENCES "public"."determination"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "info_request" ADD CONSTRAINT "info_request_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "screening_tick" ADD CONSTRAINT "screening_tick_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_original" ADD CONSTRAINT "application_original_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_thread" ADD CONSTRAINT "application_thread_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_idempotency_at" ON "api_idempotency" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_delivery_once" ON "webhook_delivery" USING btree ("endpoint_id","seq");--> statement-breakpoint
CREATE INDEX "webhook_delivery_endpoint" ON "webhook_delivery" USING btree ("endpoint_id","state","position");--> statement-breakpoint
CREATE INDEX "webhook_endpoint_desk" ON "webhook_endpoint" USING btree ("desk_id");--> statement-breakpoint
CREATE INDEX "webhook_endpoint_made_by" ON "webhook_endpoint" USING btree ("made_by_person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "certificate_number" ON "certificate" USING btree ("number");--> statement-breakpoint
CREATE INDEX "certificate_fulfilment" ON "certificate" USING btree ("fulfilment_id");--> statement-breakpoint
CREATE INDEX "certificate_application" ON "certificate" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "certificate_person" ON "certificate" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "fulfilment_desk" ON "fulfilment" USING btree ("desk_id","state","due_at");--> statement-breakpoint
CREATE INDEX "fulfilment_call" ON "fulfilment" USING btree ("call_id","kind","state");--> statement-breakpoint
CREATE INDEX "fulfilment_owner" ON "fulfilment" USING btree ("owner_person_id");--> statement-breakpoint
CREATE INDEX "fulfilment_done_by" ON "fulfilment" USING btree ("done_by_person_id");--> statement-breakpoint
CREATE INDEX "placement_desk" ON "placement" USING btree ("desk_id","starts_at");--> statement-breakpoint
CREATE INDEX "placement_approved_by" ON "placement" USING btree ("approved_by_person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "review_assignment_once" ON "review_assignment" USING btree ("application_id","stage_id","person_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "review_assignment_person" ON "review_assignment" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "review_assignment_stage" ON "review_assignment" USING btree ("call_id","stage_id");--> statement-breakpoint
CREATE INDEX "review_assignment_assigned_by" ON "review_assignment" USING btree ("assigned_by_person_id");--> statement-breakpoint
CREATE INDEX "review_recusal_person" ON "review_recusal" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "review_recusal_by" ON "review_recusal" USING btree ("by_person_id");--> statement-breakpoint
CREATE INDEX "review_recusal_call" ON "review_recusal" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "review_score_assignment" ON "review_score" USING btree ("assignment_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "attestation_once" ON "attestation" USING btree ("application_id","rule_id","address");--> statement-breakpoint
CREATE INDEX "attestation_person" ON "attestation" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "attestation_file_attestation" ON "attestation_file" USING btree ("attestation_id");--> statement-breakpoint
CREATE INDEX "attestation_link_attestation" ON "attestation_link" USING btree ("attestation_id");--> statement-breakpoint
CREATE INDEX "call_design_edition" ON "call_design" USING btree ("edition_id");--> statement-breakpoint
CREATE INDEX "call_design_person" ON "call_design" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "call_design_call" ON "call_design" USING btree ("call_id") WHERE "call_design"."published_at" is null;--> statement-breakpoint
CREATE INDEX "call_extension_call" ON "call_extension" USING btree ("call_id","at");--> statement-breakpoint
CREATE INDEX "call_extension_person" ON "call_extension" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "late_link_digest" ON "late_link" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "late_link_call" ON "late_link" USING btree ("call_id","at");--> statement-breakpoint
CREATE INDEX "late_link_person" ON "late_link" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "application_import_person" ON "application_import" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "application_import_call" ON "application_import" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "application_source_application" ON "application_source" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "bulk_act_desk" ON "bulk_act" USING btree ("desk","made_at");--> statement-breakpoint
CREATE INDEX "bulk_act_person" ON "bulk_act" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "bulk_act_row_application" ON "bulk_act_row" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "saved_view_desk" ON "saved_view" USING btree ("desk");--> statement-breakpoint
CREATE INDEX "saved_view_person" ON "saved_view" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "application_invite_digest" ON "application_invite" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "application_invite_application" ON "application_invite" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "application_invite_draft" ON "application_invite" USING btree ("draft_id");--> statement-breakpoint
CREATE INDEX "application_invite_call" ON "application_invite" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "application_invite_by" ON "application_invite" USING btree ("by_person_id");--> statement-breakpoint
CREATE INDEX "application_invite_taken" ON "application_invite" USING btree ("taken_person_id");--> statement-breakpoint
CREATE INDEX "application_member_draft" ON "application_member" USING btree ("draft_id");--> statement-breakpoint
CREATE INDEX "application_member_application" ON "application_member" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "application_member_person" ON "application_member" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "application_member_added_by" ON "application_member" USING btree ("added_by_person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "application_member_once" ON "application_member" USING btree (coalesce(application_id, draft_id),"person_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "appeal_application" ON "appeal" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "appeal_person" ON "appeal" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "appeal_answered_by" ON "appeal" USING btree ("answered_by_person_id");--> statement-breakpoint
CREATE INDEX "info_request_application" ON "info_request" USING btree ("application_id","position");--> statement-breakpoint
CREATE INDEX "info_request_person" ON "info_request" USING btree ("asked_by_person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "info_request_open" ON "info_request" USING btree ("application_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "screening_tick_application" ON "screening_tick" USING btree ("application_id","stage_id","position");--> statement-breakpoint
CREATE INDEX "screening_tick_person" ON "screening_tick" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "application_original_application" ON "application_original" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "application_thread_holder" ON "application_thread" USING btree ("holder_person_id");--> statement-breakpoint
CREATE INDEX "application_thread_closed_by" ON "application_thread" USING btree ("closed_by_person_id");--> statement-breakpoint
CREATE INDEX "application_entered_by" ON "application" USING btree ("entered_by");--> statement-breakpoint
CREATE INDEX "application_follows" ON "application" USING btree ("follows_id");--> statement-breakpoint
CREATE INDEX "application_likeness" ON "application" USING gin ("likeness");--> statement-breakpoint
CREATE INDEX "draft_follows" ON "draft" USING btree ("follows_id");--> statement-breakpoint
CREATE INDEX "application_call" ON "application" USING btree ("call_id","state","track");
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
