CREATE SEQUENCE "public"."application_number" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "relation" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"relation" text NOT NULL,
	"object_type" text NOT NULL,
	"object_id" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "clock_dial" (
	"id" integer PRIMARY KEY NOT NULL,
	"rehearsal" boolean NOT NULL,
	"edition_at" timestamp (3) with time zone,
	"process_at" timestamp (3) with time zone,
	"began_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "due_item" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"payload" jsonb NOT NULL,
	"done_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp (3) with time zone,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "file" (
	"id" text PRIMARY KEY NOT NULL,
	"digest" char(64) NOT NULL,
	"bytes" bigint NOT NULL,
	"media_type" text NOT NULL,
	"name" text NOT NULL,
	"person_id" text,
	"added_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "file_grant" (
	"id" text PRIMARY KEY NOT NULL,
	"file_id" text NOT NULL,
	"person_id" text,
	"purpose" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "file_grant_once" UNIQUE NULLS NOT DISTINCT("file_id","person_id","purpose")
);
--> statement-breakpoint
CREATE TABLE "public_revision" (
	"scope" text PRIMARY KEY NOT NULL,
	"number" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "account_address" (
	"address" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"verified_at" timestamp (3) with time zone,
	"primary" boolean DEFAULT false NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cast_member" (
	"role" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "door_link" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"digest" char(64) NOT NULL,
	"person_id" text,
	"made_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "linked_identity" (
	"id" text PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"subject" text NOT NULL,
	"person_id" text NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "mail_code" (
	"id" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"address" text NOT NULL,
	"person_id" text,
	"window_digest" char(64) NOT NULL,
	"code_digest" char(64) NOT NULL,
	"link_digest" char(64),
	"tries" integer DEFAULT 0 NOT NULL,
	"next" text,
	"network" text NOT NULL,
	"locale" text NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"proved" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "openid_attempt" (
	"id" text PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"window_digest" char(64) NOT NULL,
	"state_digest" char(64) NOT NULL,
	"nonce" text NOT NULL,
	"verifier" text NOT NULL,
	"person_id" text,
	"next" text,
	"subject" text,
	"name" text,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passkey" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" integer NOT NULL,
	"transports" jsonb NOT NULL,
	"backed_up" boolean NOT NULL,
	"name" text NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "passkey_challenge" (
	"challenge" text PRIMARY KEY NOT NULL,
	"window_digest" char(64) NOT NULL,
	"person_id" text,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "personal_token" (
	"id" text PRIMARY KEY NOT NULL,
	"digest" char(64) NOT NULL,
	"person_id" text NOT NULL,
	"name" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"digest" char(64) NOT NULL,
	"person_id" text NOT NULL,
	"method" text NOT NULL,
	"browser" text NOT NULL,
	"network" text NOT NULL,
	"signed_in_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_detail" (
	"event_id" bigint PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"detail" jsonb NOT NULL,
	"salt" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_event" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"scope" text,
	"data" jsonb NOT NULL,
	"detail_digest" char(64)
);
--> statement-breakpoint
CREATE TABLE "ledger_pending" (
	"event_id" bigint PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_seal" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"event_id" bigint NOT NULL,
	"hash" char(64) NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail" (
	"id" text PRIMARY KEY NOT NULL,
	"message_id" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"kind" text NOT NULL,
	"scope" text,
	"person_id" text,
	"to_address" text NOT NULL,
	"to_name" text NOT NULL,
	"from" jsonb NOT NULL,
	"reply_to" jsonb,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text NOT NULL,
	"locale" text NOT NULL,
	"attachments" jsonb NOT NULL,
	"state" text NOT NULL,
	"urgent" boolean NOT NULL,
	"not_before" timestamp (3) with time zone NOT NULL,
	"not_after" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp (3) with time zone NOT NULL,
	"queued_at_edition" timestamp (3) with time zone NOT NULL,
	"queued_at" timestamp (3) with time zone NOT NULL,
	"sender" integer,
	"handed_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"answer" text
);
--> statement-breakpoint
CREATE TABLE "mail_delivery" (
	"id" text PRIMARY KEY NOT NULL,
	"mail_id" text NOT NULL,
	"attempt" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"answer" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail_sender" (
	"id" serial PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"fault" text,
	"fault_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "application" (
	"id" text PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"call_id" text NOT NULL,
	"person_id" text NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"determination_id" text,
	"title" text NOT NULL,
	"track" text,
	"mode" text,
	"format" text,
	"student" boolean,
	"language" text,
	"people" text NOT NULL,
	"search_text" text NOT NULL,
	"submitted_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "application_file" (
	"id" text PRIMARY KEY NOT NULL,
	"draft_id" text NOT NULL,
	"application_id" text,
	"field" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "application_message" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"application_id" text NOT NULL,
	"side" text NOT NULL,
	"person_id" text,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "application_version" (
	"application_id" text NOT NULL,
	"version" integer NOT NULL,
	"form_version" integer NOT NULL,
	"answers" jsonb NOT NULL,
	"event" text NOT NULL,
	"draft_id" text NOT NULL,
	"person_id" text NOT NULL,
	"locale" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "application_version_application_id_version_pk" PRIMARY KEY("application_id","version")
);
--> statement-breakpoint
CREATE TABLE "call" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text,
	"organisation_id" text NOT NULL,
	"slug" text NOT NULL,
	"title" jsonb NOT NULL,
	"summary" jsonb NOT NULL,
	"noun" jsonb,
	"contact" text,
	"number_prefix" text NOT NULL,
	"form_version" integer NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "call_slug" UNIQUE NULLS NOT DISTINCT("edition_id","organisation_id","slug")
);
--> statement-breakpoint
CREATE TABLE "call_form" (
	"call_id" text NOT NULL,
	"version" integer NOT NULL,
	"form" jsonb NOT NULL,
	CONSTRAINT "call_form_call_id_version_pk" PRIMARY KEY("call_id","version")
);
--> statement-breakpoint
CREATE TABLE "call_stage" (
	"call_id" text NOT NULL,
	"id" text NOT NULL,
	"position" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"announce_by" timestamp (3) with time zone,
	"confirm_by" timestamp (3) with time zone,
	CONSTRAINT "call_stage_call_id_id_pk" PRIMARY KEY("call_id","id")
);
--> statement-breakpoint
CREATE TABLE "call_window" (
	"call_id" text PRIMARY KEY NOT NULL,
	"zone" text NOT NULL,
	"opens" text NOT NULL,
	"closes" text NOT NULL,
	"grace_minutes" integer NOT NULL,
	"last_hours" integer NOT NULL,
	"opens_at" timestamp (3) with time zone NOT NULL,
	"last_hours_at" timestamp (3) with time zone NOT NULL,
	"closes_at" timestamp (3) with time zone NOT NULL,
	"grace_ends_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "determination" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"application_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"version" integer NOT NULL,
	"outcome" text NOT NULL,
	"effect" text NOT NULL,
	"format" text,
	"reason" text,
	"conditions" text,
	"track" text,
	"track_before" text,
	"note" text,
	"person_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"dropped_at" timestamp (3) with time zone,
	"announced_at" timestamp (3) with time zone,
	"answer_by" timestamp (3) with time zone,
	"answer" text,
	"answered_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "draft" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"form_version" integer NOT NULL,
	"application_id" text,
	"person_id" text,
	"token_digest" char(64),
	"locale" text NOT NULL,
	"answers" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bundle_import" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"number" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"base" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "committee_office" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"name" jsonb NOT NULL,
	"plural" jsonb,
	CONSTRAINT "committee_office_code" UNIQUE("edition_id","code")
);
--> statement-breakpoint
CREATE TABLE "committee_role" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"office_code" text NOT NULL,
	"person_code" text NOT NULL,
	"reading" jsonb,
	CONSTRAINT "committee_role_code" UNIQUE("edition_id","code")
);
--> statement-breakpoint
CREATE TABLE "edition" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"series_id" text NOT NULL,
	"year" integer NOT NULL,
	"name" jsonb NOT NULL,
	"short" text NOT NULL,
	"theme" jsonb,
	"summary" jsonb,
	"starts" text NOT NULL,
	"ends" text NOT NULL,
	"zone" text NOT NULL,
	"languages" jsonb NOT NULL,
	"mode" text NOT NULL,
	"state" text NOT NULL,
	"values" jsonb NOT NULL,
	"contacts" jsonb NOT NULL,
	"committee_name" jsonb,
	"letterhead" jsonb,
	CONSTRAINT "edition_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "edition_organisation" (
	"edition_id" text NOT NULL,
	"organisation_id" text NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "edition_organisation_edition_id_organisation_id_pk" PRIMARY KEY("edition_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "edition_person" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"person_id" text,
	"names" jsonb NOT NULL,
	"honours" jsonb NOT NULL,
	"positions" jsonb NOT NULL,
	"orcid" text,
	"reading" jsonb,
	"sample" boolean NOT NULL,
	CONSTRAINT "edition_person_code" UNIQUE("edition_id","code")
);
--> statement-breakpoint
CREATE TABLE "key_date" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"label" jsonb NOT NULL,
	"kind" text NOT NULL,
	"local_at" text,
	"local_on" text,
	"local_until" text,
	"latest" boolean NOT NULL,
	"call_slug" text,
	"note" jsonb,
	"at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	CONSTRAINT "key_date_code" UNIQUE("edition_id","code")
);
--> statement-breakpoint
CREATE TABLE "letter_text" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"subject" jsonb NOT NULL,
	"body" jsonb NOT NULL,
	CONSTRAINT "letter_text_code" UNIQUE("edition_id","code")
);
--> statement-breakpoint
CREATE TABLE "organisation" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" jsonb NOT NULL,
	"short" text,
	"description" jsonb,
	"url" text,
	"logo" text,
	"country" text,
	CONSTRAINT "organisation_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "page" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"title" jsonb NOT NULL,
	"summary" jsonb,
	"body" jsonb NOT NULL,
	"state" text NOT NULL,
	"menu" text NOT NULL,
	CONSTRAINT "page_code" UNIQUE("edition_id","code")
);
--> statement-breakpoint
CREATE TABLE "partner" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"organisation_id" text NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "partner_code" UNIQUE("edition_id","code")
);
--> statement-breakpoint
CREATE TABLE "past_edition" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"year" integer NOT NULL,
	"name" jsonb NOT NULL,
	"short" text NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "past_edition_code" UNIQUE("edition_id","code")
);
--> statement-breakpoint
CREATE TABLE "programme_session" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"title" jsonb NOT NULL,
	"description" jsonb,
	"local_on" text,
	"local_until" text,
	"part" text,
	"starts" text,
	"ends" text,
	"track_code" text,
	"site_code" text,
	"room_code" text,
	"follows_code" text,
	"state" text NOT NULL,
	CONSTRAINT "programme_session_code" UNIQUE("edition_id","code")
);
--> statement-breakpoint
CREATE TABLE "room" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"site_code" text NOT NULL,
	"name" jsonb NOT NULL,
	"seats" integer,
	"track_code" text,
	CONSTRAINT "room_code" UNIQUE("edition_id","code")
);
--> statement-breakpoint
CREATE TABLE "series" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" jsonb NOT NULL,
	"short" text NOT NULL,
	"slogan" jsonb,
	"description" jsonb,
	CONSTRAINT "series_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "site" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"name" jsonb NOT NULL,
	"kind" text NOT NULL,
	"zone" text,
	"city" jsonb,
	"description" jsonb,
	"state" text NOT NULL,
	CONSTRAINT "site_code" UNIQUE("edition_id","code")
);
--> statement-breakpoint
CREATE TABLE "track" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"outside" boolean NOT NULL,
	"name" jsonb NOT NULL,
	"short" jsonb,
	"description" jsonb,
	"subjects" jsonb NOT NULL,
	"draft" boolean NOT NULL,
	CONSTRAINT "track_code" UNIQUE("edition_id","code")
);
--> statement-breakpoint
CREATE TABLE "letter" (
	"id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"edition_id" text NOT NULL,
	"call_id" text NOT NULL,
	"batch_id" text NOT NULL,
	"application_id" text NOT NULL,
	"version" integer NOT NULL,
	"determination_id" text NOT NULL,
	"outcome" text NOT NULL,
	"outcome_label" jsonb NOT NULL,
	"effect" text NOT NULL,
	"person_id" text,
	"recipient" jsonb NOT NULL,
	"to_address" text NOT NULL,
	"title" text NOT NULL,
	"locale" text NOT NULL,
	"content" jsonb,
	"rehearsal" boolean NOT NULL,
	"state" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"file_id" text,
	"digest" char(64),
	"mail_id" text,
	"issued_at" timestamp (3) with time zone,
	"fault" text,
	"revoked_at" timestamp (3) with time zone,
	"revoked_reason" jsonb
);
--> statement-breakpoint
CREATE TABLE "letter_batch" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"call_id" text NOT NULL,
	"person_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"letters" integer NOT NULL,
	"not_before" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"names" jsonb NOT NULL,
	"preferred_language" text,
	"zone" text,
	"titles" jsonb NOT NULL,
	"affiliations" jsonb NOT NULL,
	"orcid" text,
	"sample" boolean DEFAULT false NOT NULL,
	"merged_into" text,
	"erased_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "file_grant" ADD CONSTRAINT "file_grant_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."file"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_detail" ADD CONSTRAINT "ledger_detail_event_id_ledger_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."ledger_event"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_seal" ADD CONSTRAINT "ledger_seal_event_id_ledger_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."ledger_event"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_delivery" ADD CONSTRAINT "mail_delivery_mail_id_mail_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."mail"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application" ADD CONSTRAINT "application_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_message" ADD CONSTRAINT "application_message_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_version" ADD CONSTRAINT "application_version_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_form" ADD CONSTRAINT "call_form_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_stage" ADD CONSTRAINT "call_stage_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_window" ADD CONSTRAINT "call_window_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundle_import" ADD CONSTRAINT "bundle_import_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "committee_office" ADD CONSTRAINT "committee_office_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "committee_role" ADD CONSTRAINT "committee_role_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "committee_role" ADD CONSTRAINT "committee_role_edition_id_office_code_committee_office_edition_id_code_fk" FOREIGN KEY ("edition_id","office_code") REFERENCES "public"."committee_office"("edition_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "committee_role" ADD CONSTRAINT "committee_role_edition_id_person_code_edition_person_edition_id_code_fk" FOREIGN KEY ("edition_id","person_code") REFERENCES "public"."edition_person"("edition_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edition" ADD CONSTRAINT "edition_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edition_organisation" ADD CONSTRAINT "edition_organisation_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edition_organisation" ADD CONSTRAINT "edition_organisation_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edition_person" ADD CONSTRAINT "edition_person_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_date" ADD CONSTRAINT "key_date_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_text" ADD CONSTRAINT "letter_text_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "page" ADD CONSTRAINT "page_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner" ADD CONSTRAINT "partner_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner" ADD CONSTRAINT "partner_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "past_edition" ADD CONSTRAINT "past_edition_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme_session" ADD CONSTRAINT "programme_session_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme_session" ADD CONSTRAINT "programme_session_edition_id_track_code_track_edition_id_code_fk" FOREIGN KEY ("edition_id","track_code") REFERENCES "public"."track"("edition_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme_session" ADD CONSTRAINT "programme_session_edition_id_site_code_site_edition_id_code_fk" FOREIGN KEY ("edition_id","site_code") REFERENCES "public"."site"("edition_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme_session" ADD CONSTRAINT "programme_session_edition_id_room_code_room_edition_id_code_fk" FOREIGN KEY ("edition_id","room_code") REFERENCES "public"."room"("edition_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room" ADD CONSTRAINT "room_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room" ADD CONSTRAINT "room_edition_id_site_code_site_edition_id_code_fk" FOREIGN KEY ("edition_id","site_code") REFERENCES "public"."site"("edition_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room" ADD CONSTRAINT "room_edition_id_track_code_track_edition_id_code_fk" FOREIGN KEY ("edition_id","track_code") REFERENCES "public"."track"("edition_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site" ADD CONSTRAINT "site_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "track" ADD CONSTRAINT "track_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter" ADD CONSTRAINT "letter_batch_id_letter_batch_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."letter_batch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_merged_into_person_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "relation_once" ON "relation" USING btree ("person_id","relation","object_type","object_id") WHERE "relation"."until" is null;--> statement-breakpoint
CREATE INDEX "relation_person" ON "relation" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "relation_object" ON "relation" USING btree ("object_type","object_id");--> statement-breakpoint
CREATE UNIQUE INDEX "due_item_subject" ON "due_item" USING btree ("kind","subject");--> statement-breakpoint
CREATE INDEX "due_item_at" ON "due_item" USING btree ("done_at","at");--> statement-breakpoint
CREATE INDEX "file_digest" ON "file" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "file_person" ON "file" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "file_grant_person" ON "file_grant" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "account_address_person" ON "account_address" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "door_link_digest" ON "door_link" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "door_link_person" ON "door_link" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "linked_identity_subject" ON "linked_identity" USING btree ("provider","subject");--> statement-breakpoint
CREATE INDEX "linked_identity_person" ON "linked_identity" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "mail_code_window" ON "mail_code" USING btree ("window_digest");--> statement-breakpoint
CREATE UNIQUE INDEX "mail_code_link" ON "mail_code" USING btree ("link_digest");--> statement-breakpoint
CREATE INDEX "mail_code_address" ON "mail_code" USING btree ("address","sent_at");--> statement-breakpoint
CREATE INDEX "mail_code_network" ON "mail_code" USING btree ("network","sent_at");--> statement-breakpoint
CREATE UNIQUE INDEX "openid_attempt_state" ON "openid_attempt" USING btree ("state_digest");--> statement-breakpoint
CREATE INDEX "openid_attempt_window" ON "openid_attempt" USING btree ("window_digest");--> statement-breakpoint
CREATE INDEX "passkey_person" ON "passkey" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "personal_token_digest" ON "personal_token" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "personal_token_person" ON "personal_token" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "session_digest" ON "session" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "session_person" ON "session" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "ledger_detail_person" ON "ledger_detail" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "ledger_event_subject" ON "ledger_event" USING btree ("subject_type","subject_id");--> statement-breakpoint
CREATE INDEX "ledger_event_scope" ON "ledger_event" USING btree ("scope","id");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_seal_event" ON "ledger_seal" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "ledger_seal_day" ON "ledger_seal" USING btree ("sealed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "mail_message_id" ON "mail" USING btree ("message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "mail_idempotency_key" ON "mail" USING btree ("idempotency_key");--> statement-breakpoint
CREATE INDEX "mail_due" ON "mail" USING btree ("state","next_try_at");--> statement-breakpoint
CREATE INDEX "mail_scope" ON "mail" USING btree ("scope","state","queued_at");--> statement-breakpoint
CREATE INDEX "mail_address" ON "mail" USING btree ("to_address","queued_at");--> statement-breakpoint
CREATE INDEX "mail_person" ON "mail" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "mail_by_sender" ON "mail" USING btree ("sender");--> statement-breakpoint
CREATE INDEX "mail_delivery_mail" ON "mail_delivery" USING btree ("mail_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "application_number_once" ON "application" USING btree ("number");--> statement-breakpoint
CREATE INDEX "application_call" ON "application" USING btree ("call_id","state");--> statement-breakpoint
CREATE INDEX "application_person" ON "application" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "application_file_draft" ON "application_file" USING btree ("draft_id");--> statement-breakpoint
CREATE INDEX "application_file_application" ON "application_file" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "application_message_application" ON "application_message" USING btree ("application_id","position");--> statement-breakpoint
CREATE INDEX "application_message_person" ON "application_message" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "application_version_draft" ON "application_version" USING btree ("draft_id");--> statement-breakpoint
CREATE INDEX "application_version_person" ON "application_version" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "call_edition" ON "call" USING btree ("edition_id");--> statement-breakpoint
CREATE INDEX "determination_application" ON "determination" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "determination_person" ON "determination" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "draft_application" ON "draft" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "draft_person" ON "draft" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "draft_token" ON "draft" USING btree ("token_digest");--> statement-breakpoint
CREATE INDEX "draft_call" ON "draft" USING btree ("call_id");--> statement-breakpoint
CREATE UNIQUE INDEX "bundle_import_number" ON "bundle_import" USING btree ("edition_id","number");--> statement-breakpoint
CREATE INDEX "edition_organisation_organisation" ON "edition_organisation" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "edition_person_person" ON "edition_person" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "key_date_at" ON "key_date" USING btree ("edition_id","at");--> statement-breakpoint
CREATE INDEX "partner_organisation" ON "partner" USING btree ("organisation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "letter_reference" ON "letter" USING btree ("reference");--> statement-breakpoint
CREATE UNIQUE INDEX "letter_determination" ON "letter" USING btree ("determination_id");--> statement-breakpoint
CREATE INDEX "letter_batch_letters" ON "letter" USING btree ("batch_id","state");--> statement-breakpoint
CREATE INDEX "letter_application" ON "letter" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "letter_person" ON "letter" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "letter_edition" ON "letter" USING btree ("edition_id","at");--> statement-breakpoint
CREATE INDEX "letter_batch_edition" ON "letter_batch" USING btree ("edition_id","at");--> statement-breakpoint
CREATE INDEX "letter_batch_person" ON "letter_batch" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "person_merged_into" ON "person" USING btree ("merged_into");
--> statement-breakpoint
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
--> statement-breakpoint
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
