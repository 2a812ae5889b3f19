CREATE TABLE "language_model_day" (
	"day" text PRIMARY KEY NOT NULL,
	"calls" integer NOT NULL,
	"tokens" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "language_model_mode" (
	"endpoint" text PRIMARY KEY NOT NULL,
	"mode" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail_body" (
	"id" text PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"html" text NOT NULL,
	"marks" jsonb NOT NULL,
	"headers" jsonb NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_document" (
	"source" text NOT NULL,
	"subject" text NOT NULL,
	"locale" text NOT NULL,
	"path" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"lead" text NOT NULL,
	"body" text NOT NULL,
	"context" text NOT NULL,
	"at" timestamp (3) with time zone,
	"zone" text,
	"words" "tsvector" NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "search_document_source_subject_locale_path_pk" PRIMARY KEY("source","subject","locale","path")
);
--> statement-breakpoint
CREATE TABLE "search_due" (
	"source" text NOT NULL,
	"subject" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp (3) with time zone,
	CONSTRAINT "search_due_source_subject_pk" PRIMARY KEY("source","subject")
);
--> statement-breakpoint
CREATE TABLE "analysis" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"article_id" text NOT NULL,
	"article_version" integer NOT NULL,
	"locale" text NOT NULL,
	"state" text NOT NULL,
	"asked" text NOT NULL,
	"method" text,
	"fallback" text,
	"result" jsonb,
	"input_digest" char(64) NOT NULL,
	"send_unpublished" boolean DEFAULT false NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"person_id" text,
	"decided_at" timestamp (3) with time zone,
	"reviewer_person_id" text,
	"reason" text,
	"checklist" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analysis_edit" (
	"analysis_id" text NOT NULL,
	"item" text NOT NULL,
	"words" text,
	"at" timestamp (3) with time zone NOT NULL,
	"person_id" text,
	CONSTRAINT "analysis_edit_analysis_id_item_pk" PRIMARY KEY("analysis_id","item")
);
--> statement-breakpoint
CREATE TABLE "analysis_fingerprint" (
	"article_id" text NOT NULL,
	"article_version" integer NOT NULL,
	"locale" text NOT NULL,
	"method" text NOT NULL,
	"fingerprint" jsonb NOT NULL,
	CONSTRAINT "analysis_fingerprint_article_id_article_version_locale_method_pk" PRIMARY KEY("article_id","article_version","locale","method")
);
--> statement-breakpoint
CREATE TABLE "analysis_rehearsed" (
	"article_id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "asset_hold" (
	"digest" char(64) NOT NULL,
	"holder" text NOT NULL,
	CONSTRAINT "asset_hold_holder_digest_pk" PRIMARY KEY("holder","digest")
);
--> statement-breakpoint
CREATE TABLE "newsletter_count" (
	"day" text NOT NULL,
	"what" text NOT NULL,
	"n" integer NOT NULL,
	CONSTRAINT "newsletter_count_day_what_pk" PRIMARY KEY("day","what")
);
--> statement-breakpoint
CREATE TABLE "newsletter_issue" (
	"date" text PRIMARY KEY NOT NULL,
	"opens_at" timestamp (3) with time zone NOT NULL,
	"closes_at" timestamp (3) with time zone NOT NULL,
	"articles" integer NOT NULL,
	"week_articles" integer NOT NULL,
	"queued" integer DEFAULT 0 NOT NULL,
	"stopped_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "newsletter_key" (
	"id" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "newsletter_request" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"trace" char(64) NOT NULL,
	"token_digest" char(64) NOT NULL,
	"choices" jsonb NOT NULL,
	"text_version" char(64) NOT NULL,
	"text_locale" text NOT NULL,
	"source_page" text NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"subscription_id" text,
	CONSTRAINT "newsletter_request_token_digest_unique" UNIQUE("token_digest")
);
--> statement-breakpoint
CREATE TABLE "newsletter_slot" (
	"issue" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"places" jsonb NOT NULL,
	"begun_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "newsletter_slot_issue_at_pk" PRIMARY KEY("issue","at")
);
--> statement-breakpoint
CREATE TABLE "newsletter_subscription" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"email" text NOT NULL,
	"trace" char(64) NOT NULL,
	"token_digest" char(64) NOT NULL,
	"state" text NOT NULL,
	"locale" text NOT NULL,
	"topics" text[] NOT NULL,
	"rhythm" text NOT NULL,
	"weekday" integer NOT NULL,
	"zone" text NOT NULL,
	"confirmed_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ending" text,
	"covered_until" timestamp (3) with time zone,
	"faults" integer DEFAULT 0 NOT NULL,
	"fault_seen_at" timestamp (3) with time zone,
	"sample" boolean DEFAULT false NOT NULL,
	CONSTRAINT "newsletter_subscription_position_unique" UNIQUE("position"),
	CONSTRAINT "newsletter_subscription_email_unique" UNIQUE("email"),
	CONSTRAINT "newsletter_subscription_token_digest_unique" UNIQUE("token_digest")
);
--> statement-breakpoint
CREATE TABLE "newsletter_suppression" (
	"trace" char(64) PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "article" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"slug" text NOT NULL,
	"organisation_id" text NOT NULL,
	"edition_id" text,
	"state" text NOT NULL,
	"draft" jsonb NOT NULL,
	"draft_revision" integer NOT NULL,
	"draft_at" timestamp (3) with time zone NOT NULL,
	"draft_person_id" text,
	"published_version" integer,
	"published_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone,
	"topics" text[] NOT NULL,
	"locales" text[] NOT NULL,
	"release_at" timestamp (3) with time zone,
	"release_version" integer,
	"release_person_id" text,
	"release_refused" jsonb,
	"zone" text NOT NULL,
	"embargo_until" timestamp (3) with time zone,
	"retraction" jsonb,
	"imported_digest" char(64),
	"created_at" timestamp (3) with time zone NOT NULL,
	"creator_person_id" text,
	CONSTRAINT "article_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "article_correction" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"article_id" text NOT NULL,
	"version" integer NOT NULL,
	"note" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"person_id" text
);
--> statement-breakpoint
CREATE TABLE "article_note" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"article_id" text NOT NULL,
	"version" integer,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"person_id" text
);
--> statement-breakpoint
CREATE TABLE "article_person" (
	"article_id" text NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "article_person_article_id_person_id_pk" PRIMARY KEY("article_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "article_version" (
	"article_id" text NOT NULL,
	"number" integer NOT NULL,
	"content" jsonb NOT NULL,
	"digest" char(64) NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"person_id" text,
	"published_at" timestamp (3) with time zone,
	"erased" boolean DEFAULT false NOT NULL,
	CONSTRAINT "article_version_article_id_number_pk" PRIMARY KEY("article_id","number")
);
--> statement-breakpoint
CREATE TABLE "statement" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"slug" text NOT NULL,
	"organisation_id" text NOT NULL,
	"edition_id" text,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"zone" text NOT NULL,
	"authoritative" text NOT NULL,
	"sample" boolean NOT NULL,
	"draft" jsonb NOT NULL,
	"draft_revision" integer NOT NULL,
	"current_version" integer,
	"released_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone,
	"planned_version" integer,
	"release_at" timestamp (3) with time zone,
	"signs_from" timestamp (3) with time zone,
	"signs_until" timestamp (3) with time zone,
	"signers" jsonb NOT NULL,
	"moderation" text NOT NULL,
	"institutions" jsonb NOT NULL,
	"shown_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"person_id" text,
	CONSTRAINT "statement_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "statement_comment" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"statement_id" text NOT NULL,
	"revision" integer NOT NULL,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"person_id" text
);
--> statement-breakpoint
CREATE TABLE "statement_draft" (
	"statement_id" text NOT NULL,
	"revision" integer NOT NULL,
	"texts" jsonb NOT NULL,
	"remark" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"person_id" text,
	CONSTRAINT "statement_draft_statement_id_revision_pk" PRIMARY KEY("statement_id","revision")
);
--> statement-breakpoint
CREATE TABLE "statement_erratum" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"statement_id" text NOT NULL,
	"version" integer NOT NULL,
	"locale" text NOT NULL,
	"printing" integer NOT NULL,
	"note" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"person_id" text
);
--> statement-breakpoint
CREATE TABLE "statement_member" (
	"statement_id" text NOT NULL,
	"person_id" text NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "statement_member_statement_id_person_id_pk" PRIMARY KEY("statement_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "statement_text" (
	"statement_id" text NOT NULL,
	"version" integer NOT NULL,
	"locale" text NOT NULL,
	"printing" integer NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"digest" char(64) NOT NULL,
	CONSTRAINT "statement_text_statement_id_version_locale_printing_pk" PRIMARY KEY("statement_id","version","locale","printing")
);
--> statement-breakpoint
CREATE TABLE "statement_version" (
	"statement_id" text NOT NULL,
	"number" integer NOT NULL,
	"note" jsonb,
	"made_at" timestamp (3) with time zone NOT NULL,
	"released_at" timestamp (3) with time zone,
	"person_id" text,
	CONSTRAINT "statement_version_statement_id_number_pk" PRIMARY KEY("statement_id","number")
);
--> statement-breakpoint
CREATE TABLE "headline" (
	"id" text PRIMARY KEY NOT NULL,
	"source_id" text NOT NULL,
	"key" text NOT NULL,
	"guid" text,
	"link" text NOT NULL,
	"canonical" text NOT NULL,
	"title" text NOT NULL,
	"teaser" text NOT NULL,
	"place" text NOT NULL,
	"at" timestamp (3) with time zone,
	"ordered_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"current" boolean NOT NULL,
	"hidden_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "headline_source" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"name" jsonb NOT NULL,
	"feed" text NOT NULL,
	"homepage" text,
	"attribution" jsonb,
	"credit" jsonb,
	"topics" text[] NOT NULL,
	"language" text NOT NULL,
	"shown" integer NOT NULL,
	"teasers" boolean NOT NULL,
	"active" boolean NOT NULL,
	"sample" boolean DEFAULT false NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"etag" text,
	"last_modified" text,
	"tried_at" timestamp (3) with time zone,
	"succeeded_at" timestamp (3) with time zone,
	"next_at" timestamp (3) with time zone NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"fault" text,
	"fault_status" integer,
	"moved_to" text,
	"leased_until" timestamp (3) with time zone,
	CONSTRAINT "headline_source_feed_unique" UNIQUE("feed")
);
--> statement-breakpoint
CREATE TABLE "signature" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"statement_id" text NOT NULL,
	"version" integer NOT NULL,
	"locale" text NOT NULL,
	"printing" integer NOT NULL,
	"digest" char(64) NOT NULL,
	"as" text NOT NULL,
	"names" jsonb NOT NULL,
	"role" text NOT NULL,
	"affiliation" text NOT NULL,
	"country" text,
	"is_public" boolean NOT NULL,
	"contact" jsonb,
	"email" text NOT NULL,
	"email_key" text NOT NULL,
	"orcid" text,
	"tier" text NOT NULL,
	"person_id" text,
	"state" text NOT NULL,
	"flags" jsonb NOT NULL,
	"name_key" text NOT NULL,
	"search_text" text NOT NULL,
	"consent" text NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"confirmed_at" timestamp (3) with time zone NOT NULL,
	"public_at" timestamp (3) with time zone,
	"earlier" jsonb NOT NULL,
	"reason" text,
	"first_place" integer,
	CONSTRAINT "signature_once_by_mailbox" UNIQUE("statement_id","email_key")
);
--> statement-breakpoint
CREATE TABLE "signature_link" (
	"digest" char(64) PRIMARY KEY NOT NULL,
	"signature_id" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signature_request" (
	"id" text PRIMARY KEY NOT NULL,
	"statement_id" text NOT NULL,
	"version" integer NOT NULL,
	"locale" text NOT NULL,
	"printing" integer NOT NULL,
	"digest" char(64) NOT NULL,
	"content" jsonb NOT NULL,
	"email" text NOT NULL,
	"email_key" text NOT NULL,
	"orcid" text,
	"person_id" text,
	"secret_digest" char(64) NOT NULL,
	"consent" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "signature_request_secret_digest_unique" UNIQUE("secret_digest")
);
--> statement-breakpoint
CREATE TABLE "statement_snapshot" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"statement_id" text NOT NULL,
	"version" integer NOT NULL,
	"reference" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"person_id" text,
	"up_to" bigint NOT NULL,
	"named" integer,
	"anonymous" integer,
	"bytes" integer,
	"file_id" text,
	"digest" char(64),
	"fault" text,
	"doi" text,
	"withheld_at" timestamp (3) with time zone,
	"rehearsal" boolean NOT NULL,
	CONSTRAINT "statement_snapshot_reference_unique" UNIQUE("reference")
);
--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "body_id" text;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "filling" jsonb;--> statement-breakpoint
ALTER TABLE "outcome" ADD COLUMN "statement" text;--> statement-breakpoint
ALTER TABLE "analysis_edit" ADD CONSTRAINT "analysis_edit_analysis_id_analysis_id_fk" FOREIGN KEY ("analysis_id") REFERENCES "public"."analysis"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asset_hold" ADD CONSTRAINT "asset_hold_digest_asset_file_digest_fk" FOREIGN KEY ("digest") REFERENCES "public"."asset_file"("digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_correction" ADD CONSTRAINT "article_correction_article_id_article_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."article"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_note" ADD CONSTRAINT "article_note_article_id_article_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."article"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_person" ADD CONSTRAINT "article_person_article_id_article_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."article"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_version" ADD CONSTRAINT "article_version_article_id_article_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."article"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_comment" ADD CONSTRAINT "statement_comment_statement_id_statement_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_draft" ADD CONSTRAINT "statement_draft_statement_id_statement_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_erratum" ADD CONSTRAINT "statement_erratum_statement_id_statement_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_member" ADD CONSTRAINT "statement_member_statement_id_statement_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_version" ADD CONSTRAINT "statement_version_statement_id_statement_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "headline" ADD CONSTRAINT "headline_source_id_headline_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."headline_source"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signature" ADD CONSTRAINT "signature_statement_id_statement_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signature_link" ADD CONSTRAINT "signature_link_signature_id_signature_id_fk" FOREIGN KEY ("signature_id") REFERENCES "public"."signature"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signature_request" ADD CONSTRAINT "signature_request_statement_id_statement_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_snapshot" ADD CONSTRAINT "statement_snapshot_statement_id_statement_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "language_model_mode_at" ON "language_model_mode" USING btree ("at");--> statement-breakpoint
CREATE INDEX "search_document_words" ON "search_document" USING gin ("words");--> statement-breakpoint
CREATE INDEX "search_due_since" ON "search_due" USING btree ("since");--> statement-breakpoint
CREATE INDEX "analysis_article" ON "analysis" USING btree ("article_id","locale","position");--> statement-breakpoint
CREATE INDEX "analysis_state" ON "analysis" USING btree ("state","position");--> statement-breakpoint
CREATE INDEX "analysis_input" ON "analysis" USING btree ("input_digest");--> statement-breakpoint
CREATE INDEX "analysis_person" ON "analysis" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "analysis_reviewer" ON "analysis" USING btree ("reviewer_person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "analysis_approved" ON "analysis" USING btree ("article_id","article_version","locale") WHERE state = 'approved';--> statement-breakpoint
CREATE INDEX "analysis_edit_person" ON "analysis_edit" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "analysis_rehearsed_person" ON "analysis_rehearsed" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "asset_hold_digest" ON "asset_hold" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "newsletter_request_trace" ON "newsletter_request" USING btree ("trace","requested_at");--> statement-breakpoint
CREATE INDEX "newsletter_request_open" ON "newsletter_request" USING btree ("requested_at") WHERE confirmed_at is null;--> statement-breakpoint
CREATE INDEX "newsletter_request_subscription" ON "newsletter_request" USING btree ("subscription_id");--> statement-breakpoint
CREATE INDEX "newsletter_slot_open" ON "newsletter_slot" USING btree ("begun_at") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "newsletter_subscription_due" ON "newsletter_subscription" USING btree ("position") WHERE state = 'confirmed';--> statement-breakpoint
CREATE INDEX "newsletter_subscription_trace" ON "newsletter_subscription" USING btree ("trace");--> statement-breakpoint
CREATE INDEX "newsletter_subscription_ended" ON "newsletter_subscription" USING btree ("ended_at");--> statement-breakpoint
CREATE INDEX "article_public" ON "article" USING btree ("state","published_at");--> statement-breakpoint
CREATE INDEX "article_edition" ON "article" USING btree ("edition_id","published_at");--> statement-breakpoint
CREATE INDEX "article_organisation" ON "article" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "article_topics" ON "article" USING gin ("topics");--> statement-breakpoint
CREATE INDEX "article_draft_person" ON "article" USING btree ("draft_person_id");--> statement-breakpoint
CREATE INDEX "article_release_person" ON "article" USING btree ("release_person_id");--> statement-breakpoint
CREATE INDEX "article_creator" ON "article" USING btree ("creator_person_id");--> statement-breakpoint
CREATE INDEX "article_correction_article" ON "article_correction" USING btree ("article_id","position");--> statement-breakpoint
CREATE INDEX "article_correction_person" ON "article_correction" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "article_note_article" ON "article_note" USING btree ("article_id","position");--> statement-breakpoint
CREATE INDEX "article_note_person" ON "article_note" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "article_person_person" ON "article_person" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "article_version_person" ON "article_version" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "statement_public" ON "statement" USING btree ("state","released_at");--> statement-breakpoint
CREATE INDEX "statement_organisation" ON "statement" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "statement_edition" ON "statement" USING btree ("edition_id");--> statement-breakpoint
CREATE INDEX "statement_person" ON "statement" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "statement_comment_statement" ON "statement_comment" USING btree ("statement_id","position");--> statement-breakpoint
CREATE INDEX "statement_comment_person" ON "statement_comment" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "statement_draft_person" ON "statement_draft" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "statement_erratum_statement" ON "statement_erratum" USING btree ("statement_id","position");--> statement-breakpoint
CREATE INDEX "statement_erratum_person" ON "statement_erratum" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "statement_member_person" ON "statement_member" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "statement_version_person" ON "statement_version" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "headline_key" ON "headline" USING btree ("source_id","key");--> statement-breakpoint
CREATE INDEX "headline_order" ON "headline" USING btree ("source_id","ordered_at");--> statement-breakpoint
CREATE INDEX "headline_source_next" ON "headline_source" USING btree ("next_at");--> statement-breakpoint
CREATE UNIQUE INDEX "signature_once_by_orcid" ON "signature" USING btree ("statement_id","orcid") WHERE orcid is not null;--> statement-breakpoint
CREATE INDEX "signature_named" ON "signature" USING btree ("statement_id","position") WHERE state = 'public' and is_public;--> statement-breakpoint
CREATE INDEX "signature_state" ON "signature" USING btree ("statement_id","state","position");--> statement-breakpoint
CREATE INDEX "signature_name" ON "signature" USING btree ("statement_id","name_key");--> statement-breakpoint
CREATE INDEX "signature_first" ON "signature" USING btree ("statement_id","first_place") WHERE first_place is not null;--> statement-breakpoint
CREATE INDEX "signature_email" ON "signature" USING btree ("email_key");--> statement-breakpoint
CREATE INDEX "signature_person" ON "signature" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "signature_link_signature" ON "signature_link" USING btree ("signature_id");--> statement-breakpoint
CREATE INDEX "signature_request_email" ON "signature_request" USING btree ("email_key","requested_at");--> statement-breakpoint
CREATE INDEX "signature_request_expiry" ON "signature_request" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "signature_request_person" ON "signature_request" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "statement_snapshot_statement" ON "statement_snapshot" USING btree ("statement_id","position");--> statement-breakpoint
CREATE INDEX "statement_snapshot_digest" ON "statement_snapshot" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "statement_snapshot_person" ON "statement_snapshot" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "mail_next" ON "mail" USING btree ("urgent" DESC NULLS LAST,"next_try_at","id") WHERE state = 'queued';